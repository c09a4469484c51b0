"""The organigram of any day: drawn from the rows, and told as a list to who does not see it."""

import hashlib
from collections.abc import Callable
from pathlib import Path

from portal.charts import DRAWING
from portal.freshness.once import made_once
from taskforce.organigram.tree import Node, Organigram, organigram

__all__ = ["Node", "Organigram", "drawn", "organigram"]

# A picture follows from its tree and from this package; a change of either is another picture.
LAYOUT = b"".join(path.read_bytes() for path in sorted(Path(__file__).parent.glob("*.py")))


def drawn(tree: Organigram, picture_format: str) -> str | bytes:
    """The picture as "svg" (text) or "png" (bytes), kept under its content: never stale.

    Raises KeyError for any other format.
    """
    key = f"organigram:{picture_format}:{hashlib.sha256(DRAWING + LAYOUT + repr(tree).encode()).hexdigest()}"
    return made_once("pictures", key, lambda: newly_drawn(tree, picture_format))


def newly_drawn(tree: Organigram, picture_format: str) -> str | bytes:
    # matplotlib takes a second to import; only a picture that nobody drew before waits for it
    from taskforce.organigram.drawing import png, svg  # noqa: PLC0415

    draw: dict[str, Callable[[Organigram], str | bytes]] = {"svg": svg, "png": png}
    return draw[picture_format](tree)
