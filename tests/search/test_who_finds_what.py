"""Everybody finds what the pages show to them, and nothing else. The marker is a word that occurs nowhere."""

from collections.abc import Callable
from datetime import date

import pytest
from django.contrib.auth.models import AnonymousUser

from portal.models import ReportedFigure, Source, Statement
from portal.releases import State
from portal.search.entries import Reader
from portal.search.finding import KINDS, find
from portal.search.words import Words
from taskforce.models import Body, Handover, Measure
from tests import people
from tests.factories import (
    BodyFactory,
    CitationFactory,
    ClaimFactory,
    CultureProjectFactory,
    DistrictFactory,
    EventFactory,
    HandoverFactory,
    IndicatorFactory,
    InternalPlacementFactory,
    MeasureFactory,
    MeetingSpaceFactory,
    ModuleFactory,
    ProgrammeFactory,
    ProjectFactory,
    ReportedFigureFactory,
    ShelterFactory,
    SourceFactory,
    SportsOfferFactory,
    VolunteerGroupFactory,
)

pytestmark = [pytest.mark.django_db, pytest.mark.once]  # about rights alone

TODAY = date(2017, 9, 1)
LATER, BEFORE = date(2017, 9, 2), date(2017, 8, 31)
MARKER = "Marabu"

READERS = {
    "public": AnonymousUser,
    "without a role": people.nora,
    "council": people.rosa,
    "operator": people.tina,  # of Anker
    "another operator": people.tom,
    "coordination": people.karla,
}
EVERYBODY = set(READERS)
INSIDE = {"coordination"}
NOBODY: set[str] = set()


def finders(query: str = MARKER) -> set[str]:
    return {name for name, person in READERS.items() if find(Words(query), Reader(person(), TODAY), KINDS, 5)}


def statement(**fields: object) -> Statement:
    return Statement.objects.create(
        key="marabu", area="fim", text=MARKER, citation=CitationFactory(), **fields
    )


def figure(**fields: object) -> ReportedFigure:
    return ReportedFigureFactory(scope=MARKER, **fields)


def corrected() -> None:
    """The marker stands in the figure that was wrong."""
    old = figure(leading=False)
    ReportedFigureFactory(indicator=old.indicator, replaces=old, reason="Doppelt gezählt.")


def agreed(**fields: object) -> None:
    VolunteerGroupFactory(name=MARKER, **({"consent_on": date(2017, 1, 1)} | fields))


def offer(**fields: object) -> None:
    SportsOfferFactory(venue=MARKER, **({"confirmed_on": date(2017, 8, 1)} | fields))


def secret() -> dict[str, object]:
    return {"programme": ProgrammeFactory(public=False)}


def placement_of_anker(**fields: object) -> None:
    InternalPlacementFactory(name=MARKER, provider__organisation=people.anker(), **fields)


