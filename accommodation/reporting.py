"""Meldekalender: which shelters each operator owes for a reporting date, and what became of it.

An operator owes the shelters that it ran on that very day and that were open on it. A shelter counts
as reported with a number in a delivery of that operator that is submitted or released; „keine Angabe“
is no number. Lists about a month stand at its last day, and equal days decide.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from typing import NamedTuple

from django.utils import timezone

from accommodation.models import Occupancy, Operation, Shelter
from portal.alphabet import alphabetical
from portal.models import Delivery, Organisation, ReportingDate
from portal.models.deliveries import TAKEN_OVER
from portal.numbers import german, percent
from portal.releases import State


class Status(StrEnum):
    """What the city sees in a cell of the calendar."""

    NOTHING_OWED = "–"
    OPEN = "offen"
    DELIVERED = "gemeldet"
    LATE = "verspätet gemeldet"
    INCOMPLETE = "unvollständig"
    RETURNED = "zurückgegeben"
    MISSING = "fehlt"
    NOTHING_TO_REPORT = "nichts zu melden"


TO_DO = (Status.OPEN, Status.INCOMPLETE, Status.RETURNED, Status.MISSING)
WITHOUT_NUMBER = (Status.NOTHING_OWED, Status.NOTHING_TO_REPORT)


@dataclass(frozen=True)
class Obligation:
    """What one operator owes for one reporting date. `missing`: the shelters of `owed` without a
    number. `delivery`: the key of the operator's latest delivery about that date; None without one."""

    operator: Organisation
    reporting_date: ReportingDate
    owed: tuple[Shelter, ...]
    missing: tuple[Shelter, ...]
    status: Status
    delivery: int | None

    @property
    def as_of(self) -> date:
        return self.reporting_date.as_of

    @property
    def due_on(self) -> date:
        return self.reporting_date.due_on

    @property
    def reported(self) -> int:
        return len(self.owed) - len(self.missing)

    @property
    def is_open(self) -> bool:
        """Whether the operator still has something to do."""
        return self.status in TO_DO

    @property
    def number(self) -> str:
        """„3 von 5“; empty where nothing is counted."""
        if self.status in WITHOUT_NUMBER:
            return ""
        return f"{german(self.reported)} von {german(len(self.owed))}"

    @property
    def key(self) -> str:
        """A word for the style sheet."""
        return self.status.name.lower().replace("_", "-")


@dataclass(frozen=True)
class Completeness:
    """How many of the shelters that were owed for a date have a number, released or not."""

    reported: int
    owed: int

    def __str__(self) -> str:
        """„118 von 129 Unterkünften, 91,5 %“"""
        if not self.owed:
            return "keine Unterkunft"
        share = percent(Decimal(100 * self.reported) / self.owed)
        return f"{german(self.reported)} von {german(self.owed)} Unterkünften, {share}"


@dataclass(frozen=True)
class Row:
    """One operator's line of the matrix, one obligation for each date."""

    operator: Organisation
    obligations: tuple[Obligation, ...]


@dataclass(frozen=True)
class Matrix:
    """Operators × reporting dates. Only operators that owe something for one of the dates."""

    dates: tuple[ReportingDate, ...]
    rows: tuple[Row, ...]

    def completeness(self, *, example: bool) -> tuple[Completeness, ...]:
        """One for each date; invented operators are never counted together with real ones. Empty where
        there is no such operator."""
        lines = [row.obligations for row in self.rows if row.operator.example == example]
        return tuple(
            Completeness(sum(cell.reported for cell in cells), sum(len(cell.owed) for cell in cells))
            for cells in zip(*lines, strict=True)
        )


def matrix(dates: Iterable[ReportingDate], today: date, operator: Organisation | None = None) -> Matrix:
    """What is owed for these dates, of all operators or of one, in three queries however many they are."""
    dates = tuple(dates)
    owing = _Owing(operator)
    past = _Past([one.as_of for one in dates], operator)
    rows = (
        Row(one, tuple(_obligation(one, day, owing.shelters(one, day.as_of), past, today) for day in dates))
        for one in owing.operators
    )
    return Matrix(dates, tuple(row for row in rows if any(cell.owed for cell in row.obligations)))


def obligations(operator: Organisation, today: date) -> list[Obligation]:
    """What this operator still has to report, the oldest date first. Dates to come cannot be reported
    yet; closed ones only with an exception."""
    dates = ReportingDate.objects.of_occupancy().filter(as_of__lte=today).open_for(operator, today)
    return [
        obligation
        for row in matrix(dates.order_by("as_of"), today, operator).rows
        for obligation in row.obligations
        if obligation.is_open
    ]


