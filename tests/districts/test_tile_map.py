"""The map's classes, and what it says to who does not see it."""

from decimal import Decimal

import pytest

from portal.districts.measures import OFFERS, PERSONS, UTILISATION
from portal.districts.standings import known_on
from portal.districts.tile_map import class_of, class_text, class_width, most, tile_map
from portal.figures import Audience, Kind, Value, missing
from tests.districts.conftest import TODAY


def whole(*amounts: int) -> list[Value]:
    return [Value(Decimal(amount)) for amount in amounts]


@pytest.mark.parametrize(
    ("highest", "width"), [(0, 1), (3, 1), (5, 1), (6, 2), (222, 50), (250, 50), (251, 60), (812, 200)]
)
def test_five_round_classes_reach_the_highest_value(highest, width):
    assert class_width(whole(highest)) == width


def test_a_rate_has_classes_of_its_own_decimals():
    assert class_width([Value(Decimal("6.37"), decimals=1), missing(decimals=1)]) == Decimal("1.5")


def test_number_and_class_agree_after_rounding():
    """4,04 is printed 4,0 and stands in „2,1 bis 4,0“."""
    assert class_of(Value(Decimal("4.04"), decimals=1), Decimal(2)) == 2


def test_every_whole_number_stands_in_exactly_the_class_that_names_it():
    width = class_width(whole(222))
    for amount in range(1, 223):
        first, last = map(int, class_text(class_of(Value(Decimal(amount)), width), width, 0).split(" bis "))
        assert first <= amount <= last


def test_a_class_of_one_number_is_named_by_it():
    assert class_text(3, Decimal(1), 0) == "3"


@pytest.mark.django_db
@pytest.mark.usefixtures("_homes")
class TestMap:
    def tiles(self, audience: Audience, measure=PERSONS) -> dict[str, tuple[str, str, str]]:
        found = tile_map(measure, known_on(TODAY, audience).real)
        return {tile.district.name: (tile.look, tile.number, tile.said) for tile in found.tiles}

    def test_a_tile_says_number_unit_and_rate(self):
        assert self.tiles(Audience.PUBLIC)["Wangen"] == (
            "step-5",
            "90",
            "90 Personen, 10,0\N{NO-BREAK SPACE}je 1.000 Einwohner",
        )

    def test_zero_missing_and_hidden_are_three_things(self):
        assert self.tiles(Audience.PUBLIC)["Stuttgart-Nord"][0] == "zero"
        assert self.tiles(Audience.PUBLIC)["Birkach"] == (
            "hidden", "•", "aus Datenschutzgründen nicht ausgewiesen",
        )  # fmt: skip
        assert self.tiles(Audience.PUBLIC, UTILISATION)["Stuttgart-Nord"] == (
            "missing", "k. A.", "keine Angabe",
        )  # fmt: skip

    def test_tiles_are_read_by_their_number(self):
        assert list(self.tiles(Audience.PUBLIC)) == ["Stuttgart-Nord", "Birkach", "Münster", "Wangen"]

    def test_classes_follow_from_what_is_shown(self):
        """A hidden number is no bound of a class."""
        legend = dict(tile_map(PERSONS, known_on(TODAY, Audience.PUBLIC).real).legend)
        assert legend["step-5"] == "81 bis 100"
        assert legend["hidden"] == "• = aus Datenschutzgründen nicht ausgewiesen"

    def test_the_heading_states_the_finding(self):
        rows = known_on(TODAY, Audience.PUBLIC).real.rows
        assert most(PERSONS, rows) == "Die meisten leben in Wangen: 90 Personen"
        assert most(OFFERS, rows) == "Sportangebote: noch keine Zahlen"
        assert all(OFFERS.of(row).kind is Kind.MISSING for row in rows)
