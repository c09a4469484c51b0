"""The schematic map: one tile for each district, its value as text, its class as pattern and colour."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import ROUND_CEILING, Decimal

from portal.districts.measures import Measure
from portal.districts.standings import Standing, Standings
from portal.figures import HIDDEN, KIND_TEXT, NO_DATA, Kind, Value
from portal.models import District
from portal.numbers import german, rounded

CLASSES = 5
ROUND_WIDTHS = [Decimal(number) / 10 for number in (10, 15, 20, 25, 30, 40, 50, 60, 80, 100)]
MOST_NAMES = 3


@dataclass(frozen=True)
class Tile:
    """`look`: its class in the style sheet; `number`: what is written on it; `said`: all that it says."""

    district: District
    look: str
    number: str
    said: str


@dataclass(frozen=True)
class TileMap:
    heading: str  # states the finding
    title: str
    tiles: tuple[Tile, ...]  # by the number of the district, in which they are read out
    legend: tuple[tuple[str, str], ...]  # look and meaning
    partial: bool  # whether a number has a star, because reports are missing
    example: bool


def tile_map(measure: Measure, standings: Standings) -> TileMap:
    values = [measure.of(row) for row in standings.rows]
    width = class_width(values)
    return TileMap(
        heading=most(measure, standings.rows),
        title=measure.label,
        tiles=tuple(tile(measure, row, width) for row in standings.rows),
        legend=tuple(legend(values, width)),
        partial=any(map(measure.is_partial, standings.rows)),
        example=standings.example,
    )


def tile(measure: Measure, standing: Standing, width: Decimal) -> Tile:
    assert standing.district is not None
    value = measure.of(standing)
    star = "*" if measure.is_partial(standing) else ""
    return Tile(standing.district, look(value, width), f"{value.number}{star}", measure.said(standing))


def look(value: Value, width: Decimal) -> str:
    """„step-3“; „zero“, „missing“ and „hidden“ are three other things."""
    match value.kind:
        case Kind.MISSING:
            return "missing"
        case Kind.SUPPRESSED:
            return "hidden"
    step = class_of(value, width)
    return f"step-{step}" if step else "zero"


def class_of(value: Value, width: Decimal) -> int:
    """1 to 5 of what is printed, so that number and class agree; 0 of zero."""
    return int((printed(value) / width).to_integral_value(ROUND_CEILING))


def printed(value: Value) -> Decimal:
    return rounded(value.amount or 0, value.decimals)


def class_width(values: Sequence[Value]) -> Decimal:
    """The smallest round width with which five classes reach from zero to the highest value."""
    decimals = max((value.decimals for value in values), default=0)
    smallest = Decimal(1).scaleb(-decimals)
    needed = max(max(map(printed, values), default=Decimal(0)) / CLASSES, smallest)
    power = Decimal(1).scaleb(needed.adjusted())
    widths = (power * width for width in ROUND_WIDTHS)
    return next(width for width in widths if width >= needed and width % smallest == 0)


def legend(values: Sequence[Value], width: Decimal) -> Iterator[tuple[str, str]]:
    """All classes up to the highest, and of the others those that occur."""
    kinds = {value.kind for value in values}
    decimals = max((value.decimals for value in values), default=0)
    if any(value.amount is not None and not printed(value) for value in values):
        yield "zero", german(0, decimals)
    for step in range(1, max((class_of(value, width) for value in values), default=0) + 1):
        yield f"step-{step}", class_text(step, width, decimals)
    if Kind.SUPPRESSED in kinds:
        yield "hidden", f"{HIDDEN} = {KIND_TEXT[Kind.SUPPRESSED]}"
    if Kind.MISSING in kinds:
        yield "missing", f"{NO_DATA} = {KIND_TEXT[Kind.MISSING]}"


def class_text(step: int, width: Decimal, decimals: int) -> str:
    """„51 bis 100“, „2,1 bis 4,0“; „3“ where a class has one number."""
    first, last = (step - 1) * width + Decimal(1).scaleb(-decimals), step * width
    return (
        german(last, decimals) if first == last else f"{german(first, decimals)} bis {german(last, decimals)}"
    )


def most(measure: Measure, rows: Sequence[Standing]) -> str:
    """„Die meisten leben in Bad Cannstatt: 231 Personen“, computed from what is shown."""
    values = {row.name: measure.of(row) for row in rows}
    highest = max(map(printed, values.values()), default=Decimal(0))
    if not highest:
        return f"{measure.label}: {nothing({value.kind for value in values.values()})}"
    first = [name for name, value in values.items() if printed(value) == highest]
    said = measure.counted(values[first[0]])
    if len(first) > MOST_NAMES:
        return f"{measure.label}: höchstens {said} je Stadtbezirk"
    several = len(first) > 1
    return f"{measure.most[several]} {' und '.join(first)}: {'je ' if several else ''}{said}"


def nothing(kinds: set[Kind]) -> str:
    """Why no district has a highest value."""
    if Kind.SUPPRESSED in kinds:
        return KIND_TEXT[Kind.SUPPRESSED]
    return "noch keine Zahlen" if kinds <= {Kind.MISSING} else "in keinem Stadtbezirk"
