"""The page of the search: groups with counts, links that lead there, sentences where there is nothing."""

from collections.abc import Callable, Sequence
from datetime import date
from html import unescape
from urllib.parse import urlencode, urlsplit

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from portal.models import Statement
from portal.search.entries import Entry, Reader
from portal.search.finding import KINDS, find
from portal.search.words import Words
from taskforce.models import Handover, Measure
from tests import people
from tests.factories import (
    BodyFactory,
    CitationFactory,
    ClaimFactory,
    CultureProjectFactory,
    DistrictFactory,
    EventFactory,
    FundFactory,
    HandoverFactory,
    IndicatorFactory,
    InternalPlacementFactory,
    MeasureFactory,
    MeetingSpaceFactory,
    ModuleFactory,
    ProjectFactory,
    ReportedFigureFactory,
    ShelterFactory,
    SourceFactory,
    SportsOfferFactory,
    TopicFactory,
    VolunteerGroupFactory,
)
from tests.search.test_who_finds_what import LIMITED, OPEN

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _open_to_everybody(settings):
    settings.PUBLIC_VIEW = True


@pytest.fixture
def page(client) -> Callable[..., str]:
    """What the search says, in plain words."""

    def asked(q: str = "", **more: str) -> str:
        answer = client.get(f"/suche/?{urlencode({'q': q} | more)}")
        assert answer.status_code == 200
        return " ".join(unescape(answer.content.decode()).replace("\N{NO-BREAK SPACE}", " ").split())

    return asked


def found(query: str) -> Sequence[Entry]:
    """By the coordination."""
    reader = Reader(people.karla(), timezone.localdate())
    return [entry for group in find(Words(query), reader, KINDS, 200) for entry in group.entries]


class TestGroups:
    def test_each_kind_has_a_heading_with_its_count(self, page):
        BodyFactory(name="Runder Tisch Süd")
        for name in ("Süden", "Südost"):
            DistrictFactory(name=name)
            MeasureFactory(title=f"Treff {name}", body=None)
        said = page("sued")
        assert "5 Treffer für „sued“" in said
        assert "Stadtbezirke (2)</h2>" in said
        assert "Gremien und Arbeitsgruppen (1)</h2>" in said
        assert "Maßnahmen (2)</h2>" in said
        assert "Unterkünfte (" not in said

    def test_a_long_group_is_cut_and_leads_to_all_of_it(self, page):
        IndicatorFactory.create_batch(7, definition="Marabu")
        assert "Alle 7 zeigen" in page("Marabu")
        assert page("Marabu").count('<a href="/kennzahlen/kennzahl-') == 5
        assert page("Marabu", gruppe="kennzahlen").count('<a href="/kennzahlen/kennzahl-') == 7

    def test_alone_a_group_ends_with_a_sentence_after_200(self, page, monkeypatch):
        monkeypatch.setattr("portal.search.views.ALL", 3)
        IndicatorFactory.create_batch(4, definition="Marabu")
        assert "Gezeigt sind die ersten 3. Mit einem weiteren Wort werden es weniger." in page(
            "Marabu", gruppe="kennzahlen"
        )

    def test_a_group_that_there_is_not_is_no_limit(self, page):
        IndicatorFactory(label="Marabu")
        assert "1 Treffer" in page("Marabu", gruppe="gibt-es-nicht")

    def test_titles_come_first_and_then_the_german_alphabet(self):
        for name in ("Zürich", "Übach", "Ulm", "Ötigheim", "Oberndorf", "Abc"):
            BodyFactory(name=name, topic="Ottobrunn")
        BodyFactory(name="Treffen in Ottobrunn")
        assert [entry.title for entry in found("Ottobrunn")] == [
            "Treffen in Ottobrunn", "Abc", "Oberndorf", "Ötigheim", "Übach", "Ulm", "Zürich",
        ]  # fmt: skip

    def test_of_one_indicator_the_newest_value_comes_first(self):
        newest = ReportedFigureFactory(value=10, indicator__label="Marabus")
        ReportedFigureFactory(indicator=newest.indicator, value=9, period_start=date(2016, 7, 1))
        titles = [entry.title.replace("\N{NO-BREAK SPACE}", " ") for entry in found("Marabus")]
        assert titles == ["Marabus", "Marabus: 10 Personen", "Marabus: 9 Personen"]

    def test_the_kind_counts_as_a_word(self):
        ShelterFactory(name="Haus Ahorn", district__name="Vaihingen")
        assert [entry.title for entry in found("unterkunft vaihingen")] == ["Haus Ahorn"]


