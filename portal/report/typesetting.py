"""A printed report as PDF, and its drawings as pictures, set by typst in a limited process of its own."""

import json
import logging
import subprocess
import sys
from pathlib import Path

from portal.report.document import Document, Drawing
from portal.report.fonts import in_letters_of, paper_fonts

logger = logging.getLogger(__name__)

CHILD = Path(__file__).with_name("child.py")
CPU_SECONDS = 20
WALL_SECONDS = 60
PIXELS_PER_INCH = 144
TOO_LONG = (
    "Der Bericht ist zu umfangreich: Er ließ sich nicht in der erlaubten Zeit setzen. Bitte weniger Kapitel "
    "wählen, Blöcke ausblenden oder eigene Texte kürzen."
)
NOT_SET = "Der Bericht ließ sich nicht als PDF setzen. Bitte sagen Sie der Administration Bescheid."


class TypesettingError(Exception):
    """Its text is for the reader."""


def pdf(document: Document) -> bytes:
    """PDF/UA-1 and PDF/A-2a; the same report is the same file. Raises TypesettingError."""
    return typeset("report.typ", json.dumps(document, ensure_ascii=False), document["day"], "pdf")


def picture(drawing: Drawing, day: str) -> bytes:
    """A drawing as PNG on white, for what cannot show vectors. Raises TypesettingError."""
    return typeset("picture.typ", json.dumps(drawing, ensure_ascii=False), day, "png")


def typeset(template: str, data: str, day: str, output: str) -> bytes:
    fonts = paper_fonts()
    order = {
        "template": template, "data": in_letters_of(fonts, data), "day": day, "format": output,
        "ppi": PIXELS_PER_INCH, "fonts": [font.name for font in fonts],
        "font_paths": [str(font.folder) for font in fonts], "seconds": CPU_SECONDS,
    }  # fmt: skip
    try:
        child = subprocess.run(  # noqa: S603 - our own interpreter and script
            [sys.executable, "-I", str(CHILD)], input=json.dumps(order).encode(), capture_output=True,
            timeout=WALL_SECONDS, env={}, check=False,
        )  # fmt: skip
    except subprocess.TimeoutExpired as error:
        raise TypesettingError(TOO_LONG) from error
    if child.returncode < 0:  # ended by a signal: out of its time or its memory
        raise TypesettingError(TOO_LONG)
    if child.returncode:
        logger.error("A report could not be set: %s", child.stderr.decode(errors="replace")[-2_000:])
        raise TypesettingError(NOT_SET)
    return child.stdout
