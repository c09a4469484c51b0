"""Dates of a list that the Meldekalender does not know: often a slip, sometimes meant.

Where no calendar is kept there is nothing to compare with.
"""

from __future__ import annotations

from bisect import bisect
from collections.abc import Iterable, Sequence
from datetime import date
from typing import TYPE_CHECKING

from portal.dates import german_date
from portal.models import ReportingDate
from portal.numbers import german
from portal.sheets import Messages, Place

if TYPE_CHECKING:
    from accommodation.imports import CheckedRow

CODE = "not_in_calendar"
NAMED_DATES = 3  # each with a sentence of its own


def check_calendar_dates(rows: Iterable[CheckedRow], messages: Messages) -> None:
    """A warning for each such date that the rows would change; of many dates the rest is counted. It is
    about the list: nobody is asked for a comment to the number that happens to stand first."""
    first_rows: dict[date, CheckedRow] = {}
    for row in rows:
        if row.status != "unchanged":
            first_rows.setdefault(row.as_of, row)
    calendar = days_of_calendar() if first_rows else []
    unknown = sorted(first_rows.keys() - set(calendar)) if calendar else []
    for day in unknown[:NAMED_DATES]:
        row = first_rows[day]
        messages.warning(CODE, sentence(day, row.row, calendar), Place(row.sheet), german_date(day))
    if len(unknown) > NAMED_DATES:
        messages.warning(CODE, others(len(unknown) - NAMED_DATES))


def days_of_calendar() -> list[date]:
    """The earliest first."""
    dates = ReportingDate.objects.of_occupancy().order_by("as_of")
    return list(dates.values_list("as_of", flat=True))


def sentence(day: date, row: int, calendar: Sequence[date]) -> str:
    return (
        f"Der {german_date(day)} (ab Zeile {row}) steht nicht im Meldekalender. Die Zahlen gelten dann nur "
        f"für diesen Tag; für die Stichtage fehlen sie weiter. {near(day, calendar)} Ist ein Stichtag "
        "gemeint, berichtigen Sie bitte das Datum der Liste. Fehlt ein Stichtag im Kalender, trägt ihn die "
        "Koordination im Meldekalender ein."
    )


def near(day: date, calendar: Sequence[date]) -> str:
    """„Die nächsten Stichtage: 31.07.2017 und 31.08.2017.“"""
    place = bisect(calendar, day)
    found = [german_date(one) for one in calendar[max(0, place - 1) : place + 1]]
    word = "Der nächste Stichtag" if len(found) == 1 else "Die nächsten Stichtage"
    return f"{word}: {' und '.join(found)}."


def others(more: int) -> str:
    if more == 1:
        return "Ein weiterer Tag dieser Liste steht auch nicht im Meldekalender."
    return f"{german(more)} weitere Tage dieser Liste stehen auch nicht im Meldekalender."
