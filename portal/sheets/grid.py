"""A sheet as a plain grid of cells, whatever file it came from."""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time
from decimal import Decimal
from enum import Enum
from functools import cache, lru_cache
from itertools import zip_longest
from typing import TypeVar


class Unread(Enum):
    """Marks a cell whose value the file does not contain."""

    FORMULA = "=?"

    def __str__(self) -> str:
        return self.value


Answer = TypeVar("Answer")
Cell = str | int | float | bool | date | time | Unread | None


@dataclass(slots=True)
class GridRow:
    """`number` as the sheet's program counts, from 1; in a text file the line it begins on."""

    number: int
    cells: list[Cell]

    def cell(self, index: int) -> Cell:
        return self.cells[index] if index < len(self.cells) else None

    @property
    def filled(self) -> int:
        """How many cells say something."""
        return len(self.cells) - self.cells.count(None)

    @property
    def texts(self) -> list[str]:
        """The filled cells as text."""
        return [text for text in map(text_of, self.cells) if text]


@dataclass(frozen=True, slots=True)
class Merged:
    """A merged range; rows as the program counts, columns from 0, all included."""

    first_row: int
    first_column: int
    last_row: int
    last_column: int


@dataclass
class Grid:
    name: str  # empty for a text file
    rows: list[GridRow]
    hidden: bool = False
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()
    struck_rows: frozenset[int] = frozenset()
    merged: list[Merged] = field(default_factory=list)
    notes: dict[tuple[int, int], str] = field(default_factory=dict)  # by row (from 1) and column (from 0)
    shows_errors: bool = True  # False: error cells and formulas without a result look empty
    separator: str = ""  # of a text file; its rows must all have the same number of cells

    @property
    def is_text(self) -> bool:
        return bool(self.separator)


class Columns:
    """The cells of some rows by column: what is decided for each different cell is decided for a whole
    column at once. Short rows are filled up with empty cells."""

    def __init__(self, rows: Iterable[GridRow]) -> None:
        cells = [row.cells for row in rows]
        self._columns = list(zip_longest(*cells))
        self._beyond = (None,) * len(cells)

    def __getitem__(self, index: int) -> Sequence[Cell]:
        return self._columns[index] if index < len(self._columns) else self._beyond


def once_each(read: Callable[[Cell], Answer]) -> Callable[[Cell], Answer]:
    """Lists repeat themselves: each different cell is read once. True is not 1."""
    return lru_cache(maxsize=None, typed=True)(read)


@cache
def column_letter(index: int) -> str:
    """0 → A, 25 → Z, 26 → AA"""
    letters = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def column_index(letters: str) -> int:
    """A → 0, AA → 26"""
    index = 0
    for letter in letters:
        index = index * 26 + ord(letter) - 64
    return index - 1


LONGEST_TEXT = 500  # no name, number or remark is longer; the rest would only fill messages
# Control characters have no meaning in a sheet; PostgreSQL refuses the first of them, XML the last two.
CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff]")


def clean_text(text: str) -> str | None:
    """As it enters a grid: without control characters and outer blanks, empty text as None."""
    return CONTROLS.sub("", text).strip()[:LONGEST_TEXT] or None


def text_of(cell: Cell) -> str:
    """As a German clerk sees the cell: 31.08.2017, 12,5, 120. Empty means: nothing there."""
    if isinstance(cell, str):
        return cell
    if isinstance(cell, datetime | date):
        return f"{cell:%d.%m.%Y}"
    if isinstance(cell, bool):
        return "WAHR" if cell else "FALSCH"
    if isinstance(cell, float):
        return number_text(cell)
    return "" if cell is None else str(cell)


def number_text(number: float) -> str:
    """Excel keeps 15 digits; what is beyond them is noise of the binary form."""
    if number.is_integer() and abs(number) < 1e15:
        return str(int(number))
    rounded = Decimal(f"{number:.15g}")
    return (f"{rounded:f}" if abs(number) < 1e15 else str(rounded)).replace(".", ",")
