"""The 22 checks of the report and its discrepancies: what each gives, typed by hand from the list of checks
and not from the files that are loaded."""

from datetime import date

import pytest
from django.db import transaction

from accommodation.chapter import chapter
from portal.figures import Audience, Verdict
from portal.models import Claim
from taskforce.models import Body
from tests.the_report import load_the_report
from volunteering.models import MeetingSpace

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("_loaded")]

NBSP = "\N{NO-BREAK SPACE}"

# Check, what was stated, what it gives, and the verdict. „Ungenau“ of the list is „ungefähr“ here; „Begriff
# unscharf“ and „andere Grundgesamtheit“ are „nicht prüfbar“; „derivable“, „plausibel“ and „rule“ are
# „gerechnet“; a misprint is „weicht ab“.
CHECKS = """
k-01  11 %                          9,6 % weniger                    weicht ab
k-02  nahezu fünf Mal               4,5-fach                         ungefähr
k-03  752 Plätze                    752 Plätze                       bestätigt
k-04  6,47 %                        -                                nicht prüfbar
k-05  stagnieren oder gehen zurück  5 von 5 Schritten fallen         bestätigt
k-06  -                             42,6 %                           gerechnet
k-07  jeweils 75.000 EUR            75.000 EUR                       bestätigt
k-08  -                             160,0 % mehr                     gerechnet
k-09  sechs Arbeitsgruppen          6                                bestätigt
k-10  -                             2,3                              gerechnet
k-11  -                             5                                gerechnet
k-12-anteil-gefluechtete  rd. 2 %   -                                nicht prüfbar
k-12-anteil-migration     rd. 45 %  44 %                             ungefähr
k-13  jeweils 160 Mio. EUR          160 Mio. EUR                     bestätigt
k-14  -                             60 %                             gerechnet
k-15  50 %                          50,0 %                           bestätigt
k-16  -                             10 Stunden                       gerechnet
k-17  -                             48,8                             gerechnet
k-18  -                             rund 89,9 %                      gerechnet
k-19  -                             07.12.2017                       gerechnet
k-20  Spitzenmonat, 1.116           1.116 Personen (November 2015)   bestätigt
k-21  höchste Anzahl, 8.141         8.677 Personen (Juni 2016)       weicht ab
k-22  8 Verweise                    7                                weicht ab
d-09  7.797                         7.574 Personen                   weicht ab
d-10  gehen zurück                  2 von 3 Schritten fallen         weicht ab
d-17  5 Standorte                   5                                bestätigt
"""
ROWS = [[part.strip() for part in line.split("  ") if part.strip()] for line in CHECKS.strip().splitlines()]

# What the other readings of a check give.
READINGS = {
    "k-01": ["10,6 % mehr", "9,3 % weniger", "7,0 % weniger"],
    "k-02": ["4,1-fach"],
    "k-03": ["25,1 %"],
    "k-06": ["320 Plätze", "88,4 %", "27,2 %", "432 Plätze"],
    "k-07": ["75.000 EUR", "0 EUR"],
    "k-08": ["2,6-fach", "40.000 EUR"],
    "k-10": ["rund 5", "33,3 %", "rund 25,8 %", "1.875"],
    "k-11": ["25,0 %"],
    "k-12-anteil-gefluechtete": ["1,2 %", "1,3 %"],
    "k-13": ["56,3 %", "70 Mio. EUR", "320 Mio. EUR", "90.000.000 EUR"],
    "k-15": ["2-fach"],
}


@pytest.fixture(scope="module")
def _loaded(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock(), transaction.atomic():
        load_the_report()
        yield
        transaction.set_rollback(True)


def claim(number: str) -> Claim:
    return Claim.objects.with_readings().get(key__startswith=number)


@pytest.mark.parametrize(("number", "stated", "recomputed", "verdict"), ROWS)
def test_a_check_gives_what_the_list_says(number, stated, recomputed, verdict):
    found = claim(number)
    result = found.preferred.result.text.replace(NBSP, " ") if found.preferred else "-"
    assert (found.stated_text or "-", result, found.verdict) == (stated, recomputed, verdict)


def test_all_22_checks_are_there():
    checks = {key[:4] for key in Claim.objects.values_list("key", flat=True) if key.startswith("k-")}
    assert checks == {f"k-{number:02}" for number in range(1, 23)}


@pytest.mark.parametrize("number", READINGS)
def test_other_readings_stand_beside(number):
    others = [reading for reading in claim(number).readings.all() if not reading.preferred]
    assert [reading.result.text.replace(NBSP, " ") for reading in others] == READINGS[number]


def test_both_sides_are_cited():
    """The claim itself, and what it is compared with: figures, or names that the reading says whence."""
    for one in Claim.objects.with_readings():
        assert one.citation.source
        for reading in one.readings.all():
            assert reading.operands or (reading.names and reading.note), one.key


def test_the_groups_and_rooms_that_are_counted_are_those_of_the_portal():
    (groups,) = claim("k-09").readings.all()
    known = Body.objects.filter(kind=Body.Kind.WORKING_GROUP).values_list("name", flat=True)
    assert {f"Arbeitsgruppe {name}" for name in groups.names} == set(known)
    (rooms,) = claim("d-17").readings.all()
    assert len(rooms.names) == MeetingSpace.objects.on(date(2018, 5, 1)).count()


def test_a_claim_stands_once_in_its_chapter():
    statements = [check.statement for check in chapter(date(2018, 1, 1), Audience.PUBLIC).checks]
    assert len(statements) == len(set(statements)) == 8


def test_the_page_counts_its_verdicts(client, settings):
    settings.PUBLIC_VIEW = True
    text = client.get("/faktencheck/").content.decode()
    assert "29 Behauptungen nachgerechnet: 10 bestätigt, 2 ungefähr, 5 weichen ab" in text
    assert "2 nicht prüfbar, 10 gerechnet." in text
    assert {Verdict(row[-1]) for row in ROWS} == set(Verdict)
