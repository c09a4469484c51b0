"""The signs that stand in tables instead of a number or a word, and what each of them means."""

import re
from collections.abc import Iterable

from portal.figures import HIDDEN, KIND_TEXT, NO_DATA, Kind

NOTHING = "–"
MEANINGS = {
    "0": "genau null, gezählt oder gemeldet",
    NOTHING: "nichts eingetragen oder trifft nicht zu",
    NO_DATA: KIND_TEXT[Kind.MISSING],
    HIDDEN: KIND_TEXT[Kind.SUPPRESSED],
}
# Zero and the dash are signs where a cell begins with them; the others wherever they stand.
SIGN = re.compile(rf"^(0|{NOTHING})(?![\w.,:/–-])|({re.escape(NO_DATA)})|({HIDDEN})")
CELL = re.compile(r"<t[dh]\b[^>]*>(.*?)</t[dh]>", re.DOTALL)
TAG = re.compile(r"<[^>]*>")


def signs_in(cells: Iterable[str]) -> list[tuple[str, str]]:
    """Each sign that stands in one of them with its meaning, in the order of the legend."""
    found = {match[0] for cell in cells for match in SIGN.finditer(cell.strip())}
    return [(sign, meaning) for sign, meaning in MEANINGS.items() if sign in found]


def cells_of(html: str) -> list[str]:
    """What stands in the cells of the tables in it, without markup."""
    return [TAG.sub("", cell).replace("&nbsp;", " ") for cell in CELL.findall(html)]
