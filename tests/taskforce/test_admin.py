"""Bodies, meetings, measures and goals in the admin, as the coordination works with them."""

from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import FileSystemStorage
from django.test import Client
from django.urls import reverse

from taskforce.models import Body, Goal, Meeting, Membership
from tests import people
from tests.factories import (
    AgendaItemFactory,
    AnswerFactory,
    BodyFactory,
    GoalFactory,
    HandoverFactory,
    MeasureFactory,
    MeetingFactory,
    MembershipFactory,
    OrganisationFactory,
    SpeakerFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def karla(act_as) -> Client:
    return act_as(people.karla)


def address(thing: Any, route: str = "change") -> str:
    return reverse(f"admin:taskforce_{thing._meta.model_name}_{route}", args=[thing.pk])


def filled(client: Client, page: str) -> dict[str, Any]:
    """What the browser would send if somebody pressed „Sichern“ without a change."""
    context = client.get(page).context
    forms = [context["adminform"].form]
    for inline in context["inline_admin_formsets"]:
        forms += [inline.formset.management_form, *inline.formset.forms]
    sent = {}
    for form in forms:
        for bound in form:
            value = bound.value()
            if value is not None and value is not False:
                sent[bound.html_name] = "on" if value is True else value
    return sent


def problems(answer: Any) -> str:
    return answer.content.decode()


def test_a_body_is_saved_with_a_new_member(karla):
    body, office = BodyFactory(), OrganisationFactory(name="Amt für Bildung")
    form = filled(karla, address(body)) | {
        "memberships-TOTAL_FORMS": 1,
        "memberships-0-body": body.pk,
        "memberships-0-organisation": office.pk,
        "memberships-0-role": "member",
        "memberships-0-started_from": "01.03.2016",
        "memberships-0-started_precision": "day",
        "memberships-0-ended_precision": "day",
    }
    assert karla.post(address(body), form).status_code == 302
    assert [str(one) for one in body.memberships.all()] == ["Amt für Bildung, Mitglied"]


def test_a_second_speaker_at_the_same_time_is_refused(karla):
    first = SpeakerFactory()
    second = MembershipFactory(body=first.body)
    answer = karla.post(address(second), filled(karla, address(second)) | {"role": "speaker"})
    assert "In dieser Zeit spricht schon jemand anderes für die Gruppe." in problems(answer)
    assert Membership.objects.speakers().count() == 1


def test_a_name_without_a_purpose_is_refused(karla):
    member = MembershipFactory()
    answer = karla.post(address(member), filled(karla, address(member)) | {"person": "Kim Beispiel"})
    assert "Ein Name braucht den Zweck" in problems(answer)


def test_only_accounts_of_speakers_are_offered(karla):
    sina, member = people.sina(), MembershipFactory()
    offered = karla.get(address(member)).context["adminform"].form.fields["account"].queryset
    assert list(offered) == [sina]


def test_the_address_of_a_body_stays(karla):
    body = BodyFactory(slug="runde-tische")
    karla.post(address(body), filled(karla, address(body)) | {"slug": "anders", "name": "Tische"})
    body.refresh_from_db()
    assert (body.slug, body.name) == ("runde-tische", "Tische")


def test_what_somebody_else_has_saved_meanwhile_is_not_overwritten(karla):
    body = BodyFactory(mandate="Alt")
    form = filled(karla, address(body)) | {"mandate": "Meines"}
    body.mandate = "Neu"
    body.save()
    assert "Ihre Änderungen sind nicht gespeichert" in problems(karla.post(address(body), form))
    assert Body.objects.get(pk=body.pk).mandate == "Neu"


def test_a_measure_is_handed_over_only_with_a_hand_over(karla):
    measure = MeasureFactory()
    form = filled(karla, address(measure)) | {"status": "handed_over"}
    assert "Bitte zuerst die Überführung dieser Maßnahme erfassen." in problems(
        karla.post(address(measure), form)
    )
    HandoverFactory(measure=measure, body=measure.body)
    form = filled(karla, address(measure)) | {"status": "handed_over"}
    assert karla.post(address(measure), form).status_code == 302
    measure.refresh_from_db()
    assert measure.status == "handed_over"


def test_a_meeting_shows_its_agenda_and_keeps_its_minutes(karla, tmp_path, monkeypatch):
    """Minutes lie outside the web root: the page of the meeting opens all the same."""
    monkeypatch.setattr(Meeting._meta.get_field("minutes"), "storage", FileSystemStorage(location=tmp_path))
    meeting = MeetingFactory(minutes=ContentFile(b"%PDF-", "protokoll.pdf"))
    AgendaItemFactory(meeting=meeting, title="Sprachcafé")
    form = filled(karla, address(meeting)) | {"place": "Rathaus"}
    del form["minutes"]
    assert "Sprachcafé" in form.values()
    assert karla.post(address(meeting), form).status_code == 302
    saved = Meeting.objects.get(pk=meeting.pk)
    assert (saved.place, saved.minutes.name) == ("Rathaus", meeting.minutes.name)


def test_minutes_can_be_uploaded(karla, tmp_path, monkeypatch):
    monkeypatch.setattr(Meeting._meta.get_field("minutes"), "storage", FileSystemStorage(location=tmp_path))
    meeting = MeetingFactory()
    form = filled(karla, address(meeting)) | {"minutes": ContentFile(b"%PDF-", "protokoll.pdf")}
    assert karla.post(address(meeting), form).status_code == 302
    with Meeting.objects.get(pk=meeting.pk).minutes.open() as minutes:
        assert minutes.read() == b"%PDF-"


def test_a_goal_gets_its_first_step(karla):
    goal = GoalFactory()
    form = filled(karla, address(goal)) | {
        "plans-TOTAL_FORMS": 1,
        "plans-0-goal": goal.pk,
        "plans-0-title": "Orte zählen",
        "plans-0-status": "planned",
    }
    assert karla.post(address(goal), form).status_code == 302
    assert [plan.title for plan in Goal.objects.get(pk=goal.pk).plans.all()] == ["Orte zählen"]


def test_an_answer_of_a_final_report_is_only_looked_at(karla):
    answer = AnswerFactory(text="Ein Sprachcafé eröffnet.")
    page = karla.get(address(answer.report))
    assert "Ein Sprachcafé eröffnet." in problems(page)
    assert karla.post(address(answer.report), {"state": "released"}).status_code == 403


def test_the_history_of_an_answer_can_be_read(act_as):
    answer = AnswerFactory(text="Erste Fassung")
    answer.text = "Zweite Fassung"
    answer.save()
    earliest = answer.history.earliest()
    page = act_as(people.dora).get(
        reverse("admin:taskforce_answer_simple_history", args=[answer.pk, earliest.history_id])
    )
    assert "Erste Fassung" in problems(page)
