"""The numbers inside a chart: the highest and the last value, written where there is room."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from matplotlib.axes import Axes
from matplotlib.dates import date2num
from matplotlib.transforms import Bbox

from portal.charts.look import FONT_SIZE
from portal.figures import Point, Series
from portal.numbers import german

LETTER = 0.62  # width of a bold letter, as a part of the font's size
BETWEEN = 20  # spots of a line that are looked at, in the units of the picture: less than a label is high


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


def label_values(axes: Axes, series: Sequence[Series]) -> None:
    """Write the peak of the first series in bold, and the last value of every joined one.

    A label takes the first place that covers nothing, or the one that covers least. Everything else must be
    settled: only then every point knows where it stands.
    """
    ink = np.vstack([np.empty((0, 2)), *(_ink(axes, one) for one in series)])
    for label in _labels(series):
        (spot,) = _spots(axes, [label.point])
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
    written = axes.annotate(
        label.text, (x, y), xytext=(place.right, place.up), textcoords="offset points",
        ha=place.align, va=place.vertical, multialignment=place.align,
        weight=label.weight, fontsize=FONT_SIZE,
    )  # fmt: skip
    written.set_in_layout(False)  # the picture keeps the size for which the place was found


def _spots(axes: Axes, points: Sequence[Point]) -> np.ndarray:
    """A row for each: how far it is from the left and from the bottom of the picture."""
    heights = [float(point.value.amount or 0) for point in points]
    return axes.transData.transform(np.column_stack([date2num([point.at for point in points]), heights]))


def _ink(axes: Axes, series: Series) -> np.ndarray:
    """Spots that are drawn on already: the points, and the lines between them."""
    spots = _spots(axes, sorted(series.drawable, key=lambda point: point.at))
    if not series.joined or len(spots) < 2:
        return spots
    widest = np.abs(np.diff(spots, axis=0)).max()
    return np.vstack([*np.linspace(spots[:-1], spots[1:], 2 + int(widest / BETWEEN))])


def _box(spot: np.ndarray, place: Place, text: str) -> Bbox:
    lines = text.split("\n")
    width, height = max(map(len, lines)) * LETTER * FONT_SIZE, len(lines) * FONT_SIZE * 1.15
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
