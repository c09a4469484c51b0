"""The parts of an OpenDocument table: the same facts and limits as for Excel's.

Equal neighbours are stored once with a repeat count, so that a file of 700 bytes can claim a
billion cells: filled cells are counted as often as they repeat, empty ones only move on.
"""

from portal.sheets.formats import (
    DAMAGED,
    MAX_COLUMNS,
    MAX_SHEETS,
    TOO_LARGE,
    TOO_MANY_COLUMNS,
    TOO_MANY_SHEETS,
)
from portal.sheets.grid import Merged
from portal.sheets.messages import RefusedError
from portal.sheets.xml_parts import (
    GERMAN_ERRORS,
    MAX_CELLS,
    MAX_MERGED,
    MAX_ROW_NUMBER,
    Part,
    SheetFacts,
    TextBudget,
)


class OdsManifestPart(Part):
    """Only tells whether the content is encrypted."""

    def __init__(self) -> None:
        super().__init__()
        self.encrypted = False

    def start(self, name: str, attributes: dict[str, str]) -> None:
        self.encrypted = self.encrypted or name == "encryption-data"


class OdsContentPart(Part):
    """All sheets of the document, in their order."""

    max_elements = 10 * MAX_CELLS

    def __init__(self, budget: TextBudget) -> None:
        super().__init__()
        self.budget = budget
        self.sheets: dict[str, SheetFacts] = {}
        self.facts = SheetFacts()
        self.hidden_styles: set[str] = set()
        self.month_formats: set[str] = set()
        self.month_styles: set[str] = set()
        self.date_fields: set[str] = set()
        self.style, self.cells = "", 0
        self.row, self.row_repeat = 1, 1  # the row that begins, and how often it repeats
        self.column, self.column_repeat = 0, 1
        self.cell: dict[str, str] = {}
        self.text: list[str] = []
        self.note: list[str] | None = None  # while a note is open

    def start(self, name: str, attributes: dict[str, str]) -> None:
        plain = {key.rpartition(":")[2]: value for key, value in attributes.items()}
        match name:
            case "style":
                self.style = plain.get("name", "")
                if plain.get("data-style-name") in self.month_formats:
                    self.month_styles.add(self.style)
            case "date-style":
                self.style, self.date_fields = plain.get("name", ""), set()
            case "day" | "month" | "year":
                self.date_fields.add(name)
            case "table-properties" if plain.get("display") == "false":
                self.hidden_styles.add(self.style)
            case "table":
                self._sheet(plain)
            case "table-column":
                self._columns(plain)
            case "table-row":
                self._row(plain)
            case "table-cell" | "covered-table-cell":
                self._cell(plain, attributes)
            case "s":  # so many blanks
                self.budget.spend(_number(plain, "c"))
            case "annotation":
                self.note = []
            case "p":
                self.parser.CharacterDataHandler = (self.text if self.note is None else self.note).append

    def end(self, name: str) -> None:
        if name == "p":
            self.parser.CharacterDataHandler = None
        elif name == "date-style" and self.date_fields == {"month", "year"}:
            self.month_formats.add(self.style)
        elif name == "annotation" and self.note is not None:
            self.facts.notes[self.row, self.column] = " ".join(self.note)
            self.note = None
        elif name in ("table-cell", "covered-table-cell"):
            self._cell_ends()
        elif name == "table-row":
            self.row += self.row_repeat

    def _sheet(self, attributes: dict[str, str]) -> None:
        self.facts = SheetFacts(hidden=attributes.get("style-name") in self.hidden_styles)
        self.sheets[attributes.get("name", "")] = self.facts
        self.row, self.column = 1, 0
        if len(self.sheets) > MAX_SHEETS:
            raise RefusedError(*TOO_MANY_SHEETS)

    def _columns(self, attributes: dict[str, str]) -> None:
        """Columns are described before the first row; `column` counts them for a moment."""
        repeat = _number(attributes, "number-columns-repeated")
        if attributes.get("visibility") in ("collapse", "filter"):
            last = min(self.column + repeat, MAX_COLUMNS)
            self.facts.hidden_columns.update(range(self.column, last))
        self.column += repeat

    def _row(self, attributes: dict[str, str]) -> None:
        self.row_repeat, self.column = _number(attributes, "number-rows-repeated"), 0
        if attributes.get("visibility") in ("collapse", "filter"):
            last = min(self.row + self.row_repeat, MAX_ROW_NUMBER + 1)
            self.facts.hidden_rows.update(range(self.row, last))

    def _cell(self, plain: dict[str, str], attributes: dict[str, str]) -> None:
        self.cell, self.text = plain, []
        self.column_repeat = _number(plain, "number-columns-repeated")
        # Only LibreOffice's own attribute says that a cell holds an error.
        if attributes.get("calcext:value-type") == "error":
            self.cell["value-type"] = "error"
        spanned = (_number(plain, "number-rows-spanned"), _number(plain, "number-columns-spanned"))
        if spanned != (1, 1):
            rows, columns = spanned
            self.facts.merged.append(
                Merged(self.row, self.column, self.row + rows - 1, self.column + columns - 1)
            )
            if len(self.facts.merged) > MAX_MERGED:
                raise RefusedError(*TOO_LARGE)

    def _cell_ends(self) -> None:
        text = "".join(self.text)
        place = (self.row, self.column)
        if text or self.cell.get("value-type"):
            self._count_cells(len(text))
        if self.cell.get("value-type") == "error":
            self.facts.errors[place] = GERMAN_ERRORS.get(text, text or "#WERT!")
        elif self.cell.get("formula") and not text and not self.cell.get("value-type"):
            self.facts.without_result.add(place)
        if self.cell.get("style-name") in self.month_styles and self.cell.get("value-type") == "date":
            self.facts.month_cells.add(place)
        self.column += self.column_repeat

    def _count_cells(self, length: int) -> None:
        repeats = self.row_repeat * self.column_repeat
        self.cells += repeats
        last_row, last_column = self.row + self.row_repeat - 1, self.column + self.column_repeat
        if last_column > MAX_COLUMNS:
            raise RefusedError(*TOO_MANY_COLUMNS)
        if last_row > MAX_ROW_NUMBER or self.cells > MAX_CELLS:
            raise RefusedError(*TOO_LARGE)
        self.budget.spend(length, repeats)


def _number(attributes: dict[str, str], name: str) -> int:
    """A repeat count; 1 where it is missing. Raises RefusedError for nonsense."""
    text = attributes.get(name, "1")
    if not (text.isascii() and text.isdecimal() and len(text) <= 10 and int(text) > 0):
        raise RefusedError(*DAMAGED)
    return int(text)
