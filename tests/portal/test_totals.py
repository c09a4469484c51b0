"""What the numbers of a list come to, beside the date before: in the preview and after it."""

from datetime import date

import pytest
from django.urls import reverse

from accommodation import actions
from accommodation.imports import DeliveryCheck
from portal.inbox.totals import totals_of_preview, totals_of_written
from portal.models import Delivery
from tests import people
from tests.accommodation.sending import drafted, released, submitted
from tests.factories import ReportingDateFactory, ShelterFactory

pytestmark = pytest.mark.django_db

JULY = "31.07.2017"


@pytest.fixture(autouse=True)
def _houses():
    """Anker runs three, each with 100 places."""
    for name in ("Haus Ahorn", "Haus Birke", "Haus Linde"):
        ShelterFactory(name=name, operation__operator=people.anker())


@pytest.fixture
def _august():
    ReportingDateFactory(as_of=date(2017, 8, 31), due_on=date(2017, 9, 10))


def totals(draft: Delivery) -> dict[str, str]:
    return dict(totals_of_preview(actions.check_again(draft), draft.sender))


def test_the_preview_has_the_sum_and_that_of_the_same_shelters_a_date_before():
    released("Haus Ahorn;100;70", "Haus Birke;100;60", as_of=JULY)
    assert totals(drafted("Haus Ahorn;100;80", "Haus Birke;100;62")) == {
        "Zusammen am 31.08.2017": "142 Personen in 2 Unterkünften, +12 gegenüber 31.07.2017 (130)"
    }


def test_what_only_repeats_a_number_is_part_of_the_sum():
    released("Haus Ahorn;100;80")
    assert totals(drafted("Haus Ahorn;100;80", "Haus Birke;100;62"))["Zusammen am 31.08.2017"].startswith(
        "142 Personen in 2 Unterkünften"
    )


def test_a_first_list_and_other_shelters_are_compared_with_nothing():
    draft = drafted("Haus Ahorn;100;80", "Haus Birke;100;k. A.")
    assert list(totals(draft).values()) == ["80 Personen in einer Unterkunft, erste Meldung dieses Trägers"]
    released("Haus Linde;100;50", as_of=JULY)
    assert list(totals(draft).values()) == [
        "80 Personen in einer Unterkunft, für den 31.07.2017 keine Zahl dieser Unterkünfte"
    ]


def of_months(*months: int) -> DeliveryCheck:
    """One house, one line for the first of each month."""
    lines = [f"Haus Ahorn;100;{60 + month};01.{month:02}.2017" for month in months]
    text = "\n".join(["Unterkunft;Plätze;Belegung;Stichtag", *lines])
    _, check = actions.draft_delivery(
        data=text.encode(), file_name="monate.csv", sender=people.anker(), as_of=None, by=people.tina()
    )
    return check


def test_a_list_of_several_dates_is_added_up_for_each_the_newest_first():
    assert [label for label, _ in totals_of_preview(of_months(6, 7), people.anker())] == [
        "Zusammen am 01.07.2017", "Zusammen am 01.06.2017",
    ]  # fmt: skip


def test_of_a_year_the_newest_six_are_told_and_how_many_more_there_are():
    told = totals_of_preview(of_months(*range(1, 9)), people.anker())
    assert [label for label, _ in told][5] == "Zusammen am 01.03.2017"
    assert told[6:] == [("Weitere Stichtage", "2")]


@pytest.mark.usefixtures("_august")
def test_shelters_left_without_a_number_are_named_whether_empty_or_not_in_the_list():
    draft = drafted("Haus Ahorn;100;80", "Haus Birke;100;k. A.")
    assert totals(draft)["Noch ohne Zahl am 31.08.2017"] == (
        "Haus Birke, Haus Linde: zählen als nicht gemeldet"
    )


@pytest.mark.usefixtures("_august")
def test_what_was_reported_before_is_not_missing():
    submitted("Haus Birke;100;60", "Haus Linde;100;50")
    assert totals(drafted("Haus Ahorn;100;80"))["Noch ohne Zahl am 31.08.2017"] == "keine Unterkunft"


def test_after_it_was_handed_in_the_sum_is_that_of_what_is_written():
    released("Haus Ahorn;100;70", as_of=JULY)
    assert totals_of_written(submitted("Haus Ahorn;100;80")) == [
        (
            "Neue und geänderte Zahlen zusammen",
            "80 Personen in einer Unterkunft, +10 gegenüber 31.07.2017 (70)",
        )
    ]


def test_both_stand_on_the_page(client):
    draft = drafted("Haus Ahorn;100;80")
    client.force_login(people.tina())
    text = client.get(reverse("deliveries:delivery", args=[draft.pk])).content.decode()
    assert "<dt>Zusammen am 31.08.2017</dt><dd>80 Personen in einer Unterkunft" in text
