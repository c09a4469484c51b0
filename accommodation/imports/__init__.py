"""Occupancy lists of operators: what a file says, what is wrong with it, and what it would change.

Nothing is written here. Whoever confirms a check gets exactly its rows, or is told that the data
changed meanwhile (`DeliveryCheck.digest`).
"""

import hashlib
import json
from collections import Counter
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date
from typing import NamedTuple

from django.utils import timezone

from accommodation.imports.calendar_dates import check_calendar_dates
from accommodation.imports.closed_dates import CODE as CLOSED
from accommodation.imports.closed_dates import check_closed_dates
from accommodation.imports.delivery_rules import (
    Past,
    ask_whether_old_file,
    check_capacity,
    check_jump,
    check_numbers,
    once_per_shelter,
)
from accommodation.imports.occupancy_list import OCCUPANCY_LIST
from accommodation.imports.shelter_names import ShelterBook
from accommodation.imports.shelter_rows import ShelterRows, Statement
from accommodation.models import Occupancy, Shelter
from portal.models import ColumnProfile, Delivery, Organisation
from portal.numbers import german
from portal.repeated_files import check_taken_over
from portal.sheets import Level, Message, Messages, Question, Reading, Recognition, read
from portal.sheets.collector import collector_paused
from portal.sheets.messages import outcome_of

LONGEST_REMARK = 300


class CheckedRow(NamedTuple):
    """What would be stored. `as_of`: of a month its last day. `occupied` None: no data. `previous`:
    the sender's own number that counts today for the same shelter and date. A named tuple, because a
    file has very many."""

    sheet: str
    row: int
    shelter: Shelter
    as_of: date
    precision: str
    occupied: int | None
    capacity: int | None
    quality: str
    qualifier: str
    remark: str
    previous: Occupancy | None

    @property
    def status(self) -> str:
        """One of "new", "changed" or "unchanged"; a missing number never changes one that is known."""
        previous = self.previous
        if previous is None:
            return "new"
        if self.occupied is None and previous.occupied is not None:
            return "unchanged"
        same_places = self.capacity is None or self.capacity == previous.capacity
        said = (self.occupied, self.quality, self.qualifier, self.remark)
        before = (previous.occupied, previous.quality, previous.qualifier, previous.remark)
        return "unchanged" if same_places and said == before else "changed"


@dataclass(frozen=True)
class DeliveryCheck:
    """`outcome`: "rejected" with any error, "confirm" with any warning, else "accepted".
    `storable`: False where the file may not be kept because it is about single persons."""

    outcome: str
    rows: tuple[CheckedRow, ...]
    messages: tuple[Message, ...]
    recognition: Recognition
    storable: bool
    sha256: str
    skipped: int = 0
    questions: tuple[Question, ...] = ()

    @property
    def mendable(self) -> bool:
        """Whether putting the file right can help; a closed date stays closed whatever the file says."""
        errors = [message for message in self.messages if message.level == Level.ERROR]
        return any(message.code != CLOSED for message in errors)

    @property
    def counts(self) -> dict[str, int]:
        """new, changed, unchanged, skipped."""
        found = Counter(row.status for row in self.rows)
        return {status: found[status] for status in ("new", "changed", "unchanged")} | {
            "skipped": self.skipped
        }

    @property
    def first_as_of(self) -> date | None:
        return min((row.as_of for row in self.rows), default=None)

    @property
    def last_as_of(self) -> date | None:
        return max((row.as_of for row in self.rows), default=None)

    @property
    def digest(self) -> str:
        """The same for the same rows, previous values and messages."""
        rows = [
            (row.sheet, row.row, row.shelter.id, str(row.as_of), row.precision, row.occupied, row.capacity,
             row.quality, row.qualifier, row.remark, row.previous and row.previous.pk, row.status)
            for row in self.rows
        ]  # fmt: skip
        content = json.dumps([rows, [asdict(message) for message in self.messages]])
        return hashlib.sha256(content.encode()).hexdigest()

    @property
    def recognised(self) -> list[tuple[str, str]]:
        """Label and text, for the page of the delivery."""
        return self.recognition.words


