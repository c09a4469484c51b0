"""What a delivered list says, what is wrong with it, and what it would change. Nothing is written here."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from datetime import date
from difflib import get_close_matches
from typing import TYPE_CHECKING, Any, NamedTuple

from django.utils import timezone

from portal.models import Organisation
from portal.models.delivered import DeliveredNumbers
from portal.repeated_files import check_taken_over
from portal.sheets import Message, Messages, Place, Recognition, Row, read
from portal.sheets.messages import outcome_of

if TYPE_CHECKING:
    from portal.list_deliveries import DeliveredList, Key

LONGEST_REMARK = 300


class Statement(NamedTuple):
    """A row whose subject and day are known. `numbers` by field, None for „keine Angabe“; `choices` by
    field; `previous`: what counts today with the same key."""

    row: Row
    subject: Any
    as_of: date
    numbers: Mapping[str, int | None]
    choices: Mapping[str, str]
    previous: DeliveredNumbers | None = None

    @property
    def remark(self) -> str:
        return self.row.text("remark")[:LONGEST_REMARK]

    @property
    def status(self) -> str:
        """One of "new", "changed" or "unchanged"; „keine Angabe“ never takes the place of a number."""
        if self.previous is None:
            return "new"
        before = {number: getattr(self.previous, number) for number in self.numbers}
        known = any(value is not None for value in before.values())
        if known and all(value is None for value in self.numbers.values()):
            return "unchanged"
        same_way = all(getattr(self.previous, field) == value for field, value in self.choices.items())
        same = before == dict(self.numbers) and same_way and self.previous.remark == self.remark
        return "unchanged" if same else "changed"


@dataclass(frozen=True)
class ListCheck:
    """`outcome`: "rejected" with any error, "confirm" with any warning, else "accepted". `storable`: False
    where the file may not be kept because it is about single persons."""

    outcome: str
    statements: tuple[Statement, ...]
    messages: tuple[Message, ...]
    recognition: Recognition
    storable: bool
    sha256: str

    @property
    def counts(self) -> dict[str, int]:
        found = Counter(statement.status for statement in self.statements)
        return {status: found[status] for status in ("new", "changed", "unchanged")}

    @property
    def days(self) -> list[date]:
        return sorted({statement.as_of for statement in self.statements})

    @property
    def to_write(self) -> list[Statement]:
        return [statement for statement in self.statements if statement.status != "unchanged"]

    @property
    def digest(self) -> str:
        """The same for the same rows, previous numbers and messages."""
        rows = [
            (one.row.sheet, one.row.number, one.subject.pk, str(one.as_of), dict(one.numbers),
             dict(one.choices), one.remark, one.previous and one.previous.pk)
            for one in self.statements
        ]  # fmt: skip
        content = json.dumps([rows, [asdict(message) for message in self.messages]])
        return hashlib.sha256(content.encode()).hexdigest()


def check_list(  # noqa: PLR0913 - a file, and what is said about it
    about: DeliveredList,
    data: bytes,
    file_name: str,
    *,
    sender: Organisation,
    as_of: date | None = None,
    today: date | None = None,
) -> ListCheck:
    """Reads a file against today's data. `as_of` is the date that was given with it."""
    today = today or timezone.localdate()
    sha256 = hashlib.sha256(data).hexdigest()
    reading = read(data, file_name, about.declaration, as_of=as_of, today=today)
    messages = reading.messages
    check_taken_over(sender, sha256, as_of, messages)
    statements = _with_previous(about, _statements(about, reading.rows, sender, messages))
    for statement in statements:
        about.check(statement, messages)
    in_order = messages.in_order(reading.sheet_names)
    return ListCheck(
        outcome_of(in_order), tuple(statements), in_order, reading.recognition, reading.storable, sha256
    )


def _statements(
    about: DeliveredList, rows: Iterable[Row], sender: Organisation, messages: Messages
) -> list[Statement]:
    """Rows that are refused are left out; messages say why."""
    book = _Names(about, sender)
    found: dict[Key, Statement] = {}
    for row in rows:
        subject = None if row.lone else book.find(row, messages)
        day = row.last_day
        if subject is None or day is None or row.has_wrong_cells:
            continue
        numbers = {number: row.figure(number) for number in about.numbers}
        if _says_nothing(about, numbers):
            continue
        choices = {one.field: one.chosen(row, about.declaration, messages) for one in about.choices}
        if None in choices.values():
            continue
        statement = Statement(row, subject, day, numbers, choices)
        first = found.setdefault(statement_key(about, statement), statement)
        if first is not statement:
            _say_twice(about, first.row, row, messages)
    return list(found.values())


def _says_nothing(about: DeliveredList, numbers: Mapping[str, int | None]) -> bool:
    return not about.takes_no_answer and all(number is None for number in numbers.values())


def statement_key(about: DeliveredList, one: Statement) -> Key:
    return one.subject.pk, *(one.choices[field] for field in about.apart), one.as_of


def _say_twice(about: DeliveredList, first: Row, second: Row, messages: Messages) -> None:
    place, name = _key(about, second)
    same = f" mit gleicher Angabe zu {' und '.join(about.titles(about.apart))}" if about.apart else ""
    text = f"{about.heading} ‚{name}‘ steht{same} schon in Zeile {first.number}. Bitte nur einmal angeben."
    messages.error("twice", text, place, name)


def _key(about: DeliveredList, row: Row) -> tuple[Place, str]:
    """Where the subject is named, and how."""
    fields = [field for field in about.declaration.keys if field in row.cells]
    field = next((field for field in fields if row.text(field)), fields[0])
    return row.place(field), row.text(field)


class _Names:
    """What the sender may speak of, by every name; nobody else's subjects are known here."""

    def __init__(self, about: DeliveredList, sender: Organisation) -> None:
        self.about = about
        self.subjects = {
            _plain(name): subject for subject in about.subjects(sender) for name in subject.names
        }

    def find(self, row: Row, messages: Messages) -> Any | None:
        """None for a name that is not known, which a message says; the first column that names one
        decides."""
        texts = [row.text(field) for field in self.about.declaration.keys if row.text(field)]
        known = [self.subjects[_plain(text)] for text in texts if _plain(text) in self.subjects]
        if len(set(known)) > 1:
            place, name = _key(self.about, row)
            text = f"‚{' / '.join(texts)}‘ nennt zwei verschiedene Einträge. Bitte einen davon streichen."
            messages.error("contradicts", text, place, name)
            return None
        if known:
            return known[0]
        self._say_unknown(row, messages)
        return None

    def _say_unknown(self, row: Row, messages: Messages) -> None:
        place, name = _key(self.about, row)
        if not name:
            messages.error("no_name", f"Hier fehlt die {self.about.heading}. Bitte ergänzen.", place)
            return
        close = get_close_matches(_plain(name), self.subjects, n=1)
        meant = f" Gemeint ‚{self.subjects[close[0]]}‘?" if close else ""
        text = (
            f"{self.about.heading} ‚{name}‘ ist für diesen Absender nicht erfasst.{meant} Bitte berichtigen."
        )
        messages.error("unknown", text, place, name)


def _plain(name: str) -> str:
    return " ".join(name.casefold().split())


def _with_previous(about: DeliveredList, statements: list[Statement]) -> list[Statement]:
    known = about.counting((one.subject for one in statements), (one.as_of for one in statements))
    return [one._replace(previous=known.get(statement_key(about, one))) for one in statements]
