"""Finding the header: which rows it takes, and what each column means."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import pairwise

from portal.dates import Period, Precision, month
from portal.sheets.date_cells import SAYS_SOMETHING_ELSE, DateReading, dates_in, heading_date
from portal.sheets.declaration import Column, Declaration, Meaning
from portal.sheets.grid import Cell, Grid, GridRow, column_letter, text_of
from portal.sheets.headings import HeadingReading, Headings

SEARCHED_ROWS = 30
MOST_HEADER_ROWS = 3

UNKNOWN = Column("", "", Meaning.IGNORED)


@dataclass(frozen=True)
class FoundColumn:
    """`column` is UNKNOWN for a heading that nobody declared, or that may mean one of several
    `candidates`. `period`: the date that stands over this column only. `words`: the heading without it."""

    index: int
    heading: str
    column: Column
    period: Period | None = None
    words: str = ""
    candidates: tuple[Column, ...] = ()

    @property
    def letter(self) -> str:
        return column_letter(self.index)

    @property
    def field(self) -> str:
        return self.column.field


@dataclass(frozen=True)
class Header:
    """`first` and `last` are positions in the grid's rows."""

    first: int
    last: int
    columns: tuple[FoundColumn, ...]

    @cached_property
    def known(self) -> list[FoundColumn]:
        return [found for found in self.columns if found.column is not UNKNOWN]

    @cached_property
    def counts(self) -> list[int]:
        """Where the numbers stand, from left to right; never empty, as a header names a figure."""
        return [found.index for found in self.known if found.column.meaning == Meaning.COUNT]

    @cached_property
    def first_text(self) -> int:
        """The first column of texts; where there is none, that of numbers."""
        texts = (found.index for found in self.known if found.column.meaning == Meaning.TEXT)
        return min(texts, default=self.counts[0])

    @property
    def meanings(self) -> int:
        return len({(found.field, found.period) for found in self.known})

    def of(self, field: str) -> list[FoundColumn]:
        return [found for found in self.columns if found.field == field]


def find_header(grid: Grid, headings: Headings, declaration: Declaration) -> Header | None:
    """The first rows that name a key and a figure; of several ways to read them the one with the
    most different columns, then the one with the fewest rows. None where nothing looks like a header."""
    candidates: list[Header] = []
    for first in range(min(SEARCHED_ROWS, len(grid.rows))):
        candidates += _readings(grid, first, headings, declaration)
        if candidates and first >= candidates[0].first + MOST_HEADER_ROWS - 1:
            break
    if not candidates:
        return None
    return max(candidates, key=lambda header: (header.meanings, header.first - header.last, -header.first))


def _readings(grid: Grid, first: int, headings: Headings, declaration: Declaration) -> Iterator[Header]:
    for last in range(first, min(first + MOST_HEADER_ROWS, len(grid.rows))):
        header = Header(first, last, _columns(grid, first, last, headings, declaration))
        fields = {found.field for found in header.columns}
        if fields & set(declaration.keys) and fields & set(declaration.figures):
            yield header


def _columns(
    grid: Grid, first: int, last: int, headings: Headings, declaration: Declaration
) -> tuple[FoundColumn, ...]:
    rows = [_filled_right(grid, row) for row in grid.rows[first:last]]
    rows.append(_filled_right(grid, grid.rows[last], lowest=True))
    found = []
    for index in range(max(len(row) for row in rows)):
        stacked = [row[index] if index < len(row) else None for row in rows]
        column = _meaning(index, stacked, headings, declaration)
        if column and index not in grid.hidden_columns:
            found.append(column)
    return months_of(found)


def columns_of(
    grid: Grid, position: int, headings: Headings, declaration: Declaration
) -> tuple[FoundColumn, ...]:
    """What the columns mean if this row alone is the header."""
    return _columns(grid, position, position, headings, declaration)


def _filled_right(grid: Grid, row: GridRow, *, lowest: bool = False) -> list[Cell]:
    """A merged heading holds for every column it covers. Text files know no merged cells: there an
    upper heading holds until the next one."""
    cells = list(row.cells)
    for merged in grid.merged:
        if merged.first_row == row.number and merged.first_column < len(cells):
            end = min(merged.last_column + 1, len(cells))
            cells[merged.first_column : end] = [cells[merged.first_column]] * (end - merged.first_column)
    if grid.is_text and not lowest:
        for index in range(1, len(cells)):
            if not text_of(cells[index]) and heading_date(cells[index - 1]):
                cells[index] = cells[index - 1]
    return cells


def _meaning(
    index: int, stacked: list[Cell], headings: Headings, declaration: Declaration
) -> FoundColumn | None:
    """The lowest heading says what a column is, those above it may say more: „belegt“ over „gesamt“.
    A date above or inside says when. None for a column without a heading."""
    cells = [cell for cell in dict.fromkeys(stacked) if text_of(cell)]
    if not cells:
        return None
    heading = " ".join(" ".join(map(text_of, cells)).split())
    parts = [_words_and_date(cell) for cell in cells]
    words = [text for text, _ in parts if text]
    dates = [period for _, period in parts if period]
    reading = _reading(words, headings) if words else HeadingReading(_of_a_date(declaration))
    column = reading.column or UNKNOWN
    period = dates[0] if column.per_date and dates else None
    return FoundColumn(index, heading, column, period, " ".join(words), reading.candidates)


def _of_a_date(declaration: Declaration) -> Column:
    """What a column is whose heading is nothing but a date."""
    return declaration.column(declaration.per_date_field)


def _reading(words: list[str], headings: Headings) -> HeadingReading:
    """Of the headings one above the other as many as make sense together; at least the lowest."""
    together = ["".join(words), *(" ".join(words[first:]) for first in range(len(words)))]
    sure = (reading for text in together if (reading := headings.reading(text)).column)
    return next(sure, headings.reading(words[-1]))


DATE_WORDS = re.compile(r"[\s(]*\b(am|zum|per|stand|stichtag|der|vom)?[\s:.]*$", re.IGNORECASE)


def _words_and_date(cell: Cell) -> tuple[str, Period | None]:
    """„Belegung Stand 31.08.2017“ → „Belegung“ and the day; „Mietende 31.12.2019“ stays as it is."""
    if period := heading_date(cell):
        return "", period
    text = text_of(cell)
    for before, reading, plain in dates_in(text):
        if plain and isinstance(reading, DateReading) and not SAYS_SOMETHING_ELSE.search(before):
            return DATE_WORDS.sub("", before).strip(), reading.period
    return text, None


def months_of(columns: Sequence[FoundColumn]) -> tuple[FoundColumn, ...]:
    """Several days that are all the first of a month stand for their months: only the number format,
    which not every file keeps, would show „Jan 17“."""
    days = {found.period for found in columns if found.period and found.period.precision == Precision.DAY}
    firsts = sorted(period.start for period in days)
    consecutive = all(
        (later.year - earlier.year) * 12 + later.month - earlier.month == 1
        for earlier, later in pairwise(firsts)
    )
    if len(firsts) < 2 or not consecutive or any(day.day != 1 for day in firsts):
        return tuple(columns)
    return tuple(
        replace(found, period=month(found.period.start.year, found.period.start.month))
        if found.period in days else found
        for found in columns
    )  # fmt: skip
