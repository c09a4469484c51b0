"""The sender's own file as a workbook in which every problem is marked and explained in its place.

Rows and columns stay where they are, values as they were read: corrected and sent again, the report
is read like the file itself.
"""

import io
import re
from collections import defaultdict
from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime, time
from functools import cache
from itertools import takewhile
from pathlib import PurePath

import xlsxwriter
from xlsxwriter.exceptions import OverlappingRange
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from portal.sheets.date_cells import heading_date
from portal.sheets.grid import Cell, Grid, GridRow, Merged, column_index, text_of
from portal.sheets.messages import RANK, Level, Message
from portal.sheets.problem_list import COLOURS, NAME, explanation, is_problem_list, write_problem_list
from portal.sheets.reader import open_file
from portal.sheets.result import Recognition

WIDEST_COLUMN = 420  # pixels
LARGEST_NUMBER = 10**15  # Excel keeps 15 digits
FIRST_YEAR = 1900
MOST_COMMENTS = 500  # of a sheet; past that the colours and the list have to do
LARGEST_MERGED = 500  # cells; what is larger is no heading
FORMULA_STARTS = ("=", "+", "-", "@")

# In a text file every number is text. Written as a number it adds up again; a year, a leading zero or
# a longer number may be something else and stays as it is.
PLAIN_NUMBER = re.compile(r"0|(?!(19|20)..$)[1-9]\d{0,3}")
NOT_IN_A_NAME = re.compile(r"[\x00-\x1f\[\]:*?/\\]")

# In a line with a cell too few or too many nobody knows which value belongs where, and in a workbook
# nobody would see it. The sign in all cells keeps the line wrong until somebody has looked at it.
UNSURE = "? {}"

Marks = dict[tuple[int, int], list[Message]]  # by row and column, both from 0


@dataclass(frozen=True)
class Look:
    """How a cell looks. `quoted`: a spreadsheet program may not take the text for a formula, not even
    when somebody edits it."""

    level: Level | None = None
    number_format: str = "General"
    struck: bool = False
    quoted: bool = False

    @property
    def properties(self) -> dict[str, object]:
        marked = {"bg_color": COLOURS[self.level], "border": 1} if self.level else {}
        return {
            "num_format": self.number_format,
            "font_strikeout": self.struck,
            "quote_prefix": self.quoted,
            **marked,
        }


Styles = Callable[[Look], Format]


def report_name(file_name: str) -> str:
    """„belegung.csv“ → „belegung_fehlerbericht.xlsx“"""
    return f"{PurePath(file_name).stem.removesuffix('_fehlerbericht')}_fehlerbericht.xlsx"


def error_report(data: bytes, file_name: str, messages: Iterable[Message], recognition: Recognition) -> bytes:
    """An XLSX with all sheets of the file and one more, the list of the messages. Raises RefusedError
    for a file that cannot be read. Not for files about single persons: all values are in it."""
    grids = [grid for grid in open_file(data, file_name).grids if not is_problem_list(grid)]
    messages, names = list(messages), sheet_names(grids)
    file = io.BytesIO()
    with xlsxwriter.Workbook(file, {"in_memory": True}) as book:
        problem_list = book.add_worksheet(_new_name(NAME, names.values()))
        write_problem_list(book, problem_list, messages, names)
        style = cache(lambda look: book.add_format(look.properties))
        for grid in grids:
            if grid.is_text:
                grid.merged += headings_over_several(grid, recognition)
            sheet = book.add_worksheet(names[grid.name])
            MarkedSheet(sheet, grid, _about(grid, messages), style).write()
    return file.getvalue()


def sheet_names(grids: Iterable[Grid]) -> dict[str, str]:
    """What each sheet is called in a workbook: text files give none, other programs allow more."""
    names: dict[str, str] = {}
    for grid in grids:
        names[grid.name] = _new_name(grid.name, names.values())
    return names


def _new_name(name: str, taken: Iterable[str]) -> str:
    """Excel allows 31 characters and does not tell capitals from small letters."""
    plain = NOT_IN_A_NAME.sub("-", name).strip("'")[:31] or "Tabelle"
    known, number, found = {other.lower() for other in taken}, 2, plain
    while found.lower() in known:
        found, number = f"{plain[:27]} {number}", number + 1
    return found


