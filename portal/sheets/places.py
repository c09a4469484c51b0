"""At most two parsers at a time, whatever number of processes serve the portal."""

import fcntl
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import IO

from portal.sheets.messages import RefusedError

# Two files that every process of the portal can open; they are only locked, never written.
PLACES = (Path(__file__).with_name("child.py"), Path(__file__))
WAIT_SECONDS = 20.0
LOOK_AGAIN_SECONDS = 0.05
BUSY = (
    "busy",
    "Gerade werden zu viele Dateien zugleich gelesen. Bitte in einer Minute noch einmal versuchen.",
)


@contextmanager
def a_place() -> Iterator[None]:
    """Raises RefusedError if none becomes free in time. A process that dies frees its place."""
    with ExitStack() as opened:
        files = [opened.enter_context(path.open("rb")) for path in PLACES]
        deadline = time.monotonic() + WAIT_SECONDS
        while not any(map(_taken, files)):
            if time.monotonic() > deadline:
                raise RefusedError(*BUSY)
            time.sleep(LOOK_AGAIN_SECONDS)
        yield


def _taken(file: IO[bytes]) -> bool:
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True
