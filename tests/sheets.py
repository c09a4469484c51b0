"""Files as operators make them: real workbooks and the bytes of text files."""

import io
from collections.abc import Callable, Sequence
from typing import Any

from openpyxl import Workbook

HEADINGS = ["Unterkunft", "Stadtbezirk", "Träger", "Kapazität", "Belegung", "Stichtag"]


def workbook(*rows: Sequence[Any], sheet: str = "Belegung", change: Callable | None = None) -> bytes:
    """An XLSX with these rows from row 1 on; `change` gets openpyxl's sheet before it is saved."""
    book = Workbook()
    active = book.active
    active.title = sheet
    for row in rows:
        active.append(list(row))
    if change:
        change(active)
    return saved(book)


def saved(book: Workbook) -> bytes:
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def text(*lines: str, encoding: str = "utf-8") -> bytes:
    """A text file with Windows line ends, as Excel writes it."""
    return "".join(f"{line}\r\n" for line in lines).encode(encoding)


def cell_list(*values: Any, heading: str = "Belegung") -> bytes:
    """A workbook with one shelter per value, from row 2 on, in column B."""
    rows = [[f"Haus {number}", value] for number, value in enumerate(values, start=1)]
    return workbook(["Unterkunft", heading], *rows)


def occupancy_csv(*lines: str, as_of: str = "31.08.2017") -> bytes:
    """Lines of „shelter;places;occupied“ under a title with the date, as old Excel saves them."""
    return text(
        f"Belegungsliste, Stand: {as_of}", "", "Unterkunft;Plätze;Belegung", *lines, encoding="cp1252"
    )
