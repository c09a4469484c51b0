"""The watch over every page notices what it is there for."""

import pytest

from tests.browser.conftest import watch
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
