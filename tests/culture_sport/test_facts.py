"""What the report says in chapter 4, as `manage.py load_report` puts it into the database, and where a
reader finds it."""

from collections.abc import Iterator
from decimal import Decimal

import pytest
from django.db import transaction

from culture_sport.models import (
    Event,
    Fund,
    FundBudget,
    Grant,
    Project,
    Publication,
    Sport,
    SportMentorCount,
    SportsOffer,
    SwimmingCourseCount,
)
from portal.models import ReportedFigure
from portal.report_facts import REPORT_2017
from tests.register import facts, pieces_of, unread
from tests.the_report import load_the_report

pytestmark = [pytest.mark.django_db, pytest.mark.once, pytest.mark.usefixtures("_loaded")]

NUMBERS = [f"F{number:03}" for number in range(83, 143)]
FOLDER = REPORT_2017 / "culture_sport"

# What a reader sees of a row: its own words or its name.
SAID_BY = {
    "organisations": ("name", "aliases"),
    "figures": ("scope",),
    "statements": ("text",),
    "funds": ("name",),
    "budgets": ("wording",),
    "culture_projects": ("title",),
    "events": ("title",),
    "publications": ("title",),
    "sports": ("name",),
}
FACTS = facts(FOLDER, SAID_BY, uncited=("Ausführlicher Bericht",))


@pytest.fixture(scope="module")
def _loaded(django_db_setup, django_db_blocker) -> Iterator[None]:
    with django_db_blocker.unblock(), transaction.atomic():
        load_the_report()
        yield
        transaction.set_rollback(True)


@pytest.fixture(scope="module")
def pieces(_loaded, django_db_blocker) -> list[str]:
    with django_db_blocker.unblock():
        return pieces_of(["/kultur-und-sport/"])


@pytest.mark.parametrize("number", NUMBERS)
def test_a_number_of_the_register_is_read_beside_its_source(pieces, number):
    assert FACTS[number]
    assert unread(FACTS[number], pieces) == []


def test_every_figure_stands_beside_what_it_counts(pieces):
    """Budgets have a table of their own, and what other sources say of them stands with the claim."""
    counts = ReportedFigure.objects.filter(indicator__area="culture_sport").exclude(indicator__unit="EUR")
    figures = counts.select_related("indicator")
    alone = [
        figure
        for figure in figures
        if not any(figure.as_value().number in piece and figure.indicator.label in piece for piece in pieces)
    ]
    assert (alone, figures.count() >= 10) == ([], True)


def test_every_row_of_the_report_has_its_place_in_a_source():
    models = (Fund, FundBudget, Project, Event, Publication)
    assert [row for model in models for row in model.objects.filter(citation=None)] == []


def test_what_no_source_names_singly_has_no_row():
    models = (Grant, SportsOffer, SportMentorCount, SwimmingCourseCount)
    assert [model for model in models if model.objects.exists()] == []


@pytest.mark.parametrize(
    ("indicator", "shown"),
    [
        ("sports_offers_total", "über 310"),
        ("sport_mentors_trained", "90"),
        ("funded_offers", "80"),
        ("funded_clubs", "35"),
        ("funded_participants", "rund 400"),
        ("funded_mentor_trainings", "30"),
        ("swimming_courses_running", "4"),
        ("swimming_courses_girls", "1"),
        ("swimming_courses_held", "20"),
        ("culture_workshop_participants", "über 120"),
    ],
)
def test_a_figure_is_printed_as_the_report_says_it(indicator, shown):
    assert ReportedFigure.objects.get(indicator__key=indicator).as_value().number == shown


def test_the_girls_course_is_part_of_the_running_ones_and_these_of_all():
    girls = ReportedFigure.objects.get(indicator__key="swimming_courses_girls").indicator
    assert [girls.part_of.key, girls.part_of.part_of.key] == [
        "swimming_courses_running", "swimming_courses_held",
    ]  # fmt: skip


def test_the_fund_for_innovation_rises_from_an_open_start():
    budgets = FundBudget.objects.filter(fund__name="Innovationsfonds Interkultur")
    assert [(budget.years, budget.amount) for budget in budgets] == [
        ("bis 2015", Decimal(25000)), ("2016", Decimal(65000)), ("2017", Decimal(65000)),
    ]  # fmt: skip


def test_a_fund_is_known_by_the_misprint_too():
    assert "Innovationsfond" in Fund.objects.get(name="Innovationsfonds Interkultur").names


def test_sport_has_the_same_amount_in_each_of_two_years():
    budgets = FundBudget.objects.filter(fund__branch="sport").values_list("year", "amount")
    assert list(budgets) == [(2016, Decimal(75000)), (2017, Decimal(75000))]


def test_both_workshops_share_one_figure():
    workshops = Event.objects.filter(kind=Event.Kind.WORKSHOP)
    assert [event.when for event in workshops] == ["November 2014", "Februar 2016"]
    assert len({event.figure for event in workshops}) == 1


def test_the_list_of_offers_goes_to_four():
    receivers = Publication.objects.get(title="Liste der Sportangebote").recipients
    assert sorted(receivers.values_list("name", flat=True)) == [
        "Flüchtlingsfreundeskreise", "Flüchtlingsunterkünfte", "Internationale Vorbereitungsklassen",
        "Jugendamt",
    ]  # fmt: skip


def test_what_the_report_announces_is_planned():
    announced = Project.objects.filter(status=Project.Status.PLANNED)
    assert announced.count() == 2
    assert {project.citation.locator for project in announced} == {"vorletzter Absatz", "letzter Absatz"}


def test_five_sports_are_those_of_the_report():
    named = Sport.objects.exclude(citation=None).values_list("name", flat=True)
    assert set(named) == {"Fußball", "Handball", "Tischtennis", "Basketball", "Ringen"}
