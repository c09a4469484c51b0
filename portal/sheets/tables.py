"""The table on a sheet: what each row below the header is."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from enum import StrEnum
from functools import partial
from itertools import chain, pairwise

from portal.sheets.declaration import Declaration, Meaning
from portal.sheets.formats import MAX_COLUMNS
from portal.sheets.grid import Cell, Columns, Grid, GridRow, once_each, text_of
from portal.sheets.header import FoundColumn, Header, find_header
from portal.sheets.headings import Headings, compact
from portal.sheets.number_cells import plain_mark
from portal.sheets.xml_parts import MAX_ROW_NUMBER

# „Bad Cannstatt Ergebnis“ is what Excel writes, „Bad Cannstatt Summe“ what LibreOffice does.
SUM_WORDS = re.compile(
    r"(\w*summen?|\w*ergebnis|gesamt(zahl|bestand|belegung)?|insgesamt|total|übertrag|davon|darunter"
    r"|su|ges|zs)\b"
    r"|[Σ∑]|alle \w+\W*$|.*\b(gesamt|insgesamt|ergebnis|summe)\W*$",
    re.IGNORECASE,
)
PART_OF_A_SUM = re.compile(r"(davon|darunter)\b", re.IGNORECASE)
FOOTNOTE_WORDS = re.compile(
    r"\*|[¹²³⁴-⁹]|\d\)|(hinweise?|anm|anmerkung(en)?|quelle|stand|stichtag|legende|erstellt|gedruckt"
    r"|druckdatum|gez|seite|rückfragen|ansprechpartner(in)?|bearbeiter(in)?|unterschrift|datum)\b"
    r"|k\.?\s?a\.?\s*=|mit freundlichen|i\.\s?[av]\.",
    re.IGNORECASE,
)
FOOTNOTE_MARK = re.compile(r"(?P<mark>\*+|[¹²³⁰⁴-⁹]+[⁾)]?|\d\))\s*(?P<text>.+)", re.DOTALL)
OTHER_TABLE = re.compile(
    r"(geplante?|künftige|ehemalige|geschlossene?|aufgegebene|in planung|planung)\b", re.IGNORECASE
)

MANY_HEADINGS = 3
DIGIT = re.compile(r"\d")


class RowKind(StrEnum):
    DATA = "data"
    LONE_TEXT = "lone_text"  # a heading for the rows below, or a key without any number
    SUM = "sum"
    SUM_ABOVE = "sum_above"  # the sum of the rows below it, and their heading
    PART_OF_A_SUM = "part_of_a_sum"
    HEADER_AGAIN = "header_again"
    FOOTNOTE = "footnote"


@dataclass
class Table:
    """`other_from`: the row on which a second, different table begins; it is not read."""

    grid: Grid
    header: Header
    rows: list[tuple[RowKind, GridRow]] = field(default_factory=list)
    other_from: int | None = None

    @property
    def title(self) -> list[GridRow]:
        return self.grid.rows[: self.header.first]

    def of_kind(self, *kinds: RowKind) -> list[GridRow]:
        return [row for kind, row in self.rows if kind in kinds]

    @property
    def footnotes(self) -> dict[str, str]:
        """The text of each mark: „*“ → „einschl. Notbetten“."""
        found = {}
        for row in self.of_kind(RowKind.FOOTNOTE):
            if match := FOOTNOTE_MARK.fullmatch(" ".join(row.texts)):
                found[plain_mark(match["mark"])] = match["text"].strip()
        return found


def find_table(grid: Grid, headings: Headings, declaration: Declaration) -> Table | None:
    """None for a sheet without a header that the declaration knows."""
    header = find_header(grid, headings, declaration)
    return table_below(grid, header, headings) if header else None


def find_tables(grid: Grid, headings: Headings, declaration: Declaration) -> list[Table]:
    """Nearly always one or none; to save paper, lists are also continued beside themselves."""
    header = find_header(grid, headings, declaration)
    if header is None:
        return []
    borders = [0, *_key_again(header, declaration), MAX_COLUMNS]
    parts = [_part(header, first, end) for first, end in pairwise(borders)]
    if len(parts) == 1 or not all(part.counts for part in parts):
        return [table_below(grid, header, headings)]
    return [table_below(_cut(grid, part), part, headings) for part in parts]


def _key_again(header: Header, declaration: Declaration) -> list[int]:
    """Where the first key column comes once more, under the same heading."""
    first, *others = [found for found in header.known if found.field in declaration.keys]
    return [found.index for found in others if compact(found.heading) == compact(first.heading)]


def _part(header: Header, first: int, end: int) -> Header:
    return replace(header, columns=tuple(found for found in header.columns if first <= found.index < end))


def _cut(grid: Grid, part: Header) -> Grid:
    """Below the title nothing but these columns; each stays where it is."""
    inside = range(part.columns[0].index, part.columns[-1].index + 1)

    def cut(row: GridRow) -> GridRow:
        return GridRow(row.number, [cell if at in inside else None for at, cell in enumerate(row.cells)])

    return replace(grid, rows=[*grid.rows[: part.first], *map(cut, grid.rows[part.first :])])


def table_below(grid: Grid, header: Header, headings: Headings) -> Table:
    """Every row below the header, up to another table."""
    _fill_down(grid, header)
    table, kinds, after_sum = Table(grid, header), RowKinds(header), False
    below = [row for row in grid.rows[header.last + 1 :] if row.filled]
    followings = chain(below[1:], [None])
    for row, following, is_plain in zip(below, followings, kinds.are_plain(below), strict=False):
        kind = RowKind.DATA if is_plain else kinds.of(row)
        if after_sum and kind == RowKind.DATA and _names_a_figure(row, headings):
            kind = RowKind.PART_OF_A_SUM
        after_sum = kind in (RowKind.SUM, RowKind.PART_OF_A_SUM)
        if not is_plain and _other_table_begins(kind, row, following, header, headings):
            table.other_from = row.number
            break
        table.rows.append((kind, row))
    _end_with_footnotes(table)
    return table


def _fill_down(grid: Grid, header: Header) -> None:
    """A name or date merged over several rows holds for each of them; a number only once."""
    if not grid.merged:
        return
    below = {row.number: row for row in grid.rows[header.last + 1 :] if row.filled}
    named = {found.index for found in header.known if found.column.meaning in (Meaning.TEXT, Meaning.DATE)}
    filled_to = dict.fromkeys(named, 0)  # a hostile file may merge the same cells many times
    for merged in sorted(grid.merged, key=lambda merged: merged.first_row):
        index, first = merged.first_column, below.get(merged.first_row)
        if first is None or index not in named:
            continue
        begin, end = max(merged.first_row, filled_to[index]) + 1, min(merged.last_row, MAX_ROW_NUMBER)
        for row in filter(None, map(below.get, range(begin, end + 1))):
            row.cells.extend([None] * (index + 1 - len(row.cells)))
            row.cells[index] = first.cell(index)
        filled_to[index] = max(end, filled_to[index])


class RowKinds:
    """What the rows below a header are."""

    def __init__(self, header: Header) -> None:
        self.header = header
        self.counts, self.first_count, self.first_text = header.counts, header.counts[0], header.first_text
        self.columns = sorted(header.known, key=lambda found: found.column.meaning != Meaning.TEXT)
        self.begins, self.has_digits = once_each(_begins_as), once_each(_has_digits)
        self.leading = sorted({*range(self.first_count), self.first_text})
        self.numbers = [
            (found.index, once_each(partial(_is_number, compact(found.heading))))
            for found in header.known if found.index in self.counts
        ]  # fmt: skip

    def are_plain(self, rows: list[GridRow]) -> Iterator[bool]:
        """Which rows are data beyond doubt, as nearly all are: a name that begins like nothing else, and a
        number. Only the others are looked at one by one."""
        cells = Columns(rows)
        named = (cell is not None for cell in cells[self.first_text])
        begins = zip(*(map(self.begins, cells[index]) for index in self.leading), strict=True)
        numbers = zip(*(map(is_number, cells[index]) for index, is_number in self.numbers), strict=True)
        return (
            name and number and not sign
            for name, number, sign in zip(named, map(any, numbers), map(any, begins), strict=True)
        )

    def of(self, row: GridRow) -> RowKind:
        leading = self._leading(row)
        words = set(map(self.begins, leading))
        if RowKind.PART_OF_A_SUM in words:
            return RowKind.PART_OF_A_SUM
        if RowKind.SUM in words:
            return RowKind.SUM
        if _repeats(row, self.columns):
            return RowKind.HEADER_AGAIN
        has_numbers = any(self.has_digits(row.cell(index)) for index in self.counts)
        if has_numbers and words == {None}:
            return RowKind.DATA
        return self._kind_of_text(row, leading, has_numbers=has_numbers)

    def _leading(self, row: GridRow) -> list[Cell]:
        """The cells left of the first number column and the first text column: sum rows and footnotes
        say there what they are."""
        leading = row.cells[: self.first_count]
        if self.first_text >= self.first_count:
            leading.append(row.cell(self.first_text))
        if leading.count(None) == len(leading):
            return list(row.texts[:1])
        return leading

    def _kind_of_text(self, row: GridRow, leading: list[Cell], *, has_numbers: bool) -> RowKind:
        first = next(cell for cell in leading if cell is not None)
        alone = row.filled == 1
        if self.begins(first) == RowKind.FOOTNOTE and (alone or not has_numbers):
            return RowKind.FOOTNOTE
        if alone and not has_numbers:
            return RowKind.LONE_TEXT
        known = any(row.cell(found.index) is not None for found in self.header.known)
        return RowKind.DATA if known else RowKind.FOOTNOTE


def _begins_as(cell: Cell) -> RowKind | None:
    """What a row is that begins with this cell; None for one that says nothing about it."""
    if not isinstance(cell, str):
        return None
    if PART_OF_A_SUM.match(cell):
        return RowKind.PART_OF_A_SUM
    if SUM_WORDS.match(cell):
        return RowKind.SUM
    return RowKind.FOOTNOTE if FOOTNOTE_WORDS.match(cell) else None


def _has_digits(cell: Cell) -> bool:
    return DIGIT.search(text_of(cell)) is not None


def _is_number(heading: str, cell: Cell) -> bool:
    """And not the heading of its column once more, which may have digits, too."""
    return _has_digits(cell) and compact(text_of(cell)) != heading


def _names_a_figure(row: GridRow, headings: Headings) -> bool:
    """„Auslastung“ and „freie Plätze“ below the sum, where the names of the rows stand."""
    column = headings.column(row.texts[0])
    return column is not None and column.meaning in (Meaning.COUNT, Meaning.IGNORED)


def _repeats(row: GridRow, columns: Iterable[FoundColumn]) -> bool:
    """The header once more, after a page break: at least two of its headings, nothing else."""
    same = 0
    for found in columns:
        if (cell := row.cell(found.index)) is not None:
            if compact(text_of(cell)) != compact(found.heading):
                return False
            same += 1
    return same > 1


def _same(row: GridRow, header: Header) -> list[FoundColumn]:
    """The columns whose heading the row repeats."""
    return [
        found for found in header.known
        if (text := text_of(row.cell(found.index))) and compact(text) == compact(found.heading)
    ]  # fmt: skip


def _other_table_begins(
    kind: RowKind, row: GridRow, following: GridRow | None, header: Header, headings: Headings
) -> bool:
    """A header that is not the first one again, or a title over it; „Geplante Unterkünfte“ also over
    the same header."""
    if kind == RowKind.DATA and _is_header_row(row, header, headings):
        return True
    if kind != RowKind.LONE_TEXT or following is None:
        return False
    if _repeats(following, header.known):
        return bool(OTHER_TABLE.match(row.texts[0]))
    return _is_header_row(following, header, headings)


def _is_header_row(row: GridRow, header: Header, headings: Headings) -> bool:
    """Nothing but texts, of which some repeat the header or most are headings."""
    if any(map(_has_digits, row.cells)):
        return False
    known = sum(headings.column(text) is not None for text in row.texts)
    return len(_same(row, header)) > 1 or known >= MANY_HEADINGS or known == len(row.texts) > 1


def _end_with_footnotes(table: Table) -> None:
    """Text below the last number outside the key column is a note, whatever it says."""
    keys = {found.index for found in table.header.known}
    for position in range(len(table.rows) - 1, -1, -1):
        kind, row = table.rows[position]
        if kind in (RowKind.DATA, RowKind.SUM):
            return
        filled = {index for index, cell in enumerate(row.cells) if text_of(cell)}
        if kind == RowKind.LONE_TEXT and not filled & keys:
            table.rows[position] = (RowKind.FOOTNOTE, row)
