"""The invented working groups, as `manage.py load_example` brings them in beside the real ones."""

from datetime import date
from io import StringIO

import pytest
from django.core.files.storage import FileSystemStorage
from django.core.management import call_command
from django.db import transaction

from portal.models import Delivery, Organisation, User
from portal.releases import State
from taskforce.models import Body, FinalReport, Handover, Measure, Meeting, Membership

pytestmark = [pytest.mark.django_db, pytest.mark.once, pytest.mark.usefixtures("_loaded")]

MARCH_2016 = date(2016, 3, 15)


@pytest.fixture(scope="module")
def _loaded(django_db_setup, django_db_blocker, tmp_path_factory):
    """Loaded once for all tests; each undoes what it changes, and the last one everything."""
    private = FileSystemStorage(location=tmp_path_factory.mktemp("private"))
    with (
        django_db_blocker.unblock(),
        transaction.atomic(),
        pytest.MonkeyPatch.context() as patch,
    ):
        patch.setattr(Delivery._meta.get_field("file"), "storage", private)
        load()
        yield
        transaction.set_rollback(True)


def load() -> str:
    answer = StringIO()
    call_command("load_report", stdout=answer)
    call_command("load_example", stdout=answer)
    return answer.getvalue()


def neighbours() -> Body:
    return Body.objects.get(slug="beispielgruppe-nachbarschaft")


def test_everything_invented_is_marked_and_hangs_on_nothing_real():
    assert Body.objects.filter(name__startswith="Beispiel").exclude(example=True).count() == 0
    assert Organisation.objects.filter(name__startswith="Beispiel").exclude(example=True).count() == 0
    for model in (FinalReport, Handover, Measure, Meeting, Membership):
        assert model.objects.filter(example=True).exists(), model
        assert not model.objects.filter(body__example=True).exclude(example=True).exists(), model
        assert not model.objects.filter(example=True, body__example=False).exists(), model


def test_who_was_in_it_in_march_2016_has_an_answer():
    members = neighbours().memberships.on(MARCH_2016)
    assert {(one.organisation.name, one.role) for one in members} == {
        ("Beispielverein Nachbarschaft", "speaker"),
        ("Beispielstiftung Ankommen", "member"),
    }


def test_in_the_summer_of_2016_nobody_spoke_for_the_group():
    speakers = neighbours().memberships.speakers()
    assert not speakers.on(date(2016, 8, 1)).exists()
    assert speakers.on(date(2016, 9, 1)).get().organisation.name == "Beispielamt für Soziales"


def test_one_final_report_is_released_and_complete_and_one_a_draft_with_gaps():
    released = FinalReport.objects.get(state=State.RELEASED)
    draft = FinalReport.objects.get(state=State.DRAFT)
    assert (len(released.missing), released.submitted_by == released.decided_by) == (0, False)
    assert {answer.question for answer in draft.missing} == {"2a", "2b", "3", "5"}


def test_an_answer_leads_to_measures_and_partners():
    answers = {
        answer.question: answer for answer in FinalReport.objects.get(state=State.RELEASED).answers.all()
    }
    assert [str(one) for one in answers["1"].measures.all()] == ["Drei Sprachcafés"]
    assert answers["5"].partners.count() == 2


def test_two_promises_are_still_open():
    assert [str(one) for one in Handover.objects.agreed_not_done()] == [
        "Offene Werkstatt",
        "Drittes Sprachcafé",
    ]


def test_a_second_load_changes_nothing():
    before = Membership.objects.count(), Meeting.objects.count(), FinalReport.history.count()
    assert "0 Einträge zu Arbeitsgruppen" in load()
    assert (Membership.objects.count(), Meeting.objects.count(), FinalReport.history.count()) == before


def test_the_example_account_of_a_speaker_writes_for_an_invented_group():
    call_command("example_accounts", stdout=StringIO())
    speaker = User.objects.get(email="sprecher@portal.example")
    assert [one.body for one in speaker.memberships.all()] == [neighbours()]


def test_a_speaker_whom_people_chose_keeps_the_group():
    chosen = User.objects.create_user("chosen@portal.example", name="Chosen")
    Membership.objects.speakers().filter(body=neighbours(), ended_to=None).update(account=chosen)
    call_command("example_accounts", stdout=StringIO())
    assert not User.objects.get(email="sprecher@portal.example").memberships.exists()
