"""What somebody looks for: words in any spelling of their umlauts, numbers with or without points."""

import re
from typing import NamedTuple

from portal.alphabet import folded

POINTS = re.compile(r"(?<=[0-9])\.(?=[0-9]{3}(?![0-9]))")  # those of 1.234.567, not those of 31.08.2017
E_FOR_DOTS = re.compile("(?<=[aou])e")
WORD = re.compile(r"[0-9]+(?:[,/][0-9]+)+|\w+")
NUMBER = re.compile("[0-9,/]+")
SHORT = 3  # letters; „AG“ is meant where a word begins, and not in „Tag“


class Spellings(NamedTuple):
    """`bare`: without dots. `short`: also with every „ae“ as „a“, so that Suessen is Süßen, and Neuer is
    Neur, in what is looked for as in where."""

    bare: str
    short: str


class Patterns(NamedTuple):
    """Of one word, for a text in either spelling."""

    bare: re.Pattern[str]
    short: re.Pattern[str]


class Words:
    """All of them must occur."""

    def __init__(self, query: str) -> None:
        self.patterns = [patterns(word) for word in WORD.findall(spellings(query).bare)]

    def __bool__(self) -> bool:
        """Whether anything is looked for."""
        return bool(self.patterns)

    def occur_in(self, text: str) -> bool:
        bare, short = spellings(text)
        return all(word.bare.search(bare) or word.short.search(short) for word in self.patterns)


def spellings(text: str) -> Spellings:
    bare = POINTS.sub("", folded(text))
    return Spellings(bare, E_FOR_DOTS.sub("", bare))


def patterns(word: str) -> Patterns:
    return Patterns(pattern(word), pattern(E_FOR_DOTS.sub("", word)))


def pattern(word: str) -> re.Pattern[str]:
    """A number is meant as a whole: 47 is neither 1.470 nor 6,47. A word may stand within another one."""
    if NUMBER.fullmatch(word):
        return re.compile(rf"(?<![0-9,]){word}(?![0-9]|,[0-9])")
    return re.compile(rf"\b{re.escape(word)}" if len(word) < SHORT else re.escape(word))
