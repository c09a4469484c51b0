"""What is done to one account touches no other, each step asked alone (see tests/test_narrow_rights.py)."""

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.contenttypes.models import ContentType
from django.urls import reverse

from portal.models import Following, User
from portal.models.areas import Area
from portal.news.opt_out import OptOut
from portal.privacy.closed_accounts import pseudonymise
from portal.privacy.contacts.asking import Question
from portal.privacy.own_data import own_data
from portal.sign_in.second_factor import factors_of, remove_factors
from taskforce.models import Membership
from tests import people
from tests.factories import MembershipFactory
from tests.sent_forms import sent_by
from tests.sign_in import factors
from tests.sign_in.test_sessions import browser_of, stays

pytestmark = [pytest.mark.django_db, pytest.mark.once]


def with_everything(konrad: User) -> User:
    """All that an account can have."""
    factors.give_app(konrad)
    EmailAddress.objects.create(user=konrad, email=konrad.email)
    SocialAccount.objects.create(user=konrad, uid="7", provider="verzeichnis")
    Following.objects.create(user=konrad, area=Area.FIM)
    MembershipFactory(account=konrad, person=konrad.name, purpose="Ansprechperson")
    LogEntry.objects.create(
        user=people.adam(), content_type=ContentType.objects.get_for_model(User), object_id=konrad.pk,
        object_repr=konrad.name, action_flag=CHANGE,
    )  # fmt: skip
    return konrad


@pytest.fixture
def konrad() -> User:
    return with_everything(people.konrad())


def test_when_karlas_name_goes_konrad_keeps_everything(konrad):
    browser = browser_of(konrad)
    pseudonymise(people.karla())
    for model in (EmailAddress, SocialAccount, Following):
        assert model.objects.filter(user=konrad).exists()
    assert len(factors_of(konrad)) == 2
    assert Membership.objects.get(account=konrad).person == konrad.name
    assert LogEntry.objects.get(object_id=konrad.pk).object_repr == konrad.name
    assert stays(browser)


def test_when_karla_loses_her_second_factor_konrad_keeps_his(konrad):
    karla = people.karla()
    assert factors_of(karla) == {}
    factors.give_app(karla)
    remove_factors(karla)
    assert Authenticator.objects.filter(user=konrad).count() == 2


def test_karla_reads_about_her_own_account_alone():
    karla, konrad = people.karla(), people.konrad()
    before = own_data(karla)
    with_everything(konrad)
    assert own_data(karla) == before


def test_karlas_link_ends_what_she_follows_and_nothing_else(konrad):
    karla = people.karla()
    hers = Following.objects.create(user=karla, area=Area.FIM)
    Following.objects.create(user=karla, area=Area.PAKT)
    link = OptOut(karla.pk, Area.FIM)
    assert link.account() == karla
    assert list(link.followings()) == [hers]


def test_sessions_end_only_where_the_second_factor_was_taken(act_as):
    root = User.objects.create_superuser("root@portal.example", name="Root")
    browser = browser_of(root)
    chosen = {"action": "remove_factors", "_selected_action": [root.pk, people.tina().pk]}
    act_as(people.adam).post(reverse("admin:portal_user_changelist"), chosen)
    assert stays(browser)


def test_an_address_of_somebody_else_stays_when_an_account_is_saved(act_as, konrad):
    EmailAddress.objects.create(user=people.rosa(), email=people.rosa().email)
    address = reverse("admin:portal_user_change", args=[people.rosa().pk])
    client = act_as(people.adam)
    assert client.post(address, sent_by(client.get(address)) | {"role": "koordination"}).status_code == 302
    assert EmailAddress.objects.filter(user=konrad).exists()


def test_who_lost_the_role_is_not_asked_about_contact_persons():
    tina, _ = people.tina(), people.lena()
    assert Question(people.anker(), ()).recipients == [tina.email]


@pytest.mark.parametrize(("person", "expected"), [(people.adam, True), (people.karla, False)])
def test_why_the_portal_is_not_ready_is_for_the_administration(act_as, person, expected):
    page = act_as(person).get(reverse("ready"))
    assert (page.headers["Content-Type"] == "text/html; charset=utf-8") == expected
