"""The declaration says what the city has entered, and never more than is known."""

from datetime import date

import pytest
from django.core.management import call_command
from django.urls import reverse

from portal.accessibility.statement import declaration_on
from portal.admin.accessibility import NOT_FULL
from portal.models import AccessibilityStatement, KnownBarrier
from tests import people
from tests.factories import KnownBarrierFactory, StatementFactory

pytestmark = pytest.mark.django_db

TODAY = date(2017, 9, 30)


def page_of(client) -> str:
    return client.get(reverse("accessibility:statement")).content.decode()


def test_the_newest_declaration_of_the_day_holds():
    held = StatementFactory(assessed_on=date(2017, 8, 31))
    StatementFactory(assessed_on=date(2016, 8, 31))
    StatementFactory(assessed_on=date(2017, 10, 1))
    assert declaration_on(TODAY).made == held


def test_without_a_declaration_the_page_says_so(client):
    assert declaration_on(TODAY).status == ""
    assert "noch keine Erklärung abgegeben" in page_of(client)


@pytest.mark.parametrize(
    ("entered", "barrier", "told"),
    [
        ("full", None, "vollständig vereinbar"),
        ("full", "unmet", "teilweise vereinbar"),
        ("full", "outside", "vollständig vereinbar"),
        ("partly", None, "teilweise vereinbar"),
        ("not", "unmet", "nicht vereinbar"),
    ],
)
def test_nothing_is_called_fully_accessible_while_a_barrier_is_known(entered, barrier, told):
    StatementFactory(status=entered)
    if barrier:
        KnownBarrierFactory(reason=barrier)
    assert declaration_on(TODAY).status == told


def test_a_barrier_stands_there_until_the_day_it_is_resolved():
    KnownBarrierFactory(resolved_on=TODAY)
    standing = KnownBarrierFactory(resolved_on=date(2017, 10, 1))
    (group,) = declaration_on(TODAY).groups
    assert group.barriers == (standing,)


def test_barriers_stand_by_kind_of_reason_in_the_order_of_the_model_declaration():
    for reason in ("outside", "burden", "unmet"):
        KnownBarrierFactory(reason=reason)
    assert [group.key for group in declaration_on(TODAY).groups] == ["unmet", "burden", "outside"]


def test_the_page_names_reason_alternative_and_date(client):
    StatementFactory()
    KnownBarrierFactory(alternative="Die Tabelle darunter.", planned_until=date(2018, 3, 31))
    text = page_of(client)
    for part in ("Das Programm kennt keinen.", "Die Tabelle darunter.", "geplant bis 31. März 2018"):
        assert part in text


@pytest.mark.parametrize(
    "part",
    [
        "teilweise vereinbar",  # state of compliance
        "Selbstbewertung",  # method
        "31. August 2017",  # when it was made
        reverse("accessibility:report"),  # to report a barrier
        "Schlichtungsstelle",  # enforcement
        reverse("accessibility:plain_language"),  # § 4 BITV
    ],
)
def test_the_page_holds_what_the_law_asks_for(client, part):
    StatementFactory()
    assert part in page_of(client)


def test_every_page_leads_there(client):
    for name in ("statement", "plain_language", "report"):
        address = reverse(f"accessibility:{name}")
        assert f'href="{address}' in client.get("/konto/login/").content.decode()


def test_page_barriers_and_one_period_are_three_questions(client, django_assert_max_num_queries):
    StatementFactory()
    for _ in range(3):
        KnownBarrierFactory()
    with django_assert_max_num_queries(3):
        page_of(client)


def test_the_admin_does_not_let_anybody_declare_more_than_is_known(act_as):
    KnownBarrierFactory()
    form = {"assessed_on": "2017-08-31", "status": "full", "method": "self", "how": "Mit axe."}
    answer = act_as(people.karla).post(reverse("admin:portal_accessibilitystatement_add"), form)
    assert answer.context["errors"] == [[NOT_FULL]]
    assert not AccessibilityStatement.objects.exists()


def test_what_is_known_of_the_software_is_loaded_once_and_then_left_alone(capsys):
    call_command("load_statement")
    loaded = KnownBarrier.objects.count()
    KnownBarrier.objects.first().delete()
    call_command("load_statement")
    assert "nichts geändert" in capsys.readouterr().out
    assert KnownBarrier.objects.count() == loaded - 1
    assert declaration_on(date(2026, 11, 28)).status == "teilweise vereinbar"
