"""What the report says in chapter 6, as `manage.py load_report` puts it into the database."""

import tomllib
from collections.abc import Iterator
from datetime import date
from decimal import Decimal

import pytest
from django.core.management import call_command
from django.db import transaction
from django.urls import reverse

from pakt.chapter import chapter
from pakt.models import (
    BudgetLine,
    FundingPeriod,
    FundingShare,
    Milestone,
    Module,
    Programme,
    Project,
    ProjectIndicator,
)
from portal.figures import Audience, Chapter
from portal.models import ReportedFigure
from portal.report_facts import REPORT_2017
from tests.register import facts, pieces_of, unread
from tests.the_report import load_the_report

pytestmark = [pytest.mark.django_db, pytest.mark.once, pytest.mark.usefixtures("_loaded")]

OURS = (BudgetLine, FundingPeriod, FundingShare, Milestone, Module, Programme, Project, ProjectIndicator)
REPORT_IN_PRINT = date(2017, 10, 15)
NBSP = "\N{NO-BREAK SPACE}"


@pytest.fixture(scope="module")
def _loaded(django_db_setup, django_db_blocker):
    """Loaded once for all tests; each undoes what it changes, and the last one everything."""
    with django_db_blocker.unblock(), transaction.atomic():
        load_the_report()
        yield
        transaction.set_rollback(True)


@pytest.fixture
def told() -> Chapter:
    return chapter(REPORT_IN_PRINT, Audience.COUNCIL)


def project(slug: str) -> Project:
    return Project.objects.get(slug=slug)


# Where each number of the register stands, and what a reader sees of it

NUMBERS = [f"F{number}" for number in range(177, 233)]
SAID_BY = {
    "programmes": ("name",),
    "modules": ("title",),
    "projects": ("name",),
    "budget_lines": ("purpose",),
    "funding_shares": ("giver",),
    "funding_periods": ("follow_up",),
    "milestones": ("title",),
    "project_indicators": ("label",),
    "figures": ("value_text",),
    "statements": ("text",),
}


FACTS = facts(REPORT_2017 / "pakt", SAID_BY)


@pytest.fixture(scope="module")
def pieces(_loaded, django_db_blocker) -> list[str]:
    """All programmes, each programme, each project."""
    with django_db_blocker.unblock():
        return pieces_of([reverse("pakt:chapter"), *pages_of_programmes()])


def pages_of_programmes() -> Iterator[str]:
    for one in Project.objects.select_related("programme"):
        yield reverse("pakt:project", args=[one.programme.slug, one.slug])
    for programme in Programme.objects.all():
        yield reverse("pakt:programme", args=[programme.slug])


@pytest.mark.parametrize("number", NUMBERS)
def test_a_number_of_the_register_is_read_beside_its_source(pieces, number):
    assert FACTS[number]
    assert unread(FACTS[number], pieces) == []


NAMED_PLACES = {
    "programmes": ["F177", "F178", "F179", "F183", "F185", "F186", "F231", "F232"],
    "modules": ["F187", "F188", "F191", "F192", "F194", "F205"],
    "projects": ["F193", "F197", "F212", "F213", "F215", "F217", "F222", "F227"],
    "budget_lines": ["F181", "F182", "F184", "F193", "F201"],
    "funding_shares": ["F198", "F199", "F200", "F201", "F202", "F218", "F219", "F220"],
    "funding_periods": ["F203", "F204"],
    "milestones": ["F190", "F216"],
    "project_indicators": ["F207", "F224", "F225"],
    "figures": ["F181", "F182", "F198", "F207", "F218", "F221", "F224", "F225"],
    "organisations": ["F179", "F200", "F214", "F219"],
    "sources": ["F183", "F195"],
}


@pytest.mark.parametrize("file", NAMED_PLACES)
def test_a_number_of_the_register_stands_where_its_subject_is_kept(file):
    rows = next(iter(tomllib.loads((REPORT_2017 / "pakt" / f"{file}.toml").read_text("utf-8")).values()))
    kept = {number for row in rows for number in row.get("register", [])}
    assert [number for number in NAMED_PLACES[file] if number not in kept] == []


def test_every_row_says_where_it_comes_from():
    for model in OURS:
        assert not model.objects.filter(citation=None).exists(), model


def test_nothing_of_the_report_is_an_example():
    assert not Programme.objects.filter(example=True).exists()


