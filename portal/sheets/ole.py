"""A stream out of an OLE container, the little file system in which old workbooks lie ([MS-CFB]).

Only what is needed to look beside the parser: whatever is unusual gives no stream, and the parser in its
child process has the say about the file.
"""

import struct
from collections.abc import Iterator

HEADER = 512
ENTRY = 128
NO_SECTOR = 0xFFFFFFFA  # this and all above it end a chain


class OleFile:
    """Raises struct.error, IndexError or ValueError for a container that is not what it claims."""

    def __init__(self, data: bytes) -> None:
        self.data = data
        (shift,) = struct.unpack_from("<H", data, 30)
        if shift not in (9, 12):
            raise ValueError("sector size")
        self.size = 1 << shift
        self.directory_start, self.cutoff, self.mini_start = (
            struct.unpack_from("<I", data, at)[0] for at in (48, 56, 60)
        )
        self.table = self._numbers(b"".join(map(self._sector, self._table_sectors())))

    def stream(self, *names: str) -> bytes:
        """The first one with one of these names; empty if there is none."""
        entries = list(self._entries())
        for name, start, length in entries:
            if name in names:
                if length >= self.cutoff:
                    return self._chain(start)[:length]
                return self._small(entries[0][1], start, length)
        return b""

    def _table_sectors(self) -> list[int]:
        """The first 109 stand in the header; only files of more than six megabytes have more."""
        numbers = list(struct.unpack_from("<109I", self.data, 76))
        (following,) = struct.unpack_from("<I", self.data, 68)
        while following < NO_SECTOR and len(numbers) * self.size < len(self.data):
            *more, following = self._numbers(self._sector(following))
            numbers += more
        return [number for number in numbers if number < NO_SECTOR]

    def _numbers(self, data: bytes) -> tuple[int, ...]:
        return struct.unpack(f"<{len(data) // 4}I", data[: len(data) // 4 * 4])

    def _sector(self, number: int) -> bytes:
        begin = HEADER if self.size == HEADER else self.size
        return self.data[begin + number * self.size : begin + (number + 1) * self.size]

    def _chain(self, start: int) -> bytes:
        return b"".join(map(self._sector, followed(start, self.table)))

    def _entries(self) -> Iterator[tuple[str, int, int]]:
        """Name, first sector and length of each."""
        directory = self._chain(self.directory_start)
        for at in range(0, len(directory) - ENTRY + 1, ENTRY):
            (name_length,) = struct.unpack_from("<H", directory, at + 64)
            name = directory[at : at + max(0, min(name_length, 64) - 2)].decode("utf-16-le", "replace")
            start, length = struct.unpack_from("<II", directory, at + 116)
            yield name, start, length

    def _small(self, root: int, start: int, length: int) -> bytes:
        """Short streams lie in pieces of 64 bytes in the stream of the root."""
        pieces, table = self._chain(root), self._numbers(self._chain(self.mini_start))
        numbers = followed(start, table)
        return b"".join(pieces[number * 64 : (number + 1) * 64] for number in numbers)[:length]


def followed(start: int, table: tuple[int, ...]) -> Iterator[int]:
    """The numbers of a chain; one that bites its tail ends after as many as there are."""
    for _ in table:
        if start >= NO_SECTOR:
            return
        yield start
        start = table[start]
