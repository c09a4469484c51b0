"""The public meetings of a body as a calendar to subscribe to (RFC 5545).

A calendar program does not sign in, so whoever has the address reads everything in the feed: only
public meetings are in it, for everybody.
"""

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from urllib.parse import urlsplit

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from icalendar import STATUS, Calendar, Event

from portal.figures import EXAMPLE
from taskforce.models import Body, Meeting

ASK_AGAIN = timedelta(hours=12)


def calendar_of(body: Body) -> bytes:
    """Cancelled meetings stay in it as such: a program that has them must hear of it."""
    meetings = Meeting.objects.filter(body=body, public=True).with_changed_at()
    events = [event(meeting) for meeting in meetings.select_related("body").prefetch_related("agenda")]
    calendar = Calendar.new(
        uid=name_for_programs("gremium", body.pk),
        name=f"Sitzungen: {body}",
        prodid="-//Integrationsportal//Sitzungen//DE",
        language="de",
        refresh_interval=ASK_AGAIN,
        subcomponents=events,
    )
    calendar.add_missing_timezones()
    return calendar.to_ical()


def event(meeting: Meeting) -> Event:
    begins, ends = times(meeting)
    return Event.new(
        uid=name_for_programs("sitzung", meeting.pk),
        stamp=changed_at(meeting),
        last_modified=changed_at(meeting),
        start=begins,
        end=ends,
        summary=f"{meeting.name}, {EXAMPLE}" if meeting.example else meeting.name,
        location=meeting.place or None,
        description=agenda(meeting.agenda.all()) or None,
        status=STATUS.CANCELLED if meeting.cancelled else STATUS.CONFIRMED,
        url=f"{settings.BASE_URL}{reverse('taskforce:meeting', kwargs={'pk': meeting.pk})}",
    )


def name_for_programs(kind: str, pk: int) -> str:
    """Stays the same for ever, and is nobody else's in the world."""
    return f"{kind}-{pk}@{urlsplit(settings.BASE_URL).hostname}"


def times(meeting: Meeting) -> tuple[date, date | None]:
    """A whole day where nobody says when it begins; without an end where nobody says when it ends."""
    if meeting.begins_at is None:
        return meeting.held_on, None
    ends = at(meeting.held_on, meeting.ends_at) if meeting.ends_at else None
    return at(meeting.held_on, meeting.begins_at), ends


def at(day: date, hour: time) -> datetime:
    return datetime.combine(day, hour, timezone.get_default_timezone())


def changed_at(meeting: Meeting) -> datetime:
    return meeting.changed_at or at(meeting.held_on, time.min)


def agenda(items: Iterable) -> str:
    return "\n".join(str(item) for item in items)
