"""The packages: are they looked after, do they install without an index, and does history hold a secret?"""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings

from tests.test_supply import HOUSE, KEYS_OF_A_TEST, LOCK, secrets_in

PARTS = (HOUSE / "docs" / "parts.md").read_text(encoding="utf-8")
RENEWED = dict(re.findall(r"^\| (\S+) \| \S+ \| (\d{4}-\d\d) \|$", PARTS, flags=re.MULTILINE))


def months(text: str) -> int:
    return int(text[:4]) * 12 + int(text[5:7])


def test_it_is_known_of_every_part_when_it_was_renewed():
    locked = set(re.findall(r"^([\w.-]+)(?:\[[\w,-]+\])?==", LOCK, flags=re.MULTILINE))
    shipped = set(re.findall(r'"node_modules/([^"]+)": ', (HOUSE / "package-lock.json").read_text()))
    assert RENEWED.keys() == locked | shipped


def test_what_nobody_renewed_for_two_years_is_decided_on():
    reviewed = months(re.search(r"Last reviewed: (\d{4}-\d\d)", PARTS)[1])
    old = {name for name, month in RENEWED.items() if reviewed - months(month) > 24}
    assert old == set(re.findall(r"^- \*\*(.+?)\*\*: .{40}", PARTS, flags=re.MULTILINE))


SMALL = ("asgiref", "sqlparse", "django-csp", "packaging", "argon2-cffi-bindings", "cffi")


def locked(*names: str) -> str:
    pattern = rf"^(?:{'|'.join(names)})==\S+(?: ;[^\\]+)?(?: \\\n    --hash=sha256:\w+)+$"
    return "\n".join(re.findall(pattern, LOCK, flags=re.MULTILINE))


def pip(*arguments: str | Path, **environment: str) -> subprocess.CompletedProcess:
    command = [sys.executable, "-m", "pip", "--disable-pip-version-check", *map(str, arguments)]
    return subprocess.run(
        command, env=os.environ | environment, capture_output=True, text=True, check=False, timeout=120
    )


@pytest.mark.once
def test_packages_install_from_a_folder_without_an_index(tmp_path):
    """A few of them here, to be quick; `make wheels` fetches all."""
    wheels, target, lock = tmp_path / "wheels", tmp_path / "target", tmp_path / "lock.txt"
    lock.write_text(locked(*SMALL))
    fetched = pip("download", "--quiet", "--no-deps", "--require-hashes", "-r", lock, "-d", wheels)
    if fetched.returncode and not os.environ.get("CI"):
        pytest.skip("No index to fetch from.")
    assert len(list(wheels.iterdir())) == len(SMALL), fetched.stderr
    offline = ("install", "--quiet", "--no-deps", "--require-hashes", "-r", lock, "--target", target)
    nowhere = {"PIP_NO_INDEX": "1", "PIP_FIND_LINKS": str(wheels), "PIP_NO_CACHE_DIR": "1"}
    assert pip(*offline, **nowhere).returncode == 0
    assert (target / "asgiref").is_dir()

    one = next(wheels.glob("sqlparse-*"))
    one.write_bytes(one.read_bytes() + b" ")
    refused = pip(*offline, "--upgrade", **nowhere)
    assert refused.returncode != 0
    assert "DO NOT MATCH THE HASHES" in refused.stderr


def test_no_line_of_the_history_holds_a_secret():
    """Not even one that was taken out later."""
    written = subprocess.run(
        ["git", "log", "--all", "--patch", "--no-color", "--no-ext-diff", "--format="],  # noqa: S607
        cwd=HOUSE, capture_output=True, check=False,
    )  # fmt: skip
    if written.returncode:
        pytest.skip("Not a git repository.")
    found, file = set(), ""
    for line in written.stdout.decode(errors="replace").splitlines():
        if line.startswith("+++ b/"):
            file = line.removeprefix("+++ b/")
        elif line.startswith("+") and len(line) < 10_000:
            found |= {file} if secrets_in(line) else set()
    assert found == {name for name, _ in KEYS_OF_A_TEST}


def test_the_list_of_settings_tells_no_secret(tmp_path):
    """`diffsettings` is what people paste into mails."""
    planted = {
        "PORTAL_SECRET_KEY": "Zebrafink" * 8,
        "PORTAL_BACKUP_KEY": "Zebrafink" * 4,
        "DATABASE_URL": "postgres" + "://portal:zebrafink@localhost/portal",
        "PORTAL_EMAIL_URL": "smtp" + "://portal:zebrafink@localhost:25",
    }
    shown = subprocess.run(
        [sys.executable, "manage.py", "diffsettings", "--all"],
        cwd=settings.BASE_DIR, env=os.environ | planted | {"PORTAL_DATA_DIR": str(tmp_path)},
        capture_output=True, text=True, check=True,
    ).stdout  # fmt: skip
    assert "DATABASES = " in shown
    assert "zebrafink" not in shown.lower()
