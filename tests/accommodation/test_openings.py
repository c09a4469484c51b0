"""What opens and what ends in the twelve months from a day on."""

from datetime import date

import pytest

from accommodation.chapter.balance.ahead import ENDS, OPENS
from accommodation.chapter.openings import coming_changes, number_of
from portal.figures import Audience
from tests.accommodation.houses import AUGUST
from tests.factories import CapacityFactory, ShelterFactory

pytestmark = pytest.mark.django_db


def coming(audience: Audience = Audience.INTERNAL) -> list[tuple[date, str]]:
    return [(one.event.on, one.verb) for one in coming_changes(AUGUST, audience, example=False)]


def possible_house(**fields) -> None:
    house = ShelterFactory(opened_on=None, planned_from=date(2018, 5, 1), capacity=None, **fields)
    CapacityFactory(shelter=house, kind="possible", valid_from=date(2018, 5, 1), places=54)


def test_the_next_one_comes_first():
    ShelterFactory(closed_on=date(2018, 6, 30))
    ShelterFactory(opened_on=date(2017, 10, 1))
    ShelterFactory(opened_on=None, planned_from=date(2018, 1, 1))
    ShelterFactory(permit_until=date(2018, 3, 31))
    assert coming() == [
        (date(2017, 10, 1), OPENS),
        (date(2018, 1, 1), OPENS),
        (date(2018, 3, 31), ENDS),
        (date(2018, 6, 30), ENDS),
    ]


def test_one_house_may_open_and_close_within_the_year():
    ShelterFactory(opened_on=date(2017, 10, 1), closed_on=date(2018, 3, 31))
    found = coming_changes(AUGUST, Audience.COUNCIL, example=False)
    assert (number_of(found, OPENS), number_of(found, ENDS)) == (1, 1)


def test_a_house_whose_closing_is_decided_ends_once():
    ShelterFactory(permit_until=date(2018, 3, 31), closed_on=date(2017, 12, 31))
    assert coming() == [(date(2017, 12, 31), ENDS)]


def test_who_opened_today_is_open_and_who_has_the_last_day_today_has_yet_to_close():
    ShelterFactory(opened_on=AUGUST)
    ShelterFactory(closed_on=AUGUST)
    assert coming() == [(AUGUST, ENDS)]


def test_the_day_after_a_year_is_too_late():
    ShelterFactory(closed_on=date(2018, 8, 30))
    ShelterFactory(closed_on=date(2018, 8, 31))
    assert coming() == [(date(2018, 8, 30), ENDS)]


def test_a_house_that_opened_is_not_planned_any_more():
    ShelterFactory(opened_on=date(2017, 8, 1), planned_from=date(2017, 10, 1))
    assert coming() == []


def test_a_house_of_which_nobody_knows_the_places_opens_and_ends_all_the_same():
    ShelterFactory(capacity=None, opened_on=date(2017, 10, 1), closed_on=date(2018, 3, 31))
    assert coming() == [(date(2017, 10, 1), OPENS), (date(2018, 3, 31), ENDS)]


def test_a_house_that_possibly_opens_is_told_to_the_council_and_not_counted():
    possible_house()
    found = coming_changes(AUGUST, Audience.COUNCIL, example=False)
    assert ([one.verb for one in found], number_of(found, OPENS)) == ([OPENS], 0)
    assert coming(Audience.PUBLIC) == []


def test_a_house_that_may_never_open_does_not_end():
    possible_house(permit_until=date(2018, 6, 30))
    assert coming() == [(date(2018, 5, 1), OPENS)]


def test_more_places_in_a_running_house_are_no_opening():
    CapacityFactory(shelter=ShelterFactory(), valid_from=date(2017, 10, 1), places=150)
    assert coming() == []


def test_invented_houses_stand_apart():
    ShelterFactory(closed_on=date(2018, 6, 30), example=True)
    assert coming() == []
    assert len(coming_changes(AUGUST, Audience.INTERNAL, example=True)) == 1
