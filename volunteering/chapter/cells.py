"""What the tables of this area have in common: how they name a source, and nothing at all."""

from collections.abc import Callable, Iterable, Sequence
from typing import Any, TypeVar

from portal.figures import Cell, Value, missing
from portal.models import Citation

UNSTATED = "keine Angabe in der Quelle"
UNKNOWN = "k. A."

Part = TypeVar("Part")


def stated(content: object) -> Cell:
    """What a source says, or that it says nothing."""
    return Cell(str(content) if content else UNSTATED)


def entered(content: object) -> Cell:
    """What somebody has entered, or that nobody has."""
    return Cell(str(content) if content else UNKNOWN)


def source_cell(citation: Citation | None) -> Cell:
    if citation is None:
        return Cell("eigene Angabe")
    source = citation.provenance()
    return Cell(f"{source} ({citation.note})" if citation.note else str(source), source.url)


def number_cell(number: object, unit: str = "", decimals: int = 0) -> Cell:
    """None is no answer, never zero."""
    return Cell(missing(unit) if number is None else Value(number, unit=unit, decimals=decimals))  # type: ignore[arg-type]


def apart(rows: Iterable[Any], part: Callable[[Sequence[Any], bool], Part]) -> Iterable[Part]:
    """Invented rows in a table or picture of their own; none without rows."""
    known = list(rows)
    for example in (False, True):
        chosen = [row for row in known if is_example(row) is example]
        if chosen:
            yield part(chosen, example)


def is_example(row: Any) -> bool:
    return row["example"] if isinstance(row, dict) else row.example


def mark(example: bool) -> str:
    """Behind a heading, so that nobody takes its finding for real."""
    return " (Beispiel, erfunden)" if example else ""


def key_of(key: str, example: bool) -> str:
    return f"{key}-beispiel" if example else key
