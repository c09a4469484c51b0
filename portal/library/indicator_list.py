"""All indicators by area, each with its newest value."""

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal

from portal.cells import UNSTATED, provenance_cell
from portal.figures import Audience, Cell, Chapter, Column, Kind, Table, Value, missing
from portal.models import Indicator, ReportedFigure
from portal.models.areas import Area
from portal.numbers import german

ADDRESS, TITLE = "/kennzahlen/", "Kennzahlen"

Newest = Mapping[int, ReportedFigure]  # the newest leading value, by indicator


def indicator_list(as_of: date, audience: Audience) -> Chapter:
    """In four queries, however many there are."""
    known = ReportedFigure.objects.released().as_of(as_of).filter(district=None)
    numbers = Counter(known.values_list("indicator", flat=True))
    newest = {one.indicator_id: one for one in ReportedFigure.objects.all().newest_of(Area.values, as_of)}
    indicators = list(Indicator.objects.order_by("label"))
    return Chapter(
        key="kennzahlen",
        title=TITLE,
        address=ADDRESS,
        as_of=as_of,
        audience=audience,
        lead=lead(indicators, numbers),
        tables=tuple(
            area_table(area, [one for one in indicators if one.area == area], newest, numbers)
            for area in Area
            if any(one.area == area for one in indicators)
        ),
    )


def lead(indicators: Sequence[Indicator], numbers: Mapping[int, int]) -> str:
    if not indicators:
        return "Es ist noch keine Kennzahl erfasst."
    stated = sum(one.pk in numbers for one in indicators)
    values = sum(numbers.values())
    return (
        f"{german(len(indicators))} Kennzahlen sind bestimmt; zu {german(stated)} davon gibt es"
        f" freigegebene Werte, zusammen {german(values)}, jeder mit seiner Quelle."
    )


def area_table(
    area: Area, indicators: Sequence[Indicator], newest: Newest, numbers: Mapping[int, int]
) -> Table:
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
        rows=tuple(row(one, newest.get(one.pk), numbers.get(one.pk, 0)) for one in indicators),
    )


def row(indicator: Indicator, newest: ReportedFigure | None, number: int) -> tuple[Cell, ...]:
    return (
        Cell(indicator.label, page=indicator.get_absolute_url()),
        Cell(newest.as_value() if newest else missing(indicator.unit, indicator.decimals)),
        Cell(indicator.unit),
        Cell(newest.when if newest else UNSTATED),
        provenance_cell(newest.citation.provenance()) if newest else Cell(UNSTATED),
        Cell(Value(Decimal(number), Kind.COUNTED)),
    )