def missing_shelters(reporting_date: ReportingDate, operator: Organisation) -> tuple[Shelter, ...]:
    """Those that the operator owes for the date and has not reported, by code."""
    rows = matrix([reporting_date], timezone.localdate(), operator).rows
    return rows[0].obligations[0].missing if rows else ()


def _obligation(
    operator: Organisation,
    reporting_date: ReportingDate,
    owed: tuple[Shelter, ...],
    past: "_Past",
    today: date,
) -> Obligation:
    about = past.about(operator, reporting_date.as_of)
    missing = tuple(shelter for shelter in owed if shelter.pk not in about.numbers)
    return Obligation(
        operator=operator,
        reporting_date=reporting_date,
        owed=owed,
        missing=missing,
        status=_status(reporting_date, owed, missing, about, today),
        delivery=about.latest.pk if about.latest else None,
    )


def _status(
    reporting_date: ReportingDate,
    owed: tuple[Shelter, ...],
    missing: tuple[Shelter, ...],
    about: "_About",
    today: date,
) -> Status:
    """Numbers speak before words: who said „nichts zu melden“ and then reports a part owes the rest."""
    if not owed:
        return Status.NOTHING_OWED
    if not missing:
        return Status.LATE if _came_late(reporting_date, owed, about) else Status.DELIVERED
    if about.latest and about.latest.state == State.RETURNED:
        return Status.RETURNED
    if len(missing) < len(owed):
        return Status.INCOMPLETE
    if about.said_nothing:
        return Status.NOTHING_TO_REPORT
    return Status.MISSING if reporting_date.is_due(today) else Status.OPEN


def _came_late(reporting_date: ReportingDate, owed: tuple[Shelter, ...], about: "_About") -> bool:
    """Whether the last number that was needed came after the due day; a later correction is not late."""
    days = (about.numbers[shelter.pk] for shelter in owed)
    return any(day is not None and timezone.localdate(day) > reporting_date.due_on for day in days)


class _Owing:
    """Who ran which shelter when: one query for all days."""

    def __init__(self, operator: Organisation | None) -> None:
        operations = Operation.objects.that_report().order_by("operator__name", "shelter__code")
        self._operations: dict[Organisation, list[Operation]] = defaultdict(list)
        for operation in operations if operator is None else operations.filter(operator=operator):
            self._operations[operation.operator].append(operation)

    @property
    def operators(self) -> Iterable[Organisation]:
        """By name."""
        return sorted(self._operations, key=lambda one: alphabetical(one.name))

    def shelters(self, operator: Organisation, when: date) -> tuple[Shelter, ...]:
        """Each once, by code."""
        shelters = {
            operation.shelter: None
            for operation in self._operations[operator]
            if operation.covers(when) and operation.shelter.open_on(when)
        }
        return tuple(shelters)


class _Sent(NamedTuple):
    """One delivery about one day."""

    submitted_at: datetime | None
    pk: int
    state: str
    way: str

    @property
    def order(self) -> tuple[float, int]:
        return (self.submitted_at.timestamp() if self.submitted_at else 0, self.pk)


class _About:
    """What an operator delivered about one day. `numbers`: each reported shelter, and when first."""

    def __init__(self) -> None:
        self.numbers: dict[int, datetime | None] = {}
        self.sent: list[_Sent] = []

    @property
    def latest(self) -> _Sent | None:
        return max(self.sent, key=lambda one: one.order, default=None)

    @property
    def said_nothing(self) -> bool:
        return any(one.way == Delivery.Way.NOTHING and one.state in TAKEN_OVER for one in self.sent)


class _Past:
    """What was delivered about some days: one query for numbers, one for deliveries."""

    def __init__(self, days: list[date], operator: Organisation | None) -> None:
        self._about: dict[tuple[int, date], _About] = defaultdict(_About)
        if not days:
            return
        rows = Occupancy.objects.delivered_about(days)
        nothing = Delivery.objects.nothing_to_report(days)
        if operator is not None:
            rows, nothing = rows.filter(delivery__sender=operator), nothing.filter(sender=operator)
        for sender, as_of, shelter, first in rows.first_numbers():
            self._about[sender, as_of].numbers[shelter] = first
        for sender, as_of, *sent in rows.deliveries().union(nothing.about()):
            self._about[sender, as_of].sent.append(_Sent(*sent))

    def about(self, operator: Organisation, when: date) -> _About:
        return self._about[operator.pk, when]
