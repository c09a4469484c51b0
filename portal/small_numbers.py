"""Hiding small counts of persons from the public, so that they cannot be recomputed either.

Practice of official statistics: counts below a threshold are not shown, and where one of them could
be found by subtraction, another cell is hidden with it (secondary suppression). Zero is shown.
"""

from collections.abc import Sequence
from decimal import Decimal

from portal.figures import Kind, Value

LOWEST_THRESHOLD = 3  # below, a hidden count can only be 1


def protect(parts: Sequence[Value], total: Value, threshold: int) -> tuple[tuple[Value, ...], Value]:
    """The parts and their total as the public may see them; without parts, the total alone.

    `parts` are whole counts of persons and `total` is their sum; zero stays zero and missing stays
    missing, in both. Whoever knows everything that is shown, and this very rule, can narrow no
    hidden count down to one number. That holds for one group of cells: a cell that is also part
    of another sum, or of the difference to another date, must be hidden there too.

    Raises ValueError for a threshold below 3 and for parts that are already suppressed: protect
    once, from the full numbers.
    """
    if threshold < LOWEST_THRESHOLD:
        raise ValueError(f"The threshold must be at least {LOWEST_THRESHOLD}.")
    if any(part.kind is Kind.SUPPRESSED for part in parts):
        raise ValueError("These numbers are already suppressed.")
    counts = [part.amount for part in parts if part.amount]
    limit, hide_total = _limits(counts, total.amount, threshold)
    return tuple(_shown(part, limit) for part in parts), total.suppressed() if hide_total else total


def _limits(counts: list[Decimal], total: Decimal | None, threshold: int) -> tuple[Decimal, bool]:
    """Up to which count a cell is hidden, and whether the total is.

    Cells of equal count are always hidden together: if the first of them were, its place would
    tell something about the others.
    """
    small = [count for count in counts if count < threshold]
    large = [count for count in counts if count >= threshold]
    highest_small = Decimal(threshold - 1)
    if total is None:
        return highest_small, False
    if not small:
        return highest_small, 0 < total < threshold
    if _cannot_be_told(small, threshold):
        return highest_small, False
    return (min(large), False) if large else (highest_small, True)


def _cannot_be_told(small: list[Decimal], threshold: int) -> bool:
    """Whether small counts stay hidden although their sum can be read off the total.

    The sum must be so high that each could be at or above the threshold while the others are 1,
    and so low that not all of them can only be threshold − 1.
    """
    number, hidden_sum = len(small), sum(small)
    return threshold + number - 1 <= hidden_sum < number * (threshold - 1)


def _shown(value: Value, limit: Decimal) -> Value:
    return value.suppressed() if value.amount and value.amount <= limit else value
