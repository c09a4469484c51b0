"""The invented programme, as `manage.py load_example` brings it in beside the real one."""

from datetime import date

import pytest
from django.db import transaction

from pakt.chapter import chapter
from pakt.chapter.amounts import ROUNDED
from pakt.chapter.light import Light, signal_of
from pakt.models import Programme, Project
from portal.figures import Audience, Chapter
from portal.models import Organisation
from portal.report_facts.facts import Outcome
from portal.report_facts.pakt import load_invented_programmes
from portal.settings import BASE_DIR
from tests.factories import BodyFactory
from tests.the_report import load_the_report

pytestmark = [pytest.mark.django_db, pytest.mark.once, pytest.mark.usefixtures("_loaded")]

EXAMPLE = BASE_DIR / "fixtures" / "example" / "pakt"
SUMMER_2017 = date(2017, 8, 31)


def load() -> Outcome:
    return load_invented_programmes(EXAMPLE)


@pytest.fixture(scope="module")
def _loaded(django_db_setup, django_db_blocker):
    """Loaded once for all tests, beside the report."""
    with django_db_blocker.unblock(), transaction.atomic():
        load_the_report()
        BodyFactory(slug="beispielgruppe-nachbarschaft", example=True)  # of the invented task force
        load()
        yield
        transaction.set_rollback(True)


@pytest.fixture
def told() -> Chapter:
    return chapter(SUMMER_2017, Audience.INTERNAL)


def test_everything_invented_is_marked():
    invented = Programme.objects.get(example=True)
    assert invented.name.startswith("Beispiel")
    assert not Organisation.objects.filter(name__startswith="Beispiel", example=False).exists()
    assert all(project.example for project in invented.projects.all())


def test_every_light_can_be_seen_in_the_summer_of_2017():
    projects = Project.objects.filter(programme__example=True)
    assert {signal_of(project, SUMMER_2017).light for project in projects} == set(Light)


def test_invented_money_is_never_in_a_chart_of_real_money(told):
    real = [chart for chart in told.charts if not chart.example]
    assert not any("Beispiel" in chart.summary for chart in real)
    assert any(chart.example for chart in told.charts)


def test_an_incomplete_funding_and_rounding_are_shown(told):
    warnings = [finding.heading for finding in told.findings if finding.level == "warning"]
    assert any("Lerntreff" in heading and "zu 40" in heading for heading in warnings)
    assert ROUNDED in told.chart("geld-land-beispiel").notes


def test_a_second_load_changes_nothing():
    assert (load().created, load().edited) == (0, [])
