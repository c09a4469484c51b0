"""Looking for something from any page, on a phone and without JavaScript."""

from datetime import date
from decimal import Decimal

from playwright.sync_api import Page, expect

from tests.browser.steps import axe, overflows
from tests.factories import BodyFactory, IndicatorFactory, ReportedFigureFactory


def test_a_visitor_finds_the_figure_by_its_number(new_page, transactional_db, settings):
    settings.PUBLIC_VIEW = True
    ReportedFigureFactory(
        indicator__key="occupancy_total", indicator__label="Menschen in Unterkünften",
        value=Decimal(7362), period_start=date(2017, 8, 31),
    )  # fmt: skip
    page: Page = new_page(375, javascript=False)

    page.goto("/kennzahlen/")
    page.get_by_role("search").get_by_label("Im Portal suchen").fill("7362")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="1 Treffer für „7362“")).to_be_visible()

    page.get_by_role("link", name="Menschen in Unterkünften: 7.362").click()
    expect(page.get_by_role("table", name="Alle freigegebenen Werte")).to_be_in_viewport()


def test_the_page_is_accessible_with_much_on_it(new_page, transactional_db, settings):
    settings.PUBLIC_VIEW = True
    IndicatorFactory.create_batch(7, definition="Marabu " + "Flüchtlingsintegrationsmaßnahmen" * 3)
    BodyFactory(name="Runder Tisch Süßen", topic="Marabu", example=True)
    page: Page = new_page(320, dark=True)

    page.goto("/suche/?q=marabu")
    axe(page)
    assert not overflows(page)

    page.get_by_role("link", name="Gremien und Arbeitsgruppen").click()
    expect(page.get_by_role("heading", name="Gremien und Arbeitsgruppen (1)")).to_be_in_viewport()
    page.get_by_role("link", name="Alle 7 zeigen").click()
    expect(page.get_by_role("heading", name="7 Treffer für „marabu“ in: Kennzahlen")).to_be_visible()
    page.emulate_media(media="print")
    expect(page.get_by_role("search")).to_be_hidden()
