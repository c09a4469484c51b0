"""Damages honest lists at random and reads them, for as long as somebody likes.

    python -m tests.fuzz_sheets --minutes 10 [--seed 1]

Ends at the first file that breaks the reader or takes longer than three seconds, and keeps it. The
same seed makes the same files. A short run is part of the tests (test_mutations.py).
"""

import random
import sys
import tempfile
import time
import zipfile
from argparse import ArgumentParser
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

from tests.portal.sheets.binary import xlsb
from tests.sheets import text, workbook

SLOWEST = 3.0  # seconds
LIST = text(
    "Belegungsübersicht, Stand: 31.08.2017", "Unterkunft;Stadtbezirk;Kapazität;Belegung;Stichtag",
    "Haus A;Mitte;120;118*;31.08.2017", "Bad Cannstatt;;;;", "Haus B;Nord;1.020;ca. 90;August 2017",
    "Summe;;1.140;208;", "* ohne Notbetten", encoding="cp1252",
)  # fmt: skip
BOOK = workbook(
    ["Belegung Stand 31.08.2017"], ["Unterkunft", "Soll", "Ist", "davon Männer"],
    ["Haus A", 120, "118*", 60], ["Haus B", "1.020", "=1+1", None], ["Summe", 1140, 118, 60],
)  # fmt: skip
HERE = Path(__file__).parent
OLD_BOOK = (HERE / "portal/sheets/saved/layouts.xls").read_bytes()
BINARY_BOOK = xlsb(["Unterkunft", "Soll", "Ist"], ["Haus A", 120, 118], ["Haus B", 90, None])
ODS = (HERE / "unseen/34_vom Praktikanten.ods").read_bytes()
SPLINTERS = (
    b";", b"\r\n", b'"', b"\xff", b"\x00", b"\t", b"Summe", b"Unterkunft", b"Ist;Soll", b"31.02.2017",
    b"KW 99/2017", b"Juli 0000", b"Mitte 0001", b"99/99/9999", b"2017-13-45", b"1e999", b"9" * 50, b"- -",
    b"(", b"1.0000.0", "²".encode(), "٣".encode(), "120¹⁾".encode(),
)  # fmt: skip
XML_SPLINTERS = (
    b"<", b">", b"&", b"]]>", b'r="A0"', b'r="4294967295"', b't="s"', b't="e"', b"<v>-1</v>", b"<f/>", b'"',
    b'hidden="1"', b'ref="A1:XFD9"', b"<row/>", b"\x00", b"1e400", b'max="99999999"',
)  # fmt: skip


def damaged_text(chance: random.Random) -> bytes:
    return _damaged(LIST, SPLINTERS, chance)


def damaged_workbook(chance: random.Random) -> tuple[str, bytes]:
    """One part of the archive is damaged; or the file itself."""
    ending, book = chance.choice((("xlsx", BOOK), ("xlsx", BOOK), ("xlsb", BINARY_BOOK), ("ods", ODS)))
    if chance.random() < 0.2:
        return "liste.xls", _damaged(OLD_BOOK, SPLINTERS, chance)
    if chance.random() < 0.2:
        return f"liste.{ending}", _damaged(book, SPLINTERS, chance)
    source, target = zipfile.ZipFile(BytesIO(book)), BytesIO()
    names = [name for name in source.namelist() if name.startswith(("xl/", "content"))]
    victim = chance.choice(names)
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as copy:
        for name in source.namelist():
            content = source.read(name)
            copy.writestr(name, _damaged(content, XML_SPLINTERS, chance) if name == victim else content)
    return f"liste.{ending}", target.getvalue()


def _damaged(data: bytes, splinters: tuple[bytes, ...], chance: random.Random) -> bytes:
    changed = bytearray(data)
    for _ in range(chance.randint(1, 6)):
        place = chance.randrange(len(changed))
        if chance.random() < 0.6:
            changed[place:place] = chance.choice(splinters)
        else:
            del changed[place : place + chance.randint(1, 20)]
    return bytes(changed)


def files(seed: int) -> Iterator[tuple[str, bytes]]:
    """A name and the bytes, without end. A workbook costs a process, so there are fewer of them."""
    chance = random.Random(seed)  # noqa: S311 - not for secrets
    while True:
        if chance.random() < 0.1:
            yield damaged_workbook(chance)
        else:
            yield "liste.csv", damaged_text(chance)


def problem_with(name: str, data: bytes) -> str:
    """What is wrong with the reader; empty if it gave rows or a message in time."""
    from tests.portal.sheets.lists import read_list  # noqa: PLC0415 - needs Django set up

    begin = time.process_time()
    try:
        reading = read_list(data, name, as_of=None)
    except Exception as error:  # whatever it is, it is the finding
        return f"{type(error).__name__}: {error}"
    seconds = time.process_time() - begin
    if seconds > SLOWEST:
        return f"{seconds:.1f} s"
    return "" if reading.rows or reading.messages.in_order() else "neither rows nor a message"


def main() -> int:
    parser = ArgumentParser(description=__doc__)
    parser.add_argument("--minutes", type=float, default=10)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    end, count = time.monotonic() + 60 * options.minutes, 0
    for name, data in files(options.seed):
        if time.monotonic() > end:
            break
        count += 1
        if problem := problem_with(name, data):
            kept = Path(tempfile.mkdtemp()) / name
            kept.write_bytes(data)
            print(f"File {count} of seed {options.seed}: {problem}\nKept as {kept}")
            return 1
    print(f"{count} files with seed {options.seed}, no problem")
    return 0


if __name__ == "__main__":
    import os

    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings")
    django.setup()
    sys.exit(main())
