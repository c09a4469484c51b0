"""For whom the page looks different: other colours, bigger letters, a narrow screen, no movement."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests import people
from tests.browser.steps import DESKTOP, PHONE, axe, enter, overflows
from tests.factories import KnownBarrierFactory, StatementFactory

MAIN = ["/", "/unterbringung/", "/bezirke/", "/konto/login/", "/barrierefreiheit/melden/"]
OURS = ["/barrierefreiheit/", "/barrierefreiheit/melden/", "/leichte-sprache/"]

# WCAG 1.4.12: what a reader may set, and nothing may be lost.
TEXT_SPACING = """* {
  line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important;
} p { margin-bottom: 2em !important; }"""
CUT_OFF = """() => [...document.querySelectorAll('main *, header *, footer *')].filter(e => {
  const style = getComputedStyle(e)
  return e.innerText && ['hidden', 'clip'].includes(style.overflowX)
    && !e.closest('.sr-only, .kern-alert, select')
    && (e.scrollWidth > e.clientWidth + 1 || e.scrollHeight > e.clientHeight + 1)
}).map(e => e.outerHTML.slice(0, 120))"""
MOVING = """() => [...document.querySelectorAll('*')].filter(e => {
  const style = getComputedStyle(e)
  return style.animationName !== 'none' || parseFloat(style.transitionDuration) > 0
}).map(e => e.outerHTML.slice(0, 80))"""


def each(page: Page, addresses: list[str]):
    for address in addresses:
        page.goto(address)
        yield address


@pytest.mark.usefixtures("the_report")
class TestOtherEyes:
    def test_with_forced_colours_nothing_disappears(self, page: Page):
        page.emulate_media(forced_colors="active")
        for _ in each(page, MAIN):
            axe(page)
            buttons = page.locator("main").get_by_role("button").all()
            assert all(
                button.evaluate("e => getComputedStyle(e).borderStyle") != "none" for button in buttons
            )

    def test_bigger_distances_cut_nothing_off(self, page: Page):
        for address in each(page, MAIN):
            # From outside, where the page's own policy does not forbid it.
            page.evaluate("css => { const s = new CSSStyleSheet(); s.replaceSync(css);"
                          " document.adoptedStyleSheets = [s] }", TEXT_SPACING)  # fmt: skip
            assert page.evaluate(CUT_OFF) == [], address
            assert not overflows(page), address

    def test_at_400_percent_nobody_scrolls_sideways(self, new_page: Callable[..., Page]):
        page = new_page(width=DESKTOP // 4)
        for address in each(page, MAIN):
            assert not overflows(page), address

    def test_nothing_moves_for_who_wants_no_movement(self, page: Page):
        for address in each(page, MAIN):
            assert page.evaluate(MOVING) == [], address


class TestOurPages:
    @pytest.fixture(autouse=True)
    def declared(self, transactional_db):
        StatementFactory()
        KnownBarrierFactory()

    @pytest.mark.parametrize(("width", "dark"), [(DESKTOP, False), (320, True)])
    def test_declaration_form_and_plain_language_are_accessible(self, new_page, width: int, dark: bool):
        page = new_page(width=width, dark=dark)
        for address in each(page, OURS):
            axe(page)
            assert not overflows(page), address

    def test_a_barrier_is_reported_by_keyboard_alone_and_answered(self, page: Page, desk):
        page.goto("/konto/login/")
        page.get_by_role("link", name="Barriere melden").focus()
        page.keyboard.press("Enter")
        expect(page.get_by_label("Auf welcher Seite?")).to_have_value("/konto/login/")
        page.get_by_label("Was hindert Sie?").focus()
        page.keyboard.type("Die Schrift ist mir zu klein.")
        for key in ("Tab", "Tab"):
            page.keyboard.press(key)
        page.keyboard.type("lena@portal.example")
        for key in ("Tab", "Space", "Tab", "Enter"):
            page.keyboard.press(key)
        expect(page.get_by_role("heading", level=1)).to_contain_text("angekommen")
        axe(page)
        karla = desk(people.karla(), PHONE)
        karla.goto("/barrierefreiheit/meldungen/")
        axe(karla)
        karla.get_by_role("link", name="Meldung B-").click()
        axe(karla)
        karla.get_by_label("Antwort", exact=True).fill("Sie ist jetzt größer.")
        karla.get_by_role("button", name="Antwort absenden").click()
        expect(karla.get_by_role("status")).to_contain_text("ist gespeichert und per E-Mail gesendet")

    @pytest.mark.parametrize(("width", "dark"), [(DESKTOP, False), (DESKTOP, True), (PHONE, False)])
    def test_every_component_is_accessible(self, new_page, live_server, width: int, dark: bool):
        page = new_page(width=width, dark=dark)
        enter(page, live_server.url, people.karla())
        page.goto("/bausteine/")
        axe(page)
        assert not overflows(page)
