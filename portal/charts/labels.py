"""The numbers inside a chart: the highest and the last value, written where there is room."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

import numpy as np
from matplotlib.axes import Axes
from matplotlib.dates import date2num
from matplotlib.figure import Figure
from matplotlib.transforms import Bbox

from portal.charts import look
from portal.figures import Point, Series
from portal.numbers import german

NEAR = 24  # points above its value; a label that stands higher is led to it by a line
LEADER = {"arrowstyle": "-", "color": look.INK, "linewidth": 1.5, "shrinkA": 3, "shrinkB": 7}
SPACING = 5  # of the spots by which a line is told, as units of the picture
LETTER = 0.62  # width of a bold letter, as a part of the font's size


class Place(NamedTuple):
    """Where a label stands, seen from its point."""

    right: int
    up: int
    align: str
    vertical: str


# In the order in which a reader expects them.
PEAK_PLACES = (
    Place(0, 13, "center", "bottom"),
    Place(12, -24, "left", "top"),
    Place(-12, -24, "right", "top"),
    Place(-14, 8, "right", "bottom"),
    Place(14, 8, "left", "bottom"),
    Place(-14, 28, "right", "bottom"),
    Place(14, 28, "left", "bottom"),
    Place(0, 40, "center", "bottom"),
    Place(0, -16, "center", "top"),
)
LAST_PLACES = (
    Place(12, 0, "left", "center"),
    Place(0, 13, "center", "bottom"),
    Place(0, -16, "center", "top"),
    Place(-14, 8, "right", "bottom"),
    Place(-14, -8, "right", "top"),
)

BEFORE_LINE = (Place(-14, 8, "right", "bottom"), Place(-14, -8, "right", "top"))  # that parts past and future


@dataclass(frozen=True)
class Label:
    point: Point
    text: str
    places: tuple[Place, ...]
    weight: str = "normal"


def label_values(figure: Figure, axes: Axes, series: Sequence[Series]) -> None:
    """Write the peak of the first series in bold, and the last value of every joined one.

    A label takes the first place that covers nothing, or the one that covers least.
    """
    look.lay_out(figure)  # now every point knows where it stands
    ink = np.vstack([np.empty((0, 2)), *(_ink(axes, one) for one in series)])
    for label in _labels(series):
        (spot,) = _spots(axes, [label.point.at], [label.point])
        boxes = {place: _box(spot, place, label.text) for place in label.places}
        best = min(label.places, key=lambda place: _collisions(boxes[place], ink, axes.bbox))
        _write(axes, label, best)
        ink = np.vstack([ink, _inside(boxes[best])])


def _labels(series: Sequence[Series]) -> Iterator[Label]:
    """Peak first: it has the first choice of places."""
    goes_on = any(one.carries_on for one in series)  # then the peak of the past is not the point
    peak = series[0].told.peak if series and len(series[0].drawable) > 1 and not goes_on else None
    if peak and peak.value.amount:
        yield Label(peak, f"Höchststand\n{_number(peak)}", PEAK_PLACES, "bold")
    carried_on = {one.carries_on for one in series}
    for one in series:
        last = max(one.drawable, key=lambda point: point.at, default=None)
        if one.joined and last and last != peak:
            yield Label(last, _number(last), BEFORE_LINE if one.key in carried_on else LAST_PLACES)


def _number(point: Point) -> str:
    """„2.041“, „1.993 (18 von 24 gemeldet)“ unless everybody reported: a picture travels alone."""
    coverage = point.coverage
    if coverage is None or coverage.fully_reported:
        return point.value.number
    return f"{point.value.number} ({german(coverage.reported)} von {german(coverage.expected)} gemeldet)"


def _write(axes: Axes, label: Label, place: Place) -> None:
    x, y = date2num(label.point.at), float(label.point.value.amount or 0)
    axes.annotate(
        label.text, (x, y), xytext=(place.right, place.up), textcoords="offset points",
        ha=place.align, va=place.vertical, multialignment=place.align,
        weight=label.weight, fontsize=look.FONT_SIZE, arrowprops=LEADER if place.up > NEAR else None,
    )  # fmt: skip


def _spots(axes: Axes, days: Sequence[date], points: Sequence[Point]) -> np.ndarray:
    """Where the heights of the points stand on these days, one row for each."""
    heights = [float(point.value.amount or 0) for point in points]
    return axes.transData.transform(np.column_stack([date2num(days), heights]))


def _ink(axes: Axes, series: Series) -> np.ndarray:
    """Spots that are drawn on already: points, the time for which they hold, and the lines between."""
    points = sorted(series.drawable, key=lambda point: point.at)
    spots = _spots(axes, [point.at for point in points], points)
    begins = _spots(axes, [point.start or point.at for point in points], points)
    lines = [(begins, spots), (spots[:-1], spots[1:])] if series.joined else [(begins, spots)]
    return np.vstack([_line(begin, end) for begin, end in lines])


def _line(begins: np.ndarray, ends: np.ndarray) -> np.ndarray:
    """Spots all along the lines, equally close on long and on short ones."""
    ways = ends - begins
    counts = (np.hypot(*ways.T) // SPACING).astype(int) + 1
    line = np.repeat(np.arange(len(ways)), counts)
    place = np.arange(len(line)) - np.repeat(np.cumsum(counts) - counts, counts)
    return np.vstack([begins[line] + ways[line] * (place / counts[line])[:, None], ends])


def _box(spot: np.ndarray, place: Place, text: str) -> Bbox:
    lines = text.split("\n")
    width, height = max(map(len, lines)) * LETTER * look.FONT_SIZE, len(lines) * look.FONT_SIZE * 1.15
    left = spot[0] + place.right - {"left": 0.0, "center": 0.5, "right": 1.0}[place.align] * width
    bottom = spot[1] + place.up - {"bottom": 0.0, "center": 0.5, "top": 1.0}[place.vertical] * height
    return Bbox.from_bounds(left, bottom, width, height)


def _inside(box: Bbox) -> np.ndarray:
    """Spots all over a label, close enough that no other label falls between them."""
    across, upwards = np.linspace(box.x0, box.x1, 9), np.linspace(box.y0, box.y1, 5)
    return np.array([(x, y) for x in across for y in upwards])


def _collisions(box: Bbox, ink: np.ndarray, frame: Bbox) -> int:
    """How many drawn spots a label would cover; leaving the frame is worse than any of them."""
    covered = box.padded(6).count_contains(ink)
    inside = frame.x0 <= box.x0 and box.x1 <= frame.x1 and frame.y0 <= box.y0 and box.y1 <= frame.y1
    return int(covered) + (0 if inside else 10_000)
