"""What the shelters reported, added up month by month, and kept for as long as nothing in a month changes.

A page after new data asks the database about the months that are new, however many years lie before them
(docs/decisions/0039-months-are-kept.md).
"""

import hashlib
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from django.core.cache import caches

from accommodation.models import Occupancy
from accommodation.querysets import DaySum
from portal.dates import last_of_month, month_after
from portal.freshness.kept import program
from portal.freshness.once import alone
from portal.freshness.versions import month_versions

STORE = "months"
AT_ONCE = 12  # months that one question asks for, so that none takes longer than the server allows


@dataclass
class Month:
    """The sums of its days by district, and its statements that are followed by a gap, see
    `OccupancyQuerySet.before_gaps`."""

    sums: list[DaySum] = field(default_factory=list)
    before_gaps: list[Occupancy] = field(default_factory=list)


def months_until(as_of: date, days: int) -> list[Month]:
    """Everything that counts until then, be it of one month or of all at once; `days`: for how long a number
    may fill a gap."""
    first, last = Occupancy.objects.current().as_of(as_of).extent()
    if first is None or last is None:
        return []
    versions = month_versions()
    if not versions:
        return list(added_up(first, last, days).values())
    names = {month: name_of(month, versions, days) for month in months_between(first, last)}
    kept = caches[STORE].get_many(names.values())
    if len(kept) < len(names):
        kept = made(names, days)
    return [kept[name] for name in names.values()]


def months_between(first: date, last: date) -> Iterator[date]:
    """Each by its first day."""
    month = first.replace(day=1)
    while month <= last:
        yield month
        month = month_after(month)


def name_of(month: date, versions: Mapping[str, str], days: int) -> str:
    """What is said in the `days` after it tells whether its last numbers are followed by a gap."""
    reached = months_between(month, last_of_month(month) + timedelta(days))
    states = [versions[""], *(versions.get(f"{one:%Y-%m}", "") for one in reached)]
    return hashlib.sha256("\0".join([program(), f"{month}", f"{days}", *states]).encode()).hexdigest()


def made(names: Mapping[date, str], days: int) -> dict[str, Month]:
    """By one of those who ask at the same time."""
    with alone(STORE, max(names.values())):
        kept = caches[STORE].get_many(names.values())
        for span in spans([month for month, name in names.items() if name not in kept]):
            found = added_up(span[0], last_of_month(span[-1]), days)
            new = {names[month]: found.get(month, Month()) for month in span}
            caches[STORE].set_many(new, timeout=None)
            kept |= new
    return kept


def spans(months: Sequence[date]) -> Iterator[list[date]]:
    """Months that follow each other, not too many at once."""
    span: list[date] = []
    for month in months:
        if span and (month != month_after(span[-1]) or len(span) == AT_ONCE):
            yield span
            span = []
        span.append(month)
    if span:
        yield span


def added_up(first: date, last: date, days: int) -> dict[date, Month]:
    """By the first day of each month that has anything."""
    months: dict[date, Month] = defaultdict(Month)
    for day in Occupancy.objects.between(first, last).day_sums():
        months[day.as_of.replace(day=1)].sums.append(day)
    if days:
        with_what_follows = Occupancy.objects.between(first, last + timedelta(days))
        for statement in with_what_follows.before_gaps().filter(as_of__lte=last):
            months[statement.as_of.replace(day=1)].before_gaps.append(statement)
    return months
