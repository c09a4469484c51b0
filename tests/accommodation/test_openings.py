"""What opens and what ends in the twelve months from a day on."""

from datetime import date

import pytest

from accommodation.chapter.openings import coming_steps, number_of
from tests.accommodation.houses import AUGUST
from tests.factories import ShelterFactory

pytestmark = pytest.mark.django_db


def steps() -> list[tuple[date, str]]:
    return [(one.on, str(one.step)) for one in coming_steps(AUGUST, example=False)]


def test_the_next_one_comes_first():
    ShelterFactory(closed_on=date(2018, 6, 30))
    ShelterFactory(opened_on=date(2017, 10, 1))
    ShelterFactory(opened_on=None, planned_from=date(2018, 1, 1))
    ShelterFactory(permit_until=date(2018, 3, 31))
    assert steps() == [
        (date(2017, 10, 1), "öffnet"),
        (date(2018, 1, 1), "soll öffnen"),
        (date(2018, 3, 31), "Nutzung befristet"),
        (date(2018, 6, 30), "schließt"),
    ]


def test_one_house_may_open_and_close_within_the_year():
    ShelterFactory(opened_on=date(2017, 10, 1), closed_on=date(2018, 3, 31))
    coming = coming_steps(AUGUST, example=False)
    assert (number_of(coming, opening=True), number_of(coming, opening=False)) == (1, 1)


def test_a_house_whose_closing_is_decided_ends_once():
    ShelterFactory(permit_until=date(2018, 3, 31), closed_on=date(2017, 12, 31))
    assert steps() == [(date(2017, 12, 31), "schließt")]


def test_who_opened_today_is_open_and_who_has_the_last_day_today_has_yet_to_close():
    ShelterFactory(opened_on=AUGUST)
    ShelterFactory(closed_on=AUGUST)
    assert steps() == [(AUGUST, "schließt")]


def test_the_day_after_a_year_is_too_late():
    ShelterFactory(closed_on=date(2018, 8, 30))
    ShelterFactory(closed_on=date(2018, 8, 31))
    assert steps() == [(date(2018, 8, 30), "schließt")]


def test_a_house_that_opened_is_not_planned_any_more():
    ShelterFactory(opened_on=date(2017, 8, 1), planned_from=date(2017, 10, 1))
    assert steps() == []


def test_invented_houses_stand_apart():
    ShelterFactory(closed_on=date(2018, 6, 30), example=True)
    assert steps() == []
    assert len(coming_steps(AUGUST, example=True)) == 1
