"""Which figures go out, and that no small number can be computed from those that do."""

from datetime import date

import pytest

from portal.models import ReportedFigure
from portal.releases import State
from tests.factories import DistrictFactory, IndicatorFactory, ReportedFigureFactory
from tests.opendata.published import SUMMER, fetched, read_csv, read_json

pytestmark = pytest.mark.django_db

EARLIER = date(2016, 8, 31)


@pytest.fixture
def persons():
    return IndicatorFactory(key="persons")


@pytest.fixture
def districts():
    return {name: DistrictFactory(name=name) for name in ("Nord", "Süd", "West", "Ost")}


def tell(indicator, districts, counts: dict[str, int], when: date = SUMMER) -> None:
    for name, count in counts.items():
        ReportedFigureFactory(indicator=indicator, district=districts[name], value=count, period_start=when)


def shown(indicator: str = "persons") -> dict[tuple[str, str], str]:
    """The number, or why there is none, by district and year."""
    return {
        (row["stadtbezirk"], row["von"][:4]): row["wert"] or row["angabe"]
        for row in read_csv(f"kennzahlen/{indicator}.csv")
    }


def test_a_figure_goes_out_with_its_time_its_wording_and_its_source(persons):
    ReportedFigureFactory(
        indicator=persons, value=310, qualifier="über", value_text="über 310", citation__source__number=429,
        citation__source__year=2016,
    )  # fmt: skip
    [row] = read_csv("kennzahlen/persons.csv")
    said = {
        "von": "2017-08-31", "bis": "2017-08-31", "wert": "310", "angabe": "Wert", "zusatz": "über",
        "gedruckt": "über 310", "quelle": "GRDrs 429/2016", "fuehrend": "ja",
    }  # fmt: skip
    assert row | said == row


def test_zero_no_data_and_an_open_end_are_told_apart(persons):
    ReportedFigureFactory(indicator=persons, value=0, period_start=EARLIER)
    ReportedFigureFactory(indicator=persons, value=None, period_end=None)
    rows = read_json("kennzahlen/persons.json")["werte"]
    assert [(row["wert"], row["angabe"], row["bis"]) for row in rows] == [
        (0, "Wert", "2016-08-31"),
        (None, "keine Angabe", None),
    ]


@pytest.mark.parametrize("state", [State.DRAFT, State.SUBMITTED, State.RETURNED, State.WITHDRAWN])
def test_what_is_not_released_is_nowhere(persons, state):
    ReportedFigureFactory(indicator=persons, value=98765, state=state)
    for address in ("kennzahlen.csv", "kennzahlen.json", "api/werte", "kapitel/unterbringung.json", ""):
        assert b"98765" not in fetched(address)


def test_a_corrected_figure_goes_out_once_as_corrected(persons):
    old = ReportedFigureFactory(indicator=persons, value=100)
    ReportedFigureFactory(indicator=persons, value=110, replaces=old, reason="Zahlendreher", leading=False)
    assert shown() == {("", "2017"): "110"}


def test_what_a_paper_says_that_is_not_public_stays_inside(persons):
    ReportedFigureFactory(indicator=persons, citation__source__public=False)
    assert read_json("api/kennzahlen") == []


def test_a_small_number_of_the_city_stands_in_a_paper_and_goes_out(persons):
    ReportedFigureFactory(indicator=persons, value=3)
    assert shown() == {("", "2017"): "3"}


def test_a_small_number_of_a_district_is_hidden_with_another_against_subtraction(persons, districts):
    tell(persons, districts, {"Nord": 3, "Süd": 20, "West": 30, "Ost": 40})
    ReportedFigureFactory(indicator=persons, value=93)
    assert shown() == {
        ("", "2017"): "93",
        ("Nord", "2017"): "nicht ausgewiesen",
        ("Süd", "2017"): "nicht ausgewiesen",
        ("West", "2017"): "30",
        ("Ost", "2017"): "40",
    }


def test_what_is_hidden_once_is_hidden_at_all_times(persons, districts):
    """Else the whole year less its known part would tell it."""
    tell(persons, districts, {"Nord": 3, "Süd": 20, "West": 30}, SUMMER)
    tell(persons, districts, {"Nord": 50, "Süd": 60, "West": 70}, EARLIER)
    said = shown()
    assert {said["Nord", year] for year in ("2016", "2017")} == {"nicht ausgewiesen"}
    assert {said["Süd", year] for year in ("2016", "2017")} == {"nicht ausgewiesen"}
    assert (said["West", "2016"], said["West", "2017"]) == ("70", "30")


def test_no_district_is_hidden_alone_at_a_time_when_its_cover_was_not_counted(persons, districts):
    """In 2016 without Süd, 120 less 70 would tell Nord's 50, and the sum of both years its 3."""
    tell(persons, districts, {"Nord": 3, "Süd": 20, "West": 30}, SUMMER)
    tell(persons, districts, {"Nord": 50, "West": 70}, EARLIER)
    assert set(shown().values()) == {"nicht ausgewiesen"}


def test_what_is_hidden_in_a_part_is_hidden_in_the_whole(persons, districts):
    """Else all persons less the men would tell the women."""
    women = IndicatorFactory(key="women", part_of=persons)
    tell(women, districts, {"Nord": 2, "Süd": 20, "West": 30})
    tell(persons, districts, {"Nord": 12, "Süd": 50, "West": 60})
    assert (shown()["Nord", "2017"], shown("women")["Nord", "2017"]) == ("nicht ausgewiesen",) * 2


def test_where_only_small_numbers_are_known_no_district_goes_out(persons, districts):
    """`protect` would hide their sum, too; but a paper prints it."""
    tell(persons, districts, {"Nord": 1, "Süd": 0})
    ReportedFigureFactory(indicator=persons, value=1)
    assert shown()["Süd", "2017"] == "nicht ausgewiesen"


def test_a_hidden_number_is_not_repeated_in_words(persons, districts):
    tell(persons, districts, {"Nord": 3, "Süd": 20})
    ReportedFigure.objects.filter(value=3).update(value_text="drei", remark="nur drei", qualifier="rund")
    hidden = next(row for row in read_csv("kennzahlen/persons.csv") if row["stadtbezirk"] == "Nord")
    assert (hidden["wert"], hidden["gedruckt"], hidden["bemerkung"], hidden["zusatz"]) == ("",) * 4


def test_two_sources_about_one_district_are_one_cell(persons, districts):
    """Else 3 and 3 would look as if they covered each other, and 23 less 20 would tell them."""
    tell(persons, districts, {"Nord": 3, "Süd": 20, "West": 30})
    ReportedFigureFactory(indicator=persons, district=districts["Nord"], value=3, leading=False)
    assert shown()["Süd", "2017"] == "nicht ausgewiesen"


def test_places_are_no_persons(districts):
    places = IndicatorFactory(key="places", unit="Plätze")
    tell(places, districts, {"Nord": 3, "Süd": 20})
    assert shown("places")["Nord", "2017"] == "3"
