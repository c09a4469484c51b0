"""Whether a worker grows: `python -m benchmarks.memory_of_a_worker [--requests 10000]`.

One gunicorn worker with four threads, as shipped, but never replaced, answers four readers at once:
strangers, a council member, the coordination in its lists, charts of ever new days, open data, search, and
sometimes an operator's list. On SQLite, with the report and the invented city. A full run writes the table.
"""

import http.client
import random
import sys
from argparse import ArgumentParser
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.one_database import fill, said
from benchmarks.pages import DASHBOARDS, gunicorn, session_of, session_of_the_council
from benchmarks.reading import measured_by
from benchmarks.tables import Target, into_readme, ratio_table

if TYPE_CHECKING:
    from portal.models import Organisation

MEASURE = [sys.executable, "-m", "benchmarks.memory_of_a_worker"]
REQUESTS, STEPS, READERS = 10_000, 10, 4
GROWTH = Target(most=50, unit="MB")
STRANGERS = (
    *DASHBOARDS, "/kennzahlen/", "/drucksachen/", "/bezirke/", "/hilfe/", "/gibt-es-nicht/", "/daten/",
    "/daten/katalog.jsonld", "/daten/kennzahlen.csv", "/daten/kapitel/accommodation.json",
)  # fmt: skip
COUNCIL = (*DASHBOARDS, "/anfragen/", "/unterbringung/belegung.png", "/unterbringung/platzbilanz/")
LISTS = (
    "accommodation/occupancy/", "accommodation/shelter/?q=Birke", "portal/delivery/",
    "portal/reportedfigure/",
    "portal/citation/?q=2017", "taskforce/measure/", "volunteering/supportneed/", "pakt/project/",
)  # fmt: skip
WORDS = (
    "Haus",
    "Wohnung",
    "Sprache",
    "Sport",
    "Ehrenamt",
    "Kosten",
    "Zuweisung",
    "Kita",
    "Arbeit",
    "Prognose",
)
TOKEN = "a" * 32
FIRST_DAY, DAYS = date(2014, 1, 1), 1_800
ALL_OPEN = date(2016, 11, 1)  # the operator's last shelter; lists of before are refused


@dataclass(frozen=True)
class Request:
    address: str
    headers: dict[str, str] = field(default_factory=dict)
    body: bytes | None = None  # sent, if there is one


@dataclass(frozen=True)
class People:
    """Their cookies, and the operator for whom one of them sends."""

    council: str
    coordination: str
    operator: str
    shelters: tuple[str, ...]


def main() -> None:
    parser = ArgumentParser(description=__doc__)
    parser.add_argument("--requests", type=int, default=REQUESTS)
    requests = parser.parse_args().requests
    text = measured_by(MEASURE, requests)
    if requests == REQUESTS:
        into_readme("worker", text)


