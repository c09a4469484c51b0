"""The page of a meeting, and its minutes."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile

from taskforce.models import Meeting
from tests import people
from tests.factories import AgendaItemFactory, MeetingFactory, SourceFactory

pytestmark = pytest.mark.django_db

MINUTES = b"%PDF-1.7 Niederschrift"


@pytest.fixture
def public(client, settings):
    settings.PUBLIC_VIEW = True
    return client


def meeting(**fields: object) -> Meeting:
    return MeetingFactory(body=people.language(), **{"public": True, "held_on": date(2016, 3, 15)} | fields)


def with_minutes(**fields: object) -> Meeting:
    held = meeting(**fields)
    held.minutes.save("Protokoll.pdf", ContentFile(MINUTES))
    return held


def page_of(meeting: Meeting) -> str:
    return f"/arbeitsgruppen/sitzungen/{meeting.pk}/"


def minutes_of(meeting: Meeting) -> str:
    return f"{page_of(meeting)}protokoll/"


def text(answer) -> str:
    return " ".join(answer.content.decode().split())


def test_a_public_meeting_is_shown_with_everything_it_dealt_with(public):
    held = meeting(begins_at="14:00", ends_at="16:00", place="Rathaus", guests="Volkshochschule\n\nJobcenter")
    AgendaItemFactory(
        meeting=held, order=1, title="Kurse", result="zugestimmt", paper=SourceFactory(number=675, year=2016)
    )  # fmt: skip
    page = text(public.get(page_of(held)))
    for said in ("AG Sprache, 15. März 2016", "14:00 bis 16:00 Uhr", "Rathaus", "Volkshochschule, Jobcenter",
                 "Kurse", "GRDrs 675/2016", "zugestimmt"):  # fmt: skip
        assert said in page


def test_what_nobody_said_stays_visibly_empty(public):
    page = text(public.get(page_of(meeting())))
    for term in ("Uhrzeit", "Ort", "Gäste", "Protokoll", "Nächste Sitzung"):
        assert f"<dt>{term}</dt><dd>keine Angabe</dd>" in page


def test_a_cancelled_meeting_says_so(public):
    assert "abgesagt" in text(public.get(page_of(meeting(cancelled=True))))


def test_the_next_meeting_is_the_next_that_takes_place_and_that_the_reader_may_see(public):
    first = meeting()
    meeting(held_on=date(2016, 4, 1), cancelled=True)
    meeting(held_on=date(2016, 4, 2), public=False)
    third = meeting(held_on=date(2016, 4, 3))
    MeetingFactory(body=people.health(), public=True, held_on=date(2016, 3, 20))
    assert f'<a href="{page_of(third)}">3. April 2016</a>' in text(public.get(page_of(first)))


@pytest.mark.parametrize("person", [None, people.rosa, people.tina, people.sven])
def test_a_meeting_that_is_not_public_is_as_if_it_did_not_exist(public, person):
    held = with_minutes(public=False, minutes_public=True)
    if person:
        public.force_login(person())
    assert public.get(page_of(held)).status_code == 404
    assert public.get(minutes_of(held)).status_code == 404


@pytest.mark.parametrize("person", [people.sina, people.karla, people.dora, people.emil])
def test_inside_and_for_the_own_speaker_it_is_there_with_its_minutes(client, person):
    held = with_minutes(public=False)
    client.force_login(person())
    assert client.get(page_of(held)).status_code == 200
    assert b"".join(client.get(minutes_of(held)).streaming_content) == MINUTES


def test_minutes_are_public_only_if_somebody_says_so(public):
    held = with_minutes(minutes_public=False)
    assert "Protokoll herunterladen" not in text(public.get(page_of(held)))
    assert public.get(minutes_of(held)).status_code == 404
    Meeting.objects.update(minutes_public=True)
    assert "Protokoll herunterladen" in text(public.get(page_of(held)))
    assert public.get(minutes_of(held)).status_code == 200


def test_minutes_are_saved_and_never_shown_by_the_browser(public):
    answer = public.get(minutes_of(with_minutes(minutes_public=True)))
    assert (
        answer.headers["Content-Disposition"] == 'attachment; filename="protokoll_ag-sprache_2016-03-15.pdf"'
    )
    assert answer.headers["Content-Type"] == "application/octet-stream"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"


def test_minutes_that_are_not_there_are_not_found(public):
    assert public.get(minutes_of(meeting(minutes_public=True))).status_code == 404
    lost = with_minutes(minutes_public=True)
    lost.minutes.storage.delete(lost.minutes.name)
    assert public.get(minutes_of(lost)).status_code == 404


def test_minutes_lie_under_a_name_of_our_own():
    assert with_minutes().minutes.name.startswith("minutes/")
    assert "Protokoll" not in with_minutes().minutes.name


@pytest.mark.parametrize("data", [b"<html><script>alert(1)</script>", b"MZ\x90", b"PK\x03\x04", b" %PDF-1.7"])
def test_only_a_pdf_file_is_taken_for_minutes(data):
    held = meeting()
    held.minutes = SimpleUploadedFile("protokoll.pdf", data)
    with pytest.raises(ValidationError, match="als PDF-Datei"):
        held.full_clean()


def test_a_pdf_file_is_stored_whole():
    held = meeting()
    held.minutes = SimpleUploadedFile("protokoll.pdf", MINUTES)
    held.full_clean()
    held.save()
    assert held.minutes.open().read() == MINUTES


def test_a_paper_that_is_not_public_is_named_inside_only(public):
    held = meeting()
    AgendaItemFactory(meeting=held, paper=SourceFactory(number=1, year=2017, public=False))
    assert "GRDrs 1/2017" not in text(public.get(page_of(held)))
    public.force_login(people.karla())
    assert "GRDrs 1/2017" in text(public.get(page_of(held)))


def test_a_long_agenda_takes_no_more_queries(public, django_assert_max_num_queries):
    held = meeting()
    for number in range(9):
        AgendaItemFactory(meeting=held, order=number, paper=SourceFactory())
    with django_assert_max_num_queries(5):
        public.get(page_of(held))
