"""What a heading says, word by word: „Anzahl der belegten Plätze“ says „belegt“ and „Platz“.

A heading means what a declared one means if both say the same words. Words that change nothing are
left out, endings and compounds are taken apart, and the declaration names words of one meaning.
"""

import re
from collections.abc import Iterable, Iterator

from portal.sheets.declaration import Declaration

WORD = re.compile(r"[^\W\d_]+|\d+|[%+/]")  # „Belegung / Plätze“ says two things
ENDINGS = ("innen", "ern", "en", "er", "em", "es", "e", "n", "s")
SHORTEST_STEM = 4
SHORTEST_PART = 3  # of a compound; abbreviations stand alone

# They say how many, when or where, which every heading means anyway.
FILLERS = (
    "anzahl", "zahl", "anz", "der", "die", "das", "des", "den", "dem", "von", "vom", "im", "in", "am", "an",
    "zum", "zur", "per", "pro", "je", "laut", "lt", "gem", "gemaess", "und", "u", "liste", "meldung",
    "aktuell", "akt", "derzeit", "derzeitig", "momentan", "heute", "gesamt", "ges", "insgesamt", "insg",
    "summe", "davon", "dav", "stichtag", "stand", "monatsende", "jeweilig",
)  # fmt: skip


def stem(word: str) -> str:
    """Without its endings, as far as enough is left: „belegten“ → „belegt“, „Haus“ stays."""
    for ending in ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= SHORTEST_STEM:
            return stem(word.removesuffix(ending))
    return word


class HeadingWords:
    """The vocabulary of one declaration. Texts are given in one spelling: lower case, „ae“ for „ä“."""

    def __init__(self, declaration: Declaration, spelled: Iterable[str]) -> None:
        self.meanings = {stem(filler): "" for filler in FILLERS}
        for group in declaration.synonyms:
            self.meanings |= {stem(word): group[0] for word in group}
        own = {word for text in spelled for word in WORD.findall(text)}
        for word in sorted(own, key=lambda word: (len(word), word)):
            if not self._parts(word):
                self.meanings[stem(word)] = stem(word)

    def said(self, text: str) -> frozenset[str]:
        """The words that count; an unknown one counts as itself."""
        return frozenset(word for word in self._each(text) if word)

    def _each(self, text: str) -> Iterator[str]:
        for word in WORD.findall(text):
            parts = self._parts(word)
            yield from (self.meanings[part] for part in parts) if parts else (word,)

    def _parts(self, word: str) -> list[str]:
        """The longest known beginning, and what follows taken apart in the same way; empty if that
        does not come out."""
        if stem(word) in self.meanings:
            return [stem(word)]
        for end in range(len(word) - SHORTEST_PART, SHORTEST_PART - 1, -1):
            beginning = stem(word[:end])
            if beginning in self.meanings and (rest := self._parts(word[end:])):
                return [beginning, *rest]
        return []