def measure(requests: int, answer: Path) -> None:
    fill()
    people = open_accounts()
    sizes = []
    with gunicorn(workers=1, settings="benchmarks.floor.without_limits") as port:
        for step in range(STEPS + 1):
            ask_all(port, people, requests // STEPS, seed=step)
            sizes.append(size(port))
            said(f"{(step + 1) * requests // STEPS:,} requests: {sizes[-1]:.0f} MB")
    answer.write_text(said(table(sizes, requests // STEPS)), encoding="utf-8")


def open_accounts() -> People:
    from portal.accounts import open_account  # noqa: PLC0415 - models need Django's setup
    from portal.management.commands.example_accounts import example_operator  # noqa: PLC0415 - as above
    from portal.roles import COORDINATION, OPERATOR  # noqa: PLC0415 - as above

    council = session_of_the_council()  # makes the roles, too
    karla = open_account(email="karla@portal.example", name="Karla Klein", role=COORDINATION)
    organisation = example_operator()
    tina = open_account(
        email="tina@portal.example", name="Tina Träger", role=OPERATOR, organisation=organisation
    )
    return People(council, session_of(karla), session_of(tina), shelters_of(organisation))


def shelters_of(organisation: "Organisation | None") -> tuple[str, ...]:
    from accommodation.models import Shelter  # noqa: PLC0415 - models need Django's setup

    return tuple(Shelter.objects.filter(operations__operator=organisation).values_list("name", flat=True))


def ask_all(port: int, people: People, requests: int, seed: int) -> None:
    with ThreadPoolExecutor(READERS) as readers:
        share = [(seed * READERS + reader, requests // READERS) for reader in range(READERS)]
        list(readers.map(lambda one: ask_some(port, people, *one), share))


def ask_some(port: int, people: People, seed: int, requests: int) -> None:
    """By one reader. Raises AssertionError for an error of the portal, and for a list that is refused."""
    dice = random.Random(seed)  # noqa: S311 - no secret
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=120)
    for _ in range(requests):
        one = request(dice, people)
        connection.request("POST" if one.body else "GET", one.address, body=one.body, headers=one.headers)
        answer = connection.getresponse()
        answer.read()
        assert answer.status in (200, 302, 404), f"{one.address}: {answer.status}"
    connection.close()


def request(dice: random.Random, people: People) -> Request:
    """Of a hundred 45 by strangers, 20 for charts, 10 searches, 15 by the council, 9 lists, 1 delivery."""
    day = FIRST_DAY + timedelta(days=dice.randrange(DAYS))
    council, lists = {"Cookie": people.council}, {"Cookie": people.coordination}
    ways = {
        45: lambda: Request(dice.choice(STRANGERS)),
        65: lambda: Request(f"/unterbringung/belegung.{dice.choice(('svg', 'png'))}?stichtag={day}"),
        75: lambda: Request(f"/suche/?q={dice.choice(WORDS)}+{dice.choice(WORDS)}"),
        90: lambda: Request(dice.choice(COUNCIL), council),
        99: lambda: Request(f"/admin/{dice.choice(LISTS)}", lists),
        100: lambda: upload(people, ALL_OPEN + timedelta(days=dice.randrange(DAYS)), dice.randrange(50, 100)),
    }
    number = dice.randrange(100)
    return next(way for below, way in ways.items() if number < below)()


def upload(people: People, day: date, occupied: int) -> Request:
    """A list that becomes a draft; a person looks at it later."""
    lines = "\r\n".join(f"{shelter};100;{occupied}" for shelter in people.shelters)
    text = f"Belegungsliste, Stand: {day:%d.%m.%Y}\r\n\r\nUnterkunft;Plätze;Belegung\r\n{lines}\r\n"
    head = 'Content-Disposition: form-data; name="file"; filename="liste.csv"\r\nContent-Type: text/csv'
    return Request(
        "/meldungen/neu/",
        {
            "Cookie": f"{people.operator}; csrftoken={TOKEN}", "X-CSRFToken": TOKEN,
            "Content-Type": "multipart/form-data; boundary=grenze",
        },
        f"--grenze\r\n{head}\r\n\r\n{text}\r\n--grenze--\r\n".encode(),
    )  # fmt: skip


def size(port: int) -> float:
    """Of the worker, in MB."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    connection.request("GET", "/groesse/")
    return int(connection.getresponse().read()) / 1024


def table(sizes: list[float], step: int) -> str:
    """What the first step leaves is the warm worker."""
    warm, *_, last = sizes
    growth = last - warm
    rows = [
        [f"after {number * step:,} requests", f"{megabytes:.0f} MB", "", ""]
        for number, megabytes in enumerate(sizes, start=1)
    ]
    rows.append(
        [f"growth in {(len(sizes) - 1) * step:,}", f"{growth:+.0f} MB", str(GROWTH), GROWTH.verdict(growth)]
    )
    return ratio_table("One worker", ["Memory that it holds"], rows)


if __name__ == "__main__":
    if len(sys.argv) == 3 and not sys.argv[1].startswith("-"):
        measure(int(sys.argv[1]), Path(sys.argv[2]))
    else:
        main()
