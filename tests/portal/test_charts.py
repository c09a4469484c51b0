"""A chart tells the truth about time, gaps and kinds of values, and can stand in any page."""

import io
import os
import subprocess
import sys
import xml.etree.ElementTree as ET
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest
from matplotlib.axes import Axes
from matplotlib.dates import date2num
from matplotlib.lines import Line2D
from matplotlib.transforms import Bbox
from PIL import Image

from portal import charts
from portal.charts import drawing, look, pictures, time_axis
from portal.charts.drawing import figure_of
from portal.figures import Chart, Coverage, Kind, Point, Provenance, Series, Table, Value, missing

PAPER = Provenance("GRDrs 783/2017")
HOSTILE = [
    "$\\foo$", "5 $ bis 10 $", "{" * 500, "\\frac{", "<b>&amp;", "]]>", "x" * 5000, "a\x00\x1b\ud800\ufffe",
    "\n\t", "\u202e\u200f", "漢字 😀", "",
]  # fmt: skip
KERN_GROUNDS = {"white": "#FFFFFF", "neutral-950": "#131525", "neutral-900": "#1D2034", "black": "#000000"}


def on(day: date, count: int, kind: Kind = Kind.REPORTED, **more) -> Point:
    return Point(day, Value(Decimal(count), kind, "Personen"), "", PAPER, **more)


def gap(day: date) -> Point:
    return Point(day, missing("Personen"), "", PAPER)


STUTTGART = Series(
    "reported",
    "Berichtete Gesamtzahl",
    (
        on(date(2014, 5, 31), 1815, start=date(2014, 5, 1)),
        on(date(2016, 7, 1), 8141),
        on(date(2016, 11, 30), 7874),
        on(date(2017, 8, 31), 7362),
    ),
)
EXAMPLE = Series("example", "Summe", (on(date(2016, 7, 31), 2000),), example=True)


def chart_of(*series: Series, **more) -> Chart:
    texts = {"heading": "Die Belegung sinkt", "title": "Abbildung 1", "summary": "Von 1.815 auf 8.141."}
    table = Table("werte", "Werte", (), ())
    return Chart(key="belegung", unit="Personen", series=series, table=table, **(texts | more))


def points_chart(*points: Point) -> Chart:
    return chart_of(replace(STUTTGART, points=points))


def axes_of(chart: Chart) -> Axes:
    return figure_of(chart).axes[0]


def element(chart: Chart) -> ET.Element:
    """As a browser reads the file."""
    return ET.fromstring(pictures.svg(chart))  # noqa: S314 our own picture


def texts(chart: Chart) -> list[str]:
    return [text.text or "" for text in element(chart).iter("{http://www.w3.org/2000/svg}text")]


def markers(chart: Chart) -> list[tuple[str, bool]]:
    """Shape and hollowness of every drawn group of values."""
    return [
        (str(line.get_marker()), line.get_markerfacecolor() == "white")
        for line in axes_of(chart).lines
        if line.get_linestyle() == "None" and len(line.get_xdata())
    ]


def joining_lines(chart: Chart) -> list[Line2D]:
    return [line for line in axes_of(chart).lines if line.get_linestyle() != "None"]


def contrast(one: str, other: str) -> float:
    """As WCAG 2.1 defines it."""
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def luminance(colour: str) -> float:
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


# The page


def test_nothing_in_the_picture_needs_an_inline_style():
    root = element(chart_of(STUTTGART, EXAMPLE))

    assert [node for node in root.iter() if "style" in node.attrib or node.tag.endswith("style")] == []


def test_the_picture_has_a_name_and_a_description():
    root = element(chart_of(STUTTGART))
    described = {node.get("id"): node.text for node in list(root)[:2]}

    assert root.get("role") == "img"
    assert [described[name] for name in root.get("aria-labelledby", "").split()] == [
        "Abbildung 1 – Die Belegung sinkt",
        "Von 1.815 auf 8.141.",
    ]


def test_the_picture_is_as_wide_as_its_place():
    root = element(chart_of(STUTTGART))

    assert {"width", "height"} & root.attrib.keys() == set()
    assert root.get("viewBox", "").startswith("0 0 960 ")


