"""Sum rows: never taken over, but they prove or contradict the addition."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace

from portal.numbers import german
from portal.sheets.cells import CellReading
from portal.sheets.grid import GridRow, text_of
from portal.sheets.header import FoundColumn
from portal.sheets.messages import Messages, Place
from portal.sheets.number_cells import CountError, read_count
from portal.sheets.table_rows import ReadRow, TableReader
from portal.sheets.tables import RowKind

OF_EVERYTHING = re.compile(r"(gesamt|insgesamt|total|stadt)", re.IGNORECASE)


class ColumnSum:
    """Adds up one column on the way down and compares it with every sum row it meets."""

    def __init__(self, found: FoundColumn, sheet: str) -> None:
        self.found, self.sheet = found, sheet
        self.total = self.block = 0
        self.complete = True
        self.proven = False
        self.empty = True  # not one number so far
        self.above: list[GridRow] = []

    def add(self, readings: Iterable[CellReading | None]) -> None:
        """None in a row that could not be read: from then on nothing can be compared."""
        for reading, times in Counter(readings).items():
            if reading is None or reading.wrong:
                self.complete = False
            elif isinstance(reading.value, int):
                self.empty = False
                self.total += reading.value * times
                self.block += reading.value * times

    def meet(self, row: GridRow, messages: Messages) -> None:
        """A sum above its numbers is compared when they are known."""
        if self.empty:
            self.above.append(row)
        else:
            self.compare(row, messages)

    def compare_those_above(self, messages: Messages) -> None:
        for row in self.above if not self.empty else ():
            self.compare(row, messages)
        self.above = []

    def compare(self, row: GridRow, messages: Messages) -> None:
        text = text_of(row.cell(self.found.index))
        try:
            stated = read_count(text).number
        except CountError:
            stated = None
        block, self.block = self.block, 0
        if stated is None or not self.complete:
            return
        if stated == self.total:
            self.proven = True
        elif OF_EVERYTHING.match(row.texts[0]):
            self._differs(row, stated, self.total, messages)
        elif stated != block:
            nearest = min(block, self.total, key=lambda added: abs(stated - added))
            self._differs(row, stated, nearest, messages)

    def _differs(self, row: GridRow, stated: int, added: int, messages: Messages) -> None:
        messages.warning(
            "sum_differs",
            f"Summe in Zeile {row.number} ({german(stated)}) stimmt nicht mit der Addition "
            f"({german(added)}) überein. Differenz {german(abs(stated - added))}.",
            Place(self.sheet, row.number, self.found.letter, self.found.heading),
            text_of(row.cell(self.found.index)),
            names_place=True,
        )


def check_sums(
    reader: TableReader, rows: list[ReadRow], messages: Messages, so_far: dict[int, ColumnSum] | None
) -> None:
    """Sum rows are never taken over; they prove the addition, and that „-“ means 0. `so_far`: what the
    columns of earlier parts of the same table add up to, by index; None for a table in one part."""
    if so_far is None and not reader.table.of_kind(RowKind.SUM):
        return
    so_far = {} if so_far is None else so_far
    lone = {read.row.number for read in rows if read.lone}
    for found in reader.counts:
        column = so_far.setdefault(found.index, ColumnSum(found, reader.table.grid.name))
        readings = dict(zip((read.row.number for read in rows), reader.column(found, rows), strict=True))
        above: list[CellReading | None] = []
        for kind, row in reader.table.rows:
            if kind in (RowKind.DATA, RowKind.LONE_TEXT) and row.number not in lone:
                above.append(readings.get(row.number))
            elif kind == RowKind.SUM:
                column.add(above)
                column.meet(row, messages)
                above.clear()
        column.add(above)
        column.compare_those_above(messages)
        if column.proven:
            _dashes_are_zero(found, rows, reader)


def _dashes_are_zero(found: FoundColumn, rows: list[ReadRow], reader: TableReader) -> None:
    for read, reading in zip(rows, reader.column(found, rows), strict=True):
        if reading and reading.dash:
            place, text = reader.place(read.row, found), f"‚{reading.text}‘ als 0 übernehmen?"
            reader.messages.warning("dash_as_zero", text, place, reading.text)
            reader.replace(read, found, replace(reading, value=0, dash=False))


def unlabelled_sums(reader: TableReader, rows: list[ReadRow], messages: Messages) -> list[ReadRow]:
    """The rows without a key taken out: a last row of nothing but the sums is a sum row, any other
    lacks its key."""
    keys = [found for found in reader.columns if found.field in reader.declaration.keys]
    named = zip(*(_say_something(reader.column(key, rows)) for key in keys), strict=True)
    kept = []
    for read, is_named in zip(rows, map(any, named), strict=True):
        if read.lone or is_named:
            kept.append(read)
        elif not _is_sum_of(read, kept, reader):
            messages.error(
                "key_missing",
                "Hier stehen Zahlen ohne Namen. Bitte ergänzen oder die Zeile löschen.",
                reader.place(read.row, keys[0]),
            )
    return kept


def _say_something(column: list[CellReading | None]) -> Iterator[bool]:
    """Of each reading, found out once for each different one."""
    said = {reading for reading in set(column) if reading and reading.text}
    return map(said.__contains__, column)


def _is_sum_of(read: ReadRow, above: list[ReadRow], reader: TableReader) -> bool:
    return bool(above) and all(
        reading is None or reading.value in (None, _added(reader.column(found, above)))
        for found in reader.counts
        for reading in reader.column(found, [read])
    )


def _added(column: Iterable[CellReading | None]) -> int:
    return sum(reading.value for reading in column if reading and isinstance(reading.value, int))
