"""Millions of numbers in the administration: found by shelter and day, counted as far as anybody leafs."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accommodation import admin as lists
from accommodation.models import Occupancy
from tests import people
from tests.factories import OccupancyFactory, ShelterFactory

pytestmark = pytest.mark.django_db

LIST = reverse("admin:accommodation_occupancy_changelist")
JULY, AUGUST = date(2017, 7, 31), date(2017, 8, 31)


@pytest.fixture
def found(client):
    """The numbers that Karla gets for a term."""
    ahorn = ShelterFactory(name="Haus Ahorn", code="A-1")
    birke = ShelterFactory(name="Haus Birke", code="B-1")
    OccupancyFactory(shelter=ahorn, as_of=JULY, occupied=1)
    OccupancyFactory(shelter=ahorn, as_of=AUGUST, occupied=2)
    OccupancyFactory(shelter=birke, as_of=AUGUST, occupied=3)
    client.force_login(people.karla())

    def found(term: str) -> list[int]:
        answer = client.get(LIST, {"q": term})
        return [one.occupied for one in answer.context["cl"].result_list]

    return found


@pytest.mark.parametrize(
    ("term", "numbers"),
    [
        ("ahorn", [2, 1]),
        ("B-1", [3]),
        ("31.08.2017", [3, 2]),
        ("01.08.2017", []),
        ("", [3, 2, 1]),
        ("Eibe", []),
    ],
)
def test_a_number_is_found_by_its_shelter_or_its_day(found, term, numbers):
    assert found(term) == numbers


def test_nobody_counts_further_than_anybody_leafs(found, monkeypatch):
    monkeypatch.setattr(lists, "NEWEST", 2)
    with CaptureQueriesContext(connection) as asked:
        found("")
    counts = [one["sql"] for one in asked if "COUNT(*)" in one["sql"] and "accommodation_occ" in one["sql"]]
    assert counts
    assert all("LIMIT 2" in sql for sql in counts)


def test_the_order_of_the_list_is_that_of_an_index(found):
    with CaptureQueriesContext(connection) as asked:
        found("")
    order = '"accommodation_occupancy"."as_of" DESC, "accommodation_occupancy"."id" DESC'
    assert any(one["sql"].count(f"ORDER BY {order} LIMIT") for one in asked)
    assert ["-as_of", "-id"] in [index.fields for index in Occupancy._meta.indexes]
