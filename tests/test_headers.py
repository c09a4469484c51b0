"""What every answer tells the browser, error pages included."""

import pytest
from django.conf import settings as portal_settings
from django.core.exceptions import RequestDataTooBig
from django.test import Client
from django.urls import reverse

from portal.headers import NOTHING_ALLOWED
from tests import people
from tests.sign_in import factors
from tests.test_access import ARGUMENTS, NAMED, undone

pytestmark = pytest.mark.once

STRICT = {
    "default-src 'none'", "script-src 'self'", "style-src 'self'", "img-src 'self' data:", "font-src 'self'",
    "connect-src 'self'", "form-action 'self'", "frame-ancestors 'none'", "base-uri 'none'",
}  # fmt: skip


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["/konto/login/", "/gibt-es-nicht/"])
def test_every_answer_carries_the_whole_set(client, path):
    headers = client.get(path).headers
    assert set(headers["Content-Security-Policy"].split("; ")) == STRICT
    assert headers["Permissions-Policy"].startswith("camera=()")
    assert headers["Cross-Origin-Opener-Policy"] == "same-origin"
    assert headers["Referrer-Policy"] == "same-origin"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["X-Frame-Options"] == "DENY"


@pytest.mark.django_db
def test_what_a_council_member_sees_does_not_stay_in_the_browser(client):
    client.force_login(people.rosa())
    assert "no-store" in client.get("/").headers["Cache-Control"]


@pytest.mark.django_db
def test_what_everybody_may_see_may_be_kept(client, settings):
    settings.PUBLIC_VIEW = True
    assert "no-store" not in client.get("/").headers.get("Cache-Control", "")


PINNED = {
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": NOTHING_ALLOWED,
    "Referrer-Policy": "same-origin",
    "Strict-Transport-Security": "max-age=31536000; includeSubDomains; preload",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
}


@pytest.fixture
def production(settings):
    """What the settings of production add to every answer."""
    settings.SECURE_HSTS_SECONDS = 365 * 24 * 60 * 60
    settings.SECURE_HSTS_INCLUDE_SUBDOMAINS = settings.SECURE_HSTS_PRELOAD = True


# Pages behind a secret address do not pass it on.
OWN_REFERRER = dict.fromkeys(
    ("volunteering:open_link", "volunteering:report_number", "volunteering:thanks"), "strict-origin"
)


def too_big(user):
    raise RequestDataTooBig


FAILURES = {413: too_big, 500: lambda user: 1 / 0}


def assert_complete(answer, referrer: str = "same-origin") -> None:
    assert set(answer.headers["Content-Security-Policy"].split("; ")) == STRICT
    expected = PINNED | {"Referrer-Policy": referrer}
    assert {name: answer.headers.get(name) for name in PINNED} == expected


@pytest.mark.django_db
@pytest.mark.once
@pytest.mark.usefixtures("production")
class TestPinned:
    def test_on_the_answer_of_every_route(self, settings):
        """To who is not signed in: pages, files, refusals and the way to the sign-in."""
        settings.PUBLIC_VIEW = True
        for name in sorted(NAMED):
            with undone():
                address = reverse(name, kwargs=ARGUMENTS.get(name, dict)())
                assert_complete(Client().get(address, secure=True), OWN_REFERRER.get(name, "same-origin"))

    def test_on_pages_of_the_admin(self):
        client = Client()
        client.force_login(people.karla())
        for name in ("admin:index", "admin:portal_source_changelist", "admin:portal_source_add"):
            assert_complete(client.get(reverse(name), secure=True))

    @pytest.mark.parametrize("status", [400, 403, 404, 413, 500])
    def test_on_errors(self, status, monkeypatch):
        client = Client(raise_request_exception=False)
        client.force_login(people.rosa())
        if status in FAILURES:
            monkeypatch.setattr("portal.access.audience_of", FAILURES[status])
        path = {403: "/meldungen/", 404: "/gibt-es-nicht/"}.get(status, "/")
        host = "fremd.example.org" if status == 400 else "localhost"
        answer = client.get(path, secure=True, headers={"host": host})
        assert answer.status_code == status
        if status == 400:  # Django answers it before any view; the middleware in front still speaks
            assert answer.headers["X-Content-Type-Options"] == "nosniff"
        else:
            assert_complete(answer)


@pytest.mark.django_db
class TestRefusedRequests:
    def test_under_another_name(self, client):
        answer = client.get("/", headers={"host": "fremd.example.org"})
        assert (answer.status_code, b"Traceback" in answer.content) == (400, False)

    @pytest.mark.parametrize(
        ("token", "origin", "expected"),
        [
            (True, "https://testserver", 302),
            (False, "https://testserver", 403),
            (True, "https://x.test", 403),
        ],
    )
    def test_without_the_token_or_from_another_origin(self, token, origin, expected):
        client = Client(enforce_csrf_checks=True)
        client.force_login(people.rosa())
        client.get("/konto/logout/", secure=True)
        value = client.cookies[portal_settings.CSRF_COOKIE_NAME].value if token else "x" * 32
        answer = client.post(
            "/konto/logout/", {"csrfmiddlewaretoken": value}, secure=True, headers={"origin": origin}
        )
        assert (answer.status_code, b"Traceback" in answer.content) == (expected, False)


@pytest.mark.django_db
def test_there_are_two_cookies_and_no_script_reads_them(client):
    tina = factors.with_password(people.tina())
    secret = factors.give_app(tina)
    answers = [
        client.get(reverse("account_login")),
        factors.enter_password(client, tina),
        factors.enter_code(client, factors.code_of(secret)),
        client.get("/meldungen/"),
        client.post(reverse("account_logout")),
        client.get(reverse("account_login")),
    ]
    cookies = [cookie for answer in answers for cookie in answer.cookies.values()]
    assert {cookie.key for cookie in cookies} == {"sessionid", "csrftoken"}
    kept = [cookie for cookie in cookies if cookie.value]
    assert all((cookie["httponly"], cookie["samesite"]) == (True, "Lax") for cookie in kept)
