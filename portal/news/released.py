"""What has been released in a chapter, for one reader."""

from collections.abc import Callable
from datetime import datetime

from django.utils import timezone

from fim.views import reader as reader_of_fim
from portal.figures import Audience
from portal.models import User
from portal.models.areas import Area
from portal.news.items import News
from portal.news.reported import reported_news
from portal.news.sums import sum_news
from portal.roles import audience_of

# `area, audience, after, until`
Released = Callable[[str, Audience, datetime, datetime], list[News]]


def released(area: str, audience: Audience, after: datetime, until: datetime) -> list[News]:
    """Decided after one moment and until another; real figures first."""
    today = timezone.localdate(until)
    news = [*sum_news(area, audience, after, until, today), *reported_news(area, after, until, today)]
    return sorted(news, key=lambda one: one.example)


def may_follow(user: User) -> bool:
    """Who reads with a role. Everybody else would get what is on the public pages anyway."""
    return user.is_active and audience_of(user) is not Audience.PUBLIC


def reads_as(user: User, area: str) -> Audience:
    """As on the chapter's page."""
    return reader_of_fim(user) if area == Area.FIM else audience_of(user)
