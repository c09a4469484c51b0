"""What the tables of this area have in common: how they name an amount, a source, and nothing at all."""

from collections.abc import Callable, Iterable, Sequence
from decimal import Decimal
from typing import TypeVar

from portal.figures import Cell, Kind, Table, Value, missing
from portal.models import Citation

UNSTATED = "keine Angabe in der Quelle"
EUR = "EUR"

Row = TypeVar("Row")


def euros(amount: Decimal | None, kind: Kind = Kind.REPORTED) -> Value:
    """Cents only where there are some; None is no data."""
    if amount is None:
        return missing(EUR)
    return Value(amount, kind, EUR, decimals=0 if amount == amount.to_integral_value() else 2)


def counted(number: int | None, unit: str = "") -> Value:
    return missing(unit) if number is None else Value(Decimal(number), Kind.COUNTED, unit)


def stated(content: object) -> Cell:
    """What a source says, or that it says nothing."""
    return Cell(str(content) if content else UNSTATED)


def source_cell(citation: Citation | None) -> Cell:
    if citation is None:
        return Cell(UNSTATED)
    source = citation.provenance()
    return Cell(str(source), source.url)


def apart(rows: Iterable[Row], table: Callable[[Sequence[Row], bool], Table]) -> Iterable[Table]:
    """Invented rows in a table of their own; none without rows."""
    for part, example in halves(rows):
        yield table(part, example)


def halves(rows: Iterable[Row]) -> Iterable[tuple[list[Row], bool]]:
    """The real rows and the invented ones, each if there are any."""
    known = list(rows)
    for example in (False, True):
        part = [row for row in known if row.example is example]
        if part:
            yield part, example


def key_of(key: str, example: bool) -> str:
    return f"{key}-beispiel" if example else key


def mark(example: bool) -> str:
    return " (Beispiel, erfunden)" if example else ""
