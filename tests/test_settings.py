"""Wrong settings stop the start with one sentence; right ones leave nothing for Django to complain about.

Each test starts a real process, as the one who runs the portal does.
"""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings

HOUSE = Path(settings.BASE_DIR)
SAMPLE = HOUSE / "deploy" / "portal.env.sample"
GOOD = {
    "PORTAL_MODE": "production",
    "PORTAL_SECRET_KEY": "Vm7-qLw3kTz9_Xs2RbN8yJd5HcF4gPa6UeQ1oZiKtYxWvBnMrSlD0u",
    "PORTAL_SECRETS_KEYS": "q3Lw-TzXs92RbN8yJd5HcF4gPa6UeQ1oZiKtYxWvBnMrSlD0uVm7_k",
    "PORTAL_HOSTS": "portal.example.org",
}


def manage(*command: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """manage.py with these settings and none of the tester's own."""
    own = ("PORTAL_", "DATABASE_URL", "DJANGO_", "COV_")
    inherited = {name: value for name, value in os.environ.items() if not name.startswith(own)}
    return subprocess.run(
        [sys.executable, "manage.py", *command],
        cwd=HOUSE, env=inherited | environment, capture_output=True, text=True, check=False,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"PORTAL_DEBUG": "1"}, "PORTAL_DEBUG darf im Betrieb nicht eingeschaltet sein."),
        ({"PORTAL_SECRET_KEY": ""}, "PORTAL_SECRET_KEY fehlt"),
        ({"PORTAL_SECRET_KEY": "kurz"}, "PORTAL_SECRET_KEY fehlt"),
        ({"PORTAL_SECRET_KEY": settings.SAMPLE_KEY}, "PORTAL_SECRET_KEY fehlt"),
        ({"PORTAL_OLD_SECRET_KEYS": "kurz"}, "PORTAL_OLD_SECRET_KEYS nennt das Beispiel"),
        ({"PORTAL_SECRETS_KEYS": ""}, "PORTAL_SECRETS_KEYS fehlt"),
        ({"PORTAL_SECRETS_KEYS": "kurz"}, "PORTAL_SECRETS_KEYS fehlt"),
        ({"PORTAL_HOSTS": ""}, "PORTAL_HOSTS muss die Namen des Servers nennen"),
        ({"PORTAL_HOSTS": "*"}, "PORTAL_HOSTS muss die Namen des Servers nennen"),
        ({"PORTAL_MODE": "prod"}, "PORTAL_MODE muss development oder production heißen"),
        ({"PORTAL_SMALL_NUMBER": "2"}, "PORTAL_SMALL_NUMBER darf nicht kleiner als 3 sein."),
        ({"PORTAL_OIDC_URL": "http://sso.example.org"}, "PORTAL_OIDC_URL muss mit https:// beginnen."),
        ({"DATABASE_REPLICA_URL": "postgres:///portal"}, "DATABASE_REPLICA_URL gilt nur, wenn DATABASE_URL"),
        ({"PORTAL_LICENCE": "frei"}, "PORTAL_LICENCE muss dl-de/by-2-0,"),
    ],
)
def test_a_wrong_setting_stops_the_start_with_one_sentence(wrong, sentence):
    start = manage("check", **(GOOD | wrong))
    assert start.returncode != 0
    assert start.stderr.startswith(sentence)
    assert start.stderr.count("\n") == 1


def test_production_settings_leave_nothing_to_complain_about(tmp_path):
    check = manage("check", "--deploy", "--fail-level", "WARNING", PORTAL_DATA_DIR=str(tmp_path), **GOOD)
    assert (check.returncode, check.stderr) == (0, "")


def test_cookies_of_production_are_bound_to_this_host_and_to_tls(tmp_path):
    names = ["SESSION_COOKIE_NAME", "CSRF_COOKIE_NAME", "SESSION_COOKIE_SECURE", "CSRF_COOKIE_SECURE"]
    ask = f"from django.conf import settings; print(*[getattr(settings, name) for name in {names}])"
    told = manage("shell", "--no-imports", "--command", ask, PORTAL_DATA_DIR=str(tmp_path), **GOOD)
    assert told.stdout.split() == ["__Host-sessionid", "__Host-csrftoken", "True", "True"]


def test_what_the_addresses_of_the_databases_ask_for_is_kept(tmp_path):
    """Between machines: `?sslmode=verify-full`."""
    databases = {
        "DATABASE_URL": "postgres://portal@db1/portal?sslmode=verify-full",
        "DATABASE_REPLICA_URL": "postgres://portal@db2/portal?sslmode=verify-full",
        "PORTAL_DATA_DIR": str(tmp_path),
    }
    ask = (
        "from django.db import connections as c; print([c[n].settings_dict['OPTIONS']['sslmode'] for n in c])"
    )
    told = manage("shell", "--no-imports", "--command", ask, **(GOOD | databases))
    assert told.stdout.strip() == "['verify-full', 'verify-full']"


def test_the_sample_is_refused_until_somebody_puts_a_key_in():
    assert "PORTAL_SECRET_KEY fehlt" in manage("check", **sample()).stderr


def test_the_sample_names_every_setting_and_no_other():
    read = re.findall(r'env(?:\.\w+)?\(\s*"([A-Z_]+)"', (HOUSE / "portal" / "settings.py").read_text())
    listed = re.findall(r"^#?([A-Z_]+)=", SAMPLE.read_text(), flags=re.MULTILINE)
    assert sorted(listed) == sorted(read)


def sample() -> dict[str, str]:
    """The settings of the sample that are not commented out."""
    lines = [line for line in SAMPLE.read_text().splitlines() if "=" in line and not line.startswith("#")]
    return dict(line.split("=", maxsplit=1) for line in lines)
