"""The start page: the situation for everybody, and above it what concerns the one who looks."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from portal.models import AuditEvent
from portal.releases import State
from tests import people
from tests.factories import (
    CouncilRequestFactory,
    DeliveryFactory,
    IndicatorFactory,
    OccupancyFactory,
    ReportedFigureFactory,
    ShelterFactory,
)

pytestmark = pytest.mark.django_db


def page(client) -> str:
    return " ".join(client.get("/").content.decode().split())


def visited(person, days_ago: int) -> None:
    AuditEvent.objects.create(
        kind=AuditEvent.Kind.SIGN_IN, account=person, at=timezone.now() - timedelta(days=days_ago)
    )


def released(days_ago: int, label: str = "Menschen in Unterkünften"):
    return ReportedFigureFactory(
        indicator=IndicatorFactory(label=label),
        state=State.RELEASED,
        decided_at=timezone.now() - timedelta(days=days_ago),
    )


def test_who_does_not_sign_in_hears_of_no_tasks(client, settings):
    settings.PUBLIC_VIEW = True
    CouncilRequestFactory()
    shown = page(client)
    assert "wartet auf Sie" not in shown
    assert "Neu seit" not in shown
    assert "Unbeantwortet" not in shown


def test_rosa_reads_what_was_released_since_she_was_here(act_as):
    rosa = people.rosa()
    visited(rosa, days_ago=9)
    visited(rosa, days_ago=0)
    released(days_ago=3, label="Neue Zahl")
    released(days_ago=12, label="Bekannte Zahl")
    shown = page(act_as(people.rosa))
    assert f"Neu seit Ihrem letzten Besuch am {timezone.localdate() - timedelta(days=9):%d.%m.%Y}" in shown
    assert "Neue Zahl</a>: <strong>" in shown
    assert "Bekannte Zahl</a>: <strong>" not in shown


def test_a_sum_is_told_with_how_many_shelters_it_holds(act_as):
    day, now = date(2017, 8, 31), timezone.now()
    delivery = DeliveryFactory(sender=people.anker(), state=State.RELEASED, decided_at=now)
    OccupancyFactory(shelter=ShelterFactory(), as_of=day, occupied=80, delivery=delivery)
    ShelterFactory()
    shown = page(act_as(people.rosa))
    assert "Summe der Meldungen</a>: <strong>80 Personen (31.08.2017)</strong>" in shown.replace("\xa0", " ")
    assert (
        "1 von 2 Unterkünften"
        in shown.replace("\xa0", " ").partition("Neu in den letzten")[2].partition("</section>")[0]
    )


def test_who_comes_for_the_first_time_reads_of_thirty_days(act_as):
    visited(people.rosa(), days_ago=0)
    released(days_ago=29, label="Vor einem Monat")
    shown = page(act_as(people.rosa))
    assert "Neu in den letzten 30 Tagen" in shown
    assert "Vor einem Monat</a>: <strong>" in shown


def test_nothing_new_is_said(act_as):
    visited(people.rosa(), days_ago=9)
    visited(people.rosa(), days_ago=0)
    assert "Seitdem ist keine Zahl freigegeben worden." in page(act_as(people.rosa))


def test_rosa_sees_which_questions_of_the_council_are_open(act_as):
    asked = CouncilRequestFactory(number="7/2017", dated=date(2017, 8, 1), due_on=date(2017, 9, 15))
    shown = page(act_as(people.rosa))
    assert "Unbeantwortet: 1 Anfrage des Rats" in shown
    assert f'href="/anfragen/{asked.pk}/"' in shown


def test_karla_who_answers_them_has_them_among_her_tasks_only(act_as):
    CouncilRequestFactory()
    shown = page(act_as(people.karla))
    assert "Unbeantwortet" not in shown
    assert "beantworten: Belegung der Unterkünfte" in shown


def test_tina_sees_her_tasks_as_links(act_as):
    draft = DeliveryFactory(sender=people.anker(), created_by=people.tina(), state=State.DRAFT)
    shown = page(act_as(people.tina))
    assert "Das wartet auf Sie: 1" in shown
    assert f'href="/meldungen/{draft.pk}/"' in shown
