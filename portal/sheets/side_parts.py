"""The parts of an Excel workbook beside its sheets: how cells look, and the notes that hang on them."""

import re

from portal.sheets.formats import DAMAGED, TOO_LARGE
from portal.sheets.grid import column_index
from portal.sheets.messages import RefusedError
from portal.sheets.xml_parts import CELL_REFERENCE, CellStyles, Part

MAX_NOTES = 1_000
LITERALS = re.compile(r'"[^"]*"|\\.|_.|\[[^\]]*\]')
MONTH_AND_YEAR = "17"  # Excel's own number for „mmm-yy“


class StylesPart(Part):
    """What the numbers of the cell styles mean, as far as it matters to a reader."""

    def __init__(self) -> None:
        super().__init__()
        self.cell_styles = CellStyles()
        self._within, self._fonts, self._styles = "", 0, 0
        self._struck_fonts: set[str] = set()
        self._month_formats = {MONTH_AND_YEAR}

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if name in ("fonts", "cellXfs"):
            self._within = name
        elif name == "numFmt" and shows_only_the_month(attributes.get("formatCode", "")):
            self._month_formats.add(attributes.get("numFmtId", ""))
        elif name == "strike" and self._within == "fonts" and attributes.get("val", "1") in ("1", "true"):
            self._struck_fonts.add(str(self._fonts))
        elif name == "xf" and self._within == "cellXfs":
            self._style(attributes)

    def _style(self, attributes: dict[str, str]) -> None:
        if attributes.get("fontId") in self._struck_fonts:
            self.cell_styles.struck.add(str(self._styles))
        if attributes.get("numFmtId") in self._month_formats:
            self.cell_styles.months.add(str(self._styles))

    def end(self, name: str) -> None:
        if name == self._within:
            self._within = ""
        elif name == "font" and self._within == "fonts":
            self._fonts += 1
        elif name == "xf" and self._within == "cellXfs":
            self._styles += 1


def shows_only_the_month(code: str) -> bool:
    """A number format like „mmm yy“: the day behind it is never seen."""
    signs = LITERALS.sub("", code).lower()
    return "m" in signs and "y" in signs and not set("dhs0#") & set(signs)


class NotesPart(Part):
    """The notes of one sheet by their cells."""

    def __init__(self, notes: dict[tuple[int, int], str]) -> None:
        super().__init__()
        self.notes = notes
        self._text: list[str] = []

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if name == "comment":
            found = CELL_REFERENCE.fullmatch(attributes.get("ref", ""))
            if found is None:
                raise RefusedError(*DAMAGED)
            self._place = (int(found[2]), column_index(found[1]))
            self._text = []
        elif name == "t":
            self.parser.CharacterDataHandler = self._text.append

    def end(self, name: str) -> None:
        if name == "t":
            self.parser.CharacterDataHandler = None
        elif name == "comment":
            self.notes[self._place] = "".join(self._text)
            if len(self.notes) > MAX_NOTES:
                raise RefusedError(*TOO_LARGE)
