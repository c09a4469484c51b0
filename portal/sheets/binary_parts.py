"""What binary workbooks say beside their values: errors, merged and hidden cells ([MS-XLS], [MS-XLSB]).

The reading library blanks an error cell of these formats and does not know what is hidden. Their records
are a number, a length and that many bytes; of most of them nothing is to be known.
"""

import struct
from collections.abc import Iterator

from portal.sheets.formats import MAX_COLUMNS, TOO_LARGE, TOO_MANY_COLUMNS
from portal.sheets.grid import Merged
from portal.sheets.messages import RefusedError
from portal.sheets.ole import OleFile
from portal.sheets.xml_parts import GERMAN_ERRORS, MAX_CELLS, MAX_MERGED, MAX_ROW_NUMBER, SheetFacts

MAX_RECORDS = 2 * MAX_CELLS
ERRORS = {
    0x00: "#NULL!", 0x07: "#DIV/0!", 0x0F: "#VALUE!", 0x17: "#REF!", 0x1D: "#NAME?", 0x24: "#NUM!",
    0x2A: "#N/A",
}  # fmt: skip
BROKEN = (struct.error, IndexError, ValueError)

Record = tuple[int, bytes]


def note_error(facts: SheetFacts, row: int, column: int, code: int) -> None:
    """As German Excel shows it; a code nobody knows is an error all the same. Raises RefusedError."""
    if row > MAX_ROW_NUMBER:
        raise RefusedError(*TOO_LARGE)
    if column >= MAX_COLUMNS:
        raise RefusedError(*TOO_MANY_COLUMNS)
    facts.errors[row, column] = GERMAN_ERRORS[ERRORS.get(code, "#N/A")]


def bounded(records: Iterator[Record]) -> Iterator[Record]:
    """Raises RefusedError."""
    for count, record in enumerate(records):
        if count > MAX_RECORDS:
            raise RefusedError(*TOO_LARGE)
        yield record


def hide_columns(facts: SheetFacts, first: int, last: int) -> None:
    facts.hidden_columns.update(range(first, min(last + 1, MAX_COLUMNS)))


def merge(facts: SheetFacts, first_row: int, last_row: int, first_column: int, last_column: int) -> None:
    """Rows from 0, as both formats count. Raises RefusedError."""
    facts.merged.append(Merged(first_row + 1, first_column, last_row + 1, last_column))
    if len(facts.merged) > MAX_MERGED:
        raise RefusedError(*TOO_LARGE)


def facts_of_xls(data: bytes) -> dict[str, SheetFacts]:
    """By the names of the sheets; nothing of a file that is not built as usual. Raises RefusedError."""
    try:
        stream = OleFile(data).stream("Workbook")
        return {name: _xls_sheet(stream, at) for name, at in _xls_sheets(stream)}
    except BROKEN:
        return {}


def _xls_records(stream: bytes, at: int) -> Iterator[Record]:
    """Of one part of the stream, up to its end; a chart inside it has parts of its own."""
    depth = 0
    while at + 4 <= len(stream):
        number, length = struct.unpack_from("<HH", stream, at)
        depth += {0x0809: 1, 0x000A: -1}.get(number, 0)  # begin and end of a part
        if depth <= 0:
            return
        if depth == 1:
            yield number, stream[at + 4 : at + 4 + length]
        at += 4 + length


def _xls_sheets(stream: bytes) -> Iterator[tuple[str, int]]:
    for number, body in bounded(_xls_records(stream, 0)):
        if number == 0x0085:
            at, _, kind, length, flags = struct.unpack_from("<IBBBB", body)
            if kind == 0:  # a sheet of cells
                text = body[8 : 8 + length * (2 if flags & 1 else 1)]
                yield text.decode("utf-16-le" if flags & 1 else "latin-1"), at


def _xls_sheet(stream: bytes, at: int) -> SheetFacts:
    facts = SheetFacts()
    for number, body in bounded(_xls_records(stream, at)):
        match number:
            case 0x0205:
                row, column, _, code, is_error = struct.unpack_from("<HHHBB", body)
                if is_error:
                    note_error(facts, row + 1, column, code)
            case 0x0006:
                row, column, _, kind, _, code, no_number = struct.unpack_from("<HHHBBB3xH", body)
                if no_number == 0xFFFF and kind == 2:
                    note_error(facts, row + 1, column, code)
            case 0x0208 if body[12] & 0x20:
                facts.hidden_rows.add(struct.unpack_from("<H", body)[0] + 1)
            case 0x007D if body[8] & 0x01:
                hide_columns(facts, *struct.unpack_from("<HH", body))
            case 0x00E5:
                for merged in struct.iter_unpack("<4H", body[2 : 2 + 8 * (len(body) // 8)]):
                    merge(facts, *merged)
    return facts


def sheets_of_xlsb(workbook: bytes) -> list[tuple[str, str]]:
    """Name and relation of each sheet."""
    found = []
    for number, body in bounded(_xlsb_records(workbook)):
        if number == 156:
            relation, at = _xlsb_text(body, 8)
            found.append((_xlsb_text(body, at)[0], relation))
    return found


def facts_of_xlsb(sheet: bytes) -> SheetFacts:
    """Raises RefusedError, and `BROKEN` for records that are not what they claim."""
    facts, row = SheetFacts(), 0
    for number, body in bounded(_xlsb_records(sheet)):
        match number:
            case 0:
                row = struct.unpack_from("<I", body)[0] + 1
                if body[11] & 0x10:
                    facts.hidden_rows.add(row)
            case 3 | 11:  # an error, alone or the result of a formula
                note_error(facts, row, struct.unpack_from("<I", body)[0], body[8])
            case 60 if body[16] & 0x01:
                hide_columns(facts, *struct.unpack_from("<II", body))
            case 176:
                merge(facts, *struct.unpack_from("<4I", body))
    return facts


def _xlsb_records(data: bytes) -> Iterator[Record]:
    at = 0
    while at < len(data):
        number, at = _seven_bits(data, at, 2)
        length, at = _seven_bits(data, at, 4)
        yield number, data[at : at + length]
        at += length


def _seven_bits(data: bytes, at: int, most: int) -> tuple[int, int]:
    """A number in as many bytes as it needs, and where it ends. Raises IndexError."""
    number = 0
    for position in range(most):
        byte = data[at]
        at += 1
        number |= (byte & 0x7F) << (7 * position)
        if not byte & 0x80:
            break
    return number, at


def _xlsb_text(body: bytes, at: int) -> tuple[str, int]:
    """A text with its length before it, and where it ends."""
    (length,) = struct.unpack_from("<I", body, at)
    end = at + 4 + 2 * length
    return body[at + 4 : end].decode("utf-16-le"), end
