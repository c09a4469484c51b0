"""The one door, as people use it."""

from playwright.sync_api import expect

from tests import people
from tests.browser.steps import sign_in

PASSWORD = "Ein langer Satz für die Probe"


def test_a_council_member_signs_in_with_address_and_password(page):
    rosa = people.rosa()
    rosa.set_password(PASSWORD)
    rosa.save()
    sign_in(page, "Rosa.Rat@Portal.example", PASSWORD)
    page.goto("/unterbringung/")
    expect(page.get_by_role("heading", level=1)).to_be_visible()


def test_a_wrong_password_says_so_and_lets_nobody_in(page):
    people.rosa()
    page.goto("/konto/login/")
    page.locator("[name=login]").fill("rosa.rat@portal.example")
    page.locator("[name=password]").fill("falsch")
    page.locator("form:has([name=password]) [type=submit]").click()
    expect(page.locator("main")).to_contain_text("Passwort stimmt nicht")
    assert page.url.endswith("/konto/login/")
