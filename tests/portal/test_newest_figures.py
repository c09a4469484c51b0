"""Which of several reported figures speaks for an indicator."""

from datetime import date

import pytest

from portal.models import ReportedFigure
from portal.releases import State
from tests.factories import DistrictFactory, IndicatorFactory, ReportedFigureFactory

pytestmark = pytest.mark.django_db

SUMMER = date(2017, 8, 31)


def newest() -> dict[str, int]:
    known = ReportedFigure.objects.newest_by_key("fim", SUMMER)
    return {key: int(figure.value) for key, figure in known.items()}


@pytest.fixture
def places():
    return IndicatorFactory(key="places", area="fim")


def test_the_newest_value_that_has_begun_counts(places):
    for value, when in ((1, date(2016, 1, 1)), (2, date(2017, 1, 1)), (3, date(2018, 1, 1))):
        ReportedFigureFactory(indicator=places, value=value, period_start=when, period_end=when)
    assert newest() == {"places": 2}


def test_what_does_not_lead_is_not_asked(places):
    ReportedFigureFactory(indicator=places, value=1, period_start=date(2016, 1, 1), period_end=None)
    ReportedFigureFactory(
        indicator=places, value=2, period_start=date(2017, 1, 1), period_end=None, leading=False
    )
    assert newest() == {"places": 1}


def test_a_district_a_draft_and_another_area_do_not_speak_for_the_city(places):
    ReportedFigureFactory(indicator=places, district=DistrictFactory())
    ReportedFigureFactory(indicator=places, state=State.DRAFT)
    ReportedFigureFactory(indicator=IndicatorFactory(key="rooms", area="volunteering"))
    assert newest() == {}


def test_all_indicators_cost_one_query(places, django_assert_num_queries):
    ReportedFigureFactory(indicator=places, value=1)
    ReportedFigureFactory(indicator=IndicatorFactory(key="quota", area="fim"), value=752)
    with django_assert_num_queries(1):
        known = ReportedFigure.objects.newest_by_key("fim", SUMMER)
        said = {key: (one.value, bool(one.provenance().label)) for key, one in known.items()}
        assert said == {"places": (1, True), "quota": (752, True)}
