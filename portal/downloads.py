"""A table as a file: CSV for programs, XLSX for people; both hold what the page shows, no more.

Numbers are numbers in both; what the page prints beside a number („rund“, „geschätzt“) stands in a
column of its own. Text is never a formula: XLSX marks it as text, CSV puts an apostrophe before text
that a spreadsheet program would calculate.
"""

import csv
import io
import re
from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from functools import cache

import xlsxwriter
from django.utils.text import slugify
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from portal.figures import EXAMPLE, HIDDEN, KIND_TEXT, NO_DATA, Cell, Column, Kind, Table, Value
from portal.numbers import rounded

SHEET, EXPLANATIONS = "Daten", "Erläuterungen"
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
UNREADABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
LONGEST_TEXT = 32_767  # of a cell, set by Excel
WIDEST_COLUMN = 420  # pixels

Content = str | Decimal | date


def file_name(key: str, as_of: date, extension: str) -> str:
    """„belegung_2017-08-31.csv“: ASCII without spaces, safe in any header and file system."""
    return f"{slugify(key)}_{as_of.isoformat()}.{extension}"


def csv_bytes(table: Table) -> bytes:
    """UTF-8 with BOM, semicolons, CRLF, one header row; opens in a German Excel by double click.

    Numbers have a decimal comma, an ASCII minus and no thousands point (programs read „8.141“ as
    eight); dates are ISO. A missing number is „k. A.“, a suppressed one „•“. Text that starts like a
    formula gets a leading apostrophe. A table with invented data says so in its last column.
    """
    text = io.StringIO()
    writer = csv.writer(text, delimiter=";", lineterminator="\r\n")
    writer.writerows([_in_csv(content) for content in line] for line in _lines(table))
    return text.getvalue().encode("utf-8-sig")


def xlsx_bytes(table: Table) -> bytes:
    """The table on the first sheet; its caption, notes and signs on the second."""
    file = io.BytesIO()
    with xlsxwriter.Workbook(file, {"in_memory": True}) as book:

        @cache
        def style(number_format: str, bold: bool) -> Format:
            return book.add_format({"num_format": number_format, "bold": bold})

        sheet = book.add_worksheet(SHEET)
        lines = _lines(table)
        for row, line in enumerate(lines):
            bold = row == 0 or (bool(table.footer) and row == len(lines) - 1)
            for place, content in enumerate(line):
                _write(sheet, row, place, content, style(_number_format(content), bold))
        sheet.freeze_panes(1, 0)
        sheet.autofit(WIDEST_COLUMN)
        _explain(book.add_worksheet(EXPLANATIONS), table, style("@", True))
    return file.getvalue()


def _lines(table: Table) -> list[tuple[Content, ...]]:
    """Header, rows and footer, all of the same length."""
    rows = (*table.rows, table.footer) if table.footer else table.rows
    columns = [
        filled
        for place, column in enumerate(table.columns)
        for filled in _filled(column, [row[place] for row in rows])
    ]
    if table.example and columns:
        columns.append(["Hinweis", *(f"Tabelle enthält {EXAMPLE}" for _ in rows)])
    return list(zip(*columns, strict=True))


def _filled(column: Column, cells: list[Cell]) -> Iterable[list[Content]]:
    """A column from its header down; followed by its remarks, if its numbers have any."""
    units = {cell.content.unit for cell in cells if isinstance(cell.content, Value)}
    unit = units.pop() if len(units) == 1 else ""
    yield [_header(column.label, unit), *(_content(cell) for cell in cells)]
    remarks = [_remark(cell, with_unit=bool(units)) for cell in cells]
    if any(remarks):
        yield [_clean(f"{column.label}: Hinweis"), *remarks]


def _header(label: str, unit: str) -> str:
    return _clean(label if unit in label else f"{label} ({unit})")


def _content(cell: Cell) -> Content:
    match cell.content:
        case Value(amount=Decimal() as amount, decimals=decimals):
            return rounded(amount, decimals)
        case Value() as absent:
            return absent.number
        case date() as when:
            return when
        case text:
            return _clean(text)


def _remark(cell: Cell, with_unit: bool) -> str:
    """„rund, geschätzt“; a missing or suppressed number says it in its own place."""
    value = cell.content
    if not isinstance(value, Value) or value.amount is None:
        return ""
    words = (value.qualifier, value.mark, value.unit if with_unit else "")
    return _clean(", ".join(filter(None, words)))


def _clean(text: str) -> str:
    """Without the characters that no spreadsheet file can hold, and no longer than a cell."""
    return UNREADABLE.sub("", text)[:LONGEST_TEXT]


def _in_csv(content: Content) -> str:
    match content:
        case Decimal():
            return f"{content:f}".replace(".", ",")
        case date():
            return content.isoformat()
        case text:
            return f"'{text}" if text.startswith(FORMULA_STARTS) else text


def _number_format(content: Content) -> str:
    """In Excel's own notation; a German Excel shows „8.141“, „6,47“ and „31.08.2017“."""
    match content:
        case Decimal():
            decimals = max(0, -int(content.as_tuple().exponent))
            return "#,##0." + "0" * decimals if decimals else "#,##0"
        case date():
            return "dd.mm.yyyy"
        case _:
            return "@"


def _write(sheet: Worksheet, row: int, place: int, content: Content, style: Format) -> None:
    match content:
        case Decimal():
            sheet.write_number(row, place, float(content), style)
        case date():
            sheet.write_datetime(row, place, content, style)
        case text:
            sheet.write_string(row, place, text, style)


def _explain(sheet: Worksheet, table: Table, bold: Format) -> None:
    sheet.write_string(0, 0, _clean(table.caption), bold)
    signs = (
        f"{NO_DATA}: {KIND_TEXT[Kind.MISSING]}",
        f"{HIDDEN}: {KIND_TEXT[Kind.SUPPRESSED]}",
    )
    example = (f"Die Tabelle enthält {EXAMPLE}.",) if table.example else ()
    for row, text in enumerate((*example, *table.notes, *signs), start=1):
        sheet.write_string(row, 0, _clean(text))
    sheet.autofit(2 * WIDEST_COLUMN)