def test_two_pictures_on_a_page_share_no_id():
    one, other = chart_of(STUTTGART), replace(chart_of(STUTTGART), key="zugaenge")

    ids = [node.get("id") for chart in (one, other) for node in element(chart).iter() if node.get("id")]

    assert len(ids) == len(set(ids))


def test_every_reference_finds_its_target():
    root = element(chart_of(STUTTGART, EXAMPLE))
    ids = {node.get("id") for node in root.iter()}
    links = {node.get("href", "").removeprefix("#") for node in root.iter() if node.get("href")}
    clips = {
        node.get("clip-path", "").removeprefix("url(#").removesuffix(")")
        for node in root.iter()
        if node.get("clip-path")
    }

    assert links
    assert clips
    assert links | clips <= ids


def test_text_and_axes_take_the_colour_of_the_page():
    root = element(chart_of(STUTTGART))
    colours = {node.get(name) for node in root.iter() for name in ("fill", "stroke")} - {None, "none"}

    assert root.get("fill") == "currentColor"
    assert colours == {"currentColor", look.PENS[0].colour.lower()}


def test_what_is_hollow_takes_the_ground_of_the_page():
    root = element(points_chart(on(date(2016, 7, 1), 9, Kind.ESTIMATED)))

    assert {node.get("class") for node in root.iter() if node.get("fill") == "#ffffff"} == {"chart__paper"}


@pytest.mark.parametrize("ground", KERN_GROUNDS)
@pytest.mark.parametrize("pen", [*look.PENS, look.EXAMPLE_PEN], ids=lambda pen: pen.colour)
def test_every_colour_stands_out_from_every_ground(pen: look.Pen, ground: str):
    assert contrast(pen.colour, KERN_GROUNDS[ground]) >= 3


# The texts


def test_text_is_text():
    assert "Berichtete Gesamtzahl" in texts(chart_of(STUTTGART))


def test_peak_and_last_value_are_written_in_german():
    assert {"Höchststand", "8.141", "7.362"} <= set(texts(chart_of(STUTTGART)))


def test_a_value_for_which_not_everybody_reported_says_so_beside_it():
    """A picture that travels alone has no table."""
    carried = on(date(2016, 2, 1), 193, Kind.CARRIED, coverage=Coverage(22, 24, 2))

    assert "193 (22 von 24 gemeldet)" in texts(points_chart(on(date(2016, 1, 1), 200), carried))


def test_the_last_value_is_not_written_over_the_peak():
    """As of March 2017: both stand close together, and another source takes the place beside them."""
    reported = replace(STUTTGART, points=(*STUTTGART.points[:3], on(date(2017, 2, 28), 7827)))
    others = (on(date(2013, 12, 31), 1584), on(date(2016, 12, 31), 8055))
    figure = figure_of(chart_of(reported, replace(STUTTGART, key="others", joined=False, points=others)))
    figure.draw_without_rendering()
    peak, last = (label.get_window_extent() for label in figure.axes[0].texts)

    assert not peak.overlaps(last)


def test_the_peak_is_not_written_over_the_time_for_which_another_value_holds():
    """Another source gives one number for more than a year, just above the peak."""
    held = on(date(2017, 6, 30), 8900, start=date(2016, 1, 1))
    others = replace(STUTTGART, key="others", joined=False, points=(held,))
    figure = figure_of(chart_of(STUTTGART, others))
    figure.draw_without_rendering()
    axes = figure.axes[0]
    peak = axes.texts[0].get_window_extent()
    (span,) = axes.collections[1].get_segments()

    begin, end = axes.transData.transform(span)
    assert not peak.overlaps(Bbox([begin, end]).padded(1))


def test_a_label_far_above_its_value_is_led_to_it_and_a_near_one_stands_alone():
    between = [on(date(2016, 7, 1), count) for count in range(8300, 8800, 100)]
    beside = [on(date(year, month, 1), 8560) for year, month in ((2016, 3), (2016, 5), (2016, 9), (2016, 11))]
    others = replace(STUTTGART, key="others", joined=False, points=(*between, *beside))

    def is_led(*series: Series) -> bool:
        (peak, *_) = figure_of(chart_of(*series)).axes[0].texts
        return peak.arrow_patch is not None

    assert is_led(STUTTGART, others)
    assert not is_led(STUTTGART)


