"""What a person does and checks in a browser: sign in, and whether everybody can read the page.

def test_the_curve_is_readable_on_a_phone(new_page):
    page = new_page(width=PHONE)
    page.goto("/unterbringung/")
    axe(page)
"""

import re
from typing import Any

from django.conf import settings
from django.test import Client
from playwright.sync_api import Page, expect

from portal.models import User

DESKTOP, PHONE = 1280, 375
AXE = settings.BASE_DIR / "node_modules" / "axe-core" / "axe.min.js"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


def sign_in(page: Page, email: str, password: str) -> None:
    """Through the real form; fails if the form says no."""
    page.goto("/konto/login/")
    page.locator("[name=login]").fill(email)
    page.locator("[name=password]").fill(password)
    page.locator("form:has([name=password]) [type=submit]").click()
    expect(page).not_to_have_url(re.compile("/konto/login/"))


def enter(page: Page, home: str, person: User) -> None:
    """Signed in without the form, which has tests of its own."""
    client = Client()
    client.force_login(person)
    cookie = client.cookies[settings.SESSION_COOKIE_NAME]
    page.context.add_cookies([{"name": cookie.key, "value": cookie.value, "url": home}])


def press(page: Page, name: str) -> None:
    """The button whose name has this in it, as a pattern."""
    page.get_by_role("button", name=re.compile(name)).click()


def follow(page: Page, name: str) -> None:
    page.get_by_role("link", name=re.compile(name)).click()


def choose(page: Page, where: str, words: str) -> None:
    """In the admin's search box at this place: type what it is called, take what is found."""
    page.locator(f"{where} .select2-selection").press("Enter")
    page.get_by_role("searchbox").last.press_sequentially(words)
    page.get_by_role("option", name=words).first.click()


def axe(page: Page, *, colours: bool = True) -> None:
    """WCAG 2.2 AA and axe's best practice: no violation on the page as it stands. Without `colours` for pages
    whose style another page has shown already; they take as long as all the rest."""
    # A click returns as soon as the next page has begun; half a page cannot be judged.
    page.wait_for_load_state()
    # Evaluated from outside, which the page's own Content-Security-Policy does not touch.
    page.evaluate(AXE.read_text(encoding="utf-8"))
    # Its preloading writes the style sheets into the page, which the policy rightly forbids.
    options = {"runOnly": RULES, "preload": False, "resultTypes": ["violations"]}
    options["rules"] = {"color-contrast": {"enabled": colours}}
    # All that was right stays in the browser: sending it takes a fifth of the time.
    found = page.evaluate("options => axe.run(document, options).then(result => result.violations)", options)
    violations = [described(violation) for violation in found]
    assert violations == [], f"{page.url}\n" + "\n".join(violations)


def described(violation: dict[str, Any]) -> str:
    places = [f"    {node['html']}" for node in violation["nodes"]]
    return "\n".join([f"{violation['id']}: {violation['help']}", *places])


def overflows(page: Page) -> bool:
    """Whether a reader would have to scroll sideways (WCAG 1.4.10)."""
    page.wait_for_load_state()
    return page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth")
