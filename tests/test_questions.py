"""The 62 questions of docs/questions.md: each has its answer, as near to its reader as the table says."""

import re
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from urllib.parse import urljoin, urlsplit

import pytest
from django.conf import settings as portal_settings
from django.test import Client
from django.urls import resolve, reverse

from portal.models import User
from tests import people
from tests.crawling import Links
from tests.factories import BudgetLineFactory, OccupancyFactory, ReportedFigureFactory, VolunteerGroupFactory
from volunteering.actions import issue_link

pytestmark = [pytest.mark.django_db, pytest.mark.once]

TABLE = (portal_settings.BASE_DIR / "docs" / "questions.md").read_text()
OPEN, IN_PART = "offen", "Offen bleibt: "
FARTHEST = 3  # clicks; nobody looks longer
APART = ("/static/", "/admin/", "/konto/")

# Who asks, by the account that they have; the public has none.
ASKING: dict[Callable[[], User] | None, tuple[str, ...]] = {
    people.rosa: ("Rat", "Bezirksbeirat"),
    people.karla: ("Amtsleitung",),
    people.fritz: ("FIM-Team",),
    people.kuno: ("Sportamt", "Kulturamt"),
    people.vera: ("Ehrenamtskoordination",),
    people.tina: ("Träger",),
    people.sina: ("AG-Sprecherin",),
    people.dora: ("Datenschutz",),
    None: ("Freundeskreis", "Öffentlichkeit", "Presse", "Wissenschaft"),
}
WITH_A_LINK = "Freundeskreis mit Link"


@dataclass(frozen=True)
class Question:
    number: str
    who: str
    text: str
    address: str
    clicks: str
    answer: str  # where on the page, or why there is none

    def answered_by(self, page: str) -> bool:
        """`/bezirke/<bezirk>/` is answered by the page of any district."""
        any_one = re.sub(r"<\w+>", "x", self.address.strip("`"))
        return resolve(page).view_name == resolve(any_one).view_name


QUESTIONS = [
    Question(*(cell.strip() for cell in line.strip("| ").split("|")))
    for line in TABLE.splitlines()
    if line.startswith("| Q")
]
ANSWERED = [question for question in QUESTIONS if question.address != OPEN]


def pages_below(client: Client, path: str) -> Iterator[str]:
    """Where the links and search forms of a page lead; nowhere if it is a file or refused."""
    answer = client.get(path)
    if answer.status_code != 200 or not answer.headers["Content-Type"].startswith("text/html"):
        return
    for link in Links(answer.content.decode()).found:
        target = urlsplit(urljoin(path, link))
        if not target.netloc and target.path.endswith("/") and not target.path.startswith(APART):
            yield target.path


def walk(client: Client, start: str) -> Iterator[tuple[str, int]]:
    """Every page that can be reached, the nearest first, and after how many clicks. Nothing is opened
    before somebody asks for what lies below."""
    clicks, waiting = {start: 0}, deque([start])
    yield start, 0
    while waiting:
        page = waiting.popleft()
        for target in pages_below(client, page):
            if target not in clicks:
                clicks[target] = clicks[page] + 1
                waiting.append(target)
                yield target, clicks[target]


def unlike_the_table(client: Client, start: str, questions: Iterable[Question]) -> list[str]:
    """The questions whose page is farther away than the table says, or does not open."""
    wrong, missing = [], list(questions)
    for page, clicks in walk(client, start):
        wrong += [one for one in missing if int(one.clicks) < clicks]
        missing = [one for one in missing if one not in wrong]
        here = [one for one in missing if one.answered_by(page)]
        if here and client.get(page).status_code == 200:
            missing = [one for one in missing if one not in here]
        if not missing:
            break
    return [f"{one.number} {one.address}" for one in (*wrong, *missing)]


@pytest.fixture
def _facts():
    """One of each thing that has a page of its own."""
    OccupancyFactory(shelter__operation__operator=people.anker())
    ReportedFigureFactory(indicator__key="occupancy_total")
    BudgetLineFactory()
    people.language()


def test_every_question_stands_once_and_in_order():
    assert [question.number for question in QUESTIONS] == [f"Q{n:02}" for n in range(1, 63)]


def test_everybody_who_asks_is_known():
    known = {who for askers in ASKING.values() for who in askers} | {WITH_A_LINK}
    assert {question.who for question in QUESTIONS} == known


def test_nobody_clicks_more_than_three_times():
    assert [one.number for one in ANSWERED if not 0 <= int(one.clicks) <= FARTHEST] == []


def test_every_question_says_where_its_answer_stands_or_why_there_is_none():
    assert [question.number for question in QUESTIONS if len(question.answer) < len("Kennzahl")] == []


def test_the_table_counts_what_it_answers():
    in_part = [question for question in ANSWERED if IN_PART in question.answer]
    answered, missing = len(ANSWERED), len(QUESTIONS) - len(ANSWERED)
    assert f"{answered} answered ({len(in_part)} of them in part), {missing} open." in TABLE


def name_of(account: Callable[[], User] | None) -> str:
    return account.__name__ if account else "public"


@pytest.mark.usefixtures("_facts")
@pytest.mark.parametrize(("account", "askers"), ASKING.items(), ids=map(name_of, ASKING))
def test_each_answer_is_as_near_as_the_table_says(client, settings, account, askers):
    settings.PUBLIC_VIEW = True
    if account:
        client.force_login(account())
    questions = [question for question in ANSWERED if question.who in askers]
    assert unlike_the_table(client, reverse("home"), questions) == []


def test_a_circle_with_a_link_stands_before_its_form(client):
    token = issue_link(group=VolunteerGroupFactory(), by=people.vera())
    opened = client.get(reverse("volunteering:open_link", args=[token]), follow=True)
    (question,) = [question for question in ANSWERED if question.who == WITH_A_LINK]
    assert opened.status_code == 200
    assert question.answered_by(opened.request["PATH_INFO"])


@pytest.mark.parametrize(
    ("address", "clicks"),
    [
        ("/engagement/zahl/danke/", "1"),  # no link leads there
        ("/engagement/verzeichnis/", "1"),  # two clicks away
        ("/meldungen/", "1"),  # not for the public
    ],
)
def test_a_wrong_row_is_found(client, settings, address, clicks):
    settings.PUBLIC_VIEW = True
    row = Question("Q63", "Presse", "Frage", f"`{address}`", clicks, "Antwort")
    assert unlike_the_table(client, reverse("home"), [row]) == [f"Q63 `{address}`"]