class TestFigures:
    @pytest.mark.parametrize("query", ["7362", "7.362", "7362 Personen"])
    def test_by_number(self, page, query):
        ReportedFigureFactory(value=7362, indicator__label="Menschen in Unterkünften")
        said = page(query)
        assert ">Menschen in Unterkünften: 7.362 Personen</a>" in said
        assert "31. August 2017 · GRDrs" in said

    def test_zero_is_a_number_and_no_value_is_none(self):
        cited = CitationFactory(source__title="Umzugsbericht", locator="Seite 3")
        ReportedFigureFactory(value=0, indicator__label="Umzüge", citation=cited)
        ReportedFigureFactory(value=None, indicator__label="Wegzüge", citation=cited)
        assert [entry.title.replace("\N{NO-BREAK SPACE}", " ") for entry in found("0")] == [
            "Umzüge: 0 Personen"
        ]


class TestSentences:
    def test_without_a_question_it_says_what_there_is(self, page):
        said = page()
        assert "Was Sie finden" in said
        assert "Freundeskreise und Initiativen" in said
        assert "Treffer" not in said

    def test_nothing_found_says_what_to_do(self, page):
        said = page("Xylophonorchester")
        assert "Nichts gefunden für „Xylophonorchester“" in said
        assert "Prüfen Sie bitte die Schreibweise" in said

    def test_signs_alone_are_no_question(self, page):
        assert "In „?!“ steht kein Wort und keine Zahl." in page("?!")

    def test_what_is_too_long_is_not_looked_for(self, page):
        assert "höchstens 100 Zeichen" in page("a" * 101)
        assert "Nichts gefunden" in page("a" * 100)

    def test_a_sign_that_no_text_has_is_explained(self, page):
        assert "ein Zeichen, das es in keinem Text gibt" in page("a\0b")

    def test_what_was_typed_is_text_and_nothing_else(self, client):
        answer = client.get("/suche/", {"q": '"><script>alert(1)</script>'}).content.decode()
        assert "<script>alert" not in answer
        assert "&lt;script&gt;alert(1)&lt;/script&gt;" in answer

    def test_a_mistyped_paper_is_asked_about(self, page):
        SourceFactory(number=675, year=2016, title="Rechtsänderungen")
        assert 'Meinten Sie <a href="/drucksachen/675-2016/">GRDrs 675/2016</a>? Rechtsänderungen' in page(
            "675/2916"
        )

    @pytest.mark.parametrize("query", ["675/2015", "675/9999", "675"])
    def test_nothing_is_asked_where_no_paper_is_meant(self, page, query):
        SourceFactory(number=675, year=2016)
        assert "Meinten Sie" not in page(query)

    @pytest.mark.parametrize("query", ["grdrs532/2017", "GRDrs 532/17", "532 / 17", "532/2017 Neufassung"])
    def test_a_paper_written_in_another_way_is_asked_about(self, page, query):
        SourceFactory(number=532, year=2017, title="Pakt")
        assert 'Meinten Sie <a href="/drucksachen/532-2017/">GRDrs 532/2017</a>? Pakt' in page(query)

    def test_nothing_is_asked_where_the_paper_is_found(self, page):
        SourceFactory(number=532, year=2017, title="Pakt")
        assert "Meinten Sie" not in page("532/2017")

    def test_invented_things_are_marked(self, page):
        BodyFactory(name="Marabu", example=True)
        assert "Beispieldaten (erfunden)" in page("Marabu")
        assert "Diese Seite zeigt auch erfundene Zahlen" in page("Marabu")

    def test_real_things_are_not(self, page):
        BodyFactory(name="Marabu")
        assert "Beispieldaten" not in page("Marabu")


