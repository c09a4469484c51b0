"""From a checked list to numbers that count. Every write is one transaction."""

from collections.abc import Callable
from dataclasses import asdict
from datetime import date
from functools import wraps
from typing import ParamSpec, TypeVar, cast

from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.base import ContentFile
from django.db import IntegrityError, transaction

from portal import releases
from portal.history import create_all
from portal.list_deliveries import DeliveredList
from portal.list_deliveries.checking import ListCheck, check_list
from portal.models import Delivery, Organisation, User
from portal.models.delivered import DeliveredNumbers
from portal.releases import Releasable, State
from portal.trace import coming_from

P = ParamSpec("P")
R = TypeVar("R")


class OutdatedError(ValidationError):
    """The data changed since the preview, so that confirming would write something else."""

    def __init__(self) -> None:
        super().__init__(
            "Seit der Vorschau hat sich etwas geändert. Bitte prüfen Sie die Zahlen noch einmal und reichen "
            "Sie sie dann ein."
        )


def by_delivery(action: Callable[P, R]) -> Callable[P, R]:
    """What it writes came from the delivery, whichever page it was confirmed on."""

    @wraps(action)
    def run(*args: P.args, **kwargs: P.kwargs) -> R:
        with coming_from(f"Meldung {cast(Delivery, kwargs['delivery']).pk}"):
            return action(*args, **kwargs)

    return run


def draft_list(  # noqa: PLR0913 - what somebody says about a file
    *,
    about: DeliveredList,
    data: bytes,
    file_name: str,
    sender: Organisation,
    as_of: date | None,
    by: User,
) -> tuple[Delivery | None, ListCheck]:
    """Check a file; keep it as a draft unless it is rejected, which leaves nothing. Raises PermissionDenied
    for a sender that is not this person's."""
    if not about.may_deliver_for(by, sender):
        raise PermissionDenied("Sie können nur für Ihre eigene Organisation melden.")
    check = check_list(about, data, file_name, sender=sender, as_of=as_of)
    if check.outcome == "rejected":
        return None, check
    delivery = Delivery(
        kind=about.kind, sender=sender, created_by=by, file_name=file_name[-255:], sha256=check.sha256,
        size=len(data), as_of_given=as_of, example=sender.example,
    )  # fmt: skip
    keep_preview(delivery, check)
    delivery.file.save(file_name, ContentFile(data), save=False)
    delivery.save()
    return delivery, check


def keep_preview(delivery: Delivery, check: ListCheck) -> None:
    """What a preview says; not saved yet."""
    days = check.days
    delivery.first_as_of, delivery.last_as_of = (days[0], days[-1]) if days else (None, None)
    delivery.counts, delivery.preview_digest = check.counts, check.digest
    delivery.messages = [asdict(message) for message in check.messages]


def check_again(about: DeliveredList, delivery: Delivery) -> ListCheck:
    """The draft's file against today's data. Raises FileNotFoundError if somebody discarded it."""
    with delivery.file.open() as file:
        data = file.read()
    return check_list(about, data, delivery.file_name, sender=delivery.sender, as_of=delivery.as_of_given)


@by_delivery
def submit_list(  # noqa: PLR0913 - what somebody says about a preview
    *,
    about: DeliveredList,
    delivery: Delivery,
    by: User,
    shown: str,
    warnings_accepted: bool,
    reason: str = "",
) -> Delivery:
    """Confirm a preview: its rows are written and wait for release. `shown`: the digest of the preview that
    the person saw.

    Raises PermissionDenied to anybody but who uploaded it, OutdatedError if the check no longer gives what
    was shown, ValidationError in another state, for what is still to be said, and where nothing is new.
    """
    try:
        with transaction.atomic():
            locked = locked_delivery(about, delivery)
            if locked.created_by_id != by.pk:
                raise PermissionDenied("Eine Vorschau bestätigt, wer sie angelegt hat.")
            releases.expect(locked, State.DRAFT)
            check = check_again(about, locked)
            if check.digest != shown:
                raise OutdatedError
            expect_complete(check, warnings_accepted=warnings_accepted, reason=reason)
            write(about, check, locked)
            keep_preview(locked, check)
            locked.reason = reason.strip() if check.counts["changed"] else ""
            releases.submit(locked, by=by)
            let_rows_follow(about, locked)
    except IntegrityError as error:
        raise ValidationError("Diese Datei wurde gerade schon übernommen.") from error
    return locked


def expect_complete(check: ListCheck, *, warnings_accepted: bool, reason: str) -> None:
    """Raises ValidationError, by field where the person can still say something."""
    if check.outcome == "rejected":
        raise ValidationError("Die Datei ist abgelehnt. Es wurde nichts übernommen.")
    if not check.to_write:
        raise ValidationError("Die Datei enthält nichts Neues: Alle Werte sind schon so erfasst.")
    missing = {}
    if check.outcome == "confirm" and not warnings_accepted:
        missing["warnings_accepted"] = "Bitte bestätigen Sie die Warnungen oder berichtigen Sie die Datei."
    if check.counts["changed"] and not reason.strip():
        missing["reason"] = "Bitte nennen Sie den Grund, aus dem sich gemeldete Zahlen ändern."
    if missing:
        raise ValidationError(missing)


def write(about: DeliveredList, check: ListCheck, delivery: Delivery) -> None:
    rows = [
        about.model(
            delivery=delivery, as_of=one.as_of, remark=one.remark, sheet=one.row.sheet, row=one.row.number,
            **{about.subject: one.subject}, **one.numbers, **one.choices,
            **{field: getattr(one.subject, field) for field in about.copied},
        )
        for one in check.to_write
    ]  # fmt: skip
    create_all(about.model, rows)


