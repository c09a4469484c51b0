"""What the shelters have said until a day, added up; and kept for each month in which nothing changes."""

from datetime import date, timedelta

import pytest
from django.core.cache import caches
from django.db import connection

from accommodation.chapter import chapter
from accommodation.chapter.counted import counted_until
from accommodation.models import Occupancy
from accommodation.querysets import OccupancyQuerySet
from portal.figures import Audience
from portal.models import Delivery, ReportingRule
from tests.factories import OccupancyFactory, ShelterFactory

pytestmark = pytest.mark.django_db

MARCH, JULY, AUGUST = date(2017, 3, 31), date(2017, 7, 31), date(2017, 8, 31)


def city(as_of: date = AUGUST, *, example: bool = False) -> list[tuple]:
    return [(day.as_of, day.total, day.reported) for day in counted_until(as_of).city(example=example)]


class TestSums:
    def test_a_sum_counts_persons_and_the_shelters_that_reported(self):
        OccupancyFactory(as_of=AUGUST, occupied=80)
        OccupancyFactory(as_of=AUGUST, occupied=0)
        OccupancyFactory(as_of=JULY, occupied=70, quality="estimated")

        july, august = counted_until(AUGUST).city(example=False)

        assert (july.total, july.reported, july.estimated) == (70, 1, 1)
        assert (august.total, august.reported, august.estimated) == (80, 2, 0)

    def test_what_was_not_known_by_then_is_left_out(self):
        OccupancyFactory(as_of=AUGUST, occupied=80)
        OccupancyFactory(as_of=JULY, occupied=70)
        assert city(AUGUST - timedelta(1)) == [(JULY, 70, 1)]

    def test_a_missing_value_is_not_a_zero(self):
        OccupancyFactory(as_of=AUGUST, occupied=None, quality="missing")
        assert city() == []

    def test_what_waits_for_release_does_not_count(self):
        OccupancyFactory(current=False)
        assert city() == []

    def test_example_shelters_are_never_added_to_real_ones(self):
        OccupancyFactory(as_of=AUGUST, occupied=80)
        OccupancyFactory(as_of=AUGUST, occupied=9, shelter__example=True)
        assert (city(), city(example=True)) == ([(AUGUST, 80, 1)], [(AUGUST, 9, 1)])

    def test_a_shelter_that_was_not_open_is_left_out_and_said(self):
        closed = ShelterFactory(closed_on=JULY)
        OccupancyFactory(shelter=closed, as_of=AUGUST, occupied=4)
        OccupancyFactory(as_of=AUGUST, occupied=80)
        assert city() == [(AUGUST, 80, 1)]
        assert counted_until(AUGUST).not_open == (AUGUST, 1)

    def test_nobody_in_a_closed_shelter_is_no_matter(self):
        OccupancyFactory(shelter=ShelterFactory(closed_on=JULY), as_of=AUGUST, occupied=0)
        assert counted_until(AUGUST).not_open is None

    def test_districts_are_told_apart(self):
        first, second = OccupancyFactory(as_of=JULY, occupied=5), OccupancyFactory(as_of=JULY, occupied=7)
        districts = counted_until(JULY).by_district(example=False)[JULY]
        assert districts == {first.shelter.district_id: 5, second.shelter.district_id: 7}


@pytest.fixture
def asked(monkeypatch):
    """The spans of days that the database was asked to add up."""
    spans, between = [], OccupancyQuerySet.between

    def noted(self, first, last):
        spans.append((first, last))
        return between(self, first, last)

    monkeypatch.setattr(OccupancyQuerySet, "between", noted)
    return spans


@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite adds up everything each time.")
@pytest.mark.django_db(transaction=True)
class TestMonths:
    @pytest.fixture(autouse=True)
    def _numbers(self, _months_are_kept):
        for day, occupied in ((MARCH, 60), (JULY, 70), (AUGUST, 80)):
            OccupancyFactory(as_of=day, occupied=occupied)
        city()

    def test_who_asks_again_has_nothing_added_up(self, asked):
        assert city() == [(MARCH, 60, 1), (JULY, 70, 1), (AUGUST, 80, 1)]
        assert asked == []

    def test_after_a_change_only_its_month_is_added_up(self, asked):
        OccupancyFactory(as_of=JULY, occupied=5)
        assert city() == [(MARCH, 60, 1), (JULY, 75, 2), (AUGUST, 80, 1)]
        assert asked == [(date(2017, 7, 1), JULY)]

    @pytest.mark.parametrize(
        "write",
        [
            lambda: Occupancy.objects.filter(as_of=JULY).update(occupied=71),
            lambda: Occupancy.objects.filter(as_of=JULY).update(as_of=MARCH - timedelta(1)),
            lambda: Occupancy.objects.filter(as_of=JULY).delete(),
            lambda: connection.cursor().execute("UPDATE accommodation_occupancy SET occupied = 3"),
        ],
        ids=["changed", "moved", "deleted", "by hand"],
    )
    def test_whoever_changes_a_number_the_sums_are_right(self, write):
        write()
        assert city() == right()

    def test_a_house_that_is_closed_after_the_fact_counts_no_more(self):
        (july,) = Occupancy.objects.filter(as_of=JULY)
        july.shelter.closed_on = MARCH
        july.shelter.save()
        assert city() == [(MARCH, 60, 1), (AUGUST, 80, 1)]

    def test_another_name_of_a_house_has_nothing_added_up(self, asked):
        (july,) = Occupancy.objects.filter(as_of=JULY)
        type(july.shelter).objects.filter(pk=july.shelter.pk).update(name="Haus Ahorn")
        city()
        assert asked == []

    def test_a_gap_at_the_end_of_a_month_is_seen_when_the_next_one_comes_in(self):
        ReportingRule.objects.create(kind=Delivery.Kind.OCCUPANCY, carried_days=45)
        assert len(counted_until(AUGUST).carried.on([JULY, AUGUST], example=False)[AUGUST]) == 1
        (silent,) = Occupancy.objects.filter(as_of=JULY)
        OccupancyFactory(shelter=silent.shelter, as_of=AUGUST, occupied=9)
        assert counted_until(AUGUST).carried.on([JULY, AUGUST], example=False)[AUGUST] == []

    def test_a_year_and_more_is_asked_for_in_parts(self, asked):
        OccupancyFactory(as_of=date(2015, 1, 31))
        ReportingRule.objects.create(kind=Delivery.Kind.OCCUPANCY, carried_days=0)
        caches["months"].clear()
        city()
        assert len(asked) == 3


def right() -> list[tuple]:
    """As the rows have it, added up here."""
    rows = Occupancy.objects.filter(current=True).order_by("as_of").values_list("as_of", "occupied")
    return [(as_of, occupied, 1) for as_of, occupied in rows]


def test_of_many_days_a_page_shows_the_newest_and_the_file_all():
    shelter, first = ShelterFactory(), date(2017, 1, 1)
    for number in range(130):
        OccupancyFactory(shelter=shelter, as_of=first + timedelta(number), occupied=number)
    table = chapter(AUGUST, Audience.INTERNAL).charts[0].table
    assert (len(table.rows), len(table.read)) == (130, 120)
    assert table.read[-1][0].content == "10.05.2017"
    assert "120" in table.notes[0]
