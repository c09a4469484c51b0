"""Checks that another check usually answers before: each is asked alone here, so that it stays when the other
goes (found by taking out one after the other, see tests/mutate_rights.py)."""

from datetime import date

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from accommodation import actions
from accommodation.models import Occupancy, Operation, Scenario, Shelter
from accommodation.withdrawal import may_withdraw
from fim.models import Provider
from portal.inbox.columns import WhoseColumnsForm
from portal.models import ColumnProfile, ContactPerson, Delivery
from portal.releases import State
from tests import people
from tests.accommodation.sending import drafted, submitted
from tests.factories import (
    ContactPersonFactory,
    OccupancyFactory,
    ProviderFactory,
    ScenarioFactory,
    ShelterFactory,
)

pytestmark = [pytest.mark.django_db, pytest.mark.once]

TODAY = date(2017, 8, 31)


@pytest.fixture
def ahorn() -> Shelter:
    return ShelterFactory(name="Haus Ahorn", operation__operator=people.anker())


@pytest.mark.parametrize("who", [people.lena, people.nora, AnonymousUser])
@pytest.mark.parametrize(
    "seen",
    [
        lambda user: Shelter.objects.visible_to(user, TODAY),
        Operation.objects.visible_to,
        Occupancy.objects.visible_to,
        Delivery.objects.visible_to,
        ContactPerson.objects.visible_to,
        ContactPerson.objects.kept_by,
        Provider.objects.of_user,
    ],
    ids=["shelters", "operations", "occupancies", "deliveries", "contacts", "own contacts", "providers"],
)
def test_without_a_role_nothing_of_an_operator_is_seen(ahorn, who, seen):
    OccupancyFactory(shelter=ahorn)
    ContactPersonFactory(organisation=people.anker())
    ProviderFactory(organisation=people.anker())
    assert list(seen(who())) == []


def test_who_lost_the_role_delivers_nothing(ahorn):
    with pytest.raises(PermissionDenied):
        drafted("Haus Ahorn;100;80", by=people.lena(), sender=people.anker())


@pytest.mark.parametrize(
    "page",
    [
        "deliveries:list",
        "deliveries:calendar",
        "deliveries:form",
        "deliveries:unchanged",
        "deliveries:nothing",
        "deliveries:upload",
        "contacts:new",
    ],
)
def test_who_lost_the_role_finds_no_page_of_an_operator(act_as, page):
    assert act_as(people.lena).get(reverse(page)).status_code == 403


def test_who_lost_the_role_withdraws_nothing(ahorn):
    assert not may_withdraw(submitted("Haus Ahorn;100;80"), people.lena())


def test_who_only_reads_is_refused_before_a_form_is_looked_at(act_as, ahorn):
    delivery = submitted("Haus Ahorn;100;80")
    answer = act_as(people.dora).post(reverse("deliveries:withdraw", args=[delivery.pk]), {"comment": ""})
    assert answer.status_code == 403


def test_tom_does_not_say_what_ankers_columns_mean():
    with pytest.raises(PermissionDenied):
        actions.remember_columns(sender=people.anker(), answers={"soll": "capacity"}, by=people.tom())
    assert not ColumnProfile.objects.exists()


@pytest.mark.parametrize("mine", [True, False])
def test_a_preview_gets_its_columns_from_who_made_it(ahorn, mine):
    draft = drafted("Haus Ahorn;100;80")
    form = WhoseColumnsForm({"draft": draft.pk}, user=people.tina() if mine else people.tim())
    form.is_valid()
    assert ("draft" not in form.errors) == mine


@pytest.mark.parametrize("step", ["confirm", "discard"])
def test_a_colleague_does_not_decide_about_a_preview(act_as, ahorn, step):
    draft = drafted("Haus Ahorn;100;80")
    answer = act_as(people.tim).post(
        reverse(f"deliveries:{step}", args=[draft.pk]), {"preview": draft.preview_digest}
    )
    assert answer.status_code == 403
    assert Delivery.objects.get().state == State.DRAFT


def test_the_council_reads_no_draft_of_a_scenario():
    ScenarioFactory(state="draft")
    told = ScenarioFactory(state="released")
    assert list(Scenario.objects.readable_by(people.rosa())) == [told]


@pytest.mark.parametrize(
    "address",
    [
        "/unterbringung/gibt-es-nicht.svg",
        "/unterbringung/gibt-es-nicht.csv",
        "/daten/kennzahlen/gibt-es-nicht.csv",
        "/daten/kapitel/gibt-es-nicht.csv",
    ],
)
def test_a_file_that_there_is_not_is_not_there(act_as, address):
    assert act_as(people.rosa).get(address).status_code == 404