@transaction.atomic
def renew_preview(*, about: DeliveredList, delivery: Delivery) -> None:
    """Take over what the check gives today, so that the next confirmation is about that."""
    locked = locked_delivery(about, delivery)
    releases.expect(locked, State.DRAFT)
    keep_preview(locked, check_again(about, locked))
    locked.save()


@transaction.atomic
def discard_list(*, about: DeliveredList, delivery: Delivery, by: User) -> None:
    """Throw a preview away, its file included."""
    locked = locked_delivery(about, delivery)
    if locked.created_by_id != by.pk:
        raise PermissionDenied("Eine Vorschau verwirft, wer sie angelegt hat.")
    releases.expect(locked, State.DRAFT)
    locked.file.delete(save=False)
    locked.delete()


@by_delivery
def release_list(*, about: DeliveredList, delivery: Delivery, by: User) -> Delivery:
    """What was submitted now counts; what it replaces stays readable. Raises PermissionDenied to who
    submitted it or may not release, ValidationError in another state, or where a later list counts already.
    """
    try:
        with transaction.atomic():
            locked = locked_delivery(about, delivery)
            releases.release(locked, by=by)
            let_rows_follow(about, locked)
            for row in rows_of(about, locked):
                let_count(about, row)
    except IntegrityError as error:
        raise ValidationError("Gerade wurde eine andere Meldung freigegeben. Bitte noch einmal.") from error
    return locked


def let_rows_follow(about: DeliveredList, delivery: Delivery) -> None:
    """Rows that may also stand alone have a state of their own: that of their list."""
    if issubclass(about.model, Releasable):
        releases.follow(about.model._default_manager.filter(delivery=delivery), delivery)


def let_count(about: DeliveredList, row: DeliveredNumbers) -> None:
    """In place of what counts with the same key. Raises ValidationError if that was handed in later."""
    before = counting(about, row)
    expect_not_outrun(about, row, before)
    take_place(row, before)


def expect_not_outrun(about: DeliveredList, row: DeliveredNumbers, before: DeliveredNumbers | None) -> None:
    """What waited long never puts old numbers back."""
    later, earlier = before and before.handed_in.submitted_at, row.handed_in.submitted_at
    if later and earlier and later > earlier:
        raise ValidationError(
            f"Für {getattr(row, about.subject)} gilt schon eine später eingereichte Meldung. Bitte geben "
            "Sie diese Meldung zurück."
        )


def rows_of(about: DeliveredList, delivery: Delivery) -> list[DeliveredNumbers]:
    rows = about.model._default_manager.filter(delivery=delivery)
    return list(rows.select_related(about.subject, "delivery"))


def counting(about: DeliveredList, row: DeliveredNumbers) -> DeliveredNumbers | None:
    """What counts today with the same key; locked."""
    same = {field: getattr(row, field) for field in (about.subject, "as_of", *about.apart)}
    return (
        about.model._default_manager.select_for_update(of=("self",))
        .select_related("delivery")
        .filter(current=True, **same)
        .first()
    )


def take_place(row: DeliveredNumbers, before: DeliveredNumbers | None) -> None:
    if before:
        before.current = False
        before.save(update_fields=["current"])
    row.current, row.replaces = True, before
    row.save(update_fields=["current", "replaces"])


@by_delivery
@transaction.atomic
def return_list(*, about: DeliveredList, delivery: Delivery, by: User, comment: str) -> Delivery:
    """Give it back to its sender, who corrects the file and sends it again."""
    locked = locked_delivery(about, delivery)
    releases.return_(locked, by=by, comment=comment)
    let_rows_follow(about, locked)
    return locked


def may_withdraw(about: DeliveredList, delivery: Delivery, user: User) -> bool:
    """Before the decision its sender and staff; what counts is taken back by who may release."""
    if delivery.state == State.RELEASED:
        return user.has_perm("portal.release_delivery")
    undecided = delivery.state in (State.SUBMITTED, State.RETURNED)
    return undecided and about.may_deliver_for(user, delivery.sender)


@by_delivery
@transaction.atomic
def withdraw_list(*, about: DeliveredList, delivery: Delivery, by: User, comment: str) -> Delivery:
    """Its rows stay readable and do not count any more; what they replaced counts again. Raises
    PermissionDenied to who may not, ValidationError without a comment or in another state."""
    locked = locked_delivery(about, delivery)
    if not may_withdraw(about, locked, by):
        raise PermissionDenied("Was freigegeben ist, zieht nur zurück, wer freigeben darf.")
    releases.withdraw(locked, by=by, comment=comment)
    for row in rows_of(about, locked):
        if row.current:
            give_back(row)
    let_rows_follow(about, locked)
    return locked


def give_back(row: DeliveredNumbers) -> None:
    """To what it replaced, past anything that is withdrawn itself."""
    row.current = False
    row.save(update_fields=["current"])
    before = row.replaces
    while before and before.handed_in.state == State.WITHDRAWN:
        before = before.replaces
    if before:
        before.current = True
        before.save(update_fields=["current"])


def locked_delivery(about: DeliveredList, delivery: Delivery) -> Delivery:
    """As it stands in the database now, until the transaction ends."""
    return Delivery.objects.of_kind(about.kind).select_for_update().get(pk=delivery.pk)
