"""What a working group keeps for itself, each rule asked alone (see tests/test_narrow_rights.py)."""

from datetime import date

import pytest
from django.urls import reverse

from portal.models import User
from taskforce.models import Body, FinalReport, Meeting
from tests import people
from tests.factories import MeetingFactory, SpeakerFactory
from tests.taskforce.reporting import report_of

pytestmark = [pytest.mark.django_db, pytest.mark.once]

TODAY = date(2017, 8, 31)
SPEAKER_AND_STAFF = [(people.sina, True), (people.sven, False), (people.rosa, False), (people.karla, True)]


def spoke() -> User:
    """Still stands as its speaker, but her account has lost the role."""
    SpeakerFactory(body=people.language(), account=people.nora())
    return people.nora()


@pytest.mark.parametrize(
    ("person", "expected"), [(people.sina, True), (spoke, False), (people.sven, False), (people.karla, False)]
)
def test_its_speaker_writes_its_report(person, expected):
    group, writer = people.language(), person()
    assert (group in Body.objects.written_by(writer, TODAY)) == expected


@pytest.mark.parametrize(("person", "expected"), SPEAKER_AND_STAFF)
def test_the_draft_of_its_report_is_for_its_speaker_and_staff(person, expected):
    draft, reader = report_of(people.language(), "draft"), person()
    assert (draft.body in Body.objects.with_readable_report(reader, TODAY)) == expected


@pytest.mark.parametrize(("person", "expected"), SPEAKER_AND_STAFF)
def test_its_meeting_is_for_its_speaker_and_staff(person, expected):
    meeting, reader = MeetingFactory(body=people.language()), person()
    assert (meeting in Meeting.objects.whole_for(reader, TODAY)) == expected
    assert (meeting in Meeting.objects.visible_to(reader, TODAY)) == expected


def test_all_reports_on_one_page_are_released():
    report_of(people.language(), "draft")
    (group,) = Body.objects.all().with_released_report()
    with pytest.raises(FinalReport.DoesNotExist):
        group.final_report.state  # noqa: B018


def test_who_only_reads_a_report_is_offered_neither_to_write_nor_to_reopen_it(act_as):
    draft, told = report_of(people.language(), "draft"), report_of(people.health(), "released")
    for person, writes, reopens in ((people.sina, True, False), (people.karla, False, True)):
        client = act_as(person)
        assert offered(client, draft, "may_write") == writes
        assert offered(client, told, "may_reopen") == reopens


def offered(client, report: FinalReport, what: str) -> bool:
    return client.get(reverse("taskforce:report", args=[report.body.slug])).context[what]
