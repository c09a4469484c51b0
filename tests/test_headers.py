"""What every answer tells the browser, error pages included."""

import pytest

from tests import people

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
