"""What the start page tells to whom, each rule asked alone (see tests/test_narrow_rights.py)."""

from datetime import UTC, datetime

import pytest
import time_machine
from django.contrib.auth.models import Permission

from portal.start.deciding import lists_to_release, open_questions
from portal.start.news import new_to
from tests import people
from tests.factories import CouncilRequestFactory, DeliveryFactory, ReportFactory, UserFactory
from tests.start.test_tasks import TODAY, everything_waits, tasks

pytestmark = [pytest.mark.django_db, pytest.mark.once]

NOON = datetime(2017, 9, 12, 12, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _on_12_september():
    with time_machine.travel(NOON, tick=False):
        yield


@pytest.mark.parametrize("person", [people.nora, people.lena])
def test_without_a_role_nothing_waits(person, settings):
    settings.BACKUP_KEY = "x" * 40  # and no backup: the monitoring alarms
    everything_waits()
    assert tasks(person()) == []


def test_who_may_release_is_told_of_lists_that_they_may_see():
    DeliveryFactory(state="submitted", submitted_by=people.tina(), submitted_at=NOON)
    half = UserFactory()
    half.user_permissions.set(Permission.objects.filter(codename="release_delivery"))
    assert len(list(lists_to_release(people.karla(), TODAY))) == 1
    assert list(lists_to_release(half, TODAY)) == []


@pytest.mark.parametrize(("person", "expected"), [(people.rosa, 1), (people.karla, 0), (people.nora, 0)])
def test_open_questions_are_told_to_who_waits_for_an_answer(person, expected):
    CouncilRequestFactory()
    assert len(open_questions(person(), TODAY)) == expected


def test_of_an_answer_that_is_being_written_the_council_sees_nothing():
    ReportFactory(council_request=CouncilRequestFactory())
    (question,) = open_questions(people.rosa(), TODAY)
    assert list(question.asked.answers.all()) == []


def test_what_is_new_is_told_to_who_has_a_role():
    assert new_to(people.rosa(), NOON)
    assert new_to(people.nora(), NOON) is None
