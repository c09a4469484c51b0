"""Checks that another check usually answers before: each is asked alone here, so that it stays when the other
goes (found by taking out one after the other, see tests/mutate_rights.py)."""

from datetime import date

import pytest
from allauth.account.models import EmailAddress
from django.contrib import admin
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from accommodation import actions
from accommodation.models import Occupancy, Operation, Scenario, Shelter
from accommodation.withdrawal import may_withdraw
from fim.models import Provider
from portal import roles
from portal.admin.figures import ReportedFigureAdmin
from portal.admin.sources import ClaimReadingInline
from portal.inbox.columns import WhoseColumnsForm
from portal.models import Claim, ColumnProfile, ContactPerson, Delivery, User
from portal.releases import State
from tests import people
from tests.accommodation.sending import drafted, submitted
from tests.factories import (
    ContactPersonFactory,
    OccupancyFactory,
    ProviderFactory,
    ReportedFigureFactory,
    ScenarioFactory,
    ShelterFactory,
    UserFactory,
)
from tests.sent_forms import sent_by
from tests.sign_in.test_sessions import browser_of, stays

pytestmark = [pytest.mark.django_db, pytest.mark.once]

TODAY = date(2017, 8, 31)


def lena() -> User:
    """Has left Anker: her account has lost its role, but not yet its organisation."""
    return UserFactory(name="Lena Lücke", organisation=people.anker())


def gast() -> User:
    """Somebody who signed in through the city's directory and has no role yet."""
    return UserFactory(name="Gast Gernot")


def tim() -> User:
    """Tina's colleague at Anker."""
    return people.person("Tim Träger", roles.OPERATOR, people.anker())


@pytest.fixture
def ahorn() -> Shelter:
    return ShelterFactory(name="Haus Ahorn", operation__operator=people.anker())


@pytest.mark.parametrize("who", [lena, gast, AnonymousUser])
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
        drafted("Haus Ahorn;100;80", by=lena(), sender=people.anker())


def test_who_lost_the_role_finds_no_inbox(act_as):
    assert act_as(lena).get("/meldungen/").status_code == 403


def test_who_lost_the_role_withdraws_nothing(ahorn):
    assert not may_withdraw(submitted("Haus Ahorn;100;80"), lena())


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
    form = WhoseColumnsForm({"draft": draft.pk}, user=people.tina() if mine else tim())
    form.is_valid()
    assert ("draft" not in form.errors) == mine


@pytest.mark.parametrize("step", ["confirm", "discard"])
def test_a_colleague_does_not_decide_about_a_preview(act_as, ahorn, step):
    draft = drafted("Haus Ahorn;100;80")
    answer = act_as(tim).post(
        reverse(f"deliveries:{step}", args=[draft.pk]), {"preview": draft.preview_digest}
    )
    assert answer.status_code == 403
    assert Delivery.objects.get().state == State.DRAFT


def test_the_council_reads_no_draft_of_a_scenario():
    ScenarioFactory(state="draft")
    told = ScenarioFactory(state="released")
    assert list(Scenario.objects.readable_by(people.rosa())) == [told]


def test_sessions_end_only_where_the_second_factor_was_taken(act_as):
    root = User.objects.create_superuser("root@portal.example", name="Root")
    browser = browser_of(root)
    chosen = {"action": "remove_factors", "_selected_action": [root.pk, people.tina().pk]}
    act_as(people.adam).post(reverse("admin:portal_user_changelist"), chosen)
    assert stays(browser)


def test_a_correction_in_the_admin_starts_from_what_is_released(rf):
    draft = ReportedFigureFactory(state=State.DRAFT)
    request = rf.get("/", {"replaces": draft.pk})
    request.user = people.karla()
    started = ReportedFigureAdmin(type(draft), admin.site).get_changeform_initial_data(request)
    assert "value" not in started


@pytest.mark.parametrize("file", ["gibt-es-nicht.svg", "gibt-es-nicht.csv"])
def test_a_file_that_the_chapter_does_not_have_is_not_there(act_as, file):
    assert act_as(people.rosa).get(f"/unterbringung/{file}").status_code == 404


def test_an_address_of_somebody_else_stays_when_an_account_is_saved(act_as):
    for user in (people.rosa(), people.tina()):
        EmailAddress.objects.get_or_create(user=user, email=user.email)
    address = reverse("admin:portal_user_change", args=[people.rosa().pk])
    client = act_as(people.adam)
    assert client.post(address, sent_by(client.get(address)) | {"role": "koordination"}).status_code == 302
    assert EmailAddress.objects.filter(user=people.tina()).exists()


def test_a_claim_rests_on_what_is_released(rf):
    ReportedFigureFactory(state=State.DRAFT)
    told = ReportedFigureFactory(state=State.RELEASED)
    request = rf.get("/")
    request.user = people.karla()
    inline = ClaimReadingInline(Claim, admin.site)
    form = inline.get_formset(request).form()
    assert list(form.fields["figures"].queryset) == [told]
