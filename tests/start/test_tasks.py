"""The start page of who signed in: what waits for this person, and nobody else's business."""

from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext

from portal.models import ReportingDate, User
from portal.releases import State, return_, submit
from portal.start.administering import set_up
from portal.start.tasks import Task, tasks_of
from portal.start.views import ASKED
from tests import people
from tests.accommodation.sending import drafted
from tests.factories import (
    ContractFactory,
    CouncilRequestFactory,
    DeliveryFactory,
    ReportedFigureFactory,
    ReportFactory,
    ScenarioFactory,
    ShelterFactory,
    SportsOfferFactory,
    VolunteerCountFactory,
    VolunteerGroupFactory,
)
from tests.taskforce.reporting import report_of

pytestmark = pytest.mark.django_db

TODAY, AUGUST = date(2017, 9, 12), date(2017, 8, 31)
NOON = datetime(2017, 9, 12, 12, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _on_12_september():
    with time_machine.travel(NOON, tick=False):
        yield


def tasks(person: User) -> list[Task]:
    """But for the first steps of an empty portal, which have tests of their own."""
    return tasks_of(person, TODAY, [ask for ask in ASKED if ask is not set_up])


def told(person: User) -> list[str]:
    """„Meldung prüfen (seit heute)“, with a mark for what is overdue."""
    return [
        f"{'! ' if one.overdue else ''}{one.text}{f' ({one.when})' if one.when else ''}"
        for one in tasks(person)
    ]


def owe(day: date, due_on: date) -> None:
    ReportingDate.objects.create(as_of=day, due_on=due_on)


def submitted_by_tina(**fields):
    delivery = DeliveryFactory(
        sender=people.anker(), created_by=people.tina(), file_name="belegung.csv",
        first_as_of=AUGUST, last_as_of=AUGUST, **fields,
    )  # fmt: skip
    submit(delivery, by=people.tina())
    return delivery


class TestOperators:
    @pytest.fixture(autouse=True)
    def ahorn(self):
        return ShelterFactory(code="ANK-1", name="Haus Ahorn", operation__operator=people.anker())

    def test_a_day_that_is_due_is_told_with_its_deadline(self):
        owe(AUGUST, date(2017, 9, 15))
        assert told(people.tina()) == ["Belegung zum 31.08.2017 melden (bis 15.09.2017, in 3 Tagen)"]

    def test_what_is_overdue_comes_first(self):
        owe(AUGUST, date(2017, 9, 15))
        owe(date(2017, 7, 31), date(2017, 8, 15))
        first, _ = told(people.tina())
        assert first == "! Belegung zum 31.07.2017 melden (Frist: 15.08.2017)"

    def test_after_three_days_the_others_are_counted(self):
        for month in range(3, 8):
            owe(date(2017, month, 28), date(2017, month + 1, 15))
        assert told(people.tina())[-1] == "Belegung für 2 weitere Stichtage melden"

    def test_what_came_back_is_to_be_corrected(self):
        return_(submitted_by_tina(), by=people.karla(), comment="Haus Birke fehlt.")
        assert told(people.tina()) == ["„belegung.csv“ berichtigen und noch einmal senden (zurückgegeben)"]

    def test_a_preview_waits_to_be_submitted(self):
        DeliveryFactory(sender=people.anker(), created_by=people.tina(), state=State.DRAFT, file_name="a.csv")
        assert told(people.tina()) == ["Vorschau von „a.csv“ prüfen und einreichen"]

    def test_another_operator_hears_nothing_of_it(self):
        owe(AUGUST, date(2017, 9, 15))
        return_(submitted_by_tina(), by=people.karla(), comment="Haus Birke fehlt.")
        assert told(people.tom()) == []

    def test_a_provider_is_asked_for_the_end_of_last_month(self):
        ContractFactory(placement__provider__organisation=people.anker())
        assert told(people.tina()) == ["Besetzung von einer FIM-Maßnahme zum 31.08.2017 melden"]


class TestSpeakers:
    def test_what_is_missing_in_the_report_of_the_own_group(self):
        assert told(people.sina()) == ["Abschlussbericht AG Sprache: 6 Antworten schreiben"]

    def test_what_somebody_asked_about_an_answer(self):
        report = report_of(people.language(), State.RETURNED)
        report.answers.filter(question="4").update(comment="Bitte ein Beispiel.")
        assert told(people.sina()) == ["Abschlussbericht AG Sprache: eine Rückfrage beantworten"]

    def test_nothing_of_another_group(self):
        report_of(people.language(), State.SUBMITTED)
        people.sven()
        assert told(people.sina()) == []


class TestCoordination:
    def test_a_delivery_waits_for_a_second_person(self):
        submitted_by_tina()
        assert told(people.karla()) == ["Eine Meldung prüfen und freigeben (seit heute)"]

    def test_but_not_for_the_one_who_submitted_it(self):
        delivery = DeliveryFactory(sender=people.anker(), created_by=people.karla())
        submit(delivery, by=people.karla())
        assert told(people.karla()) == []
        assert told(people.konrad()) == ["Eine Meldung prüfen und freigeben (seit heute)"]

    def test_how_long_the_oldest_has_waited(self):
        for days in (3, 1):
            delivery = submitted_by_tina()
            delivery.submitted_at = NOON - timedelta(days=days)
            delivery.save()
        assert told(people.karla()) == ["2 Meldungen prüfen und freigeben (seit 3 Tagen)"]

    def test_whatever_else_waits_for_a_release(self):
        emil = {"state": State.SUBMITTED, "submitted_by": people.emil(), "submitted_at": NOON}
        ReportedFigureFactory(**emil)
        ScenarioFactory(**emil)
        ReportFactory(**emil)
        report_of(people.language(), State.SUBMITTED)
        VolunteerCountFactory(state=State.SUBMITTED, group__confirmed_on=TODAY)
        assert [one.partition(" (")[0] for one in told(people.karla())] == [
            "Einen Berichtswert prüfen und freigeben",
            "Ein Szenario prüfen und freigeben",
            "Eine Zahl eines Freundeskreises freigeben",
            "Einen Abschlussbericht prüfen und freigeben",
            "Einen Bericht prüfen und freigeben",
        ]

    def test_a_question_of_the_council_two_weeks_before_it_is_due(self):
        CouncilRequestFactory(number="7/2017", due_on=TODAY + timedelta(days=14))
        CouncilRequestFactory(due_on=TODAY + timedelta(days=15))
        assert told(people.karla()) == ["Anfrage 7/2017 beantworten: Belegung der Unterkünfte (noch 14 Tage)"]

    def test_operators_whose_numbers_are_missing(self):
        ShelterFactory(operation__operator=people.anker())
        owe(AUGUST, TODAY - timedelta(days=1))
        assert told(people.karla()) == ["! Zahlen fehlen noch: ein Träger"]


class TestEditors:
    def test_contracts_that_end_without_a_follow_up(self):
        ContractFactory(end=date(2017, 10, 1))
        assert told(people.fritz()) == ["Anschluss für einen FIM-Vertrag klären (enden in acht Wochen)"]

    def test_circles_and_offers_that_nobody_has_confirmed_for_long(self):
        VolunteerGroupFactory(confirmed_on=date(2016, 1, 1))
        SportsOfferFactory(confirmed_on=date(2017, 1, 1))
        assert told(people.vera()) == ["Engagement: Stimmen ein Eintrag noch?"]
        assert told(people.kuno()) == ["Stimmen ein Sportangebot noch?"]


class TestAdministration:
    def test_accounts_that_end_within_a_month(self):
        rosa = people.rosa()
        rosa.expires_on = date(2017, 10, 1)
        rosa.save()
        assert told(people.adam()) == [
            "Konto von Rosa Rat verlängern oder enden lassen (gilt bis 01.10.2017)"
        ]

    def test_accounts_without_a_role(self):
        people.nora()
        assert told(people.adam()) == ["Einem Konto eine Rolle geben"]

    def test_what_the_monitoring_alarms_about(self, settings):
        settings.BACKUP_KEY = "x" * 40
        (task,) = told(people.adam())
        assert task.startswith("! Sicherung: Es gibt noch keine Sicherung")


@pytest.mark.parametrize(
    "person", [people.tina, people.sina, people.karla, people.vera, people.kuno, people.fritz, people.adam]
)
def test_every_task_leads_to_a_page_that_this_person_may_open(client, person):
    everything_waits()
    reader = person()
    client.force_login(reader)
    found = tasks(reader)
    assert found
    for task in found:
        assert client.get(task.address).status_code == 200, task


def everything_waits() -> None:
    ShelterFactory(name="Haus Ahorn", operation__operator=people.anker())
    owe(AUGUST, TODAY - timedelta(days=1))
    return_(submitted_by_tina(), by=people.karla(), comment="Haus Birke fehlt.")
    submitted_by_tina()
    drafted("Haus Ahorn;100;80")
    ContractFactory(end=date(2017, 10, 1), placement__provider__organisation=people.anker())
    report_of(people.language(), State.RETURNED).answers.update(comment="Bitte ein Beispiel.")
    report_of(people.health(), State.SUBMITTED)
    for make in (ReportedFigureFactory, ScenarioFactory, ReportFactory):
        make(state=State.SUBMITTED, submitted_by=people.emil(), submitted_at=NOON)
    VolunteerCountFactory(state=State.SUBMITTED)
    SportsOfferFactory(confirmed_on=date(2017, 1, 1))
    CouncilRequestFactory(due_on=TODAY)
    people.nora()


def test_thirty_deliveries_ask_no_more_than_one(django_assert_num_queries):
    """And all that can wait together stays within bounds; the most is asked for the coordination."""
    karla = people.karla()
    everything_waits()
    with CaptureQueriesContext(connection) as with_one:
        tasks(User.objects.get(pk=karla.pk))
    assert len(with_one) <= 45
    for _ in range(29):
        submitted_by_tina()
    with django_assert_num_queries(len(with_one)):
        tasks(User.objects.get(pk=karla.pk))