def test_legends_stand_above_and_below_the_curve():
    estimated = replace(STUTTGART, key="others", points=(on(date(2015, 1, 1), 3000, Kind.ESTIMATED),))
    figure = figure_of(chart_of(STUTTGART, estimated))
    figure.draw_without_rendering()
    above, below = (legend.get_window_extent() for legend in figure.legends)
    curve = figure.axes[0].get_tightbbox()

    assert curve is not None
    assert below.y1 <= curve.y0 < curve.y1 <= above.y0


def test_heights_are_written_in_german_from_zero():
    assert {"0", "2.000", "8.000"} <= set(texts(chart_of(STUTTGART)))


def test_the_time_axis_speaks_german():
    march = points_chart(on(date(2016, 2, 1), 1), on(date(2016, 6, 30), 2))

    assert {"Mär 2016", "Mai 2016"} <= set(texts(march))


def test_invented_data_say_so_in_the_picture():
    assert "Beispieldaten (erfunden): Summe" in texts(chart_of(STUTTGART, EXAMPLE))


def test_invented_data_say_so_however_long_their_name():
    example = replace(EXAMPLE, label="Summe der Unterkünfte " * 50)

    assert "Beispieldaten (erfunden)" in " ".join(texts(chart_of(example)))


def test_the_qualifier_is_printed_with_the_number():
    rough = Point(date(2016, 7, 1), Value(Decimal(400), unit="Personen", qualifier="rund"), "", PAPER)

    assert "rund 400" in texts(points_chart(rough))


@pytest.mark.filterwarnings("ignore:Glyph")  # a browser has more letters than matplotlib
@pytest.mark.parametrize("text", HOSTILE)
def test_no_text_breaks_the_picture(text: str):
    chart = chart_of(replace(STUTTGART, label=text), heading=text, title=text, summary=text)

    assert element(replace(chart, unit=text)).get("role") == "img"


def test_dollars_are_drawn_as_they_stand():
    assert "5 $ bis 10 $" in texts(chart_of(replace(STUTTGART, label="5 $ bis 10 $")))


def test_a_long_text_is_cut_at_200_letters():
    assert look.one_line("x" * 300) == "x" * 199 + "…"


# The drawing


def test_uneven_dates_look_uneven():
    line = joining_lines(chart_of(STUTTGART))[0]

    assert list(line.get_xdata()) == [date2num(point.at) for point in STUTTGART.points]


def test_no_line_leads_to_an_incomplete_sum():
    """It would draw a fall that nobody reported."""
    partial = replace(on(date(2016, 2, 1), 2), coverage=Coverage(1, 3))
    chart = points_chart(on(date(2016, 1, 1), 5), partial, on(date(2016, 3, 1), 7))

    assert [str(height) for height in joining_lines(chart)[0].get_ydata()] == ["5.0", "nan", "7.0"]


def test_a_missing_value_breaks_the_line():
    chart = points_chart(on(date(2016, 1, 1), 5), gap(date(2016, 2, 1)), on(date(2016, 3, 1), 7))

    assert [str(height) for height in joining_lines(chart)[0].get_ydata()] == ["5.0", "nan", "7.0"]


def test_points_of_different_sources_are_not_joined():
    assert joining_lines(chart_of(replace(STUTTGART, joined=False))) == []


def test_heights_start_at_zero():
    assert axes_of(chart_of(STUTTGART)).get_ylim()[0] == 0


def test_negative_values_are_inside_the_picture():
    low, _ = axes_of(points_chart(on(date(2016, 1, 1), -300), on(date(2017, 1, 1), 100))).get_ylim()

    assert low < -300


def test_a_month_is_as_wide_as_a_month():
    spans = axes_of(chart_of(STUTTGART)).collections[0].get_segments()

    assert [[x for x, _ in span] for span in spans] == [
        [date2num(date(2014, 5, 1)), date2num(date(2014, 5, 31))]
    ]


