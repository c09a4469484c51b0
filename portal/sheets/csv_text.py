"""Text files: which characters, which separator, which lines."""

import csv
import io
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice

from portal.sheets.formats import EMPTY, MAX_COLUMNS, TOO_LARGE, TOO_MANY_COLUMNS
from portal.sheets.grid import CONTROLS, LONGEST_TEXT, Grid, GridRow
from portal.sheets.messages import RefusedError
from portal.sheets.xml_parts import MAX_ROW_NUMBER

# Each separator as it is named to a clerk: „mit Semikolon trennen“.
SEPARATORS = {";": "Semikolon", "\t": "Tabulator", "|": "senkrechtem Strich", ",": "Komma"}

MARKED = {
    b"\xef\xbb\xbf": ("utf-8-sig", "UTF-8"),
    b"\xff\xfe": ("utf-16", "UTF-16"),
    b"\xfe\xff": ("utf-16", "UTF-16"),
}
SAMPLE_ROWS = 200


@dataclass(frozen=True)
class TextFile:
    grid: Grid
    encoding: str


def read_text(data: bytes) -> TextFile:
    """Raises RefusedError for a file that is not text or too long."""
    text, encoding = decode(data)
    text, skipped, separator = named_separator(text)
    separator = separator or likely_separator(text)
    rows = _rows(text, separator, first_line=skipped + 1)
    return TextFile(Grid(name="", rows=rows, separator=separator), encoding)


def decode(data: bytes) -> tuple[str, str]:
    """Text and the name of its character set: mark, else UTF-8, else what Windows or MS-DOS wrote.

    A fixed order: libraries that guess are wrong on short German files.
    """
    for mark, (codec, name) in MARKED.items():
        if data.startswith(mark):
            return data.decode(codec, errors="replace"), name
    try:
        return data.decode("utf-8"), "UTF-8"
    except UnicodeDecodeError:
        name = "CP850" if looks_like_dos(data) else "Windows-1252"
        return data.decode(name, errors="replace"), name


def _inside_words(characters: str, encoding: str) -> re.Pattern[bytes]:
    return re.compile(rb"(?<=[A-Za-z])[" + characters.encode(encoding) + rb"](?=[A-Za-z])")


DOS_UMLAUTS = _inside_words("äöüßÄÖÜ", "cp850")
WINDOWS_UMLAUTS = _inside_words("äöüßÄÖÜ", "cp1252")


def looks_like_dos(data: bytes) -> bool:
    """More umlauts of MS-DOS than of Windows inside words."""
    return len(DOS_UMLAUTS.findall(data)) > len(WINDOWS_UMLAUTS.findall(data))


def named_separator(text: str) -> tuple[str, int, str]:
    """Excel's own first line „sep=;“: the rest, the number of lines it took, the separator."""
    first, _, rest = text.partition("\n")
    named = first.strip().strip('"')
    if named.lower().startswith("sep=") and len(named) <= 5:
        return rest, 1, named[4:] if named[4:] in SEPARATORS else "\t" if first.endswith("\t") else ""
    return text, 0, ""


def likely_separator(text: str) -> str:
    """The one by which most lines fall into the same number of cells."""
    return max(SEPARATORS, key=lambda separator: _regularity(text, separator))


def _regularity(text: str, separator: str) -> int:
    widths: Counter[int] = Counter()
    lines = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
    try:
        widths.update(len(row) for row in islice(lines, SAMPLE_ROWS))
    except csv.Error:
        return 0
    del widths[0], widths[1]
    return max(((width - 1) * count for width, count in widths.items()), default=0)


def _rows(text: str, separator: str, first_line: int) -> list[GridRow]:
    """Numbered by the line on which each begins: quoted cells may hold line breaks."""
    rows = []
    for row in rows_of(io.StringIO(text, newline=""), separator, first_line):
        rows.append(row)
        if len(rows) > MAX_ROW_NUMBER:
            raise RefusedError(*TOO_LARGE)
    if not any(row.filled for row in rows):
        raise RefusedError(*EMPTY)
    return rows


def rows_of(lines: Iterable[str], separator: str, first_line: int) -> Iterator[GridRow]:
    """Raises RefusedError where a line cannot be read."""
    plain = (CONTROLS.sub("", text) for text in lines)
    reader, line = csv.reader(plain, delimiter=separator), first_line
    try:
        for cells in reader:
            if len(cells) > MAX_COLUMNS:
                raise RefusedError(*TOO_MANY_COLUMNS)
            yield GridRow(line, [cell.strip()[:LONGEST_TEXT] or None for cell in cells])
            line = first_line + reader.line_num
    except csv.Error as error:
        raise RefusedError(
            "text_unreadable",
            f"Zeile {line} lässt sich nicht lesen. Bitte prüfen, ob dort ein Anführungszeichen fehlt.",
        ) from error
