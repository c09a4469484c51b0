"""What is known of each district, and that what is hidden cannot be calculated from the rest."""

from datetime import date

import pytest

from portal.districts.measures import MEASURES, PERSONS, SPACES
from portal.districts.standings import Standing, known_on
from portal.figures import Audience, Kind
from tests.districts.conftest import AUGUST, TODAY, district
from tests.factories import (
    CapacityFactory,
    InternalPlacementFactory,
    MeetingSpaceFactory,
    OccupancyFactory,
    ShelterFactory,
    SportsOfferFactory,
    VolunteerGroupFactory,
)

pytestmark = pytest.mark.django_db
OUTSIDE = [Audience.PUBLIC, Audience.COUNCIL]


def standing(where, audience: Audience = Audience.INTERNAL, as_of: date = TODAY) -> Standing:
    return known_on(as_of, audience).real.of(where)


@pytest.mark.usefixtures("_homes")
class TestSmallNumbers:
    def test_staff_sees_persons_rate_and_utilisation(self, birkach):
        row = standing(birkach)
        assert (row.persons.number, row.persons_per_thousand.number) == ("3", "0,5")
        assert row.utilisation.number == "3,0"

    @pytest.mark.parametrize("audience", OUTSIDE)
    def test_with_the_persons_everything_calculated_from_them_is_hidden(self, birkach, muenster, audience):
        for where in (birkach, muenster):
            row = standing(where, audience)
            told = (row.persons, row.persons_per_thousand, row.utilisation)
            assert {value.kind for value in told} == {Kind.SUPPRESSED}

    @pytest.mark.parametrize("audience", OUTSIDE)
    def test_a_number_that_is_large_enough_is_told(self, wangen, audience):
        row = standing(wangen, audience)
        assert (row.persons.number, row.persons_per_thousand.number) == ("90", "10,0")
        assert row.utilisation.number == "90,0"

    def test_a_total_that_would_give_small_ones_away_is_hidden_with_its_rates(self, birkach, muenster):
        """Four and four of eight."""
        for one in (birkach, muenster):
            one.shelters.get().occupancies.update(occupied=4)
        known = known_on(TODAY, Audience.PUBLIC).real
        next(row for row in known.rows if row.name == "Wangen").district.shelters.get().occupancies.update(
            occupied=0
        )
        city = known_on(TODAY, Audience.PUBLIC).real.city
        assert city.persons.kind is Kind.SUPPRESSED
        assert city.utilisation.kind is Kind.SUPPRESSED
        assert city.persons_per_thousand.amount is None

    def test_places_are_no_persons(self, birkach):
        assert standing(birkach, Audience.PUBLIC).places_per_thousand.number == "16,7"

    def test_no_measure_tells_a_hidden_number(self, birkach):
        row = standing(birkach, Audience.PUBLIC)
        hidden = [measure.key for measure in MEASURES if measure.of(row).kind is Kind.SUPPRESSED]
        assert hidden == ["personen", "personen-je-1000", "auslastung"]


@pytest.mark.usefixtures("_homes")
class TestZeroAndUnknown:
    def test_without_a_shelter_nobody_lives_there(self, nord):
        row = standing(nord)
        assert (row.persons.number, row.places.number, row.persons_per_thousand.number) == ("0", "0", "0,0")
        assert row.utilisation.number == "k. A."

    def test_without_inhabitants_there_is_no_rate(self, muenster):
        row = standing(muenster)
        assert (row.persons_per_thousand.number, row.places_per_thousand.number) == ("k. A.", "k. A.")

    def test_the_city_has_a_rate_once_all_districts_have_inhabitants(self, muenster):
        assert known_on(TODAY, Audience.INTERNAL).real.city.persons_per_thousand.number == "k. A."
        muenster.population, muenster.population_source = (
            7_000,
            known_on(TODAY, Audience.INTERNAL).real.rows[0].district.population_source,
        )
        muenster.save()
        assert known_on(TODAY, Audience.INTERNAL).real.city.persons_per_thousand.number == "2,7"

    def test_of_part_of_the_persons_there_is_no_rate(self, wangen):
        ShelterFactory(district=wangen)
        row = standing(wangen)
        assert (row.persons.number, row.persons_per_thousand.number) == ("90", "k. A.")
        assert PERSONS.said(row) == "90 Personen, 1 von 2 Unterkünften gemeldet"


def test_where_no_shelter_is_known_nothing_is_zero(nord):
    row = standing(nord)
    assert {row.persons.number, row.places.number, row.shelters.number, row.ending.number} == {"k. A."}


def test_before_the_first_report_places_are_those_of_the_day_itself(nord):
    CapacityFactory(shelter=ShelterFactory(district=nord), places=120, valid_from=date(2017, 11, 1))
    row = standing(nord)
    assert (row.places.number, row.persons.number) == ("120", "k. A.")


def test_a_circle_counts_in_each_of_its_districts_and_once_in_the_city(nord, wangen):
    VolunteerGroupFactory(consent_on=date(2017, 1, 1)).districts.set([nord, wangen])
    VolunteerGroupFactory(consent_on=None).districts.set([nord])
    known = known_on(TODAY, Audience.INTERNAL).real
    assert [row.circles.number for row in (*known.rows, known.city)] == ["1", "1", "1"]


def test_offers_count_while_they_are_confirmed(nord, wangen):
    for confirmed in (date(2017, 11, 1), date(2016, 6, 1)):
        SportsOfferFactory(district=nord, confirmed_on=confirmed)
    assert (standing(nord).offers.number, standing(wangen).offers.number) == ("1", "0")


def test_spaces_count_while_they_are_open(nord):
    MeetingSpaceFactory(district=nord)
    MeetingSpaceFactory(district=nord, ended_to=date(2017, 6, 30))
    assert standing(nord).spaces.number == "1"


@pytest.mark.parametrize("audience", Audience)
def test_fim_places_count_in_the_district_of_their_shelter(nord, wangen, audience):
    InternalPlacementFactory(shelter__district=nord, places_approved=2)
    assert (standing(nord, audience).fim_places.number, standing(wangen, audience).fim_places.number) == (
        "2",
        "0",
    )


def test_invented_rows_answer_only_where_nothing_real_does_and_are_never_added(nord):
    OccupancyFactory(as_of=AUGUST, occupied=70, shelter__district=nord, shelter__example=True)
    MeetingSpaceFactory(district=nord)
    MeetingSpaceFactory(district=nord, example=True)
    known = known_on(TODAY, Audience.PUBLIC)
    assert known.half(PERSONS.of).example
    assert known.half(PERSONS.of).of(nord).persons.number == "70"
    assert known.half(SPACES.of).of(nord).spaces.number == "1"
    assert not known.half(SPACES.of).example


def test_23_districts_cost_as_many_queries_as_one(nord, django_assert_max_num_queries):
    for where in (nord, *(district(f"Bezirk {number}", number) for number in range(10, 14))):
        OccupancyFactory(as_of=AUGUST, shelter=ShelterFactory(district=where))
    with django_assert_max_num_queries(22):
        known_on(TODAY, Audience.PUBLIC)