@pytest.mark.parametrize(
    ("point", "drawn_as"),
    [
        (on(date(2016, 7, 1), 9), ("o", False)),
        (on(date(2016, 7, 1), 9, Kind.COUNTED), ("o", False)),
        (on(date(2016, 7, 1), 9, Kind.ESTIMATED), ("o", True)),
        (on(date(2016, 7, 1), 9, Kind.CARRIED), ("D", True)),
        (on(date(2016, 7, 1), 9, Kind.CARRIED, coverage=Coverage(22, 24, 2)), ("D", True)),
        (on(date(2016, 7, 1), 9, Kind.CARRIED, coverage=Coverage(22, 24, 1)), ("d", True)),
        (on(date(2016, 7, 1), 9, coverage=Coverage(22, 24)), ("s", True)),
        (on(date(2016, 7, 1), 9, coverage=Coverage(24, 24)), ("o", False)),
    ],
    ids=[
        "gemeldet",
        "gezählt",
        "geschätzt",
        "fortgeschrieben",
        "fortgeschrieben bis zur Vollständigkeit",
        "fortgeschrieben, unvollständig",
        "unvollständig",
        "vollständig",
    ],
)
def test_each_kind_of_value_has_its_shape(point: Point, drawn_as: tuple[str, bool]):
    assert markers(points_chart(point)) == [drawn_as]


def test_plain_values_of_a_line_of_years_of_days_leave_it_visible_and_all_others_are_marked():
    days = [date(2016, 1, 1) + timedelta(number) for number in range(drawing.MARKED + 2)]
    plain = [on(day, 5) for day in days[1:]]

    assert markers(points_chart(*plain)) == []
    assert markers(points_chart(*plain[1:])) == [("o", False)]
    assert markers(points_chart(on(days[0], 5, Kind.ESTIMATED), *plain)) == [("o", True)]


def test_what_a_line_of_years_of_days_does_not_show_is_not_explained():
    days = [date(2016, 1, 1) + timedelta(number) for number in range(drawing.MARKED + 2)]
    words = texts(points_chart(on(days[0], 5, Kind.ESTIMATED), *(on(day, 5) for day in days[1:])))

    assert "geschätzt" in words
    assert "gemeldet" not in words


def test_suppressed_values_are_not_drawn():
    hidden = Point(date(2016, 7, 1), Value(None, Kind.SUPPRESSED, "Personen"), "", PAPER)

    assert "Keine Werte" in texts(points_chart(hidden))


def test_the_shapes_are_explained_where_they_occur():
    words = texts(points_chart(on(date(2016, 7, 1), 9), on(date(2016, 8, 1), 9, Kind.ESTIMATED)))

    assert {"gemeldet", "geschätzt"} <= set(words)
    assert "fortgeschrieben" not in words


def test_one_shape_needs_no_explanation():
    assert "gemeldet" not in texts(points_chart(on(date(2016, 7, 1), 9)))


def test_series_differ_in_colour_line_and_shape():
    pens = look.pens([STUTTGART, EXAMPLE, STUTTGART, STUTTGART])

    for differs in ("colour", "dashes", "shape"):
        assert len({getattr(pen, differs) for pen in pens}) == 4


def test_invented_data_take_no_colour_from_real_series():
    assert look.pens([EXAMPLE, STUTTGART]) == [look.EXAMPLE_PEN, look.PENS[0]]


@pytest.mark.parametrize(
    ("first", "last", "words"),
    [
        (date(2016, 7, 1), date(2016, 7, 1), ["1. Jul 2016"]),
        (date(2016, 7, 1), date(2016, 7, 9), ["1. Jul 2016", "3. Jul 2016", "5. Jul 2016"]),
        (date(2016, 1, 1), date(2016, 5, 31), ["Jan 2016", "Feb 2016", "Mär 2016"]),
        (date(2014, 5, 1), date(2017, 8, 31), ["Jul 2014", "Jan 2015", "Jul 2015"]),
        (date(2008, 12, 31), date(2019, 12, 31), ["2010", "2012", "2014"]),
    ],
)
def test_the_time_axis_has_round_dates(first: date, last: date, words: list[str]):
    chart = points_chart(on(first, 1), on(last, 2))

    assert [tick.get_text() for tick in axes_of(chart).get_xticklabels()][:3] == words


