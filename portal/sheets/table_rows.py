"""The rows of a table as values: one statement per row, or per row and month in a wide table."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import partial
from itertools import repeat

from portal.dates import Period
from portal.sheets.cells import UNREAD, CellReading, read_cell
from portal.sheets.declaration import Declaration, Meaning
from portal.sheets.grid import Columns, GridRow, column_letter, once_each
from portal.sheets.header import FoundColumn
from portal.sheets.headings import compact
from portal.sheets.messages import Messages, Place
from portal.sheets.result import Readings, Row, RowColumns
from portal.sheets.tables import RowKind, Table


@dataclass(slots=True)
class ReadRow:
    """A row of the grid with the readings of its columns, in their order, and None at the end, which stands
    for every column that the table lacks. Of a lone text all others are None, too."""

    row: GridRow
    readings: Readings
    group: str = ""
    lone: bool = False
    leads_rows: bool = False


@dataclass
class TableReader:
    table: Table
    declaration: Declaration
    messages: Messages
    columns: list[FoundColumn] = field(init=False)
    any_wrong: bool = False  # whether a cell could not be read: nearly never

    def __post_init__(self) -> None:
        self.columns = chosen_columns(self.table)

    @property
    def months(self) -> list[Period]:
        """The dates that stand over columns."""
        return list(dict.fromkeys(found.period for found in self.columns if found.period))

    @property
    def counts(self) -> list[FoundColumn]:
        """The columns of numbers that are read."""
        return [found for found in self.columns if found.column.meaning == Meaning.COUNT]

    def place(self, row: GridRow, found: FoundColumn) -> Place:
        return Place(self.table.grid.name, row.number, found.letter, found.heading)

    def column(self, found: FoundColumn, rows: Iterable[ReadRow]) -> list[CellReading | None]:
        """What the rows say in this column; None for lone texts that stand elsewhere."""
        at = self.columns.index(found)
        return [read.readings[at] for read in rows]

    def replace(self, read: ReadRow, found: FoundColumn, reading: CellReading) -> None:
        at = self.columns.index(found)
        read.readings = (*read.readings[:at], reading, *read.readings[at + 1 :])

    def read(self, bad_rows: set[int]) -> list[ReadRow]:
        """Every data row but the bad ones: their cells are not where they belong."""
        rows = [(kind, row) for kind, row in self.table.rows if row.number not in bad_rows]
        readings = self._readings([row for kind, row in rows if kind == RowKind.DATA])
        found: list[ReadRow] = []
        group, leader = "", None
        for kind, row in rows:
            if kind == RowKind.DATA:
                found.append(ReadRow(row, next(readings), group))
                if leader:
                    leader.leads_rows = True
            elif kind == RowKind.LONE_TEXT:
                leader = ReadRow(row, self._lone_reading(row), group, lone=True)
                group = row.texts[0]
                found.append(leader)
            elif kind == RowKind.SUM_ABOVE:
                group, leader = row.texts[0], None
        return found

    def _readings(self, rows: list[GridRow]) -> Iterator[Readings]:
        """Of each row, read column by column: there each different cell is read once."""
        cells, footnotes = Columns(rows), self.table.footnotes
        columns = []
        for found in self.columns:
            read = once_each(partial(read_cell, found, footnotes))
            columns.append(list(map(read, cells[found.index])))
            self._say(found, rows, columns[-1])
        return zip(*columns, repeat(None))

    def _lone_reading(self, row: GridRow) -> Readings:
        """Wherever a lone text stands, it may be a key."""
        key = next(found for found in self.columns if found.field in self.declaration.keys)
        text = row.texts[0]
        reading = CellReading(text, text)
        return *(reading if found is key else None for found in self.columns), None

    def _say(self, found: FoundColumn, rows: list[GridRow], column: list[CellReading]) -> None:
        different = set(column)
        self.any_wrong = self.any_wrong or any(reading.wrong for reading in different)
        if not any(reading.said or reading is UNREAD for reading in different):
            return
        for row, reading in zip(rows, column, strict=True):
            if said := reading.said:
                self.messages.say(said.level, said.code, said.text, self.place(row, found), reading.text)
            elif reading is UNREAD:
                self._say_unread(self.place(row, found))

    def _say_unread(self, place: Place) -> None:
        """A formula whose result the file does not contain."""
        self.messages.error(
            "formula_without_result",
            f"Zelle {place.column}{place.row} enthält eine Formel ohne gespeichertes Ergebnis. "
            "Bitte die Datei in Excel öffnen, speichern und erneut hochladen.",
            place,
            names_place=not self.messages.name_sheets,
        )

    def statements(self, rows: list[ReadRow], common: Period | None) -> Iterator[Row]:
        """A wide table gives one row per month; a month without any number is not reported yet. `common`:
        what holds for rows without a date of their own."""
        months: list[Period | None] = [month for month in self.months if self._is_reported(month, rows)]
        tables = [self._columns_of(month) for month in months or [None]]
        for read in rows:
            if read.lone:
                yield self._statement(read, self._columns_of_lone(read), common)
            else:
                for columns in tables:
                    yield self._statement(read, columns, columns.month or common)

    def _columns_of(self, month: Period | None) -> RowColumns:
        """Those that hold for every month, and the month's own."""
        return self._row_columns(
            {found: self._place(found) for found in self.columns if found.period in (None, month)}, month
        )

    def _columns_of_lone(self, read: ReadRow) -> RowColumns:
        """Nothing but the one that the text stands for."""
        place = self._place_of_lone(read.row)
        known = [found for found, reading in zip(self.columns, read.readings[:-1], strict=True) if reading]
        return self._row_columns(dict.fromkeys(known, place), None)

    def _row_columns(self, places: Mapping[FoundColumn, Place], month: Period | None) -> RowColumns:
        return RowColumns(
            month,
            {found.field: self.columns.index(found) for found in places},
            {found.field: place for found, place in places.items()},
            self.declaration.date_field,
            any_wrong=self.any_wrong,
        )

    def _statement(self, read: ReadRow, columns: RowColumns, otherwise: Period | None) -> Row:
        own = None if columns.month else read.readings[columns.date]
        period = own.value if own and isinstance(own.value, Period) else otherwise
        return Row(
            self.table.grid.name, read.row.number, period, read.readings, columns,
            read.group, read.lone, read.leads_rows,
        )  # fmt: skip

    def _place(self, found: FoundColumn) -> Place:
        return Place(self.table.grid.name, column=found.letter, heading=found.heading)

    def _place_of_lone(self, row: GridRow) -> Place:
        index = next(index for index, cell in enumerate(row.cells) if cell is not None)
        heading = next((found.heading for found in self.table.header.columns if found.index == index), "")
        return Place(self.table.grid.name).at(column_letter(index), heading)

    def dates(self, rows: list[ReadRow]) -> dict[Period, Place]:
        """Every date of the date column, with the first cell that names it."""
        found: dict[Period, Place] = {}
        for column in self.columns:
            if column.field == self.declaration.date_field:
                readings = self.column(column, rows)
                first = dict(zip(reversed(readings), reversed(rows), strict=True))
                for reading in dict.fromkeys(readings):
                    if reading and isinstance(reading.value, Period) and reading.value not in found:
                        found[reading.value] = self.place(first[reading].row, column)
        return found

    def _is_reported(self, month: Period, rows: list[ReadRow]) -> bool:
        of_month = [found for found in self.columns if found.period == month]
        return any(reading.text for found in of_month for reading in self.column(found, rows) if reading)


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
