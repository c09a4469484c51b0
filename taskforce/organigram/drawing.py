"""The organigram as matplotlib's figure. Importing this costs a second."""

from typing import Any

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from portal.charts.look import FONT_SIZE, INK
from portal.charts.pictures import ONE_AT_A_TIME, png_of, svg_of
from taskforce.models import Body
from taskforce.organigram.layout import LINE, MARGIN, PADDING, WIDTH, Arrow, Box, Path, laid_out
from taskforce.organigram.tree import Organigram

DASHES = (0, (4, 3))
# How a body's standing looks; the note in its box says the same in words.
LOOKS: dict[Body.Status, dict[str, Any]] = {
    Body.Status.ACTIVE: {"linewidth": 3},
    Body.Status.PLANNED: {"linewidth": 2, "linestyle": DASHES},
    Body.Status.DORMANT: {"linewidth": 1.5, "linestyle": (0, (1, 2))},
    Body.Status.ENDED: {"linewidth": 1},
}
GREY = 0.12  # of the ink, over the ground of the page
LEGEND = "Dicker Rand: tätig · gestrichelt: geplant · gepunktet: ruht · grau: beendet · Pfeil: übernimmt"


def svg(tree: Organigram) -> str:
    """As an <svg> element without inline styles, for the page itself and as a file."""
    with ONE_AT_A_TIME:
        return svg_of(figure_of(tree), key=tree.key, title=tree.title, description=tree.summary)


def png(tree: Organigram) -> bytes:
    """On white, in twice the resolution, with its title in it."""
    with ONE_AT_A_TIME:
        return png_of(figure_of(tree, title=tree.title))


def figure_of(tree: Organigram, title: str = "") -> Figure:
    layout = laid_out(tree)
    above, below = (2 * LINE if title else 0), layout.height + LINE
    figure = Figure(figsize=(WIDTH / 72, (above + below) / 72), dpi=72)
    axes = figure.add_axes((0, 0, 1, 1), xlim=(0, WIDTH), ylim=(below, -above))
    axes.set_axis_off()
    write(axes, MARGIN, -above + MARGIN, (title,), weight="bold")
    for line in layout.lines:
        draw_line(axes, line, linewidth=1.5)
    for arrow in layout.arrows:
        draw_arrow(axes, arrow)
    for box in layout.boxes:
        draw_box(axes, box)
    write(axes, MARGIN, layout.height - MARGIN, (LEGEND,) if layout.boxes else ("Keine Gremien erfasst.",))
    return figure


def draw_box(axes: Axes, box: Box) -> None:
    corner = (box.x, box.y)
    if box.node.standing == Body.Status.ENDED:
        axes.add_patch(Rectangle(corner, box.width, box.height, facecolor=INK, alpha=GREY, linewidth=0))
    look = LOOKS[box.node.standing]
    axes.add_patch(Rectangle(corner, box.width, box.height, facecolor="none", edgecolor=INK, **look))
    write(axes, box.x + PADDING, box.y + PADDING, box.name, weight="bold")
    write(axes, box.x + PADDING, box.y + PADDING + LINE * len(box.name), box.note)


def write(axes: Axes, x: float, y: float, lines: tuple[str, ...], weight: str = "normal") -> None:
    """Line by line, because SVG knows no paragraphs."""
    for number, line in enumerate(lines):
        axes.text(x, y + LINE * number + FONT_SIZE * 0.8, line, va="baseline", weight=weight)


def draw_line(axes: Axes, path: Path, **look: Any) -> None:
    axes.plot([x for x, _ in path], [y for _, y in path], color=INK, **look)


def draw_arrow(axes: Axes, arrow: Arrow) -> None:
    draw_line(axes, arrow.path, linewidth=2, linestyle=DASHES if arrow.planned else "-")
    (before_x, _), (x, y) = arrow.path[-2:]
    axes.plot([x], [y], color=INK, marker="^" if x == before_x else "<", markersize=11, linestyle="none")
