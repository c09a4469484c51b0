"""Lists of any length, as staff deliver them from the command line: checked part by part."""

import hashlib
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from datetime import date
from io import BufferedReader

from django.utils import timezone

from accommodation.imports import CheckedRow, checked_rows
from accommodation.imports.occupancy_list import OCCUPANCY_LIST
from accommodation.imports.shelter_names import ShelterBook
from portal.models import ColumnProfile, Delivery, Organisation
from portal.numbers import german
from portal.repeated_files import check_taken_over
from portal.sheets import BigText, Level, Message, Messages, Place
from portal.sheets.messages import outcome_of

MOST_MESSAGES = 1_000  # of each level; who has more to correct begins with these
FIRST_DAY = date(1950, 1, 1).toordinal()  # no list is older


class BigCheck:
    """`parts` reads the file; what is known of it as a whole is complete when it has ended."""

    def __init__(self, file: BufferedReader, name: str, *, sender: Organisation, as_of: date | None) -> None:
        self.file, self.name, self.sender, self.as_of = file, name, sender, as_of
        self.today = timezone.localdate()
        self.messages: dict[Message, None] = {}  # in their order, each once
        self.levels: Counter[Level] = Counter()
        self.counts: Counter[str] = Counter()
        self.first_as_of: date | None = None
        self.last_as_of: date | None = None
        self.sha256 = ""

    def parts(self) -> Iterator[list[CheckedRow]]:
        self.sha256 = hashlib.file_digest(self.file, "sha256").hexdigest()
        self.file.seek(0)
        profile = ColumnProfile.objects.meanings(self.sender, Delivery.Kind.OCCUPANCY)
        text = BigText(self.file, self.name, OCCUPANCY_LIST, self.as_of, self.today, profile)
        book, seen, latest = ShelterBook(self.sender), SeenBefore(), dict[int, tuple[date, int]]()
        taken_over = Messages()
        check_taken_over(self.sender, self.sha256, self.as_of, taken_over)
        self._say(taken_over)
        for reading in text.parts():
            rows, skipped = checked_rows(reading, book, self.today, latest)
            seen.check(rows, reading.messages)
            remember_latest(rows, latest)
            self._say(reading.messages)
            self._count(rows, skipped)
            yield rows

    def _say(self, messages: Messages) -> None:
        for message in messages.in_order():
            if message not in self.messages:
                self.levels[message.level] += 1
                if self.levels[message.level] <= MOST_MESSAGES:
                    self.messages[message] = None

    def _count(self, rows: list[CheckedRow], skipped: int) -> None:
        self.counts.update(row.status for row in rows)
        self.counts["skipped"] += skipped
        dates = [day for row in rows if (day := row.as_of)]
        known = [day for day in (self.first_as_of, self.last_as_of) if day]
        self.first_as_of = min(dates + known, default=None)
        self.last_as_of = max(dates + known, default=None)

    @property
    def outcome(self) -> str:
        return outcome_of(self.messages)

    @property
    def left_out(self) -> str:
        """How many messages are not kept; empty if all are."""
        more = sum(self.levels.values()) - len(self.messages)
        return f"{german(more)} weitere Meldungen sind nicht aufgeführt." if more else ""


def remember_latest(rows: Iterable[CheckedRow], latest: dict[int, tuple[date, int]]) -> None:
    """The number of the latest day of each shelter, for the jump to the next part."""
    for row in rows:
        known = latest.get(row.shelter.id)
        if row.occupied is not None and (known is None or known[0] < row.as_of):
            latest[row.shelter.id] = (row.as_of, row.occupied)


class SeenBefore:
    """Which shelters were reported for which days in earlier parts: one bit for each day."""

    def __init__(self) -> None:
        self.days: dict[int, int] = defaultdict(int)

    def check(self, rows: Iterable[CheckedRow], messages: Messages) -> None:
        """Within a part, `once_per_shelter` has the say."""
        for row in rows:
            day = 1 << (row.as_of.toordinal() - FIRST_DAY)
            if self.days[row.shelter.id] & day:
                text = f"Unterkunft ‚{row.shelter.name}‘ kommt zum selben Stichtag schon weiter oben vor."
                messages.error("shelter_twice", text, Place(row.sheet, row.row))
            self.days[row.shelter.id] |= day
