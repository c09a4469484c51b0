"""What somebody has to do about FIM places: a provider about its own, the editors about all."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from fim.chapter.terms import Ending, endings, to_act_on
from fim.models import Contract, Placement, Provider
from portal.models import User


@dataclass(frozen=True)
class OwnWork:
    """`provider` None: the editors, who act for all. `reported_on`: the end of the last month."""

    provider: Provider | None
    endings: Sequence[Ending]
    reported_on: date
    unreported: Sequence[Placement]

    @property
    def urgent(self) -> list[Ending]:
        """Within eight weeks, without a follow-up."""
        return to_act_on(self.endings)

    @property
    def later(self) -> list[Ending]:
        """Within six months, and what has a follow-up already."""
        return [one for one in self.endings if one not in self.urgent]

    @property
    def example(self) -> bool:
        parts: tuple[Ending | Placement, ...] = (*self.endings, *self.unreported)
        return any(part.example for part in parts) or bool(self.provider and self.provider.example)


def work_of(user: User, today: date) -> OwnWork | None:
    """None for who neither offers places nor keeps their contracts."""
    provider = Provider.objects.of_user(user).first()
    if provider is None and not user.has_perm("fim.change_contract"):
        return None
    contracts, placements = Contract.objects.signed_by(today), Placement.objects.known_on(today)
    if provider:
        contracts = contracts.of_provider(provider.organisation)
        placements = placements.of_provider(provider.organisation)
    last = today.replace(day=1) - timedelta(days=1)
    return OwnWork(provider, endings(contracts, today), last, list(placements.without_number(last)))
