"""Headings as senders write them: „BELE-⏎GUNG¹⁾ (Pers.)“ is „Belegung“."""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz import fuzz, process

from portal.sheets.declaration import Column, Declaration, Meaning
from portal.sheets.heading_words import HeadingWords

HYPHENATED = re.compile(r"\u00ad|-[ \t]*[\r\n]+\s*(?=[a-zäöüß])", re.IGNORECASE)
GENDERED = re.compile(r"(?<=[^\W\d_])[/:*_]-?in(nen)?\b", re.IGNORECASE)  # „Bewohner/-innen“
FOOTNOTE_MARKS = re.compile(r"[¹²³⁰⁴-⁹⁽⁾]+|\*+|(?<=\S)\s+\d\)|(?<=[^\W\d])\d\)")
BRACKETS = re.compile(r"[(\[]([^)\]]*)[)\]]")
NOT_LETTERS = re.compile(r"[^\w%+]|_")
UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss"})

# In brackets these are the unit of the column, not its meaning.
UNITS = frozenset(("", "pers", "personen", "pl", "plaetze", "anz", "anzahl", "stk", "stueck"))

LONGEST_HEADING = 100
SHORTEST_MISTYPED = 5  # of four letters every second word is nearly another one
SIMILAR_ENOUGH = 85  # of 100
NOT_READ = Column("", "", Meaning.IGNORED)  # as the sender decided

PERSONAL_PARTS = re.compile("geburtsdat|vorname|nachname|familienname|staatsangehoerig|azrn")


def spelled(text: str) -> str:
    """In one spelling, hyphenation, both genders and footnote marks taken out: „Soll-Plätze¹⁾“ →
    „soll-plaetze“."""
    text = GENDERED.sub("", unicodedata.normalize("NFC", text))
    return FOOTNOTE_MARKS.sub("", HYPHENATED.sub("", text)).casefold().translate(UMLAUTS)


@lru_cache(maxsize=20_000)
def compact(text: str) -> str:
    """Letters, digits, % and + only, in one spelling: „Soll-Plätze“ → „sollplaetze“."""
    return NOT_LETTERS.sub("", spelled(text))


@dataclass(frozen=True)
class HeadingReading:
    """`column` None: the heading is unknown, or it may mean several columns (`candidates`)."""

    column: Column | None = None
    candidates: tuple[Column, ...] = ()


class Headings:
    """The dictionary of one declaration, and `profile`: what the sender's own headings mean, each
    heading as `compact` gives it with a field; an empty field is a column that is not to be read. None:
    nobody is asked what a heading means."""

    def __init__(self, declaration: Declaration, profile: Mapping[str, str] | None = None) -> None:
        self.declaration, self.asks = declaration, profile is not None
        titles = {heading: column for column in declaration.columns for heading in column.headings}
        self.columns = {compact(title): column for title, column in titles.items()}
        self.personal = frozenset(map(compact, declaration.personal)) - self.columns.keys()
        fields = {"": NOT_READ} | {column.field: column for column in declaration.columns}
        self.profile = {
            heading: fields[field] for heading, field in (profile or {}).items() if field in fields
        }
        self.words = HeadingWords(declaration, map(spelled, titles))
        self.by_words = {self.words.said(spelled(title)): column for title, column in titles.items()}
        self.by_words.pop(frozenset(), None)  # „Stand“, „per“: only as they are
        self._known: dict[str, HeadingReading] = {}

    def column(self, text: str) -> Column | None:
        """What a heading means beyond doubt."""
        return self.reading(text).column

    def reading(self, text: str) -> HeadingReading:
        if text not in self._known:
            self._known[text] = self._read(text) if len(text) <= LONGEST_HEADING else HeadingReading()
        return self._known[text]

    def _read(self, text: str) -> HeadingReading:
        """What stands in brackets counts unless it is a unit: „Plätze (belegt)“ are occupied ones,
        „Kapazität (Personen)“ is the capacity."""
        if column := self.profile.get(compact(text)):
            return HeadingReading(column)
        inside = compact(" ".join(BRACKETS.findall(text)))
        bare = BRACKETS.sub(" ", text) if inside in UNITS else text
        spellings = filter(None, (compact(bare), compact(text), inside))
        column = next(filter(None, map(self.columns.get, spellings)), None)
        said = self.words.said(spelled(bare))
        column = column or self.by_words.get(said)
        if column:
            return HeadingReading(column)
        return HeadingReading(candidates=self._similar(said) or self._mistyped(compact(bare)))

    def _similar(self, said: frozenset[str]) -> tuple[Column, ...]:
        """The columns of which the heading says everything, and something more or else."""
        return tuple(dict.fromkeys(column for known, column in self.by_words.items() if known <= said))

    def _mistyped(self, plain: str) -> tuple[Column, ...]:
        """„Beleguung“: the declared heading that it nearly is."""
        if len(plain) < SHORTEST_MISTYPED:
            return ()
        known = list(self.columns)
        similar = process.extractOne(plain, known, scorer=fuzz.ratio, score_cutoff=SIMILAR_ENOUGH)
        return (self.columns[similar[0]],) if similar else ()

    def is_personal(self, text: str) -> bool:
        """Whether a cell is the heading of a column about single persons."""
        if len(text) > 60:
            return False
        plain = compact(BRACKETS.sub(" ", text))
        return plain in self.personal or (bool(PERSONAL_PARTS.search(plain)) and len(text.split()) <= 3)
