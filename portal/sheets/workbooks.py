"""Workbooks to grids: checked first, then parsed in a limited process of its own."""

import json
import subprocess
import sys
import tempfile
from array import array
from collections.abc import Iterator
from datetime import date, datetime, time
from itertools import islice
from pathlib import Path

from portal.dates import MONTHS
from portal.sheets.formats import (
    DAMAGED,
    EMPTY,
    ENCRYPTED,
    MAX_COLUMNS,
    MAX_SHEETS,
    TOO_LARGE,
    TOO_MANY_COLUMNS,
    TOO_MANY_SHEETS,
    Format,
)
from portal.sheets.grid import Cell, Grid, GridRow, Unread, clean_text
from portal.sheets.guard import check_workbook
from portal.sheets.messages import RefusedError
from portal.sheets.places import a_place
from portal.sheets.problem_list import senders_words
from portal.sheets.xml_parts import MAX_ROW_NUMBER, SheetFacts

CHILD = Path(__file__).with_name("child.py")
WALL_SECONDS = 30

FAILURES = {"encrypted": ENCRYPTED, "damaged": DAMAGED}
WITHOUT_ERRORS = (Format.XLS, Format.XLSB)  # here the parser gives nothing for an error cell
UNREADABLE = (
    "unreadable",
    "Die Datei lässt sich nicht sicher lesen. Bitte in Excel öffnen, als .xlsx speichern "
    "und erneut hochladen.",
)


def read_workbook(data: bytes, kind: Format) -> list[Grid]:
    """Every worksheet, hidden ones too, from row 1 on. Raises RefusedError."""
    checked = check_workbook(data, kind)
    answer, numbers = _parse(checked.data)
    if len(answer["sheets"]) > MAX_SHEETS:
        raise RefusedError(*TOO_MANY_SHEETS)
    values = [clean_text(value) if isinstance(value, str) else value for value in answer["values"]]
    cells = map(values.__getitem__, numbers)
    grids = [
        _grid(sheet, cells, checked.sheets.get(sheet["name"], SheetFacts())) for sheet in answer["sheets"]
    ]
    for grid in grids:
        grid.shows_errors = kind not in WITHOUT_ERRORS or grid.name in checked.sheets
    if not any(grid.rows for grid in grids):
        raise RefusedError(*EMPTY)
    return grids


def _parse(data: bytes) -> tuple[dict, array]:
    """What the child answers, and the cells of all sheets as numbers of values. Raises RefusedError also
    where the child died by a signal or took too long."""
    try:
        with a_place(), tempfile.TemporaryFile() as archive:  # through a pipe it would go in small pieces
            archive.write(data)
            archive.seek(0)
            child = subprocess.run(  # noqa: S603 - our own interpreter and script
                [sys.executable, "-I", str(CHILD)], stdin=archive, capture_output=True, timeout=WALL_SECONDS,
                env={}, check=False,
            )  # fmt: skip
    except subprocess.TimeoutExpired as error:
        raise RefusedError(*UNREADABLE) from error
    if child.returncode != 0:
        raise RefusedError(*UNREADABLE)
    words, _, cells = child.stdout.partition(b"\n")
    answer = json.loads(words, object_hook=_dates)
    if "failure" in answer:
        raise RefusedError(*FAILURES[answer["failure"]])
    return answer, array("I", cells)


DATES = {
    "datetime": datetime.fromisoformat,
    "date": date.fromisoformat,
    "time": time.fromisoformat,
}


def _dates(found: dict) -> object:
    """Undo the tags that the child gave to dates."""
    if len(found) == 1:
        tag, text = next(iter(found.items()))
        if tag in DATES:
            return DATES[tag](text)
    return found


def _grid(sheet: dict, cells: Iterator[Cell], facts: SheetFacts) -> Grid:
    """`cells`: what is left of those of all sheets."""
    width = sheet["width"]
    if width and sheet["cells"] > MAX_ROW_NUMBER * width:
        raise RefusedError(*TOO_LARGE)
    if width > MAX_COLUMNS:
        raise RefusedError(*TOO_MANY_COLUMNS)
    own = list(islice(cells, sheet["cells"]))
    firsts = range(0, len(own), width or 1)
    rows = [GridRow(number, own[first : first + width]) for number, first in enumerate(firsts, start=1)]
    for (row, column), error in facts.errors.items():
        _put(rows, row, column, error)
    for row, column in facts.month_cells:
        if row <= len(rows):
            _put(rows, row, column, _month_of(rows[row - 1].cell(column)))
    for row, column in facts.without_result:
        _put(rows, row, column, Unread.FORMULA)
    return Grid(
        name=sheet["name"],
        rows=rows,
        hidden=facts.hidden or sheet["hidden"],
        hidden_rows=frozenset(facts.hidden_rows),
        hidden_columns=frozenset(facts.hidden_columns),
        struck_rows=frozenset(facts.struck_rows),
        merged=facts.merged,
        notes={
            place: " ".join(words.split())
            for place, text in facts.notes.items()
            if (words := senders_words(text))
        },
    )


def _month_of(cell: Cell) -> Cell:
    """As the sheet shows it: of the first of January only „Januar 2017“."""
    return f"{MONTHS[cell.month - 1]} {cell.year}" if isinstance(cell, date) else cell


def _put(rows: list[GridRow], number: int, column: int, cell: Cell) -> None:
    """What the parser left out may lie beyond its last row or column."""
    while len(rows) < number:
        rows.append(GridRow(len(rows) + 1, []))
    cells = rows[number - 1].cells
    cells.extend([None] * (column + 1 - len(cells)))
    cells[column] = cell
