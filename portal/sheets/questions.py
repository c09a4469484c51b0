"""Headings that may mean several things: the sender is asked once, and the answer is remembered."""

from collections.abc import Iterable, Iterator
from itertools import pairwise

from portal.sheets.declaration import Declaration, Meaning
from portal.sheets.grid import Grid, text_of
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
    _say_unclear(unclear, reader, messages)
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


def _say_unclear(unclear: list[FoundColumn], reader: TableReader, messages: Messages) -> None:
    for found in unclear:
        meant = " oder ".join(f"‚{title}‘" for title in _missing(found, reader))
        messages.warning(
            "heading_unclear",
            f"Die Spalte ‚{found.heading}‘ ({found.letter}) könnte {meant} bedeuten. "
            "Sie wurde nicht gelesen. Bitte zuordnen oder so bestätigen.",
            Place(reader.table.grid.name),
            found.heading,
        )


def almost_a_header(grid: Grid, headings: Headings, declaration: Declaration) -> list[Question]:
    """Of a table in which no heading names the key, or none a figure: its unknown headings."""
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
            return _questions([found for found in columns if _is_open(found, headings)], grid, columns)
    return []


def _is_open(found: FoundColumn, headings: Headings) -> bool:
    """Unknown, or answered before: whoever answered wrongly must be asked again."""
    return found.column is UNKNOWN or compact(found.words) in headings.profile


def has_digits(*texts: str) -> bool:
    return any(map(str.isdigit, "".join(texts)))
