"""Bars side by side: lengths from zero, each with its value at its end."""

from collections.abc import Iterator
from itertools import accumulate

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from portal.charts import look
from portal.figures import EXAMPLE, Bar, BarChart, Kind, Value

LABEL_LETTERS = 26  # of a bar's name, in one line
THICKNESS = 34  # of one bar with its value, in the units of the picture
GAP = 22  # between one name and the next
SHARE = 0.8  # of its place that a bar fills


def bars_of(chart: BarChart, title: str = "") -> Figure:
    """The drawing; one name below the other, with a title line where it must speak for itself."""
    heading = look.wrapped(title)
    lines = (heading.count("\n") + 1 if heading else 0) + chart.example
    height = sum(_rooms(chart)) + look.LEGEND_LINE * (lines + 2.5)
    figure = Figure(figsize=(look.WIDTH / 72, height / 72), dpi=72)
    if lines:
        figure.suptitle(
            "\n".join(filter(None, [heading, EXAMPLE if chart.example else ""])),
            x=0.01, ha="left", size=look.FONT_SIZE, weight="bold" if heading else "normal",
        )  # fmt: skip
    axes = figure.add_subplot(title=look.one_line(chart.unit, longest=60))
    _draw(axes, chart)
    look.lay_out(figure)
    return figure


def _rooms(chart: BarChart) -> list[float]:
    """What each name and its bars need from top to bottom."""
    bars = len(chart.groups) * THICKNESS
    return [max(bars, (_name(bar).count("\n") + 1) * look.LEGEND_LINE) + GAP for bar in chart.bars]


def _name(bar: Bar) -> str:
    return look.wrapped(bar.label, LABEL_LETTERS)


def _draw(axes: Axes, chart: BarChart) -> None:
    if not chart.bars:
        axes.set_axis_off()
        axes.text(0.5, 0.5, "Keine Werte", transform=axes.transAxes, ha="center")
        return
    rooms = _rooms(chart)
    middles = [below - room / 2 for below, room in zip(accumulate(rooms), rooms, strict=True)]
    axes.grid(visible=False)
    axes.set_ylim(sum(rooms), 0)
    axes.set_yticks(middles, [_name(bar) for bar in chart.bars])
    axes.set_xticks([])
    axes.spines["bottom"].set_visible(False)
    axes.axvline(0, color=look.INK, linewidth=1.5)
    axes.set_xlim(0, _longest(chart))
    pens = look.group_pens(len(chart.groups), example=chart.example)
    for middle, bar in zip(middles, chart.bars, strict=True):
        first = middle - THICKNESS * (len(chart.groups) - 1) / 2
        for place, ((value, text), pen) in enumerate(zip(_written(bar, chart), pens, strict=True)):
            _draw_bar(axes, first + THICKNESS * place, value, text, pen)


def _written(bar: Bar, chart: BarChart) -> Iterator[tuple[Value, str]]:
    """Each value with what stands at its end: „65.000 bewilligt“, without a group if there is but one."""
    groups = chart.groups if len(chart.groups) > 1 else ("",)
    for value, group in zip(bar.values, groups, strict=True):
        yield value, f"{value.number} {look.one_line(group, longest=30)}".strip()


def _longest(chart: BarChart) -> float:
    """The end of the axis: behind every bar there is room for its text."""
    names = max(look.width_of(_name(bar)) for bar in chart.bars)
    width = look.WIDTH - names - 60
    ends = [
        float(value.amount or 0) / max(0.2, 1 - (look.width_of(text) + 20) / width)
        for bar in chart.bars
        for value, text in _written(bar, chart)
    ]
    return max(ends) or 1


def _draw_bar(axes: Axes, middle: float, value: Value, text: str, pen: look.Pen) -> None:
    """Hollow where the value is no plain count; without a bar where there is no value."""
    length = float(value.amount or 0)
    hollow = value.kind in (Kind.ESTIMATED, Kind.CARRIED)
    if length:
        face = look.PAPER if hollow else pen.colour
        axes.barh(middle, length, THICKNESS * SHARE, color=face, edgecolor=pen.colour, linewidth=2.5)
    axes.annotate(
        text, (length, middle), xytext=(8, 0), textcoords="offset points", va="center"
    ).set_in_layout(False)
