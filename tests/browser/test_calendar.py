"""The Meldekalender in a browser: wide tables on small screens, and closing a date."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests import people
from tests.browser.steps import DESKTOP, PHONE, axe, enter, overflows
from tests.factories import ReportingDateFactory, ReportingExceptionFactory, ShelterFactory


@pytest.fixture(autouse=True)
def houses(transactional_db):
    """Anker owes Haus Linde, Brücke owes Haus Buche."""
    ShelterFactory(name="Haus Linde", operation__operator=people.anker())
    ShelterFactory(name="Haus Buche", operation__operator=people.bruecke())


@pytest.fixture
def august(houses):
    return ReportingDateFactory()


@pytest.fixture
def a_year(houses):
    for month in range(1, 13):
        ReportingDateFactory(as_of=f"2016-{month:02}-28", due_on="2017-01-15")


@pytest.mark.parametrize("width", [DESKTOP, PHONE])
def test_the_matrix_scrolls_inside_its_region(new_page: Callable[..., Page], live_server, a_year, width: int):
    page = new_page(width=width)
    enter(page, live_server.url, people.karla())
    page.goto("/meldungen/kalender/")
    expect(page.get_by_role("row", name="Anker gGmbH")).to_contain_text("fehlt")
    region = page.get_by_role("region", name="Gemeldete Unterkünfte")
    assert region.evaluate("region => region.scrollWidth > region.clientWidth")
    assert not overflows(page)


def test_karla_closes_a_date_and_lets_one_operator_through(page: Page, live_server, august):
    enter(page, live_server.url, people.karla())
    page.goto("/meldungen/kalender/")
    page.get_by_role("link", name="31.08.2017").click()
    expect(page.get_by_text("Ohne Zahl: Haus Buche")).to_be_visible()

    page.get_by_role("button", name="Stichtag abschließen").click()
    page.get_by_role("alert").get_by_role("link", name="Bitte nennen Sie den Grund").click()
    expect(page.get_by_label("Grund des Abschlusses")).to_be_focused()

    page.get_by_label("Grund des Abschlusses").fill("Bericht an den Rat")
    page.get_by_role("button", name="Stichtag abschließen").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Stichtag 31.08.2017: abgeschlossen")

    page.get_by_role("button", name="Ausnahme erteilen").click()
    page.get_by_label("Träger").select_option("Anker gGmbH")
    page.get_by_label("Gilt bis").fill("2099-12-31")
    page.get_by_label("Grund der Ausnahme").fill("Streik")
    page.get_by_role("button", name="Ausnahme erteilen").click()
    expect(page.get_by_text("Ausnahme für Anker gGmbH bis 31.12.2099: Streik")).to_be_visible()
    axe(page)

    page.goto("/meldungen/kalender/")
    closed = page.get_by_role("region", name="Abgeschlossene Stichtage")
    expect(closed).to_contain_text("Bericht an den Rat")
    expect(closed).to_contain_text("Ausnahme für Anker gGmbH bis 31.12.2099: Streik")


def test_an_operator_sees_the_own_line_and_no_way_to_close(new_page: Callable[..., Page], live_server):
    closed = ReportingDateFactory(closed=True)
    ReportingExceptionFactory(reporting_date=closed, operator=people.anker())
    page = new_page(width=PHONE)
    enter(page, live_server.url, people.tina())
    page.goto("/meldungen/kalender/")
    expect(page.get_by_role("row", name="Anker gGmbH")).to_contain_text("0 von 1")
    expect(page.get_by_text("Brücke")).to_have_count(0)
    expect(page.get_by_role("link", name="31.08.2017")).to_have_count(0)
