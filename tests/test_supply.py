"""What the portal is made of: its packages, its secrets, its dangerous corners and its papers."""

import ast
import gzip
import json
import os
import re
import shutil
import subprocess
import tomllib
from collections.abc import Iterator
from datetime import date, timedelta
from io import StringIO
from pathlib import Path

import django
import pytest
from django.conf import settings as portal_settings
from django.core.management import call_command
from django.test import Client
from packaging.markers import Marker

from tests import people

HOUSE = Path(portal_settings.BASE_DIR)
LOCKED = re.compile(
    r"^([\w.-]+)(?:\[[\w,-]+\])?==\S+( ; .+)?( \\\n    --hash=sha256:\w{64})+$", flags=re.MULTILINE
)


def tracked(*patterns: str) -> list[Path]:
    listed = subprocess.run(
        ["git", "ls-files", "-z", *patterns],  # noqa: S607
        cwd=HOUSE, capture_output=True, text=True, check=False,
    )  # fmt: skip
    if listed.returncode:
        pytest.skip("Not a git repository.")
    return [HOUSE / name for name in listed.stdout.split("\0") if name and (HOUSE / name).is_file()]


# --- packages


LOCK = (HOUSE / "requirements" / "run.txt").read_text()


def test_every_package_that_runs_is_locked_with_its_hash():
    named = [line for line in LOCK.splitlines() if line and not line.startswith((" ", "#"))]
    assert len(list(LOCKED.finditer(LOCK))) == len(named) > 30


# Free to use, to change and to pass on. MPL and LGPL ask for the changed files or the library alone.
FREE = re.compile(
    r"MIT|BSD|Apache|PSF|Python Software Foundation|MPL|Mozilla|LGPL|Lesser General|EUPL|OFL|ISC"
)
NOT_FREE = re.compile(r"\bA?GPL|(?<!Lesser )General Public|Commercial|Proprietary", flags=re.IGNORECASE)


@pytest.fixture(scope="module")
def parts() -> list[dict]:
    written = StringIO()
    call_command("list_parts", stdout=written)
    return json.loads(written.getvalue())["components"]


def is_for_this_system(marker: str | None) -> bool:
    return marker is None or Marker(marker.strip(" ;")).evaluate()


def test_every_part_is_listed_with_its_version(parts):
    for_this_system = {found[1] for found in LOCKED.finditer(LOCK) if is_for_this_system(found[2])}
    assert {part["name"] for part in parts if part["purl"].startswith("pkg:pypi/")} == for_this_system
    assert [part["purl"] for part in parts if part["name"] == "django"] == [
        f"pkg:pypi/django@{django.__version__}"
    ]
    assert any(part["purl"].startswith("pkg:npm/%40kern-ux/native@") for part in parts)


def test_every_part_states_a_licence_that_a_city_may_use(parts):
    licences = {part["name"]: part["licenses"][0]["license"]["name"] for part in parts}
    assert {name: text for name, text in licences.items() if not FREE.search(text)} == {}
    assert {name: text for name, text in licences.items() if NOT_FREE.search(text)} == {}


# --- dangerous corners

# Where somebody looked: each has its reason beside it in the code.
LOOKED_AT = {
    ("mark_safe", "portal/markdown.py"), ("mark_safe", "portal/templatetags/figures.py"),
    ("mark_safe", "portal/templatetags/report.py"), ("mark_safe", "taskforce/views.py"),
    ("mark_safe", "portal/help/rendering.py"), ("mark_safe", "portal/templatetags/german.py"),
    ("cursor", "portal/bulk.py"), ("cursor", "portal/operation/health.py"),
    ("cursor", "portal/operation/takeout.py"), ("cursor", "portal/operation/database_rights.py"),
    ("cursor", "portal/freshness/watching.py"), ("cursor", "portal/freshness/versions.py"),
    ("cursor", "benchmarks/others.py"), ("cursor", "benchmarks/grown.py"),
}  # fmt: skip
DANGEROUS = {"mark_safe", "SafeString", "eval", "exec", "cursor", "raw", "RawSQL", "extra", "system", "popen"}
UNPACKERS = {"pickle", "marshal", "shelve", "dill"}


def dangers(source: str) -> Iterator[str]:
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call):
            name = getattr(node.func, "id", getattr(node.func, "attr", ""))
            if name in DANGEROUS:
                yield name
            yield from ("shell" for word in node.keywords if word.arg == "shell")
        elif isinstance(node, ast.Import | ast.ImportFrom):
            modules = [getattr(node, "module", None) or "", *(alias.name for alias in node.names)]
            yield from (module for module in modules if module.partition(".")[0] in UNPACKERS)


def test_dangerous_calls_stand_where_somebody_looked():
    code = [path for path in tracked("*.py") if not {"tests", "migrations"} & set(path.parts)]
    found = {(name, str(path.relative_to(HOUSE))) for path in code for name in dangers(path.read_text())}
    assert found == LOOKED_AT


@pytest.mark.parametrize(
    "line",
    ["import pickle", "eval('1')", "run('ls', shell=True)", "Source.objects.raw('SELECT 1')", "mark_safe(x)"],
)
def test_a_dangerous_call_is_seen(line):
    assert list(dangers(line))


def test_the_security_rules_of_the_linter_are_on():
    lint = tomllib.loads((HOUSE / "pyproject.toml").read_text())["tool"]["ruff"]["lint"]
    assert "S" in lint["select"]
    assert [rule for rule in lint["ignore"] if rule.startswith("S") and rule[1:].isdigit()] == ["S101"]
    assert {
        key for key, rules in lint["per-file-ignores"].items() if any(r.startswith("S") for r in rules)
    } == {"tests/**"}


# --- secrets

