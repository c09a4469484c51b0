"""Carried values where people read them: the list of the shelters, the pages, the files."""

import csv
import io
from datetime import date

import pytest
from django.urls import reverse
from python_calamine import load_workbook

from portal.figures import Table
from tests import people
from tests.accommodation.houses import (
    AUGUST,
    JULY,
    NO_BREAK,
    SEPTEMBER,
    house,
    in_columns,
    reports,
)
from tests.factories import (
    OperationFactory,
)

pytestmark = pytest.mark.django_db


def rows_of_list(client, person, stichtag: date | None = AUGUST) -> dict[str, list[str]]:
    client.force_login(person)
    return in_columns(list_page(client, stichtag), "unterkunft", "belegt", "art", "stichtag")


def list_page(client, stichtag: date | None) -> Table:
    query = {"stichtag": stichtag.isoformat()} if stichtag else {}
    return client.get(reverse("accommodation:shelters"), query).context["table"]


@pytest.mark.usefixtures("_ahorn_is_silent")
def test_the_list_of_a_stichtag_shows_what_its_sum_is_made_of(client):
    assert rows_of_list(client, people.karla()) == {
        "Haus Ahorn": [f"118{NO_BREAK}Personen", "fortgeschrieben (Stand 31.07.2017)", "31. Juli 2017"],
        "Haus Birke": [f"75{NO_BREAK}Personen", "gemeldet", "31. August 2017"],
    }
    assert list_page(client, AUGUST).notes[0] == (
        f"31.08.2017: 1 von 2 Unterkünften gemeldet, 1 fortgeschrieben, zusammen 193{NO_BREAK}Personen."
    )


@pytest.mark.usefixtures("_ahorn_is_silent")
def test_after_its_time_the_list_names_the_last_number_without_counting_it(client, birke):
    reports(birke, {SEPTEMBER: 60})

    ahorn = rows_of_list(client, people.karla(), SEPTEMBER)["Haus Ahorn"]

    assert ahorn == [
        "k. A.",
        "nicht gemeldet, zuletzt 118 (Stand 31.07.2017), älter als 31 Tage, zählt nicht in der Summe",
        "–",
    ]
    completeness, rule = list_page(client, SEPTEMBER).notes
    assert "zusammen 60" in completeness
    assert "höchstens 31 Tage lang. Danach fehlt sie." in rule


@pytest.mark.usefixtures("_ahorn_is_silent")
@pytest.mark.parametrize(
    ("stichtag", "note"),
    [(AUGUST, ""), (SEPTEMBER, "Älter als 31 Tage, zählt nicht in der Summe vom 30.09.2017.")],
)
def test_beside_the_last_number_on_its_own_page_stands_that_no_sum_counts_it(client, birke, stichtag, note):
    reports(birke, {SEPTEMBER: 60})
    client.force_login(people.karla())

    page = client.get(reverse("accommodation:shelter", args=["A1"]), {"stichtag": stichtag.isoformat()})

    assert page.context["chapter"].key_figures[0].note == note


def test_without_a_rule_a_silent_shelters_last_number_never_counts(client, ahorn, birke):
    reports(ahorn, {JULY: 118})
    reports(birke, {AUGUST: 75})

    assert rows_of_list(client, people.karla())["Haus Ahorn"][1] == (
        "nicht gemeldet, zuletzt 118 (Stand 31.07.2017), zählt nicht in der Summe"
    )


@pytest.mark.usefixtures("_ahorn_is_silent")
def test_an_answer_without_a_number_is_shown_as_an_answer(client, ahorn):
    reports(ahorn, {AUGUST: None})

    assert rows_of_list(client, people.karla())["Haus Ahorn"] == [
        "k. A.",
        "keine Angabe",
        "31. August 2017",
    ]


@pytest.mark.usefixtures("_ahorn_is_silent")
def test_a_closed_shelter_is_not_called_silent(client, ahorn):
    ahorn.closed_on = date(2017, 8, 15)
    ahorn.save()

    assert rows_of_list(client, people.karla())["Haus Ahorn"][1] == (
        "nicht in Betrieb, zuletzt 118 (Stand 31.07.2017)"
    )


@pytest.mark.usefixtures("_ahorn_is_silent")
def test_a_list_of_months_is_carried_with_its_month(client, ahorn):
    ahorn.occupancies.update(precision="month")

    assert rows_of_list(client, people.karla())["Haus Ahorn"][1] == "fortgeschrieben (Stand Juli 2017)"


@pytest.mark.usefixtures("_ahorn_is_silent")
def test_between_two_dates_the_list_stands_at_the_last_one(client):
    assert rows_of_list(client, people.karla(), SEPTEMBER) == rows_of_list(client, people.karla(), AUGUST)


