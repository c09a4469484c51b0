"""What the tables of this area have in common: how they print an amount and a count."""

from decimal import Decimal

from portal.figures import Kind, Value, missing

EUR = "EUR"


def euros(amount: Decimal | None, kind: Kind = Kind.REPORTED) -> Value:
    """Cents only where there are some; None is no data."""
    if amount is None:
        return missing(EUR)
    return Value(amount, kind, EUR, decimals=0 if amount == amount.to_integral_value() else 2)


def counted(number: int | None, unit: str = "") -> Value:
    return missing(unit) if number is None else Value(Decimal(number), Kind.COUNTED, unit)
