"""Money in words: EUR for the city, Mio. EUR for the whole Land, and never one without its name."""

from collections.abc import Iterable
from decimal import Decimal

from portal.figures import Kind, Value, missing
from portal.numbers import rounded

EUR, MILLION_EUR = "EUR", "Mio. EUR"
MILLION = Decimal(1_000_000)
ROUNDED = "Durch Rundung ergeben die Teile nicht genau die Summe."


def decimals_in(amounts: Iterable[Decimal | None], unit: str) -> int:
    """As many as all of them need, so that a column reads alike: none for whole numbers, else cents, or
    one for millions."""
    whole = all(amount is None or in_unit(amount, unit) % 1 == 0 for amount in amounts)
    if whole:
        return 0
    return 1 if unit == MILLION_EUR else 2


def in_unit(amount: Decimal, unit: str) -> Decimal:
    """`amount` is EUR."""
    return amount / MILLION if unit == MILLION_EUR else amount


def money(
    amount: Decimal | None, unit: str = EUR, decimals: int | None = None, kind: Kind = Kind.REPORTED
) -> Value:
    """`amount` is EUR; None is „keine Angabe“. Without `decimals`, as many as this amount needs."""
    places = decimals_in([amount], unit) if decimals is None else decimals
    return missing(unit, places) if amount is None else Value(in_unit(amount, unit), kind, unit, places)


def adds_up(parts: Iterable[Value], total: Value) -> bool:
    """Whether the parts as printed give the total as printed."""
    printed = [rounded(part.amount, part.decimals) for part in parts if part.amount is not None]
    return total.amount is None or sum(printed) == rounded(total.amount, total.decimals)
