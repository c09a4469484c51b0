"""A chart as matplotlib alone draws it, told what stands on a model of it."""

import io
from typing import Any

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D

LEGENDS = ("upper left", "lower left")


def bare(model: Figure, picture_format: str, dpi: int) -> bytes:
    """Everything is told where it belongs: the same size, fonts, lines, marks, spans, ticks, texts and
    legends, in the same number. What matplotlib writes stays as it is."""
    figure = Figure(figsize=size_of(model), dpi=model.dpi)
    axes = figure.add_axes(model.axes[0].get_position().bounds)
    tell(figure, axes, model, LEGENDS)
    return saved(figure, picture_format, dpi)


def self_placed(model: Figure, picture_format: str, dpi: int) -> bytes:
    """The same, but matplotlib finds out how much room legends and ticks need, as is usual."""
    figure = Figure(figsize=size_of(model), dpi=model.dpi, layout="constrained")
    tell(figure, figure.add_subplot(), model, [f"outside {place}" for place in LEGENDS])
    return saved(figure, picture_format, dpi)


def size_of(model: Figure) -> tuple[float, float]:
    return float(model.get_figwidth()), float(model.get_figheight())


def tell(figure: Figure, axes: Axes, model: Figure, places: Any) -> None:
    (drawn,) = model.axes
    axes.set(xlim=drawn.get_xlim(), ylim=drawn.get_ylim(), title=drawn.get_title())
    axes.set_xticks(drawn.get_xticks(), [text.get_text() for text in drawn.get_xticklabels()])
    axes.set_yticks(drawn.get_yticks(), [text.get_text() for text in drawn.get_yticklabels()])
    for line in drawn.lines:
        axes.add_line(like(line, *line.get_data()))
    for spans in drawn.collections:
        ends: Any = [path.vertices for path in spans.get_paths()]
        axes.hlines([y for (_, y), _ in ends], [x for (x, _), _ in ends], [x for _, (x, _) in ends])
    written: Any = drawn.texts
    for text in written:
        axes.annotate(text.get_text(), text.xy, xytext=text.xyann, textcoords="offset points").set_in_layout(
            False
        )
    for legend, place in zip(model.legends, places, strict=False):
        entries = [like(line, [], [], str(line.get_label())) for line in legend.get_lines()]
        figure.legend(handles=entries, loc=place, alignment="left", ncols=2 if "lower" in place else 1)


def like(line: Line2D, across: Any, upwards: Any, label: str = "") -> Line2D:
    names = ("color", "linestyle", "drawstyle", "marker", "markerfacecolor", "markeredgecolor")
    look: Any = {name: getattr(line, f"get_{name}")() for name in names}
    return Line2D(across, upwards, label=label, **look)


def saved(figure: Figure, picture_format: str, dpi: int) -> bytes:
    picture = io.BytesIO()
    figure.savefig(picture, format=picture_format, dpi=dpi)
    return picture.getvalue()
