"""Text files that are longer than the pages take, read by the commands part by part."""

import sys
from collections.abc import Iterator
from pathlib import Path

from tqdm import tqdm

from accommodation.imports import CheckedRow
from accommodation.imports.big_list import BigCheck
from portal.sheets.formats import MAX_BYTES, MAX_ROWS, Format, recognise
from portal.sheets.messages import RefusedError

CHUNK = 1024 * 1024
PATIENCE = 2.0  # seconds until a bar is worth its line


def is_big(path: Path) -> bool:
    """False for everything that is no text file: only its own reader can tell what to say about it."""
    with path.open("rb") as file:
        try:
            kind = recognise(file.read(CHUNK), path.name)
        except RefusedError:
            return False
        if kind != Format.TEXT or path.stat().st_size > MAX_BYTES:
            return kind == Format.TEXT
        file.seek(0)
        return sum(chunk.count(b"\n") for chunk in iter(lambda: file.read(CHUNK), b"")) > MAX_ROWS


def with_progress(check: BigCheck, size: int) -> Iterator[list[CheckedRow]]:
    """The parts of a check, with a bar in the terminal for as long as it lasts."""
    with tqdm(total=size, desc=check.name, unit="B", unit_scale=True, file=sys.stderr, delay=PATIENCE) as bar:
        for rows in check.parts():
            bar.update(check.file.tell() - bar.n)
            yield rows
