"""Python's collector of circular garbage, out of the way while very many rows are made."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def collector_paused() -> Iterator[None]:
    """Rows hold no circles, but the collector would look for some whenever their number has grown by a
    quarter: up to a third of all the time. Another thread may switch it on again meanwhile, which harms
    nothing."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()
