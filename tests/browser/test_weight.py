"""What somebody on a slow line has to fetch for the start page with a chart on it, without fonts, compressed
as nginx does it (tests/operation/test_serving.py)."""

import gzip

import pytest
from playwright.sync_api import Page, Response

KILOBYTE = 1000
FROM_ITS_STORE = """() => performance.getEntriesByType("resource").filter(e => e.transferSize === 0)
  .map(e => e.name)"""


@pytest.fixture
def answers(page: Page) -> list[Response]:
    found: list[Response] = []
    # Playwright puts a mark on what it calls, which a method of a list does not take.
    page.on("response", lambda answer: found.append(answer))  # noqa: PLW0108
    return found


def fetched(page: Page, answers: list[Response]) -> dict[str, float]:
    """By address, in kilobytes: what came over the line."""
    kept = page.evaluate(FROM_ITS_STORE)
    return {
        answer.url: len(gzip.compress(answer.body(), 6)) / KILOBYTE
        for answer in answers
        if answer.url not in kept and answer.request.resource_type != "font"
    }


def test_the_start_page_is_light_and_lighter_the_second_time(
    the_example: None, page: Page, answers: list[Response]
) -> None:
    page.goto("/")
    assert page.locator("svg.chart__picture").first.is_visible()
    first = fetched(page, answers)
    assert any(address.endswith(".css") for address in first)
    assert 20 < sum(first.values()) < 150

    answers.clear()
    page.goto("/")
    second = fetched(page, answers)
    assert not any(address.endswith(".css") for address in second)
    assert 5 < sum(second.values()) < 40
