"""What the tables of this area have in common: what somebody has entered, and where it comes from."""

from portal.cells import noted_source_cell
from portal.figures import Cell, Value, missing
from portal.models import Citation

UNKNOWN = "k. A."


def entered(content: object) -> Cell:
    """What somebody has entered, or that nobody has."""
    return Cell(str(content) if content else UNKNOWN)


def source_cell(citation: Citation | None) -> Cell:
    return noted_source_cell(citation) if citation else Cell("eigene Angabe")


def number_cell(number: object, unit: str = "", decimals: int = 0) -> Cell:
    """None is no answer, never zero."""
    return Cell(missing(unit) if number is None else Value(number, unit=unit, decimals=decimals))  # type: ignore[arg-type]
