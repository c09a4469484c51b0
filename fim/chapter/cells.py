"""What the tables of this area have in common: how they print places, shares and contracts."""

from decimal import Decimal

from portal.figures import Kind, Provenance, Value, missing
from portal.numbers import german

PORTAL = Provenance("Liste der Maßnahmen und Verträge", "gerechnet")


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
