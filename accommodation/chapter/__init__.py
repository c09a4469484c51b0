"""What there is to say about accommodation as of a date, for one reader."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from accommodation.chapter.arrivals import arrivals_table
from accommodation.chapter.carried import Carried
from accommodation.chapter.curve import lead
from accommodation.chapter.districts import capacity_table, district_table, split_by_district
from accommodation.chapter.findings import findings
from accommodation.chapter.key_figures import key_figures
from accommodation.chapter.kinds import kind_table
from accommodation.chapter.known import Known, known_on
from accommodation.chapter.settled import newest_for
from portal.figures import Audience, Chapter, Chart, Series, Table
from portal.statements import checks, texts

AREA = "accommodation"


def occupancy_curve(as_of: date, audience: Audience) -> Chart:
    """„Abbildung 1“ alone."""
    return known_on(as_of, audience).chart


def overview(as_of: date, audience: Audience) -> Chapter:
    """The first sentence, the key figures, the curve and its findings: what the start page says."""
    return answer(known_on(as_of, audience), as_of, audience)


def chapter(as_of: date, audience: Audience, *, invented: bool = True) -> Chapter:
    """Everything released whose period has begun by `as_of`. For readers outside the
    administration small numbers are hidden and no shelter is named. Not `invented`: as if there
    were no example data."""
    known = known_on(as_of, audience, invented=invented)
    tables = (
        *newest_tables(known.sums, audience, known.counted.carried, example=False),
        *newest_tables(known.examples, audience, known.counted.carried, example=True),
        arrivals_table(as_of),
    )
    return replace(
        answer(known, as_of, audience),
        tables=tuple(table for table in tables if table.rows),
        checks=tuple(checks(AREA, as_of)),
        texts=tuple(texts(AREA, as_of)),
    )


def answer(known: Known, as_of: date, audience: Audience) -> Chapter:
    return Chapter(
        key=AREA,
        title="Unterbringung",
        address="/unterbringung/",
        as_of=as_of,
        audience=audience,
        lead=lead(known.leading, known.sums),
        key_figures=tuple(key_figures(as_of, known.reported, known.sums, known.examples)),
        charts=(known.chart,),
        findings=tuple(findings(known.counted, known.reported, known.sums, known.examples)),
    )


def newest_tables(sums: Series, audience: Audience, carried: Carried, *, example: bool) -> Iterator[Table]:
    """Who lives in the districts and in which kind of shelter on the newest reporting date of the sums, and
    how full the shelters are."""
    point = newest_for(audience, sums.points)
    if point is None:
        return
    split = split_by_district(point.at, audience, carried, example=example)
    yield district_table(split, point.source, carried)
    kinds = kind_table(split, audience)
    if kinds:
        yield kinds
    yield capacity_table(split)
