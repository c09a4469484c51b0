"""A journalist on a phone finds a chapter's figures, and then the interface, without JavaScript."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.steps import PHONE
from tests.factories import ReportedFigureFactory


@pytest.fixture(autouse=True)
def _open(transactional_db, settings):
    settings.PUBLIC_VIEW = True
    ReportedFigureFactory(indicator__key="fim_occupied_internal", indicator__area="fim", value=167)


def test_from_a_chapter_to_its_file_and_the_interface(new_page: Callable[..., Page]):
    page = new_page(PHONE, javascript=False)
    page.goto("/fim/")
    page.get_by_role("main").get_by_role("link", name="Offene Daten").click()
    expect(page).to_have_url(re.compile("/daten/#kapitel-fim$"))
    with page.expect_download() as download:
        page.get_by_role("link", name="Excel (CSV): Flüchtlingsintegrationsmaßnahmen").click()
    assert download.value.suggested_filename == "fim.csv"
    assert download.value.path().read_bytes().startswith(b"\xef\xbb\xbf")
    page.locator("summary").first.click()
    expect(page.get_by_role("row", name="fuehrend")).to_be_visible()
    page.get_by_role("link", name="Schnittstelle").click()
    expect(page.get_by_text("GET /daten/api/werte")).to_be_visible()
