"""The handbook in the portal: readable for everybody, and one key press away from every page."""

import pytest
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.usefixtures("transactional_db")


@pytest.fixture(autouse=True)
def _closed(settings) -> None:
    """Who cannot get in reads it, too."""
    settings.PUBLIC_VIEW = False


def test_by_keyboard_from_the_sign_in_to_its_section_and_to_the_next_page(page: Page):
    page.goto("/konto/login/")
    page.get_by_role("link", name="Hilfe zu dieser Seite").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Zum ersten Mal")).to_be_in_viewport()

    page.get_by_role("navigation", name="Weitere Seiten der Hilfe").get_by_role("link").nth(1).focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1, name="Suche")).to_be_visible()


def test_on_paper_there_is_the_text_and_nothing_to_click(page: Page):
    page.goto("/hilfe/meldung/")
    page.emulate_media(media="print")
    expect(page.get_by_role("navigation")).to_have_count(0)
    expect(page.get_by_role("img", name="Die Vorschau einer erfundenen Liste")).to_be_visible()
