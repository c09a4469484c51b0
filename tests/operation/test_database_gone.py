"""The database goes away and comes back, under real gunicorn and a small load."""

import threading
import time
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection

from tests import people
from tests.accommodation.sending import submitted
from tests.factories import ShelterFactory
from tests.operation import clusters
from tests.operation.serving import ask, gunicorn, wait_until

pytestmark = pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite is a file and stays.")

PAGES = ["/", "/unterbringung/", "/drucksachen/", "/gibt-es-nicht/", "/suche/?q=Haus"]
AWAY = 10  # seconds


@pytest.fixture
def server(django_db_setup):
    with clusters.server() as started:
        yield started


def test_the_database_is_gone_for_ten_seconds_under_load(server, tmp_path):
    """No wrong answer, no trace of an error on a page, and it recovers alone."""
    answers, ended = [], threading.Event()

    def load(page: str) -> None:
        while not ended.is_set():
            answers.append((time.monotonic(), page, ask(path, page)))
            time.sleep(0.25)  # searching is limited to 120 times a minute

    with gunicorn(tmp_path, server.url, "--workers", "2") as (_, path), ThreadPoolExecutor(5) as threads:
        running = [threads.submit(load, page) for page in PAGES]
        wait_until(lambda: {page for _, page, _ in answers} == set(PAGES))
        time.sleep(1)
        stopping = time.monotonic()
        server.stop()
        stopped = time.monotonic()
        time.sleep(AWAY)
        away = ask(path, "/bereit/").status
        alive = ask(path, "/gesund/").status
        back = time.monotonic()
        server.start()
        started = time.monotonic()
        time.sleep(6)
        ended.set()
        for one in running:
            one.result()

    assert (away, alive) == (503, 200)
    right = {page: 404 if page == "/gibt-es-nicht/" else 200 for page in PAGES}
    for asked, page, answer in answers:
        assert answer.status in {right[page], 503}, (page, answer)
        assert answer.status == right[page] or "<h1" in answer.text
        assert "Traceback" not in answer.text
        if answer.status == 503:
            assert "Das Portal ist gerade nicht erreichbar" in answer.text
            assert answer.headers["Retry-After"] == "5"
            assert stopping - 1 < asked < started + 5, page
        elif stopped < asked < back - 1 and page != "/gibt-es-nicht/":  # which asks no database
            pytest.fail(f"{page} was answered without a database")
    assert {page for asked, page, answer in answers if asked > started + 5} == set(PAGES)
    assert sum(answer.status == 503 for *_, answer in answers) > 20


def test_after_a_restart_no_request_fails(server, tmp_path):
    """The connections that the workers keep are dead, and they notice before they use them."""
    with gunicorn(tmp_path, server.url, "--workers", "2") as (_, path):
        for _ in range(16):
            assert ask(path, "/").status == 200
        server.stop()
        server.start()
        assert {ask(path, "/").status for _ in range(16)} == {200}


@pytest.mark.django_db
def test_nobody_waits_for_ever():
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT current_setting('lock_timeout'), current_setting('statement_timeout'),"
            " current_setting('idle_in_transaction_session_timeout')"
        )
        assert cursor.fetchone() == ("5s", "30s", "1min")


@pytest.mark.django_db(transaction=True)
def test_what_somebody_else_holds_is_waited_for_five_seconds(client):
    client.raise_request_exception = False
    client.force_login(people.karla())
    ShelterFactory(name="Haus Ahorn", operation__operator=people.anker())
    delivery = submitted("Haus Ahorn;100;80")
    held, asked = threading.Event(), threading.Event()

    def hold() -> None:
        try:
            with connection.cursor() as cursor:
                cursor.execute("BEGIN; SELECT 1 FROM portal_delivery FOR UPDATE")
                held.set()
                asked.wait(20)
        finally:
            connection.close()

    with ThreadPoolExecutor(1) as threads:
        threads.submit(hold)
        held.wait(10)
        client.get("/gesund/")  # the first request of all loads the portal
        start = time.monotonic()
        answer = client.post(f"/meldungen/{delivery.pk}/freigeben/")
        seconds = time.monotonic() - start
        asked.set()

    assert answer.status_code == 503
    assert "Das hat zu lange gedauert" in answer.content.decode()
    assert 4.5 < seconds < 6.5
