"""Warm pages, asked for by sixteen readers at once, beside an empty view in the same gunicorn.

`python -m benchmarks.pages` measures on SQLite and on PostgreSQL, each a throw-away database with the report
and the invented city; the README gets the tables. With a number and a file behind it, it measures on the
database of the environment, which must be new and empty.
"""

import http.client
import os
import socket
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.one_database import fill, said, server
from benchmarks.race import Candidate, Seconds, race
from benchmarks.reading import PORTAL, on_both
from benchmarks.tables import Target, into_readme

if TYPE_CHECKING:
    from portal.models import User

READERS, REQUESTS = 16, 640
WARM, STEADY = Target(least=60, unit="%"), Target(most=3)
NOBODY = "an empty view"
SOMEBODY = "a view that reads session and user"
DASHBOARDS = (
    "/", "/unterbringung/", "/arbeitsgruppen/", "/engagement/", "/kultur-und-sport/", "/fim/", "/pakt/",
)  # fmt: skip


@dataclass
class Page:
    """What is asked for, over and over; `waited`: how long each answer of the last round took, in seconds."""

    name: str
    address: str
    headers: dict[str, str] = field(default_factory=dict)
    status: int = 200
    waited: list[float] = field(default_factory=list)

    def read(self, port: int) -> None:
        share = REQUESTS // READERS
        with ThreadPoolExecutor(READERS) as readers:
            rounds = readers.map(lambda _: list(self.asked(port, share)), range(READERS))
            self.waited = [seconds for one in rounds for seconds in one]

    def asked(self, port: int, times: int) -> Iterator[float]:
        """By one reader, who keeps the connection. Raises AssertionError for an answer that is not right."""
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
        for _ in range(times):
            begin = time.perf_counter()
            connection.request("GET", self.address, headers=self.headers)
            answer = connection.getresponse()
            answer.read()
            yield time.perf_counter() - begin
            assert answer.status == self.status, f"{self.address}: {answer.status}"
        connection.close()


def main() -> None:
    into_readme("pages", on_both("pages"))


def measure(answer: Path) -> None:
    fill()
    with gunicorn() as port:
        cookie = {"Cookie": session_of_the_council()}
        known = {"If-None-Match": etag(port, "/unterbringung/")}
        strangers = [
            Page(NOBODY, "/leer/"), *(Page(one, one) for one in DASHBOARDS),
            Page("/unterbringung/, if it has changed", "/unterbringung/", known, status=304),
        ]  # fmt: skip
        members = [Page(SOMEBODY, "/wer/", cookie), *(Page(one, one, cookie) for one in DASHBOARDS)]
        found = [
            said(f"### Warm pages, on {server()}\n"),
            said(raced("For strangers", strangers, port)),
            said(raced("For a council member who is signed in", members, port)),
        ]
    answer.write_text("\n".join(found), encoding="utf-8")


@contextmanager
def gunicorn(workers: int = 2, settings: str = "benchmarks.floor.settings") -> Iterator[int]:
    """With two workers, as many as there are processors here."""
    port = free_port()
    environment = os.environ | {"DJANGO_SETTINGS_MODULE": settings, "PORTAL_PUBLIC": "1"}
    command = [
        sys.executable, "-m", "gunicorn", "--config", "deploy/gunicorn.conf.py",
        "--bind", f"127.0.0.1:{port}", "--workers", str(workers), "--max-requests", "0", "portal.wsgi",
    ]  # fmt: skip
    process = subprocess.Popen(command, cwd=PORTAL, env=environment, stderr=subprocess.DEVNULL)  # noqa: S603
    try:
        wait_for(port)
        yield port
    finally:
        process.terminate()
        process.wait()


def free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return free.getsockname()[1]


def wait_for(port: int, address: str = "/leer/") -> None:
    for _ in range(1_000):
        try:
            list(Page("", address).asked(port, 1))
        except OSError:
            time.sleep(0.03)
        else:
            return
    raise TimeoutError


def etag(port: int, address: str) -> str:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    connection.request("GET", address)
    return connection.getresponse().headers["ETag"]


def session_of_the_council() -> str:
    from portal import roles  # noqa: PLC0415 - models need Django's setup
    from portal.models import User  # noqa: PLC0415 - as above

    roles.sync_roles()
    member = User.objects.create_user("rat@portal.example", name="Rosa Rat")
    roles.give_role(member, roles.COUNCIL)
    return session_of(member)


def session_of(member: "User") -> str:
    """The cookie of somebody who has signed in."""
    from django.conf import settings  # noqa: PLC0415 - settings need Django's setup
    from django.test import Client  # noqa: PLC0415 - as above

    settings.ALLOWED_HOSTS = ["*"]
    client = Client()
    client.force_login(member)
    return f"{settings.SESSION_COOKIE_NAME}={client.cookies[settings.SESSION_COOKIE_NAME].value}"


def raced(title: str, pages: Sequence[Page], port: int) -> str:
    """Each against the first."""
    for page in pages:
        list(page.asked(port, 8))  # both workers have made and read it
    candidates = [Candidate(page.name, partial(page.read, port), REQUESTS) for page in pages]
    seconds = race(candidates)
    floor = seconds[pages[0].name].fastest
    rows = [
        [
            "",
            "Requests per second",
            "Of the first",
            "Target",
            "Met",
            "Median, ms",
            "p95, ms",
            "p95 / median",
            "Met",
        ],
        ["---", "---:", "---:", "---", "---", "---:", "---:", "---:", "---"],
        *(cells(page, seconds[page.name], floor, first=page is pages[0]) for page in pages),
    ]
    return "\n".join([f"#### {title}", "", *(f"| {' | '.join(row)} |" for row in rows), ""])


def cells(page: Page, seconds: Seconds, floor: float, *, first: bool) -> list[str]:
    share = 100 * floor / seconds.fastest
    median = statistics.median(page.waited)
    p95 = statistics.quantiles(page.waited, n=20)[-1]
    return [
        page.name, f"{REQUESTS / seconds.fastest:,.0f}", f"{share:.0f} %",
        *(["", ""] if first else [str(WARM), WARM.verdict(share)]),
        f"{1000 * median:.1f}", f"{1000 * p95:.1f}", f"{p95 / median:.1f} ×", STEADY.verdict(p95 / median),
    ]  # fmt: skip


if __name__ == "__main__":
    if len(sys.argv) == 3:
        measure(Path(sys.argv[2]))
    else:
        main()