@pytest.mark.usefixtures("_ahorn_is_silent")
def test_the_new_operator_does_not_see_the_number_of_the_old_one_carried(client, ahorn):
    ahorn.operations.update(end=JULY)
    OperationFactory(shelter=ahorn, operator=people.bruecke(), start=date(2017, 8, 1))

    assert rows_of_list(client, people.tom()) == {"Haus Ahorn": ["k. A.", "nicht gemeldet", "–"]}


@pytest.mark.usefixtures("_ahorn_is_silent")
def test_an_operator_sees_its_own_house_as_the_city_counts_it(client):
    assert rows_of_list(client, people.tina())["Haus Ahorn"][1] == "fortgeschrieben (Stand 31.07.2017)"


@pytest.mark.usefixtures("rule")
def test_invented_houses_are_counted_apart_in_the_notes_of_the_list(client, nord, birke):
    reports(birke, {AUGUST: 75})
    reports(house("X1", "Beispielhaus", nord, example=True), {JULY: 10})
    rows_of_list(client, people.karla())

    real, invented = list_page(client, AUGUST).notes

    assert real.startswith("31.08.2017: 1 von 1")
    assert invented.startswith("Beispieldaten (erfunden), 31.07.2017: 1 von 1")


@pytest.mark.usefixtures("_ahorn_is_silent")
@pytest.mark.parametrize("address", ["/unterbringung/", "/"])
def test_the_pages_mark_the_sum_and_say_how_complete_it_is(client, address: str):
    client.force_login(people.karla())

    text = client.get(address).content.decode()

    assert '<p class="mark">fortgeschrieben</p>' in text
    assert "1 von 2 Unterkünften gemeldet, 1 fortgeschrieben" in text
    assert "höchstens 31 Tage lang" in text


@pytest.mark.usefixtures("_ahorn_is_silent")
def test_the_page_of_the_list_marks_the_number(client):
    client.force_login(people.karla())

    text = client.get("/unterbringung/unterkuenfte/", {"stichtag": "2017-08-31"}).content.decode()

    assert '<span class="mark">fortgeschrieben</span> 118' in text
    assert "fortgeschrieben (Stand 31.07.2017)" in text
    assert "1 von 2 Unterkünften gemeldet, 1 fortgeschrieben" in text


@pytest.mark.usefixtures("_ahorn_is_silent")
def test_the_list_names_the_day_of_its_numbers_where_it_is_an_older_one(client):
    client.force_login(people.karla())
    assert list_page(client, AUGUST).caption == "Unterkünfte, Stand 31.08.2017"
    assert list_page(client, date(2017, 9, 2)).caption == (
        "Unterkünfte, Stand 02.09.2017, Belegung vom 31.08.2017"
    )


def lines_of(client, address: str) -> list[dict[str, str]]:
    """The file as a program reads it: by the names of its columns."""
    client.force_login(people.karla())
    data = client.get(address, {"stichtag": "2017-08-31"}).content
    if address.endswith(".csv"):
        rows = list(csv.reader(io.StringIO(data.decode("utf-8-sig")), delimiter=";"))
    else:
        rows = load_workbook(io.BytesIO(data)).get_sheet_by_name("Daten").to_python()
    return [dict(zip(rows[0], row, strict=True)) for row in rows[1:]]


@pytest.mark.usefixtures("_ahorn_is_silent")
@pytest.mark.parametrize("extension", ["csv", "xlsx"])
def test_the_file_of_the_values_marks_the_sum(client, extension: str):
    july, august = lines_of(client, f"/unterbringung/werte.{extension}")

    assert (july["Art des Werts"], august["Art des Werts"]) == ("gemeldet", "fortgeschrieben")
    assert int(august["Personen"]) == 193
    assert august["Quelle"].endswith("1 von 2 Unterkünften gemeldet, 1 fortgeschrieben")


@pytest.mark.usefixtures("_ahorn_is_silent")
@pytest.mark.parametrize("extension", ["csv", "xlsx"])
def test_the_file_of_the_districts_marks_and_counts(client, extension: str):
    nord, _city = lines_of(client, f"/unterbringung/bezirke.{extension}")

    assert int(nord["davon fortgeschrieben"]) == 1
    assert nord["Belegt (Personen): Hinweis"] == "fortgeschrieben"


@pytest.mark.usefixtures("_ahorn_is_silent")
@pytest.mark.parametrize("extension", ["csv", "xlsx"])
def test_the_file_of_the_shelters_marks_each_one(client, extension: str):
    ahorn, birke = lines_of(client, f"/unterbringung/unterkuenfte/unterkuenfte.{extension}")

    assert (int(ahorn["Belegt (Personen)"]), ahorn["Art des Werts"]) == (
        118,
        "fortgeschrieben (Stand 31.07.2017)",
    )
    assert (int(birke["Belegt (Personen)"]), birke["Art des Werts"]) == (75, "gemeldet")
