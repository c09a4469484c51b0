"""The alphabet of German readers.

DIN 5007-1: ä counts as a, ö as o, ü as u, ß as ss, capitals as small letters. Databases differ in this, so
lists for readers are put in order here.
"""

import re
import unicodedata

MARKS = re.compile("[\u0300-\u036f]")  # dots, accents, cedillas, once they stand apart from their letter
NO_WORD = re.compile(r"[\W_]+")
NUMBER = re.compile("([0-9]+)")


def folded(text: str) -> str:
    """„Süßen“ → „sussen“, „Café“ → „cafe“."""
    return MARKS.sub("", unicodedata.normalize("NFKD", text.casefold()))


def alphabetical(name: object) -> tuple[list[str | int], str]:
    """For `sorted(names, key=alphabetical)`. Quotation marks do not count, „AG 2“ comes before „AG 10“;
    between equal words the one without umlauts comes first."""
    text = str(name)
    parts = NUMBER.split(NO_WORD.sub(" ", folded(text)).strip())
    return [int(part) if place % 2 else part for place, part in enumerate(parts)], text
