"""The tables of chapters as open data: nothing invented, and no sum whose change would tell a number."""

from datetime import date

import pytest

from portal.figures import Audience
from portal.models import ReportingRule
from portal.opendata.chapters import ADDRESSES
from portal.report.chapters import CHAPTERS
from tests.accommodation.houses import AUGUST, JULY, house, reports
from tests.factories import DistrictFactory, OccupancyFactory, ReportedFigureFactory, ShelterFactory
from tests.opendata.published import cells_of, read_json

pytestmark = pytest.mark.django_db


@pytest.fixture
def houses():
    """One in each of three districts."""
    return [
        house(f"H-{name}", f"Haus {name}", DistrictFactory(name=name)) for name in ("Nord", "Süd", "West")
    ]


def told(houses, day: date, *numbers: int | None) -> None:
    for one, number in zip(houses, numbers, strict=True):
        if number is not None:
            reports(one, {day: number})


def districts(day: date) -> dict[str, tuple]:
    return cells_of(read_json("api/kapitel/unterbringung", stichtag=day), "bezirke", "belegt")


def sums(day: date) -> list[tuple]:
    document = read_json("api/kapitel/unterbringung", stichtag=day)
    return [
        (cell["wert"], cell["angabe"])
        for cell in document["zellen"]
        if (cell["tabelle"], cell["spalte"], cell["gegenstand"]) == ("werte", "wert", "Summe der Unterkünfte")
    ]


def test_every_chapter_of_the_report_has_its_address():
    written = {key: write(AUGUST, Audience.PUBLIC, invented=False) for key, write in CHAPTERS.items()}
    assert set(ADDRESSES) == set(written)
    own = {key: f"/{address}/" for key, address in ADDRESSES.items() if key != "outlook"}
    assert own == {key: chapter.address for key, chapter in written.items() if key != "outlook"}


def test_a_curve_goes_out_with_days_instead_of_words():
    ReportedFigureFactory(indicator__key="occupancy_total", value=7362)
    cells = read_json("api/kapitel/unterbringung", stichtag=AUGUST)["zellen"]
    said = {cell["spalte"]: cell["tag"] or cell["wert"] or cell["text"] for cell in cells}
    assert said["stand"] == "2017-08-31"
    assert said["wert"] == 7362
    assert said["reihe"] == "Berichtete Gesamtzahl"


def test_example_data_never_go_out():
    OccupancyFactory(shelter=ShelterFactory(example=True), occupied=87)
    assert read_json("api/kapitel/unterbringung")["zellen"] == []


def test_where_all_have_reported_the_sums_go_out_and_small_ones_stay_hidden(houses):
    told(houses, AUGUST, 3, 20, 30)
    assert districts(AUGUST) == {
        "Nord": (None, "nicht ausgewiesen"),
        "Süd": (None, "nicht ausgewiesen"),
        "West": (30, "Wert"),
        "Stadt insgesamt": (53, "Wert"),
    }


def test_a_sum_that_lacks_somebody_waits_until_all_have_reported(houses):
    """53 now and 56 when Nord has come in would tell the three of Nord."""
    told(houses, AUGUST, None, 23, 30)
    assert {said for _, said in districts(AUGUST).values()} <= {"nicht ausgewiesen", "keine Angabe"}
    assert sums(AUGUST) == [(None, "nicht ausgewiesen")]
    reports(houses[0], {AUGUST: 3})
    assert sums(AUGUST) == [(56, "Wert")]


def test_a_carried_number_does_not_tell_what_was_hidden_at_its_own_date(houses):
    """In July, Süd is hidden to cover Nord. In August it is carried: shown there, it would tell both."""
    ReportingRule.objects.create(kind="occupancy", carried_days=62)
    told(houses, JULY, 3, 20, 30)
    told(houses, AUGUST, 12, None, 31)
    assert districts(JULY)["Süd"] == (None, "nicht ausgewiesen")
    assert districts(AUGUST) == districts(JULY)  # until all have reported for August
    assert sums(AUGUST) == [(53, "Wert"), (None, "nicht ausgewiesen")]


def test_utilisation_follows_what_it_is_computed_from(houses):
    told(houses, AUGUST, None, 23, 30)
    document = read_json("api/kapitel/unterbringung", stichtag=AUGUST)
    assert {value for value, _ in cells_of(document, "bezirke", "auslastung").values()} == {None}
    assert cells_of(document, "bezirke", "unterkuenfte")["Stadt insgesamt"] == (3, "Wert")
