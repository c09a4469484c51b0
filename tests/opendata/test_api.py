"""The interface for programs, its description, and how its answers are kept."""

import re
from datetime import date

import pytest
from django.test import Client

from portal.opendata.chapters import KEYS
from portal.opendata.descriptions import operations
from portal.opendata.files import every_file
from tests import people
from tests.factories import IndicatorFactory, ReportedFigureFactory
from tests.opendata.published import fetched, read_json

pytestmark = pytest.mark.django_db


@pytest.fixture
def _three_values():
    persons = IndicatorFactory(key="persons")
    for year, leading in ((2015, True), (2016, False), (2017, True)):
        ReportedFigureFactory(
            indicator=persons, value=year, period_start=date(year, 8, 31), leading=leading,
        )  # fmt: skip
    ReportedFigureFactory(indicator=IndicatorFactory(key="places", area="fim"), value=1)


def values(**query) -> list[int]:
    return [row["wert"] for row in read_json("api/werte", **query)["werte"]]


@pytest.mark.usefixtures("_three_values")
@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ({}, [2015, 2016, 2017, 1]),
        ({"kennzahl": "persons"}, [2015, 2016, 2017]),
        ({"kennzahl": "unbekannt"}, []),
        ({"bereich": "fim"}, [1]),
        ({"kennzahl": "persons", "von": "2016-01-01"}, [2016, 2017]),
        ({"kennzahl": "persons", "bis": "2016-12-31"}, [2015, 2016]),
        ({"kennzahl": "persons", "nur_fuehrende": "true"}, [2015, 2017]),
        ({"kennzahl": "persons", "ab": 1, "anzahl": 1}, [2016]),
    ],
)
def test_values_are_chosen_by_indicator_area_and_time(query, expected):
    assert values(**query) == expected


@pytest.mark.usefixtures("_three_values")
def test_a_page_of_values_says_how_many_there_are():
    page = read_json("api/werte", anzahl=1, ab=2)
    assert (page["anzahl"], page["ab"], len(page["werte"])) == (4, 2, 1)


@pytest.mark.usefixtures("_three_values")
def test_the_interface_and_the_file_say_the_same():
    assert read_json("api/kennzahlen/persons") == read_json("kennzahlen/persons.json")
    assert read_json("api/kapitel/fim") == read_json("kapitel/fim.json")


def test_what_cannot_be_understood_is_named_all_at_once():
    answer = Client().get("/daten/api/werte", {"von": "gestern", "anzahl": "-1"})
    assert answer.status_code == 422
    assert answer.json()["detail"].startswith("Nicht zu verstehen: „von“, „anzahl“.")


@pytest.mark.parametrize("day", ["gestern", "2017-02-30", "0001-01-01", "9999-12-31"])
@pytest.mark.parametrize("chapter", KEYS)
def test_a_day_far_from_every_calendar_is_refused(chapter, day):
    answer = Client().get(f"/daten/api/kapitel/{chapter}", {"stichtag": day})
    assert answer.status_code == 422
    assert answer.json()["detail"].startswith("Nicht zu verstehen: „stichtag“.")


@pytest.mark.usefixtures("_three_values")
def test_a_harvester_asks_by_head_whether_there_is_something_new():
    asked, known = Client().head("/daten/api/werte"), Client().get("/daten/api/werte")
    assert (asked.status_code, asked.content) == (200, b"")
    assert asked.headers["ETag"] == known.headers["ETag"]


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
def test_who_wants_to_write_is_told_that_nothing_can_be_written(method):
    answer = getattr(Client(enforce_csrf_checks=True), method)("/daten/api/werte")
    assert (answer.status_code, answer.headers["Allow"]) == (405, "GET, HEAD")
    assert answer.json() == {"detail": "Hier wird nur gelesen: Bitte mit GET fragen."}


def test_an_unknown_indicator_is_a_sentence():
    answer = Client().get("/daten/api/kennzahlen/unbekannt")
    assert (answer.status_code, answer.json()["detail"]) == (
        404, "Eine veröffentlichte Kennzahl „unbekannt“ gibt es nicht.",
    )  # fmt: skip


def test_every_operation_is_described_for_programs_and_for_people(client):
    described = read_json("api/openapi.json")
    assert described["openapi"].startswith("3.")
    assert {method for path in described["paths"].values() for method in path} == {"get"}
    page = client.get("/daten/api/").content.decode()
    for one in operations():
        assert f"GET {one.path}" in page
        assert one.summary in page
        assert all(parameter.description in page and parameter.description for parameter in one.parameters)


def test_every_file_is_offered_on_the_page():
    ReportedFigureFactory(indicator__key="persons")
    offered = set(re.findall(r'href="/daten/([^"#]+)"', fetched("").decode()))
    assert offered == {"api/"} | {address for address, _ in every_file(date(2017, 8, 31))}


@pytest.mark.parametrize("address", ["", "api/"])
def test_its_pages_need_no_script_and_no_other_host(client, address):
    page = client.get(f"/daten/{address}").content.decode()
    assert "<script" not in page
    assert "style=" not in page


@pytest.mark.parametrize("address", ["kennzahlen.csv", "api/kennzahlen", "katalog.jsonld"])
def test_what_has_not_changed_is_not_sent_again_and_a_new_figure_is_seen_at_once(client, address):
    first = client.get(f"/daten/{address}")
    assert first.headers["Cache-Control"] == "no-cache"
    known = {"If-None-Match": first.headers["ETag"]}
    assert client.get(f"/daten/{address}", headers=known).status_code == 304
    ReportedFigureFactory()
    assert client.get(f"/daten/{address}", headers=known).status_code == 200


@pytest.mark.usefixtures("_three_values")
def test_who_is_signed_in_gets_the_same_and_keeps_nothing(act_as):
    inside = act_as(people.karla).get("/daten/kennzahlen.csv")
    assert inside.content == fetched("kennzahlen.csv")
    assert "no-store" in inside.headers["Cache-Control"]


@pytest.mark.parametrize(
    ("address", "most"),
    [("", 6), ("kennzahlen.csv", 4), ("kennzahlen/persons.json", 4), ("katalog.jsonld", 4), ("api/werte", 4)],
)
@pytest.mark.usefixtures("_three_values")
def test_queries_do_not_grow_with_the_figures(client, address, most, django_assert_max_num_queries):
    for number in range(5):
        ReportedFigureFactory(indicator=IndicatorFactory(key=f"more-{number}"))
    with django_assert_max_num_queries(most):
        client.get(f"/daten/{address}")
