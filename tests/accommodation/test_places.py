"""Places: blocked, usable, free; utilisation by its two definitions; the council's thresholds."""

from datetime import date

import pytest

from accommodation.chapter import chapter
from accommodation.thresholds import UtilisationThreshold
from portal.figures import Audience, Table
from tests import people
from tests.accommodation.houses import AUGUST, JULY, TODAY, house, in_columns, reports
from tests.factories import CapacityFactory, CitationFactory, DistrictFactory

pytestmark = pytest.mark.django_db

P, N = "\N{NO-BREAK SPACE}Plätze", "\N{NO-BREAK SPACE}%"


@pytest.fixture
def ahorn(nord):
    """120 places, of which 20 are blocked; 95 people."""
    shelter = house("A1", "Haus Ahorn", nord, capacity=None)
    CapacityFactory(shelter=shelter, places=120, blocked=20, blocked_reason="Sanierung")
    reports(shelter, {AUGUST: 95})
    return shelter


@pytest.fixture
def birke(nord):
    """80 places, nothing said about blocking; 40 people."""
    shelter = house("B1", "Haus Birke", nord, capacity__places=80)
    reports(shelter, {AUGUST: 40})
    return shelter


@pytest.fixture
def full():
    return UtilisationThreshold.objects.create(
        name="voll belegt", percent=90, valid_from=JULY, citation=CitationFactory()
    )


def places(audience: Audience = Audience.INTERNAL) -> Table:
    return chapter(TODAY, audience).table("plaetze")


def city(*keys: str, audience: Audience = Audience.INTERNAL) -> list[str]:
    return in_columns(places(audience), "stadtbezirk", *keys)["Stadt insgesamt"]


def test_blocked_places_are_not_usable_and_what_is_usable_and_not_occupied_is_free(ahorn, birke):
    assert city("plaetze", "gesperrt", "belegbar", "frei") == [f"200{P}", f"20{P}", f"180{P}", f"45{P}"]


def test_utilisation_is_shown_by_both_definitions_each_with_its_name(ahorn, birke):
    labels = [column.label for column in places().columns]
    assert labels[5:7] == ["Auslastung aller Plätze", "Auslastung der belegbaren Plätze"]
    assert city("auslastung", "auslastung-belegbar") == [f"67,5{N}", f"75,0{N}"]


def test_usable_places_that_somebody_counted_are_taken_as_counted(nord):
    shelter = house("C1", "Haus Eiche", nord, capacity=None)
    CapacityFactory(shelter=shelter, places=100, usable_places=70)
    reports(shelter, {AUGUST: 70})
    assert city("gesperrt", "belegbar", "frei") == [f"30{P}", f"70{P}", f"0{P}"]


def test_more_people_than_usable_places_are_a_negative_number_of_free_ones(ahorn):
    reports(ahorn, {date(2017, 9, 30): 103})
    assert city("frei", "auslastung-belegbar") == [f"−3{P}", f"103,0{N}"]


def test_nothing_said_about_blocking_is_not_zero(birke):
    assert city("gesperrt", "belegbar") == ["k. A.", f"80{P}"]


def test_where_nothing_is_said_about_blocking_the_table_says_for_how_many(ahorn, birke):
    assert any(
        "Bei einer Unterkunft ist nichts über gesperrte Plätze erfasst" in note for note in places().notes
    )


def test_a_shelter_without_known_places_leaves_the_sum_open(ahorn, nord):
    reports(house("D1", "Haus Dorn", nord, capacity=None), {AUGUST: 10})
    assert city("plaetze", "frei", "auslastung") == ["k. A.", "k. A.", "k. A."]
    assert "Von einer Unterkunft sind keine Plätze erfasst" in " ".join(places().notes)


def test_a_shelter_without_a_number_leaves_free_places_open(ahorn, nord):
    house("D1", "Haus Dorn", nord)
    assert city("plaetze", "frei") == [f"220{P}", "k. A."]


def test_free_places_do_not_tell_a_hidden_number(ahorn):
    birkach = DistrictFactory(name="Birkach", number=8)
    reports(house("K1", "Haus Kiefer", birkach), {AUGUST: 3})
    told = in_columns(places(Audience.COUNCIL), "stadtbezirk", "belegbar", "frei", "auslastung-belegbar")
    assert told["Birkach"] == [f"100{P}", "•", "•"]
    assert told["Stuttgart-Nord"] == [f"100{P}", "•", "•"]


def test_the_council_reads_how_many_shelters_are_full_and_who_decided_what_full_is(ahorn, birke, full):
    assert city("schwelle-1") == ["1"]
    assert places(Audience.COUNCIL).notes[-1] == (
        f"Voll belegt heißt: ab 90{N} der belegbaren Plätze ({full.citation.provenance()})."
    )


def test_a_threshold_of_all_places_is_measured_by_all_places(ahorn, full):
    full.basis = UtilisationThreshold.Basis.PLACES
    full.save()
    assert city("schwelle-1") == ["0"]  # 95 of 120


def test_exactly_at_the_threshold_is_full(birke, full):
    reports(birke, {date(2017, 9, 30): 72})
    assert city("schwelle-1") == ["1"]


def test_a_new_decision_replaces_the_old_one_from_its_day_on(ahorn, full):
    UtilisationThreshold.objects.create(
        name="voll belegt", percent=99, valid_from=date(2017, 9, 1), citation=CitationFactory()
    )
    assert city("schwelle-1") == ["1"]  # the numbers are of August
    reports(ahorn, {date(2017, 9, 30): 95})
    assert city("schwelle-1") == ["0"]


def test_the_list_of_shelters_names_what_is_blocked_and_why_and_who_is_full(client, ahorn, birke, full):
    client.force_login(people.karla())
    table = client.get("/unterbringung/unterkuenfte/").context["table"]
    assert in_columns(table, "unterkunft", "gesperrt", "belegbar", "frei", "auslastung", "status") == {
        "Haus Ahorn": ["20 (Sanierung)", f"100{P}", f"5{P}", f"95,0{N}", "in Betrieb, voll belegt"],
        "Haus Birke": ["k. A.", f"80{P}", f"40{P}", f"50,0{N}", "in Betrieb"],
    }


def test_an_operator_reads_which_of_its_houses_holds_too_many(client, ahorn, full):
    reports(ahorn, {date(2017, 9, 30): 103})
    client.force_login(people.tina())
    table = client.get("/unterbringung/unterkuenfte/").context["table"]
    assert in_columns(table, "unterkunft", "status") == {
        "Haus Ahorn": ["in Betrieb, voll belegt, überbelegt um 3"]
    }
