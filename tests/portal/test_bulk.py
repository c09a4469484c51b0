"""Many rows at once are the same rows as one by one."""

import pytest
from django.db import IntegrityError, transaction

from accommodation.models import Occupancy
from portal import bulk
from tests.factories import OccupancyFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def first():
    return OccupancyFactory()


def copy_of(first: Occupancy, **about) -> dict[str, object]:
    return {"delivery_id": first.delivery_id, "shelter_id": first.shelter_id, "row": 5, "occupied": 7} | about


@pytest.mark.parametrize("text", ["", "Möhringen", "a\tb\nc\\d\r", r"\N", "null", "“„'\";"])
def test_every_text_arrives_as_it_was(first, text):
    bulk.insert(Occupancy, [copy_of(first, as_of="2017-07-31", remark=text)])

    assert Occupancy.objects.get(as_of="2017-07-31").remark == text


def test_no_data_stays_no_data(first):
    bulk.insert(Occupancy, [copy_of(first, as_of="2017-07-31", occupied=None, quality="missing")])

    row = Occupancy.objects.get(as_of="2017-07-31")
    assert (row.occupied, row.capacity, row.current, row.replaces) == (None, None, False, None)


def test_columns_that_are_not_named_get_their_default(first):
    bulk.insert(Occupancy, [copy_of(first, as_of="2017-07-31")])

    row = Occupancy.objects.get(as_of="2017-07-31")
    assert (row.precision, row.quality, row.qualifier) == ("day", "reported", "")


def test_one_row_that_breaks_a_constraint_leaves_none(first):
    rows = [copy_of(first, as_of="2017-07-31"), copy_of(first, as_of="2017-06-30", occupied=5001)]

    with pytest.raises(IntegrityError), transaction.atomic():
        bulk.insert(Occupancy, rows)
    assert Occupancy.objects.count() == 1


def test_nothing_is_nothing():
    bulk.insert(Occupancy, [])
