"""Text files of any length, read in parts: never more than one part is in memory.

Each part is read as a file of its own that begins with the same header. Only sums go on from part to
part; what else a table says as a whole (a date above it, a meaning of a column) is the same in each.
"""

import codecs
import io
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import islice
from typing import IO

from portal.sheets.csv_text import MARKED, likely_separator, looks_like_dos, named_separator, rows_of
from portal.sheets.declaration import Declaration
from portal.sheets.formats import BIG_BYTES, BIG_ROWS, EMPTY, TOO_BIG, UNKNOWN, Format, recognise
from portal.sheets.grid import Grid, GridRow
from portal.sheets.headings import Headings
from portal.sheets.messages import Messages, RefusedError
from portal.sheets.reader import FileReader, SourceFile, has_personal_columns
from portal.sheets.result import Reading
from portal.sheets.sums import ColumnSum
from portal.sheets.tables import find_table

PART_ROWS = 10_000
SAMPLE = 64 * 1024


@dataclass
class BigText:
    """`file` is open for reading bytes; how far it is read tells how far the work is."""

    file: IO[bytes]
    name: str
    declaration: Declaration
    as_of: date | None
    today: date
    profile: Mapping[str, str] | None = None

    def parts(self) -> Iterator[Reading]:
        """At least one reading. A file that cannot be read, or is about single persons, ends with one
        that has an error and no rows."""
        lines = io.TextIOWrapper(self.file, "utf-8", errors="replace", newline="")
        try:
            yield from self._parts(lines)
        except RefusedError as refusal:
            messages = Messages()
            messages.error(refusal.code, refusal.text)
            yield Reading((), messages, storable=False)
        finally:
            lines.detach()  # the file stays open

    def _parts(self, lines: io.TextIOWrapper) -> Iterator[Reading]:
        headings, sums = Headings(self.declaration, self.profile), dict[int, ColumnSum]()
        encoding, grids = self._grids(headings, lines)
        for number, grid in enumerate(grids):
            messages = Messages()
            if has_personal_columns([grid], headings, messages):
                yield Reading((), messages, storable=False)
                return
            source = SourceFile(Format.TEXT, [grid], encoding)
            reading = FileReader(source, self.name, headings, self.as_of, self.today, messages, sums).read()
            if number and not reading.rows:
                messages.drop(EMPTY[0])  # the last part may well be nothing but the sum
            yield reading

    def _grids(self, headings: Headings, lines: io.TextIOWrapper) -> tuple[str, Iterator[Grid]]:
        """The name of the character set, and the parts of the sheet."""
        if self.file.seek(0, io.SEEK_END) > BIG_BYTES:
            raise RefusedError(*TOO_BIG)
        self.file.seek(0)
        codec, encoding = encoding_of(self.file)
        sample = self.file.read(SAMPLE).decode(codec, errors="replace")
        if recognise(sample.encode(), self.name) != Format.TEXT:
            raise RefusedError(*UNKNOWN)
        _, skipped, separator = named_separator(sample)
        separator = separator or likely_separator(sample.rpartition("\n")[0])
        self.file.seek(0)
        lines.reconfigure(encoding=codec)
        rows = rows_of(islice(lines, skipped, None), separator, skipped + 1)
        return encoding, self._divided(rows, separator, headings)

    def _divided(self, rows: Iterator[GridRow], separator: str, headings: Headings) -> Iterator[Grid]:
        first = list(islice(rows, PART_ROWS))
        if not any(row.filled for row in first):
            raise RefusedError(*EMPTY)
        grid = Grid("", first, separator=separator)
        table = find_table(grid, headings, self.declaration)
        yield grid
        header = first[: table.header.last + 1] if table else []
        count = len(first)
        while more := list(islice(rows, PART_ROWS)):
            count += len(more)
            if count > BIG_ROWS + len(header):
                raise RefusedError(*TOO_BIG)
            yield Grid("", [*header, *more], separator=separator)


def encoding_of(file: IO[bytes]) -> tuple[str, str]:
    """Codec and name: mark, else UTF-8 if the whole file is, else what Windows or MS-DOS wrote."""
    start = file.read(SAMPLE)
    file.seek(0)
    for mark, found in MARKED.items():
        if start.startswith(mark):
            return found
    name = ("utf-8", "UTF-8") if _is_utf8(iter(lambda: file.read(SAMPLE), b"")) else None
    file.seek(0)
    dos = "CP850" if looks_like_dos(start) else "Windows-1252"
    return name or (dos, dos)


def _is_utf8(chunks: Iterable[bytes]) -> bool:
    decoder = codecs.getincrementaldecoder("utf-8")()
    try:
        for chunk in chunks:
            decoder.decode(chunk)
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return True
