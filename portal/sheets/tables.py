"""The table on a sheet: what each row below the header is."""

import re
from dataclasses import dataclass, field
from enum import StrEnum
from itertools import zip_longest

from portal.sheets.declaration import Declaration, Meaning
from portal.sheets.grid import Grid, GridRow, text_of
from portal.sheets.header import FoundColumn, Header, find_header
from portal.sheets.headings import Headings, compact
from portal.sheets.number_cells import plain_mark

SUM_WORDS = re.compile(
    r"(summe|zwischensumme|gesamt|insgesamt|gesamtsumme|gesamtergebnis|total|übertrag|davon|darunter|su|ges|zs)\b"
    r"|[Σ∑]|.*\b(gesamt|insgesamt)\W*$",
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
    if header is None:
        return None
    table = Table(grid, header)
    below = [row for row in grid.rows[header.last + 1 :] if row.texts]
    for row, following in zip_longest(below, below[1:]):
        kind = _kind(row, header)
        if _other_table_begins(kind, row, following, header, headings):
            table.other_from = row.number
            break
        table.rows.append((kind, row))
    _end_with_footnotes(table)
    return table


def _kind(row: GridRow, header: Header) -> RowKind:
    leading = _leading_texts(row, header)
    first = leading[0] if leading else ""
    if any(map(PART_OF_A_SUM.match, leading)):
        return RowKind.PART_OF_A_SUM
    if any(map(SUM_WORDS.match, leading)):
        return RowKind.SUM
    if _repeats(row, header):
        return RowKind.HEADER_AGAIN
    known = [found for found in header.known if text_of(row.cell(found.index))]
    if FOOTNOTE_WORDS.match(first) and (len(row.texts) == 1 or not _has_numbers(row, known)):
        return RowKind.FOOTNOTE
    if len(row.texts) == 1 and not _has_numbers(row, known):
        return RowKind.LONE_TEXT
    return RowKind.DATA if known else RowKind.FOOTNOTE


def _leading_texts(row: GridRow, header: Header) -> list[str]:
    """The texts left of the first number column and in the first text column: sum rows and footnotes
    say there what they are."""
    first_count = min(found.index for found in header.known if found.column.meaning == Meaning.COUNT)
    first_text = min(
        (found.index for found in header.known if found.column.meaning == Meaning.TEXT), default=first_count
    )
    leading = [*row.cells[:first_count], row.cell(first_text)]
    return [text for cell in leading if (text := text_of(cell))] or row.texts[:1]


def _has_numbers(row: GridRow, known: list[FoundColumn]) -> bool:
    return any(
        found.column.meaning == Meaning.COUNT and any(map(str.isdigit, text_of(row.cell(found.index))))
        for found in known
    )


def _repeats(row: GridRow, header: Header) -> bool:
    """The header once more, after a page break: at least two of its headings, nothing else."""
    known = [found for found in header.known if text_of(row.cell(found.index))]
    return len(known) > 1 and _same(row, header) == known


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
    if _repeats(following, header):
        return bool(OTHER_TABLE.match(row.texts[0]))
    return _is_header_row(following, header, headings)


def _is_header_row(row: GridRow, header: Header, headings: Headings) -> bool:
    """Nothing but texts, of which some repeat the header or most are headings."""
    if any(any(map(str.isdigit, text)) for text in row.texts):
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
