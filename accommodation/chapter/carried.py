"""Carried values: a shelter that did not report keeps its last number for a time that the city sets.

The rules and their reasons stand in docs/decisions/0008-carried-values.md.
"""

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from accommodation.models import Occupancy
from portal.models import Delivery, ReportingRule
from portal.numbers import german


@dataclass(frozen=True)
class Carried:
    """Every number that is followed by a gap, and for how many days it may fill that gap."""

    days: int
    statements: tuple[Occupancy, ...]

    def on(self, dates: Sequence[date], *, example: bool) -> dict[date, list[Occupancy]]:
        """The statements that stand for a silent shelter on each of the sorted dates."""
        found: dict[date, list[Occupancy]] = defaultdict(list)
        for statement in self.statements:
            if statement.shelter.example == example:
                for day in self._gap(statement, dates):
                    if statement.carried_to(day, self.days):
                        found[day].append(statement)
        return found

    def _gap(self, statement: Occupancy, dates: Sequence[date]) -> Sequence[date]:
        """The dates after it, before the shelter's own next statement and not out of time."""
        last = statement.as_of + timedelta(self.days)
        begin, end = bisect_right(dates, statement.as_of), bisect_right(dates, last)
        if statement.following:
            end = min(end, bisect_left(dates, statement.following))
        return dates[begin:end]

    @property
    def note(self) -> str:
        return carried_note(self.days)


def carried_days() -> int:
    """As the city's rule for occupancy says; 0 means never."""
    return ReportingRule.objects.carried_days(Delivery.Kind.OCCUPANCY)


def carried_note(days: int) -> str:
    """What „fortgeschrieben“ means."""
    return (
        "Fortgeschrieben: Eine Unterkunft, die nicht gemeldet hat, zählt mit ihrer letzten Zahl, "
        f"höchstens {days_text(days)} lang. Danach fehlt sie."
    )


def days_text(days: int) -> str:
    """„höchstens einen Tag“, „älter als 45 Tage“."""
    return "einen Tag" if days == 1 else f"{german(days)} Tage"
