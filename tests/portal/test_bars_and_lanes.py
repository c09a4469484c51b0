"""Bars and lanes: lengths that are true, values that say what they are, nothing that needs a colour."""

import xml.etree.ElementTree as ET
from datetime import date
from decimal import Decimal

import pytest
from matplotlib.colors import to_hex
from matplotlib.dates import date2num

from portal.charts import look, pictures
from portal.charts.bars import bars_of
from portal.charts.lanes import lanes_of
from portal.figures import (
    EXAMPLE,
    Bar,
    BarChart,
    Kind,
    Lane,
    Picture,
    Span,
    Table,
    Timeline,
    Value,
    missing,
)

FRAME = {
    "heading": "Aussage",
    "title": "Titel",
    "summary": "In Worten.",
    "table": Table("werte", "Werte", (), ()),
}
TODAY = date(2017, 8, 31)


def euros(amount: int, kind: Kind = Kind.REPORTED) -> Value:
    return Value(Decimal(amount), kind, "EUR")


def bars(*rows: Bar, groups: tuple[str, ...] = ("bewilligt",), example: bool = False) -> BarChart:
    return BarChart(key="mittel", unit="EUR", groups=groups, bars=rows, example=example, **FRAME)


def lanes(*spans: Span, example: bool = False) -> Timeline:
    return Timeline(key="laufzeit", as_of=TODAY, lanes=(Lane("Grünpflege", spans),), example=example, **FRAME)


def texts(picture: Picture) -> str:
    root = ET.fromstring(pictures.svg(picture))  # noqa: S314 our own picture
    return " | ".join(text.text or "" for text in root.iter("{http://www.w3.org/2000/svg}text"))


def lengths(chart: BarChart) -> list[float]:
    return [patch.get_width() for patch in bars_of(chart).axes[0].patches]


def test_twice_as_much_is_twice_as_long():
    assert lengths(bars(Bar("2016", (euros(25_000),)), Bar("2017", (euros(50_000),)))) == [25_000, 50_000]


def test_each_value_stands_at_its_bar_in_german():
    assert "65.000" in texts(bars(Bar("2016", (euros(65_000),))))


def test_several_groups_are_named_at_each_value_and_told_without_colour():
    chart = bars(Bar("2016", (euros(65_000), euros(48_000))), groups=("Ansatz", "bewilligt"))
    assert "65.000 Ansatz | 48.000 bewilligt" in texts(chart)


def test_zero_no_data_and_suppressed_are_three_things_and_none_has_a_bar():
    chart = bars(Bar("a", (euros(0),)), Bar("b", (missing("EUR"),)), Bar("c", (euros(3).suppressed(),)))
    assert lengths(chart) == []
    assert "0 | k. A. | •" in texts(chart)


def test_an_estimate_is_hollow():
    (patch,) = bars_of(bars(Bar("2016", (euros(5, Kind.ESTIMATED),)))).axes[0].patches
    assert to_hex(patch.get_facecolor()) == "#ffffff"


def test_every_text_at_a_bar_stays_inside_the_picture():
    chart = bars(
        Bar("Ein sehr langer Name einer Förderung der Stadt", (euros(1_234_567),)), groups=("bewilligt",)
    )
    axes = bars_of(chart).axes[0]
    axes.figure.draw_without_rendering()
    assert all(text.get_window_extent().x1 <= look.WIDTH for text in axes.texts)


@pytest.mark.parametrize("picture", [bars(), lanes()])
def test_without_values_the_picture_says_so(picture):
    assert "Keine Werte" in texts(picture)


@pytest.mark.parametrize(
    "picture",
    [bars(Bar("2016", (euros(5),)), example=True), lanes(Span(None, TODAY, "läuft"), example=True)],
)
def test_invented_data_say_so_in_the_picture(picture):
    assert EXAMPLE in texts(picture)


@pytest.mark.parametrize("picture", [bars(Bar("a", (euros(5),))), lanes(Span(None, None, "läuft"))])
def test_the_picture_stands_in_a_page_without_inline_styles(picture):
    root = ET.fromstring(pictures.svg(picture))  # noqa: S314 our own picture
    assert [node for node in root.iter() if "style" in node.attrib or node.tag.endswith("style")] == []


def test_a_span_is_as_long_as_its_days():
    (patch,) = lanes_of(lanes(Span(date(2017, 6, 1), date(2017, 6, 30), "läuft"))).axes[0].patches
    assert (patch.get_x(), patch.get_width()) == (date2num(date(2017, 6, 1)), 30)


def test_an_open_end_runs_to_the_edge_and_ends_in_an_arrow():
    axes = lanes_of(lanes(Span(date(2017, 6, 1), None, "läuft"))).axes[0]
    (patch,) = axes.patches
    assert patch.get_x() + patch.get_width() == pytest.approx(axes.get_xlim()[1])
    assert ">" in [line.get_marker() for line in axes.lines]


def test_the_state_of_a_span_and_the_day_of_the_look_are_written():
    written = texts(lanes(Span(date(2017, 6, 1), date(2017, 10, 1), "endet bald")))
    assert "endet bald" in written
    assert "Stichtag 31.08.2017" in written


def test_two_spans_that_follow_each_other_are_seen_as_two():
    """Between them is a line in the colour of the page."""
    drawing = pictures.svg(
        lanes(
            Span(date(2017, 6, 1), date(2017, 6, 30), "läuft"),
            Span(date(2017, 7, 1), date(2017, 7, 31), "läuft"),
        )
    )
    assert drawing.count('class="chart__edge"') == 1


def test_two_short_spans_in_one_lane_are_told_side_by_side():
    drawing = lanes_of(
        lanes(
            Span(date(2010, 1, 1), date(2017, 5, 31), "beendet"),
            Span(date(2017, 6, 1), date(2017, 6, 30), "läuft", "zweite Förderperiode"),
            Span(date(2017, 7, 1), date(2017, 7, 31), "bewilligt", "dritte Förderperiode"),
        )
    )
    drawing.canvas.draw()
    told = {text.get_text(): text.get_window_extent() for text in drawing.axes[0].texts}
    second, third = (told[f"{which} Förderperiode"] for which in ("zweite", "dritte"))
    assert told["beendet"].x1 < second.x0
    assert second.x1 < third.x0


def test_what_no_renderer_knows_is_refused():
    with pytest.raises(TypeError, match="Picture"):
        pictures.svg(Picture(key="neu", **FRAME))
