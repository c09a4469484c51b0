"""Short lists that senders deliver from time to time: one row about one thing on one day.

An area declares its list (`DeliveredList`); upload, preview, confirmation, release by a second person and
correction are the same for all and stand here. Occupancy lists of shelters, with all that they need beyond
it, have a way of their own (`portal.inbox`).

    checking   what a file says, what is wrong with it, what it would change
    actions    draft, submit, release, return, withdraw
    template   the list to be filled in
    views, urls, forms   the pages; an area includes `urls.list_urls(its list)` in its own addresses
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from portal.list_deliveries.checking import Statement
from portal.models import Delivery, Organisation, User
from portal.models.delivered import DeliveredNumbers
from portal.sheets import Declaration, Messages


@dataclass(frozen=True)
class DeliveredList:
    """What an area says about its list.

    `model` keeps the numbers; `subject` is its field for what a row is about, and a subject has `names`.
    `numbers` are fields of the model and columns of the declaration at once. `subjects`: what a sender may
    speak of. `senders`: who delivers. `key_values`: the cells by which the template names a subject.
    `check`: the area's own rules about one row.
    """

    kind: Delivery.Kind
    namespace: str  # of the area's addresses
    title: str
    declaration: Declaration
    model: type[DeliveredNumbers]
    subject: str
    numbers: tuple[str, ...]
    senders: Callable[[], QuerySet[Organisation]]
    subjects: Callable[[Organisation], QuerySet]
    key_values: Callable[[Any], Mapping[str, str]]
    check: Callable[[Statement, Messages], None]

    @property
    def heading(self) -> str:
        """„Maßnahme“"""
        return self.declaration.about

    @property
    def number_headings(self) -> list[str]:
        return [self.declaration.column(number).title for number in self.numbers]

    def of_user(self, user: User) -> Organisation | None:
        """The sender for whom this account reports; None for staff and for everybody else."""
        if user.organisation_id is None or not user.has_perm("portal.add_delivery"):
            return None
        return self.senders().filter(pk=user.organisation_id).first()

    def may_deliver_for_all(self, user: User) -> bool:
        """Staff of the area, who know how to enter its numbers."""
        return user.has_perm(f"{self.model._meta.app_label}.add_{self.model._meta.model_name}")

    def may_deliver_for(self, user: User, sender: Organisation) -> bool:
        return self.may_deliver_for_all(user) or self.of_user(user) == sender

    def deliveries(self, user: User) -> QuerySet[Delivery]:
        """Those that this reader may see."""
        return Delivery.objects.of_kind(self.kind).visible_to(user).select_related("sender", "created_by")
