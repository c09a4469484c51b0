"""Services that the portal can do without: a replica of its database, a cache shared by several machines.

Who does not answer is left alone for a while, so that not every reader waits for it. What became of them is
told in the line of the request (portal.operation.requests), where it can be counted.
"""

import logging
from contextvars import ContextVar
from time import monotonic

logger = logging.getLogger(__name__)

REST = 10  # seconds
# Of the request that this thread answers, by the name of the service; None outside of requests.
told: ContextVar[dict[str, str] | None] = ContextVar("told", default=None)


class Service:
    """As one process sees it."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.rests_until = 0.0

    def may_be_asked(self) -> bool:
        if monotonic() < self.rests_until:
            self.tell("away")
            return False
        return True

    def failed(self, error: BaseException) -> None:
        self.rests_until = monotonic() + REST
        self.tell("away")
        logger.warning("%s does not answer", self.name, exc_info=error)

    def tell(self, what: str) -> None:
        facts = told.get()
        if facts is not None:
            facts[self.name] = what
