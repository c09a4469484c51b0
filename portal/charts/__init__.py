"""Charts, drawn once, on the server: one drawing for page, file and report."""

import hashlib
from collections.abc import Callable
from importlib.metadata import version
from pathlib import Path
from typing import Literal, overload

from portal.figures import Picture
from portal.freshness.once import made_once

# A picture follows from its chart and from this package; a change of either is another picture.
DRAWING = version("matplotlib").encode() + b"".join(
    path.read_bytes() for path in sorted(Path(__file__).parent.glob("*.py"))
)


def chart_digest(chart: Picture) -> str:
    """A name for what the picture shows: equal charts have equal digests."""
    return hashlib.sha256(DRAWING + repr(chart).encode()).hexdigest()


@overload
def drawn(chart: Picture, picture_format: Literal["svg"]) -> str: ...
@overload
def drawn(chart: Picture, picture_format: str) -> str | bytes: ...
def drawn(chart: Picture, picture_format: str) -> str | bytes:
    """The picture as "svg" (text) or "png" (bytes), kept under its content: never stale.

    Raises KeyError for any other format.
    """
    key = f"chart:{picture_format}:{chart_digest(chart)}"
    return made_once("pictures", key, lambda: newly_drawn(chart, picture_format))


def newly_drawn(chart: Picture, picture_format: str) -> str | bytes:
    # matplotlib takes a second to import; only a picture that nobody drew before waits for it
    from portal.charts.pictures import png, svg  # noqa: PLC0415

    draw: dict[str, Callable[[Picture], str | bytes]] = {"svg": svg, "png": png}
    return draw[picture_format](chart)
