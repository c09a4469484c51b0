"""The pages of programmes and projects: who sees what, what can be downloaded, what a new programme needs."""

import pytest
from django.test import Client
from django.urls import reverse

from pakt.models import Project
from tests import people
from tests.factories import (
    BudgetLineFactory,
    FundingPeriodFactory,
    FundingShareFactory,
    MilestoneFactory,
    ModuleFactory,
    ProgrammeFactory,
    ProjectFactory,
    ProjectIndicatorFactory,
    SourceFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def public(client, settings) -> Client:
    """Somebody without an account, while the city shows its figures to everybody."""
    settings.PUBLIC_VIEW = True
    return client


def filled(**about: object) -> Project:
    """A project with one row of everything."""
    programme = ProgrammeFactory()
    project = ProjectFactory(programme=programme, module=ModuleFactory(programme=programme), **about)
    for make in (FundingPeriodFactory, FundingShareFactory, MilestoneFactory, ProjectIndicatorFactory):
        make(project=project)
    BudgetLineFactory(project=project)
    project.papers.add(SourceFactory())
    return project


def address_of(project: Project) -> str:
    return reverse("pakt:project", args=[project.programme.slug, project.slug])


def text(client: Client, address: str, **asked: str) -> str:
    answer = client.get(address, asked)
    assert answer.status_code == 200
    return answer.content.decode()


def test_the_start_page_leads_to_the_programmes(public):
    ProgrammeFactory(name="Pakt")
    page = text(public, "/", stichtag="2018-06-30")
    assert "Pakt, 2018–2019: noch ohne erfasste Projekte." in page
    assert 'href="/pakt/?stichtag=2018-06-30"' in page


def test_without_a_programme_the_page_says_so(public):
    assert "Noch ist kein Förderprogramm erfasst." in text(public, "/pakt/")


def test_a_module_leads_to_its_project_and_the_project_back_to_its_module(public):
    project = filled(name="Sprachkurse")
    page = text(public, "/pakt/", stichtag="2018-06-30")
    assert f'href="{address_of(project)}?stichtag=2018-06-30"' in page
    assert f'href="/pakt/{project.programme.slug}/#{project.module.slug}"' in text(
        public, address_of(project)
    )


def test_the_light_stands_with_its_word_its_reason_and_its_rule(public):
    project = MilestoneFactory(title="Konzept").project
    for address in ("/pakt/", f"/pakt/{project.programme.slug}/", address_of(project)):
        page = text(public, address, stichtag="2018-07-01")
        assert "„Konzept“ war am 30.06.2018 fällig" in page
        assert page.count('kern-badge--danger"><span class="kern-icon kern-icon--danger"') == 2
        assert "Ein Meilenstein ist überfällig, oder eine Förderung ist ohne Anschluss ausgelaufen." in page


def test_a_programme_that_is_not_public_is_for_the_administration(act_as, public):
    project = filled(name="Noch geheim")
    project.programme.public = False
    project.programme.save()
    pages = (f"/pakt/{project.programme.slug}/", address_of(project))
    assert "Noch geheim" not in text(public, "/pakt/")
    assert [public.get(page).status_code for page in pages] == [404, 404]
    assert "Noch geheim" in text(act_as(people.paula), "/pakt/")
    assert [act_as(people.paula).get(page).status_code for page in pages] == [200, 200]
    assert act_as(people.rosa).get(pages[0]).status_code == 404


def test_a_project_is_only_found_below_its_own_programme(public):
    project, other = ProjectFactory(), ProgrammeFactory()
    assert public.get(f"/pakt/{other.slug}/{project.slug}/").status_code == 404


def test_a_forecast_is_neither_on_the_page_nor_in_the_download_of_the_public(act_as, public):
    project = BudgetLineFactory(kind="forecast", purpose="Vorläufiges").project
    for address in (address_of(project), "/pakt/"):
        assert "Vorläufiges" not in text(public, address)
        assert public.get(f"{address}haushaltszeilen.csv").status_code == 404
    assert "Vorläufiges" in text(act_as(people.paula), "/pakt/haushaltszeilen.csv")


def test_invented_programmes_are_marked_on_every_page_that_shows_them(public):
    programme = ProgrammeFactory(example=True)
    project = ProjectFactory(programme=programme)
    for address in ("/pakt/", f"/pakt/{programme.slug}/", address_of(project)):
        assert "Beispieldaten (erfunden)" in text(public, address)


@pytest.mark.parametrize("extension", ["csv", "xlsx"])
def test_every_table_can_be_downloaded_as_seen(public, extension):
    project = filled()
    for address in ("/pakt/", f"/pakt/{project.programme.slug}/", address_of(project)):
        page = public.get(address)
        chapter = page.context["chapter"]
        for table in (*chapter.tables, *(chart.table for chart in chapter.charts)):
            link = f"{address}{table.key}.{extension}"
            assert link in page.content.decode()
            assert public.get(link).status_code == 200


def test_a_chart_can_be_downloaded_for_its_day(public):
    project = filled()
    answer = public.get(f"{address_of(project)}geld-stadt.svg", {"stichtag": "2018-06-30"})
    assert "geld-stadt_2018-06-30.svg" in answer.headers["Content-Disposition"]
    assert public.get("/pakt/geld-stadt.svg", {"stichtag": "quatsch"}).status_code == 400


def test_pages_cost_the_same_queries_however_much_there_is(public, django_assert_max_num_queries):
    for _ in range(4):
        project = filled()
    for address in ("/pakt/", f"/pakt/{project.programme.slug}/", address_of(project)):
        with django_assert_max_num_queries(30):
            text(public, address)
    with django_assert_max_num_queries(30):
        text(public, "/")
