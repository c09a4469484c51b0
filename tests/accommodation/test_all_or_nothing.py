"""A process that dies in the middle of a confirm or a release leaves all or nothing behind."""

import os
import signal
import subprocess
import sys
from urllib.parse import quote

import pytest
from django.conf import settings
from django.db import connection

from accommodation import actions
from accommodation.models import Occupancy
from portal.models import Delivery
from portal.releases import State
from tests import people
from tests.factories import ShelterFactory
from tests.sheets import occupancy_csv

pytestmark = pytest.mark.django_db(transaction=True)

HOUSES = 120  # more than SQLite takes in one INSERT


@pytest.fixture
def draft() -> Delivery:
    for number in range(HOUSES):
        ShelterFactory(name=f"Haus {number}", operation__operator=people.anker())
    draft, _ = actions.draft_delivery(
        data=occupancy_csv(*(f"Haus {number};100;80" for number in range(HOUSES))),
        file_name="belegung.csv",
        sender=people.anker(),
        as_of=None,
        by=people.tina(),
    )
    assert draft is not None
    return draft


def database_url() -> str:
    """The test's own database, for another process."""
    database = connection.settings_dict
    if connection.vendor == "sqlite":
        return f"sqlite:///{database['NAME']}"
    account = f"{quote(database['USER'] or '')}:{quote(database['PASSWORD'] or '')}"
    port = f":{database['PORT']}" if database["PORT"] else ""
    host = database["HOST"] + port
    # A socket is written as a path after the empty host.
    return f"postgres://{account}@{'/' if host.startswith('/') else ''}{host}/{database['NAME']}"


def killed(what: str, delivery: Delivery, email: str, write: int, tmp_path) -> bool:
    """Run it in a process that dies after the nth write, or (0) before the commit; False if it lived."""
    process = subprocess.run(
        [sys.executable, "-m", "tests.accommodation.die_at", what, str(delivery.pk), email, str(write)],
        cwd=settings.BASE_DIR,
        env=os.environ
        | {
            "DJANGO_SETTINGS_MODULE": "portal.settings",
            "DATABASE_URL": database_url(),
            "PORTAL_DATA_DIR": str(tmp_path),
        },
        capture_output=True,
        text=True,
        check=False,
    )
    assert process.returncode in (0, -signal.SIGKILL), process.stderr
    return process.returncode != 0


def test_killed_while_confirming(draft, tmp_path):
    write = 0
    while killed("submit", draft, "tina.traeger@portal.example", write, tmp_path):
        draft.refresh_from_db()
        assert (draft.state, Occupancy.objects.count()) == (State.DRAFT, 0)
        write += 1

    draft.refresh_from_db()
    assert (draft.state, Occupancy.objects.count()) == (State.SUBMITTED, HOUSES)
    assert write > 1  # it did die in the middle


def test_killed_while_releasing(draft, tmp_path):
    actions.submit_delivery(delivery=draft, by=people.tina(), warnings_accepted=True)
    people.karla()
    write = 0
    while killed("release", draft, "karla.koordination@portal.example", write, tmp_path):
        draft.refresh_from_db()
        assert (draft.state, Occupancy.objects.current().count()) == (State.SUBMITTED, 0)
        write += 1

    draft.refresh_from_db()
    assert (draft.state, Occupancy.objects.current().count()) == (State.RELEASED, HOUSES)
    assert write > 1
