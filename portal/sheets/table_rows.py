"""The rows of a table as values: one statement per row, or per row and month in a wide table."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from portal.dates import Period
from portal.sheets.cells import CellReading, count_cell, date_cell, text_cell, unread_cell
from portal.sheets.declaration import Declaration, Meaning
from portal.sheets.grid import GridRow, Unread, column_letter, text_of
from portal.sheets.header import FoundColumn
from portal.sheets.headings import compact
from portal.sheets.messages import Messages, Place
from portal.sheets.result import Row
from portal.sheets.tables import RowKind, Table


@dataclass
class ReadRow:
    """A row of the grid with the readings of its columns, by column index."""

    row: GridRow
    readings: dict[int, CellReading]
    group: str = ""
    lone: bool = False
    leads_rows: bool = False


@dataclass
class TableReader:
    table: Table
    declaration: Declaration
    messages: Messages
    columns: list[FoundColumn] = field(init=False)
    footnotes: dict[str, str] = field(init=False)

    def __post_init__(self) -> None:
        self.columns = chosen_columns(self.table)
        self.footnotes = self.table.footnotes

    @property
    def months(self) -> list[Period]:
        """The dates that stand over columns."""
        return list(dict.fromkeys(found.period for found in self.columns if found.period))

    def read(self, bad_rows: set[int]) -> list[ReadRow]:
        """Every data row but the bad ones: their cells are not where they belong."""
        found: list[ReadRow] = []
        group, leader = "", None
        for kind, row in self.table.rows:
            if kind == RowKind.SUM_ABOVE:
                group, leader = row.texts[0], None
            if row.number in bad_rows or kind not in (RowKind.DATA, RowKind.LONE_TEXT):
                continue
            lone = kind == RowKind.LONE_TEXT
            read = ReadRow(row, self._readings(row, lone=lone), group=group, lone=lone)
            if lone:
                group, leader = row.texts[0], read
            elif leader:
                leader.leads_rows = True
            found.append(read)
        return found

    def _readings(self, row: GridRow, *, lone: bool) -> dict[int, CellReading]:
        if lone:
            return self._lone_reading(row)
        return {found.index: self._reading(row, found) for found in self.columns}

    def _lone_reading(self, row: GridRow) -> dict[int, CellReading]:
        """Wherever a lone text stands, it may be a key."""
        key = next(found for found in self.columns if found.field in self.declaration.keys)
        index, text = next((index, text) for index, cell in enumerate(row.cells) if (text := text_of(cell)))
        heading = next((found.heading for found in self.table.header.columns if found.index == index), "")
        place = Place(self.table.grid.name, row.number, column_letter(index), heading)
        return {key.index: CellReading(text, text, place)}

    def _reading(self, row: GridRow, found: FoundColumn) -> CellReading:
        cell, place, column = row.cell(found.index), self._place(row, found), found.column
        if cell is Unread.FORMULA:
            return unread_cell(place, self.messages)
        if column.meaning == Meaning.COUNT:
            return count_cell(cell, column, place, self.footnotes, self.messages)
        if column.meaning == Meaning.DATE:
            return date_cell(cell, place, self.messages)
        return text_cell(cell, place, self.messages)

    def _place(self, row: GridRow, found: FoundColumn) -> Place:
        return Place(self.table.grid.name, row.number, found.letter, found.heading)

    def statements(self, rows: list[ReadRow], common: Period | None) -> Iterator[Row]:
        """A wide table gives one row per month; a month without any number is not reported yet."""
        reported = [month for month in self.months if self._is_reported(month, rows)]
        for read in rows:
            for month in [None] if read.lone or not reported else reported:
                cells = {
                    found.field: read.readings[found.index]
                    for found in self.columns
                    if found.period in (None, month) and found.index in read.readings
                }
                own = cells.get(self.declaration.date_field)
                period = month or (own.value if own and isinstance(own.value, Period) else common)
                place = (self.table.grid.name, read.row.number)
                yield Row(*place, period, cells, read.group, read.lone, read.leads_rows)

    def dates(self, rows: list[ReadRow]) -> dict[Period, Place]:
        """Every date of the date column, with the first cell that names it."""
        dates = [read.readings[found.index] for read in rows for found in self.columns
                 if found.field == self.declaration.date_field and found.index in read.readings]  # fmt: skip
        found: dict[Period, Place] = {}
        for reading in dates:
            if isinstance(reading.value, Period):
                found.setdefault(reading.value, reading.place)
        return found

    def _is_reported(self, month: Period, rows: list[ReadRow]) -> bool:
        of_month = [found.index for found in self.columns if found.period == month]
        return any(read.readings[index].text for read in rows for index in of_month if index in read.readings)


def chosen_columns(table: Table) -> list[FoundColumn]:
    """Of columns with the same meaning (and month) the one with the usual heading: „Unterkunft“ before
    „Name“. `questions` asks about the others."""
    chosen: dict[tuple[str, Period | None], FoundColumn] = {}
    for found in sorted(table.header.known, key=_how_unusual):
        if found.column.meaning != Meaning.IGNORED:
            chosen.setdefault((found.field, found.period), found)
    return sorted(chosen.values(), key=lambda found: found.index)


def _how_unusual(found: FoundColumn) -> int:
    """The place of the heading in the declaration's list; after all of them for one in two rows."""
    known = [compact(heading) for heading in found.column.headings]
    heading = compact(found.heading)
    return known.index(heading) if heading in known else len(known)
