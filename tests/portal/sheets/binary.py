"""A binary workbook (.xlsb) byte by byte, as [MS-XLSB] says: no free program saves one."""

import io
import struct
import zipfile
from collections.abc import Collection, Sequence
from dataclasses import dataclass

RELATIONS = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    '<Relationship Id="rId1" Target="worksheets/sheet1.bin" '
    'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet"/></Relationships>'
)
TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="bin" '
    'ContentType="application/vnd.ms-excel.sheet.binary.macroEnabled.main"/></Types>'
)
BEGIN_BOOK, END_BOOK, BEGIN_SHEETS, SHEET, END_SHEETS = 131, 132, 143, 156, 144
BEGIN_SHEET, END_SHEET = 129, 130
DIMENSION, BEGIN_DATA, END_DATA, ROW, COLUMNS, MERGED = 148, 145, 146, 0, 60, 176
ERROR, NUMBER, TEXT, RESULT_ERROR = 3, 5, 6, 11


@dataclass(frozen=True)
class Error:
    """`code` as Excel counts its errors; `calculated`: the result of a formula."""

    code: int
    calculated: bool = False


def xlsb(
    *rows: Sequence[str | float | Error | None],
    hidden_rows: Collection[int] = (),
    hidden_columns: Collection[int] = (),
    merged: Collection[tuple[int, int, int, int]] = (),
) -> bytes:
    """Rows and columns count from 0, as in the file."""
    width = max(map(len, rows))
    sheet = _record(BEGIN_SHEET) + b"".join(_column(index) for index in hidden_columns)
    sheet += _record(DIMENSION, struct.pack("<4I", 0, len(rows) - 1, 0, width - 1)) + _record(BEGIN_DATA)
    for number, cells in enumerate(rows):
        sheet += _record(ROW, struct.pack("<IIHBB", number, 0, 300, 0, 0x10 if number in hidden_rows else 0))
        sheet += b"".join(_cell(at, cell) for at, cell in enumerate(cells) if cell is not None)
    sheet += _record(END_DATA) + b"".join(_record(MERGED, struct.pack("<4I", *one)) for one in merged)
    sheet += _record(END_SHEET)
    about = _record(SHEET, struct.pack("<II", 0, 1) + _text("rId1") + _text("Belegung"))
    sheets = _record(BEGIN_SHEETS) + about + _record(END_SHEETS)
    workbook = _record(BEGIN_BOOK) + sheets + _record(END_BOOK)
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", TYPES)
        archive.writestr("xl/workbook.bin", workbook)
        archive.writestr("xl/_rels/workbook.bin.rels", RELATIONS)
        archive.writestr("xl/worksheets/sheet1.bin", sheet)
    return file.getvalue()


def _column(index: int) -> bytes:
    return _record(COLUMNS, struct.pack("<4IH", index, index, 2000, 0, 0x01))


def _cell(at: int, cell: str | float | Error) -> bytes:
    place = struct.pack("<II", at, 0)
    match cell:
        case Error(code, calculated=True):
            return _record(RESULT_ERROR, place + struct.pack("<BHII", code, 0, 0, 0))
        case Error(code):
            return _record(ERROR, place + bytes([code]))
        case str():
            return _record(TEXT, place + _text(cell))
        case _:
            return _record(NUMBER, place + struct.pack("<d", cell))


def _text(text: str) -> bytes:
    return struct.pack("<I", len(text)) + text.encode("utf-16-le")


def _record(number: int, body: bytes = b"") -> bytes:
    return _seven_bits(number) + _seven_bits(len(body)) + body


def _seven_bits(number: int) -> bytes:
    low, rest = number & 0x7F, number >> 7
    return bytes([low | 0x80]) + _seven_bits(rest) if rest else bytes([low])
