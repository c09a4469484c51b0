"""A worker that answers many pages stays as big as it is.

`PORTAL_REQUESTS=10000 pytest tests/operation/test_memory.py` takes longer and says more.
"""

import itertools
import os
from pathlib import Path

import pytest

from tests import people
from tests.accommodation.sending import released
from tests.accommodation.test_all_or_nothing import database_url
from tests.factories import ReportedFigureFactory, ShelterFactory
from tests.operation.serving import ask, gunicorn
from tests.operation.test_serving import children

PAGES = (
    "/", "/unterbringung/", "/unterbringung/grafik/belegung.svg", "/drucksachen/", "/kennzahlen/",
    "/suche/?q=Haus", "/daten/api/werte", "/gibt-es-nicht/", "/meldungen/", "/gesund/",
)  # fmt: skip
REQUESTS = int(os.environ.get("PORTAL_REQUESTS", "150"))
MEGABYTES = 50


def memory(pid: int) -> int:
    """In MB."""
    status = Path(f"/proc/{pid}/status").read_text()
    return int(status.partition("VmRSS:")[2].split()[0]) // 1024


@pytest.mark.once
@pytest.mark.django_db(transaction=True)
def test_a_worker_does_not_grow(tmp_path):
    ShelterFactory(name="Haus Ahorn", operation__operator=people.anker())
    released("Haus Ahorn;100;80")
    ReportedFigureFactory(indicator__key="occupancy_total")
    with gunicorn(tmp_path, database_url(), "--workers", "1") as (server, path):
        statuses = {page: ask(path, page).status for page in PAGES * 2}  # what is loaded once
        (worker,) = children(server.pid)
        before = memory(worker)
        for page in itertools.islice(itertools.cycle(PAGES), REQUESTS):
            ask(path, page)
        assert children(server.pid) == [worker]
        assert memory(worker) - before < MEGABYTES
    assert set(statuses.values()) <= {200, 302, 404}
