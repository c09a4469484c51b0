"""The template that Anker downloads: its own shelters, its own last numbers, accepted as it is."""

from datetime import date

import pytest

from accommodation.imports.occupancy_template import occupancy_template
from accommodation.models import Operation
from portal.sheets.template import template_xlsx
from tests import people
from tests.accommodation.lists import AUGUST, brueckenhaus, check, lindenhof, quellenstrasse, said
from tests.factories import DeliveryFactory, OccupancyFactory

pytestmark = [pytest.mark.django_db, pytest.mark.once]

JULY = date(2017, 7, 31)


def rows_of(as_of: date = AUGUST) -> dict[str, dict]:
    template = occupancy_template(people.anker(), as_of)
    return {row.values["code"]: {**row.values, "last": row.remark} for row in template.rows}


def sent_back(as_of: date = AUGUST):
    return check(template_xlsx(occupancy_template(people.anker(), as_of)), "vorlage.xlsx", as_of=None)


def test_it_holds_the_own_shelters_with_places_and_last_number():
    OccupancyFactory(shelter=quellenstrasse(), as_of=JULY, occupied=90)
    brueckenhaus()
    assert rows_of() == {
        "Q7": {
            "code": "Q7", "shelter": "Quellenstraße 7", "district": "Bad Cannstatt", "capacity": 120,
            "occupied": 90, "remark": None, "last": "31. Juli 2017: 90",
        }
    }  # fmt: skip


def test_sent_back_unchanged_it_is_accepted_without_a_message():
    OccupancyFactory(shelter=quellenstrasse(), as_of=JULY, occupied=90)
    OccupancyFactory(shelter=lindenhof(), as_of=JULY, occupied=0)
    found = sent_back()
    assert (found.outcome, said(found)) == ("accepted", [])
    assert {(row.shelter.code, row.occupied, row.capacity) for row in found.rows} == {
        ("Q7", 90, 120),
        ("L1", 0, 80),
    }
    assert {row.as_of for row in found.rows} == {AUGUST}


def test_a_template_of_a_day_that_was_reported_changes_nothing():
    OccupancyFactory(
        shelter=quellenstrasse(), occupied=90, capacity=110, remark="Küche gesperrt",
        quality="estimated", qualifier="ca.",
    )  # fmt: skip
    found = sent_back()
    assert found.counts == {"new": 0, "changed": 0, "unchanged": 1, "skipped": 0}
    assert said(found) == [
        ("notice", "Zeile 5, Spalte ‚Belegung‘: ‚ca. 90‘ als 90 (geschätzt) gelesen."),
    ]


def test_a_shelter_that_never_reported_has_an_empty_cell_and_a_notice():
    quellenstrasse()
    found = sent_back()
    assert found.outcome == "accepted"
    assert said(found) == [
        ("notice", "Zeile 5, Spalte ‚Belegung‘: Die leere Zelle zählt als nicht gemeldet."),
    ]


def test_an_older_remark_is_not_repeated():
    OccupancyFactory(shelter=quellenstrasse(), as_of=JULY, remark="Wasserschaden")
    assert rows_of()["Q7"]["remark"] is None


def test_no_data_is_the_last_word_and_leaves_its_cell_empty():
    shelter = quellenstrasse()
    OccupancyFactory(shelter=shelter, as_of=date(2017, 6, 30), occupied=70)
    OccupancyFactory(shelter=shelter, as_of=JULY, occupied=None, quality="missing")
    assert (rows_of()["Q7"]["occupied"], rows_of()["Q7"]["last"]) == (None, "31. Juli 2017: k. A.")


def test_later_and_not_released_numbers_are_not_the_last_ones():
    shelter = quellenstrasse()
    OccupancyFactory(shelter=shelter, as_of=date(2017, 6, 30), occupied=70)
    OccupancyFactory(shelter=shelter, as_of=date(2017, 8, 1), occupied=75, current=False)
    OccupancyFactory(shelter=shelter, as_of=date(2017, 9, 1), occupied=99)
    assert rows_of()["Q7"]["last"] == "30. Juni 2017: 70"


def test_what_a_predecessor_reported_stays_its_own():
    shelter = brueckenhaus()
    OccupancyFactory(shelter=shelter, as_of=JULY, delivery=DeliveryFactory(sender=people.bruecke()))
    Operation.objects.update(end=JULY)
    Operation.objects.create(shelter=shelter, operator=people.anker(), start=date(2017, 8, 1))
    assert (rows_of()["B9"]["occupied"], rows_of()["B9"]["last"]) == (None, "")


def test_it_names_only_houses_that_are_open_and_the_operators_on_that_day():
    quellenstrasse(closed_on=date(2017, 8, 1))
    shelter = lindenhof()
    Operation.objects.filter(shelter=shelter).update(end=JULY)
    assert set(rows_of(JULY)) == {"Q7", "L1"}
    assert rows_of() == {}


def test_it_costs_the_same_queries_however_many_shelters(django_assert_num_queries):
    for shelter in (quellenstrasse(), lindenhof()):
        OccupancyFactory(shelter=shelter, as_of=JULY)
    anker = people.anker()
    with django_assert_num_queries(2):
        occupancy_template(anker, AUGUST)
