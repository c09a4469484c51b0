"""Exactly one speaker per group and day: the days without one."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import NamedTuple

from portal.dates import german_date
from taskforce.models import Body, Membership

ONE_DAY = timedelta(days=1)


class Gap(NamedTuple):
    first: date
    last: date

    def __str__(self) -> str:
        if self.first == self.last:
            return f"am {german_date(self.first)}"
        return f"vom {german_date(self.first)} bis {german_date(self.last)}"


def gaps(group: Body, speakers: Iterable[Membership], as_of: date) -> list[Gap]:
    """The days up to `as_of` on which nobody spoke for the group, while it existed. An unknown begin
    or end of a speaker leaves no gap; a group without a begin counts from its first speaker on."""
    spoken = sorted((one.started_from or date.min, one.ended_to or date.max) for one in speakers)
    free = group.started_from or (spoken[0][0] if spoken else as_of)
    last = min(group.ended_to or as_of, as_of)
    found = []
    for first_day, last_day in spoken:
        if first_day > last:
            break
        if first_day > free:
            found.append(Gap(free, first_day - ONE_DAY))
        if last_day >= last:
            return found
        free = max(free, last_day + ONE_DAY)
    return [*found, Gap(free, last)] if free <= last else found