# The programme


def test_four_modules_and_four_projects_beside_them():
    pakt = Programme.objects.get()
    assert (pakt.years, pakt.giver.name, pakt.lead.name) == (
        "2018–2019",
        "Land Baden-Württemberg",
        "Sozialamt",
    )
    assert [module.number for module in pakt.modules.all()] == [1, 2, 3, 4]
    beside = set(pakt.projects.filter(module=None).values_list("slug", flat=True))
    assert beside == {"empowerment", "omid", "pro-familia", "fim-fahrtkosten"}
    assert pakt.projects.count() == 8


def test_of_160_million_90_are_a_part_and_70_are_computed(told):
    chart = told.chart("geld-land")
    assert [[value.number for value in bar.values] for bar in chart.bars] == [["160", "90", "70"]] * 2
    assert chart.heading.startswith(
        f"Land Baden-Württemberg: 2018 und 2019 jeweils 160{NBSP}Mio. EUR, davon 90"
    )
    assert [str(figure.value) for figure in told.key_figures[:3]] == [
        f"160{NBSP}Mio. EUR", f"90{NBSP}Mio. EUR", f"70{NBSP}Mio. EUR",
    ]  # fmt: skip


def test_a_figure_of_the_report_leads_and_keeps_its_wording():
    figure = ReportedFigure.objects.get(
        indicator__key="pakt_state_funds", leading=True, period_start="2018-01-01"
    )
    assert (figure.value, figure.value_text) == (Decimal(160), "jeweils 160 Mio. EUR")


def test_that_sources_give_other_years_is_a_finding(told):
    (finding,) = [one for one in told.findings if "verschiedene Jahre" in one.heading]
    assert "Ausführlicher Bericht nennt 2018 und 2019" in finding.text
    assert "§ 29d Abs. 1 Finanzausgleichsgesetz Baden-Württemberg (FAG) nennt 2017 und 2018" in finding.text


def test_the_misprint_of_a_paper_is_a_finding(told):
    headings = [one.heading for one in told.findings]
    assert "„GRDrs 675/2916“ ist ein Druckfehler: gemeint ist GRDrs 675/2016" in headings


def test_funding_of_language_courses_and_omid_is_told_as_far_as_it_is_proven(told):
    headings = [one.heading for one in told.findings]
    assert f"Städtische Sprachkurse: Finanzierung zu 40{NBSP}% belegt (2017, 2018, 2019)" in headings
    assert any(heading.endswith(f"Finanzierung zu 50{NBSP}% belegt (2018, 2019)") for heading in headings)


def test_the_second_funding_period_has_an_end_and_no_known_begin():
    period = FundingPeriod.objects.get()
    assert (period.number, period.start, period.end) == (2, None, date(2017, 7, 31))


def test_five_sites_are_a_target_until_a_source_says_more():
    sites = ProjectIndicator.objects.get(project__slug="willkommensraeume")
    assert (sites.target, sites.actual_by(REPORT_IN_PRINT)) == (5, None)
    assert sites.actual_by(date(2018, 6, 1)) == 5


def test_no_light_is_green_or_red_where_the_report_says_nothing(told):
    assert "sagt keine Quelle" in told.lead


def test_the_way_of_the_paper_on_the_pakt_is_told(told):
    rows = {str(row[0].content): str(row[2].content) for row in told.table("beschluesse").rows}
    assert rows["GRDrs 532/2017"] == "Gemeinderat, 28.09.2017 (Beratung)"


def test_the_bodies_of_the_pakt_are_those_of_the_task_forces_area(told):
    (row,) = told.table("gremien").rows
    assert row[0].url == "/arbeitsgruppen/gremien-des-pakts/"


# Loading again


def test_a_second_load_changes_nothing(capsys):
    before = [model.objects.count() for model in OURS]
    call_command("load_report")
    assert " 0 neu, 0 im Portal geändert, " in capsys.readouterr().out
    assert [model.objects.count() for model in OURS] == before


def test_what_people_edited_is_left_and_named(capsys):
    omid = project("omid")
    omid.status = Project.Status.RUNNING
    omid.save()
    omid.papers.clear()
    call_command("load_report")
    omid.refresh_from_db()
    assert (omid.status, omid.papers.count()) == ("running", 0)
    assert "Projekt „OMID" in capsys.readouterr().out
