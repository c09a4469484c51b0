"""Whoever made a mistake is told at the top, in the title and at the field, with the focus on it."""

import re

import pytest

from tests.form_errors import MISTAKES, Page, page_after
from tests.test_access import ROWS

pytestmark = [pytest.mark.django_db, pytest.mark.once]


# Buttons: there is nothing to fill in, or nothing that could be filled in wrongly.
BUTTONS = {
    "volunteering:release_count", "volunteering:confirm_group", "volunteering:confirm_space",
    "volunteering:issue_link", "volunteering:revoke_link", "volunteering:confirm", "volunteering:discard",
    "volunteering:release", "fim:confirm", "fim:discard", "fim:release", "deliveries:discard",
    "deliveries:release", "taskforce:write_report", "taskforce:release_report", "reports:move",
    "reports:show", "reports:choose", "reports:remove", "reports:submit", "reports:release", "news:follow",
    "news:unfollow", "news:opt_out", "news:follow_again", "account_logout", "account_signup",
    "contacts:confirm", "contacts:withdraw",
}  # fmt: skip
# Forms on a page with many others: a notice at the top of that page tells the mistake.
TOLD_BY_NOTICE = {"volunteering:return_count", "deliveries:columns"}
WITH_A_SECOND_FACTOR = {"mfa_authenticate"}  # tests/browser/test_second_factor.py


def test_every_form_is_in_the_table():
    takes = {
        name
        for method, name, answers in (row.values for row in ROWS)
        if method == "POST" and set(answers.values()) - {"login", "403", "404", "405"}
    }
    assert takes - MISTAKES.keys() == BUTTONS | TOLD_BY_NOTICE | WITH_A_SECOND_FACTOR


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
