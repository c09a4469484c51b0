"""Files that were made to break a reader, small enough to be made in a test."""

import io
import random
import zipfile
from collections.abc import Callable, Iterable

import xlsxwriter
from openpyxl import Workbook

from tests.sheets import saved, text, workbook

LIST = (["Unterkunft", "Belegung"], ["Haus 1", 118])
HONEST = workbook(*LIST)
MB = 1024 * 1024


def with_members(data: bytes = HONEST, **members: bytes | str) -> bytes:
    """The workbook with parts of its archive replaced or added: `sheet1`, `sharedStrings`, `styles`."""
    paths = {"sheet1": "xl/worksheets/sheet1.xml"}
    new = {paths.get(name, f"xl/{name}.xml"): content for name, content in members.items()}
    source, target = zipfile.ZipFile(io.BytesIO(data)), io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as copy:
        for name in source.namelist():
            if name not in new:
                copy.writestr(name, source.read(name))
        for name, content in new.items():
            copy.writestr(name, content)
    return target.getvalue()


SPACE = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"


def sheet_xml(rows: str, doctype: str = "", first: str = "", last: str = "") -> str:
    return f'{doctype}<worksheet xmlns="{SPACE}">{first}<sheetData>{rows}</sheetData>{last}</worksheet>'


def with_sheet(rows: str, **around: str) -> bytes:
    return with_members(sheet1=sheet_xml(rows, **around))


def ods(table: str) -> bytes:
    spaces = " ".join(
        f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
        for name in ("office", "table", "text")
    )
    content = (
        f'<office:document-content {spaces} office:version="1.2"><office:body><office:spreadsheet>'
        f'<table:table table:name="Liste">{table}</table:table>'
        "</office:spreadsheet></office:body></office:document-content>"
    )
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("content.xml", content)
    return file.getvalue()


def ods_cell(content: str = "x", repeated: int = 1) -> str:
    return (
        f'<table:table-cell office:value-type="string" table:number-columns-repeated="{repeated}">'
        f"<text:p>{content}</text:p></table:table-cell>"
    )


def ods_rows(repeated: int, cells: str) -> str:
    return f'<table:table-row table:number-rows-repeated="{repeated}">{cells}</table:table-row>'


def many_cells() -> bytes:
    """600,000 real cells in 60 KB."""
    row = "".join('<c t="n"><v>1</v></c>' for _ in range(100))
    return with_sheet(f"<row>{row}</row>" * 6_000)


def lying_header() -> bytes:
    """The directory of the archive says that the sheet is small."""
    data = bytearray(with_sheet(" " * 70 * MB))
    entry = data.rindex(b"xl/worksheets/sheet1.xml") - 46
    data[entry + 24 : entry + 28] = (1_000).to_bytes(4, "little")
    return bytes(data)


def many_members() -> bytes:
    return with_members(**{f"media/{number}": "" for number in range(300)})


def many_sheets() -> bytes:
    book = Workbook()
    for number in range(60):
        book.create_sheet(str(number))
    return saved(book)


def not_a_number() -> bytes:
    """A cell that Excel can hold and no other program expects."""
    file = io.BytesIO()
    with xlsxwriter.Workbook(file, {"nan_inf_to_errors": True}) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, LIST[0])
        sheet.write_row(1, 0, ["Haus 1", float("nan")])
    return file.getvalue()


def old_excel(content: bytes) -> bytes:
    """The container of old Excel files around something else."""
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "Workbook".encode("utf-16-le") + content


def noise(length: int) -> bytes:
    return random.Random(5).randbytes(length)  # noqa: S311 - not for secrets


DOCTYPE = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa">{}]>'
LAUGHS = DOCTYPE.format("".join(
    f'<!ENTITY {name} "{f"&{before};" * 10}">' for before, name in zip("abcdefgh", "bcdefghi", strict=True)
))  # fmt: skip
OUTSIDE = '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>'
NAMED = '<c r="{}" t="inlineStr"><is><t>{}</t></is></c>'
TEXT_CELL = '<row><c r="A1" t="inlineStr"><is><t>{}</t></is></c></row>'
STRING_CELLS = "".join(f'<row r="{row}"><c r="A{row}" t="s"><v>0</v></c></row>' for row in range(1, 2_001))
MERGES = "".join(f'<mergeCell ref="A{row}:B{row}"/>' for row in range(1, 6_001))

