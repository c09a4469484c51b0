"""What the public reads of a date only once everybody has reported for it.

A sum that lacks somebody, or carries an older number, changes when the late report comes in, and the change
is the number of who was late: once three persons of a district are hidden, the sums before and after would
tell them.
"""

from collections.abc import Sequence
from dataclasses import replace

from portal.figures import Audience, Kind, Point, Series, Value

WITHHELD = (
    "Solange zu einem Stichtag nicht alle Unterkünfte gemeldet haben, bleibt die Zahl der Personen offen: "
    "Der Unterschied zur späteren vollständigen Zahl würde einzelne Unterkünfte verraten."
)


def settled(point: Point) -> Point:
    return point if point.told else replace(point, value=withheld(point.value))


def withheld(value: Value) -> Value:
    """No data stays no data."""
    return value if value.kind is Kind.MISSING else value.suppressed()


def newest_for(audience: Audience, points: Sequence[Point]) -> Point | None:
    """The public stays with the newest date for which everybody has reported while a later one comes in."""
    told = [point for point in points if point.told] if audience is Audience.PUBLIC else []
    return next(reversed(told or points), None)


def has_withheld(series: Series) -> bool:
    return any(point.value.kind is Kind.SUPPRESSED and not point.told for point in series.points)
