"""The one question that every page asks: as of when?"""

from datetime import date

import pytest
from django.core.exceptions import BadRequest
from django.utils import timezone

from portal.forms import asked_stichtag, exact_stichtag


@pytest.fixture
def asked(rf):
    return lambda day: rf.get("/unterbringung/", {"stichtag": day})


@pytest.mark.parametrize("day", ["2017-08-31", "31.08.2017"])
def test_a_day_may_be_written_in_two_ways(asked, day):
    assert asked_stichtag(asked(day))[0] == date(2017, 8, 31)


@pytest.mark.parametrize("day", ["0001-01-01", "1899-12-31", "2200-01-01", "9999-12-31"])
def test_a_day_far_from_every_calendar_is_told_and_the_page_shows_today(asked, day):
    """A chapter looks a year back and some days on; there is none before the year 1 or after 9999."""
    shown, form = asked_stichtag(asked(day))
    assert shown == timezone.localdate()
    assert form.errors["stichtag"] == ["Bitte einen Tag zwischen 1900 und 2199 angeben."]
    with pytest.raises(BadRequest, match="zwischen 1900 und 2199"):
        exact_stichtag(asked(day))


@pytest.mark.django_db
@pytest.mark.parametrize("day", ["1900-01-01", "2199-12-31"])
@pytest.mark.parametrize(
    "page", ["unterbringung", "arbeitsgruppen", "engagement", "kultur-und-sport", "fim", "pakt", "kennzahlen"]
)
def test_every_page_can_be_asked_for_the_first_and_the_last_day(client, settings, page, day):
    settings.PUBLIC_VIEW = True
    assert client.get(f"/{page}/", {"stichtag": day}).status_code == 200
