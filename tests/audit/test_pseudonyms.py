"""Who left long ago has no name any more, anywhere; what they did stays, and stays theirs."""

from datetime import timedelta

import pytest
from allauth.account.models import EmailAddress
from allauth.socialaccount.models import SocialAccount
from django.core.management import call_command
from django.db import connection
from django.urls import reverse
from django.utils import timezone

from portal.models import AuditEvent, Delivery, District, Following, User
from portal.operation.pseudonyms import left_before, pseudonymise
from tests import people
from tests.accommodation.sending import released
from tests.factories import DistrictFactory, ShelterFactory
from tests.sign_in import factors

pytestmark = pytest.mark.django_db

# What belongs to the account alone and goes with it; and the event that says so.
GO = {"account_emailaddress", "mfa_authenticator", "socialaccount_socialaccount", "portal_following"}
GO |= {"django_session", "portal_auditevent"}


def long_ago(user: User, days: int = 800, **fields: object) -> User:
    then = timezone.now() - timedelta(days=days)
    user.date_joined, user.last_login, user.invited_at = then, then, then
    for name, value in fields.items():
        setattr(user, name, value)
    user.save()
    return user


def tables() -> dict[str, list[str]]:
    """Every row of every table as text."""
    found = {}
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT * FROM "{table}"')  # noqa: S608
            found[table] = [repr(row) for row in cursor.fetchall()]
    return found


def naming(*texts: str) -> set[str]:
    return {
        table
        for table, rows in tables().items()
        for row in rows
        for text in texts
        if text.lower() in row.lower()
    }


@pytest.fixture
def busy(client):
    """Karla has changed records, released a delivery, and has everything that an account can have. Adam has
    worked on her account."""
    karla = factors.with_password(people.karla())
    ShelterFactory(name="Haus Ahorn", operation__operator=people.anker())
    released("Haus Ahorn;100;80")
    factors.give_app(karla)
    EmailAddress.objects.create(user=karla, email=karla.email)
    SocialAccount.objects.create(user=karla, uid="7", provider="verzeichnis", extra_data={"name": karla.name})
    Following.objects.create(user=karla, area="fim")
    client.force_login(people.adam())
    values = {"email": karla.email, "name": karla.name, "role": "koordination", "is_active": "on"}
    client.post(reverse("admin:portal_user_change", args=[karla.pk]), values | {"expires_on": "31.12.2030"})
    client.force_login(karla)
    district = DistrictFactory(name="Mitte")
    address = reverse("admin:portal_district_change", args=[district.pk])
    form = client.get(address).context["adminform"].form
    shown = {name: form[name].value() for name in form.fields if form[name].value() is not None}
    client.post(address, shown | {"aliases": "City"})
    assert district.history.first().history_user == karla
    karla.refresh_from_db()
    return karla


def test_no_table_holds_the_name_and_every_count_is_the_same(busy):
    before = tables()
    assert {"portal_user", "django_admin_log", "socialaccount_socialaccount"} <= naming(busy.name, busy.email)

    pseudonymise(busy)

    assert naming("Karla", "Koordination@", "karla.koordination") == set()
    after = tables()
    assert {name for name in before if len(before[name]) != len(after[name])} == GO


def test_what_they_did_stays_theirs(busy):
    pseudonymise(busy)
    district = District.objects.get(name="Mitte")
    assert str(district.history.first().history_user) == f"Ehemaliges Konto {busy.pk}"
    assert str(Delivery.objects.get().decided_by) == f"Ehemaliges Konto {busy.pk}"
    assert AuditEvent.objects.filter(kind=AuditEvent.Kind.PSEUDONYM, account=busy).exists()
    assert AuditEvent.objects.filter(account=busy).count() > 1


def test_nobody_signs_in_with_it(busy, client):
    pseudonymise(busy)
    assert client.get("/admin/").status_code == 302  # the session is gone
    factors.enter_password(client, busy)
    assert not factors.signed_in(client)


def test_the_speaker_of_a_group_is_not_named_any_more():
    sina = people.sina()
    membership = sina.memberships.get()
    membership.person, membership.purpose = "Sina Sprecherin", "Ansprechperson"
    membership.save()
    pseudonymise(sina)
    assert naming("Sina") == set()


class TestWhoHasLeft:
    def test_closed_and_run_out_long_ago(self):
        closed = long_ago(people.rosa(), is_active=False)
        over = long_ago(people.tina(), expires_on=timezone.localdate() - timedelta(days=790))
        assert left_before(timezone.localdate() - timedelta(days=730)) == sorted(
            [closed, over], key=lambda user: user.pk
        )

    def test_not_who_left_lately_and_not_who_is_only_away(self):
        long_ago(people.rosa(), days=100, is_active=False)
        long_ago(people.tina(), expires_on=timezone.localdate() - timedelta(days=10))
        long_ago(people.karla())
        assert left_before(timezone.localdate() - timedelta(days=730)) == []

    def test_the_command_does_it_once(self, capsys):
        long_ago(people.rosa(), is_active=False)
        call_command("pseudonymise_accounts", dry_run=True)
        assert people.rosa().name == "Rosa Rat"
        call_command("pseudonymise_accounts")
        call_command("pseudonymise_accounts")
        said = capsys.readouterr().out.splitlines()
        assert said == ["Konten ohne Namen wären: 1.", "Konten ohne Namen: 1.", "Konten ohne Namen: 0."]
        assert naming("Rosa Rat", "rosa.rat") == set()

    def test_the_period_is_the_citys(self, capsys):
        long_ago(people.rosa(), days=100, is_active=False)
        call_command("pseudonymise_accounts", days=90)
        assert capsys.readouterr().out == "Konten ohne Namen: 1.\n"
