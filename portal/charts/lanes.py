"""What lasts from when to when: a lane for each, true to scale, and the day from which one looks at it."""

import math
from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from matplotlib.axes import Axes
from matplotlib.dates import date2num
from matplotlib.figure import Figure
from matplotlib.patches import Patch

from portal.charts import look
from portal.charts.time_axis import draw_day, draw_time
from portal.dates import german_date
from portal.figures import EXAMPLE, Span, Timeline

LABEL_LETTERS = 24  # of a lane's name, in one line
LANE = 66  # height of a lane: a line of text and its bar below
TEXT_ABOVE = 0.02  # where the text of a span ends and its bar begins, with 1 as the height of a lane
BAR = 0.3
TEXT_APART = 12  # between two texts of a lane


def lanes_of(chart: Timeline, title: str = "") -> Figure:
    """The drawing, with a title line where it must speak for itself."""
    heading = look.wrapped(title)
    states = _states(chart)
    lines = (heading.count("\n") + 1 if heading else 0) + chart.example + (len(states) + 1) // 2
    height = max(1, len(chart.lanes)) * LANE + look.LEGEND_LINE * (lines + 4)
    figure = Figure(figsize=(look.WIDTH / 72, height / 72), dpi=72)
    axes = figure.add_subplot()
    _draw(axes, chart, states)
    patches = [
        Patch(color=pen.colour, label=look.one_line(state, longest=40)) for state, pen in states.items()
    ]
    figure.legend(
        handles=patches,
        loc="outside upper left", alignment="left", ncols=2,
        title="\n".join(filter(None, [heading, EXAMPLE if chart.example else ""])),
        title_fontproperties={"weight": "bold"},
    )  # fmt: skip
    look.lay_out(figure)
    return figure


def _states(chart: Timeline) -> dict[str, look.Pen]:
    """In the order in which they occur."""
    labels = list(dict.fromkeys(span.label for lane in chart.lanes for span in lane.spans))
    return dict(zip(labels, look.group_pens(len(labels), example=chart.example), strict=True))


def _draw(axes: Axes, chart: Timeline, states: dict[str, look.Pen]) -> None:
    if not any(lane.spans for lane in chart.lanes):
        axes.set_axis_off()
        axes.text(0.5, 0.5, "Keine Werte", transform=axes.transAxes, ha="center")
        return
    days = list(_known_days(chart))
    draw_time(axes, min(days), max(days), ticks=5)
    axes.grid(visible=True, axis="x")
    axes.grid(visible=False, axis="y")
    axes.set_ylim(len(chart.lanes) - 0.5, -0.5)
    axes.set_yticks(
        range(len(chart.lanes)), [look.wrapped(lane.label, LABEL_LETTERS) for lane in chart.lanes]
    )
    for place, lane in enumerate(chart.lanes):
        for span in lane.spans:
            _draw_span(axes, place, span, states[span.label].colour)
        _part(axes, place, lane.spans)
        _write(axes, place, lane.spans)
    draw_day(axes, chart.as_of, f"Stichtag {german_date(chart.as_of)}")


def _known_days(chart: Timeline) -> Iterator[date]:
    yield chart.as_of
    for lane in chart.lanes:
        for span in lane.spans:
            yield from filter(None, (span.start, span.end))


def _draw_span(axes: Axes, place: int, span: Span, colour: str) -> None:
    """An open begin or end runs to the edge of the picture and ends in an arrow."""
    first, last = axes.get_xlim()
    begin = _begin(span, first)
    end = last if span.end is None else float(date2num(span.end)) + 1  # the last day counts
    middle = place + TEXT_ABOVE + BAR / 2
    axes.barh(middle, end - begin, BAR, left=begin, color=colour)
    for edge, is_open, arrow in ((begin, span.start is None, "<"), (end, span.end is None, ">")):
        if is_open:
            axes.plot(edge, middle, marker=arrow, color=colour, markersize=20, clip_on=False)


def _part(axes: Axes, place: int, spans: Sequence[Span]) -> None:
    """A line between two of which one begins on the day after the other; they would look like one."""
    last_days = {span.end for span in spans}
    begins = [span.start for span in spans if span.start and span.start - timedelta(1) in last_days]
    top = place + TEXT_ABOVE
    axes.vlines(date2num(begins), top, top + BAR, colors=look.PAPER, linewidth=2)


def _write(axes: Axes, place: int, spans: Sequence[Span]) -> None:
    """Above each bar, from its begin; beside it where that would meet another text or leave the picture."""
    first, last = axes.get_xlim()
    unit = (last - first) / (look.WIDTH * 0.7)  # of the axis for one unit of text
    in_order = sorted(spans, key=lambda span: _begin(span, first))
    texts = [look.one_line(span.text or span.label, longest=50) for span in in_order]
    wanted = [_begin(span, first) for span in in_order]
    widths = [unit * (look.width_of(text) + TEXT_APART) for text in texts]
    for begin, text in zip(_beside(wanted, widths, last), texts, strict=True):
        axes.text(max(first, begin), place + TEXT_ABOVE - 0.04, text, va="bottom").set_in_layout(False)


def _beside(wanted: Sequence[float], widths: Sequence[float], last: float) -> list[float]:
    """Where each begins: as near to where it is wanted as the one before allows, but all of them within."""
    begins: list[float] = []
    end = -math.inf
    for begin, width in zip(wanted, widths, strict=True):
        begins.append(max(begin, end))
        end = begins[-1] + width
    for number in reversed(range(len(begins))):
        begins[number] = min(begins[number], last - widths[number])
        last = begins[number]
    return begins


def _begin(span: Span, first: float) -> float:
    return first if span.start is None else float(date2num(span.start))
