"""The inbox of the city: what waits for a decision, and all that one needs to make it."""

from collections import defaultdict
from dataclasses import dataclass
from typing import NamedTuple

from accommodation.models import Occupancy
from fim.imports.placement_list import PLACEMENT_LIST
from portal import releases
from portal.inbox.totals import persons_text
from portal.list_deliveries import DeliveredList
from portal.models import Delivery, User
from volunteering.imports.volunteer_list import VOLUNTEER_LIST

OTHER_LISTS = (PLACEMENT_LIST, VOLUNTEER_LIST)  # each has an inbox of its own, to which this one leads
SHOWN = 5  # warnings and comments of one delivery; its own page shows all


class Texts(NamedTuple):
    """The first few, and how many more there are."""

    shown: list[str]
    more: int


@dataclass(frozen=True)
class Waiting:
    """A submitted delivery. `rows`: how many values it would change. `why_not`: why this reader may not
    release it; empty if the reader may."""

    delivery: Delivery
    rows: int
    persons: str
    warnings: Texts
    comments: Texts
    why_not: str

    @property
    def may_release(self) -> bool:
        return not self.why_not


def waiting_deliveries(user: User) -> list[Waiting]:
    """What this reader may see of what nobody has decided about, the oldest first. As many queries for
    thirty as for one."""
    waiting = Delivery.objects.of_occupancy().visible_to(user).waiting()
    sums = {row["delivery"]: row for row in Occupancy.objects.last_day_beside_the_one_before(waiting)}
    comments = comments_by_delivery(Occupancy.objects.filter(delivery__in=waiting))
    return [
        Waiting(
            delivery=delivery,
            rows=delivery.counts.get("new", 0) + delivery.counts.get("changed", 0),
            persons=persons_text(sums.get(delivery.pk)),
            warnings=shortened([one["text"] for one in delivery.messages if one["level"] == "warning"]),
            comments=shortened(comments[delivery.pk]),
            why_not=why_not(delivery, user),
        )
        for delivery in waiting.select_related("sender", "created_by", "submitted_by")
    ]


def comments_by_delivery(rows) -> dict[int, list[str]]:
    """„Haus Ahorn: Umzug am 30. August“"""
    found: dict[int, list[str]] = defaultdict(list)
    for row in rows.commented():
        found[row.delivery_id].append(f"{row.shelter.name}: {row.comment}")
    return found


def shortened(texts: list[str]) -> Texts:
    return Texts(texts[:SHOWN], max(0, len(texts) - SHOWN))


def why_not(delivery: Delivery, user: User) -> str:
    if releases.may_release(delivery, user):
        return ""
    if delivery.submitted_by_id == user.pk:
        return "Sie haben diese Meldung selbst eingereicht; freigeben muss sie eine zweite Person."
    return "Freigeben kann sie die Koordination."


def other_lists(user: User) -> list[tuple[DeliveredList, int]]:
    """The lists of other kinds, and how many of each wait for a decision."""
    return [(about, about.deliveries(user).waiting().count()) for about in OTHER_LISTS]


def lists_of(user: User) -> list[DeliveredList]:
    """The lists of other kinds that this sender delivers."""
    return [about for about in OTHER_LISTS if about.of_user(user)]
