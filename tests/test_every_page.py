"""Every page, opened once by somebody from whom nothing is hidden. Reading it writes not one row (HDR-07),
and at its foot stands whose it is, of which day, and where it stands.

Looked at is what the database is told, so that a change that happens to change nothing counts, too.
"""

import re
from functools import cache
from typing import NamedTuple

import pytest
from django.conf import settings
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from portal.accounts import issue_password
from portal.dates import german_date
from portal.models import User
from tests import people
from tests.test_access import ARGUMENTS, ROWS, undone
from tests.test_access_admin import OBJECTS, addresses

pytestmark = [pytest.mark.django_db, pytest.mark.once]

WRITING = ("INSERT", "UPDATE", "DELETE", "REPLACE")
# When somebody was last here, counters of guesses, who took out what and who looked at personal data: kept
# about readers, not about the city.
NOT_DATA = ('"django_session"', '"portal_cache"', '"portal_auditevent"', '"portal_accesslogentry"')
PAGES = {row.values[1]: row.values[2]["coordination"] for row in ROWS if row.values[0] == "GET"}


class Opened(NamedTuple):
    address: str
    answer: HttpResponse
    written: list[str]


def root() -> Client:
    """Whom nothing is hidden from."""
    account = User.objects.create_superuser("root@portal.example", name="Root")
    issue_password(account)
    client = Client()
    client.force_login(account)
    return client


def opened_by(client: Client, address: str) -> Opened:
    with CaptureQueriesContext(connection) as told:
        answer = client.get(address)
    written = [
        query["sql"]
        for query in told
        if query["sql"].lstrip().upper().startswith(WRITING)
        and not any(table in query["sql"] for table in NOT_DATA)
    ]
    return Opened(address, answer, written)


@cache
def opened() -> dict[str, Opened]:
    client, found = root(), {}
    for name in PAGES:
        with undone():
            address = reverse(name, kwargs=ARGUMENTS.get(name, dict)())
            found[name] = opened_by(client, address)
    return found


def test_no_page_writes():
    assert {name: page.written for name, page in opened().items() if page.written} == {}


def test_no_page_of_the_admin_writes(without_sidebar):
    client, found = root(), {}
    for model, thing in OBJECTS.items():
        with undone():
            found |= {
                address: opened_by(client, address).written for address in addresses(model, thing()).values()
            }
    assert {address: written for address, written in found.items() if written} == {}


FOOT = re.compile(r'<p class="print-foot printed-only">(.*?)</p>')
# Addresses that let in whoever holds them are not printed.
SECRET = {"volunteering:open_link", "news:opt_out", "account_reset_password_from_key"}
PRINTED = [
    name
    for name, answer in PAGES.items()
    if answer == "200" and not name.startswith(("admin:", "opendata:opendata_api:"))
]


@pytest.mark.parametrize("name", PRINTED)
def test_every_page_says_at_its_foot_when_it_was_printed_and_where_it_stands(name):
    address, answer, _ = opened()[name]
    assert answer.status_code == 200
    if not answer.headers["Content-Type"].startswith("text/html"):
        return  # a file
    (foot,) = FOOT.findall(answer.content.decode())
    assert f"Integrationsportal {settings.CITY}" in foot
    assert f"Gedruckt am {german_date(timezone.localdate())}" in foot
    assert (f"http://testserver{address}" in foot) == (name not in SECRET)


def test_the_day_that_was_asked_for_is_part_of_the_address(act_as):
    page = act_as(people.karla).get("/fim/?stichtag=2017-08-31").content.decode()
    (foot,) = FOOT.findall(page)
    assert "Stichtag dieser Seite: 31. August 2017" in foot
    assert foot.endswith("/fim/?stichtag=2017-08-31")


def test_a_page_that_is_not_there_has_a_foot_too(client):
    assert FOOT.search(client.get("/gibt-es-nicht/").content.decode())
