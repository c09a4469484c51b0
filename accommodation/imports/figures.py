"""What the cells of a row say in numbers. The same numbers come again and again in a list: each combination
is read and judged once, whosever it is."""

from collections.abc import Iterator
from typing import NamedTuple

from accommodation.models import HIGHEST_PLAUSIBLE, Occupancy
from portal.numbers import german
from portal.sheets import CellReading, Level
from portal.sheets.result import Readings

FIELDS = ("occupied", "capacity", "women", "men", "children")


class Problem(NamedTuple):
    """What is wrong with the numbers themselves. `text` may name the shelter by {label}."""

    level: Level
    code: str
    field: str
    text: str


class Figures(NamedTuple):
    """`occupied` and `capacity` None: no data. `footnote`: what the sender remarks on the number."""

    occupied: int | None
    capacity: int | None
    quality: str
    qualifier: str
    footnote: str
    problems: tuple[Problem, ...]


def figures_of(cells: Readings) -> Figures:
    """Of the cells of FIELDS; None for a missing column. Rules about one row: T37, T55, T65, T66."""
    cell = cells[0]
    occupied, capacity, women, men, children = map(number_in, cells)
    problems = [*_implausible(occupied, capacity), *_women_and_men(occupied, women, men, children)]
    if cell and cell.closed:
        text = "{label} als geschlossen gemeldet. Schließdatum?"
        problems.append(Problem(Level.WARNING, "reported_closed", "occupied", text))
    return Figures(
        occupied,
        capacity,
        quality_of(occupied, estimated=cell is not None and cell.estimated),
        cell.qualifier if cell else "",
        cell.remark if cell else "",
        tuple(problems),
    )


def number_in(cell: CellReading | None) -> int | None:
    """None where the column is missing or the cell has no data."""
    return cell.value if cell and isinstance(cell.value, int) else None


def quality_of(occupied: int | None, *, estimated: bool) -> str:
    if occupied is None:
        return Occupancy.Quality.MISSING
    return Occupancy.Quality.ESTIMATED if estimated else Occupancy.Quality.REPORTED


def _implausible(occupied: int | None, capacity: int | None) -> Iterator[Problem]:
    for field, number in (("occupied", occupied), ("capacity", capacity)):
        if number is not None and number > HIGHEST_PLAUSIBLE:
            text = (
                f"{german(number)} ist für eine Unterkunft nicht plausibel "
                f"(höchstens {german(HIGHEST_PLAUSIBLE)}). Summenzeile?"
            )
            yield Problem(Level.ERROR, "implausible", field, text)


def _women_and_men(
    occupied: int | None, women: int | None, men: int | None, children: int | None
) -> Iterator[Problem]:
    """Some count children apart, others among women and men: either way the sum may be right."""
    if women is None or men is None or occupied is None:
        return
    both = women + men
    if both > occupied:
        text = f"Frauen und Männer zusammen ({german(both)}) sind mehr als belegt ({german(occupied)})."
        yield Problem(Level.ERROR, "parts_exceed_whole", "women", text)
    elif occupied not in (both, both + (children or 0)):
        rest = german(occupied - both)
        text = f"{women} + {men} = {german(both)}, belegt {german(occupied)}. Rest {rest} ohne Angabe?"
        yield Problem(Level.WARNING, "parts_below_whole", "women", text)
