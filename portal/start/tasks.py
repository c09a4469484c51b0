"""What waits for the person who looks, each with the page on which it can be done.

Nothing is told to anybody who could not open that page; a test opens them all.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

from portal.models import User


@dataclass(frozen=True)
class Task:
    """`text` is what the link says. `when`: the deadline, or since when it waits; empty where there is
    neither."""

    text: str
    address: str
    when: str = ""
    overdue: bool = False
    example: bool = False


Asked = Callable[[User, date], Iterable[Task]]


def tasks_of(user: User, today: date, asked: Iterable[Asked]) -> list[Task]:
    """What is overdue first, otherwise in the order in which it is asked."""
    found = [task for ask in asked for task in ask(user, today)]
    return sorted(found, key=lambda task: not task.overdue)
