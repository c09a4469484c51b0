"""The systemd units: every process of the portal is shut in, and what is named there exists."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.management import get_commands

from tests.operation.serving import HOUSE

UNITS = sorted(HOUSE.glob("deploy/*.service"))
SHUT_IN = {
    "User=portal", "NoNewPrivileges=yes", "CapabilityBoundingSet=", "ProtectSystem=strict", "ProtectHome=yes",
    "PrivateTmp=yes", "PrivateDevices=yes", "ProtectKernelTunables=yes", "ProtectKernelModules=yes",
    "ProtectControlGroups=yes", "RestrictAddressFamilies=AF_UNIX AF_INET AF_INET6", "RestrictSUIDSGID=yes",
    "RestrictNamespaces=yes", "SystemCallFilter=@system-service", "LockPersonality=yes",
}  # fmt: skip


@pytest.mark.parametrize("unit", UNITS, ids=lambda unit: unit.stem)
def test_it_is_shut_in(unit):
    assert SHUT_IN - set(unit.read_text().splitlines()) == set()


@pytest.mark.parametrize("unit", UNITS, ids=lambda unit: unit.stem)
def test_its_commands_exist(unit):
    named = re.findall(r"manage\.py (\w+)", unit.read_text())
    assert set(named) <= get_commands().keys()
    assert named or "gunicorn" in unit.read_text()


@pytest.mark.parametrize("timer", sorted(HOUSE.glob("deploy/*.timer")), ids=lambda timer: timer.stem)
def test_a_timer_has_its_service_and_makes_up_for_a_missed_night(timer):
    assert timer.with_suffix(".service").exists()
    assert "Persistent=true" in timer.read_text()


def test_what_writes_waits_while_the_portal_is_read_only():
    for unit in UNITS:
        writes = unit.stem not in {"portal", "portal-backup", "portal-migrate"}
        assert ("ConditionPathExists=!/var/lib/portal/read_only" in unit.read_text()) == writes


SYSTEMD = shutil.which("systemd-analyze")


@pytest.mark.skipif(SYSTEMD is None, reason="There is no systemd on this machine.")
@pytest.mark.parametrize("unit", UNITS, ids=lambda unit: unit.stem)
def test_systemd_itself_finds_it_shut_in(unit, tmp_path):
    """It knows every line, and counts how far the service is exposed: 10 is open, 2 is „OK“."""
    judged = analyze("security", "--offline=true", "--threshold=20", unit)
    assert judged.returncode == 0, judged.stdout[-300:]

    for one in UNITS:  # the program lies elsewhere on this machine
        (tmp_path / one.name).write_text(re.sub(r"/opt/portal/\S+", sys.executable, one.read_text()))
    assert analyze("verify", "--man=no", tmp_path / unit.name).stderr == ""


def analyze(*arguments: str | Path) -> subprocess.CompletedProcess:
    return subprocess.run([SYSTEMD, *arguments], capture_output=True, text=True, check=False)


@pytest.mark.once
@pytest.mark.skipif(os.geteuid() != 0 or sys.platform != "linux", reason="Only root can shut a process in.")
def test_it_serves_where_it_may_write_nowhere_but_in_its_folder(tmp_path):
    """What the unit asks of systemd, made by hand: no capabilities, a small place for temporary files,
    everything else read-only. (The account is another one in use: `User=portal`.)"""
    environment = {"PORTAL_DATA_DIR": str(tmp_path), "DATABASE_URL": "", "TMPDIR": f"{tmp_path}/small"}
    served = subprocess.run(
        ["unshare", "--mount", "sh", "-e", "-c", SHUT_AWAY, "sh", tmp_path, sys.executable],  # noqa: S607
        cwd=HOUSE, capture_output=True, text=True, check=False, timeout=120, env=os.environ | environment,
    )  # fmt: skip
    if served.stderr.startswith(("unshare", "mount")):
        pytest.skip("This machine lets nobody shut a process in.")
    assert served.stdout.split() == ["read-only", "CapEff:", "0" * 16, "200"], served.stderr


SHUT_AWAY = """
mount --make-rprivate / && mount --bind "$1" "$1" && mount -o remount,bind,ro /
mkdir -p "$1/small" && mount -t tmpfs -o size=16m tmpfs "$1/small"
exec setpriv --no-new-privs --bounding-set=-all --inh-caps=-all sh -c '
touch /var/zebrafink 2>/dev/null || echo read-only
grep CapEff /proc/self/status
exec "$1" -m tests.operation.one_page' sh "$2"
"""
