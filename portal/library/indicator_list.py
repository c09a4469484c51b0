"""All indicators by area, each with its newest value."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal

from portal.alphabet import alphabetical
from portal.cells import provenance_cell
from portal.figures import Audience, Cell, Chapter, Column, Kind, Table, Value, missing
from portal.models import Indicator, ReportedFigure
from portal.models.areas import Area
from portal.numbers import german

ADDRESS, TITLE = "/kennzahlen/", "Kennzahlen"
NOTHING = "noch kein Wert"

Known = Mapping[int, Sequence[ReportedFigure]]  # released values by indicator, the oldest first


def indicator_list(as_of: date, audience: Audience) -> Chapter:
    """In two queries, however many there are."""
    known = defaultdict(list)
    for figure in ReportedFigure.objects.released().as_of(as_of).of_the_city():
        known[figure.indicator_id].append(figure)
    indicators = sorted(Indicator.objects.all(), key=alphabetical)
    return Chapter(
        key="kennzahlen",
        title=TITLE,
        address=ADDRESS,
        as_of=as_of,
        audience=audience,
        lead=lead(indicators, known),
        tables=tuple(
            area_table(area, [one for one in indicators if one.area == area], known)
            for area in Area
            if any(one.area == area for one in indicators)
        ),
    )


def lead(indicators: Sequence[Indicator], known: Known) -> str:
    if not indicators:
        return "Es ist noch keine Kennzahl erfasst."
    values = sum(map(len, known.values()))
    without = len(indicators) - len(known)
    said = f"Kennzahlen: {german(len(indicators))}. Freigegebene Werte: {german(values)}, jeder mit Quelle."
    return f"{said} Noch ohne Wert: {german(without)}." if without else said


def newest_of(figures: Sequence[ReportedFigure]) -> ReportedFigure | None:
    """The newest that the portal counts with, or of all where it counts with none."""
    leading = [one for one in figures if one.leading]
    return next(reversed(leading or figures), None)


def area_table(area: Area, indicators: Sequence[Indicator], known: Known) -> Table:
    return Table(
        key=area.value.replace("_", "-"),
        caption=area.label,
        columns=(
            Column("kennzahl", "Kennzahl"),
            Column("wert", "neuester Wert", numeric=True),
            Column("einheit", "Einheit"),
            Column("zeit", "Zeit"),
            Column("quelle", "Quelle"),
            Column("werte", "Werte", numeric=True),
        ),
        rows=tuple(row(one, known.get(one.pk, ())) for one in indicators),
    )


def row(indicator: Indicator, figures: Sequence[ReportedFigure]) -> tuple[Cell, ...]:
    newest = newest_of(figures)
    return (
        Cell(indicator.label, page=indicator.get_absolute_url()),
        Cell(newest.as_value() if newest else missing(indicator.unit, indicator.decimals)),
        Cell(indicator.unit),
        Cell(newest.when if newest else NOTHING),
        provenance_cell(newest.citation.provenance(of=newest)) if newest else Cell(NOTHING),
        Cell(Value(Decimal(len(figures)), Kind.COUNTED)),
    )
