"""Rosa of the council follows chapters since yesterday; figures are released two hours ago."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest

from portal.models import Following
from portal.news.items import News
from portal.news.sending import due_news
from tests import people
from tests.factories import FollowingFactory

NOW = datetime(2017, 9, 20, 7, 45, tzinfo=UTC)
YESTERDAY, RELEASED = NOW - timedelta(days=1), NOW - timedelta(hours=2)


@pytest.fixture
def rosa_follows() -> Callable[[str], Following]:
    def follows(area: str) -> Following:
        return FollowingFactory(user=people.rosa(), area=area, told_until=YESTERDAY)

    return follows


def news_for(following: Following, now: datetime = NOW) -> list[News]:
    """What she would be told now."""
    return next((news for one, news in due_news(now) if one == following), [])
