"""What the shelters have said until a day, added up."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from operator import attrgetter

from accommodation.chapter.carried import Carried, carried_days
from accommodation.chapter.months import months_until
from accommodation.querysets import DaySum
from portal.models import District


@dataclass(frozen=True)
class Counted:
    """`days`: the sums by district, the oldest first, real and invented shelters apart."""

    days: tuple[DaySum, ...]
    carried: Carried

    def of_half(self, *, example: bool) -> list[DaySum]:
        """Of the days on which anybody that was open gave a number."""
        return [day for day in self.days if day.example == example and day.reported]

    def city(self, *, example: bool) -> list[DaySum]:
        of_each_day = groupby(self.of_half(example=example), attrgetter("as_of"))
        return [together(as_of, example, list(districts)) for as_of, districts in of_each_day]

    def by_district(self, *, example: bool) -> dict[date, Counter[int | None]]:
        """Per reporting date the persons of each district (its key), to protect small ones."""
        totals: dict[date, Counter[int | None]] = defaultdict(Counter)
        for day in self.of_half(example=example):
            totals[day.as_of][day.district] = day.total
        return totals

    def of_district(self, district: District, *, example: bool) -> dict[date, DaySum]:
        return {day.as_of: day for day in self.of_half(example=example) if day.district == district.pk}

    @property
    def not_open(self) -> tuple[date, int] | None:
        """The latest date on which somebody is said to live in a real shelter that was not open, and in how
        many; None where there is no such statement."""
        odd: Counter[date] = Counter()
        for day in self.days:
            if day.not_open and not day.example:
                odd[day.as_of] += day.not_open
        return max(odd.items(), default=None)


def together(as_of: date, example: bool, districts: Iterable[DaySum]) -> DaySum:
    numbers = zip(*(day[3:] for day in districts), strict=True)
    return DaySum(as_of, example, None, *map(sum, numbers))


def counted_until(as_of: date) -> Counted:
    """For all dates, real and example shelters at once."""
    days = carried_days()
    months = months_until(as_of, days)
    sums = tuple(day for month in months for day in month.sums if day.as_of <= as_of)
    before_gaps = (one for month in months for one in month.before_gaps if one.as_of <= as_of)
    return Counted(sums, Carried(days, tuple(before_gaps)))