FILES: dict[str, Callable[[], bytes]] = {
    "xlsx: 600,000 real cells": many_cells,
    "xlsx: 70 MB of blanks": lambda: with_sheet(" " * 70 * MB),
    "xlsx: header lies about the size": lying_header,
    "xlsx: one huge shared string": lambda: with_members(
        sharedStrings=f'<sst><si><t>{"x" * 60 * MB}</t></si></sst>',
        sheet1=sheet_xml('<row r="1"><c r="A1" t="s"><v>0</v></c></row>'),
    ),
    "xlsx: one long string in 2,000 cells": lambda: with_members(
        sharedStrings=f'<sst><si><t>{"x" * 30_000}</t></si></sst>', sheet1=sheet_xml(STRING_CELLS)
    ),
    "xlsx: count of strings claims 4 billion": lambda: with_members(
        sharedStrings='<sst count="4294967295" uniqueCount="4294967295"/>'
    ),
    "xlsx: dimension claims the whole sheet": lambda: with_sheet(
        '<row r="1"><c r="A1"><v>1</v></c></row>', first='<dimension ref="A1:XFD1048576"/>'
    ),
    "xlsx: two far cells": lambda: with_sheet(
        '<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'
    ),
    "xlsx: row number 4 billion": lambda: with_sheet(
        '<row r="4000000000"><c r="A4000000000"><v>1</v></c></row>'
    ),
    "xlsx: cell reference without end": lambda: with_sheet(f'<row><c r="A{"9" * 4_000}"><v>1</v></c></row>'),
    "xlsx: number that is none": lambda: with_sheet(
        '<row><c r="A1"><v>1e99999</v></c><c r="B1"><v>-</v></c></row>'
    ),
    "xlsx: document type": lambda: with_sheet(TEXT_CELL.format("&a;"), doctype=DOCTYPE.format("")),
    "xlsx: billion laughs": lambda: with_sheet(TEXT_CELL.format("&i;"), doctype=LAUGHS),
    "xlsx: entity from outside": lambda: with_sheet(TEXT_CELL.format("&a;"), doctype=OUTSIDE),
    "xlsx: 6,000 merged ranges": lambda: with_sheet("", last=f"<mergeCells>{MERGES}</mergeCells>"),
    "xlsx: one merge of the whole sheet": lambda: with_sheet(
        '<row r="1"><c r="A1"><v>1</v></c></row>',
        last='<mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells>'
    ),
    "xlsx: 300,000 styles": lambda: with_members(
        styles=f'<styleSheet><cellXfs>{"<xf/>" * 300_000}</cellXfs></styleSheet>'
    ),
    "xlsx: deep nesting": lambda: with_sheet("<row>" + "<a>" * 500_000 + "</a>" * 500_000 + "</row>"),
    "xlsx: long attribute": lambda: with_sheet(f'<row x="{"y" * MB}"/>'),
    "xlsx: 300 members": many_members,
    "xlsx: 60 sheets": many_sheets,
    "xlsx: not a number": not_a_number,
    "xlsx: cut off": lambda: HONEST[: len(HONEST) * 2 // 3],
    "xlsx: only the end of an archive": lambda: b"PK\x05\x06" + bytes(18),
    "xlsb: noise for a workbook": lambda: _xlsb(noise(5_000)),
    "xlsb: 70 MB for a workbook": lambda: _xlsb(bytes(70 * MB)),
    "xlsb: three million empty records": lambda: _xlsb(b"\x01\x00" * 3_000_000),
    "xls: a container that bites its tail": lambda: old_excel(b"\x00" * 512 * 100),
    "xlsx: 4,900 merges of one column": lambda: with_sheet(
        f'<row r="1">{NAMED.format("A1", "Unterkunft")}{NAMED.format("B1", "Ist")}</row>'
        f'<row r="2">{NAMED.format("A2", "Haus 1")}<c r="B2"><v>1</v></c></row>'
        + "".join(f'<row r="{row}"><c r="B{row}"><v>1</v></c></row>' for row in range(3, 15_000)),
        last="<mergeCells>" + '<mergeCell ref="A2:A1048576"/>' * 4_900 + "</mergeCells>",
    ),
    "ods: a billion rows with content": lambda: ods(ods_rows(10**9, ods_cell())),
    "ods: a billion empty rows": lambda: ods(
        ods_rows(10**9, "<table:table-cell/>") + ods_rows(1, ods_cell())
    ),
    "ods: a billion columns": lambda: ods(ods_rows(1, ods_cell(repeated=10**9))),
    "ods: the whole sheet": lambda: ods(ods_rows(1_048_576, ods_cell(repeated=16_384))),
    "ods: a billion blanks in one cell": lambda: ods(ods_rows(1, ods_cell('<text:s text:c="1000000000"/>'))),
    "ods: a repeat that is no number": lambda: ods(ods_rows(-1, ods_cell())),
    "xls: noise": lambda: old_excel(noise(20_000)),
    "xls: only the beginning": lambda: old_excel(b""),
    "xls: zeros": lambda: old_excel(bytes(MB)),
    "csv: null bytes": lambda: b"Unterkunft;Belegung\r\nHaus\x00 1;118\r\n",
    "csv: one line of 9 MB": lambda: b"Unterkunft;Belegung\r\n" + b"x" * 9 * MB,
    "csv: open quotation mark": lambda: (
        text("Unterkunft;Belegung", '"Haus 1;118') + b"Haus 2;118\r\n" * 300_000
    ),
    "csv: 100,000 columns": lambda: text(";".join(["Belegung"] * 100_000), ";".join(["1"] * 100_000)),
    "csv: a million lines": lambda: b"Unterkunft;Belegung\r\n" + b"H;1\r\n" * 1_000_000,
    "csv: nothing but separators": lambda: b";" * 9 * MB,
    "csv: half a UTF-16": lambda: "Unterkunft;Belegung".encode("utf-16")[:-1],
}  # fmt: skip


def _xlsb(workbook_part: bytes) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.bin", workbook_part)
    return file.getvalue()


def flipped(places: Iterable[int], data: bytes = HONEST) -> bytes:
    changed = bytearray(data)
    for place in places:
        changed[place % len(data)] ^= 0xFF
    return bytes(changed)
