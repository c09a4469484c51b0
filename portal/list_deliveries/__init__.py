"""Short lists that senders deliver from time to time: one row about one thing on one day.

An area declares its list (`DeliveredList`); upload, preview, confirmation, release by a second person and
correction are the same for all and stand here. Occupancy lists of shelters, with all that they need beyond
it, have a way of their own (`portal.inbox`).

    choices    columns whose cells are one of a few things
    checking   what a file says, what is wrong with it, what it would change
    actions    draft, submit, release, return, withdraw
    template   the list to be filled in
    views, urls, forms   the pages; an area includes `urls.list_urls(its list)` in its own addresses
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import QuerySet

from portal.list_deliveries.checking import Statement
from portal.list_deliveries.choices import Choice
from portal.models import Delivery, Organisation, User
from portal.models.delivered import DeliveredNumbers
from portal.sheets import Declaration, Messages

Key = tuple[Any, ...]  # the subject, what keeps its numbers apart, the day


@dataclass(frozen=True)
class DeliveredList:
    """What an area says about its list.

    `model` keeps the numbers; `subject` is its field for what a row is about, and a subject has `names`.
    `numbers` and `choices` are fields of the model and columns of the declaration at once. `subjects`: what
    a sender may speak of. `senders`: who delivers, as `sender_title`. `key_values`: the cells by which the
    template names a subject. `check`: the area's own rules about one row. `copied`: fields that a row takes
    over from its subject.
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
    choices: tuple[Choice, ...] = ()
    copied: tuple[str, ...] = ()
    sender_title: str = "Träger"

    @property
    def heading(self) -> str:
        """„Maßnahme“"""
        return self.declaration.about

    @property
    def number_headings(self) -> list[str]:
        return self.titles(self.numbers)

    @property
    def choice_headings(self) -> list[str]:
        return self.titles(choice.field for choice in self.choices)

    def titles(self, fields: Iterable[str]) -> list[str]:
        return [self.declaration.column(field).title for field in fields]

    @property
    def apart(self) -> tuple[str, ...]:
        """The fields that keep numbers of the same subject and day apart."""
        return tuple(choice.field for choice in self.choices if choice.apart)

    @property
    def takes_no_answer(self) -> bool:
        """Whether „keine Angabe“ is kept; otherwise a row without a number says nothing."""
        return any(self.model._meta.get_field(number).null for number in self.numbers)

    def key_of(self, row: DeliveredNumbers) -> Key:
        """What only one row may say at a time."""
        return *self.way_of(row), row.as_of

    def way_of(self, row: DeliveredNumbers) -> Key:
        """The subject, and what keeps its numbers apart: rows that differ in nothing else are a series."""
        return getattr(row, f"{self.subject}_id"), *(getattr(row, field) for field in self.apart)

    def counting(self, subjects: Iterable[Any], days: Iterable[date]) -> dict[Key, DeliveredNumbers]:
        """What counts today, by its key."""
        current = self.model._default_manager.filter(
            current=True, as_of__in=set(days), **{f"{self.subject}__in": set(subjects)}
        )
        return {self.key_of(row): row for row in current}

    def of_user(self, user: User) -> Organisation | None:
        """The sender for whom this account reports; None for staff and for everybody else."""
        if user.is_anonymous or user.organisation_id is None or not user.has_perm("portal.add_delivery"):
            return None
        return self.senders().filter(pk=user.organisation_id).first()

    def may_deliver_for_all(self, user: User) -> bool:
        """Staff of the area, who know how to enter its numbers."""
        return user.has_perm(f"{self.model._meta.app_label}.add_{self.model._meta.model_name}")

    def may_deliver_for(self, user: User, sender: Organisation) -> bool:
        return self.may_deliver_for_all(user) or self.of_user(user) == sender

    def may_deliver(self, user: User) -> bool:
        return self.may_deliver_for_all(user) or self.of_user(user) is not None

    def deliveries(self, user: User) -> QuerySet[Delivery]:
        """Those that this reader may see."""
        return Delivery.objects.of_kind(self.kind).visible_to(user).select_related("sender", "created_by")
