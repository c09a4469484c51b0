"""The parts of a workbook, read by a streaming parser that builds no tree and keeps only facts.

The limits are those of a hostile file, not of a clerk's: an honest list stays far below them.
What the reading library would blank (error cells, formulas without a result) is written down here.
"""

import posixpath
import re
from dataclasses import dataclass, field
from xml.parsers import expat

from portal.sheets.formats import DAMAGED, MAX_ROWS, TOO_LARGE
from portal.sheets.grid import Merged
from portal.sheets.messages import RefusedError

MAX_ROW_NUMBER = MAX_ROWS + 100  # title block, header and footnotes come on top of the data
MAX_CELLS = 500_000
MAX_CELL_TEXT = 32_767  # Excel's own limit
MAX_TEXT = 50 * 1024 * 1024  # of all cells together, shared strings counted as often as they are used
MAX_MERGED = 5_000
MAX_DEPTH = 60
MAX_ATTRIBUTE = 5_000
MAX_ELEMENTS = 200_000  # in parts that are not sheets

# What Excel shows in its German version for the codes in the file.
GERMAN_ERRORS = {
    "#REF!": "#BEZUG!", "#N/A": "#NV", "#VALUE!": "#WERT!", "#NUM!": "#ZAHL!", "#DIV/0!": "#DIV/0!",
    "#NAME?": "#NAME?", "#NULL!": "#NULL!",
}  # fmt: skip

CELL_REFERENCE = re.compile(r"([A-Z]{1,3})([1-9][0-9]{0,6})")


@dataclass
class SheetFacts:
    """What the streaming check learns of a sheet. Rows count from 1, columns from 0."""

    hidden: bool = False
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    merged: list[Merged] = field(default_factory=list)
    errors: dict[tuple[int, int], str] = field(default_factory=dict)
    without_result: set[tuple[int, int]] = field(default_factory=set)
    struck_rows: set[int] = field(default_factory=set)
    month_cells: set[tuple[int, int]] = field(default_factory=set)  # days of which only the month shows
    notes: dict[tuple[int, int], str] = field(default_factory=dict)


@dataclass
class CellStyles:
    """The numbers of the cell styles that are struck through, and of those that show only the month."""

    struck: set[str] = field(default_factory=set)
    months: set[str] = field(default_factory=set)


class TextBudget:
    """How much cell text a whole workbook may unfold to."""

    def __init__(self) -> None:
        self.left = MAX_TEXT

    def spend(self, length: int, times: int = 1) -> None:
        self.left -= length * times
        if length > MAX_CELL_TEXT or self.left < 0:
            raise RefusedError(*TOO_LARGE)


class Part:
    """Any XML part: no document type (that is how entity bombs come in), bounded in every way."""

    max_elements = MAX_ELEMENTS

    def __init__(self) -> None:
        self.depth = 0
        self.elements = 0
        self.parser = expat.ParserCreate()
        self.parser.buffer_text = True
        self.parser.StartDoctypeDeclHandler = self._doctype
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end

    def feed(self, chunk: bytes, *, last: bool = False) -> None:
        try:
            self.parser.Parse(chunk, last)
        except (expat.ExpatError, LookupError, ValueError) as error:
            raise RefusedError(*DAMAGED) from error

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """For the special parts."""

    def end(self, name: str) -> None:
        """For the special parts."""

    def _doctype(self, *_: object) -> None:
        raise RefusedError(*DAMAGED)

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        self.depth += 1
        self.elements += 1
        if self.depth > MAX_DEPTH or self.elements > self.max_elements:
            raise RefusedError(*TOO_LARGE)
        if any(len(value) > MAX_ATTRIBUTE for value in attributes.values()):
            raise RefusedError(*TOO_LARGE)
        self.start(name.rpartition(":")[2], attributes)

    def _end(self, name: str) -> None:
        self.depth -= 1
        self.end(name.rpartition(":")[2])


class RelationsPart(Part):
    """Which file a relation points to, by its id. `folder`: what relative names start from."""

    def __init__(self, folder: str = "xl") -> None:
        super().__init__()
        self.folder = folder
        self.targets: dict[str, str] = {}

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if name == "Relationship" and attributes.get("TargetMode") != "External":
            target = posixpath.normpath(posixpath.join("/", self.folder, attributes.get("Target", "")))
            self.targets[attributes.get("Id", "")] = target.lstrip("/")


class WorkbookPart(Part):
    """The sheets in their order: name, relation, hidden or not."""

    def __init__(self) -> None:
        super().__init__()
        self.sheets: list[tuple[str, str, bool]] = []

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if name != "sheet":
            return
        relation = next((value for key, value in attributes.items() if key.rpartition(":")[2] == "id"), "")
        hidden = attributes.get("state", "visible") != "visible"
        self.sheets.append((attributes.get("name", ""), relation, hidden))


class SharedStringsPart(Part):
    """The length of every shared string: cells name them by number."""

    max_elements = 10 * MAX_CELLS  # formatted strings have several elements each

    def __init__(self) -> None:
        super().__init__()
        self.lengths: list[int] = []
        self.parser.CharacterDataHandler = self._count

    def start(self, name: str, attributes: dict[str, str]) -> None:
        # The reader reserves memory for the number that stands here, true or not.
        if name == "sst" and any(
            not attributes.get(key, "0").isdecimal() or int(attributes.get(key, "0")) > 2 * MAX_CELLS
            for key in ("count", "uniqueCount")
        ):
            raise RefusedError(*DAMAGED)
        if name == "si":
            self.lengths.append(0)

    def _count(self, text: str) -> None:
        if self.lengths:
            self.lengths[-1] += len(text)
