"""Birkach has 3 persons of 6.000 inhabitants, Münster 40, Wangen 90 of 9.000; Nord has no shelter."""

from datetime import date

import pytest

from portal.models import District
from tests.factories import CitationFactory, DistrictFactory, OccupancyFactory

AUGUST, TODAY = date(2017, 8, 31), date(2017, 12, 31)


def district(name: str, number: int, population: int | None = None) -> District:
    source = CitationFactory(source__date_text="Ende 2016") if population else None
    return DistrictFactory(name=name, number=number, population=population, population_source=source)


@pytest.fixture
def nord():
    return district("Stuttgart-Nord", 2, 27_000)


@pytest.fixture
def birkach():
    return district("Birkach", 7, 6_000)


@pytest.fixture
def muenster():
    return district("Münster", 14)


@pytest.fixture
def wangen():
    return district("Wangen", 21, 9_000)


@pytest.fixture
def _homes(nord, birkach, muenster, wangen):
    for where, persons in ((birkach, 3), (muenster, 40), (wangen, 90)):
        OccupancyFactory(as_of=AUGUST, occupied=persons, shelter__district=where)
