"""What has been released since somebody was here last."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from portal.models import AuditEvent, User
from portal.models.areas import Area
from portal.news.items import News
from portal.news.released import may_follow, reads_as, released

FIRST_VISIT = timedelta(days=30)  # who comes for the first time hears of so much
SHOWN = 6


@dataclass(frozen=True)
class NewToReader:
    """`before`: when the reader was here last; None: this is the first visit we know of."""

    before: datetime | None
    shown: Sequence[News]
    more: int

    @property
    def example(self) -> bool:
        return any(one.example for one in self.shown)


def new_to(user: User, now: datetime) -> NewToReader | None:
    """None for who reads only what everybody reads."""
    if not may_follow(user):
        return None
    before = AuditEvent.objects.visit_before(user)
    found = [
        one for area in Area for one in released(area, reads_as(user, area), before or now - FIRST_VISIT, now)
    ]
    return NewToReader(before, found[:SHOWN], max(0, len(found) - SHOWN))
