"""Checks that another check usually answers before: each is asked alone here, so that it stays when the other
goes (found by taking out one after the other, see tests/mutate_rights.py)."""

from contextlib import nullcontext
from datetime import date

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from accommodation import actions
from accommodation.models import Occupancy, Operation, Scenario, Shelter
from accommodation.withdrawal import may_withdraw
from fim.models import Provider
from portal import releases, roles
from portal.figures import Audience
from portal.inbox.columns import WhoseColumnsForm
from portal.models import ColumnProfile, ContactPerson, CouncilRequest, Delivery, ReportedFigure
from portal.releases import State
from portal.search.entries import Reader
from tests import people
from tests.accommodation.sending import drafted, submitted
from tests.factories import (
    ContactPersonFactory,
    CouncilRequestFactory,
    DeliveryFactory,
    OccupancyFactory,
    ProviderFactory,
    ReportedFigureFactory,
    ReportFactory,
    ScenarioFactory,
    ShelterFactory,
)

pytestmark = [pytest.mark.django_db, pytest.mark.once]

TODAY = date(2017, 8, 31)


@pytest.fixture
def ahorn() -> Shelter:
    return ShelterFactory(name="Haus Ahorn", operation__operator=people.anker())


@pytest.mark.parametrize("who", [people.lena, people.nora, AnonymousUser, people.tom])
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
def test_nobody_else_sees_what_is_ankers(ahorn, who, seen):
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


# Two pairs of eyes


@pytest.fixture
def sent_by_karla() -> Delivery:
    """And she could release what others send."""
    delivery = DeliveryFactory()
    releases.submit(delivery, by=people.karla())
    return delivery


@pytest.mark.parametrize(
    ("person", "may"), [(people.konrad, True), (people.karla, False), (people.emil, False)]
)
def test_a_second_person_with_the_right_to_it_releases(sent_by_karla, person, may):
    assert releases.may_release(sent_by_karla, person()) == may
    assert releases.waiting_for(Delivery.objects.all(), person()).exists() == may
    with nullcontext() if may else pytest.raises(PermissionDenied):
        releases.release(sent_by_karla, by=person())


# Who reads what


@pytest.mark.parametrize(
    ("person", "audience"),
    [
        (people.karla, Audience.INTERNAL),
        (people.rosa, Audience.COUNCIL),
        (people.tina, Audience.COUNCIL),
        (people.lena, Audience.PUBLIC),
        (people.nora, Audience.PUBLIC),
    ],
)
def test_each_role_reads_for_one_audience(person, audience):
    assert roles.audience_of(person()) is audience
    assert Reader(person(), TODAY).inside == (audience is Audience.INTERNAL)


def test_the_council_reads_of_contact_persons_what_may_be_public():
    ContactPersonFactory()
    agreed = ContactPersonFactory(covers=ContactPerson.Covers.PUBLIC)
    assert list(ContactPerson.objects.visible_to(people.rosa())) == [agreed]


@pytest.mark.parametrize(
    "newest",
    [
        lambda figures: [figures.referred_to("occupancy_total", TODAY, None)],
        lambda figures: list(figures.newest_by_key("accommodation", TODAY).values()),
        lambda figures: figures.newest_of(["accommodation"], TODAY),
    ],
    ids=["that a text refers to", "of an area by key", "of some areas"],
)
def test_the_newest_figure_is_one_that_is_released(newest):
    about = {"indicator__key": "occupancy_total", "indicator__area": "accommodation"}
    told = ReportedFigureFactory(**about, period_start=date(2017, 7, 31))
    ReportedFigureFactory(**about, state=State.DRAFT)
    assert newest(ReportedFigure.objects.all()) == [told]


def test_the_public_reads_questions_of_the_council_that_are_answered_for_everybody():
    CouncilRequestFactory()
    answered = CouncilRequestFactory()
    ReportFactory(council_request=answered, state=State.RELEASED, audience=Audience.PUBLIC)
    assert list(CouncilRequest.objects.readable_by(Audience.PUBLIC)) == [answered]
    assert CouncilRequest.objects.readable_by(Audience.COUNCIL).count() == 2
