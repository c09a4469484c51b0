"""The Faktencheck as a member of the council reads it: from a chapter to the figures and their sources."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.usefixtures("the_report")


def test_from_a_chapter_to_the_sources_of_a_claim_without_javascript(new_page: Callable[..., Page]):
    page = new_page(javascript=False)
    page.goto("/fim/?stichtag=2018-01-01")
    page.get_by_role("link", name="Faktencheck").first.click()
    page.get_by_label("Kapitel", exact=True).select_option("fim")
    page.get_by_label("Ergebnis", exact=True).select_option("bestätigt")
    page.get_by_role("button", name="Behauptungen zeigen").click()
    expect(page.get_by_text("Eine Behauptung nachgerechnet: 1 bestätigt.")).to_be_visible()
    page.get_by_role("link", name="Der Stadt stehen 752").click()
    expect(page.get_by_text("Summe: 752")).to_be_visible()
    expect(page.get_by_role("row").filter(has_text="Interne FIM-Plätze")).to_contain_text("Absatz 3")
