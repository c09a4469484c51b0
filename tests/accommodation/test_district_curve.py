"""One district's curve: hidden on each date as that date's table hides it."""

import pytest

from accommodation.chapter.counted import counted_until
from accommodation.chapter.district_curve import district_chart, district_series
from portal.figures import Audience, Kind, Series
from tests.accommodation.houses import AUGUST, JULY, JUNE, TODAY, house, reports
from tests.factories import DistrictFactory, ReportingRuleFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def nord():
    return DistrictFactory(name="Stuttgart-Nord")


@pytest.fixture
def birkach():
    return DistrictFactory(name="Birkach")


@pytest.fixture
def _wangen():
    reports(house("W1", "Haus Weide", DistrictFactory(name="Wangen")), {JUNE: 200, JULY: 200, AUGUST: 200})


def series(district, audience: Audience = Audience.PUBLIC) -> Series:
    return district_series(district, audience, counted_until(TODAY), example=False)


def values(district, audience: Audience = Audience.PUBLIC) -> list[str]:
    return [point.value.number for point in series(district, audience).points]


@pytest.mark.usefixtures("_wangen")
def test_a_small_number_is_hidden_on_its_date_alone(birkach):
    reports(house("B1", "Haus Buche", birkach), {JUNE: 3, JULY: 60, AUGUST: 4})
    assert values(birkach) == values(birkach, Audience.COUNCIL) == ["•", "60", "•"]
    assert values(birkach, Audience.INTERNAL) == ["3", "60", "4"]


@pytest.mark.usefixtures("_wangen")
def test_a_neighbours_small_number_hides_the_smallest_large_one_with_it(birkach, nord):
    """Otherwise the city's sum less all others would be Birkach."""
    reports(house("B1", "Haus Buche", birkach), {JULY: 30, AUGUST: 3})
    reports(house("N1", "Haus Nuss", nord), {JULY: 50, AUGUST: 50})
    assert values(nord) == ["k. A.", "50", "•"]


@pytest.mark.usefixtures("_wangen")
def test_silence_is_a_gap_and_before_the_first_house_there_is_nothing(nord):
    reports(house("N1", "Haus Nuss", nord, opened_on=JULY), {JULY: 50})
    assert values(nord) == ["50", "k. A."]


@pytest.mark.usefixtures("_wangen")
def test_a_carried_number_says_so(nord):
    ReportingRuleFactory(carried_days=31)
    reports(house("N1", "Haus Nuss", nord), {JULY: 50})
    newest = series(nord, Audience.COUNCIL).points[-1]
    assert (newest.value.number, newest.value.kind) == ("50", Kind.CARRIED)
    assert newest.date_text == "31.08.2017"


@pytest.mark.usefixtures("_wangen")
def test_what_the_chart_says_is_computed_from_what_is_shown(birkach):
    reports(house("B1", "Haus Buche", birkach), {JUNE: 40, JULY: 60, AUGUST: 4})
    chart = district_chart(series(birkach), counted_until(TODAY).carried)
    assert chart.heading == "Belegung seit 30.06.2017 um 50,0\N{NO-BREAK SPACE}% gestiegen (bis 31.07.2017)"
    assert chart.notes == (
        "Ausgelassen sind Stichtage, deren Zahl zum Schutz der Menschen nicht genannt wird.",
    )


@pytest.mark.usefixtures("_wangen")
def test_the_public_waits_for_a_date_until_the_whole_city_has_reported(birkach, nord):
    """Birkach has reported; what it was told beside Nord would still change with Nord's number."""
    late = house("N1", "Haus Nuss", nord)
    reports(late, {JUNE: 50, JULY: 50})
    reports(house("B1", "Haus Buche", birkach), {JUNE: 60, JULY: 60, AUGUST: 60})
    assert values(birkach) == ["60", "60", "•"]
    assert values(birkach, Audience.COUNCIL) == ["60", "60", "60"]
    reports(late, {AUGUST: 50})
    assert values(birkach) == ["60", "60", "60"]
