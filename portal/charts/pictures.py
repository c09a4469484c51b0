"""The two forms of a picture. Importing this costs a second (matplotlib)."""

import io
from threading import Lock

from matplotlib.figure import Figure

from portal.charts.bars import bars_of
from portal.charts.drawing import figure_of
from portal.charts.inline import inline
from portal.charts.lanes import lanes_of
from portal.charts.look import one_line
from portal.figures import BarChart, Chart, Picture, Timeline

ONE_AT_A_TIME = Lock()  # matplotlib does not promise to draw in two threads at once


def svg(chart: Picture) -> str:
    """The picture as an <svg> element without inline styles, for the page itself and as a file.

    Text and axes take the page's own colour. Equal charts give equal text.
    """
    title = one_line(f"{chart.title} – {chart.heading}")
    description = one_line(chart.summary, longest=None)
    with ONE_AT_A_TIME:
        return svg_of(drawing_of(chart), key=chart.key, title=title, description=description)


def png(chart: Picture) -> bytes:
    """The picture on white, in twice the resolution, with its title in it: it travels alone."""
    with ONE_AT_A_TIME:
        return png_of(drawing_of(chart, title=chart.title))


def drawing_of(chart: Picture, title: str = "") -> Figure:
    """With a title line where the drawing must speak for itself. Raises TypeError for no known picture."""
    match chart:
        case Chart():
            return figure_of(chart, title)
        case BarChart():
            return bars_of(chart, title)
        case Timeline():
            return lanes_of(chart, title)
        case other:
            raise TypeError(f"{type(other).__name__} cannot be drawn.")


def svg_of(figure: Figure, *, key: str, title: str, description: str) -> str:
    """To be called by one thread at a time."""
    picture = io.StringIO()
    figure.savefig(picture, format="svg", transparent=True, metadata={"Date": None})
    return inline(picture.getvalue(), key=key, title=title, description=description)


def png_of(figure: Figure) -> bytes:
    """To be called by one thread at a time."""
    picture = io.BytesIO()
    figure.savefig(picture, format="png", dpi=144, facecolor="white", metadata={"Software": None})
    return picture.getvalue()
