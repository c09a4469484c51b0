"""The lists that are measured: one operator with as many shelters as a Land has reports them every day."""

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import NamedTuple

import xlsxwriter

SENDER = "Wohnen und Hilfe gGmbH"
SHELTERS = 1_800
FIRST_DAY = date(2016, 1, 1)
HEADINGS = ("Unterkunft", "Stichtag", "Kapazität", "Belegung")
FULL_HEADINGS = (
    "lfd. Nr.", "Schlüssel", "Unterkunft", "Straße", "Stadtbezirk", "Art", "Stichtag", "Plätze", "belegt",
    "Frauen", "Männer", "frei", "Bemerkung",
)  # fmt: skip


class Line(NamedTuple):
    shelter: str  # its code
    as_of: date
    capacity: int
    occupied: int


def lines(rows: int) -> Iterator[Line]:
    for number in range(rows):
        day = FIRST_DAY + timedelta(days=number // SHELTERS)
        yield Line(f"H{number % SHELTERS}", day, 120, 80 + number % 7)


def write_text(path: Path, rows: int) -> Path:
    """As German spreadsheet programs save it, without a byte order mark."""
    with path.open("w", encoding="utf-8") as file:
        file.write(";".join(HEADINGS) + "\n")
        for line in lines(rows):
            file.write(f"{line.shelter};{line.as_of:%d.%m.%Y};{line.capacity};{line.occupied}\n")
    return path


def write_workbook(path: Path, rows: int, *, full: bool) -> Path:
    """`full`: with everything that operators keep in their lists; else only what has to be there."""
    with xlsxwriter.Workbook(path, {"default_date_format": "dd.mm.yyyy"}) as book:
        sheet = book.add_worksheet("Belegung")
        sheet.write_row(0, 0, FULL_HEADINGS if full else HEADINGS)
        for number, line in enumerate(lines(rows), start=1):
            sheet.write_row(number, 0, full_line(number, line) if full else line)
    return path


def full_line(number: int, line: Line) -> tuple:
    women = line.occupied // 3
    return (
        number, line.shelter, f"Haus {line.shelter[1:]}", f"Musterstraße {line.shelter[1:]}", "Mitte", "GU",
        line.as_of, line.capacity, line.occupied, women, line.occupied - women,
        line.capacity - line.occupied, "",
    )  # fmt: skip
