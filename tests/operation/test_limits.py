"""Costly pages: one reader cannot take the portal away from the others."""

import multiprocessing

import pytest
import time_machine
from django.core.cache.backends.filebased import FileBasedCache

from portal.operation import limits
from tests import people

pytestmark = pytest.mark.once

SEARCH = "/suche/"


@pytest.fixture(autouse=True)
def _data_directory(settings, tmp_path):
    settings.DATA_DIR = tmp_path


@pytest.mark.django_db
def test_sixty_in_a_minute_are_too_many_for_one_and_nobody_else_notices(act_as, monkeypatch):
    monkeypatch.setattr(limits, "PER_PERSON", 3)
    with time_machine.travel("2026-06-01 10:00:00+00:00", tick=False):
        client = act_as(people.rosa)
        answers = [client.get(SEARCH, {"q": "Haus"}) for _ in range(4)]
        assert [answer.status_code for answer in answers] == [200, 200, 200, 429]
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
def test_the_public_is_counted_by_address(client, settings, monkeypatch):
    settings.PUBLIC_VIEW = True
    monkeypatch.setattr(limits, "PER_ADDRESS", 1)
    first, second = client.get(SEARCH), client.get(SEARCH)
    elsewhere = client.get(SEARCH, REMOTE_ADDR="192.0.2.7")
    assert [answer.status_code for answer in (first, second, elsewhere)] == [200, 429, 200]


def ask_often(folder, start, passed) -> None:
    """One of several workers."""
    limits.settings.DATA_DIR = folder
    limits.cache = FileBasedCache(str(folder / "cache"), {})
    start.wait()
    for _ in range(20):
        passed.put(limits.seconds_to_wait("user-1", 30, now=1_000.0) == 0)


def test_two_workers_count_together(tmp_path):
    """Of forty requests at once, through the portal's own cache in files, exactly thirty pass."""
    processes = multiprocessing.get_context("fork")
    start, passed = processes.Event(), processes.Queue()
    workers = [processes.Process(target=ask_often, args=(tmp_path, start, passed)) for _ in range(2)]
    for worker in workers:
        worker.start()
    start.set()
    answers = [passed.get(timeout=20) for _ in range(40)]
    for worker in workers:
        worker.join()
    assert answers.count(True) == 30


@pytest.mark.django_db
def test_who_has_no_address_is_answered_and_counted(client, settings, monkeypatch):
    """Over a socket without a proxy in front."""
    settings.PUBLIC_VIEW = True
    monkeypatch.setattr(limits, "PER_ADDRESS", 1)
    answers = [client.get(SEARCH, REMOTE_ADDR="").status_code for _ in range(2)]
    assert answers == [200, 429]
