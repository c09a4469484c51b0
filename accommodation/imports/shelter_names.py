"""Which shelter a sender means: by code, name, street or alias, in the spelling of a hurried clerk.

Only shelters of the sender are ever searched or suggested. Of all others it is only asked whether a
name is one of theirs, and nothing about them leaves this module.
"""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Prefetch
from rapidfuzz import fuzz, process

from accommodation.models import Capacity, Operation, Shelter
from portal.models import Organisation

SIMILAR_ENOUGH = 85  # of 100; below, suggestions surprise more than they help

STREET = re.compile(r"(strasse|str)(?=[\s\d]|$)")
UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue"})
PART = re.compile(
    r"^(?P<name>.+?)[\s,(–-]+(?P<part>(haus|gebäude|geb|block|teil|bau|wohnung)\s*\w{1,3}|VU|AU)\)?$",
    re.IGNORECASE,
)


# Between a name and what else is said about the house: „Lindenhof, Am Lindenplatz 1 (Möhringen)“
DIVIDERS = re.compile(r"[,;()\r\n]+|\s[-–/]\s")


def plain(name: str) -> str:
    """Case, blanks and full stops do not matter."""
    return " ".join(name.lower().replace(".", " ").split())


def in_capitals(name: str) -> str:
    """„QUELLENSTRASSE 7“: capitals know no ß."""
    return plain(name.upper())


def respelled(name: str) -> str:
    """ß and ss, ü and ue, „Str.“ and „Straße“, hyphens: the same, but somebody should confirm it."""
    text = plain(name.casefold()).translate(UMLAUTS).replace("-", " ").replace("/", " ")
    return " ".join(STREET.sub("strasse", text).split())


def described(shelter: Shelter) -> str:
    """„Quellenstraße 7 (Bad Cannstatt)“"""
    return f"{shelter.name} ({shelter.district})"


def numbers_in(name: str) -> tuple[str, ...]:
    return tuple(re.findall(r"\d+", name))


@dataclass(frozen=True)
class Match:
    """`shelters`: one, several if the name does not tell them apart, none if it is unknown.
    `sure`: the name is right to the letter; otherwise it is a suggestion. `part`: „Haus A“."""

    shelters: tuple[Shelter, ...] = ()
    sure: bool = False
    part: str = ""

    @property
    def is_certain(self) -> bool:
        return self.sure and len(self.shelters) == 1


class ShelterBook:
    """The sender's shelters with their operations and places, loaded once."""

    def __init__(self, sender: Organisation) -> None:
        self.sender = sender
        self.shelters = list(
            Shelter.objects.ever_run_by(sender)
            .select_related("district")
            .prefetch_related(
                Prefetch("operations", Operation.objects.filter(operator=sender), to_attr="own_operations"),
                Prefetch(
                    "capacities", Capacity.objects.in_use().order_by("-valid_from"), to_attr="newest_places"
                ),
            )
        )
        self._by_plain = _index(self.shelters, plain)
        for shelter in self.shelters:  # as questions and errors name it
            self._by_plain.setdefault(plain(described(shelter)), []).append(shelter)
        self._by_capitals = _index(self.shelters, in_capitals)
        self._by_respelled = _index(self.shelters, respelled)
        self._by_numbers: dict[tuple[str, ...], list[str]] = defaultdict(list)
        for name in self._by_respelled:
            self._by_numbers[numbers_in(name)].append(name)
        self._known: dict[str, Match] = {}
        self._foreign: list[str] | None = None
        self._foreign_by: dict[Callable[[str], str], set[str]] = {}

    def find(self, name: str) -> Match:
        """The same answer for the same name, however many rows have it."""
        if name not in self._known:
            self._known[name] = self._find(name)
        return self._known[name]

    def _find(self, name: str) -> Match:
        found = self._by_plain.get(plain(name)) or (name.isupper() and self._by_capitals.get(plain(name)))
        if found:
            return Match(tuple(found), sure=True)
        if found := self._by_respelled.get(respelled(name)):
            return Match(tuple(found))
        if part := PART.match(name):
            whole = self.find(part["name"])
            if whole.shelters:
                return Match(whole.shelters, part=part["part"])
        return Match(self._described(name) or self._similar(name))

    def _described(self, name: str) -> tuple[Shelter, ...]:
        """Named with its address or district: the one shelter that every known piece means."""
        pieces = map(respelled, DIVIDERS.split(name))
        meant = [set(found) for piece in pieces if (found := self._by_respelled.get(piece))]
        common = set.intersection(*meant) if meant else set()
        return tuple(sorted(common, key=lambda shelter: shelter.code))

    def _similar(self, name: str) -> tuple[Shelter, ...]:
        """The most similar names; a different house number is a different house."""
        wanted = respelled(name)
        candidates = self._by_numbers.get(numbers_in(wanted), [])
        found = process.extract(wanted, candidates, scorer=fuzz.ratio, score_cutoff=SIMILAR_ENOUGH, limit=3)
        best = {
            shelter
            for known, score, _ in found
            if score == found[0][1]
            for shelter in self._by_respelled[known]
        }
        return tuple(sorted(best, key=lambda shelter: shelter.code))

    def is_foreign(self, name: str, *, spelling: Callable[[str], str] = plain) -> bool:
        """Whether a shelter of somebody else has this name, in this spelling."""
        if self._foreign is None:
            others = Shelter.objects.exclude(pk__in=[shelter.pk for shelter in self.shelters])
            self._foreign = [known for shelter in others for known in shelter.names]
        if spelling not in self._foreign_by:
            self._foreign_by[spelling] = {spelling(known) for known in self._foreign}
        return spelling(name) in self._foreign_by[spelling]


def _index(shelters: Iterable[Shelter], spelling: Callable[[str], str]) -> dict[str, list[Shelter]]:
    index: dict[str, list[Shelter]] = defaultdict(list)
    for shelter in shelters:
        for name in {spelling(name) for name in shelter.names}:
            index[name].append(shelter)
    return dict(index)


def runs(shelter: Shelter, when: date, until: date | None = None) -> bool:
    """Whether the sender runs a shelter of the book on that day, or on all days from then on `until`."""
    return any(
        (operation.start is None or operation.start <= when)
        and (operation.end is None or operation.end >= (until or when))
        for operation in shelter.own_operations
    )


def places_on(shelter: Shelter, when: date) -> int | None:
    """The places in use on that day; None where no capacity is known."""
    return next((capacity.places for capacity in shelter.newest_places if capacity.valid_from <= when), None)
