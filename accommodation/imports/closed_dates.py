"""Closed reporting dates: their figures are locked, for everyone but an operator with an exception.

What changes nothing passes: a list of the whole year may repeat the numbers of closed months.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.utils import timezone

from portal.dates import german_date
from portal.models import Delivery, Organisation, ReportingDate
from portal.sheets import Message, Messages, Place

if TYPE_CHECKING:
    from accommodation.imports import CheckedRow

CODE = "closed_date"
NAMED_DATES = 3  # in one refusal
ONE_MORE = "Ein weiterer Stichtag ist auch abgeschlossen."


def check_closed_dates(
    rows: Iterable[CheckedRow], sender: Organisation, today: date, messages: Messages
) -> None:
    """An error for each closed date that the rows would change, at the first of them."""
    rows = list(rows)
    closed = locked_dates(sender, {row.as_of for row in rows}, today) if rows else {}
    for row in rows if closed else ():
        if row.as_of in closed and row.status != "unchanged":
            sentence = lock_sentence(closed.pop(row.as_of))
            messages.error(CODE, sentence, Place(row.sheet, row.row), names_place=True)


def expect_none_closed(messages: Iterable[Message]) -> None:
    """Raises ValidationError with what a check says about closed dates."""
    found = [message.text for message in messages if message.code == CODE]
    if found:
        raise ValidationError(found)


def expect_open(delivery: Delivery) -> None:
    """Raises ValidationError if the delivery speaks of a closed date. To be called in the transaction
    that changes what counts: whoever is closing one of its dates just now waits until it has ended."""
    days = set(delivery.occupancies.order_by().values_list("as_of", flat=True).distinct())
    expect_days_open(delivery.sender, days or {delivery.first_as_of})


def expect_days_open(operator: Organisation, days: set[date]) -> None:
    """The same for an operator and days of which nothing is written yet."""
    lock_dates(days)
    closed = locked_dates(operator, days, timezone.localdate())
    if closed:
        raise ValidationError(lock_sentences(list(closed.values())))


def lock_dates(days: set[date]) -> None:
    """Nobody closes these dates, nor changes what counts for them, until the transaction has ended."""
    dates = ReportingDate.objects.of_occupancy().filter(as_of__in=days)
    list(dates.select_for_update(no_key=True))


def locked_dates(operator: Organisation, days: set[date], today: date) -> dict[date, ReportingDate]:
    """Those of the days that are closed for this operator, the latest first."""
    dates = ReportingDate.objects.of_occupancy().locked_for(operator, today)
    return {one.as_of: one for one in dates.filter(as_of__in=days).order_by("-as_of")}


def lock_sentence(closed: ReportingDate) -> str:
    return (
        f"Der Stichtag {german_date(closed.as_of)} ist seit {german_date(closed.closed_on)} abgeschlossen "
        f"(Grund: {closed.closed_reason.rstrip('.')}). "
        "Änderungen sind nur mit einer Ausnahme der Koordination möglich."
    )


def lock_sentences(closed: list[ReportingDate]) -> list[str]:
    named = [lock_sentence(one) for one in closed[:NAMED_DATES]]
    more = len(closed) - NAMED_DATES
    if more > 0:
        named.append(f"{more} weitere Stichtage sind auch abgeschlossen." if more > 1 else ONE_MORE)
    return named
