"""Taking a delivery back: what it replaced counts again, and nothing that came later is touched."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone

from accommodation.actions import may_deliver_for
from accommodation.confirmation import lock_places, same_delivery
from accommodation.imports.closed_dates import expect_open
from accommodation.imports.since_preview import place_of
from accommodation.models import Occupancy
from accommodation.querysets import OccupancyQuerySet
from portal import releases
from portal.models import Delivery, User
from portal.numbers import german
from portal.releases import State

NAMED = 3  # deliveries that stand in the way


def may_withdraw(delivery: Delivery, user: User) -> bool:
    """Before the decision its sender and staff; what counts is taken back by who may release."""
    if delivery.state in (State.SUBMITTED, State.RETURNED):
        return may_deliver_for(user, delivery.sender) or user.has_perm("portal.release_delivery")
    return delivery.state == State.RELEASED and user.has_perm("portal.release_delivery")


@transaction.atomic
def withdraw_delivery(*, delivery: Delivery, by: User, comment: str) -> Delivery:
    """Its rows stay readable and do not count any more; what they replaced counts again.

    Raises PermissionDenied to who may not, ValidationError without a comment, in another state, for a
    closed date, or if a later delivery stands on this one.
    """
    locked = same_delivery(delivery, lock=True)
    releases.expect(locked, State.SUBMITTED, State.RETURNED, State.RELEASED)
    if not may_withdraw(locked, by):
        raise PermissionDenied("Was freigegeben ist, zieht nur zurück, wer freigeben darf.")
    if locked.state == State.RELEASED:
        expect_open(locked)
        restore(Occupancy.objects.filter(delivery=locked))
    releases.withdraw(locked, by=by, comment=with_release(locked, comment))
    return locked


def with_release(delivery: Delivery, comment: str) -> str:
    """A delivery keeps its last decision only; who released it before must not get lost."""
    if not comment.strip() or delivery.state != State.RELEASED or delivery.decided_at is None:
        return comment
    day = timezone.localtime(delivery.decided_at)
    return f"{comment.strip()} (War freigegeben am {day:%d.%m.%Y} von {delivery.decided_by}.)"


def restore(rows: OccupancyQuerySet) -> None:
    """Each row gives its place back. Raises ValidationError where a later delivery stands on it."""
    lock_places(rows)
    check_nothing_built_on(rows)
    rows.update(current=False)
    give_back(rows)


def check_nothing_built_on(rows: OccupancyQuerySet) -> None:
    later = Delivery.objects.filter(state=State.RELEASED, occupancies__replaces__in=rows).distinct()
    standing = {*later.select_related("sender"), *repeating(rows)}
    named = [described(one) for one in sorted(standing, key=lambda one: one.pk)]
    if named:
        more = f" und {german(len(named) - NAMED)} weitere" if len(named) > NAMED else ""
        raise ValidationError(
            f"Auf dieser Meldung baut auf: {', '.join(named[:NAMED])}{more}. Bitte zuerst diese zurückziehen."
        )


def repeating(rows: OccupancyQuerySet) -> list[Delivery]:
    """Later deliveries that say the same again: they have no row about it, but their preview shows on
    which statement they rest."""
    stated = {place_of(shelter, day): pk for pk, shelter, day in rows.values_list("pk", "shelter", "as_of")}
    later = Delivery.objects.submitted_after_those_of(rows).select_related("sender")
    own = Occupancy.objects.filter(delivery__in=later).values_list("delivery", "shelter", "as_of")
    said = {(delivery, place_of(shelter, day)) for delivery, shelter, day in own}
    return [
        one for one in later
        if any(stated.get(where) == pk and (one.pk, where) not in said
               for where, (pk, _) in one.previewed.items())
    ]  # fmt: skip


def described(delivery: Delivery) -> str:
    """„‚august_korrigiert.xlsx‘ vom 03.09.2017, 10:15 Uhr (Anker)“; forms of one day have the same name."""
    when = timezone.localtime(delivery.submitted_at or delivery.created_at)
    return f"‚{delivery.file_name}‘ vom {when:%d.%m.%Y, %H:%M} Uhr ({delivery.sender})"


def give_back(rows: OccupancyQuerySet) -> None:
    """Back through what was replaced, past anything that is withdrawn itself."""
    replaced = Occupancy.objects.filter(replaced_by__in=rows)
    replaced.exclude(delivery__state=State.WITHDRAWN).update(current=True)
    withdrawn = replaced.filter(delivery__state=State.WITHDRAWN)
    if withdrawn.exists():
        give_back(withdrawn)
