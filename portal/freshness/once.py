"""Two who want the same thing that nobody has made yet: one makes it, the other waits for it."""

import hashlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TypeVar

from django.conf import settings
from django.core.cache import caches
from django.core.files import locks

Thing = TypeVar("Thing")
LOCKS = 256  # files for each store; two things that share one only wait for each other


@contextmanager
def alone(store: str, key: str) -> Iterator[None]:
    """One at a time, among all threads and processes of this machine; a killed one lets go."""
    folder = settings.DATA_DIR / "locks"
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    place = hashlib.sha256(key.encode()).digest()[0] % LOCKS
    with (folder / f"{store}-{place:02x}").open("w") as file:
        locks.lock(file, locks.LOCK_EX)
        yield


def made_once(store: str, key: str, make: Callable[[], Thing]) -> Thing:
    """What the store keeps under this key, which has to name it completely; made if it is not there."""
    kept = caches[store].get(key)
    if kept is None:
        with alone(store, key):
            kept = caches[store].get(key)
            if kept is None:
                kept = make()
                caches[store].set(key, kept, timeout=None)
    return kept
