"""Bodies, meetings, measures and goals in the admin, as the coordination works with them."""

from datetime import date
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import FileSystemStorage
from django.test import Client
from django.urls import reverse

from portal.models import Organisation
from taskforce.models import Body, Goal, Measure, Meeting, Membership
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
from tests.sent_forms import Sent, sent_by

pytestmark = pytest.mark.django_db

TWO_SPEAKERS = "In dieser Zeit spricht schon jemand anderes für die Gruppe."


@pytest.fixture
def karla(act_as) -> Client:
    return act_as(people.karla)


def address(thing: Any, route: str = "change") -> str:
    return reverse(f"admin:taskforce_{thing._meta.model_name}_{route}", args=[thing.pk])


def filled(client: Client, page: str) -> Sent:
    """What the browser would send if somebody pressed „Sichern“ without a change."""
    return sent_by(client.get(page), holding="_save")


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
    assert TWO_SPEAKERS in problems(answer)
    assert Membership.objects.speakers().count() == 1


def member(number: int, organisation: Organisation, **fields: str) -> dict[str, Any]:
    """A new line in the form of a body."""
    given = {"organisation": organisation.pk, "role": "speaker", **fields}
    given |= {"started_precision": "day", "ended_precision": "day"}
    return {f"memberships-{number}-{name}": value for name, value in given.items()}


def test_one_speaker_goes_and_the_next_one_comes_in_one_go(karla):
    goes, comes = SpeakerFactory(), OrganisationFactory()
    form = filled(karla, address(goes.body)) | {
        "memberships-TOTAL_FORMS": 2,
        "memberships-0-ended_to": "30.06.2018",
        **member(1, comes, started_from="01.07.2018"),
    }
    assert karla.post(address(goes.body), form).status_code == 302
    speakers = Membership.objects.speakers().order_by("started_from")
    assert [one.organisation for one in speakers] == [goes.organisation, comes]


def test_of_two_known_speakers_the_earlier_one_comes_back_and_the_later_one_goes(karla):
    """The database never meets two of them without an end."""
    early = SpeakerFactory(ended_to=date(2016, 12, 31), organisation__name="Amt A")
    late = SpeakerFactory(body=early.body, started_from=date(2017, 1, 1), organisation__name="Amt Z")
    form = filled(karla, address(early.body)) | {
        "memberships-0-started_from": "01.01.2018",
        "memberships-0-ended_to": "",
        "memberships-1-ended_to": "31.12.2017",
    }
    assert karla.post(address(early.body), form).status_code == 302
    assert [one.organisation for one in Membership.objects.filter(ended_to=None)] == [early.organisation]
    assert Membership.objects.get(pk=late.pk).ended_to == date(2017, 12, 31)


@pytest.mark.parametrize("first", ["", "01.01.2016"])
def test_two_new_speakers_for_the_same_time_are_refused_with_a_sentence(karla, first):
    body = BodyFactory()
    form = filled(karla, address(body)) | {
        "memberships-TOTAL_FORMS": 2,
        **member(0, OrganisationFactory(), started_from=first),
        **member(1, OrganisationFactory(), started_from="01.03.2016"),
    }
    assert TWO_SPEAKERS in problems(karla.post(address(body), form))
    assert not Membership.objects.exists()


def test_a_speaker_whom_somebody_entered_meanwhile_counts(karla):
    body = BodyFactory()
    form = filled(karla, address(body)) | {"memberships-TOTAL_FORMS": 1, **member(0, OrganisationFactory())}
    SpeakerFactory(body=body)
    assert TWO_SPEAKERS in problems(karla.post(address(body), form))


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
    assert "Ihre Eingaben sind nicht gespeichert" in problems(karla.post(address(body), form))
    assert Body.objects.get(pk=body.pk).mandate == "Neu"


HANDED_OVER = {
    "title": "Sprachcafé",
    "status": "handed_over",
    "started_precision": "day",
    "ended_precision": "day",
}
NO_PROOF = "Eine überführte Maßnahme braucht ihre Überführung"


def test_a_measure_and_its_hand_over_are_entered_in_one_go(karla):
    office = OrganisationFactory()
    page = reverse("admin:taskforce_measure_add")
    handover = {"subject": "Sprachcafé", "target": "regular", "status": "done", "to_organisation": office.pk}
    form = filled(karla, page) | HANDED_OVER | {"handovers-TOTAL_FORMS": 1}
    form |= {f"handovers-0-{name}": value for name, value in handover.items()}
    assert karla.post(page, form).status_code == 302
    assert Measure.objects.get(status="handed_over").handovers.get().to_organisation == office


def test_a_measure_is_not_handed_over_without_a_hand_over(karla):
    page = reverse("admin:taskforce_measure_add")
    assert NO_PROOF in problems(karla.post(page, filled(karla, page) | HANDED_OVER))
    assert not Measure.objects.exists()


def test_a_measure_that_has_its_hand_over_is_handed_over_later(karla):
    measure = MeasureFactory()
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
    form.pop("minutes", None)
    assert ["Sprachcafé"] in form.values()
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
