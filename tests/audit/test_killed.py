"""kill -9 between a change and its trace leaves both or neither; a command is named."""

import os
import subprocess
import sys
from collections.abc import Iterator
from itertools import count

import pytest
from django.conf import settings

from portal.models import AuditEvent, District
from portal.roles import COORDINATION, COUNCIL, role_of
from tests import people
from tests.accommodation.test_all_or_nothing import database_url
from tests.factories import DistrictFactory

pytestmark = pytest.mark.django_db(transaction=True)


def another_process(tmp_path) -> dict[str, str]:
    own = {"DATABASE_URL": database_url(), "PORTAL_DATA_DIR": str(tmp_path)}
    return os.environ | own | {"DJANGO_SETTINGS_MODULE": "portal.settings"}


def deaths(what: str, key: int, tmp_path) -> Iterator[int]:
    """After the first write, after the second, and so on until one lives; how many have died so far."""
    command = [sys.executable, "-m", "tests.audit.die_between", what, str(key)]
    with subprocess.Popen(
        command, cwd=settings.BASE_DIR, env=another_process(tmp_path), stdin=subprocess.PIPE,
        stdout=subprocess.PIPE, text=True,
    ) as process:  # fmt: skip
        for write in count(1):
            print(write, file=process.stdin, flush=True)
            if process.stdout.readline() != "killed\n":
                break
            yield write
        process.stdin.close()
    assert process.returncode == 0


def test_a_record_and_its_version(tmp_path):
    """No view and no action around it: a plain save, as a command or a shell does it."""
    district = DistrictFactory(aliases="Innenstadt")
    died = 0
    for died in deaths("record", district.pk, tmp_path):  # noqa: B007 the last is asked for
        district.refresh_from_db()
        assert (district.aliases, district.history.count()) == ("Innenstadt", 1)

    district.refresh_from_db()
    assert (district.aliases, district.history.count()) == ("City", 2)
    assert died == 2  # after the change, and after the version, which were both not committed


def test_a_right_and_its_event(tmp_path):
    rosa = people.rosa()
    before = AuditEvent.objects.count()
    died = 0
    for died in deaths("rights", rosa.pk, tmp_path):  # noqa: B007 the last is asked for
        assert (role_of(people.rosa()), AuditEvent.objects.count()) == (COUNCIL, before)

    assert (role_of(people.rosa()), AuditEvent.objects.count()) == (COORDINATION, before + 1)
    assert died > 1


def test_a_command_is_named(tmp_path):
    file = tmp_path / "unterkuenfte.csv"
    file.write_text(
        "code;name;street;district;operator;opened_on;closed_on;places;aliases\n"
        "U-01;Birkenhof;Erfundene Gasse 1;Botnang;Träger Anker;2015-10-01;;120;\n",
        encoding="utf-8",
    )
    DistrictFactory(name="Botnang")
    command = [sys.executable, "manage.py", "load_shelters", str(file)]
    subprocess.run(
        command, cwd=settings.BASE_DIR, env=another_process(tmp_path), check=True, capture_output=True
    )
    version = District.objects.get().shelters.get().history.get()
    assert (version.history_source, version.history_change_reason) == (
        "Befehl load_shelters",
        "Liste der Unterkünfte",
    )
