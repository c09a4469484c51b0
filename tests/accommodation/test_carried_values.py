"""Carried values: a shelter that did not report keeps its last number for a time that the city sets."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accommodation.chapter import chapter
from accommodation.models import Occupancy
from portal.figures import Audience, Kind
from tests import people
from tests.accommodation.houses import (
    AUGUST,
    JULY,
    JUNE,
    SEPTEMBER,
    TODAY,
    house,
    point,
    reports,
    sums,
)
from tests.factories import (
    CapacityFactory,
    OccupancyFactory,
    OperationFactory,
    ReportingRuleFactory,
    ShelterFactory,
)

pytestmark = pytest.mark.django_db


@pytest.mark.usefixtures("_ahorn_is_silent")
def test_within_the_time_the_last_number_is_part_of_the_sum():
    assert sums() == {
        JULY: (188, "2 von 2 Unterkünften gemeldet"),
        AUGUST: (193, "1 von 2 Unterkünften gemeldet, 1 fortgeschrieben"),
    }
    assert (point(JULY).value.kind, point(AUGUST).value.kind) == (Kind.REPORTED, Kind.CARRIED)


@pytest.mark.usefixtures("_ahorn_is_silent")
@pytest.mark.parametrize(
    ("days", "sum_of_august"), [(32, 193), (31, 193), (30, 75)], ids=["before", "last day", "after"]
)
def test_it_is_carried_up_to_the_last_day_and_then_missing(rule, days: int, sum_of_august: int):
    rule.carried_days = days
    rule.save()

    assert sums()[AUGUST][0] == sum_of_august


@pytest.mark.usefixtures("_ahorn_is_silent")
def test_after_its_time_a_shelter_is_missing_again(birke):
    reports(birke, {SEPTEMBER: 60})

    assert sums()[SEPTEMBER] == (60, "1 von 2 Unterkünften gemeldet")
    assert point(SEPTEMBER).value.kind is Kind.REPORTED


def test_the_time_counts_from_the_last_number_that_was_reported_not_from_the_last_carried(rule, ahorn, birke):
    rule.carried_days = 62
    rule.save()
    reports(ahorn, {JUNE: 100})
    reports(birke, {JUNE: 1, JULY: 1, AUGUST: 1, SEPTEMBER: 1})

    assert [total for total, _ in sums().values()] == [101, 101, 101, 1]


@pytest.mark.parametrize("days", [None, 0], ids=["no rule", "0 days"])
def test_without_a_time_nothing_is_carried(ahorn, birke, days: int | None):
    if days is not None:
        ReportingRuleFactory(carried_days=days)
    reports(ahorn, {JULY: 118})
    reports(birke, {AUGUST: 75})

    assert sums()[AUGUST] == (75, "1 von 2 Unterkünften gemeldet")


@pytest.mark.usefixtures("_ahorn_is_silent")
def test_its_own_next_number_ends_it(rule, ahorn, birke):
    rule.carried_days = 400
    rule.save()
    reports(ahorn, {SEPTEMBER: 90})
    reports(birke, {SEPTEMBER: 75, TODAY: 75})

    assert [total for total, _ in sums().values()] == [188, 193, 165, 165]


@pytest.mark.usefixtures("rule")
def test_nothing_is_carried_backwards(ahorn, birke):
    reports(ahorn, {AUGUST: 118})
    reports(birke, {JULY: 70, AUGUST: 75})

    assert sums()[JULY] == (70, "1 von 2 Unterkünften gemeldet")


@pytest.mark.usefixtures("_ahorn_is_silent")
def test_what_came_later_does_not_change_an_earlier_stichtag(ahorn):
    reports(ahorn, {AUGUST: 90})

    assert sums(as_of=JULY) == {JULY: (188, "2 von 2 Unterkünften gemeldet")}
    assert sums()[AUGUST] == (165, "2 von 2 Unterkünften gemeldet")


@pytest.mark.usefixtures("_ahorn_is_silent")
@pytest.mark.parametrize(
    ("closed_on", "expected"),
    [
        (AUGUST, (193, "1 von 2 Unterkünften gemeldet, 1 fortgeschrieben")),
        (AUGUST - timedelta(days=1), (75, "1 von 1 Unterkünften gemeldet")),
    ],
    ids=["on its last day", "after it"],
)
def test_a_shelter_is_not_carried_beyond_its_closing(ahorn, closed_on: date, expected: tuple[int, str]):
    ahorn.closed_on = closed_on
    ahorn.save()

    assert sums()[AUGUST] == expected


@pytest.mark.usefixtures("rule")
def test_a_zero_is_carried_as_a_zero(ahorn, birke):
    reports(ahorn, {JULY: 0})
    reports(birke, {AUGUST: 75})

    assert sums()[AUGUST] == (75, "1 von 2 Unterkünften gemeldet, 1 fortgeschrieben")


@pytest.mark.usefixtures("_ahorn_is_silent")
def test_who_answered_no_data_is_not_carried_over(ahorn):
    reports(ahorn, {AUGUST: None})

    assert sums()[AUGUST] == (75, "1 von 2 Unterkünften gemeldet")


def test_no_data_is_the_last_word_also_for_the_dates_after_it(rule, ahorn, birke):
    rule.carried_days = 400
    rule.save()
    reports(ahorn, {JULY: 118, AUGUST: None})
    reports(birke, {JULY: 70, AUGUST: 75, SEPTEMBER: 60})

    assert sums()[SEPTEMBER] == (60, "1 von 2 Unterkünften gemeldet")


@pytest.mark.usefixtures("rule")
def test_a_date_for_which_nobody_gave_a_number_has_no_sum(ahorn, birke):
    reports(ahorn, {JULY: 118})
    reports(birke, {JULY: 70, AUGUST: None})

    assert set(sums()) == {JULY}


@pytest.mark.usefixtures("_ahorn_is_silent")
def test_what_waits_for_release_leaves_the_carried_number_in_place(ahorn):
    OccupancyFactory(shelter=ahorn, as_of=AUGUST, occupied=90, current=False)

    assert sums()[AUGUST][0] == 193


@pytest.mark.usefixtures("_ahorn_is_silent")
def test_a_later_correction_of_july_changes_what_is_carried_to_august(ahorn):
    Occupancy.objects.filter(shelter=ahorn).update(current=False)
    reports(ahorn, {JULY: 110})

    assert sums()[AUGUST] == (185, "1 von 2 Unterkünften gemeldet, 1 fortgeschrieben")


@pytest.mark.usefixtures("_ahorn_is_silent")
def test_a_withdrawn_july_is_not_carried(ahorn):
    Occupancy.objects.filter(shelter=ahorn).update(current=False)

    assert sums()[AUGUST] == (75, "1 von 2 Unterkünften gemeldet")


@pytest.mark.usefixtures("_ahorn_is_silent")
def test_a_withdrawn_july_gives_way_to_june_if_june_is_young_enough(rule, ahorn):
    rule.carried_days = 62
    rule.save()
    Occupancy.objects.filter(shelter=ahorn).update(current=False)
    reports(ahorn, {JUNE: 100})

    assert sums()[AUGUST][0] == 175


@pytest.mark.usefixtures("_ahorn_is_silent")
def test_a_new_operator_does_not_end_it(ahorn):
    """The people live there all the same; the operator owes a report, the city keeps its sum."""
    ahorn.operations.update(end=JULY)
    OperationFactory(shelter=ahorn, operator=people.bruecke(), start=date(2017, 8, 1))

    assert sums()[AUGUST][0] == 193


@pytest.mark.usefixtures("rule")
def test_example_and_real_shelters_have_dates_and_numbers_of_their_own(nord, ahorn, birke):
    invented = house("X1", "Beispielhaus", nord, example=True)
    silent = house("X2", "Stilles Beispielhaus", nord, example=True)
    reports(ahorn, {JULY: 118})
    reports(birke, {JULY: 70, AUGUST: 75})
    reports(silent, {JULY: 5})
    reports(invented, {JULY: 10, date(2017, 8, 15): 20})

    assert [total for total, _ in sums().values()] == [188, 193]
    assert {day: total for day, (total, _) in sums(example=True).items()} == {
        JULY: 15,
        date(2017, 8, 15): 25,
    }


@pytest.mark.usefixtures("rule")
def test_a_house_that_is_only_planned_is_not_carried(nord, birke):
    planned = house("P1", "Haus Plan", nord, opened_on=None, planned_from=SEPTEMBER)
    reports(planned, {JULY: 40})
    reports(birke, {AUGUST: 75})

    assert sums()[AUGUST] == (75, "1 von 1 Unterkünften gemeldet")


@pytest.mark.usefixtures("_ahorn_is_silent")
def test_carrying_costs_one_query_however_many_dates_and_gaps_there_are(rule, ahorn, birke):
    with CaptureQueriesContext(connection) as few:
        chapter(TODAY, Audience.INTERNAL)
    for shelter in ShelterFactory.create_batch(4):
        reports(shelter, {date(2017, month, 1): 10 for month in (1, 3, 5, 7, 9)})
    with CaptureQueriesContext(connection) as many:
        chapter(TODAY, Audience.INTERNAL)
    rule.delete()
    with CaptureQueriesContext(connection) as without:
        chapter(TODAY, Audience.INTERNAL)

    assert len(few) == len(many) == len(without) + 1


@pytest.mark.usefixtures("_ahorn_is_silent")
def test_only_rows_before_a_gap_are_read(birke):
    """Birke reports every day of a quarter and leaves out one; Ahorn has been silent since July."""
    quarter = [SEPTEMBER + timedelta(days=day) for day in range(1, 90)]
    reports(birke, {day: 70 for day in quarter if day != quarter[40]})
    reports(ShelterFactory(), dict.fromkeys(quarter, 10))
    reports(ShelterFactory(example=True), {day + timedelta(days=200): 5 for day in quarter})

    rows = Occupancy.objects.before_gaps()

    assert {(row.shelter.name, row.as_of) for row in rows} == {
        ("Haus Ahorn", JULY),
        ("Haus Birke", quarter[39]),
    }


@pytest.mark.usefixtures("_ahorn_is_silent")
def test_the_list_costs_the_same_however_many_shelters_there_are(client, django_assert_max_num_queries):
    for shelter in ShelterFactory.create_batch(5):
        reports(shelter, {JULY: 10})
        CapacityFactory(shelter=shelter, valid_from=AUGUST, places=90)
    client.force_login(people.karla())

    with django_assert_max_num_queries(10):
        client.get("/unterbringung/unterkuenfte/", {"stichtag": "2017-08-31"})
