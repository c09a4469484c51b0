"""Where measuring has to reach into the portal or into Django."""

import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from sys import modules
from unittest.mock import patch

from django.db import connections

MANY_ROWS = 1_000_000


@contextmanager
def without_row_limit() -> Iterator[None]:
    """The pages take 20,000 rows; in this process alone the reader takes more."""
    with ExitStack() as stack:
        for name, module in list(modules.items()):
            for limit in ("MAX_ROW_NUMBER", "MAX_CELLS"):
                if name.startswith("portal.sheets") and hasattr(module, limit):
                    stack.enter_context(patch.object(module, limit, MANY_ROWS))
        yield


@contextmanager
def transactions_timed() -> Iterator[list[float]]:
    """The seconds that each transaction is open: Django ends autocommit before it and resumes it after."""
    database, begun, seconds = connections["default"], list[float](), list[float]()
    switch = database.set_autocommit

    def timed_switch(autocommit: bool, **options: bool) -> None:
        if not autocommit:
            begun.append(time.perf_counter())
        switch(autocommit, **options)
        if autocommit:
            seconds.append(time.perf_counter() - begun.pop())

    with patch.object(database, "set_autocommit", timed_switch):
        yield seconds
