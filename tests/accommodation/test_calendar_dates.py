"""A list about a day that is no Stichtag of the Meldekalender is asked about, never refused."""

from datetime import date

import pytest

from portal.inbox.confirm_form import comment_labels
from tests.accommodation.lists import check, lindenhof, quellenstrasse
from tests.factories import ReportingDateFactory
from tests.sheets import text

pytestmark = pytest.mark.django_db

HEADINGS = "Unterkunft;Stichtag;Belegung"


@pytest.fixture(autouse=True)
def _two_houses():
    quellenstrasse()
    lindenhof()


def calendar(*days: date) -> None:
    for day in days:
        ReportingDateFactory(as_of=day, due_on=day)


def a_list(*lines: str):
    return check(text(HEADINGS, *lines), "liste.csv", as_of=None)


def asked(found) -> list[tuple[str, str]]:
    return [(one.value, one.text) for one in found.messages if one.code == "not_in_calendar"]


def test_it_says_where_what_was_found_what_it_means_and_what_to_do():
    calendar(date(2017, 7, 31), date(2017, 8, 31))
    found = a_list("Quellenstraße 7;13.08.2017;118", "Lindenhof;13.08.2017;70")
    assert found.outcome == "confirm"
    assert asked(found) == [
        (
            "13.08.2017",
            "Der 13.08.2017 (ab Zeile 2) steht nicht im Meldekalender. Die Zahlen gelten dann nur für diesen "
            "Tag; für die Stichtage fehlen sie weiter. Die nächsten Stichtage: 31.07.2017 und 31.08.2017. "
            "Ist ein Stichtag gemeint, berichtigen Sie bitte das Datum der Liste. Fehlt ein Stichtag im "
            "Kalender, trägt ihn die Koordination im Meldekalender ein.",
        )
    ]


def test_it_is_about_the_list_and_asks_for_no_comment_to_a_number():
    calendar(date(2017, 8, 31))
    assert list(comment_labels(a_list("Quellenstraße 7;13.08.2017;118"))) == []


def test_a_stichtag_of_the_calendar_is_not_asked_about():
    calendar(date(2017, 8, 31))
    assert a_list("Quellenstraße 7;31.08.2017;118").outcome == "accepted"


def test_a_city_that_keeps_no_calendar_is_not_asked():
    assert asked(a_list("Quellenstraße 7;13.08.2017;118")) == []


@pytest.mark.parametrize(
    ("known", "near"),
    [
        (date(2017, 7, 31), "Der nächste Stichtag: 31.07.2017."),
        (date(2017, 8, 31), "Der nächste Stichtag: 31.08.2017."),
    ],
)
def test_before_the_first_and_after_the_last_one_stichtag_is_near(known, near):
    calendar(known)
    ((_, said),) = asked(a_list("Quellenstraße 7;13.08.2017;118"))
    assert near in said


def test_of_many_days_three_are_named_and_the_rest_is_counted():
    calendar(date(2017, 8, 31))
    found = asked(a_list(*(f"Quellenstraße 7;0{day}.08.2017;118" for day in range(1, 6))))
    assert [value for value, _ in found if value] == ["01.08.2017", "02.08.2017", "03.08.2017"]
    assert [said for value, said in found if not value] == [
        "2 weitere Tage dieser Liste stehen auch nicht im Meldekalender."
    ]
