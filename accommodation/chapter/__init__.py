"""What there is to say about accommodation as of a date, for one reader."""

from datetime import date

from accommodation.chapter.arrivals import arrivals_table
from accommodation.chapter.carried import carried_numbers
from accommodation.chapter.curve import lead, occupancy_chart, other_sources_series, reported_series
from accommodation.chapter.districts import district_table
from accommodation.chapter.findings import findings
from accommodation.chapter.key_figures import key_figures
from accommodation.chapter.sums import speaks_for_the_city, sum_series
from portal.figures import EXAMPLE, Audience, Chapter, Series
from portal.statements import checks, texts

AREA = "accommodation"
NO_EXAMPLES = Series("example", EXAMPLE, (), example=True)


def chapter(as_of: date, audience: Audience, *, invented: bool = True) -> Chapter:
    """Everything released whose period has begun by `as_of`. For readers outside the
    administration small numbers are hidden and no shelter is named. Not `invented`: as if there
    were no example data."""
    reported = reported_series(as_of)
    carried = carried_numbers(as_of)
    sums = sum_series(as_of, audience, carried, example=False)
    examples = sum_series(as_of, audience, carried, example=True) if invented else NO_EXAMPLES
    others = other_sources_series(as_of)
    curve = (reported, sums, others, examples)
    leading = sums.told if speaks_for_the_city(sums, reported) else reported
    return Chapter(
        key=AREA,
        title="Unterbringung",
        address="/unterbringung/",
        as_of=as_of,
        audience=audience,
        lead=lead(leading, sums),
        key_figures=tuple(key_figures(as_of, reported, sums, examples)),
        charts=(occupancy_chart(leading, [series for series in curve if series.points], carried),),
        tables=tuple(
            table
            for table in (
                district_table(sums, audience, carried, example=False),
                district_table(examples, audience, carried, example=True),
                arrivals_table(as_of),
            )
            if table.rows
        ),
        checks=tuple(checks(AREA, as_of)),
        texts=tuple(texts(AREA, as_of)),
        findings=tuple(findings(as_of, reported, sums, others, examples)),
    )
