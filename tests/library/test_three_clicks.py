"""From every figure on the page of a chapter it is three clicks at most to the page of its source.

Example data is left out: it has no paper. So are the counts of what a list of the same page holds.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date

import pytest
from django.db import transaction
from django.test import Client

from portal.figures import Audience, Chapter, Provenance, Value
from portal.report.chapters import CHAPTERS, real_chapter
from tests import people
from tests.crawling import Links
from tests.the_report import load_the_report

pytestmark = [pytest.mark.django_db, pytest.mark.once]

CLICKS = 3
SOURCE = re.compile(r"/drucksachen/[^/]+/")
OWN_LIST = re.compile("Liste der |Verzeichnis der |Meldungen der ")
SUMMER = date(2017, 9, 30)


@pytest.fixture(scope="module")
def chapters(django_db_setup, django_db_blocker) -> Iterator[dict[str, Chapter]]:
    """As a member of the council reads them at the time of the report and after all that it announces."""
    with django_db_blocker.unblock(), transaction.atomic():
        load_the_report()
        yield {
            f"{key} {when}": real_chapter(key, when, Audience.COUNCIL)
            for key in CHAPTERS
            for when in (SUMMER, date(2019, 12, 31))
        }
        transaction.set_rollback(True)


def figures(chapter: Chapter) -> Iterator[tuple[str, list[str]]]:
    """What each is called, and where one may click beside it."""
    for one in chapter.key_figures:
        if not OWN_LIST.match(one.source.label):
            yield one.label, [*ways([one.source]), *filter(None, [one.source.indicator])]
    for chart in chapter.charts:
        if not all(OWN_LIST.match(source.label) for source in chart.sources):
            yield chart.title, ways(chart.sources)
    for table in chapter.tables:
        for row in table.rows:
            if any(isinstance(cell.content, Value) and cell.content.amount is not None for cell in row):
                yield f"{table.caption}: {row[0].content}", [cell.link for cell in row if cell.link]


def ways(sources: Iterable[Provenance]) -> list[str]:
    return [source.link for source in sources if source.link]


def reaches(client: Client, links: Iterable[str], clicks: int, pages: dict[str, list[str]]) -> bool:
    """`pages`: what each leads to, read once."""
    own = [link.partition("#")[0] for link in links if link.startswith("/")]
    if any(SOURCE.fullmatch(link) for link in own):
        return True
    return clicks > 1 and any(reaches(client, leads_to(client, one, pages), clicks - 1, pages) for one in own)


def leads_to(client: Client, address: str, pages: dict[str, list[str]]) -> list[str]:
    """From its content, without head and foot of the page."""
    if address not in pages:
        content = client.get(address).content.decode().partition("<main")[2].partition("</main")[0]
        pages[address] = Links(content).found
    return pages[address]


def test_no_figure_is_further_from_its_source(chapters, client):
    client.force_login(people.rosa())
    pages: dict[str, list[str]] = {}
    found = [(name, *one) for name, chapter in chapters.items() for one in figures(chapter)]
    assert len(found) > 100
    far = [(name, what) for name, what, links in found if not reaches(client, links, CLICKS, pages)]
    assert far == []


def test_every_row_that_figures_lead_to_is_on_the_page_of_its_source(chapters, client):
    client.force_login(people.rosa())
    named = {link for chapter in chapters.values() for _, links in figures(chapter) for link in links}
    rows: dict[str, set[str]] = defaultdict(set)
    for page, _, row in (link.partition("#") for link in named):
        if SOURCE.fullmatch(page):
            rows[page].add(row)
    assert len(rows) > 10
    answers = {page: client.get(page) for page in rows}
    assert {answer.status_code for answer in answers.values()} == {200}
    content = {page: answer.content.decode() for page, answer in answers.items()}
    asked = [(page, row) for page, of_page in rows.items() for row in of_page if row]
    assert len(asked) > 20
    assert [(page, row) for page, row in asked if f' id="{row}"' not in content[page]] == []
