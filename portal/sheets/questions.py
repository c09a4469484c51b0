"""Headings that may mean several things: the sender is asked once, and the answer is remembered."""

from collections.abc import Iterable, Iterator
from itertools import pairwise

from portal.sheets.declaration import Declaration, Meaning
from portal.sheets.grid import Grid, GridRow, text_of
from portal.sheets.header import SEARCHED_ROWS, UNKNOWN, FoundColumn, columns_of
from portal.sheets.headings import Headings, compact
from portal.sheets.messages import Messages, Place
from portal.sheets.result import Question
from portal.sheets.table_rows import TableReader
from portal.sheets.tables import RowKind


def questions_about(reader: TableReader, headings: Headings, messages: Messages) -> list[Question]:
    """Double columns, unclear ones of which one is missing, and what this sender answered before."""
    asked = [found for same in _double_columns(reader) for found in same]
    unclear = _unclear_columns(reader)
    answered = [
        found for found in reader.table.header.columns if compact(found.words) in headings.profile
    ]  # fmt: skip
    for same in _double_columns(reader):
        _say_double(same, reader, messages)
    _say_unclear(unclear, reader, headings, messages)
    return _questions([*asked, *unclear, *answered], reader.table.grid, reader.columns)


def _questions(
    columns: Iterable[FoundColumn], grid: Grid, read: Iterable[FoundColumn] = ()
) -> list[Question]:
    """A heading without a word of its own, or twice the same, cannot be told apart by an answer."""
    keys = [compact(found.words) for found in columns]
    return [
        Question(key, found.words, found.letter, grid.name, found.field if found in read else "")
        for key, found in dict(zip(keys, columns, strict=True)).items()
        if key
    ]  # fmt: skip


def _double_columns(reader: TableReader) -> Iterator[list[FoundColumn]]:
    """Columns with the same meaning, the one that is read first."""
    for read in reader.columns:
        same = [found for found in reader.table.header.of(read.field) if found.period == read.period]
        if len(same) > 1 and read.column.meaning != Meaning.TEXT:
            yield [read, *(found for found in same if found is not read)]


def _say_double(same: list[FoundColumn], reader: TableReader, messages: Messages) -> None:
    read, in_order = same[0], sorted(same, key=lambda found: found.index)
    named = ", ".join(f"‚{found.heading}‘ ({found.letter})" for found in in_order)
    messages.warning(
        "double_column",
        f"Mehrere Spalten bedeuten {read.column.title}: {named}. "
        f"Gelesen wird ‚{read.heading}‘ ({read.letter}). Ist das richtig?",
        Place(reader.table.grid.name),
        named,
    )


def _unclear_columns(reader: TableReader) -> list[FoundColumn]:
    """Columns of numbers whose heading may mean a figure that no other column gives."""
    rows = reader.table.of_kind(RowKind.DATA)
    return [
        found for found in reader.table.header.columns
        if _missing(found, reader)
        and has_digits(*(text_of(row.cell(found.index)) for row in rows))
    ]  # fmt: skip


def _missing(found: FoundColumn, reader: TableReader) -> list[str]:
    """The figures that this column may be and no other column is. The figure that a list is sent for,
    the first, may be any column of which nothing is known."""
    first, *_ = figures = reader.declaration.figures
    unknown = found.column is UNKNOWN and not found.candidates and bool(found.words)
    candidates = (reader.declaration.column(first),) if unknown else found.candidates
    return [
        column.title for column in candidates
        if column.field in figures and not reader.table.header.of(column.field)
    ]  # fmt: skip


def _say_unclear(
    unclear: list[FoundColumn], reader: TableReader, headings: Headings, messages: Messages
) -> None:
    remedy = "zuordnen" if headings.asks else "umbenennen"
    for found in unclear:
        meant = " oder ".join(f"‚{title}‘" for title in _missing(found, reader))
        messages.warning(
            "heading_unclear",
            f"Die Spalte ‚{found.heading}‘ ({found.letter}) könnte {meant} bedeuten. "
            f"Sie wurde nicht gelesen. Bitte {remedy} oder so bestätigen.",
            Place(reader.table.grid.name),
            found.heading,
        )


def questions_without_header(grids: Iterable[Grid], headings: Headings, messages: Messages) -> list[Question]:
    """Says what a file without any header that is known lacks; the unknown headings of one that is close."""
    declaration = headings.declaration
    key, figure = (declaration.column(fields[0]).title for fields in (declaration.keys, declaration.figures))
    wanted = f"eine Zeile mit den Überschriften ‚{key}‘ und ‚{figure}‘"
    found: list[Question] = []
    keyless: list[int] = []
    for grid in grids:
        found += almost_a_header(grid, headings, declaration)
        keyless += rows_without_key(grid, headings, declaration)
    if found:
        unknown = ", ".join(f"‚{question.heading}‘ ({question.letter})" for question in found)
        remedy = "zuordnen oder umbenennen" if headings.asks else "umbenennen"
        text = f"Unbekannte Überschriften: {unknown}. Nötig ist {wanted}. Bitte {remedy}."
        messages.error("heading_unknown", text)
    elif keyless:
        text = f"In Zeile {keyless[0]} fehlt die Überschrift ‚{key}‘. Bitte über die Namen schreiben."
        messages.error("no_key", text)
    else:
        text = f"Keine Zeile mit Überschriften gefunden. Bitte {wanted} ergänzen."
        messages.error("no_header", text)
    return found


def almost_a_header(grid: Grid, headings: Headings, declaration: Declaration) -> list[Question]:
    """Of a table in which no heading names the key, or none a figure: its unknown headings."""
    for _, columns in _header_rows(grid, headings, declaration):
        return _questions([found for found in columns if _is_open(found, headings)], grid, columns)
    return []


def rows_without_key(grid: Grid, headings: Headings, declaration: Declaration) -> list[int]:
    """The numbers of rows that name figures, while the column of the names has no heading."""
    return [
        row.number for row, columns in _header_rows(grid, headings, declaration)
        if {found.field for found in columns} & set(declaration.figures)
    ]  # fmt: skip


def _header_rows(
    grid: Grid, headings: Headings, declaration: Declaration
) -> Iterator[tuple[GridRow, tuple[FoundColumn, ...]]]:
    """Rows of texts over numbers in which at least one heading may be one that is needed."""
    needed = {*declaration.keys, *declaration.figures}
    rows = [row for row in grid.rows[:SEARCHED_ROWS] if row.filled]
    for row, following in pairwise(rows):
        columns = columns_of(grid, grid.rows.index(row), headings, declaration)
        said = "".join(found.words for found in columns)
        if has_digits(said) or not has_digits(*following.texts) or len(columns) < 2:
            continue
        fields = [found.field for found in columns]
        fields += [column.field for found in columns for column in found.candidates]
        if needed.intersection(fields):
            yield row, columns


def _is_open(found: FoundColumn, headings: Headings) -> bool:
    """Unknown, or answered before: whoever answered wrongly must be asked again."""
    return found.column is UNKNOWN or compact(found.words) in headings.profile


def has_digits(*texts: str) -> bool:
    return any(map(str.isdigit, "".join(texts)))
