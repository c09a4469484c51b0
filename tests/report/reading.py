"""Reading a PDF back: its text, and the tree by which a screen reader reads it."""

import io
import re
from collections.abc import Iterator

from pypdf import PdfReader

SOFT_HYPHEN = "\N{SOFT HYPHEN}"


def squeezed(text: str) -> str:
    """Without what setting adds or takes: spaces, ends of lines, hyphens."""
    return re.sub(rf"[\s{SOFT_HYPHEN}-]", "", text)


def pages_of(pdf: bytes) -> list[str]:
    return [page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages]


def text_of(pdf: bytes) -> str:
    """Squeezed; a sentence that runs over the end of a page is interrupted there by footnotes and footer."""
    return squeezed("\n".join(pages_of(pdf)))


def tags(pdf: bytes) -> list[dict]:
    """Every structure element, in reading order."""
    return list(elements(PdfReader(io.BytesIO(pdf)).trailer["/Root"]["/StructTreeRoot"]))


def elements(part) -> Iterator[dict]:
    part = part.get_object() if hasattr(part, "get_object") else part
    if isinstance(part, list):
        for one in part:
            yield from elements(one)
    elif isinstance(part, dict):
        if "/S" in part:
            yield part
        if "/K" in part:
            yield from elements(part["/K"])
