"""Sources: who cites them, what a reader may know of, and where each is shown."""

import re
from datetime import date

import pytest

from portal.figures import Audience
from portal.library.citing import mentions, numbers_of_mentions, relations
from portal.library.openness import OPENNESS
from portal.library.source_page import source_page
from portal.models import Attachment, Claim, Source, Statement
from portal.models.areas import Area
from portal.releases import State
from tests import people
from tests.factories import (
    BodyFactory,
    BudgetLineFactory,
    CitationFactory,
    ClaimFactory,
    ConsultationFactory,
    DistrictFactory,
    GrantFactory,
    MeasureFactory,
    ProgrammeFactory,
    QuotaFactory,
    ReportedFigureFactory,
    SourceFactory,
)

TODAY = date(2017, 9, 1)


def page_of(source: Source, audience: Audience = Audience.PUBLIC):
    return source_page(source, TODAY, audience)


def rows(source: Source, audience: Audience = Audience.PUBLIC) -> list[str]:
    return [str(one.row) for one in mentions(source, audience)]


def text(answer) -> str:
    return " ".join(answer.content.decode().replace("\N{NO-BREAK SPACE}", " ").split())


@pytest.fixture
def paper() -> Source:
    return SourceFactory(number=675, year=2016, title="FIM und AGH")


@pytest.fixture
def citation(paper):
    return CitationFactory(source=paper, chapter="5 FIM", locator="Absatz 2", as_printed="GRDrs 675/2916")


def test_every_model_that_names_a_source_says_to_whom_its_rows_are_told():
    """What nobody has decided on is told to the administration alone, until somebody does."""
    assert {one.model._meta.label for one in relations()} == set(OPENNESS)


@pytest.mark.django_db
class TestMentions:
    def test_figures_statements_claims_and_rows_are_found(self, paper, citation):
        ReportedFigureFactory(citation=citation, indicator__label="Kontingent")
        Statement.objects.create(key="regel", area=Area.FIM, text="Ein Satz.", citation=citation)
        Claim.objects.create(key="mehr", area=Area.FIM, text="Doppelt.", citation=citation)
        BodyFactory(name="Task Force", citation=citation)
        assert page_of(paper).lead == (
            "Auf dieser Quelle beruhen 1 Zahl, 1 Aussage, 1 Behauptung und 1 Eintrag."
        )
        assert [table.key for table in page_of(paper).tables] == [
            "zahlen", "aussagen", "behauptungen", "eintraege",
        ]  # fmt: skip

    def test_a_claim_leads_to_its_page_in_the_fact_check(self, paper, citation):
        Claim.objects.create(key="mehr", area=Area.FIM, text="Doppelt.", citation=citation)
        (row,) = page_of(paper).table("behauptungen").rows
        assert (row[0].content, row[0].link) == ("Doppelt.", "/faktencheck/mehr/")

    def test_each_says_its_place_and_leads_to_where_it_is_shown(self, paper, citation):
        body = BodyFactory(slug="task-force", citation=citation)
        (row,) = page_of(paper).table("eintraege").rows
        assert [cell.content for cell in row] == [
            body.name, "Gremium", "5 FIM, Absatz 2", "„GRDrs 675/2916“ (gemeint ist GRDrs 675/2016)",
        ]  # fmt: skip
        assert row[0].link == "/arbeitsgruppen/task-force/"

    def test_from_a_figure_one_comes_to_its_row_and_to_no_other(self, client, paper, citation):
        figure, _ = ReportedFigureFactory(citation=citation), ReportedFigureFactory(citation=citation)
        page, _, row = figure.provenance().link.partition("#")
        text = client.get(page).content.decode()
        assert re.findall(rf'<tr [^>]*id="{row}">', text) == [f'<tr class="kern-table__row" id="{row}">']
        assert row == f"reportedfigure-{figure.pk}"

    def test_what_names_the_source_beside_its_own_has_no_name_there(self, paper, citation):
        """A row of the page has one name, or a link would lead to the first of two."""
        quota = QuotaFactory(citation=citation)
        DistrictFactory(population=6_000, population_source=citation)
        anchors = [row[0].anchor for row in page_of(paper).table("eintraege").rows]
        assert sorted(anchors) == ["", f"quota-{quota.pk}"]

    def test_a_misprinted_reference_is_said_once(self, paper, citation):
        BodyFactory(citation=citation)
        BodyFactory(citation=citation)
        assert [one.heading for one in page_of(paper).findings] == ["Gedruckt steht „GRDrs 675/2916“"]

    def test_who_names_the_paper_as_a_whole_is_found_too(self, paper):
        MeasureFactory(title="Lotsen").papers.add(paper)
        assert rows(paper) == ["Lotsen"]

    def test_how_often_a_source_is_named_is_one_question(self, paper, citation, django_assert_num_queries):
        BodyFactory(citation=citation)
        ReportedFigureFactory(citation=citation)
        with django_assert_num_queries(1):
            assert numbers_of_mentions(Audience.PUBLIC) == {paper.pk: 2}

    def test_the_page_asks_no_more_for_many_rows_than_for_few(
        self, paper, citation, django_assert_max_num_queries
    ):
        for _ in range(5):
            BodyFactory(citation=citation)
            ReportedFigureFactory(citation=citation)
            BudgetLineFactory(citation=citation)
        with django_assert_max_num_queries(5):
            page_of(paper)


