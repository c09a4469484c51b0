"""A second factor as people use it: an app with codes, a passkey, the pages readable for everybody."""

import re

import pytest
from playwright.sync_api import Page, expect

from portal.models import User
from tests import people
from tests.browser.steps import PHONE, axe, follow, press, sign_in
from tests.sign_in.factors import PASSWORD, code_of, give_app, with_password


@pytest.fixture
def tina(settings) -> User:
    settings.REQUIRE_SECOND_FACTOR = True
    return with_password(people.tina())


def confirm_password(page: Page) -> None:
    page.locator("[name=password]").fill(PASSWORD)
    press(page, "Bestätigen")


def enter(page: Page, code: str) -> None:
    page.get_by_label("Code").fill(code)


def test_from_the_first_sign_in_to_the_second_with_a_code(new_page, tina):
    page = new_page(width=PHONE)
    sign_in(page, tina.email, PASSWORD)
    page.goto("/meldungen/")
    expect(page.get_by_role("heading", level=1)).to_have_text("Anmeldung und Sicherheit")
    follow(page, "App einrichten")
    confirm_password(page)
    secret = page.locator(".secret").inner_text()
    used = code_of(secret)
    enter(page, used)
    press(page, "App einrichten")
    expect(page.locator(".codes li")).to_have_count(10)
    recovery = page.locator(".codes li").first.inner_text()
    press(page, "Abmelden")
    sign_in(page, tina.email, PASSWORD)
    enter(page, recovery)
    press(page, "Anmelden")
    page.goto("/meldungen/")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Meldungen")
    page.goto("/konto/sicherheit/")
    expect(page.locator("main")).to_contain_text("Es sind noch 9 Codes übrig.")


def test_the_code_of_the_app_opens_the_door(page, tina):
    secret = give_app(tina)
    sign_in(page, tina.email, PASSWORD)
    enter(page, code_of(secret))
    press(page, "Anmelden")
    page.goto("/meldungen/")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Meldungen")


def test_a_passkey_is_set_up_and_opens_the_door(page, tina):
    give_key(page)
    sign_in(page, tina.email, PASSWORD)
    follow(page, "Passkey einrichten")
    confirm_password(page)
    page.get_by_label("Name").fill("Diensttelefon")
    press(page, "Passkey einrichten")
    expect(page.locator(".codes li")).to_have_count(10)
    press(page, "Abmelden")
    sign_in(page, tina.email, PASSWORD)
    axe(page)
    press(page, "Passkey verwenden")
    expect(page).not_to_have_url(re.compile("sicherheit/anmelden"))
    page.goto("/konto/sicherheit/")
    expect(page.locator("main")).to_contain_text("Diensttelefon")


def give_key(page: Page) -> None:
    """Chromium's own key, which says yes whenever it is asked."""
    browser = page.context.new_cdp_session(page)
    browser.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2", "transport": "internal", "hasResidentKey": True, "hasUserVerification": True,
        "isUserVerified": True, "automaticPresenceSimulation": True,
    }  # fmt: skip
    browser.send("WebAuthn.addVirtualAuthenticator", {"options": options})
