"""The one look of all charts: fonts, lines, colours, shapes.

Black is the ink and white the paper: `portal.charts.inline` hands both over to the page, so that
the same drawing is right on a light and on a dark ground.
"""

import textwrap
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

import matplotlib
from matplotlib.figure import Figure
from matplotlib.layout_engine import ConstrainedLayoutEngine

from portal.figures import Kind, Point, Series

WIDTH, HEIGHT = 960, 470  # units of the SVG, without legends; one unit is one point
FONT_SIZE = 23  # still 8 pixels on a telephone that is 360 wide
LEGEND_LINE = 32  # height of one line of a legend
LEGEND_LETTERS = 62  # that fit in one line
LONGEST_TEXT = 200
LETTER = 0.56  # mean width of a letter, as a part of the font's size
INK, PAPER = "black", "white"
SPAN_WIDTH = 2

matplotlib.rcParams.update(
    {
        "text.parse_math": False,  # „5 $ bis 10 $“ is text, never a formula
        "svg.fonttype": "none",  # real text: searchable, selectable, in the page's own font
        "svg.hashsalt": "integrationsportal",  # the same chart is the same file
        "font.size": FONT_SIZE,
        "lines.linewidth": 3,
        "lines.markersize": 11,
        "axes.spines.top": False,
        "axes.spines.right": False,
        "axes.spines.left": False,
        "axes.grid": True,
        "axes.grid.axis": "y",
        "axes.axisbelow": True,
        "axes.facecolor": "none",
        "axes.titlelocation": "left",
        "axes.titlesize": "medium",
        "axes.titlepad": 12,
        "grid.color": INK,
        "grid.alpha": 0.2,
        "ytick.major.size": 0,
        "xtick.major.size": 7,
        "legend.frameon": False,
        "legend.borderpad": 0,
        "legend.borderaxespad": 0.3,
        "legend.handlelength": 2.6,
        "legend.labelspacing": 0.3,
        "figure.constrained_layout.w_pad": 0.15,
        "figure.constrained_layout.h_pad": 0.12,
    }
)


@dataclass(frozen=True)
class Pen:
    """How a series is told from the others: by colour, line and shape at once."""

    colour: str
    dashes: tuple[float, tuple[float, ...]]
    shape: str


# Okabe and Ito's colours, apart for colour-blind readers too; each with a contrast of at least
# 3:1 on white and on the dark grounds of KERN.
PENS = (
    Pen("#0072B2", (0, ()), "o"),
    Pen("#D55E00", (0, (5, 1)), "^"),
    Pen("#009E73", (0, (4, 1, 1, 1)), "v"),
    Pen("#CC79A7", (0, (1, 1)), "p"),
)
EXAMPLE_PEN = Pen("#7F7F7F", (0, (2, 1.5)), "X")
SECOND_EXAMPLE_PEN = replace(EXAMPLE_PEN, shape="P")
KNOWN, CALCULATED = (0, ()), (0, (1.6, 1.2))  # dashes of a series that is carried on, and of what does so


@dataclass(frozen=True)
class Mark:
    """How a value is told from the others of its series."""

    meaning: str
    hollow: bool = True
    shape: str = ""  # empty: that of the series


REPORTED = Mark("gemeldet", hollow=False)
ESTIMATED = Mark("geschätzt")
CARRIED = Mark("fortgeschrieben", shape="D")
PARTIAL = Mark("unvollständig gemeldet", shape="s")
CARRIED_PARTIAL = Mark("fortgeschrieben, unvollständig", shape="d")
MARKS = (REPORTED, ESTIMATED, CARRIED, PARTIAL, CARRIED_PARTIAL)


def lay_out(figure: Figure) -> None:
    """Once, and for good: what is written afterwards keeps its place. matplotlib would do it again twice
    while it saves the picture, which takes longer than to draw it."""
    engine = ConstrainedLayoutEngine()
    figure.set_layout_engine(engine)
    engine.execute(figure)
    figure.set_layout_engine(None)


def pens(series: Iterable[Series]) -> list[Pen]:
    """One for each; examples never take a colour from the real series. A series that carries another on
    shares its colour and shape, and is dashed where the other is drawn through."""
    known = list(series)
    own = own_pens(known)
    of_key = {one.key: pen for one, pen in zip(known, own, strict=True)}
    carried_on = {one.carries_on for one in known}
    return [
        replace(of_key[one.carries_on], dashes=CALCULATED)
        if one.carries_on
        else replace(pen, dashes=KNOWN) if one.key in carried_on else pen
        for one, pen in zip(known, own, strict=True)
    ]  # fmt: skip


def own_pens(series: Iterable[Series]) -> list[Pen]:
    """As if none carried another on; those that do take no colour from the rest."""
    chosen: list[Pen] = []
    real = invented = 0
    for one in series:
        if one.example:
            chosen.append(SECOND_EXAMPLE_PEN if invented else EXAMPLE_PEN)
            invented += not one.carries_on
        else:
            chosen.append(PENS[real % len(PENS)])
            real += not one.carries_on
    return chosen


def group_pens(number: int, *, example: bool) -> list[Pen]:
    """One for each group of bars or state of spans; invented ones are all grey."""
    return [EXAMPLE_PEN if example else PENS[place % len(PENS)] for place in range(number)]


def mark(point: Point) -> Mark:
    match point.value.kind:
        case Kind.CARRIED:
            return CARRIED if point.whole else CARRIED_PARTIAL
        case Kind.ESTIMATED:
            return ESTIMATED
        case _ if not point.whole:
            return PARTIAL
        case _:
            return REPORTED


def marker(mark: Mark, shape: str, colour: str) -> dict[str, Any]:
    """In matplotlib's words."""
    return {
        "marker": mark.shape or shape,
        "markerfacecolor": PAPER if mark.hollow else colour,
        "markeredgecolor": colour,
        "markeredgewidth": 2.5 if mark.hollow else 0.5,
        "linestyle": "none",
    }


def one_line(text: str, longest: int | None = LONGEST_TEXT) -> str:
    """Only what can be printed; anything longer than `longest` letters ends in „…“."""
    line = "".join(letter for letter in " ".join(text.split()) if letter.isprintable())
    return line if longest is None or len(line) <= longest else line[: longest - 1] + "…"


def wrapped(text: str, letters: int = LEGEND_LETTERS) -> str:
    return textwrap.fill(one_line(text), letters)


def width_of(text: str) -> float:
    """About how wide a text is drawn, in the units of the picture."""
    return max(map(len, text.split("\n"))) * LETTER * FONT_SIZE