OPEN: dict[str, Callable[[], object]] = {
    "a district": lambda: DistrictFactory(name=MARKER),
    "an indicator": lambda: IndicatorFactory(label=MARKER),
    "a figure": figure,
    "a statement": statement,
    "a claim": lambda: ClaimFactory(text=MARKER),
    "a source": lambda: SourceFactory(title=MARKER),
    "a body": lambda: BodyFactory(name=MARKER),
    "a body by another name": lambda: BodyFactory(aliases=f"AK\n{MARKER}"),
    "a measure": lambda: MeasureFactory(title=MARKER),
    "a hand-over": lambda: HandoverFactory(subject=MARKER),
    "a programme": lambda: ProgrammeFactory(name=MARKER),
    "a module": lambda: ModuleFactory(title=MARKER),
    "a project": lambda: ProjectFactory(name=MARKER),
    "a circle that agreed": agreed,
    "a meeting space": lambda: MeetingSpaceFactory(name=MARKER),
    "a sports offer": offer,
    "a culture project": lambda: CultureProjectFactory(title=MARKER),
    "an event": lambda: EventFactory(title=MARKER),
}
LIMITED: dict[str, tuple[Callable[[], object], set[str]]] = {
    "a shelter of Anker": (
        lambda: ShelterFactory(name=MARKER, operation__operator=people.anker()), INSIDE | {"operator"},
    ),
    "the street of a shelter": (lambda: ShelterFactory(street=MARKER), INSIDE),
    "a shelter that Anker ran until yesterday": (
        lambda: ShelterFactory(
            name=MARKER, operation__operator=people.anker(), operation__end=date(2017, 8, 31)
        ),
        INSIDE,
    ),
    "a FIM measure of Anker": (placement_of_anker, INSIDE | {"operator"}),
    "an idea": (lambda: MeasureFactory(title=MARKER, status=Measure.Status.IDEA), INSIDE),
    "a source that is not public": (lambda: SourceFactory(title=MARKER, public=False), INSIDE),
    "a programme that is not public": (lambda: ProgrammeFactory(name=MARKER, public=False), INSIDE),
    "its module": (lambda: ModuleFactory(title=MARKER, **secret()), INSIDE),
    "its project": (lambda: ProjectFactory(name=MARKER, **secret()), INSIDE),
    **{
        f"a figure that is {state.label}": (lambda state=state: figure(state=state), NOBODY)
        for state in State
        if state != State.RELEASED
    },
    "a figure that was corrected": (corrected, NOBODY),
    "a small number of a district": (
        lambda: figure(value=3, district=ShelterFactory().district), NOBODY,
    ),
    "a figure of tomorrow": (lambda: figure(period_start=LATER), NOBODY),
    "a statement about tomorrow": (lambda: statement(period_start=LATER), NOBODY),
    "a body that begins tomorrow": (lambda: BodyFactory(name=MARKER, started_from=LATER), NOBODY),
    "a measure of tomorrow": (lambda: MeasureFactory(title=MARKER, started_from=LATER), NOBODY),
    "what a measure that runs is about": (lambda: MeasureFactory(description=MARKER), NOBODY),
    "a hand-over of tomorrow": (
        lambda: HandoverFactory(subject=MARKER, status=Handover.Status.DONE, since=LATER), NOBODY,
    ),
    "a circle that has not agreed": (lambda: agreed(consent_on=None), NOBODY),
    "a circle that is no more": (lambda: agreed(ended_to=BEFORE), NOBODY),
    "the mailbox of a circle": (lambda: VolunteerGroupFactory(
        contact="marabu@kreis.example", consent_on=date(2017, 1, 1)), NOBODY),
    "a meeting space that closed": (lambda: MeetingSpaceFactory(name=MARKER, ended_to=BEFORE), NOBODY),
    "an offer that nobody confirmed for a year": (lambda: offer(confirmed_on=date(2016, 8, 1)), NOBODY),
    "an offer that ended": (lambda: offer(ended_on=BEFORE), NOBODY),
    "an event of tomorrow": (lambda: EventFactory(title=MARKER, held_on=LATER), NOBODY),
    "a project of tomorrow": (
        lambda: CultureProjectFactory(title=MARKER, begun_on=LATER, status="running"), NOBODY,
    ),
}  # fmt: skip


@pytest.mark.parametrize("thing", OPEN)
def test_everybody_finds(thing):
    OPEN[thing]()
    assert finders() == EVERYBODY


@pytest.mark.parametrize("thing", LIMITED)
def test_only_who_may_see_it_finds(thing):
    make, who = LIMITED[thing]
    make()
    assert finders() == who


def test_the_number_of_an_unreleased_figure_finds_nothing():
    figure(value=4711, state=State.SUBMITTED)
    assert finders("4711") == finders("4.711") == NOBODY


def test_the_number_of_a_small_count_finds_nothing():
    figure(value=3, indicator__label="Zugänge", district=ShelterFactory(district__name="Feuerbach").district)
    assert finders("3") == NOBODY


def test_an_operator_is_not_told_of_the_shelter_by_a_measure_in_it():
    placement_of_anker(shelter__name="Haus Geheim", shelter__operation__operator=people.bruecke())
    assert finders("Geheim") == INSIDE | {"operator", "another operator"}


def test_names_of_persons_are_looked_through_by_nobody(django_user_model):
    people.sina()
    Body.objects.get(slug="sprache").memberships.update(person="Marabu, Anna", purpose="Ansprechpartnerin")
    assert finders() == NOBODY


def test_a_source_that_is_not_public_is_offered_for_a_mistyped_number_inside_alone(client, act_as, settings):
    settings.PUBLIC_VIEW = True
    SourceFactory(number=675, year=2016, public=False, kind=Source.Kind.PAPER)
    assert b"Meinten Sie" not in client.get("/suche/?q=675/2916").content
    assert b"Meinten Sie" in act_as(people.karla).get("/suche/?q=675/2916").content
