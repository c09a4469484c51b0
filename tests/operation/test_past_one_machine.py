"""Past one machine, for real: two nodes behind nginx, a database with a replica, a shared Redis. Under a
small load one after the other lags or is killed: no wrong answer, no lost write, and no error for who reads
but what a dying node cuts off."""

import json
import os
import re
import shutil
import signal
import subprocess
import threading
import time
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from http.client import HTTPException
from pathlib import Path

import pytest
import redis
from django.conf import settings
from django.db import connection
from django.test import Client

from portal.models import User
from tests import people
from tests.accommodation.sending import released, submitted
from tests.factories import ShelterFactory
from tests.operation import clusters
from tests.operation.serving import (
    HOUSE,
    NGINX,
    Answer,
    ask,
    children,
    free_port,
    gunicorn,
    nginx,
    wait_until,
)

REDIS = shutil.which("redis-server")
pytestmark = [
    pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite is a file and has no replica."),
    pytest.mark.skipif(
        not (REDIS and NGINX) and not os.environ.get("CI"),
        reason="redis-server and nginx are not installed; CI installs them.",
    ),
    pytest.mark.django_db(transaction=True),
]

CURVE = "/unterbringung/"
FIRST = 4001  # what the first list says; each after it says one more
PHASES, EACH = 6, 2  # of the load, and lists released in each
COUNTING = "SELECT sum(occupied) FROM accommodation_occupancy WHERE current"
RELEASED = "SELECT count(*) FROM portal_delivery WHERE state = 'released'"
FIGURE = re.compile(r"\b4\.0(?!00)\d\d\b")
NOBODY = 0  # instead of a status
TOKEN = "a" * 32
READERS = [(CURVE, "stranger"), (CURVE, "Rosa"), ("/", "stranger"), ("/berichte/", "Rosa")]


def figures(answer: Answer) -> set[int]:
    return {int(figure.replace(".", "")) for figure in FIGURE.findall(answer.text)}


class Load:
    """Readers who never stop, and Karla who releases one list after the other."""

    def __init__(self, port: int, lists: list[int], cookies: dict[str, str]) -> None:
        self.port, self.lists, self.cookies = port, iter(enumerate(lists, start=FIRST)), cookies
        self.confirmed = FIRST - 1
        self.read_as, self.refused = Counter(), Counter()  # by phase and status: pages read, forms in vain
        self.old: list[str] = []
        self.phase, self.ended = "begin", threading.Event()

    def __str__(self) -> str:
        return f"\nread: {dict(self.read_as)}\nsent in vain: {dict(self.refused)}\n"

    @contextmanager
    def of_readers(self) -> Iterator[None]:
        with ThreadPoolExecutor(len(READERS)) as threads:
            reading = [threads.submit(self.keep_reading, *reader) for reader in READERS]
            try:
                yield
            finally:
                self.ended.set()
            for one in reading:
                one.result()

    def read(self, address: str, who: str) -> None:
        """What was confirmed before somebody asks has to stand in the answer."""
        confirmed = self.confirmed
        try:
            answer = ask(self.port, address, Cookie=self.cookies[who])
        except (OSError, HTTPException):
            self.read_as[self.phase, NOBODY] += 1
            return
        phase = self.phase
        self.read_as[phase, answer.status] += 1
        shown = figures(answer)
        looks = address == CURVE and answer.status == 200 and confirmed >= FIRST
        if looks and (not shown or min(shown) < confirmed):
            self.old.append(f"{phase}: {who} read {sorted(shown)} when {confirmed} was released")

    def keep_reading(self, address: str, who: str) -> None:
        while not self.ended.is_set():
            self.read(address, who)
            time.sleep(0.2)

    def release(self, phase: str) -> None:
        """The next lists; after each one looks at once, and so does somebody else."""
        self.phase = phase
        for _ in range(EACH):
            number, pk = next(self.lists)
            while not self.sent(f"/meldungen/{pk}/freigeben/"):
                time.sleep(0.2)
            self.confirmed = number
            self.read(CURVE, "Karla")
            self.read(CURVE, "stranger")
            self.read("/suche/?q=Ahorn", "stranger")

    def sent(self, address: str) -> bool:
        """Whoever gets no answer does it once more, as a person would."""
        form = {"Cookie": f"{self.cookies['Karla']}; csrftoken={TOKEN}", "X-CSRFToken": TOKEN}
        try:
            status = ask(self.port, address, "POST", **form).status
        except OSError:
            status = NOBODY
        if status != 302:
            self.refused[self.phase, status] += 1
        return status == 302


def cookie_of(user: User) -> str:
    client = Client()
    client.force_login(user)
    return f"{settings.SESSION_COOKIE_NAME}={client.session.session_key}"


@contextmanager
def redis_server(port: int) -> Iterator[subprocess.Popen]:
    """As it is shipped, on another port."""
    changes = ["--port", str(port)]
    process = subprocess.Popen([REDIS, HOUSE / "deploy" / "redis.conf", *changes], stdout=subprocess.DEVNULL)
    try:
        wait_until(lambda: redis_answers(port))
        yield process
    finally:
        process.kill()
        process.wait(10)