@pytest.mark.django_db
class TestRights:
    @pytest.mark.parametrize("state", [State.DRAFT, State.SUBMITTED, State.RETURNED, State.WITHDRAWN])
    @pytest.mark.parametrize("audience", Audience)
    def test_a_figure_that_is_not_released_is_nobodys_business(self, paper, citation, state, audience):
        ReportedFigureFactory(citation=citation, state=state)
        assert rows(paper, audience) == []

    def test_invented_rows_are_not_listed(self, paper, citation):
        BodyFactory(citation=citation, example=True)
        BudgetLineFactory(citation=citation, project__programme__example=True)
        assert rows(paper, Audience.INTERNAL) == []

    def test_what_a_programme_hides_stays_hidden(self, paper, citation):
        ProgrammeFactory(citation=citation, public=False)
        BudgetLineFactory(citation=citation, project__programme__public=False)
        assert rows(paper, Audience.COUNCIL) == []
        assert len(rows(paper, Audience.INTERNAL)) == 2

    def test_forecasts_and_ideas_are_for_the_administration(self, paper, citation):
        BudgetLineFactory(citation=citation, kind="forecast")
        MeasureFactory(citation=citation, status="idea")
        assert rows(paper, Audience.COUNCIL) == []
        assert len(rows(paper, Audience.INTERNAL)) == 2

    def test_who_got_a_grant_is_not_for_the_public(self, paper, citation):
        GrantFactory(citation=citation)
        assert rows(paper, Audience.PUBLIC) == []
        assert len(rows(paper, Audience.COUNCIL)) == 1

    def test_a_consultation_behind_closed_doors_is_not_told(self, paper):
        ConsultationFactory(paper=paper, body__name="Ausschuss", public=False)
        assert page_of(paper).tables == ()
        assert "Ausschuss" in str(page_of(paper, Audience.INTERNAL).table("beratungen"))

    def test_a_paper_that_is_not_public_is_found_by_the_administration_alone(self, client, act_as):
        secret = SourceFactory(number=1, year=2017, title="Nichtöffentliche Vorlage", public=False)
        figure = ReportedFigureFactory(citation__source=secret)
        assert figure.provenance().link == ""
        assert client.get("/drucksachen/1-2017/").status_code == 404
        assert "Nichtöffentliche Vorlage" not in text(client.get("/drucksachen/"))
        assert act_as(people.rosa).get("/drucksachen/1-2017/").status_code == 404
        assert act_as(people.emil).get("/drucksachen/1-2017/").status_code == 200


@pytest.mark.django_db
class TestPages:
    def test_the_way_of_a_paper_through_the_bodies(self, paper):
        ConsultationFactory(
            paper=paper, body__name="Gemeinderat", purpose="decision", result="angenommen",
            held_on=date(2016, 10, 20),
        )  # fmt: skip
        ((body, purpose, day, result, *_),) = page_of(paper).table("beratungen").rows
        assert [cell.content for cell in (body, purpose, day, result)] == [
            "Gemeinderat", "Beschlussfassung", "20.10.2016", "angenommen",
        ]  # fmt: skip

    def test_attachments_and_the_place_on_the_net_are_named(self, client, paper):
        Source.objects.filter(pk=paper.pk).update(url="https://www.example.org/675")
        Attachment.objects.create(source=paper, number=3, title="Satzung", url="https://www.example.org/a3")
        page = text(client.get("/drucksachen/675-2016/"))
        assert '<dt>Anlage</dt><dd><a href="https://www.example.org/a3">3: Satzung</a>' in page
        assert 'href="https://www.example.org/675"' in page

    @pytest.mark.parametrize(
        ("fields", "address"),
        [
            ({"number": 910, "year": 2017, "suffix": "Neufassung"}, "/drucksachen/910-2017-neufassung/"),
            ({"number": 910, "year": 2017}, "/drucksachen/910-2017/"),
        ],
    )
    def test_a_paper_has_an_address_to_remember(self, client, fields, address):
        SourceFactory(number=910, year=2017, suffix="Ergänzung")
        assert SourceFactory(**fields).get_absolute_url() == address
        assert client.get(address).status_code == 200

    @pytest.mark.parametrize(
        "slug", ["1-2017-neufassung", "quelle-1", "quelle-999999999999", "99999999999-2017", "irgendwas"]
    )
    def test_there_is_no_other_page(self, client, slug):
        SourceFactory(pk=1, number=1, year=2017)
        assert client.get(f"/drucksachen/{slug}/").status_code == 404

    def test_a_source_without_a_number_has_one_too(self, client):
        law = SourceFactory(kind="law", number=None, year=None, title="Integrationsgesetz")
        assert "Integrationsgesetz" in text(client.get(law.get_absolute_url()))

    def test_the_list_says_what_is_named_most(self, client, paper, citation):
        ReportedFigureFactory(citation=citation)
        SourceFactory(kind="press", number=None, year=None, title="Zeitung")
        page = text(client.get("/drucksachen/"))
        assert "Auf 1 Drucksache und 1 anderen Quelle beruht" in page
        assert "Am häufigsten genannt: GRDrs 675/2016, 1-mal." in page


@pytest.mark.django_db
def test_a_long_page_says_first_what_is_on_it(client):
    paper = SourceFactory(number=532, year=2017)
    ReportedFigureFactory(citation__source=paper)
    ClaimFactory(citation__source=paper)
    page = client.get("/drucksachen/532-2017/").content.decode()
    jumps = page.partition('<nav aria-label="Auf dieser Seite">')[2].partition("</nav>")[0]
    assert '<a href="#tabelle-zahlen">Zahlen aus dieser Quelle</a> (1)' in jumps
    assert '<a href="#tabelle-behauptungen">Nachgerechnete Behauptungen dieser Quelle</a> (1)' in jumps
    assert 'id="tabelle-zahlen"' in page


@pytest.mark.django_db
def test_a_page_with_one_table_needs_no_list_of_them(client):
    ReportedFigureFactory(citation__source__number=532, citation__source__year=2017)
    assert "Auf dieser Seite" not in client.get("/drucksachen/532-2017/").content.decode()
