"""Fonts for paper: Fira Sans from KERN's own files; for what it lacks, and without KERN, the DejaVu that
matplotlib brings."""

from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from importlib.util import find_spec
from pathlib import Path

from django.conf import settings
from fontTools.ttLib import TTFont

FACES = ("Regular", "Italic", "Medium", "Bold", "BoldItalic")


NO_LETTER = "\N{REPLACEMENT CHARACTER}"


@dataclass(frozen=True)
class Family:
    name: str
    folder: Path
    sample: Path  # the face that tells which letters there are


def paper_fonts() -> list[Family]:
    """The one to set in, then the one for letters that it lacks. Typst does not read web fonts, so
    KERN's are unpacked once for each version of them."""
    folder = matplotlib_folder() / "mpl-data" / "fonts" / "ttf"
    dejavu = Family("DejaVu Sans", folder, folder / "DejaVuSans.ttf")
    files = [settings.KERN_DIR / "fonts" / "fira-sans" / f"FiraSans-{face}.woff2" for face in FACES]
    if not all(file.exists() for file in files):
        return [dejavu]
    fira = unpacked(tuple(files))
    return [Family("Fira Sans", fira, fira / "FiraSans-Regular.ttf"), dejavu]


def matplotlib_folder() -> Path:
    """Without importing it, which takes a second. Raises LookupError where it is not installed."""
    found = find_spec("matplotlib")
    if found is None or found.origin is None:
        raise LookupError("matplotlib")
    return Path(found.origin).parent


def in_letters_of(families: list[Family], text: str) -> str:
    """What no font can draw becomes „�“: a paper for the archive may hold no empty places."""
    known = letters(tuple(family.sample for family in families))
    return "".join(letter if letter == "\n" or ord(letter) in known else NO_LETTER for letter in text)


@cache
def letters(samples: tuple[Path, ...]) -> frozenset[int]:
    return frozenset(code for sample in samples for code in TTFont(sample, lazy=True).getBestCmap())


@cache
def unpacked(files: tuple[Path, ...]) -> Path:
    content = sha256(b"".join(file.read_bytes() for file in files)).hexdigest()[:16]
    folder = settings.DATA_DIR / "fonts" / content
    folder.mkdir(parents=True, exist_ok=True)
    for file in files:
        unpack(file, folder / f"{file.stem}.ttf")
    return folder


def unpack(source: Path, target: Path) -> None:
    """Whole or not at all, also if two processes do it at the same time."""
    if target.exists():
        return
    font = TTFont(source, recalcTimestamp=False)
    font.flavor = None
    partial = target.with_name(f"{target.name}.{id(font)}.part")
    font.save(partial)
    partial.replace(target)
