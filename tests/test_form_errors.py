"""Whoever made a mistake is told at the top, in the title and at the field, with the focus on it."""

import re

import pytest

from tests.form_errors import MISTAKES, Page, page_after

pytestmark = [pytest.mark.django_db, pytest.mark.once]


@pytest.mark.parametrize("name", MISTAKES)
def test_a_mistake_is_told_to_everybody(name):
    answer = page_after(name)
    html = answer.content.decode()
    page = Page(html)
    assert answer.status_code in (200, 422), answer.headers.get("Location")
    assert re.search(r"<title>\s*Fehler: ", html), re.search(r"<title>.*", html)
    assert page.focused == 1, "the focus begins at the summary"
    assert page.links, "the summary leads to the fields"
    assert set(page.links) <= set(page.ids), "each of its links leads somewhere"
    described = [one for ids in page.described for one in ids.split()]
    assert page.wrong >= 1
    assert all(ids for ids in page.described)
    assert set(described) <= set(page.ids), "each wrong field says what is wrong"
    assert sorted(page.ids) == sorted(set(page.ids)), "no place is named twice"
