"""Two houses of one district: Haus Ahorn reported 118 for the end of July and nothing for August; Haus
Birke reports every month."""

import pytest

from tests.accommodation.houses import AUGUST, JULY, house, reports
from tests.factories import DistrictFactory, ReportingRuleFactory


@pytest.fixture
def rule():
    """From the end of July to the end of August it is exactly 31 days."""
    return ReportingRuleFactory(carried_days=31)


@pytest.fixture
def nord():
    return DistrictFactory(name="Stuttgart-Nord", number=1)


@pytest.fixture
def ahorn(nord):
    return house("A1", "Haus Ahorn", nord)


@pytest.fixture
def birke(nord):
    return house("B1", "Haus Birke", nord)


@pytest.fixture
def _ahorn_is_silent(rule, ahorn, birke):
    """118 and 70 in July; in August only Birke's 75."""
    reports(ahorn, {JULY: 118})
    reports(birke, {JULY: 70, AUGUST: 75})


@pytest.fixture
def _months_are_kept(settings, tmp_path):
    store = {
        "BACKEND": "django.core.cache.backends.filebased.FileBasedCache",
        "LOCATION": tmp_path / "months",
    }
    settings.CACHES = settings.CACHES | {"months": store}
