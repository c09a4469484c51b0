"""A chart as matplotlib's figure: time to scale, heights from zero, every kind of value in its shape."""

from collections.abc import Iterable, Sequence
from decimal import Decimal

import numpy as np
from matplotlib.axes import Axes
from matplotlib.dates import date2num
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.ticker import MaxNLocator

from portal.charts import look
from portal.charts.labels import label_values
from portal.charts.time_axis import draw_day, draw_time
from portal.dates import german_date
from portal.figures import EXAMPLE, Chart, Point, Series
from portal.numbers import german

MARKED = 200  # points of a line; where there are more, plain ones would cover it and each other
SPAN_MEANING = "Strich: Zeitraum der Angabe"


def figure_of(chart: Chart, title: str = "") -> Figure:
    """The drawing, with a title line where it must speak for itself."""
    points = [point for series in chart.series for point in series.drawable]
    names, marks = _series_entries(chart.series), _mark_entries(chart.series)
    heading = look.wrapped(title)
    lines = sum(str(entry.get_label()).count("\n") + 1 for entry in names) + (len(marks) + 1) // 2
    height = look.HEIGHT + (lines + bool(title) + heading.count("\n")) * look.LEGEND_LINE
    figure = Figure(figsize=(look.WIDTH / 72, height / 72), dpi=72)
    axes = figure.add_subplot(title=look.one_line(chart.unit, longest=60))
    _draw(axes, chart.series, points)
    if chart.known_until and points:
        draw_day(axes, chart.known_until, f"Stand {german_date(chart.known_until)}")
    figure.legend(
        handles=names, loc="outside upper left", alignment="left",
        title=heading, title_fontproperties={"weight": "bold"},
    )  # fmt: skip
    if marks:
        figure.legend(handles=marks, loc="outside lower left", ncols=2, columnspacing=1.5)
    label_values(figure, axes, chart.series)
    return figure


def _draw(axes: Axes, series: Sequence[Series], points: list[Point]) -> None:
    if not points:
        axes.set_axis_off()
        axes.text(0.5, 0.5, "Keine Werte", transform=axes.transAxes, ha="center")
        return
    draw_time(axes, min(point.start or point.at for point in points), max(point.at for point in points))
    _draw_heights(axes, points)
    for one, pen in zip(series, look.pens(series), strict=True):
        _draw_series(axes, one, pen)


def _draw_heights(axes: Axes, points: list[Point]) -> None:
    """From zero, so that twice as many are twice as high."""
    heights = [0.0, *map(_height, points)]
    low, high = min(heights), max(heights)
    room = (high - low) / 5 or 1  # for the labels
    axes.set_ylim(low - room if low < 0 else 0, high + room)
    whole = all(point.value.decimals == 0 for point in points)
    axes.yaxis.set_major_locator(MaxNLocator(6, integer=whole, steps=[1, 2, 5, 10]))
    axes.yaxis.set_major_formatter(lambda number, _: _height_text(number))


def _height_text(number: float) -> str:
    """With as many decimals as the step needs: „8.000“, „2,5“."""
    exact = Decimal(str(round(number, 6))).normalize()
    return german(exact, max(0, -int(exact.as_tuple().exponent)))


def _height(point: Point) -> float:
    """NaN for a missing value: there, a line breaks."""
    return float("nan") if point.value.amount is None else float(point.value.amount)


def _joined_height(point: Point) -> float:
    """No line leads to an incomplete sum: a report that is missing is not a departure."""
    return _height(point) if point.whole else float("nan")


def _draw_series(axes: Axes, series: Series, pen: look.Pen) -> None:
    if series.joined:
        points = sorted(series.points, key=lambda point: point.at)
        style = "steps-post" if series.steps else "default"
        heights = [*map(_joined_height, points)]
        axes.plot(_times(points), heights, color=pen.colour, linestyle=pen.dashes, drawstyle=style)
    spans = [point for point in series.drawable if _is_span(point)]
    starts = date2num([point.start for point in spans])
    axes.hlines([*map(_height, spans)], starts, _times(spans), color=pen.colour, linewidth=look.SPAN_WIDTH)
    for mark, points in _drawn_marks(series).items():
        shape = look.marker(mark, pen.shape, pen.colour)
        axes.plot(_times(points), [*map(_height, points)], zorder=3, **shape)


def _drawn_marks(series: Series) -> dict[look.Mark, list[Point]]:
    """Without the plain ones of a long line."""
    found = _by_mark(series.drawable)
    if series.joined and len(series.points) > MARKED:
        found.pop(look.REPORTED, None)
    return found


def _by_mark(points: Iterable[Point]) -> dict[look.Mark, list[Point]]:
    """In the order of the marks; without those that no point has."""
    found: dict[look.Mark, list[Point]] = {mark: [] for mark in look.MARKS}
    for point in points:
        found[look.mark(point)].append(point)
    return {mark: marked for mark, marked in found.items() if marked}


def _times(points: Sequence[Point]) -> np.ndarray:
    return date2num([point.at for point in points])


def _is_span(point: Point) -> bool:
    """The source names a month or a year, not a day."""
    return point.start is not None and point.start < point.at


def _series_entries(series: Sequence[Series]) -> list[Line2D]:
    return [
        Line2D(
            [], [], color=pen.colour, linestyle=pen.dashes if one.joined else "none",
            marker=pen.shape, markeredgewidth=0.5, label=look.wrapped(_name(one)),
        )
        for one, pen in zip(series, look.pens(series), strict=True)
    ]  # fmt: skip


def _name(series: Series) -> str:
    """Invented data say so, whatever they are called and however long."""
    if not series.example or EXAMPLE in look.one_line(series.label):
        return series.label
    return f"{EXAMPLE}: {series.label}"


def _mark_entries(series: Sequence[Series]) -> list[Line2D]:
    """What the shapes mean, in black because it holds for every series; none if there is but one."""
    drawn = {mark for one in series for mark in _drawn_marks(one)}
    used = [mark for mark in look.MARKS if mark in drawn]
    points = [point for one in series for point in one.drawable]
    entries = [Line2D([], [], label=mark.meaning, **look.marker(mark, "o", look.INK)) for mark in used]
    if any(map(_is_span, points)):
        entries.append(Line2D([], [], color=look.INK, linewidth=look.SPAN_WIDTH, label=SPAN_MEANING))
    return entries if drawn - {look.REPORTED} or len(entries) > 1 else []