SECRETS = re.compile(
    r"-----BEGIN [A-Z ]*PRIVATE KEY-----"
    r"|\bAKIA[0-9A-Z]{16}\b"  # Amazon
    r"|\bgh[pousr]_[A-Za-z0-9]{36}\b|\bglpat-[\w-]{20}"  # GitHub, GitLab
    r"|\bxox[abpr]-[\w-]{10,}|\bsk_live_\w{20,}"
    r"|(?:SECRET|SECRETS|BACKUP|API)_KEYS?[\"']?\s*[:=]\s*[\"']?[\w+/=-]{40,}"
    r"|(?:PASSWORD|TOKEN|OIDC_SECRET)[\"']?\s*[:=]\s*[\"']?(?=[^\s\"']*\d)[\w+/=-]{24,}"
    r"|[a-z]+://[\w.-]+:(?!password@|PASSWORD@|geheim@)[^\s:@/]+@[\w.-]+"
)
KEYS_OF_A_TEST = {("tests/test_settings.py", 2)}


def secrets_in(text: str) -> list[str]:
    return [found[0] for found in SECRETS.finditer(text)]


def test_no_tracked_file_holds_a_secret():
    found = {}
    for path in tracked():
        content = path.read_bytes()
        if b"\0" not in content[:8000]:
            found[str(path.relative_to(HOUSE))] = len(secrets_in(content.decode(errors="replace")))
    assert {(name, count) for name, count in found.items() if count} == KEYS_OF_A_TEST


@pytest.mark.parametrize(
    "planted",
    [
        "-----BEGIN " + "OPENSSH PRIVATE KEY-----",
        "PORTAL_SECRET_KEY" + "=" + "aB3_" * 15,
        "DATABASE_URL=postgres" + "://portal:" + "Xy7hunter@db.example.org/portal",
        "token = gh" + "p_" + "a1B2" * 9,
        "PASSWORD" + ' = "' + "a1B2c3D4" * 3 + '"',
    ],
)
def test_a_planted_secret_is_found(planted):
    assert secrets_in(f"# settings\n{planted}\n")


@pytest.mark.django_db
@pytest.mark.once
def test_a_new_key_signs_nobody_out(settings):
    client = Client()
    client.force_login(people.rosa())
    old, settings.SECRET_KEY = (
        settings.SECRET_KEY,
        "another key, of more than fifty characters, for this test",
    )
    settings.SECRET_KEY_FALLBACKS = [old]
    assert client.get("/konto/sicherheit/").status_code == 200

    settings.SECRET_KEY_FALLBACKS = []  # whoever was there meanwhile has a session under the new key
    assert client.get("/konto/sicherheit/").status_code == 200


@pytest.mark.django_db
@pytest.mark.once
def test_without_the_old_key_everybody_signs_in_again(settings):
    client = Client()
    client.force_login(people.rosa())
    settings.SECRET_KEY = "another key, of more than fifty characters, for this test"
    assert client.get("/konto/sicherheit/").status_code == 302


# --- operation


def test_addresses_are_kept_for_seven_days():
    rules = (HOUSE / "deploy" / "portal.logrotate").read_text().split()
    logs = re.findall(r"(?:access|error)_log (/\S+)", (HOUSE / "deploy" / "nginx.conf").read_text())
    assert logs
    assert set(logs) <= set(rules)
    days = {name: int(rules[rules.index(name) + 1]) for name in ("rotate", "maxage")}
    assert ("daily" in rules, days) == (True, {"rotate": 7, "maxage": 7})


LOGROTATE = shutil.which("logrotate", path=f"{os.environ['PATH']}:/usr/sbin")


@pytest.mark.skipif(LOGROTATE is None, reason="logrotate is not installed.")
def test_logrotate_itself_leaves_nothing_older_than_seven_days(tmp_path):
    """Ten nights, each with a new address in the log."""
    rule = (HOUSE / "deploy" / "portal.logrotate").read_text().replace("/var/log/nginx", str(tmp_path))
    rule = re.sub(r"create .+", "create", rule)  # the owner is another one on this machine
    (tmp_path / "rule").write_text(re.sub(r"invoke-rc.d.+", "true", rule))
    (tmp_path / "rule").chmod(0o644)
    log = tmp_path / "portal-error.log"
    for night in range(10):
        with log.open("a") as file:
            file.write(f"10.0.0.{night}\n")
        rotated = subprocess.run(
            [LOGROTATE, "--force", "--state", tmp_path / "state", tmp_path / "rule"],
            capture_output=True, text=True, check=False,
        )  # fmt: skip
        assert rotated.returncode == 0, rotated.stderr
    kept = {
        (gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()).decode().strip()
        for path in tmp_path.glob("portal-error.log*")
    }
    assert kept - {""} == {f"10.0.0.{night}" for night in range(3, 10)}


def test_workers_are_renewed():
    configuration = (HOUSE / "deploy" / "gunicorn.conf.py").read_text()
    assert re.search(r"^max_requests, max_requests_jitter = 5_000, 500\b", configuration, flags=re.MULTILINE)


@pytest.mark.parametrize(
    ("paper", "says"),
    [
        ("SECURITY.md", ["## Report a weakness", "## Supported versions", "## Patch clock"]),
        ("docs/threat-model.md", ["## Accepted risks", "Row-level security"]),
        ("docs/parts.md", ["## Older than 24 months, and why they stay"]),
    ],
)
def test_its_papers_are_not_older_than_a_year(paper, says):
    text = (HOUSE / paper).read_text(encoding="utf-8")
    assert [heading for heading in says if heading not in text] == []
    reviewed = date.fromisoformat(re.search(r"Last reviewed: (\d{4}-\d\d-\d\d)", text)[1])
    assert date.today() - reviewed < timedelta(days=366)  # noqa: DTZ011
