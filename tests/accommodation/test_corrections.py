"""A later list about the same date: difference, reason, comments to warnings, and the old file again."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError

from accommodation import actions
from accommodation.imports import check_delivery
from accommodation.models import Occupancy
from portal.models import Delivery
from tests import people
from tests.accommodation.sending import confirmed, counting, drafted, released, submitted
from tests.factories import OccupancyFactory, ShelterFactory
from tests.sheets import occupancy_csv

pytestmark = pytest.mark.django_db

HOUSES = ("Haus Ahorn", "Haus Birke", "Haus Linde")
JULY, AUGUST = "31.07.2017", "31.08.2017"


@pytest.fixture(autouse=True)
def houses():
    """Anker runs three, each with 100 places."""
    return [ShelterFactory(name=name, operation__operator=people.anker()) for name in HOUSES]


def test_numbers_do_not_change_without_a_reason():
    released("Haus Ahorn;100;80")

    with pytest.raises(ValidationError, match="Bitte nennen Sie den Grund"):
        confirmed(drafted("Haus Ahorn;100;82"), reason="  ")
    assert counting() == {"Haus Ahorn": 80}


def test_the_reason_stays_with_the_correction():
    released("Haus Ahorn;100;80")

    correction = confirmed(drafted("Haus Ahorn;100;82"), reason=" Zwei Zimmer vergessen ")

    assert Delivery.objects.get(pk=correction.pk).reason == "Zwei Zimmer vergessen"


def test_a_reason_of_more_than_300_characters_is_refused():
    released("Haus Ahorn;100;80")
    draft = drafted("Haus Ahorn;100;82")

    with pytest.raises(ValidationError, match="höchstens 300 Zeichen"):
        confirmed(draft, reason="x" * 301)
    assert len(confirmed(draft, reason="x" * 300).reason) == 300


def test_new_numbers_need_no_reason():
    released("Haus Ahorn;100;80")

    assert confirmed(drafted("Haus Ahorn;100;80", "Haus Birke;100;70"), reason="").counts["changed"] == 0


def test_a_comment_stays_with_the_figure_that_it_explains(houses):
    ahorn = houses[0]
    draft = drafted("Haus Ahorn;100;125", "Haus Birke;100;70")

    confirmed(draft, comments={f"{ahorn.pk}-2017-08-31": "Notbelegung bis Mitte September"})

    comments = dict(Occupancy.objects.values_list("shelter__name", "comment"))
    assert comments == {"Haus Ahorn": "Notbelegung bis Mitte September", "Haus Birke": ""}


def test_the_comment_is_part_of_where_the_figure_comes_from(houses):
    occupancy = OccupancyFactory(shelter=houses[0], sheet="Aug", row=7, comment="Notbelegung")

    assert str(occupancy.provenance()).endswith("Blatt „Aug“, Zeile 7, Anmerkung: Notbelegung")


def warnings(*lines: str, as_of: str = AUGUST, **options) -> list[str]:
    check = check_delivery(
        occupancy_csv(*lines, as_of=as_of),
        "liste.csv",
        sender=people.anker(),
        today=date(2017, 10, 1),
        **options,
    )
    return [message.text for message in check.messages if message.level == "warning"]


SAME = ("Haus Ahorn;100;80", "Haus Birke;100;70", "Haus Linde;100;60")


def test_the_same_numbers_as_a_month_ago_may_be_the_old_file():
    released(*SAME, as_of=JULY)

    assert warnings(*SAME) == [
        "Alle 3 Werte sind dieselben wie am 31.07.2017. Stimmt das, oder ist es die alte Datei?"
    ]


def test_who_says_that_nothing_changed_is_not_asked():
    released(*SAME, as_of=JULY)

    assert warnings(*SAME, unchanged_stated=True) == []


@pytest.mark.parametrize("way", [Delivery.Way.FILE, Delivery.Way.UNCHANGED])
def test_the_way_of_a_delivery_decides_the_same_at_the_preview_and_at_its_confirmation(way):
    released(*SAME, as_of=JULY)
    draft, check = actions.draft_delivery(
        data=occupancy_csv(*SAME),
        file_name="august.csv",
        sender=people.anker(),
        as_of=None,
        by=people.tina(),
        way=way,
    )

    asked = any(message.code == "same_as_before" for message in check.messages)
    assert asked == (way == Delivery.Way.FILE)
    assert actions.check_again(draft).digest == check.digest


def test_one_other_number_is_enough():
    released(*SAME, as_of=JULY)

    assert warnings(*SAME[:2], "Haus Linde;100;61") == []


def test_two_houses_often_have_the_same_numbers_twice():
    released(*SAME[:2], as_of=JULY)

    assert warnings(*SAME[:2]) == []


def test_numbers_of_several_dates_are_no_old_file():
    released(*SAME[:2], as_of=JULY)
    released(SAME[2], as_of="30.06.2017")

    assert warnings(*SAME) == []


def test_what_another_operator_reported_is_not_compared(houses):
    for house, occupied in zip(houses, (80, 70, 60), strict=True):
        OccupancyFactory(
            shelter=house, as_of=date(2017, 7, 31), occupied=occupied, delivery__sender=people.bruecke()
        )

    assert warnings(*SAME) == []


def test_a_list_of_several_dates_names_the_date_that_only_repeats():
    lines = [
        f"Haus {name};100;{occupied};{as_of}"
        for as_of in (JULY, AUGUST)
        for name, occupied in (("Ahorn", 80), ("Birke", 70), ("Linde", 60))
    ]
    data = "\r\n".join(["Unterkunft;Plätze;Belegung;Stichtag", *lines]).encode()
    check = check_delivery(data, "liste.csv", sender=people.anker(), today=date(2017, 10, 1))

    assert [message.text for message in check.messages] == [
        "Alle 3 Werte zum 31.08.2017 sind dieselben wie am 31.07.2017. "
        "Stimmt das, oder ist es die alte Datei?"
    ]


def test_a_correction_that_waits_changes_nothing_yet():
    released("Haus Ahorn;100;80")
    submitted("Haus Ahorn;100;82")

    assert counting() == {"Haus Ahorn": 80}
