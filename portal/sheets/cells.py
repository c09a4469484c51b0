"""Cells to values, each with the way in which the sender gave it and what is to be said about it."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from portal.dates import Period
from portal.sheets.date_cells import DateError, read_date
from portal.sheets.declaration import Column, Meaning
from portal.sheets.grid import Cell, Unread, text_of
from portal.sheets.header import FoundColumn
from portal.sheets.messages import Level
from portal.sheets.number_cells import Count, CountError, read_count


@dataclass(frozen=True, slots=True)
class Said:
    """What a sender should know about the reading of a cell, wherever it stands."""

    level: Level
    code: str
    text: str


@dataclass(frozen=True, slots=True, eq=False)  # made once for each different cell of a column
class CellReading:
    """`value` is a text, a whole number or a period; None means: no data, or not readable, and then
    `wrong` is set and `said` tells why. `text` is what was found; `kept_as_text`: a plain number that the
    file holds as text."""

    value: str | int | Period | None
    text: str
    estimated: bool = False
    qualifier: str = ""
    remark: str = ""
    dash: bool = False
    closed: bool = False
    wrong: bool = False
    said: Said | None = None
    kept_as_text: bool = False


DATE_AS_NUMBER = "‚{text}‘ ist in der Datei ein Datum. Bitte {wanted} eintragen."
UNREAD = CellReading(None, "", wrong=True)  # a formula whose result the file does not contain


def read_cell(found: FoundColumn, footnotes: Mapping[str, str], cell: Cell) -> CellReading:
    if cell is Unread.FORMULA:
        return UNREAD
    match found.column.meaning:
        case Meaning.COUNT:
            return count_cell(cell, found, footnotes)
        case Meaning.DATE:
            return date_cell(cell)
        case _:
            return text_cell(cell)


def text_cell(cell: Cell) -> CellReading:
    """A formula that a text file carries stays the text that it is."""
    text = text_of(cell)
    if text.startswith(("=", "@")):
        return CellReading(
            text, text, said=Said(Level.NOTICE, "formula_as_text", f"‚{text}‘ als Text gelesen.")
        )
    return CellReading(text or None, text)


def date_cell(cell: Cell) -> CellReading:
    """A doubtful date is a warning, an impossible one an error."""
    text = text_of(cell)
    try:
        reading = read_date(cell)
    except DateError as error:
        return CellReading(None, text, wrong=True, said=Said(Level.ERROR, error.code, error.text))
    if reading is None:
        return CellReading(None, text)
    doubt = Said(Level.WARNING, "date_doubtful", reading.doubt) if reading.doubt else None
    return CellReading(reading.period, text, said=doubt)


def count_cell(cell: Cell, found: FoundColumn, footnotes: Mapping[str, str]) -> CellReading:
    """Zero, no data and „not readable“ stay three different things."""
    text = text_of(cell)
    if isinstance(cell, int) and not isinstance(cell, bool) and 0 <= cell <= 10**9:
        return CellReading(cell, text)
    try:
        if isinstance(cell, date):  # „12.5“ becomes the 12th of May under Excel's hands
            raise CountError("date_as_number", DATE_AS_NUMBER)
        count = read_count(text)
    except CountError as error:
        words = _in_words(error.text, text, found)
        return CellReading(None, text, wrong=True, said=Said(Level.ERROR, error.code, words))
    reading = CellReading(
        count.number,
        text,
        estimated=count.estimated,
        qualifier=count.qualifier,
        remark=footnotes.get(count.mark, "") if count.mark else "",
        dash=count.note == "dash",
        closed=count.closed,
        kept_as_text=isinstance(cell, str) and cell.isdecimal(),
    )
    return replace(reading, said=_explanation(count, reading, found.column))


def _in_words(template: str, text: str, found: FoundColumn) -> str:
    column = found.column
    return template.format(
        text=text,
        heading=found.heading or column.title,
        counted=column.counted,
        wanted=column.wanted,
        pair=column.pair,
    )


def _explanation(count: Count, reading: CellReading, column: Column) -> Said | None:
    """None where the reading is plain."""
    text = reading.text
    if count.number is None:
        if not column.if_missing or count.closed:
            return None
        found = f"‚{text}‘" if text else "Die leere Zelle"
        return Said(Level.NOTICE, "missing", f"{found} {column.if_missing}.")
    if count.note == "estimated":
        return Said(Level.NOTICE, "estimated", f"‚{text}‘ als {count.number} (geschätzt) gelesen.")
    if count.note:
        return Said(Level.NOTICE, count.note, f"‚{text}‘ als {count.number} gelesen.")
    if count.mark:
        known = f"Anmerkung: {reading.remark}" if reading.remark else "Eine Fußnote dazu wurde nicht gefunden"
        words = f"‚{text}‘ als {count.number} gelesen. {known.rstrip('.')}."
        return Said(Level.NOTICE, "footnote", words)
    return None
