"""From the bytes of a file to its rows: the one way in."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from itertools import chain
from pathlib import PurePath

from portal.dates import Period
from portal.dates import day as day_period
from portal.sheets import checks
from portal.sheets.collector import collector_paused
from portal.sheets.csv_text import SEPARATORS, read_text
from portal.sheets.dating import (
    NO_DATE,
    agreed_date,
    check_future,
    check_vague,
    first_rows,
    name_date,
    title_date,
    words_for,
)
from portal.sheets.declaration import Declaration
from portal.sheets.formats import EMPTY, Format, recognise
from portal.sheets.grid import Grid, column_letter
from portal.sheets.headings import Headings, compact
from portal.sheets.messages import FILE, Messages, Place, RefusedError
from portal.sheets.pivot import mark_leading_subtotals
from portal.sheets.problem_list import is_problem_list
from portal.sheets.questions import questions_about, questions_without_header
from portal.sheets.result import Question, Reading, RecognisedColumn, RecognisedSheet, Recognition, Row
from portal.sheets.sums import ColumnSum, check_sums, unlabelled_sums
from portal.sheets.table_rows import ReadRow, TableReader
from portal.sheets.tables import RowKind, Table, find_tables
from portal.sheets.workbooks import read_workbook


@collector_paused()
def read(  # noqa: PLR0913 - the one way in
    data: bytes,
    file_name: str,
    declaration: Declaration,
    *,
    as_of: date | None = None,
    today: date,
    profile: Mapping[str, str] | None = None,
) -> Reading:
    """Everything that a file says and everything that is wrong with it. Raises nothing: a file that
    cannot be read gives no rows and one message. `as_of`: the date given with the file. `profile`: what
    the sender's own headings mean, as `Question.key` and field; empty for one that is not read. None where
    nobody can be asked."""
    messages, headings = Messages(), Headings(declaration, profile)
    try:
        source = open_file(data, file_name)
    except RefusedError as refusal:
        messages.error(refusal.code, refusal.text)
        return Reading((), messages, storable=False)
    if has_personal_columns(source.grids, headings, messages):
        return Reading((), messages, storable=False)
    if source.encoding == "CP850":
        messages.notice("encoding", "Zeichensatz CP850 erkannt – bitte Umlaute in der Vorschau prüfen.")
    if source.format == Format.XLSM:
        messages.notice("macros", "Makros wurden nicht ausgeführt.")
    return FileReader(source, file_name, headings, as_of, today, messages).read()


@dataclass(frozen=True)
class SourceFile:
    """`encoding` is empty for a workbook."""

    format: Format
    grids: list[Grid]
    encoding: str = ""


def open_file(data: bytes, file_name: str) -> SourceFile:
    """Raises RefusedError."""
    kind = recognise(data, file_name)
    if kind == Format.TEXT:
        text = read_text(data)
        return SourceFile(kind, [text.grid], text.encoding)
    return SourceFile(kind, read_workbook(data, kind))


def has_personal_columns(grids: Iterable[Grid], headings: Headings, messages: Messages) -> bool:
    """In any sheet, hidden or not, with a header that is known or not."""
    found: dict[str, Grid] = {}
    for grid in grids:
        different = dict.fromkeys(chain.from_iterable(row.cells for row in grid.rows))
        personal = [cell for cell in different if isinstance(cell, str) and headings.is_personal(cell)]
        found = dict.fromkeys(personal, grid) | found
    if found:
        text, grid = next(iter(found.items()))
        say_personal(list(found), _place_of(text, grid), headings.declaration, messages)
    return bool(found)


def has_column_of_names(tables: Iterable[Table], declaration: Declaration, messages: Messages) -> bool:
    """„Name“ beside „Unterkunft“ is not the name of the shelter."""
    for table in tables:
        for same in map(table.header.of, declaration.keys):
            for found in same if len(same) > 1 else ():
                if compact(found.heading) in declaration.person_names:
                    place = Place(table.grid.name, column=found.letter)
                    say_personal([found.heading], place, declaration, messages)
                    return True
    return False


def say_personal(headings: list[str], place: Place, declaration: Declaration, messages: Messages) -> None:
    named = ", ".join(f"‚{heading}‘" for heading in headings)
    columns = "Spalte" if len(headings) == 1 else "Spalten"
    messages.error(
        "personal_data",
        f"Die Datei enthält vermutlich Personendaten ({columns} {named}). "
        f"Bitte nur Summen je {declaration.about} hochladen. Die Datei wurde nicht gespeichert.",
        place,
        headings[0],
        names_place=True,
    )


def _place_of(text: str, grid: Grid) -> Place:
    """The first cell that says this."""
    row = next(row for row in grid.rows if text in row.cells)
    return Place(grid.name, row.number, column_letter(row.cells.index(text)), text)


@dataclass
class FileReader:
    source: SourceFile
    file_name: str
    headings: Headings
    as_of: date | None
    today: date
    messages: Messages
    sums_so_far: dict[int, ColumnSum] | None = None  # of earlier parts of the same table
    questions: list[Question] = field(default_factory=list)

    @property
    def declaration(self) -> Declaration:
        return self.headings.declaration

    @collector_paused()
    def read(self) -> Reading:
        tables = self._tables()
        if has_column_of_names(tables, self.declaration, self.messages):
            return Reading((), self.messages, storable=False)
        self.messages.name_sheets = len({table.grid.name for table in tables}) > 1
        rows: list[Row] = []
        recognised: list[RecognisedSheet] = []
        for table in tables:
            reader = TableReader(table, self.declaration, self.messages)
            found, common = self._rows(reader)
            rows += found
            recognised.append(recognised_sheet(reader, common))
        if tables and not any(not row.lone for row in rows) and not self.messages.has_errors:
            self.messages.error(*EMPTY)
        dates = first_rows(rows)
        check_future(dates, self.declaration.date_field, self.today, self.messages)
        check_vague(dates, self.declaration.date_field, self.messages)
        self._ask_about_sheets(tables, rows)
        recognition = Recognition(
            self.source.format, self.source.encoding, SEPARATORS.get(self.source.grids[0].separator, ""),
            tuple(recognised),
        )  # fmt: skip
        names = tuple(grid.name for grid in self.source.grids)
        questions = tuple({question.key: question for question in self.questions}.values())
        return Reading(tuple(rows), self.messages, recognition, sheet_names=names, questions=questions)

    def _tables(self) -> list[Table]:
        """Of the visible sheets those with a header; the messages say what is not read."""
        tables = []
        grids = [grid for grid in self.source.grids if not is_problem_list(grid)]
        for grid in grids:
            filled = any(row.filled for row in grid.rows)
            found = [] if grid.hidden else find_tables(grid, self.headings, self.declaration)
            tables += found
            checks.neighbours(found, self.messages)
            if found:
                continue
            if filled and grid.hidden:
                self._not_read(grid, "hidden_sheet", "Ausgeblendetes Blatt ‚{}‘ wurde nicht gelesen.")
            elif filled and len(grids) > 1:
                self._not_read(grid, "sheet_without_table", "Blatt ‚{}‘ enthält keine bekannte Tabelle.")
        for table in tables:
            mark_leading_subtotals(table)
        if not tables:
            self._no_header()
        return tables

    def _not_read(self, grid: Grid, code: str, text: str) -> None:
        self.messages.notice(code, text.format(grid.name), Place(grid.name), names_place=True)

    def _no_header(self) -> None:
        if not any(row.filled for grid in self.source.grids for row in grid.rows if not grid.hidden):
            self.messages.error(*EMPTY)
            return
        visible = [grid for grid in self.source.grids if not grid.hidden]
        self.questions += questions_without_header(visible, self.headings, self.messages)

    def _rows(self, reader: TableReader) -> tuple[list[Row], Period | None]:
        """The rows, and the date that holds for those without their own."""
        rows = reader.read(checks.uneven_lines(reader.table, self.messages))
        rows = unlabelled_sums(reader, rows, self.messages)
        check_sums(reader, rows, self.messages, self.sums_so_far)
        self.questions += questions_about(reader, self.headings, self.messages)
        checks.unread_columns(reader, self.messages)
        checks.text_numbers(reader, rows, self.messages)
        checks.hidden_parts(reader.table, self.messages)
        checks.other_table(reader.table, self.messages)
        checks.notes(reader.table, self.messages)
        checks.doubtful_blanks(reader, self.messages)
        common = self._common_date(reader, rows)
        found = list(reader.statements(rows, common))
        self._say_where_dates_lack(found)
        return found, common

    def _common_date(self, reader: TableReader, rows: list[ReadRow]) -> Period | None:
        """What holds for rows without a date of their own."""
        table, own = reader.table, reader.dates(rows)
        notes = table.of_kind(RowKind.FOOTNOTE)
        sources = {
            "angegeben": day_period(self.as_of) if self.as_of else None,
            "Titel": title_date(table.title, notes, table.grid.name, self.messages),
            "Blatt": name_date(table.grid.name),
            "Überschrift": reader.months[0] if len(reader.months) == 1 else None,
            "Spalte": next(iter(own)) if len(own) == 1 else None,
        }
        place = next(iter(own.values())) if len(own) == 1 else Place(table.grid.name)
        common = agreed_date(sources, place, self.messages)
        return common if common or own or reader.months else self._date_of_file_name()

    def _date_of_file_name(self) -> Period | None:
        period = name_date(PurePath(self.file_name).stem, only_plain=False)
        if period:
            words = words_for(period)
            text = f"Stichtag aus dem Dateinamen übernommen: {words}. Stimmt das?"
            self.messages.warning("date_from_file_name", text, FILE, words)
        return period

    def _say_where_dates_lack(self, rows: list[Row]) -> None:
        """Once for a table without any date, else for each row that lacks its own."""
        undated = [row for row in rows if row.period is None and not row.lone]
        cells = [row.cell(self.declaration.date_field) for row in undated]
        any_date = any(row.period for row in rows) or any(cell and cell.wrong for cell in cells)
        if undated and not any_date:
            self.messages.error("no_date", NO_DATE)
            return
        for row, cell in zip(undated, cells, strict=True):
            if cell and not cell.wrong:
                place = row.place(self.declaration.date_field)
                self.messages.error("date_missing", "Der Stichtag fehlt. Bitte ergänzen.", place)

    def _ask_about_sheets(self, tables: list[Table], rows: list[Row]) -> None:
        sheets = {table.grid.name for table in tables}
        if len(sheets) > 1:
            dates = {row.period for row in rows}
            what = "gemeinsamem Stichtag" if len(dates) == 1 else "je einem Stichtag"
            self.messages.warning(
                "several_sheets", f"{len(sheets)} Blätter mit {what} erkannt. Alle übernehmen?"
            )


def recognised_sheet(reader: TableReader, common: Period | None) -> RecognisedSheet:
    table = reader.table
    columns = tuple(
        RecognisedColumn(
            found.letter, found.heading, found.field if found in reader.columns else "",
            found.column.title if found in reader.columns else "",
        )
        for found in table.header.columns
    )  # fmt: skip
    return RecognisedSheet(
        name=table.grid.name,
        header_row=table.grid.rows[table.header.last].number,
        columns=columns,
        as_of=words_for(common) if common else "",
        sum_rows=tuple(
            row.number for row in table.of_kind(RowKind.SUM, RowKind.SUM_ABOVE, RowKind.PART_OF_A_SUM)
        ),
        headers_again=tuple(row.number for row in table.of_kind(RowKind.HEADER_AGAIN)),
        footnotes=tuple(" ".join(row.texts) for row in table.of_kind(RowKind.FOOTNOTE)),
    )
