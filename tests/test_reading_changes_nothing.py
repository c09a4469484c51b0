"""GET only reads (HDR-07): not one row is written by any page, whoever opens it.

Looked at is what the database is told, so that a change that happens to change nothing counts, too.
"""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from portal.models import User
from tests.test_access import ARGUMENTS, ROWS, undone
from tests.test_access_admin import OBJECTS, addresses

pytestmark = [pytest.mark.django_db, pytest.mark.once]

WRITING = ("INSERT", "UPDATE", "DELETE", "REPLACE")
# When somebody was last here, counters of guesses, who took out what and who looked at personal data: kept
# about readers, not about the city.
NOT_DATA = ('"django_session"', '"portal_cache"', '"portal_auditevent"', '"portal_accesslogentry"')
PAGES = [row.values[1] for row in ROWS if row.values[0] == "GET"]


def root() -> User:
    """Whom nothing is hidden from."""
    found = User.objects.filter(is_superuser=True).first()
    return found or User.objects.create_superuser("root@portal.example", name="Root")


def written_by(client: Client, address: str) -> list[str]:
    with CaptureQueriesContext(connection) as told:
        client.get(address)
    return [
        query["sql"]
        for query in told
        if query["sql"].lstrip().upper().startswith(WRITING)
        and not any(table in query["sql"] for table in NOT_DATA)
    ]


def test_no_page_writes():
    found = {}
    for name in PAGES:
        with undone():
            address = reverse(name, kwargs=ARGUMENTS.get(name, dict)())
            client = Client()
            client.force_login(root())
            found[name] = written_by(client, address)
    assert {name: written for name, written in found.items() if written} == {}


def test_no_page_of_the_admin_writes(without_sidebar):
    found = {}
    for model, thing in OBJECTS.items():
        with undone():
            pages = addresses(model, thing())
            client = Client()
            client.force_login(root())
            found |= {address: written_by(client, address) for address in pages.values()}
    assert {address: written for address, written in found.items() if written} == {}
