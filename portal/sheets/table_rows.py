"""The rows of a table as values: one statement per row, or per row and month in a wide table."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import partial

from portal.dates import Period
from portal.sheets.cells import UNREAD, CellReading, read_cell
from portal.sheets.declaration import Declaration, Meaning
from portal.sheets.grid import Cell, GridRow, column_letter, once_each
from portal.sheets.header import FoundColumn
from portal.sheets.headings import compact
from portal.sheets.messages import Messages, Place
from portal.sheets.result import Row
from portal.sheets.tables import RowKind, Table


@dataclass(slots=True)
class ReadRow:
    """A row of the grid with the readings of its columns, by column index."""

    row: GridRow
    readings: dict[int, CellReading]
    group: str = ""
    lone: bool = False
    leads_rows: bool = False


@dataclass(frozen=True, slots=True)
class MonthColumns:
    """What a row says about one month; `month` None in a table with one date per row."""

    month: Period | None
    fields: list[tuple[str, int]]
    places: Mapping[str, Place]


@dataclass
class TableReader:
    table: Table
    declaration: Declaration
    messages: Messages
    columns: list[FoundColumn] = field(init=False)
    readers: list[tuple[int, Callable[[Cell], CellReading]]] = field(init=False)

    def __post_init__(self) -> None:
        self.columns = chosen_columns(self.table)
        footnotes = self.table.footnotes
        self.readers = [
            (found.index, once_each(partial(read_cell, found, footnotes))) for found in self.columns
        ]  # fmt: skip

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
            read = ReadRow(row, self._lone_reading(row) if lone else self._readings(row), group, lone)
            if lone:
                group, leader = row.texts[0], read
            elif leader:
                leader.leads_rows = True
            found.append(read)
        return found

    def _readings(self, row: GridRow) -> dict[int, CellReading]:
        readings = {index: read(row.cell(index)) for index, read in self.readers}
        for index, reading in readings.items():
            if reading.said or reading is UNREAD:
                self._say(row, index, reading)
        return readings

    def _lone_reading(self, row: GridRow) -> dict[int, CellReading]:
        """Wherever a lone text stands, it may be a key."""
        key = next(found for found in self.columns if found.field in self.declaration.keys)
        text = row.texts[0]
        return {key.index: CellReading(text, text)}

    def _say(self, row: GridRow, index: int, reading: CellReading) -> None:
        place = self.place(row, next(found for found in self.columns if found.index == index))
        if said := reading.said:
            self.messages.say(said.level, said.code, said.text, place, reading.text)
        else:
            self._say_unread(place)

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
        """A wide table gives one row per month; a month without any number is not reported yet."""
        months: list[Period | None] = [month for month in self.months if self._is_reported(month, rows)]
        tables = [self._columns_of(month) for month in months or [None]]
        whole = self._columns_of(None)
        for read in rows:
            for columns in [whole] if read.lone else tables:
                yield self._statement(read, columns, common)

    def _columns_of(self, month: Period | None) -> MonthColumns:
        """Those that hold for every month, and the month's own."""
        columns = [found for found in self.columns if found.period in (None, month)]
        place = Place(self.table.grid.name)
        return MonthColumns(
            month,
            [(found.field, found.index) for found in columns],
            {found.field: place.at(found.letter, found.heading) for found in columns},
        )

    def _statement(self, read: ReadRow, columns: MonthColumns, common: Period | None) -> Row:
        readings, places = read.readings, columns.places
        if read.lone:
            cells = {field: readings[index] for field, index in columns.fields if index in readings}
            places = dict.fromkeys(cells, self._place_of_lone(read.row))
        else:
            cells = {field: readings[index] for field, index in columns.fields}
        own = cells.get(self.declaration.date_field)
        period = columns.month or (own.value if own and isinstance(own.value, Period) else common)
        return Row(
            self.table.grid.name, read.row.number, period, cells, places,
            read.group, read.lone, read.leads_rows,
        )  # fmt: skip

    def _place_of_lone(self, row: GridRow) -> Place:
        index = next(index for index, cell in enumerate(row.cells) if cell is not None)
        heading = next((found.heading for found in self.table.header.columns if found.index == index), "")
        return Place(self.table.grid.name).at(column_letter(index), heading)

    def dates(self, rows: list[ReadRow]) -> dict[Period, Place]:
        """Every date of the date column, with the first cell that names it."""
        found: dict[Period, Place] = {}
        for column in self.columns:
            if column.field == self.declaration.date_field:
                for read in rows:
                    reading = read.readings.get(column.index)
                    if reading and isinstance(reading.value, Period) and reading.value not in found:
                        found[reading.value] = self.place(read.row, column)
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
