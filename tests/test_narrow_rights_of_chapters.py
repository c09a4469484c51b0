"""What a chapter tells to whom, each rule asked alone (see tests/test_narrow_rights.py)."""

from datetime import date

import pytest

from accommodation.chapter.balance.told import released_balance
from accommodation.scenarios import Scenario
from culture_sport.chapter.sports import MENTORS, count_notes
from culture_sport.forms import OfferSearch
from fim.chapter import chapter as fim_chapter
from fim.chapter.places import measures_on, split
from fim.models import Placement
from pakt.chapter import overview as pakt_overview
from pakt.chapter.cards import cards
from pakt.chapter.reported import WHOLE
from portal.figures import Audience
from portal.library.openness import OPENNESS
from taskforce.chapter import overview as taskforce_overview
from taskforce.chapter.overview import SHARES
from tests import people
from tests.factories import (
    BudgetLineFactory,
    ContractFactory,
    InternalPlacementFactory,
    ModuleFactory,
    PlacementFactory,
    ProjectFactory,
    ProviderFactory,
    ReportedFigureFactory,
    ScenarioFactory,
    ShelterFactory,
    SportsOfferFactory,
    TopicFactory,
    VolunteerCountFactory,
    VolunteerGroupFactory,
)
from volunteering.chapter.findings import own_findings
from volunteering.forms import DirectoryForm
from volunteering.own_work import waiting

pytestmark = [pytest.mark.django_db, pytest.mark.once]

TODAY = date(2017, 8, 31)
INTERNAL, COUNCIL, PUBLIC = Audience.INTERNAL, Audience.COUNCIL, Audience.PUBLIC
EVERYBODY_ELSE = (COUNCIL, PUBLIC)


# Accommodation


def test_the_newest_scenario_is_one_that_is_released():
    told = ScenarioFactory(state="released", decided_at="2017-08-01T12:00Z")
    ScenarioFactory(state="draft", decided_at="2017-08-30T12:00Z")
    assert Scenario.objects.released_last() == told


def test_for_a_draft_nothing_is_calculated(django_assert_num_queries):
    ScenarioFactory(state="draft")
    with django_assert_num_queries(1):
        assert released_balance(TODAY, INTERNAL) is None


@pytest.mark.parametrize(
    ("model", "make"),
    [
        ("accommodation.Shelter", ShelterFactory),
        ("accommodation.Scenario", ScenarioFactory),
        ("pakt.Project", lambda: ProjectFactory(programme__public=False)),
    ],
    ids=["shelters", "drafts of scenarios", "projects of programmes that are not public"],
)
@pytest.mark.parametrize("reader", EVERYBODY_ELSE)
def test_behind_a_source_only_the_administration_finds(model, make, reader):
    rows = type(make())._default_manager.all()
    assert OPENNESS[model].filter(rows, INTERNAL).exists()
    assert not OPENNESS[model].filter(rows, reader).exists()


# Culture and sport


@pytest.mark.parametrize("reader", EVERYBODY_ELSE)
def test_why_parts_of_persons_are_missing_is_said_to_who_misses_them(reader):
    assert len(list(count_notes(MENTORS, reader))) == len(list(count_notes(MENTORS, INTERNAL))) + 1


def test_a_district_that_there_is_not_has_no_offers():
    SportsOfferFactory(district__name="Mitte")
    assert OfferSearch({"bezirk": "Mitte"}).offers_on(TODAY).count() == 1
    assert not OfferSearch({"bezirk": "Nirgendwo"}).offers_on(TODAY).exists()


# Engagement


@pytest.fixture
def listed():
    """A circle that agreed to stand in the directory."""
    contact = {"consent_on": TODAY, "contact": "post@freundeskreis.example"}
    return VolunteerGroupFactory(topics=[TopicFactory(name="Sport")], **contact)


@pytest.mark.parametrize(("asked", "status"), [("", 200), ("?bezirk=Nirgendwo", 404)])
def test_the_directory_gives_no_file_about_a_district_that_there_is_not(act_as, listed, asked, status):
    address = f"/engagement/verzeichnis/freundeskreise.csv{asked}"
    assert act_as(people.rosa).get(address).status_code == status


def test_the_directory_is_searched_by_what_its_groups_do(listed):
    VolunteerGroupFactory(topics=[TopicFactory(name="Sprache")])
    assert [str(one) for one in DirectoryForm({}).fields["thema"].queryset] == ["Sport"]


@pytest.mark.parametrize("reader", EVERYBODY_ELSE)
def test_where_nobody_helps_is_told_to_the_administration_alone(reader):
    ShelterFactory()
    assert len(list(own_findings(TODAY, INTERNAL, []))) == 1
    assert list(own_findings(TODAY, reader, [])) == []


def test_who_entered_a_number_is_told_that_somebody_else_releases_it():
    VolunteerCountFactory(state="submitted", submitted_by=people.karla())
    assert [one.why_not for one in waiting(people.konrad())] == [""]
    (own,) = waiting(people.karla())
    assert own.why_not.startswith("Sie haben die Zahl eingetragen")


# FIM


@pytest.mark.parametrize("reader", EVERYBODY_ELSE)
def test_a_measure_is_named_to_the_administration_alone(reader):
    ContractFactory(placement__name="Parkpflege Nord", end=date(2017, 9, 15))
    told = {audience: str(fim_chapter(TODAY, audience).findings) for audience in (INTERNAL, reader)}
    assert "Parkpflege Nord" in told[INTERNAL]
    assert "Parkpflege Nord" not in told[reader]


def test_the_public_is_told_no_provider_of_fim_places():
    InternalPlacementFactory(shelter__district__name="Mitte")
    PlacementFactory(kind=Placement.Kind.EXTERNAL)
    (measures,) = measures_on(TODAY)
    assert list(split(measures, PUBLIC, Placement.Kind.INTERNAL)) == ["Mitte"]
    assert split(measures, PUBLIC, Placement.Kind.EXTERNAL) == {}


@pytest.mark.parametrize(
    ("person", "expected"),
    [(people.tina, True), (people.fritz, True), (people.tom, False), (people.dora, False)],
)
def test_who_has_work_with_fim_is_led_to_it(act_as, person, expected):
    ProviderFactory(organisation=people.anker())
    assert act_as(person).get("/fim/").context["has_work"] == expected


def test_before_the_first_numbers_no_measure_owes_one():
    ContractFactory()
    assert Placement.objects.with_use(TODAY, TODAY).get().expected
    assert not Placement.objects.with_use(TODAY, None).get().expected


# What the start page says of a chapter


@pytest.mark.parametrize(("overview", "key"), [(pakt_overview, WHOLE), (taskforce_overview, SHARES[0])])
def test_what_the_start_page_says_of_a_chapter_is_released(overview, key):
    figure = ReportedFigureFactory(indicator__key=key, indicator__area="pakt", state="draft")
    assert overview(TODAY, INTERNAL).key_figures == ()
    type(figure).objects.update(state="released")
    assert len(overview(TODAY, INTERNAL).key_figures) == 1


# Pakt


@pytest.mark.parametrize("reader", EVERYBODY_ELSE)
def test_a_module_tells_its_forecast_to_the_administration_alone(reader):
    module = ModuleFactory()
    BudgetLineFactory(project=None, module=module, kind="forecast", level="city", amount=3_000_000)
    told = {audience: cards(module.programme, TODAY, audience)[0].money for audience in (INTERNAL, reader)}
    assert len(told[INTERNAL]) == 1
    assert told[reader] == ()
