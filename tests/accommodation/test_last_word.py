"""The operator's latest word counts, whatever waits, is released or withdrawn in between."""

import io
from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from accommodation import actions
from accommodation.chapter import chapter
from accommodation.imports.big_list import BigCheck
from accommodation.models import Occupancy
from accommodation.withdrawal import withdraw_delivery
from portal.figures import Audience
from portal.releases import State
from tests import people
from tests.accommodation.sending import counting, released, submitted
from tests.factories import OccupancyFactory, ShelterFactory
from tests.sheets import occupancy_csv

pytestmark = pytest.mark.django_db

AUGUST = date(2017, 8, 31)


@pytest.fixture(autouse=True)
def _houses():
    for code, name in (("A", "Haus Ahorn"), ("B", "Haus Birke"), ("L", "Haus Linde")):
        ShelterFactory(code=code, name=name, operation__operator=people.anker())


def released_by_karla(delivery):
    return actions.release_delivery(delivery=delivery, by=people.karla())


def test_a_number_said_again_while_another_one_waits_is_the_last_word():
    released("Haus Ahorn;100;80")
    doubtful = submitted("Haus Ahorn;100;95", name="zweite.csv")
    last = submitted("Haus Ahorn;100;80", "Haus Birke;100;70", name="dritte.csv")

    released_by_karla(doubtful)
    released_by_karla(last)

    assert counting() == {"Haus Ahorn": 80, "Haus Birke": 70}


def test_a_list_may_consist_of_nothing_else():
    """Who notices the slip sends once more what was right."""
    released("Haus Ahorn;100;80", "Haus Birke;100;70")
    slip = submitted("Haus Ahorn;100;800", "Haus Birke;100;70", name="zweite.csv")
    last = submitted("Haus Ahorn;100;80", "Haus Birke;100;70", as_of="31.08.2017 ", name="dritte.csv")

    released_by_karla(last)

    assert counting() == {"Haus Ahorn": 80, "Haus Birke": 70}
    with pytest.raises(ValidationError, match="gilt schon eine später eingereichte Meldung"):
        released_by_karla(slip)


def test_it_is_so_for_a_list_of_any_length_too():
    released("Haus Ahorn;100;80")
    doubtful = submitted("Haus Ahorn;100;95", name="zweite.csv")
    file = io.BytesIO(occupancy_csv("Haus Ahorn;100;80", "Haus Birke;100;70"))
    big = BigCheck(file, "lang.csv", sender=people.anker(), as_of=None)
    last = actions.deliver_big_list(check=big, parts=big.parts(), by=people.tina(), warnings_accepted=True)

    released_by_karla(doubtful)
    released_by_karla(last)

    assert counting() == {"Haus Ahorn": 80, "Haus Birke": 70}


def test_what_a_later_list_says_again_is_not_withdrawn_under_it():
    first = released("Haus Ahorn;100;80", name="erste.csv")
    released("Haus Ahorn;100;80", "Haus Birke;100;70", name="zweite.csv")

    with pytest.raises(ValidationError, match=r"baut auf: ‚zweite\.csv‘"):
        withdraw_delivery(delivery=first, by=people.karla(), comment="Falsch")
    assert counting() == {"Haus Ahorn": 80, "Haus Birke": 70}


def test_of_an_older_list_what_no_later_one_speaks_of_is_released():
    older = submitted("Haus Ahorn;100;80", "Haus Birke;100;70", name="erste.csv")
    newer = submitted("Haus Ahorn;100;85", name="zweite.csv")
    released_by_karla(newer)

    released_by_karla(older)

    assert counting() == {"Haus Ahorn": 85, "Haus Birke": 70}


def test_an_older_list_of_which_nothing_is_left_is_refused():
    older = submitted("Haus Ahorn;100;80", name="erste.csv")
    released_by_karla(submitted("Haus Ahorn;100;85", name="zweite.csv"))

    with pytest.raises(ValidationError, match="gilt schon eine später eingereichte Meldung"):
        released_by_karla(older)


def test_the_sender_takes_back_what_was_returned_and_has_nothing_to_do_any_more():
    delivery = submitted("Haus Ahorn;100;80")
    actions.return_delivery(delivery=delivery, by=people.karla(), comment="Falscher Tag")

    taken_back = withdraw_delivery(delivery=delivery, by=people.tina(), comment="Gilt für einen anderen Tag")

    assert taken_back.state == State.WITHDRAWN
    assert not Occupancy.objects.current().exists()


def test_a_house_closed_after_the_fact_does_not_hide_a_silent_one():
    closed = ShelterFactory(closed_on=AUGUST - timedelta(days=1))
    OccupancyFactory(shelter=closed, as_of=AUGUST, occupied=5, current=True)
    released("Haus Ahorn;100;80", "Haus Birke;100;70")

    content = chapter(timezone.localdate(), Audience.INTERNAL)
    newest = content.chart("belegung").series[-1].points[-1]

    assert (newest.value.amount, newest.coverage.reported, newest.coverage.expected) == (150, 2, 3)
    assert "die nicht geöffnet waren (31.08.2017)" in " ".join(one.heading for one in content.findings)
