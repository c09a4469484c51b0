"""All kinds of things that can be found, and what is found of each."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from portal.alphabet import alphabetical
from portal.search import bodies_and_projects, figures_and_sources, places_and_offers
from portal.search.entries import Entry, Kind, Reader
from portal.search.words import Words

KINDS = (
    Kind("bezirke", "Stadtbezirke", places_and_offers.districts),
    Kind("kennzahlen", "Kennzahlen", figures_and_sources.indicators),
    Kind("zahlen", "Zahlen", figures_and_sources.figures),
    Kind("gremien", "Gremien und Arbeitsgruppen", bodies_and_projects.bodies),
    Kind("massnahmen", "Maßnahmen", bodies_and_projects.measures),
    Kind("ueberfuehrungen", "Überführungen", bodies_and_projects.handovers),
    Kind("programme", "Förderprogramme und Projekte", bodies_and_projects.programmes),
    Kind("freundeskreise", "Freundeskreise und Initiativen", places_and_offers.circles),
    Kind("begegnungsraeume", "Begegnungsräume", places_and_offers.spaces),
    Kind("sportangebote", "Sportangebote", places_and_offers.sports_offers),
    Kind("kultur-und-sport", "Projekte in Kultur und Sport", places_and_offers.culture_projects),
    Kind("veranstaltungen", "Veranstaltungen", places_and_offers.events),
    Kind("unterkuenfte", "Unterkünfte", places_and_offers.shelters),
    Kind("fim", "FIM-Maßnahmen", bodies_and_projects.placements),
    Kind("aussagen", "Aussagen der Quellen", figures_and_sources.statements),
    Kind("behauptungen", "Behauptungen im Faktencheck", figures_and_sources.claims),
    Kind("quellen", "Drucksachen und andere Quellen", figures_and_sources.sources),
)


@dataclass(frozen=True)
class Group:
    """What was found of a kind; the first `shown` of it are told."""

    kind: Kind
    entries: Sequence[Entry]
    limit: int

    @property
    def shown(self) -> Sequence[Entry]:
        return self.entries[: self.limit]

    @property
    def example(self) -> bool:
        return any(one.example for one in self.shown)


def find(words: Words, reader: Reader, kinds: Collection[Kind], limit: int) -> list[Group]:
    """Of each kind of which there is something; in one to five queries for each, however much there is."""
    found = (Group(kind, entries_of(kind, words, reader), limit) for kind in kinds)
    return [group for group in found if group.entries]


def entries_of(kind: Kind, words: Words, reader: Reader) -> list[Entry]:
    """What has the words in its title comes first, then by the alphabet. The name of the kind counts as said
    of each, so that „Unterkunft Süd“ finds „Haus Ahorn“ in Süd."""
    found = [one for one in kind.entries(reader) if words.occur_in(f"{kind.title}\n{one.text}")]
    return sorted(
        found, key=lambda one: (not words.occur_in(one.title), *alphabetical(one.sorted_by or one.title))
    )