@dataclass
class MarkedSheet:
    """`messages`: those about rows and cells of this sheet."""

    sheet: Worksheet
    grid: Grid
    messages: list[Message]
    style: Styles

    def write(self) -> None:
        self._merge()
        marks = self._marks()
        self._colour(marks)
        self._write_cells(marks)
        self.sheet.autofit(WIDEST_COLUMN)
        self._comment(marks)
        self._hide()

    def _marks(self) -> Marks:
        """A message about a whole row is about all its filled cells."""
        rows = {row.number: row for row in self.grid.rows}
        marks: Marks = defaultdict(list)
        for message in self.messages:
            number = message.row or 1
            for index in _columns_of(message, rows.get(number)):
                marks[number - 1, index].append(message)
        return marks

    def _colour(self, marks: Marks) -> None:
        """Also where nothing stands: what is missing is written there."""
        for (row, index), about in marks.items():
            self.sheet.write_blank(row, index, None, self.style(Look(_worst(about))))

    def _write_cells(self, marks: Marks) -> None:
        uneven = {message.row for message in self.messages if message.code == "uneven_line"}
        width = max((len(row.cells) for row in self.grid.rows), default=0)
        for row in self.grid.rows:
            cells = _unsure(row, width) if row.number in uneven else row.cells
            for index, cell in enumerate(cells):
                content = self._content(cell)
                look = Look(
                    _worst(marks.get((row.number - 1, index), ())),
                    _number_format(content),
                    struck=row.number in self.grid.struck_rows,
                    quoted=isinstance(content, str) and content.startswith(FORMULA_STARTS),
                )
                _write(self.sheet, row.number - 1, index, content, self.style(look))

    def _content(self, cell: Cell) -> Cell:
        if self.grid.is_text and isinstance(cell, str) and PLAIN_NUMBER.fullmatch(cell):
            return int(cell)
        return cell

    def _comment(self, marks: Marks) -> None:
        """The sender's own notes, and ours; what is about a whole row is said once, in its first cell."""
        notes = {(row - 1, index): note for (row, index), note in self.grid.notes.items()}
        said: set[Message] = set()
        for place, about in list(marks.items())[: max(0, MOST_COMMENTS - len(notes))]:
            if new := [message for message in about if message not in said]:
                notes[place] = explanation(new, notes.get(place, ""))
            said.update(new)
        for (row, index), note in notes.items():
            self.sheet.write_comment(row, index, note, {"width": 320, "height": _height(note)})

    def _merge(self) -> None:
        for merged in self.grid.merged:
            if 1 < _area(merged) <= LARGEST_MERGED:
                first, last = merged.first_row - 1, merged.last_row - 1
                with suppress(OverlappingRange):
                    self.sheet.merge_range(first, merged.first_column, last, merged.last_column, "")

    def _hide(self) -> None:
        for number in self.grid.hidden_rows:
            self.sheet.set_row(number - 1, None, None, {"hidden": True})
        for index in self.grid.hidden_columns:
            self.sheet.set_column(index, index, None, None, {"hidden": True})
        if self.grid.hidden:
            self.sheet.hide()


def headings_over_several(grid: Grid, recognition: Recognition) -> list[Merged]:
    """A text file cannot merge cells: a date above the header holds until the next one."""
    last = max((sheet.header_row for sheet in recognition.sheets), default=0)
    found = []
    for row in grid.rows:
        dates = [index for index, cell in enumerate(row.cells) if row.number < last and heading_date(cell)]
        for first in dates:
            blanks = takewhile(lambda cell: not text_of(cell), row.cells[first + 1 :])
            found.append(Merged(row.number, first, row.number, first + len(list(blanks))))
    return found


def _about(grid: Grid, messages: Iterable[Message]) -> list[Message]:
    return [message for message in messages if message.row and message.sheet == grid.name]


def _unsure(row: GridRow, width: int) -> list[Cell]:
    return [UNSURE.format(text_of(row.cell(index)) or "(leer)") for index in range(width)]


def _columns_of(message: Message, row: GridRow | None) -> list[int]:
    if message.column:
        return [column_index(message.column)]
    filled = [index for index, cell in enumerate(row.cells) if text_of(cell)] if row else []
    return filled or [0]


def _worst(messages: Iterable[Message]) -> Level | None:
    return max((message.level for message in messages), key=RANK.__getitem__, default=None)


def _area(merged: Merged) -> int:
    height = merged.last_row - merged.first_row + 1
    return height * (merged.last_column - merged.first_column + 1)


def _height(text: str) -> int:
    """In pixels, for lines of about 45 letters."""
    return 20 * (len(text) // 45 + text.count("\n") + 2)


def _number_format(cell: Cell) -> str:
    match cell:
        case datetime() if cell.time() != time():
            return "dd.mm.yyyy hh:mm"
        case date():
            return "dd.mm.yyyy"
        case time():
            return "hh:mm"
        case _:
            return "General"


def _write(sheet: Worksheet, row: int, index: int, cell: Cell, style: Format) -> None:
    """What Excel cannot hold as a value stays as the text that the reader sees."""
    match cell:
        case None:
            return
        case bool():
            sheet.write_boolean(row, index, cell, style)
        case int() | float() if abs(cell) < LARGEST_NUMBER:
            sheet.write_number(row, index, cell, style)
        case date() if cell.year > FIRST_YEAR:
            sheet.write_datetime(row, index, cell, style)
        case time():
            sheet.write_datetime(row, index, cell, style)
        case _:
            sheet.write_string(row, index, text_of(cell), style)
