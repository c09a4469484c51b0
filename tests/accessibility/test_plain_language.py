"""The page in Leichte Sprache keeps to the rules that can be counted, and to the truth."""

import re
from datetime import date
from html import unescape

import pytest
from django.urls import reverse

from portal.accessibility.plain_language import newest_number
from portal.figures import Audience
from tests.factories import OccupancyFactory, ReportedFigureFactory

pytestmark = [pytest.mark.django_db, pytest.mark.once]

LONGEST_SENTENCE, LONGEST_WORD = 12, 16  # words, letters between two hyphens
# Names of pages as they stand there.
NAMES = {"Arbeitsgruppen", "Integrationsportal", "Barrierefreiheit", "Beispieldaten", "fortgeschrieben"}
# What begins a subordinate clause, and the passive.
HARD = re.compile(r"\b(dass|weil|obwohl|damit|sodass|falls|während|nachdem|sowie|wird|werden|wurde)\b")


def housed(amount: int = 7362) -> None:
    ReportedFigureFactory(indicator__key="occupancy_total", value=amount, period_start=date(2017, 8, 31))


@pytest.fixture
def lines(client, settings) -> list[str]:
    """Each sentence of the page stands in a line of its own."""
    settings.PUBLIC_VIEW = True
    housed()
    html = client.get(reverse("accessibility:plain_language")).content.decode()
    inside = html[html.index('<div class="plain') : html.index("</main>")]
    broken = re.split(r"<br>|</?p>|</?li>|</?h[1-6][^>]*>|</?ul>|</?section[^>]*>", inside)
    texts = [" ".join(unescape(re.sub(r"<[^>]+>", "", line)).split()) for line in broken]
    return [text.replace("\N{NON-BREAKING HYPHEN}", "-") for text in texts if text]


def test_sentences_are_short(lines):
    assert len(lines) > 100
    assert [line for line in lines if len(line.split()) > LONGEST_SENTENCE] == []


def test_a_line_holds_one_sentence(lines):
    assert [line for line in lines if re.search(r"[a-zäöüß]{2}[.?!] [A-ZÄÖÜ]", line)] == []


def test_long_words_have_a_hyphen(lines):
    words = {word for line in lines for word in re.findall(r"[A-Za-zÄÖÜäöüß]+", line)}
    assert {word for word in words if len(word) > LONGEST_WORD} - NAMES == set()


def test_there_are_no_subordinate_clauses_and_no_passive(lines):
    assert [line for line in lines if HARD.search(line)] == []


def test_it_says_that_nobody_of_the_target_group_has_read_it(lines):
    assert "Diesen Text hat noch keine Prüf-Gruppe gelesen." in lines


def test_it_says_that_there_is_no_video_yet(lines):
    assert "Es gibt hier noch kein Video in Gebärden-Sprache." in lines


def test_it_tells_the_newest_number(lines):
    assert "Am 31. August 2017 wohnten dort 7.362 Menschen." in lines
    assert "Das sind mehr als 7 Tausend Menschen." in lines


@pytest.mark.parametrize(("amount", "thousands"), [(999, 0), (2000, 0), (2001, 2), (3000, 2), (7362, 7)])
def test_big_numbers_are_told_in_thousands_too(amount, thousands):
    housed(amount)
    assert newest_number(date(2017, 9, 30), Audience.PUBLIC).thousands == thousands


def test_invented_numbers_are_not_told():
    OccupancyFactory(shelter__example=True)
    assert newest_number(date(2017, 9, 30), Audience.PUBLIC) is None


def test_without_the_public_view_strangers_read_the_text_without_the_number(client):
    housed()
    answer = client.get(reverse("accessibility:plain_language"))
    assert answer.context["number"] is None
    assert "7.362" not in answer.content.decode()
