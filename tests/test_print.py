"""What stands at the foot of a printed page: whose it is, of which day, and where it stands."""

import re

import pytest
from django.conf import settings
from django.urls import reverse
from django.utils import timezone

from portal.accounts import issue_password
from portal.dates import german_date
from tests import people, test_access

pytestmark = [pytest.mark.django_db, pytest.mark.once]

FOOT = re.compile(r'<p class="print-foot printed-only">(.*?)</p>')
# Addresses that let in whoever holds them are not printed.
SECRET = {"volunteering:open_link", "news:opt_out", "account_reset_password_from_key"}
ROUTES = [
    row.values[1]
    for row in test_access.ROWS
    if row.values[0] == "GET"
    and row.values[2]["coordination"] == "200"
    and not row.values[1].startswith(("admin:", "opendata:opendata_api:"))
]


@pytest.mark.parametrize("name", ROUTES)
def test_every_page_says_at_its_foot_when_it_was_printed_and_where_it_stands(client, name):
    address = reverse(name, kwargs=test_access.ARGUMENTS.get(name, dict)())
    account = test_access.reader_of(name, "coordination")()
    issue_password(account)
    client.force_login(account)
    answer = client.get(address)
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
