"""The watch over every page notices what it is there for."""

import pytest

from tests.browser.conftest import watch
from tests.browser.looking import has_new_contrasts
from tests.browser.steps import axe


@pytest.fixture
def bad_page(chromium):
    """A page outside the portal, with a list of what the watch noticed."""
    page = chromium.new_page()
    page.noticed = []
    watch(page, "http://localhost", page.noticed)
    yield page
    page.close()


def test_a_violation_of_the_content_security_policy_is_noticed(bad_page):
    policy = '<meta http-equiv="Content-Security-Policy" content="style-src \'none\'">'
    bad_page.set_content(f"{policy}<p style='color: red'>Rot</p>")
    assert "Content Security Policy" in "".join(bad_page.noticed)


def test_a_request_to_another_host_is_noticed(bad_page):
    bad_page.set_content("<img src='http://other.example/logo.png'>")
    assert "http://other.example/logo.png" in "".join(bad_page.noticed)


def test_an_image_without_words_is_a_violation(bad_page):
    bad_page.set_content("<html lang='de'><title>Bild</title><main><h1>Bild</h1><img src='data:,'></main>")
    with pytest.raises(AssertionError, match="image-alt"):
        axe(bad_page)


def test_words_are_judged_when_their_colour_or_their_ground_is_new(bad_page):
    def is_new(words, ground):
        bad_page.set_content(
            f"<div style='background: {ground}'><i><p style='color: {words}'>Grün</p></i></div>"
        )
        return has_new_contrasts(bad_page)

    assert is_new("#0a1", "#eef")
    assert not is_new("#0a1", "#eef")
    assert is_new("#0a2", "#eef")
    assert is_new("#0a1", "#eee")
