"""What the report says in chapter 3, as `manage.py load_report` puts it into the database."""

from datetime import date
from decimal import Decimal

import pytest
from django.core.management import call_command
from django.db import transaction

from portal.models import ReportedFigure, Statement
from portal.releases import State
from portal.report_facts import REPORT_2017
from tests.register import facts, pieces_of, unread
from tests.the_report import load_the_report
from volunteering.models import MeetingSpace, QualificationEvent, Topic, TopicPhase, VolunteerGroup

pytestmark = [pytest.mark.django_db, pytest.mark.once, pytest.mark.usefixtures("_loaded")]

FILES = REPORT_2017 / "volunteering"
REGISTERED = [f"F{number:03}" for number in range(60, 83)] + ["F207", "F208", "F209", "F224", "F225", "F226"]

# What a reader sees of a row: its own words or its name.
SAID_BY = {
    "statements": ("text",),
    "figures": ("value_text", "scope"),
    "volunteer_topics": ("name",),
    "qualification_events": ("title",),
    "claims": ("text",),
}


@pytest.fixture(scope="module")
def _loaded(django_db_setup, django_db_blocker):
    """Loaded once for all tests; each undoes what it changes, and the last one everything."""
    with django_db_blocker.unblock(), transaction.atomic():
        load_the_report()
        yield
        transaction.set_rollback(True)


FACTS = facts(FILES, SAID_BY, uncited=("Ausführlicher Bericht",))


@pytest.fixture(scope="module")
def pieces(_loaded, django_db_blocker) -> list[str]:
    with django_db_blocker.unblock():
        return pieces_of(["/engagement/"])


@pytest.mark.parametrize("number", REGISTERED)
def test_a_number_of_the_register_is_read_beside_its_source(pieces, number):
    assert FACTS[number]
    assert unread(FACTS[number], pieces) == []


def test_2_000_in_41_lead_and_keep_their_wording():
    people_, groups = (
        ReportedFigure.objects.get(indicator__key=key, leading=True)
        for key in ("volunteers_active", "volunteer_groups")
    )
    assert (people_.value, people_.value_text, people_.state) == (
        Decimal(2000), "2.000 aktiv Engagierte", State.RELEASED,
    )  # fmt: skip
    assert (groups.value, groups.period_start.year) == (Decimal(41), 2017)


def test_five_sites_are_planned_and_five_were_opened_by_may_2018():
    planned = ReportedFigure.objects.get(indicator__key="meeting_spaces_planned")
    assert planned.value == MeetingSpace.objects.on(date(2018, 5, 1)).count() == 5
    assert MeetingSpace.objects.on(date(2018, 3, 1)).get().name == "Kulturinsel"


def test_four_topics_belong_to_the_welcome_and_six_to_the_arrival():
    phases = [phase.phase for phase in TopicPhase.objects.all()]
    assert (phases.count("welcome"), phases.count("arrival"), Topic.objects.count()) == (4, 6, 10)


def test_the_years_of_the_phases_are_said_to_be_our_reading():
    assert all("unsere Lesart" in f"{one.started} {one.ended}" for one in TopicPhase.objects.all())


def test_the_course_of_pro_familia_has_five_modules_of_two_hours():
    course = QualificationEvent.objects.get()
    assert (course.modules, course.hours_per_module, course.hours) == (5, 2, 10)
    assert (course.places, course.participants) == (None, None)


def test_every_row_says_where_it_comes_from():
    for model in (TopicPhase, QualificationEvent, MeetingSpace):
        assert not model.objects.filter(citation=None).exists(), model


def test_no_circle_is_invented():
    assert not VolunteerGroup.objects.exists()


def test_misprints_stay_with_their_citation():
    notes = {
        one.citation.note for one in Statement.objects.filter(area="volunteering").exclude(citation__note="")
    }
    assert {"Hauptamt- und Personalamt", "Praxisbespiele"} == {
        printed
        for printed in ("Hauptamt- und Personalamt", "Praxisbespiele")
        if any(printed in n for n in notes)
    }


def test_a_second_load_changes_nothing(capsys):
    call_command("load_report")
    assert " 0 neu, 0 im Portal geändert, " in capsys.readouterr().out
