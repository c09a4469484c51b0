"""What the report says in chapter 5, as `manage.py load_report` keeps it and as the page tells it."""

from collections.abc import Iterator
from datetime import date

import pytest
from django.core.management import call_command
from django.db import transaction

from fim.chapter import chapter
from fim.models import Placement, Quota, Rule
from portal.figures import Audience
from portal.models import Citation, Organisation, ReportedFigure, Source
from portal.report_facts import REPORT_2017
from tests.register import facts, pieces_of, unread
from tests.the_report import load_the_report

pytestmark = [pytest.mark.django_db, pytest.mark.once, pytest.mark.usefixtures("_loaded")]

NUMBERS = [f"F{number}" for number in range(143, 177)]
AUTUMN_2017 = date(2017, 10, 1)
SOURCES = ("Ausführlicher Bericht", "GRDrs 675/2016", "Richtlinie des BMAS")

# What a reader sees of a row: its own words or its name.
SAID_BY = {
    "statements": ("text",),
    "figures": ("value_text", "scope"),
    "quotas": ("assigned_by",),
    "rules": ("title",),
    "organisations": ("name", "short_name"),
}


@pytest.fixture(scope="module")
def _loaded(django_db_setup, django_db_blocker) -> Iterator[None]:
    """Loaded once for all tests; each undoes what it changes, and the last one everything."""
    with django_db_blocker.unblock(), transaction.atomic():
        load_the_report()
        yield
        transaction.set_rollback(True)


FACTS = facts(REPORT_2017 / "fim", SAID_BY)


@pytest.fixture(scope="module")
def pieces(_loaded, django_db_blocker) -> list[str]:
    """In the winter after the report, when all that it announces has begun."""
    with django_db_blocker.unblock():
        return pieces_of(["/fim/?stichtag=2018-02-01"])


@pytest.mark.parametrize("number", NUMBERS)
def test_a_number_of_the_register_is_read_beside_its_source(pieces, number):
    assert FACTS[number]
    assert unread(FACTS[number], pieces) == []


def test_752_places_are_computed_from_189_and_563():
    quota = Quota.objects.get()
    assert (quota.internal, quota.external, quota.total) == (189, 563, 752)
    assert quota.assigned_by == Organisation.objects.get(name="Bundesagentur für Arbeit")
    assert str(quota.citation).startswith("Ausführlicher Bericht")


def test_two_rules_each_with_its_day_and_its_source():
    guideline, of_june = Rule.objects.all()
    assert (guideline.hours_per_week, str(guideline.eur_per_hour), guideline.minimum_age) == (30, "0.80", 18)
    assert guideline.max_months is None
    assert (of_june.valid_from, of_june.max_months, of_june.hours_per_week) == (date(2017, 6, 8), 6, None)
    assert of_june.reservation == "im Rahmen der verfügbaren Haushaltsmittel"
    assert {issuer.name for issuer in of_june.issuers.all()} == {
        "Landesregierung Baden-Württemberg",
        "Regionaldirektion Baden-Württemberg der Bundesagentur für Arbeit",
    }


def test_about_170_converted_places_stay_about():
    figure = ReportedFigure.objects.get(indicator__key="fim_agh_converted")
    assert str(figure.as_value()) == "ca. 170\N{NO-BREAK SPACE}Plätze"


def test_of_august_2017_the_rates_are_computed():
    table = chapter(AUTUMN_2017, Audience.PUBLIC).table("auslastung-werte")
    rows = [[str(cell.content) for cell in row] for row in table.rows]
    nbsp = "\N{NO-BREAK SPACE}"
    assert [(row[0], row[2].split(nbsp)[0], row[4]) for row in rows] == [
        ("intern", "167", f"88,4{nbsp}%"),
        ("extern", "153", f"27,2{nbsp}%"),
        ("zusammen", "320", f"42,6{nbsp}%"),
    ]


def test_no_measure_and_no_contract_is_invented_for_the_report():
    assert not Placement.objects.exists()


def test_the_misprinted_paper_leads_to_the_real_one_and_is_told():
    sic = Citation.objects.get(as_printed="GRDrs 675/2916", note__endswith="Absatz 2")
    assert sic.source == Source.objects.get(number=675, year=2016)
    headings = [finding.heading for finding in chapter(AUTUMN_2017, Audience.PUBLIC).findings]
    assert "Der Bericht nennt „GRDrs 675/2916“, gemeint ist GRDrs 675/2016" in headings


def test_a_second_load_changes_nothing(capsys):
    call_command("load_report")
    assert " 0 neu, 0 im Portal geändert, " in capsys.readouterr().out
