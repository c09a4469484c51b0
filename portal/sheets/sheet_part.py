"""The rows of an Excel sheet, searched instead of parsed: a sheet has a hundred times as many elements as
all other parts, and of nearly all of them nothing is to be known.

What is looked for is what the reading library would blank or trip over. Every search goes through the
text once, whatever stands in it; a file that hides something from it meets the limits of the child.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator

from portal.sheets.formats import DAMAGED, MAX_COLUMNS, TOO_LARGE, TOO_MANY_COLUMNS
from portal.sheets.grid import Merged, column_index
from portal.sheets.messages import RefusedError
from portal.sheets.xml_parts import (
    CELL_REFERENCE,
    GERMAN_ERRORS,
    MAX_CELL_TEXT,
    MAX_CELLS,
    MAX_MERGED,
    MAX_ROW_NUMBER,
    CellStyles,
    SheetFacts,
    TextBudget,
)

MERGED_REFERENCE = re.compile(r"([A-Z]{1,3})([1-9][0-9]{0,6})(?::([A-Z]{1,3})([1-9][0-9]{0,6}))?")
DIVIDED = re.compile(rb"<((?:\w+:)?)sheetData[\s/>]")  # columns stand before the rows, merged ranges after
ATTRIBUTE = re.compile(rb"""([\w:]+)\s*=\s*["']([^"']{0,5000})["']""")
ROW_NUMBER = re.compile(rb"""\sr=["'](\d+)["']""")
FAR_COLUMN = rb"""r=["'](?:G[S-Z]|[H-Z][A-Z]|[A-Z]{3})\d"""  # beyond the 200th
UTF_16 = (b"\xff\xfe", b"\xfe\xff", b"<\0", b"\0<")


def attributes(tag: bytes) -> dict[str, str]:
    return {name.decode(): value.decode(errors="replace") for name, value in ATTRIBUTE.findall(tag)}


class SheetPart:
    """One worksheet: where filled cells stand, and what the reader would not tell of them."""

    def __init__(self, facts: SheetFacts, shared: list[int], styles: CellStyles, budget: TextBudget) -> None:
        self.facts, self.shared, self.styles, self.budget = facts, shared, styles, budget
        self.chunks: list[bytes] = []

    def feed(self, chunk: bytes, *, last: bool = False) -> None:
        self.chunks.append(chunk)
        if last:
            self._check(b"".join(self.chunks))
            self.chunks = []

    def _check(self, xml: bytes) -> None:
        divided = DIVIDED.search(xml)
        if divided is None or xml.startswith(UTF_16) or b"<!DOCTYPE" in xml[: divided.start()]:
            raise RefusedError(*DAMAGED)
        prefix = divided[1]
        rows, _, after = xml[divided.start() :].partition(b"</" + prefix + b"sheetData>")
        for tag in tags(prefix + b"col", xml[: divided.start()]):
            self._column(attributes(tag))
        for tag in tags(prefix + b"mergeCell", after):
            self._merged(attributes(tag))
        self._count(rows, prefix)
        self._rows(rows, prefix)

    def _count(self, rows: bytes, prefix: bytes) -> None:
        values = rows.count(b"</" + prefix + b"v>")
        if values + rows.count(b"</" + prefix + b"t>") > MAX_CELLS:
            raise RefusedError(*TOO_LARGE)
        if max(self.shared, default=0) * values > self.budget.left:
            self._spend_exactly(rows, prefix)

    def _spend_exactly(self, rows: bytes, prefix: bytes) -> None:
        """Shared strings count as often as they are used."""
        shared = rb"""\st=["']s["'][^>]*><""" + prefix + rb"v>(\d{1,9})<"
        for number, times in Counter(re.findall(shared, rows)).items():
            if int(number) < len(self.shared):
                self.budget.spend(self.shared[int(number)], times)

    def _rows(self, rows: bytes, prefix: bytes) -> None:
        special, number = self._special(prefix, rows), 0
        for row in starts(prefix + b"row", rows):
            tag, _, cells = row.partition(b">")
            stated = ROW_NUMBER.search(tag)
            number = int(stated[1][:10]) if stated else number + 1
            if b"hidden" in tag and attributes(tag).get("hidden") in ("1", "true"):
                self.facts.hidden_rows.add(number)
            if number > MAX_ROW_NUMBER and b"</" in cells.removesuffix(b"</" + prefix + b"row>"):
                raise RefusedError(*TOO_LARGE)
            if len(cells) > MAX_CELL_TEXT or (special and special.search(cells)):
                self._cells(number, starts(prefix + b"c", cells), prefix)

    def _special(self, prefix: bytes, rows: bytes) -> re.Pattern[bytes] | None:
        """Errors, formulas, styles that mean something, cells far to the right; None where there are none:
        one look for each is much faster than one for all in every row."""
        styles = "|".join(sorted(self.styles.struck | self.styles.months)).encode()
        signs = [rb"""t=["']e["']""", b"<" + prefix + rb"f[\s/>]", FAR_COLUMN]
        if styles:
            signs.append(rb"""s=["'](?:""" + styles + rb""")["']""")
        found = [sign for sign in signs if re.search(sign, rows)]
        return re.compile(b"|".join(found)) if found else None

    def _cells(self, row: int, cells: Iterable[bytes], prefix: bytes) -> None:
        value = re.compile(b"<" + prefix + rb"[vt](?:\s[^>]*)?>([^<]*)<")
        column = -1
        for cell in cells:
            tag, _, content = cell.partition(b">")
            named = attributes(tag)
            column = self._column_of(named.get("r"), column + 1)
            text = b"".join(value.findall(content)).decode(errors="replace")
            if text and column >= MAX_COLUMNS:
                raise RefusedError(*TOO_MANY_COLUMNS)
            if len(text) > MAX_CELL_TEXT:
                raise RefusedError(*TOO_LARGE)
            formula = b"<" + prefix + b"f" in content
            empty_result = named.get("t") == "str" and b"<" + prefix + b"v" in content
            if formula and not text and not empty_result:
                self.facts.without_result.add((row, column))
            elif text:
                self._note(row, column, named, text)

    def _column_of(self, reference: str | None, following: int) -> int:
        if reference is None:  # allowed: the next one to the right
            return following
        found = CELL_REFERENCE.fullmatch(reference)
        if found is None:
            raise RefusedError(*DAMAGED)
        return column_index(found[1])

    def _note(self, row: int, column: int, cell: dict[str, str], text: str) -> None:
        if cell.get("s") in self.styles.struck:
            self.facts.struck_rows.add(row)
        if cell.get("s") in self.styles.months:
            self.facts.month_cells.add((row, column))
        if cell.get("t") == "e":
            self.facts.errors[row, column] = GERMAN_ERRORS.get(text, text)

    def _column(self, attributes: dict[str, str]) -> None:
        first, last = attributes.get("min", ""), attributes.get("max", "")
        if attributes.get("hidden") in ("1", "true") and first.isdecimal() and last.isdecimal():
            self.facts.hidden_columns.update(range(int(first) - 1, min(int(last), MAX_COLUMNS)))

    def _merged(self, attributes: dict[str, str]) -> None:
        found = MERGED_REFERENCE.fullmatch(attributes.get("ref", ""))
        if found is None:
            raise RefusedError(*DAMAGED)
        first, last = column_index(found[1]), column_index(found[3] or found[1])
        merged = Merged(int(found[2]), first, int(found[4] or found[2]), last)
        self.facts.merged.append(merged)
        if len(self.facts.merged) > MAX_MERGED:
            raise RefusedError(*TOO_LARGE)


def starts(name: bytes, xml: bytes) -> list[bytes]:
    """What follows the name of each such element, up to the next one."""
    return re.split(b"<" + name + rb"(?=[\s/>])", xml)[1:]


def tags(name: bytes, xml: bytes) -> Iterator[bytes]:
    """The attributes of each such element."""
    return (piece.partition(b">")[0] for piece in starts(name, xml))
