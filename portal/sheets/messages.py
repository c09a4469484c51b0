"""What the reader has to say about a file: each message names its place, the value and a remedy."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum


class Level(StrEnum):
    ERROR = "error"  # the file is refused
    WARNING = "warning"  # somebody has to confirm
    NOTICE = "notice"  # for information


RANK = {Level.NOTICE: 0, Level.WARNING: 1, Level.ERROR: 2}


class RefusedError(Exception):
    """The file cannot be read at all; the text says why and what to do."""

    def __init__(self, code: str, text: str) -> None:
        super().__init__(text)
        self.code = code
        self.text = text


@dataclass(frozen=True, slots=True)
class Place:
    """Where something stands. `row` as the sheet's own program counts (in CSV the line), `column`
    its letter; None and empty mean: not about one row, one column, one sheet."""

    sheet: str = ""
    row: int | None = None
    column: str = ""
    heading: str = ""

    @property
    def cell(self) -> tuple[str, int | None, str]:
        return self.sheet, self.row, self.column

    def at(self, column: str, heading: str) -> "Place":
        return Place(self.sheet, self.row, column, heading)

    def in_row(self, row: int) -> "Place":
        return Place(self.sheet, row, self.column, self.heading)

    def words(self, *, name_sheet: bool) -> str:
        """„Blatt ‚Aug 17‘, Zeile 8, Spalte ‚Belegung‘“"""
        parts = (
            f"Blatt ‚{self.sheet}‘" if name_sheet and self.sheet else "",
            f"Zeile {self.row}" if self.row else "",
            f"Spalte ‚{self.heading or self.column}‘" if self.column else "",
        )
        return ", ".join(part for part in parts if part)


@dataclass(frozen=True, slots=True)
class Message:
    """`code` is a stable word for other programs, `value` the text that was found."""

    level: Level
    code: str
    sheet: str
    row: int | None
    column: str
    value: str
    text: str


FILE = Place()


class Messages:
    """Collects everything that is to be said; about one cell only the most serious, but each warning: a
    house that is too full hides no jump."""

    def __init__(self, *, name_sheets: bool = False) -> None:
        self.name_sheets = name_sheets
        self._about_cells: dict[tuple[str, int, str], list[Message]] = {}
        self._others: list[Message] = []

    def error(self, code: str, text: str, place: Place = FILE, value: str = "", **options: bool) -> None:
        self.say(Level.ERROR, code, text, place, value, **options)

    def warning(self, code: str, text: str, place: Place = FILE, value: str = "", **options: bool) -> None:
        self.say(Level.WARNING, code, text, place, value, **options)

    def notice(self, code: str, text: str, place: Place = FILE, value: str = "", **options: bool) -> None:
        self.say(Level.NOTICE, code, text, place, value, **options)

    def say(  # noqa: PLR0913 - a message and its place
        self, level: Level, code: str, text: str, place: Place, value: str, *, names_place: bool = False
    ) -> None:
        """The place first, unless the text itself names it."""
        where = "" if names_place else place.words(name_sheet=self.name_sheets)
        self._add(Message(level, code, *place.cell, value, f"{where}: {text}" if where else text))

    def _add(self, message: Message) -> None:
        if message.row is None or not message.column:
            if message not in self._others:
                self._others.append(message)
            return
        cell = (message.sheet, message.row, message.column)
        known = self._about_cells.setdefault(cell, [message])
        if RANK[message.level] > RANK[known[0].level]:
            self._about_cells[cell] = [message]
        elif message.level == known[0].level == Level.WARNING and message not in known:
            known.append(message)

    def drop(self, code: str) -> None:
        """Take back what was said about the whole file."""
        self._others = [message for message in self._others if message.code != code]

    @property
    def has_errors(self) -> bool:
        return any(message.level == Level.ERROR for message in self._all())

    def in_order(self, sheets: Iterable[str] = ()) -> tuple[Message, ...]:
        """About the whole file first, then by sheet, row and column."""
        position = {name: number for number, name in enumerate(sheets)}

        def order(message: Message) -> tuple[int, int, int, str]:
            column = message.column
            return (position.get(message.sheet, -1), message.row or 0, len(column), column)

        return tuple(sorted(self._all(), key=order))

    def _all(self) -> list[Message]:
        return [*self._others, *(one for about in self._about_cells.values() for one in about)]


def outcome_of(messages: Iterable[Message]) -> str:
    """What they make of a list: accepted, to be confirmed, or rejected."""
    levels = {message.level for message in messages}
    if Level.ERROR in levels:
        return "rejected"
    return "confirm" if Level.WARNING in levels else "accepted"
