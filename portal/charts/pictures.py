"""The two forms of a picture. Importing this costs a second (matplotlib)."""

import io
from threading import Lock

from portal.charts.drawing import figure_of
from portal.charts.inline import inline
from portal.charts.look import one_line
from portal.figures import Chart

ONE_AT_A_TIME = Lock()  # matplotlib does not promise to draw in two threads at once


def svg(chart: Chart) -> str:
    """The picture as an <svg> element without inline styles, for the page itself and as a file.

    Text and axes take the page's own colour. Equal charts give equal text.
    """
    picture = io.StringIO()
    with ONE_AT_A_TIME:
        figure_of(chart).savefig(picture, format="svg", transparent=True, metadata={"Date": None})
    return inline(
        picture.getvalue(),
        key=chart.key,
        title=one_line(f"{chart.title} – {chart.heading}"),
        description=one_line(chart.summary, longest=None),
    )


def png(chart: Chart) -> bytes:
    """The picture on white, in twice the resolution, with its title in it: it travels alone."""
    picture = io.BytesIO()
    with ONE_AT_A_TIME:
        figure = figure_of(chart, title=chart.title)
        figure.savefig(picture, format="png", dpi=144, facecolor="white", metadata={"Software": None})
    return picture.getvalue()
