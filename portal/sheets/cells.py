"""Cells to values, each with its place and the way in which the sender gave it."""

from collections.abc import Mapping
from dataclasses import dataclass

from portal.dates import Period
from portal.sheets.date_cells import DateError, read_date
from portal.sheets.declaration import Column
from portal.sheets.grid import Cell, text_of
from portal.sheets.messages import Messages, Place
from portal.sheets.number_cells import Count, CountError, read_count


@dataclass(frozen=True, slots=True)
class CellReading:
    """`value` is a text, a whole number or a period; None means: no data, or not readable, and then
    `wrong` is set and a message says why. `text` is what was found."""

    value: str | int | Period | None
    text: str
    place: Place
    estimated: bool = False
    qualifier: str = ""
    remark: str = ""
    dash: bool = False
    closed: bool = False
    wrong: bool = False


def text_cell(cell: Cell, place: Place, messages: Messages) -> CellReading:
    """A formula that a text file carries stays the text that it is."""
    text = text_of(cell)
    if text.startswith(("=", "@")):
        messages.notice("formula_as_text", f"‚{text}‘ als Text gelesen.", place, text)
    return CellReading(text or None, text, place)


def date_cell(cell: Cell, place: Place, messages: Messages) -> CellReading:
    """A doubtful date is a warning, an impossible one an error."""
    text = text_of(cell)
    try:
        reading = read_date(cell)
    except DateError as error:
        messages.error(error.code, error.text, place, text)
        return CellReading(None, text, place, wrong=True)
    if reading is None:
        return CellReading(None, text, place)
    if reading.doubt:
        messages.warning("date_doubtful", reading.doubt, place, text)
    return CellReading(reading.period, text, place)


def count_cell(
    cell: Cell, column: Column, place: Place, footnotes: Mapping[str, str], messages: Messages
) -> CellReading:
    """Zero, no data and „not readable“ stay three different things."""
    text = text_of(cell)
    if isinstance(cell, int) and not isinstance(cell, bool) and 0 <= cell <= 10**9:
        return CellReading(cell, text, place)
    try:
        count = read_count(text)
    except CountError as error:
        messages.error(error.code, _in_words(error.text, text, column, place), place, text)
        return CellReading(None, text, place, wrong=True)
    reading = CellReading(
        count.number,
        text,
        place,
        estimated=count.estimated,
        qualifier=count.qualifier,
        remark=footnotes.get(count.mark, "") if count.mark else "",
        dash=count.note == "dash",
        closed=count.closed,
    )
    _explain(count, reading, column, messages)
    return reading


def unread_cell(place: Place, messages: Messages) -> CellReading:
    """A formula whose result the file does not contain."""
    messages.error(
        "formula_without_result",
        f"Zelle {place.column}{place.row} enthält eine Formel ohne gespeichertes Ergebnis. "
        "Bitte die Datei in Excel öffnen, speichern und erneut hochladen.",
        place,
        names_place=not messages.name_sheets,
    )
    return CellReading(None, "", place, wrong=True)


def _in_words(template: str, text: str, column: Column, place: Place) -> str:
    return template.format(
        text=text,
        heading=place.heading or column.title,
        counted=column.counted,
        wanted=column.wanted,
        pair=column.pair,
    )


def _explain(count: Count, reading: CellReading, column: Column, messages: Messages) -> None:
    """What a sender should know about the reading of a cell that can be read."""
    text, place = reading.text, reading.place
    if count.number is None:
        if column.if_missing and not count.closed:
            found = f"‚{text}‘" if text else "Die leere Zelle"
            messages.notice("missing", f"{found} {column.if_missing}.", place, text)
    elif count.note == "estimated":
        messages.notice("estimated", f"‚{text}‘ als {count.number} (geschätzt) gelesen.", place, text)
    elif count.note:
        messages.notice(count.note, f"‚{text}‘ als {count.number} gelesen.", place, text)
    elif count.mark:
        known = f"Anmerkung: {reading.remark}" if reading.remark else "Eine Fußnote dazu wurde nicht gefunden"
        messages.notice("footnote", f"‚{text}‘ als {count.number} gelesen. {known.rstrip('.')}.", place, text)