class TestField:
    def test_it_stands_in_the_head_of_other_pages(self, client):
        head = client.get("/kennzahlen/").content.decode()
        assert '<form class="site-search" role="search" method="get" action="/suche/">' in head
        assert '<label class="sr-only" for="suche-im-kopf">Im Portal suchen</label>' in head

    def test_the_page_of_the_search_has_one_only(self, client):
        assert client.get("/suche/?q=a").content.decode().count('role="search"') == 1

    def test_who_may_read_nothing_is_not_offered_it(self, client, settings):
        settings.PUBLIC_VIEW = False
        assert 'role="search"' not in client.get("/konto/login/").content.decode()


SHOWN: dict[str, Callable[[], object]] = {
    **{thing: make for thing, make in OPEN.items() if thing != "a body by another name"},
    "a shelter": LIMITED["a shelter of Anker"][0],
    "a FIM measure": LIMITED["a FIM measure of Anker"][0],
    "a planned measure": lambda: MeasureFactory(
        title="Marabu", body=None, status=Measure.Status.PLANNED, started_from=date(2017, 1, 1)
    ),
    "an invented measure": lambda: MeasureFactory(title="Marabu", example=True),
    "a hand-over that is done": lambda: HandoverFactory(
        subject="Marabu", status=Handover.Status.DONE, since=date(2017, 1, 1)
    ),
    "a planned culture project": lambda: CultureProjectFactory(title="Marabu"),
    "an invented room": lambda: MeetingSpaceFactory(name="Marabu", example=True),
    "an offer of today": lambda: SportsOfferFactory(venue="Marabu"),
}
SHOWN.pop("a sports offer")


@pytest.mark.parametrize("thing", SHOWN)
def test_every_link_leads_to_the_place_that_shows_it(act_as, thing):
    SHOWN[thing]()
    (entry,) = [one for one in found("Marabu") if "Marabu" in one.text]
    address = urlsplit(entry.address)
    shown = act_as(people.karla).get(f"{address.path}?{address.query}").content.decode()
    assert "Marabu" in shown
    assert not address.fragment or f'id="{address.fragment}"' in shown


def test_a_provider_is_led_to_the_page_of_its_own_measures(act_as):
    InternalPlacementFactory(name="Marabu", provider__organisation=people.anker())
    shown = act_as(people.tina).get("/suche/?q=Marabu").content.decode()
    assert '<a href="/fim/meine/#tabelle-massnahmen">Marabu</a>' in shown
    assert 'id="tabelle-massnahmen"' in act_as(people.tina).get("/fim/meine/").content.decode()


def one_more_of_everything(number: int) -> None:
    name, districts = f"Marabu {number}", DistrictFactory.create_batch(2)
    ReportedFigureFactory(indicator__label=name)
    SourceFactory(title=name, department=people.anker()).attachments.create(number=1, title="Anlage")
    ClaimFactory(text=name)
    Statement.objects.create(key=f"marabu-{number}", area="fim", text=name, citation=CitationFactory())
    BodyFactory(name=name, seat=people.anker())
    MeasureFactory(title=name, responsible=people.anker()).districts.set(districts)
    HandoverFactory(subject=name, to_organisation=people.anker())
    ModuleFactory(title=name)
    ProjectFactory(name=name, lead=people.anker())
    VolunteerGroupFactory(
        name=name, consent_on=date(2017, 1, 1), districts=districts, topics=[TopicFactory()]
    )
    MeetingSpaceFactory(name=name, host=people.anker())
    SportsOfferFactory(venue=name)
    CultureProjectFactory(title=name, carrier=people.anker(), fund=FundFactory())
    EventFactory(title=name).organisers.add(people.anker())
    ShelterFactory(name=name, district__name=name)
    InternalPlacementFactory(name=name)


def test_the_questions_to_the_database_do_not_grow(client, django_assert_max_num_queries):
    client.force_login(people.karla())
    one_more_of_everything(1)
    with CaptureQueriesContext(connection) as few:
        client.get("/suche/?q=Marabu")
    one_more_of_everything(2)
    one_more_of_everything(3)
    with django_assert_max_num_queries(len(few)):
        said = client.get("/suche/?q=Marabu").content.decode()
    assert said.count("(3)</h2>") == len(KINDS) - 1  # besides: projects and modules together
    assert len(few) < 40
