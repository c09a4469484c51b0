"""Where everything in a drawing stands."""

from matplotlib.figure import Figure
from matplotlib.layout_engine import ConstrainedLayoutEngine


def settle(figure: Figure) -> None:
    """Everything finds its place, once. A figure that is told to do so itself does it with every drawing, and
    is drawn twice for each file."""
    ConstrainedLayoutEngine().execute(figure)
