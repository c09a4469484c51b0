"""In PostgreSQL the portal's account adds to the trace and changes nothing in it, and the portal works."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from django.apps import apps
from django.core.management import CommandError, call_command
from django.db import ProgrammingError, connection, transaction
from django.urls import reverse

from portal.bulk import keeps_history
from portal.models import AuditEvent, ContactPerson, District
from portal.operation.database_rights import (
    ALL,
    ONLY_ADD,
    give_rights,
    may_change_trace,
    statements,
    trace_tables,
)
from tests import people
from tests.accommodation.sending import released
from tests.factories import DistrictFactory, ShelterFactory
from tests.sign_in import factors

pytestmark = pytest.mark.django_db
on_postgresql = pytest.mark.skipif(
    "connection.vendor != 'postgresql'", reason="SQLite knows no accounts; whoever may write may write all"
)
ACCOUNT = "portal_running"


def test_every_history_is_in_the_trace():
    kept = {model.history.model._meta.db_table for model in apps.get_models() if keeps_history(model)}
    gone_with_its_person = {ContactPerson.history.model._meta.db_table}
    assert kept - gone_with_its_person | {AuditEvent._meta.db_table} <= set(trace_tables())
    assert gone_with_its_person.isdisjoint(trace_tables())


def test_what_is_no_trace_is_read_and_written():
    told = statements('"portal"', ["portal_district", "portal_historicaldistrict", "portal_auditevent"])
    assert told[-3:] == [
        f'GRANT {ALL} ON "portal_district" TO "portal"',
        f'GRANT {ONLY_ADD} ON "portal_historicaldistrict" TO "portal"',
        f'GRANT {ONLY_ADD} ON "portal_auditevent" TO "portal"',
    ]


@pytest.mark.skipif("connection.vendor == 'postgresql'", reason="there it is done")
def test_elsewhere_it_says_that_there_are_no_rights():
    with pytest.raises(CommandError, match="nur mit PostgreSQL"):
        call_command("database_rights", ACCOUNT)


@pytest.fixture
def account() -> str:
    """Gone with the transaction of the test."""
    with connection.cursor() as cursor:
        cursor.execute(f"CREATE ROLE {ACCOUNT}")
    call_command("database_rights", ACCOUNT, verbosity=0)
    return ACCOUNT


@contextmanager
def running_as(account: str) -> Iterator[None]:
    with connection.cursor() as cursor:
        cursor.execute(f"SET LOCAL ROLE {account}")
    yield
    with connection.cursor() as cursor:
        cursor.execute("RESET ROLE")


def refused(statement: str) -> bool:
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)
    except ProgrammingError as error:
        return "permission denied" in str(error) or "must be owner" in str(error)
    return False


@on_postgresql
class TestAccount:
    def test_it_changes_deletes_and_empties_nothing_of_the_trace(self, account):
        DistrictFactory(), AuditEvent.objects.exported("Meldung 17: Datei")
        with running_as(account):
            assert may_change_trace() == []
            for table in trace_tables():
                columns = connection.introspection.get_table_description(connection.cursor(), table)
                column = columns[-1].name
                assert refused(f'UPDATE "{table}" SET "{column}" = "{column}"'), table  # noqa: S608
                assert refused(f'DELETE FROM "{table}"'), table  # noqa: S608
                assert refused(f'TRUNCATE "{table}"'), table

    def test_it_cannot_give_itself_more(self, account):
        with running_as(account):
            assert refused('ALTER TABLE "portal_auditevent" ADD COLUMN more integer')
            assert refused('DROP TABLE "portal_auditevent"')
            assert refused('CREATE RULE silent AS ON INSERT TO "portal_auditevent" DO INSTEAD NOTHING')

    def test_the_portal_works(self, account, client):
        ShelterFactory(name="Haus Ahorn", operation__operator=people.anker())
        district, karla = DistrictFactory(name="Mitte"), factors.with_password(people.karla())
        with running_as(account):
            factors.enter_password(client, karla)
            address = reverse("admin:portal_district_change", args=[district.pk])
            form = client.get(address).context["adminform"].form
            shown = {name: form[name].value() for name in form.fields if form[name].value() is not None}
            client.post(address, shown | {"aliases": "City"})
            released("Haus Ahorn;100;80")
        assert District.objects.get(pk=district.pk).history.count() == 2
        assert AuditEvent.objects.filter(kind=AuditEvent.Kind.SIGN_IN, account=karla).exists()

    def test_what_it_could_do_before_is_taken_away(self, account):
        with connection.cursor() as cursor:
            cursor.execute(f"GRANT ALL ON ALL TABLES IN SCHEMA public TO {account}")
        give_rights(account)
        with running_as(account):
            assert may_change_trace() == []
