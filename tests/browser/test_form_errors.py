"""Each form with a mistake in it, as tests/form_errors.py makes it: accessible, with the focus on it."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, Route, expect

from tests.browser.steps import axe
from tests.form_errors import MISTAKES, page_after
from tests.test_access import undone


def page_once(name: str) -> str:
    """What was made for it is gone again, so that the next one finds an empty city."""
    with undone():
        return page_after(name).content.decode()


@pytest.mark.usefixtures("transactional_db")
def test_every_form_with_a_mistake_is_accessible(new_page: Callable[..., Page]):
    page = new_page(width=375, dark=True)
    answers = {f"/fehler/{name}/": page_once(name) for name in MISTAKES}

    def answer(route: Route) -> None:
        """The page that the server made, with the server's own style sheets."""
        path = route.request.url.split("/fehler/", 1)[1]
        route.fulfill(body=answers[f"/fehler/{path}"], content_type="text/html; charset=utf-8")

    page.route("**/fehler/**", answer)
    for address in answers:
        page.goto(address)
        axe(page)
        expect(page.locator("#fehler")).to_be_focused()
