"""The log: one line of JSON for one event, findable by the number on the page, and nothing about persons."""

import json
import logging
import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client
from django.urls import path, reverse

from portal.models import User
from portal.operation.logs import JsonLines
from tests import people
from tests.factories import ContactPersonFactory
from tests.test_access import ALL_ROUTES, ARGUMENTS, FORMS, NAMED, undone

pytestmark = pytest.mark.once

MARK = "zebrafink"
NAUGHTY = [
    "\n", "\r\n", "\x00", "\x1b[31m", "\u2028", "\u2029", "\x85", "\u202e", '"}\n{"level": "INFO"', "%s%n%d",
    "\ud800", "{}", "\\n", "\x0b\x0c", "\ufeff",
]  # fmt: skip
HEADERS = (
    "user-agent", "referer", "origin", "authorization", "x-forwarded-for", "x-request-id", "accept",
    "accept-language", "x-forwarded-host", "x-real-ip", "if-none-match", "range", "content-language",
)  # fmt: skip


PERSONAL = {
    "login", "password", "email", "name", "function", "phone", "organisation", "consent_on", "delete_on",
    "note", "token", "code", "comment", "reason", "text", "as_of", "sender", "file_name", "version",
}  # fmt: skip


def fail(request):
    secret = request.POST.get("name", MARK)
    raise ValueError(f"{secret} is not a number")


def complain(request, token=""):
    logging.getLogger("portal.anything").warning("Chart %s of %s", "curve", f"{MARK} <{MARK}@example.org>")
    logging.getLogger("strange.library").warning("No %s for %d", MARK, 7)
    return HttpResponse("")


urlpatterns = [path("fehler/", fail), path("klagt/", complain), path("geheim/<str:token>/", complain)]
handler500 = "portal.operation.errors.server_error"


@pytest.fixture
def lines():
    """What was written since, as text; the handler is the portal's own."""
    kept: list[str] = []

    class Keep(logging.Handler):
        def emit(self, record):
            kept.append(self.format(record))

    handler, root, portal = Keep(), logging.getLogger(), logging.getLogger("portal")
    handler.setFormatter(JsonLines())
    root.addHandler(handler)
    level, portal.level = portal.level, logging.INFO
    portal.manager._clear_cache()
    yield kept
    root.removeHandler(handler)
    portal.setLevel(level)


@pytest.fixture
def forgiving() -> Client:
    """A browser: it gets the page of an error and not the error."""
    return Client(raise_request_exception=False)


@pytest.mark.django_db
def test_a_request_is_one_line(lines, act_as):
    client = act_as(people.karla)
    client.get("/suche/", {"q": MARK}, headers={"x-request-id": "0123456789abcdef" * 2})

    (line,) = map(json.loads, lines)
    assert line["time"].endswith("+00:00")
    assert line.pop("ms") >= 0
    del line["time"]
    assert line == {
        "level": "INFO", "logger": "portal.operation.requests", "event": "request", "method": "GET",
        "path": "/suche/", "status": 200, "user": people.karla().pk, "request": "0123456789abcdef" * 2,
    }  # fmt: skip


@pytest.mark.django_db
def test_only_nginx_gives_numbers(lines, client):
    client.get("/gesund/", headers={"x-request-id": 'x" \nforged'})
    assert re.fullmatch("[0-9a-f]{32}", json.loads(lines[0])["request"])


@pytest.mark.django_db
@pytest.mark.urls(__name__)
def test_the_number_on_the_page_finds_the_line_of_the_error(lines, forgiving):
    page = forgiving.post("/fehler/", {"name": MARK})

    number = re.search(r"Fehlernummer: ([0-9a-f]{10})<", page.content.decode())[1]
    error, request = [json.loads(line) for line in lines if number in line]
    assert error["error"] == ["builtins.ValueError"]
    assert error["at"][-1].endswith(" fail")
    assert (request["status"], request["level"]) == (500, "ERROR")
    assert MARK not in "".join(lines) + page.content.decode()


@pytest.mark.urls(__name__)
@pytest.mark.django_db
def test_what_others_put_into_messages_stays_out(lines, client):
    client.get("/klagt/")
    events = [json.loads(line)["event"] for line in lines]
    assert events == ["Chart curve of …", "No … for 7", "request"]


@pytest.mark.urls(__name__)
@pytest.mark.django_db
def test_a_secret_in_an_address_stays_out(lines, client):
    client.get(f"/geheim/{MARK}/")
    assert json.loads(lines[-1])["path"] == "/geheim/…/"