@collector_paused()
def check_delivery(  # noqa: PLR0913 - a file, and what is said about it
    data: bytes,
    file_name: str,
    *,
    sender: Organisation,
    as_of: date | None = None,
    today: date | None = None,
    unchanged_stated: bool = False,
) -> DeliveryCheck:
    """Reads a file against today's data. `as_of` is the date that was given with it; `unchanged_stated`:
    the sender said on purpose that nothing changed."""
    today = today or timezone.localdate()
    sha256 = hashlib.sha256(data).hexdigest()
    profile = ColumnProfile.objects.meanings(sender, Delivery.Kind.OCCUPANCY)
    reading = read(data, file_name, OCCUPANCY_LIST, as_of=as_of, today=today, profile=profile)
    messages = reading.messages
    check_taken_over(sender, sha256, as_of, messages)
    book = ShelterBook(sender)
    rows, skipped = checked_rows(reading, book, today, ask_about_same=not unchanged_stated)
    return DeliveryCheck(
        outcome=outcome_of(messages.in_order()),
        rows=tuple(rows),
        messages=messages.in_order(reading.sheet_names),
        recognition=reading.recognition,
        storable=reading.storable,
        sha256=sha256,
        skipped=skipped,
        questions=reading.questions,
    )


@collector_paused()
def checked_rows(
    reading: Reading,
    book: ShelterBook,
    today: date,
    earlier: Mapping[int, tuple[date, int]] | None = None,
    *,
    ask_about_same: bool = False,
) -> tuple[list[CheckedRow], int]:
    """The rows, and how many lines of the file say nothing about a shelter. `earlier`: the latest
    number of each shelter in parts of the file that were read before. `ask_about_same`: whether to
    wonder about dates that only repeat the numbers before them."""
    messages = reading.messages
    shelter_rows = ShelterRows(book, messages, today)
    statements = shelter_rows.statements(reading.rows)
    for statement in statements:
        check_numbers(statement, messages)
    statements = once_per_shelter(statements, messages)
    past = Past(statements, book.sender, earlier or {})
    rows = []
    for statement in statements:
        check_capacity(statement, messages)
        check_jump(statement, past, messages)
        rows.append(checked_row(statement, past, messages))
    check_closed_dates(rows, book.sender, today, messages)
    check_calendar_dates(rows, messages)
    ask_about_changes(rows, messages)
    if ask_about_same:
        ask_whether_old_file(statements, past, messages)
    ask_about_missing_column(reading)
    sums = sum(len(sheet.sum_rows) + len(sheet.headers_again) for sheet in reading.recognition.sheets)
    return rows, shelter_rows.skipped + sums


def checked_row(statement: Statement, past: Past, messages: Messages) -> CheckedRow:
    row, figures = statement.row, statement.figures
    previous = past.current.get(statement.about)
    if previous and not past.is_own(previous):
        text = f"Für {statement.label} gibt es zu diesem Stichtag schon eine Zahl. Ersetzen?"
        messages.warning("already_reported", text, statement.key.place, statement.key.text)
        previous = None
    remark = row.text("remark")
    if figures.footnote:
        remark = f"{figures.footnote}; {remark}" if remark else figures.footnote
    return CheckedRow(
        sheet=row.sheet,
        row=row.number,
        shelter=statement.shelter,
        as_of=statement.as_of,
        precision=row.period.precision if row.period else "",
        occupied=figures.occupied,
        capacity=figures.capacity,
        quality=figures.quality,
        qualifier=figures.qualifier,
        remark=remark[:LONGEST_REMARK],
        previous=previous,
    )


def ask_about_changes(rows: list[CheckedRow], messages: Messages) -> None:
    """A corrected list replaces numbers that already count (T82)."""
    found = Counter(row.status for row in rows)
    if found["changed"]:
        counted = ", ".join(
            f"{german(found[status])} {word}"
            for status, word in (("changed", "geändert"), ("new", "neu"), ("unchanged", "unverändert"))
        )
        text = f"Zu diesem Stichtag gibt es schon Zahlen: {counted}. Geänderte ersetzen?"
        messages.warning("changes_reported_numbers", text)


def ask_about_missing_column(reading: Reading) -> None:
    """A list of nothing but places (T63)."""
    if reading.rows and "occupied" not in reading.recognition.fields:
        text = "Keine Spalte mit der Belegung gefunden. Nur die Plätze übernehmen?"
        reading.messages.warning("no_occupied_column", text)
