"""Forced colours, and a barrier that somebody reports. What every page is looked at for is in looking.py."""

import pytest
from playwright.sync_api import Page, expect

from tests import people
from tests.browser.steps import PHONE

# Of the first chart: what its words and its ground are drawn with, and the colours of its series.
CHART = """() => {
  const chart = document.querySelector("figure svg"), page = getComputedStyle(document.body)
  const drawn = (what, how) => [...chart.querySelectorAll(what)].map(e => getComputedStyle(e)[how])
  return {words: drawn("text", "fill"), letters: page.color, paper: drawn(".chart__paper", "fill"),
          ground: page.backgroundColor, lines: [...new Set(drawn("path, use", "stroke"))]}
}"""
FOCUSED = """() => {
  const style = getComputedStyle(document.activeElement)
  return [style.outlineStyle, style.outlineWidth, style.outlineColor]
}"""


@pytest.mark.usefixtures("the_report")
class TestForcedColours:
    """Light letters on a dark ground, as the reader's system wants it."""

    @pytest.fixture
    def forced(self, page: Page) -> Page:
        page.emulate_media(forced_colors="active", color_scheme="dark")
        page.goto("/unterbringung/")
        return page

    def test_the_focus_is_seen(self, forced: Page):
        for _ in range(40):  # the frame, the form, the first links of each kind
            forced.keyboard.press("Tab")
            kind, width, colour = forced.evaluate(FOCUSED)
            assert kind != "none", forced.locator(":focus").evaluate("e => e.outerHTML")
            assert width != "0px"
            assert colour != "rgb(0, 0, 0)", "black on black"

    def test_a_chart_keeps_its_words_and_its_series(self, forced: Page):
        chart = forced.evaluate(CHART)
        assert {*chart["words"]} == {chart["letters"]} == {"rgb(255, 255, 255)"}
        assert {*chart["paper"]} <= {"oklch(0 0 0)"}
        assert chart["ground"] == "rgb(0, 0, 0)"
        assert len(set(chart["lines"]) - {"none", chart["letters"], chart["ground"]}) >= 2


def test_a_barrier_is_reported_and_answered(page: Page, desk, transactional_db):
    page.goto("/konto/login/")
    page.get_by_role("link", name="Barriere melden").click()
    expect(page.get_by_label("Auf welcher Seite?")).to_have_value("/konto/login/")
    page.get_by_label("Was hindert Sie?").fill("Die Schrift ist mir zu klein.")
    page.get_by_label("Ihre E-Mail-Adresse").fill("lena@portal.example")
    page.get_by_role("checkbox").check()
    page.get_by_role("button", name="Meldung absenden").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("angekommen")
    karla = desk(people.karla(), PHONE)
    karla.goto("/barrierefreiheit/meldungen/")
    karla.get_by_role("link", name="Meldung B-").click()
    karla.get_by_label("Antwort", exact=True).fill("Sie ist jetzt größer.")
    karla.get_by_role("button", name="Antwort absenden").click()
    expect(karla.get_by_role("status")).to_contain_text("ist gespeichert und per E-Mail gesendet")