@pytest.mark.parametrize("years", [1, 3, 5, 10, 30, 100])
def test_the_time_axis_is_never_crowded(years: int):
    assert 3 <= len(time_axis.month_ticks(date(1917, 8, 31), date(1917 + years, 8, 31))) <= 8


# The files


def test_equal_charts_are_equal_files():
    assert pictures.svg(chart_of(STUTTGART)) == pictures.svg(chart_of(replace(STUTTGART)))


def test_the_png_is_twice_as_large_on_white():
    picture = Image.open(io.BytesIO(pictures.png(chart_of(STUTTGART))))

    assert picture.width == 2 * look.WIDTH
    assert picture.convert("RGB").getpixel((0, 0)) == (255, 255, 255)


def test_the_png_carries_its_title():
    assert (
        figure_of(chart_of(STUTTGART), title="Abbildung 1").legends[0].get_title().get_text() == "Abbildung 1"
    )


@pytest.mark.parametrize("series", [(), (replace(STUTTGART, points=()),)], ids=["no series", "no points"])
def test_a_chart_without_values_says_so(series: tuple[Series, ...]):
    assert "Keine Werte" in texts(chart_of(*series))


def test_another_value_is_another_digest():
    more = points_chart(*STUTTGART.points[:-1], on(date(2017, 8, 31), 7363))

    assert charts.chart_digest(more) != charts.chart_digest(chart_of(STUTTGART))


def test_a_chart_is_drawn_once(monkeypatch: pytest.MonkeyPatch):
    first = charts.drawn(chart_of(STUTTGART, heading="Einmal"), "svg")
    monkeypatch.setattr(charts, "newly_drawn", lambda *_: pytest.fail("drawn again"))

    assert charts.drawn(chart_of(STUTTGART, heading="Einmal"), "svg") == first


def test_a_picture_that_is_kept_does_not_wait_for_matplotlib():
    """Importing it takes a second; the start page must not pay that for a drawing it has."""
    code = "import django; django.setup(); import portal.urls, sys; sys.exit('matplotlib' in sys.modules)"
    environment = os.environ | {"DJANGO_SETTINGS_MODULE": "portal.settings"}
    subprocess.run([sys.executable, "-c", code], env=environment, check=True)


CALCULATED = Series("ahead", "Gerechnet", (on(date(2017, 8, 31), 7362), on(date(2018, 8, 31), 7000)))


def lines_of(*series: Series, **more) -> list[Line2D]:
    """Those that are drawn through values, without their marks."""
    (axes,) = figure_of(chart_of(*series, **more)).axes
    return [line for line in axes.get_lines() if line.get_marker() == "None" and len(line.get_xdata()) > 1]


def test_what_is_calculated_goes_on_in_colour_and_shape_and_is_dashed():
    known, ahead = look.pens([STUTTGART, replace(CALCULATED, carries_on="reported")])
    assert (known.colour, known.shape) == (ahead.colour, ahead.shape)
    assert known.dashes == look.KNOWN
    assert ahead.dashes == look.CALCULATED


def test_what_is_carried_on_takes_no_colour_from_the_next_series():
    other = replace(STUTTGART, key="other")
    known, _, third = look.pens([STUTTGART, replace(CALCULATED, carries_on="reported"), other])
    assert third.colour != known.colour


def test_two_invented_series_differ_in_shape():
    first, second = look.pens([EXAMPLE, replace(EXAMPLE, key="other")])
    assert first.colour == second.colour
    assert first.shape != second.shape


def test_a_value_that_holds_until_the_next_is_drawn_in_steps():
    line, steps = lines_of(STUTTGART, replace(STUTTGART, key="steps", steps=True))
    assert (line.get_drawstyle(), steps.get_drawstyle()) == ("default", "steps-post")


def test_a_line_parts_what_is_known_from_what_is_calculated():
    day = date(2017, 8, 31)
    series = STUTTGART, replace(CALCULATED, carries_on="reported")
    parted = [line for line in lines_of(*series, known_until=day) if set(line.get_xdata()) == {date2num(day)}]
    assert len(parted) == 1
    assert "Stand 31.08.2017" in pictures.svg(chart_of(*series, known_until=day))
