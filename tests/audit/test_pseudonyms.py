"""Who left long ago has no name any more, anywhere; what they did stays, and stays theirs."""

import pytest
from allauth.account.models import EmailAddress
from allauth.socialaccount.models import SocialAccount
from django.db import connection
from django.urls import reverse

from portal.models import AuditEvent, Delivery, District, Following
from portal.privacy.closed_accounts import pseudonymise
from tests import people
from tests.accommodation.sending import released
from tests.factories import DistrictFactory, ShelterFactory
from tests.sent_forms import sent_by
from tests.sign_in import factors

pytestmark = pytest.mark.django_db

# What belongs to the account alone and goes with it; and the event that says so.
GO = {"account_emailaddress", "mfa_authenticator", "socialaccount_socialaccount", "portal_following"}
GO |= {"django_session", "portal_user_groups", "portal_auditevent"}


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
    address = reverse("admin:portal_user_change", args=[karla.pk])
    client.post(address, sent_by(client.get(address)) | {"expires_on": "31.12.2030"})
    client.force_login(karla)
    district = DistrictFactory(name="Mitte")
    address = reverse("admin:portal_district_change", args=[district.pk])
    client.post(address, sent_by(client.get(address)) | {"aliases": "City"})
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
