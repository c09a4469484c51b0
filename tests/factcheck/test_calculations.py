"""Each way of calculation by itself, what it needs, and how near is near enough."""

from datetime import date
from decimal import Decimal

import pytest

from portal.calculations import Calculation, compute, problems
from portal.dates import german_date
from portal.figures import Kind, Value, Verdict


class Figure:
    """A figure of a source, without a database."""

    def __init__(self, value: int | None, begins: date = date(2017, 1, 1), qualifier: str = "") -> None:
        self.value = None if value is None else Decimal(value)
        self.period_start, self.qualifier = begins, qualifier

    @property
    def when(self) -> str:
        return german_date(self.period_start)

    def as_value(self) -> Value:
        return Value(self.value, Kind.REPORTED, "Plätze", qualifier=self.qualifier)


def figures(*values: int | None) -> list[Figure]:
    return [Figure(value, date(2017, month, 1)) for month, value in enumerate(values, start=1)]


@pytest.mark.parametrize(
    ("kind", "values", "bases", "text", "way"),
    [
        ("percent_change", [90], [100], "10,0 % weniger", "(90 − 100) ÷ 100"),
        ("percent_change", [110], [60, 40], "10,0 % mehr", "(110 − (60 + 40)) ÷ (60 + 40)"),
        ("multiple", [250], [100], "2,5-fach", "250 ÷ 100"),
        ("share", [20, 5], [100], "25,0 %", "(20 + 5) ÷ 100"),
        ("quotient", [7], [2], "3,5", "7 ÷ 2"),
        ("sum", [1, 2, 3], [], "6 Plätze", "1 + 2 + 3"),
        ("difference", [10], [3, 4], "3 Plätze", "10 − (3 + 4)"),
        ("product", [2], [5], "10 Plätze", "5 × 2"),
        ("complement", [40], [], "60 %", "100 − 40"),
        ("growth_factor", [100], [], "2-fach", "1 + 100 ÷ 100"),
        ("comparison", [5], [], "5 Plätze", "5 Plätze, 01.01.2017"),
        ("peak", [3, 9], [], "9 Plätze (01.02.2017)", "höchster Wert von 3 (01.01.2017); 9 (01.02.2017)"),
        (
            "falling", [9, 5, 6], [], "1 von 2 Schritten fallen",
            "9 (01.01.2017); 5 (01.02.2017); 6 (01.03.2017): −4, 1",
        ),
        ("term", [6], [], "30.06.2017", "01.01.2017 + 6 Plätze − 1 Tag"),
    ],
)  # fmt: skip
def test_a_way_of_calculation(kind, values, bases, text, way):
    result = compute(Calculation(kind), figures(*values), figures(*bases), [])
    assert [said.replace("\N{NO-BREAK SPACE}", " ") for said in (result.text, result.way)] == [text, way]
    assert not list(problems(Calculation(kind), figures(*values), figures(*bases), []))


def test_names_are_counted():
    assert compute(Calculation.COUNT, [], [], ["Kulturinsel", "eva"]).way == "gezählt: Kulturinsel; eva"


def test_every_way_has_been_tried():
    (tried,) = (mark for mark in test_a_way_of_calculation.pytestmark if mark.name == "parametrize")
    assert {row[0] for row in tried.args[1]} | {"count"} == set(Calculation.values)


def test_what_is_computed_from_a_rough_figure_is_rough():
    result = compute(Calculation.SHARE, [Figure(20)], [Figure(80, qualifier="rund")], [])
    assert result.text == "rund 25,0\N{NO-BREAK SPACE}%"


@pytest.mark.parametrize(
    ("stated", "decimals", "verdict"),
    [
        ("33.3", 1, Verdict.CONFIRMED),
        ("33", 0, Verdict.CONFIRMED),
        ("33.4", 1, Verdict.ROUGHLY),
        ("34", 0, Verdict.ROUGHLY),
        ("35", 0, Verdict.DIFFERS),
        (None, 0, Verdict.COMPUTED),
    ],
)
def test_the_last_stated_digit_decides(stated, decimals, verdict):
    result = compute(Calculation.SHARE, figures(1), figures(3), [])
    assert result.verdict(stated and Decimal(stated), decimals) is verdict


@pytest.mark.parametrize(("kind", "values", "names"), [("count", [], ["a", "b"]), ("peak", [1, 2], [])])
def test_a_count_or_a_peak_is_never_roughly_right(kind, values, names):
    result = compute(Calculation(kind), figures(*values), [], names)
    assert [result.verdict(Decimal(stated), 0) for stated in (2, 3)] == [Verdict.CONFIRMED, Verdict.DIFFERS]


def test_a_series_falls_in_time_whatever_the_order_of_its_values():
    first, second, third = figures(9, 7, 5)
    result = compute(Calculation.FALLING, [third, first, second], [], [])
    assert result.verdict(None, 0) is Verdict.CONFIRMED


@pytest.mark.parametrize(
    ("kind", "values", "bases", "names", "sentence"),
    [
        ("share", [1], [], [], "„Anteil in Prozent“ braucht im Feld „Bezugswerte“ mindestens 1; angegeben "
         "sind 0."),
        ("share", [1], [0], [], "Durch 0 lässt sich nicht teilen: Die Bezugswerte ergeben zusammen 0."),
        ("share", [None], [2], [], "Ein Wert ohne Zahl (keine Angabe) lässt sich nicht nachrechnen."),
        ("sum", [1, 2], [3], [], "„Summe“ rechnet ohne Bezugswerte; angegeben sind 1."),
        ("comparison", [1, 2], [], [], "„Angabe einer anderen Quelle“ braucht im Feld „Werte“ genau 1; "
         "angegeben sind 2."),
        ("sum", [1, 2], [], ["a"], "Namen werden nur bei „Zählung“ gezählt, nicht bei „Summe“."),
        ("count", [1], [], ["a"], "Eine Zählung braucht die gezählten Namen, einen je Zeile, und keine "
         "Werte."),
    ],
)  # fmt: skip
def test_what_is_missing_is_said_in_german(kind, values, bases, names, sentence):
    assert sentence in list(problems(Calculation(kind), figures(*values), figures(*bases), names))
