"""What visitors see: the figures of the report, by eye, by keyboard, on a phone, on paper."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from portal.models import District
from tests.browser.steps import axe
from tests.factories import OccupancyFactory

pytestmark = pytest.mark.usefixtures("the_report")


def test_the_number_of_today_is_seen_without_scrolling(page: Page):
    page.goto("/")
    expect(page.locator(".key-figure").get_by_text("7.362", exact=True)).to_be_in_viewport()


def test_every_key_figure_names_its_source(page: Page):
    page.goto("/unterbringung/")
    cards = page.locator(".key-figure")
    expect(cards).not_to_have_count(0)
    expect(cards.filter(has_text="Quelle: ")).to_have_count(cards.count())


def test_the_stated_11_percent_stand_beside_the_recomputed(page: Page):
    page.goto("/unterbringung/")
    claim = page.locator("article").filter(has_text="11\N{NO-BREAK SPACE}%").first
    expect(claim).to_contain_text(re.compile("angegeben.*nachgerechnet.*9,6.*Ergebnis.*weicht ab", re.DOTALL))


def test_an_earlier_stichtag_shows_what_was_known_by_then(page: Page):
    page.goto("/")
    page.get_by_label("Stichtag").fill("2016-12-31")
    page.get_by_role("button", name="Stand anzeigen").click()
    expect(page.locator(".lead")).to_contain_text("7.874")


def test_a_stichtag_that_does_not_exist_is_explained_at_its_field(page: Page):
    page.goto("/?stichtag=31.02.2017")
    field = page.get_by_label("Stichtag")
    expect(field).to_have_accessible_description(re.compile("einen Tag angeben, den es gibt"))


def test_the_values_behind_the_curve_open_by_keyboard(page: Page):
    page.goto("/")
    values = page.get_by_role("row", name="1. Juli 2016").first
    expect(values).to_be_hidden()
    page.locator("summary").focus()
    page.keyboard.press("Enter")
    expect(values).to_be_visible()


def test_the_first_key_press_leads_past_the_navigation(page: Page):
    page.goto("/")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.get_by_role("main")).to_be_focused()


def test_the_focus_is_always_seen(page: Page):
    page.goto("/unterbringung/")
    unseen = []
    for _ in range(page.locator("a, button, summary, input, [tabindex='0']").count()):
        page.keyboard.press("Tab")
        focused = page.locator(":focus")
        if focused.count() and focused.evaluate("e => getComputedStyle(e).outlineStyle") == "none":
            unseen.append(focused.evaluate("e => e.outerHTML"))
    assert unseen == []


def test_everything_is_there_without_javascript(new_page: Callable[..., Page]):
    page = new_page(javascript=False)
    page.goto("/")
    expect(page.get_by_role("img", name=re.compile("Abbildung 1"))).to_be_visible()
    page.get_by_text("Werte als Tabelle").click()
    expect(page.get_by_role("row", name="1. Juli 2016").first).to_be_visible()


def test_the_values_with_their_sources_stand_open_on_the_page_of_the_area(page: Page):
    page.goto("/unterbringung/")
    expect(page.get_by_role("row", name="1. Juli 2016").first).to_be_visible()


def test_on_paper_every_table_is_open_and_no_button_is_printed(page: Page):
    page.goto("/unterbringung/")
    page.emulate_media(media="print")
    expect(page.get_by_role("row", name="1. Juli 2016").first).to_be_visible()
    expect(page.get_by_role("button")).to_have_count(0)


def test_the_curve_speaks_to_who_does_not_see_it(page: Page):
    page.goto("/")
    expect(page.get_by_role("img")).to_have_accessible_name(re.compile(r"Abbildung 1.*der höchste 8\.141"))


def test_what_is_downloaded_has_the_stichtag_of_the_page(page: Page):
    page.goto("/unterbringung/?stichtag=2016-12-31")
    with page.expect_download() as download:
        page.get_by_role("link", name="SVG").click()
    assert "2016-12-31" in download.value.suggested_filename


def test_without_kern_the_page_is_plain_but_complete(page: Page, settings):
    settings.KERN_DIR = Path("nowhere")
    page.goto("/unterbringung/")
    assert "kern/" not in page.content()
    expect(page.locator(".key-figure").get_by_text("7.362", exact=True)).to_be_visible()
    axe(page)


def test_invented_data_are_marked_on_the_page_that_shows_them(page: Page):
    OccupancyFactory(shelter__example=True, shelter__district=District.objects.first())
    page.goto("/unterbringung/")
    expect(page.get_by_text("erfundene Zahlen zum Ausprobieren")).to_be_visible()


def test_a_page_without_invented_data_does_not_speak_of_them(page: Page):
    page.goto("/unterbringung/")
    expect(page.get_by_role("main")).not_to_contain_text("Beispieldaten")


def test_the_public_is_offered_no_page_that_it_may_not_open(page: Page):
    page.goto("/")
    links = page.get_by_role("navigation", name="Hauptnavigation").get_by_role("link")
    rooms = ["Unterbringung", "Arbeitsgruppen", "Engagement", "Kultur und Sport", "FIM", "Pakt", "Berichte"]
    expect(links).to_have_text(["Übersicht", *rooms, "Anmelden"])


def test_a_wrong_password_is_told_in_german_at_the_top(page: Page):
    page.goto("/konto/login/")
    page.get_by_label("E-Mail").fill("niemand@portal.example")
    page.get_by_label("Passwort", exact=True).fill("geraten")
    page.get_by_role("main").get_by_role("button", name="Anmelden").click()
    expect(page.get_by_role("alert")).to_contain_text("Passwort stimmt nicht")
