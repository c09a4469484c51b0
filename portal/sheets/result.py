"""What reading a file gives."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from operator import itemgetter
from typing import NamedTuple

from portal.dates import Period
from portal.sheets.cells import CellReading
from portal.sheets.messages import Messages, Place

Readings = tuple[CellReading | None, ...]
MISSING = -1  # where readings say nothing


@dataclass(frozen=True)
class RowColumns:
    """What the rows of a table have in common. `at`: where the reading of a field stands; `places`: the
    columns in the sheet. `month`: what all of it is about, None in a table with one date per row.
    `any_wrong`: whether any cell of the table could not be read."""

    month: Period | None
    at: Mapping[str, int]
    places: Mapping[str, Place]
    date_field: str
    any_wrong: bool

    @cached_property
    def date(self) -> int:
        """Where the date of the row stands."""
        return self.at.get(self.date_field, MISSING)

    @cached_property
    def pickers(self) -> dict[tuple[str, ...], Callable[[Readings], Readings]]:
        return {}

    def picker(self, fields: tuple[str, ...]) -> Callable[[Readings], Readings]:
        """What takes the readings of these fields, of which there are at least two, out of those of a row."""
        if fields not in self.pickers:
            self.pickers[fields] = itemgetter(*(self.at.get(field, MISSING) for field in fields))
        return self.pickers[fields]


class Row(NamedTuple):
    """One statement of the file. `period` None: no date was found, and a message says so. `group`: the
    text that stands alone above this row. `lone`: this row itself is nothing but a text: a key without any
    number, or a heading for the rows below. A named tuple, because a file has very many."""

    sheet: str
    number: int
    period: Period | None
    readings: Readings
    columns: RowColumns
    group: str = ""
    lone: bool = False
    leads_rows: bool = False

    @property
    def cells(self) -> dict[str, CellReading]:
        """By field."""
        return {field: reading for field in self.columns.at if (reading := self.cell(field))}

    def cell(self, field: str) -> CellReading | None:
        """None where the column is missing."""
        return self.readings[self.columns.at.get(field, MISSING)]

    def pick(self, fields: tuple[str, ...]) -> Readings:
        """Of two fields or more, None for missing columns. The same cells give the same object: what is
        decided by them can be remembered under it."""
        return self.columns.picker(fields)(self.readings)

    def place(self, field: str) -> Place:
        """Where the cell of this field stands. Raises KeyError where the column is missing."""
        return self.columns.places[field].in_row(self.number)

    @property
    def has_wrong_cells(self) -> bool:
        return self.columns.any_wrong and any(cell.wrong for cell in self.cells.values())

    @property
    def last_day(self) -> date | None:
        """The day that stands for the period: of a month its last."""
        return (self.period.end or self.period.start) if self.period else None

    def figure(self, field: str) -> int | None:
        """None where the column is missing or the cell has no data."""
        cell = self.cell(field)
        return cell.value if cell and isinstance(cell.value, int) else None

    def text(self, field: str) -> str:
        """As found; empty where the column is missing."""
        cell = self.cell(field)
        return cell.text if cell else ""


@dataclass(frozen=True)
class RecognisedColumn:
    """`title` is the column's name in our own template; empty for one that is not read."""

    letter: str
    heading: str
    field: str
    title: str


@dataclass(frozen=True)
class RecognisedSheet:
    """How a sheet was understood; rows as the sheet's program counts. `as_of` in words: the date of
    the rows without their own; empty where there is none."""

    name: str
    header_row: int
    columns: tuple[RecognisedColumn, ...]
    as_of: str
    sum_rows: tuple[int, ...]
    headers_again: tuple[int, ...]
    footnotes: tuple[str, ...]

    @property
    def words(self) -> list[tuple[str, str]]:
        """Label and text of everything that was found."""
        read = "; ".join(f"{c.letter} ‚{c.heading}‘ = {c.title}" for c in self.columns if c.title)
        others = ", ".join(f"{c.letter} ‚{c.heading}‘" for c in self.columns if not c.title)
        found = (
            ("Blatt", self.name),
            ("Überschriften", f"Zeile {self.header_row}"),
            ("Stichtag der Tabelle", self.as_of),
            ("Gelesene Spalten", read),
            ("Nicht gelesene Spalten", others),
            ("Summenzeilen (nicht übernommen)", lines(self.sum_rows)),
            ("Wiederholte Überschriften", lines(self.headers_again)),
            ("Fußnoten", " · ".join(self.footnotes)),
        )
        return [(label, text) for label, text in found if text]


def lines(numbers: Sequence[int]) -> str:
    """„Zeile 8“, „Zeilen 8, 14“; nothing for none."""
    return f"Zeile{'n' if len(numbers) > 1 else ''} {', '.join(map(str, numbers))}" if numbers else ""


# Character sets that no mark in the file tells.
GUESSED = {
    name: f"Die Datei ist als {what} gelesen. Sehen Umlaute (ä, ö, ü, ß) in der Vorschau falsch aus? Dann "
    "speichern Sie sie bitte als „CSV UTF-8“ und laden sie noch einmal hoch."
    for name, what in [("Windows-1252", "Windows-Zeichensatz"), ("CP850", "MS-DOS-Zeichensatz")]
}


@dataclass(frozen=True)
class Recognition:
    """`encoding` and `separator` are empty for a workbook."""

    format: str = ""
    encoding: str = ""
    separator: str = ""
    sheets: tuple[RecognisedSheet, ...] = ()

    @property
    def fields(self) -> set[str]:
        """Every column that is read, in any sheet."""
        return {column.field for sheet in self.sheets for column in sheet.columns if column.field}

    @property
    def words(self) -> list[tuple[str, str]]:
        """Label and text, for a page that shows how the file was understood."""
        words = [("Format", self.format)] if self.format else []
        if self.encoding:
            words.append(("Zeichensatz und Trennung", f"{self.encoding}, mit {self.separator}"))
        if hint := GUESSED.get(self.encoding):
            words.append(("Umlaute", hint))
        for sheet in self.sheets:
            words += sheet.words
        return words


@dataclass(frozen=True)
class Question:
    """A heading of which only the sender knows what it means. `key`: what the answer is remembered
    under; `field`: how the column was read this time, empty for not at all."""

    key: str
    heading: str
    letter: str
    sheet: str
    field: str


@dataclass(frozen=True)
class Reading:
    """`storable`: False if the file must not be kept, because it is about single persons.
    `messages` takes what the area that knows the rules has to add. `questions`: also those that the
    sender has answered before, so that an answer can be changed."""

    rows: tuple[Row, ...]
    messages: Messages
    recognition: Recognition = field(default_factory=Recognition)
    storable: bool = True
    sheet_names: tuple[str, ...] = ()
    questions: tuple[Question, ...] = ()
