"""The questions that pages and charts ask of shelters and occupancies."""

from datetime import date

import pytest

from accommodation.models import Occupancy, Shelter
from tests import people
from tests.factories import CapacityFactory, OccupancyFactory, OperationFactory, ShelterFactory

pytestmark = pytest.mark.django_db

JULY, AUGUST = date(2017, 7, 31), date(2017, 8, 31)


def test_expected_are_the_shelters_open_on_that_day():
    ShelterFactory(opened_on=date(2016, 1, 1), closed_on=AUGUST)
    ShelterFactory(opened_on=AUGUST)
    ShelterFactory(opened_on=None)
    ShelterFactory(opened_on=None, planned_from=date(2018, 1, 1))

    expected = Shelter.objects.expected_on([date(2015, 12, 31), JULY, AUGUST, date(2017, 9, 1)])

    assert expected == {date(2015, 12, 31): 1, JULY: 2, AUGUST: 3, date(2017, 9, 1): 2}


def test_expected_asks_the_database_once(django_assert_num_queries):
    ShelterFactory.create_batch(3)

    with django_assert_num_queries(1):
        Shelter.objects.expected_on([JULY, AUGUST, date(2018, 1, 1)])


def test_open_on_agrees_with_the_row_itself():
    for opened, closed in ((date(2016, 1, 1), None), (AUGUST, None), (date(2016, 1, 1), AUGUST)):
        ShelterFactory(opened_on=opened, closed_on=closed)

    themselves = {shelter for shelter in Shelter.objects.all() if shelter.open_on(AUGUST)}
    assert set(Shelter.objects.open_on(AUGUST)) == themselves


def test_places_are_those_in_use_on_the_day():
    shelter = ShelterFactory(capacity__places=100, capacity__valid_from=date(2016, 1, 1))
    CapacityFactory(shelter=shelter, places=120, valid_from=AUGUST)
    CapacityFactory(shelter=shelter, places=500, valid_from=JULY, kind="decided")

    places = {day: Shelter.objects.with_places(day).get().places for day in (date(2015, 1, 1), JULY, AUGUST)}

    assert places == {date(2015, 1, 1): None, JULY: 100, AUGUST: 120}


def test_tina_sees_the_shelters_that_anker_runs_today():
    own = ShelterFactory(operation__operator=people.anker())
    ShelterFactory(operation__operator=people.bruecke())

    assert list(Shelter.objects.visible_to(people.tina(), AUGUST)) == [own]


def test_a_shelter_that_was_handed_over_is_the_new_operators():
    shelter = ShelterFactory(operation=None)
    OperationFactory(shelter=shelter, operator=people.anker(), end=JULY)
    OperationFactory(shelter=shelter, operator=people.bruecke(), start=date(2017, 8, 1))

    assert not Shelter.objects.visible_to(people.tina(), AUGUST)
    assert list(Shelter.objects.visible_to(people.tom(), AUGUST)) == [shelter]


def test_tom_does_not_see_what_anker_reported_of_the_same_house():
    shelter = ShelterFactory(operation=None)
    OperationFactory(shelter=shelter, operator=people.anker())
    occupancy = OccupancyFactory(shelter=shelter)

    assert list(Occupancy.objects.visible_to(people.tina())) == [occupancy]
    assert not Occupancy.objects.visible_to(people.tom())


@pytest.mark.parametrize("person", [people.rosa, people.nora])
def test_council_and_accounts_without_a_role_see_no_shelter(person):
    ShelterFactory()

    assert not Shelter.objects.visible_to(person(), AUGUST)


@pytest.mark.parametrize("person", [people.karla, people.emil, people.dora, people.adam])
def test_staff_sees_every_shelter(person):
    ShelterFactory.create_batch(2)

    assert Shelter.objects.visible_to(person(), AUGUST).count() == 2
