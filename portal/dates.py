"""Dates with a precision: sources say „1. Juli 2016“, „August 2017“ or „Mitte 2015“.

A date with a precision is a period. Its first and last day are what is stored and sorted by;
its precision says how it is printed.
"""

import calendar
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import TextChoices

MONTHS = (
    "Januar", "Februar", "März", "April", "Mai", "Juni",
    "Juli", "August", "September", "Oktober", "November", "Dezember",
)  # fmt: skip


class Precision(TextChoices):
    DAY = "day", "Tag"
    MONTH = "month", "Monat"
    QUARTER = "quarter", "Vierteljahr"
    HALF_YEAR = "half_year", "Halbjahr"
    YEAR = "year", "Jahr"
    ABOUT = "about", "ungefähr"


@dataclass(frozen=True)
class Period:
    """From `start` to `end`, both included. `end` None means open: it still lasts."""

    start: date
    end: date | None
    precision: Precision

    def __str__(self) -> str:
        return period_text(self.start, self.end, self.precision)


def last_of_month(day: date) -> date:
    return day.replace(day=calendar.monthrange(day.year, day.month)[1])


def month_after(day: date) -> date:
    """Its first day."""
    return last_of_month(day) + timedelta(1)


def a_year_before(day: date) -> date:
    """The same day of the year before; of 29 February the 28th."""
    last = calendar.monthrange(day.year - 1, day.month)[1]
    return day.replace(year=day.year - 1, day=min(day.day, last))


def last_day_of_term(start: date, months: int) -> date:
    """The last day of a term of so many months: the day before the same day number that many months on,
    or that month's last day where the number does not exist."""
    months_on = start.month - 1 + months
    year, month = start.year + months_on // 12, months_on % 12 + 1
    last = calendar.monthrange(year, month)[1]
    if start.day > last:
        return date(year, month, last)
    return date(year, month, start.day) - timedelta(days=1)


def day(when: date) -> Period:
    return Period(when, when, Precision.DAY)


def month(year: int, number: int) -> Period:
    start = date(year, number, 1)
    return Period(start, last_of_month(start), Precision.MONTH)


def quarter(year: int, number: int) -> Period:
    start = date(year, 3 * number - 2, 1)
    return Period(start, last_of_month(start.replace(month=3 * number)), Precision.QUARTER)


def half_year(year: int, number: int) -> Period:
    start = date(year, 6 * number - 5, 1)
    return Period(start, last_of_month(start.replace(month=6 * number)), Precision.HALF_YEAR)


def year(number: int) -> Period:
    return Period(date(number, 1, 1), date(number, 12, 31), Precision.YEAR)


# „Mitte 2015“ is a fixed range, so that it sorts the same way everywhere.
ABOUT_MONTHS = {
    "Anfang": (1, 3),
    "Frühjahr": (3, 5),
    "Mitte": (5, 8),
    "Sommer": (6, 8),
    "Herbst": (9, 11),
    "Ende": (10, 12),
}


def about(word: str, number: int) -> Period:
    """„Mitte 2015“ → May to August 2015. Raises KeyError for a word that has no range."""
    first, last = ABOUT_MONTHS[word]
    return Period(date(number, first, 1), last_of_month(date(number, last, 1)), Precision.ABOUT)


def german_date(when: date) -> str:
    """31.08.2017"""
    return f"{when:%d.%m.%Y}"


def long_date(when: date) -> str:
    """31. August 2017"""
    return f"{when.day}. {MONTHS[when.month - 1]} {when.year}"


def month_text(when: date) -> str:
    """August 2017"""
    return f"{MONTHS[when.month - 1]} {when.year}"


def quarter_text(when: date) -> str:
    """3. Quartal 2017"""
    return f"{(when.month + 2) // 3}. Quartal {when.year}"


def half_year_text(when: date) -> str:
    """2. Halbjahr 2017"""
    return f"{1 if when.month < 7 else 2}. Halbjahr {when.year}"


def year_text(when: date) -> str:
    return str(when.year)


# What follows from the first day alone.
PRINTED = {
    Precision.DAY: long_date,
    Precision.MONTH: month_text,
    Precision.QUARTER: quarter_text,
    Precision.HALF_YEAR: half_year_text,
    Precision.YEAR: year_text,
}


def period_text(start: date, end: date | None, precision: str) -> str:
    """How a period is printed when its source gives no words of its own; `end` None is still open."""
    if precision in PRINTED:
        return PRINTED[Precision(precision)](start)
    return f"seit {month_text(start)}" if end is None else f"{month_text(start)} bis {month_text(end)}"
