"""What the tables of this area have in common: how they print a number, a source, and nothing at all."""

from collections.abc import Callable, Iterable, Sequence
from decimal import Decimal
from typing import TypeVar

from portal.figures import Cell, Kind, Provenance, Table, Value, missing
from portal.models import Citation
from portal.numbers import german

UNSTATED = "keine Angabe in der Quelle"
Row = TypeVar("Row")
PORTAL = Provenance("Liste der Maßnahmen und Verträge", "gerechnet")


def stated(content: object) -> Cell:
    """What a source says, or that it says nothing."""
    return Cell(str(content) if content else UNSTATED)


def source_cell(citation: Citation) -> Cell:
    source = citation.provenance()
    return Cell(str(source), source.url)


def places(number: int | None) -> Value:
    return missing("Plätze") if number is None else Value(Decimal(number), unit="Plätze")


def share(part: Decimal | int | None, whole: int | None) -> Value:
    """In percent; missing where one of them is, or where there is no whole."""
    if part is None or not whole:
        return missing("%", 1)
    return Value(Decimal(part) / whole * 100, Kind.COUNTED, "%", 1)


def places_text(number: int) -> str:
    return "ein Platz" if number == 1 else f"{german(number)} Plätze"


def contracts_text(number: int) -> str:
    return "ein Vertrag" if number == 1 else f"{german(number)} Verträge"


def mark(example: bool) -> str:
    return " (Beispieldaten, erfunden)" if example else ""


def key_of(key: str, example: bool) -> str:
    return f"{key}-beispiel" if example else key


def apart(rows: Iterable[Row], table: Callable[[Sequence[Row], bool], Table]) -> Iterable[Table]:
    """Invented rows in a table of their own; none without rows."""
    known = list(rows)
    for example in (False, True):
        part = [row for row in known if row.example is example]  # type: ignore[attr-defined]
        if part:
            yield table(part, example)
