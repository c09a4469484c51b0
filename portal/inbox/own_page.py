"""What an operator reads first: what is owed, what came back, what was sent, what became of it."""

from dataclasses import dataclass
from datetime import date

from accommodation.models import Occupancy, Shelter
from accommodation.reporting import Obligation, obligations
from portal.dates import german_date
from portal.models import Delivery, Organisation
from portal.numbers import german
from portal.releases import State

SHOWN_OWED = 6  # whoever owes more begins with these
NEWEST = 10  # deliveries that are seen at once; the others are folded up
KEPT = 200


@dataclass(frozen=True)
class Owed:
    """A day that is still to be reported. `due` in words."""

    obligation: Obligation
    due: str

    @property
    def nothing_said(self) -> bool:
        """Only then „nichts zu melden“ can still be said."""
        return self.obligation.reported == 0


@dataclass(frozen=True)
class Result:
    """The operator's newest numbers that count: `total` persons in `reported` of `owed` shelters.
    `delivery`: the key of the newest delivery among them."""

    as_of: date
    total: int
    reported: int
    owed: int
    delivery: int


@dataclass(frozen=True)
class OwnPage:
    """`hidden_owed`: how many more days are owed. `result` None: no number counts yet."""

    operator: Organisation
    owed: list[Owed]
    hidden_owed: int
    returned: list[Delivery]
    drafts: list[Delivery]
    sent: list[Delivery]
    older: list[Delivery]
    result: Result | None

    @property
    def days_owed(self) -> int:
        return len(self.owed) + self.hidden_owed


def own_page(operator: Organisation, today: date) -> OwnPage:
    owed = [Owed(one, due_words(one.due_on, today)) for one in obligations(operator, today)]
    own = Delivery.objects.of_occupancy().of_sender(operator).select_related("created_by")
    deliveries = list(own[:KEPT])
    sent = [one for one in deliveries if one.state != State.DRAFT]
    return OwnPage(
        operator=operator,
        owed=owed[:SHOWN_OWED],
        hidden_owed=max(0, len(owed) - SHOWN_OWED),
        returned=list(own.not_sent_again()),
        drafts=[one for one in deliveries if one.state == State.DRAFT],
        sent=sent[:NEWEST],
        older=sent[NEWEST:],
        result=result_of(operator),
    )


def result_of(operator: Organisation) -> Result | None:
    newest = Occupancy.objects.newest_sum(operator)
    if newest is None:
        return None
    owed = Shelter.objects.run_by(operator, newest["as_of"]).open_on(newest["as_of"]).count()
    return Result(newest["as_of"], newest["total"], newest["reported"], owed, newest["newest_delivery"])


def due_words(due_on: date, today: date) -> str:
    """„bis 15.09.2017, in 3 Tagen“, „seit 4 Tagen überfällig“"""
    days = (due_on - today).days
    if days < 0:
        return f"seit {'einem Tag' if days == -1 else f'{german(-days)} Tagen'} überfällig"
    left = {0: "heute", 1: "morgen"}.get(days, f"in {german(days)} Tagen")
    return f"bis {german_date(due_on)}, {left}"
