"""Lists of other pages stand in the German alphabet as well, whatever the database sorts like."""

from collections.abc import Callable
from datetime import date

import pytest

from culture_sport.chapter import chapter as culture_sport
from fim.chapter import chapter as fim
from portal.figures import Audience, Chapter
from portal.library.indicator_list import indicator_list
from portal.library.source_list import source_list
from taskforce.chapter import chapter as taskforce
from taskforce.chapter.one_body import body_chapter
from tests.factories import (
    BodyFactory,
    CultureProjectFactory,
    FundFactory,
    IndicatorFactory,
    MeetingSpaceFactory,
    MembershipFactory,
    PlacementFactory,
    PublicationFactory,
    SourceFactory,
    VolunteerGroupFactory,
    WorkingGroupFactory,
)
from volunteering.chapter import chapter as volunteering
from volunteering.chapter.directory import listed

pytestmark = pytest.mark.django_db

TODAY = date(2017, 9, 1)
ALPHABET = ["arche", "Ärztehaus", "Bühne", "Oase", "Öl", "Quartier", "Über", "Zuflucht"]
MIXED = ["Öl", "Zuflucht", "arche", "Über", "Bühne", "Quartier", "Oase", "Ärztehaus"]

Read = Callable[[date, Audience], Chapter]


def first_cells(chapter: Chapter, key: str, column: int = 0) -> list[str]:
    return [str(row[column].content) for row in chapter.table(key).rows]


TABLES: dict[str, tuple[Callable[[str], object], Read, str]] = {
    "indicators": (lambda name: IndicatorFactory(label=name), indicator_list, "accommodation"),
    "sources": (
        lambda name: SourceFactory(title=name, kind="press", number=None, year=None),
        source_list,
        "andere-quellen",
    ),
    "bodies": (lambda name: BodyFactory(name=name), taskforce, "gremien"),
    "rooms": (lambda name: MeetingSpaceFactory(name=name), volunteering, "begegnungsraeume"),
    "projects": (lambda name: CultureProjectFactory(title=name), culture_sport, "vorhaben"),
    "publications": (lambda name: PublicationFactory(title=name), culture_sport, "veroeffentlichungen"),
    "funds": (lambda name: FundFactory(name=name), culture_sport, "foerdertoepfe"),
    "providers": (
        lambda name: PlacementFactory(provider__organisation__name=name), fim, "traeger",
    ),
}  # fmt: skip


@pytest.mark.parametrize("what", TABLES)
def test_a_table_stands_in_the_german_alphabet(what):
    make, chapter, key = TABLES[what]
    for name in MIXED:
        make(name)
    assert first_cells(chapter(TODAY, Audience.COUNCIL), key) == ALPHABET


def test_circles_do():
    for name in MIXED:
        VolunteerGroupFactory(name=name, consent_on=TODAY)
    assert [group.name for group in listed(TODAY, None, None)] == ALPHABET


def test_members_do_after_the_speaker():
    group = WorkingGroupFactory()
    for name in MIXED:
        MembershipFactory(body=group, organisation__name=name)
    MembershipFactory(body=group, organisation__name="Zz", role="speaker")
    chapter = body_chapter(group, TODAY, Audience.COUNCIL, [])
    assert first_cells(chapter, "mitglieder") == ["Zz", *ALPHABET]
