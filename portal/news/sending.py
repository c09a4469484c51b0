"""One mail to each follower of a chapter about all that has been released since the last one.

Mail and note of it are one transaction: of two processes at the same time the second waits for the first
and then finds nothing left to tell; a mail that cannot be sent leaves no note, so that the next run tries
again.
"""

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from functools import cache

from django.db import transaction

from portal.models import Following
from portal.news.items import News
from portal.news.mail import mail
from portal.news.released import Released, may_follow, reads_as, released

# A release is dated when it begins and seen when it is committed, which for a very long list takes minutes;
# within this time it can also be taken back before anybody is told.
SETTLED = timedelta(hours=1)


def due_news(now: datetime) -> Iterator[tuple[Following, list[News]]]:
    """Followers who may still read, with what has been released for them since they were told."""
    once_for_all: Released = cache(released)
    for following in Following.objects.of_active_accounts().told_before(now - SETTLED):
        if may_follow(following.user):
            audience = reads_as(following.user, following.area)
            news = once_for_all(following.area, audience, following.told_until, now - SETTLED)
            if news:
                yield following, news


@transaction.atomic
def send(following: Following, news: Sequence[News], now: datetime) -> bool:
    """False if another process has sent it, or the reader has opted out, meanwhile. Raises what the mail
    server raises (OSError)."""
    untold = Following.objects.filter(pk=following.pk, told_until=following.told_until)
    if not untold.update(told_until=now - SETTLED):
        return False
    mail(following, news).send()
    return True
