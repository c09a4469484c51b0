"""What there is to say about accommodation as of a date, for one reader."""

from dataclasses import replace
from datetime import date

from accommodation.chapter.arrivals import arrivals_table
from accommodation.chapter.curve import lead, occupancy_chart
from accommodation.chapter.findings import findings
from accommodation.chapter.key_figures import key_figures
from accommodation.chapter.kinds import newest_tables
from accommodation.chapter.known import Known, known_on
from portal.figures import Audience, Chapter
from portal.statements import checks, texts

AREA = "accommodation"


def overview(as_of: date, audience: Audience) -> Chapter:
    """The first sentence, the key figures, the curve and its findings: what the start page says."""
    return answer(known_on(as_of, audience), as_of, audience)


def chapter(as_of: date, audience: Audience, *, invented: bool = True) -> Chapter:
    """Everything released whose period has begun by `as_of`. For readers outside the
    administration small numbers are hidden and no shelter is named. Not `invented`: as if there
    were no example data."""
    known = known_on(as_of, audience, invented=invented)
    tables = (
        *newest_tables(known.sums, audience, known.carried, example=False),
        *newest_tables(known.examples, audience, known.carried, example=True),
        arrivals_table(as_of),
    )
    return replace(
        answer(known, as_of, audience),
        tables=tuple(table for table in tables if table.rows),
        checks=tuple(checks(AREA, as_of)),
        texts=tuple(texts(AREA, as_of)),
    )


def answer(known: Known, as_of: date, audience: Audience) -> Chapter:
    curve = (known.reported, known.sums, known.others, known.examples)
    return Chapter(
        key=AREA,
        title="Unterbringung",
        address="/unterbringung/",
        as_of=as_of,
        audience=audience,
        lead=lead(known.leading, known.sums),
        key_figures=tuple(key_figures(as_of, known.reported, known.sums, known.examples)),
        charts=(occupancy_chart(known.leading, [one for one in curve if one.points], known.carried),),
        findings=tuple(findings(as_of, known.reported, known.sums, known.examples)),
    )
