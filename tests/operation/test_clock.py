"""Days are those of Berlin: on leap days, at the turn of the year, when clocks are put forward or back."""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.test import Client

from accommodation.models import Operation
from tests import people
from tests.factories import ShelterFactory

pytestmark = [pytest.mark.django_db, pytest.mark.once]

BERLIN = ZoneInfo("Europe/Berlin")
DAYS = [
    date(2028, 2, 28), date(2028, 2, 29), date(2027, 2, 28), date(2027, 12, 31),
    date(2027, 3, 28), date(2027, 10, 31),  # the clock is put forward, and back
]  # fmt: skip


def on_tinas_list(day: date, at: time) -> bool:
    """Whether she finds the house at that moment by the clock on the wall."""
    with time_machine.travel(datetime.combine(day, at, BERLIN), tick=False):
        client = Client()
        client.force_login(people.tina())
        return "Haus Ahorn" in client.get("/unterbringung/unterkuenfte/").content.decode()


@pytest.mark.parametrize("last", DAYS, ids=str)
def test_an_operator_sees_a_house_to_the_end_of_its_last_day(last):
    ShelterFactory(name="Haus Ahorn", operation__operator=people.anker())
    Operation.objects.update(end=last)
    assert on_tinas_list(last, time(0, 5))
    assert on_tinas_list(last, time(23, 55))
    assert not on_tinas_list(last + timedelta(days=1), time(0, 5))


@pytest.mark.parametrize("jump", [timedelta(hours=-1), timedelta(hours=1), timedelta(minutes=-5)], ids=str)
def test_nobody_is_signed_out_or_meets_an_error_when_the_clock_jumps(client, jump):
    now = datetime(2027, 10, 31, 2, 30, tzinfo=BERLIN)
    with time_machine.travel(now, tick=False):
        client.force_login(people.karla())
        assert client.get("/meldungen/").status_code == 200
    with time_machine.travel(now + jump, tick=False):
        assert client.get("/meldungen/").status_code == 200