@pytest.mark.django_db
@pytest.mark.parametrize("name", ["account_login", "search:search", "deliveries:upload", "gibt-es-nicht"])
def test_planted_words_are_not_in_the_log(lines, forgiving, name):
    """Thirty at once: in forms, files, headers, cookies, the query and the address."""
    address = f"/{name}/{MARK}/" if name == "gibt-es-nicht" else reverse(name)
    forgiving.cookies["sessionid"] = forgiving.cookies["anything"] = f"{MARK}-cookie"
    headers = {header: f"{MARK}-{header}" for header in HEADERS}
    fields = ("login", "password", "email", "name", "q", "note", "token", "code", "comment", "file_name")
    form = {field: f"{MARK}-{field}@example.org" for field in fields}
    file = {"file": SimpleUploadedFile(f"{MARK}.csv", f"{MARK};1".encode())}

    forgiving.post(f"{address}?q={MARK}", form | file, headers=headers)
    forgiving.get(f"{address}?q={MARK}&next={MARK}", headers=headers)

    assert len(lines) >= 2
    assert MARK not in "".join(lines)


def planted(name: str) -> tuple[str, dict[str, object], dict[str, str]]:
    """Address, form and headers of a request that carries the mark wherever it can."""
    address = reverse(name, kwargs=ARGUMENTS.get(name, dict)())
    fields = FORMS.get(name, {}).keys() | PERSONAL
    form = {field: f"{MARK}-{field}@example.org" for field in fields}
    return address, form, {header: f"{MARK}-{header}" for header in HEADERS}


@pytest.mark.django_db
def test_no_page_of_any_address_writes_a_planted_word(lines, monkeypatch):
    """Every route of the role table, read and sent to, by somebody whom nothing is refused and by a
    stranger; accounts and contact persons carry the mark, too."""
    monkeypatch.setattr(people, "person", marked(people.person))
    for name in sorted(NAMED & ALL_ROUTES.keys()):
        with undone():
            address, form, headers = planted(name)
            ContactPersonFactory(name=MARK, function=MARK, email=f"{MARK}@example.org", phone=MARK)
            root = User.objects.create_superuser(f"{MARK}@example.org", name=MARK)
            for account in (root, None):
                browser = Client(raise_request_exception=False)
                if account:
                    browser.force_login(account)
                browser.get(f"{address}?q={MARK}&next={MARK}", headers=headers)
                browser.post(f"{address}?q={MARK}", form, headers=headers)
    assert len(lines) >= 4 * len(NAMED & ALL_ROUTES.keys())
    assert [line for line in lines if MARK in line] == []
    assert [line for line in lines if '"level": "ERROR"' in line] == []


def marked(person):
    """Tina and all others carry the mark in their names."""

    def of_the_tests(name: str, *rest) -> User:
        account = person(name, *rest)
        User.objects.filter(pk=account.pk).update(name=f"{name} {MARK}")
        return account

    return of_the_tests


@pytest.mark.django_db
def test_a_name_of_the_server_that_nobody_knows_is_told_without_it(lines, forgiving):
    forgiving.get("/", headers={"host": f"{MARK}.example.org"})
    assert json.loads(lines[-1])["refused"] == "DisallowedHost"
    assert MARK not in "".join(lines)


@pytest.mark.parametrize("naughty", NAUGHTY)
def test_no_text_makes_a_second_line(naughty):
    record = logging.LogRecord(naughty, logging.INFO, "", 0, naughty, (naughty,), None)
    record.facts = {"path": naughty, "method": naughty}
    line = JsonLines().format(record)
    assert line.isascii()
    assert line.isprintable()
    assert json.loads(line)["path"] == naughty


@pytest.mark.django_db
def test_a_failed_sign_in_is_told_once(lines, client):
    client.post(reverse("account_login"), {"login": "niemand@example.org", "password": "falsch"})
    refused = [json.loads(line) for line in lines if "refused" in line]
    assert [(line["refused"], line["level"]) for line in refused] == [("sign-in", "WARNING")]


@pytest.mark.django_db
def test_a_refused_page_is_told_once_with_its_reason(lines, act_as):
    act_as(people.rosa).get(reverse("deliveries:upload"))
    refused = [json.loads(line) for line in lines if "refused" in line]
    assert [(line["status"], line["refused"]) for line in refused] == [(403, "PermissionDenied")]
    assert refused[0]["user"] == people.rosa().pk


@pytest.mark.django_db
def test_a_forged_form_is_told_once(lines):
    Client(enforce_csrf_checks=True).post(reverse("account_login"))
    assert [json.loads(line)["refused"] for line in lines if "refused" in line] == ["csrf"]
