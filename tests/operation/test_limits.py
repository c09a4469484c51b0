"""Costly pages: one reader cannot take the portal away from the others."""

from concurrent.futures import ThreadPoolExecutor

import pytest
import time_machine
from django.db import connection
from django.test import Client

from portal import settings as shipped
from portal.operation import limits
from tests import people

SEARCH = "/suche/"


def limit(settings, **rates: str) -> None:
    settings.ACCOUNT_RATE_LIMITS = shipped.ACCOUNT_RATE_LIMITS | rates


@pytest.mark.django_db
def test_more_than_thirty_in_a_minute_are_too_many_for_one_and_nobody_else_notices(act_as, settings):
    limit(settings)
    with time_machine.travel("2026-06-01 10:00:00+00:00", tick=False):
        client = act_as(people.rosa)
        answers = [client.get(SEARCH) for _ in range(31)]
        assert [answer.status_code for answer in answers] == [200] * 30 + [429]
        assert answers[-1].headers["Retry-After"] == "60"
        assert "Bitte warten Sie 60 Sekunden" in answers[-1].content.decode()

        assert client.get("/").status_code == 200
        assert act_as(people.karla).get(SEARCH).status_code == 200
    with time_machine.travel("2026-06-01 10:01:01+00:00", tick=False):
        assert act_as(people.rosa).get(SEARCH).status_code == 200


@pytest.mark.parametrize(
    "name",
    ["search:search", "reports:file", "opendata:figures_csv", "accommodation:table", "pakt:project_table"],
)
def test_reports_exports_and_search_are_costly(rf, name):
    request = rf.get("/")
    request.resolver_match = type("Match", (), {"view_name": name})
    assert limits.is_costly(request)


def test_every_costly_page_exists():
    from tests.test_access import ALL_ROUTES  # noqa: PLC0415

    assert ALL_ROUTES.keys() >= limits.COSTLY


@pytest.mark.django_db
def test_the_public_is_counted_by_address(client, settings):
    settings.PUBLIC_VIEW = True
    limit(settings, costly_for_address="1/m/key")
    first, second = client.get(SEARCH), client.get(SEARCH)
    elsewhere = client.get(SEARCH, REMOTE_ADDR="192.0.2.7")
    assert [answer.status_code for answer in (first, second, elsewhere)] == [200, 429, 200]


@pytest.mark.django_db
def test_who_has_no_address_is_answered_and_counted(client, settings):
    """Over a socket without a proxy in front."""
    settings.PUBLIC_VIEW = True
    limit(settings, costly_for_address="1/m/key")
    answers = [client.get(SEARCH, REMOTE_ADDR="").status_code for _ in range(2)]
    assert answers == [200, 429]


@pytest.mark.django_db(transaction=True)
def test_several_at_once_are_counted_together(settings):
    """In the table that all workers share: of twenty requests at once exactly five pass."""
    settings.PUBLIC_VIEW = True
    settings.CACHES = shipped.CACHES
    limit(settings, costly_for_address="5/m/key")

    def ask(_: int) -> int:
        try:
            return Client().get(SEARCH).status_code
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as readers:
        answers = list(readers.map(ask, range(20)))
    assert sorted(answers) == [200] * 5 + [429] * 15