def redis_answers(port: int) -> bool:
    try:
        return redis.Redis(port=port).ping()
    except redis.ConnectionError:
        return False


def kill_node(process: subprocess.Popen) -> None:
    workers = children(process.pid)
    process.kill()
    for worker in workers:
        os.kill(worker, signal.SIGKILL)
    process.wait(10)


@pytest.fixture
def lists() -> list[int]:
    """Submitted, so that each only waits for its release; they are copied with the tables."""
    ShelterFactory(name="Haus Ahorn", operation__operator=people.anker())
    released(f"Haus Ahorn;5000;{FIRST - 1}")
    return [
        submitted(f"Haus Ahorn;5000;{number}", name=f"{number}.csv").pk
        for number in range(FIRST, FIRST + PHASES * EACH)
    ]


@pytest.fixture
def cookies(transactional_db) -> dict[str, str]:
    signed_in = {"Adam": people.adam(), "Karla": people.karla(), "Rosa": people.rosa()}
    return {"stranger": ""} | {name: cookie_of(one) for name, one in signed_in.items()}


@dataclass
class Machines:
    primary: clusters.Server
    replica: clusters.Server
    cache: int
    nodes: list[tuple[subprocess.Popen, str]]
    logs: list[Path]
    door: int

    def kept(self) -> int:
        """Pages and pictures in the cache."""
        return redis.Redis(port=self.cache).dbsize()

    def names(self) -> set[str]:
        """What the nodes call one page; by another name none would find what the other has made."""
        return {ask(socket, CURVE).headers["ETag"] for _, socket in self.nodes}

    def health(self, cookie: str) -> str:
        """As the administration reads it."""
        return ask(self.nodes[1][1], "/bereit/", Cookie=cookie).text

    def requests(self) -> list[dict]:
        """Their lines, as the nodes wrote them."""
        told = [json.loads(line) for log in self.logs for line in log.read_text().splitlines()]
        return [line for line in told if line["event"] == "request"]


@pytest.fixture
def machines(lists, cookies, tmp_path) -> Iterator[Machines]:
    port, folders = free_port(), [tmp_path / "one", tmp_path / "two"]
    with clusters.server() as primary, clusters.replica_of(primary) as replica, ExitStack() as stack:
        variables = {
            "DJANGO_SETTINGS_MODULE": "tests.operation.talkative_settings",
            "DATABASE_REPLICA_URL": replica.url,
            "PORTAL_CACHE_URL": f"redis://127.0.0.1:{port}/0",
        }

        def node(folder: Path) -> tuple[subprocess.Popen, str]:
            folder.mkdir()
            return stack.enter_context(gunicorn(folder, primary.url, "--workers", "1", **variables))

        with ThreadPoolExecutor() as together:
            nodes = list(together.map(node, folders))
        door = stack.enter_context(nginx(tmp_path, nodes[0][1], nodes[1][1]))
        yield Machines(primary, replica, port, nodes, [folder / "log" for folder in folders], door)


def test_whatever_dies_nobody_reads_an_old_figure_and_no_release_is_lost(lists, cookies, machines):
    load, adam = Load(machines.door, lists, cookies), cookies["Adam"]
    with load.of_readers():
        with redis_server(machines.cache) as cache:
            load.release("all there")
            assert machines.kept() > 0
            assert len(machines.names()) == 1
            assert "folgt der Datenbank" in machines.health(adam)

            machines.replica.says("SELECT pg_wal_replay_pause()::text")
            load.release("replica lags")
            assert "hinkt der Datenbank" in machines.health(adam)
            machines.replica.says("SELECT pg_wal_replay_resume()::text")

            cache.kill()
            load.release("cache killed")
            assert "antwortet nicht" in machines.health(adam)

        with redis_server(machines.cache):
            machines.replica.stop(signal.SIGKILL)
            load.release("replica killed")
            assert "Nicht zu prüfen" in machines.health(adam)

            machines.replica.start()
            wait_until(lambda: "folgt der Datenbank" in machines.health(adam))
            time.sleep(1.2)  # as long as somebody who did not answer is left alone
            load.release("all back")
            assert machines.kept() > 0

            load.phase = "node dies"
            kill_node(machines.nodes[0][0])
            load.release("node killed")

    print(load, *(Counter(line.get(name) for line in machines.requests()) for name in ("replica", "cache")))
    assert load.old == []
    # An answer that a dying node had begun cannot be begun again; nothing else may go wrong.
    cut_off = {phase: count for (phase, status), count in load.read_as.items() if status != 200}
    assert cut_off.keys() <= {"node dies", "node killed"}
    assert sum(cut_off.values()) <= len(READERS)
    assert {phase for phase, _ in load.refused} <= {"node killed"}
    assert machines.primary.says(COUNTING) == load.confirmed == FIRST + len(lists) - 1
    assert machines.primary.says(RELEASED) == len(lists) + 1
    assert {"asked", "behind", "away"} <= {line.get("replica") for line in machines.requests()}
    assert "away" in {line.get("cache") for line in machines.requests()}
