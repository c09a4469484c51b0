"""The calendar of a body, as a calendar program reads it."""

from datetime import date, datetime, time
from zoneinfo import ZoneInfo

import pytest
from icalendar import Calendar, Event

from taskforce.models import Meeting
from tests import people
from tests.factories import AgendaItemFactory, MeetingFactory

pytestmark = [pytest.mark.django_db, pytest.mark.once]

FEED = "/arbeitsgruppen/sprache/sitzungen.ics"
BERLIN = ZoneInfo("Europe/Berlin")


@pytest.fixture(autouse=True)
def _public(settings):
    settings.PUBLIC_VIEW = True
    settings.BASE_URL = "https://portal.stuttgart.example"


@pytest.fixture
def feed(client):
    """What comes back, read by the library as any program would."""

    def read() -> Calendar:
        return Calendar.from_ical(client.get(FEED).content)

    people.language()
    return read


def meeting(**fields: object) -> Meeting:
    return MeetingFactory(body=people.language(), **{"public": True, "held_on": date(2016, 3, 15)} | fields)


def event_of(calendar: Calendar) -> Event:
    (event,) = calendar.walk("VEVENT")
    return event


def test_a_meeting_stands_at_its_hour_in_the_time_of_the_city(feed):
    meeting(begins_at=time(14), ends_at=time(16, 30), place="Rathaus")
    event = event_of(feed())
    assert event.start == datetime(2016, 3, 15, 14, tzinfo=BERLIN)
    assert event.end == datetime(2016, 3, 15, 16, 30, tzinfo=BERLIN)
    assert event["DTSTART"].params["TZID"] == "Europe/Berlin"
    assert (event["SUMMARY"], event["LOCATION"], event["STATUS"]) == ("AG Sprache", "Rathaus", "CONFIRMED")


@pytest.mark.parametrize(("day", "utc_hour"), [(date(2016, 3, 15), 13), (date(2016, 7, 15), 12)])
def test_summer_and_winter_time_are_in_the_calendar_itself(client, day, utc_hour):
    """A program that knows no zone by name still finds the offset."""
    meeting(held_on=day, begins_at=time(14))
    calendar = Calendar.from_ical(client.get(FEED).content)
    (zone,) = calendar.walk("VTIMEZONE")
    begins = event_of(calendar).start.replace(tzinfo=zone.to_tz(lookup_tzid=False))
    assert begins.astimezone(ZoneInfo("UTC")).hour == utc_hour


def test_a_meeting_without_an_hour_takes_the_whole_day(feed):
    meeting()
    assert event_of(feed()).get("DTSTART").dt == date(2016, 3, 15)


def test_a_cancelled_meeting_stays_in_it_as_cancelled(feed):
    meeting(cancelled=True)
    assert event_of(feed())["STATUS"] == "CANCELLED"


def test_a_meeting_keeps_its_name_for_programs_when_it_is_moved(feed, time_machine):
    time_machine.move_to("2016-03-01 12:00")
    moved = meeting()
    before = event_of(feed())
    time_machine.move_to("2016-03-02 12:00")
    moved.held_on, moved.title = date(2016, 4, 19), "Sondersitzung"
    moved.save()
    after = event_of(feed())
    assert before["UID"] == after["UID"] == f"sitzung-{moved.pk}@portal.stuttgart.example"
    assert after.start == date(2016, 4, 19)
    assert after["DTSTAMP"].dt > before["DTSTAMP"].dt


def test_nothing_changes_while_nobody_changes_anything(client):
    meeting(begins_at=time(14))
    assert client.get(FEED).content == client.get(FEED).content


@pytest.mark.parametrize("person", [None, people.rosa, people.sina, people.karla])
def test_only_public_meetings_are_in_it_whoever_asks(client, feed, person):
    meeting(public=False, title="Vertraulich")
    meeting(title="Offen")
    if person:
        client.force_login(person())
    assert [event["SUMMARY"] for event in feed().walk("VEVENT")] == ["Offen"]


def test_meetings_of_other_bodies_are_not_in_it(feed):
    MeetingFactory(body=people.health(), public=True)
    assert feed().walk("VEVENT") == []


def test_the_agenda_and_the_page_of_the_meeting_go_with_it(feed):
    AgendaItemFactory(meeting=meeting(), order=1, title="Kurse; Räume, Kosten")
    event = event_of(feed())
    assert event["DESCRIPTION"] == "TOP 1: Kurse; Räume, Kosten"
    assert event["URL"].startswith("https://portal.stuttgart.example/arbeitsgruppen/sitzungen/")


def test_a_title_cannot_smuggle_in_a_line_of_its_own(feed):
    meeting(title="Sitzung\r\nSTATUS:CANCELLED\nEND:VEVENT")
    assert event_of(feed())["STATUS"] == "CONFIRMED"


def test_invented_meetings_say_so(feed):
    meeting(example=True)
    assert event_of(feed())["SUMMARY"] == "AG Sprache, Beispieldaten (erfunden)"


def test_it_comes_as_a_calendar(client):
    people.language()
    answer = client.get(FEED)
    assert answer.headers["Content-Type"] == "text/calendar; charset=utf-8"
    assert b"\r\n" in answer.content


def test_without_the_public_view_there_is_no_feed_for_strangers(client, settings):
    settings.PUBLIC_VIEW = False
    people.language()
    assert client.get(FEED).status_code == 302


def test_more_meetings_take_no_more_queries(client, django_assert_max_num_queries):
    for month in range(1, 13):
        AgendaItemFactory(meeting=meeting(held_on=date(2016, month, 1)))
    with django_assert_max_num_queries(4):
        client.get(FEED)
