"""Who lives in which kind of shelter, told only where no district can be computed from it."""

from datetime import date

import pytest

from accommodation.chapter import chapter
from accommodation.models import Shelter
from portal.figures import Audience, Kind
from tests.factories import DistrictFactory, OccupancyFactory

pytestmark = pytest.mark.django_db

AUGUST, TODAY = date(2017, 8, 31), date(2017, 9, 30)


def lived(occupied: int, kind: str, district=None) -> None:
    place = {"shelter__district": district} if district else {}
    OccupancyFactory(as_of=AUGUST, occupied=occupied, shelter__kind=kind, **place)


def rows(audience: Audience) -> dict[str, str]:
    table = chapter(TODAY, audience).table("arten")
    return {str(row[0].content): row[3].content.number for row in (*table.rows, table.footer)}


def test_the_council_reads_how_many_live_in_which_kind():
    lived(80, Shelter.Kind.FOLLOW_UP), lived(120, Shelter.Kind.PRELIMINARY), lived(30, "")
    assert rows(Audience.COUNCIL) == {
        "vorläufige Unterbringung (GU)": "120",
        "Anschlussunterbringung": "80",
        "Art nicht erfasst": "30",
        "Stadt insgesamt": "230",
    }


def test_a_small_number_of_a_kind_hides_all_kinds_since_the_city_is_known():
    district = DistrictFactory()
    lived(3, Shelter.Kind.FOLLOW_UP, district), lived(120, Shelter.Kind.PRELIMINARY, district)
    told = rows(Audience.COUNCIL)
    assert (told["Anschlussunterbringung"], told["vorläufige Unterbringung (GU)"]) == ("•", "•")
    assert rows(Audience.INTERNAL)["Anschlussunterbringung"] == "3"


def test_a_small_district_is_not_told_by_the_kinds():
    """3 there and 20 elsewhere are of one kind: with 23 and 20 somebody would know."""
    lived(3, Shelter.Kind.FOLLOW_UP), lived(20, Shelter.Kind.FOLLOW_UP), lived(90, Shelter.Kind.PRELIMINARY)
    table = chapter(TODAY, Audience.PUBLIC).table("arten")
    assert {row[3].content.kind for row in table.rows} == {Kind.SUPPRESSED}
    assert "kleine Zahlen" in table.notes[-1]


def test_without_kinds_there_is_no_such_table():
    lived(80, "")
    assert "arten" not in [table.key for table in chapter(TODAY, Audience.COUNCIL).tables]
