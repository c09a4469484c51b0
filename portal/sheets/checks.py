"""What is strange about a table by itself: widths of lines, hidden and struck rows, notes, other tables."""

from portal.sheets.csv_text import SEPARATORS
from portal.sheets.declaration import Meaning
from portal.sheets.grid import GridRow, column_letter, text_of
from portal.sheets.messages import Messages, Place
from portal.sheets.table_rows import ReadRow, TableReader
from portal.sheets.tables import RowKind, Table


def uneven_lines(table: Table, messages: Messages) -> set[int]:
    """Lines of a text file with a cell too few or too many: their values stand in wrong columns."""
    if not table.grid.is_text:
        return set()
    rows = _table_lines(table)
    width = _expected_width(table, rows)
    bad = [row for row in rows if len(row.cells) != width]
    for row in bad:
        messages.error(
            "uneven_line",
            f"Zeile {row.number} hat {len(row.cells)} statt {width} Spalten. "
            f"Bitte einheitlich mit {SEPARATORS[table.grid.separator]} trennen.",
            Place(table.grid.name, row.number),
            " | ".join(row.texts),
            names_place=True,
        )
    return {row.number for row in bad}


def _table_lines(table: Table) -> list[GridRow]:
    """Up to the last line of data; what follows are notes of any width."""
    last = max((row.number for row in table.of_kind(RowKind.DATA)), default=0)
    return [row for row in table.of_kind(RowKind.DATA, RowKind.LONE_TEXT) if row.number <= last]


def _expected_width(table: Table, rows: list[GridRow]) -> int:
    """The header's; or that of all lines, if all end with the same empty cells more."""
    header = len(table.grid.rows[table.header.last].cells)
    if {len(row.cells) for row in rows} <= {header}:
        return header
    widths = {len(row.cells) for row in rows if row.filled > 1}
    more = len(widths) == 1 and max(widths) > header
    if more and not any(text_of(cell) for row in rows for cell in row.cells[header:]):
        return max(widths)
    return header


def neighbours(tables: list[Table], messages: Messages) -> None:
    """Several tables beside each other on one sheet."""
    if len(tables) > 1:
        letters = " und ".join(table.header.columns[0].letter for table in tables)
        text = f"{len(tables)} Tabellen nebeneinander erkannt (ab Spalte {letters}). Alle übernehmen?"
        messages.warning("tables_side_by_side", text, Place(tables[0].grid.name))


def hidden_parts(table: Table, messages: Messages) -> None:
    """What a sender may have meant to leave out: hidden or struck through."""
    grid = table.grid
    numbers = [row.number for row in table.of_kind(RowKind.DATA)]
    if hidden := [number for number in numbers if number in grid.hidden_rows]:
        found = (
            "Eine ausgeblendete Zeile enthält"
            if len(hidden) == 1
            else f"{len(hidden)} ausgeblendete Zeilen enthalten"
        )
        text = f"{found} Werte ({_rows(hidden)}). Mit übernehmen?"
        messages.warning("hidden_rows", text, Place(grid.name))
    if struck := _struck_with_numbers(table):
        verb = "ist" if len(struck) == 1 else "sind"
        text = f"{_rows(struck)} {verb} durchgestrichen – trotzdem übernehmen?"
        messages.warning("struck_rows", text, Place(grid.name))
    header = grid.rows[table.header.last]
    for heading in (text_of(header.cell(index)) for index in sorted(grid.hidden_columns)):
        if heading:
            text = f"Ausgeblendete Spalte ‚{heading}‘ wurde nicht gelesen."
            messages.notice("hidden_column", text, Place(grid.name), heading)


def _struck_with_numbers(table: Table) -> list[int]:
    """What is struck through and says nothing needs no question."""
    return [
        row.number for row in table.of_kind(RowKind.DATA)
        if row.number in table.grid.struck_rows
        and any(char.isdigit() for index in table.header.counts for char in text_of(row.cell(index)))
    ]  # fmt: skip


def _rows(numbers: list[int]) -> str:
    return f"{'Zeile' if len(numbers) == 1 else 'Zeilen'} {', '.join(map(str, numbers))}"


LONGEST_NOTE = 200
MOST_NAMED = 20


def notes(table: Table, messages: Messages) -> None:
    """What hangs on a cell is no value, but may correct it: said, never read."""
    last = max((row.number for _, row in table.rows), default=0)
    for (row, column), note in sorted(table.grid.notes.items()):
        if row > last or row < table.grid.rows[table.header.first].number:
            continue
        letter = column_letter(column)
        messages.notice(
            "note",
            f"An Zelle {letter}{row} hängt eine Notiz: ‚{note[:LONGEST_NOTE]}‘. Gelesen wurde nur die Zelle.",
            Place(table.grid.name, row),
            note[:LONGEST_NOTE],
            names_place=True,
        )


def doubtful_blanks(reader: TableReader, messages: Messages) -> None:
    """An old format hides that a cell is not empty at all but an error."""
    if reader.table.grid.shows_errors:
        return
    counts = [found.index for found in reader.counts]
    blank = [
        row.number for row in reader.table.of_kind(RowKind.DATA)
        if not all(text_of(row.cell(index)) for index in counts)
    ]  # fmt: skip
    if blank:
        messages.notice(
            "blanks_unsure",
            f"Leere Zellen ({_rows(blank[:MOST_NAMED])}) können in diesem alten Format auch Excel-Fehler "
            "oder Formeln ohne Ergebnis sein. Bitte die Datei prüfen und besser als .xlsx speichern.",
            Place(reader.table.grid.name),
        )


def unread_columns(reader: TableReader, messages: Messages) -> None:
    """Between columns of months an average or a difference looks like one more month."""
    if len(reader.months) < 2:
        return
    for found in reader.table.header.columns:
        if found.column.meaning == Meaning.IGNORED:
            text = f"Spalte ‚{found.heading}‘ ({found.letter}) wurde nicht gelesen."
            messages.notice("column_not_read", text, Place(reader.table.grid.name), found.heading)


def other_table(table: Table, messages: Messages) -> None:
    if table.other_from:
        messages.warning(
            "other_table",
            f"Zweite Tabelle ab Zeile {table.other_from} nicht übernommen.",
            Place(table.grid.name, table.other_from),
            names_place=True,
        )


def text_numbers(reader: TableReader, rows: list[ReadRow], messages: Messages) -> None:
    """Numbers that a workbook keeps as text add up to nothing in Excel: once for each column."""
    if reader.table.grid.is_text:
        return
    for found in reader.counts:
        column = reader.column(found, rows)
        if any(reading.kept_as_text for reading in set(column) if reading):
            texts = [
                (read.row, reading.text)
                for read, reading in zip(rows, column, strict=True)
                if reading and reading.kept_as_text
            ]
            row, text = texts[0]
            messages.notice("text_number", kept_as_text(len(texts)), reader.place(row, found), text)


def kept_as_text(number: int) -> str:
    if number == 1:
        return "Eine Zahl dieser Spalte ist in der Datei als Text gespeichert; sie wurde als Zahl gelesen."
    return (
        f"{number} Zahlen dieser Spalte sind in der Datei als Text gespeichert; "
        "sie wurden als Zahlen gelesen."
    )
