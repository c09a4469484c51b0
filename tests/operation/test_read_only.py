"""Read-only mode: 0 writes through any address, and every page works."""

import pytest
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.urls import reverse

from tests import people
from tests.test_access import ALL_ROUTES, ARGUMENTS, FORMS, NAMED

pytestmark = [pytest.mark.django_db, pytest.mark.once]


@pytest.fixture(autouse=True)
def _switch(settings, tmp_path):
    settings.READ_ONLY = tmp_path / "read_only"
    call_command("read_only", "on", verbosity=0)
    yield
    settings.READ_ONLY.unlink(missing_ok=True)


SIGN_IN = {
    "account_login",
    "account_logout",
    "account_reauthenticate",
    "mfa_authenticate",
    "mfa_reauthenticate",
}
READS = ("SELECT", "SAVEPOINT", "RELEASE", "ROLLBACK", "BEGIN", "PRAGMA")


class Writes:
    """Collects what would have changed the database, except for sessions."""

    def __init__(self) -> None:
        self.seen: list[str] = []

    def __call__(self, execute, sql, params, many, context):
        if not sql.lstrip("( ").startswith(READS) and "django_session" not in sql:
            self.seen.append(sql)
        return execute(sql, params, many, context)


@pytest.mark.once
@pytest.mark.parametrize("name", sorted(NAMED.keys() & ALL_ROUTES.keys() - SIGN_IN))
def test_no_address_writes(name):
    address = reverse(name, kwargs=ARGUMENTS.get(name, dict)())
    client = Client()
    client.force_login(people.karla())
    writes = Writes()
    with connection.execute_wrapper(writes):
        answer = client.post(address, FORMS.get(name, {}))
    assert answer.status_code == 503
    assert "Das Portal nimmt gerade nichts an" in answer.content.decode()
    assert writes.seen == []


def test_pages_work_and_say_so(act_as):
    page = act_as(people.karla).get("/")
    assert page.status_code == 200
    assert "Das Portal wird gewartet" in page.content.decode()


def test_signing_in_works():
    user = people.rosa()
    user.set_password("Sommerregen am Neckar")
    user.save()
    client = Client()
    client.post(reverse("account_login"), {"login": user.email, "password": "Sommerregen am Neckar"})
    assert client.get("/").wsgi_request.user == user


def test_switched_off_everything_is_taken_again(act_as):
    call_command("read_only", "off", verbosity=0)
    answer = act_as(people.tina).post("/meldungen/neu/")
    assert answer.status_code != 503
