"""Zero, no data and suppressed are three different things, and each prints as itself."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from portal.figures import (
    Audience,
    Change,
    Chapter,
    Chart,
    Coverage,
    Kind,
    Point,
    Provenance,
    Series,
    Table,
    Value,
    missing,
)

NO_BREAK = "\N{NO-BREAK SPACE}"
PAPER = Provenance("GRDrs 429/2016", "Anlage 1")


def persons(count: int | str, kind: Kind = Kind.REPORTED, qualifier: str = "") -> Value:
    return Value(Decimal(count), kind, "Personen", qualifier=qualifier)


def on(day: date, value: Value) -> Point:
    return Point(day, value, "", PAPER)


def series_of(*values: Value, example: bool = False) -> Series:
    points = (on(date(2016, month, 1), value) for month, value in enumerate(values, start=1))
    return Series("reported", "Berichtet", tuple(points), example=example)


def table(key: str, *, example: bool = False) -> Table:
    return Table(key, "Werte", (), (), example=example)


def chart(*series: Series) -> Chart:
    return Chart(
        key="belegung", heading="Belegung", title="Abbildung 1", summary="", series=series,
        table=table("werte"),
    )  # fmt: skip


def chapter(**parts) -> Chapter:
    return Chapter(
        key="unterbringung",
        title="Unterbringung",
        address="/unterbringung/",
        as_of=date(2017, 8, 31),
        audience=Audience.COUNCIL,
        **parts,
    )


@pytest.mark.parametrize(
    ("value", "printed"),
    [
        (persons(0), f"0{NO_BREAK}Personen"),
        (missing("Personen"), "k. A."),
        (persons(3).suppressed(), "•"),
        (persons(7362), f"7.362{NO_BREAK}Personen"),
        (persons(400, qualifier="rund"), f"rund 400{NO_BREAK}Personen"),
        (Value(Decimal("6.47"), unit="%", decimals=2), f"6,47{NO_BREAK}%"),
        (Value(Decimal(12)), "12"),
    ],
)
def test_a_value_prints_as_what_it_is(value: Value, printed: str):
    assert str(value) == printed


@pytest.mark.parametrize("kind", [Kind.MISSING, Kind.SUPPRESSED])
def test_an_absent_value_has_no_amount(kind: Kind):
    with pytest.raises(ValueError, match="amount"):
        Value(Decimal(3), kind)


@pytest.mark.parametrize("kind", [Kind.REPORTED, Kind.COUNTED, Kind.CARRIED, Kind.ESTIMATED])
def test_a_value_without_amount_says_why(kind: Kind):
    with pytest.raises(ValueError, match="amount"):
        Value(None, kind)


@pytest.mark.parametrize(
    ("kind", "mark"),
    [
        (Kind.REPORTED, ""),
        (Kind.COUNTED, ""),
        (Kind.CARRIED, "fortgeschrieben"),
        (Kind.ESTIMATED, "geschätzt"),
    ],
)
def test_only_what_is_not_simply_reported_is_marked(kind: Kind, mark: str):
    assert persons(7, kind).mark == mark


def test_a_suppressed_value_keeps_only_its_unit():
    assert persons(3, qualifier="über").suppressed() == Value(None, Kind.SUPPRESSED, "Personen")


def test_a_source_is_named_with_its_place():
    assert str(PAPER) == "GRDrs 429/2016, Anlage 1"


def test_a_source_without_a_place_is_only_named():
    assert str(Provenance("GRDrs 429/2016")) == "GRDrs 429/2016"


def test_a_change_names_what_it_is_compared_with():
    change = Change(Decimal(-212), "Juli 2017", percent=Decimal("-2.8"))

    assert str(change) == f"−212 (−2,8{NO_BREAK}%) gegenüber Juli 2017"


def test_a_change_from_zero_has_no_percentage():
    assert str(Change(Decimal(12), "Juli 2017")) == "+12 gegenüber Juli 2017"


@pytest.mark.parametrize(("reported", "complete"), [(23, False), (24, True), (25, True)])
def test_coverage_is_complete_when_all_have_reported(reported: int, complete: bool):
    assert Coverage(reported, 24).complete is complete


@pytest.mark.parametrize(("carried", "complete"), [(1, False), (2, True), (3, True)])
def test_a_carried_number_completes_a_sum_but_is_not_reported(carried: int, complete: bool):
    coverage = Coverage(22, 24, carried)

    assert (coverage.complete, coverage.fully_reported) == (complete, False)


def test_coverage_says_how_many_have_reported():
    assert str(Coverage(1180, 1290)) == "1.180 von 1.290 Unterkünften gemeldet"


def test_coverage_keeps_reported_and_carried_apart():
    assert str(Coverage(118, 129, 4)) == "118 von 129 Unterkünften gemeldet, 4 fortgeschrieben"
    assert Coverage(118, 129, 4).absent == 7


def test_what_a_series_proves_rests_on_points_that_leave_nobody_out():
    complete, partial = on(date(2016, 1, 1), persons(5)), on(date(2016, 2, 1), persons(9))
    partial = replace(partial, coverage=Coverage(22, 24, 1))

    assert replace(series_of(), points=(complete, partial)).whole.points == (complete,)


def test_the_peak_is_the_highest_value():
    assert series_of(persons(5), persons(9), persons(7)).peak == on(date(2016, 2, 1), persons(9))


def test_the_peak_of_equal_values_is_the_earliest():
    assert series_of(persons(9), persons(9)).peak == on(date(2016, 1, 1), persons(9))


def test_there_is_no_peak_without_values():
    assert series_of(missing(), persons(3).suppressed()).peak is None


def test_zero_is_drawn_and_what_is_absent_is_not():
    series = series_of(persons(0), missing(), persons(3).suppressed())

    assert [point.value for point in series.drawable] == [persons(0)]


def test_one_invented_series_makes_the_chapter_an_example():
    assert chapter(charts=(chart(series_of(persons(1)), series_of(persons(2), example=True)),)).example


def test_one_invented_table_makes_the_chapter_an_example():
    assert chapter(tables=(table("bezirke", example=True),)).example


def test_a_chapter_of_facts_is_no_example():
    assert not chapter(charts=(chart(series_of(persons(1))),), tables=(table("bezirke"),)).example


def test_a_chart_is_found_by_its_key():
    curve = chart(series_of(persons(1)))

    assert chapter(charts=(curve,)).chart("belegung") is curve


@pytest.mark.parametrize("key", ["werte", "bezirke"])
def test_tables_are_found_by_their_key_also_behind_a_chart(key: str):
    assert chapter(charts=(chart(),), tables=(table("bezirke"),)).table(key).key == key


def test_what_a_chapter_does_not_have_is_not_found():
    with pytest.raises(KeyError):
        chapter().chart("belegung")
    with pytest.raises(KeyError):
        chapter().table("werte")
