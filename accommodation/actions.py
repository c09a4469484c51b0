"""Deliveries of occupancy: from a checked file to figures that count.

Every write is one transaction: a process that dies in the middle leaves nothing behind.
"""

import io
from collections.abc import Iterable, Mapping
from dataclasses import asdict
from datetime import date

from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.base import ContentFile, File
from django.db import IntegrityError, transaction
from django.db.models import Exists, OuterRef, Subquery

from accommodation.imports import CheckedRow, DeliveryCheck, check_delivery
from accommodation.imports.big_list import BigCheck
from accommodation.models import Occupancy
from accommodation.querysets import OccupancyQuerySet
from portal import bulk, releases
from portal.models import ColumnProfile, Delivery, Organisation, User


class OutdatedError(ValidationError):
    """The data changed since the preview, so that confirming would write something else."""


def may_deliver_for(user: User, sender: Organisation) -> bool:
    return user.has_perm("portal.add_delivery") and (
        user.organisation_id == sender.pk or user.has_perm("portal.deliver_for_all")
    )


def draft_delivery(  # noqa: PLR0913 - what somebody says about a file
    *,
    data: bytes,
    file_name: str,
    sender: Organisation,
    as_of: date | None,
    by: User,
    way: Delivery.Way = Delivery.Way.FILE,
) -> tuple[Delivery | None, DeliveryCheck]:
    """Check a file; keep it as a draft unless it is rejected. A rejected file leaves nothing:
    no row, no file. Raises PermissionDenied for a sender that is not this person's."""
    if not may_deliver_for(by, sender):
        raise PermissionDenied("Sie können nur für Ihren eigenen Träger melden.")
    check = check_delivery(data, file_name, sender=sender, as_of=as_of)
    if check.outcome == "rejected":
        return None, check
    delivery = Delivery(
        way=way,
        sender=sender,
        created_by=by,
        file_name=file_name[-255:],
        sha256=check.sha256,
        size=len(data),
        as_of_given=as_of,
        first_as_of=check.first_as_of,
        last_as_of=check.last_as_of,
        counts=check.counts,
        messages=[asdict(message) for message in check.messages],
        preview_digest=check.digest,
        example=sender.example,
    )
    delivery.file.save(file_name, ContentFile(data), save=False)
    delivery.save()
    return delivery, check


def check_again(delivery: Delivery) -> DeliveryCheck:
    """The draft's file against today's data."""
    with delivery.file.open() as file:
        data = file.read()
    return check_delivery(data, delivery.file_name, sender=delivery.sender, as_of=delivery.as_of_given)


def submit_delivery(*, delivery: Delivery, by: User, warnings_accepted: bool) -> Delivery:
    """Confirm a preview: its rows are written and wait for release.

    Raises OutdatedError if the check no longer gives what the preview showed, ValidationError if
    warnings are not accepted, nothing would be written, or the file was taken over meanwhile.
    """
    releases.expect(delivery, releases.State.DRAFT)
    check = check_again(delivery)
    if check.digest != delivery.preview_digest:
        raise OutdatedError(
            "Seit der Vorschau haben sich Daten geändert. Bitte prüfen Sie die Vorschau noch einmal."
        )
    expect_acceptable(check, warnings_accepted=warnings_accepted)
    rows = [row for row in check.rows if row.status != "unchanged"]
    try:
        with transaction.atomic():
            locked = Delivery.objects.select_for_update().get(pk=delivery.pk)
            releases.expect(locked, releases.State.DRAFT)
            releases.submit(locked, by=by)
            bulk.insert(Occupancy, occupancies(locked, rows))
    except IntegrityError as error:
        raise ValidationError("Diese Datei wurde gerade schon übernommen.") from error
    return locked


def expect_acceptable(check: DeliveryCheck | BigCheck, *, warnings_accepted: bool) -> None:
    """Raises ValidationError with what stands in the way of taking a file over."""
    if check.outcome == "rejected":
        raise ValidationError("Die Datei ist abgelehnt. Es wurde nichts übernommen.")
    if check.outcome == "confirm" and not warnings_accepted:
        raise ValidationError("Bitte bestätigen Sie die Warnungen, oder berichtigen Sie die Datei.")
    if not check.counts["new"] + check.counts["changed"]:
        raise ValidationError("Die Datei enthält nichts Neues: Alle Werte sind schon so erfasst.")


def occupancies(delivery: Delivery, rows: Iterable[CheckedRow]) -> list[dict[str, object]]:
    return [
        {
            "delivery_id": delivery.pk,
            "shelter_id": row.shelter.pk,
            "as_of": row.as_of,
            "precision": row.precision,
            "occupied": row.occupied,
            "capacity": row.capacity,
            "quality": row.quality,
            "qualifier": row.qualifier,
            "remark": row.remark,
            "sheet": row.sheet,
            "row": row.row,
        }
        for row in rows
    ]


def renew_preview(*, delivery: Delivery) -> None:
    """Take over what the check gives today, so that the next confirmation is about that. Raises
    ValidationError for a delivery that is no preview any more."""
    releases.expect(delivery, releases.State.DRAFT)
    check = check_again(delivery)
    delivery.preview_digest, delivery.counts = check.digest, check.counts
    delivery.messages = [asdict(message) for message in check.messages]
    delivery.save(update_fields=["preview_digest", "counts", "messages"])


@transaction.atomic
def remember_columns(
    *, sender: Organisation, answers: Mapping[str, str], by: User, draft: Delivery | None = None
) -> None:
    """What headings of this sender mean from now on: heading and field; an empty field is not read.
    A draft gets a new preview. Raises PermissionDenied for a sender that is not this person's."""
    if not may_deliver_for(by, sender):
        raise PermissionDenied("Sie können nur für Ihren eigenen Träger melden.")
    for heading, field in answers.items():
        ColumnProfile.objects.update_or_create(
            organisation=sender, kind=Delivery.Kind.OCCUPANCY, heading=heading, defaults={"field": field}
        )
    if draft:
        renew_preview(delivery=draft)


def release_delivery(*, delivery: Delivery, by: User) -> Delivery:
    """What was submitted now counts; what it replaces stays readable.

    Raises PermissionDenied to the person who submitted it, ValidationError in another state, if
    a later delivery about the same shelters counts already, or one is being released right now.
    """
    try:
        with transaction.atomic():
            locked = Delivery.objects.select_for_update().get(pk=delivery.pk)
            releases.release(locked, by=by)
            rows = Occupancy.objects.filter(delivery=locked)
            check_nothing_newer(rows, locked)
            make_current(rows)
    except IntegrityError as error:
        raise ValidationError("Gerade wurde eine andere Meldung freigegeben. Bitte noch einmal.") from error
    return locked


def check_nothing_newer(rows: OccupancyQuerySet, delivery: Delivery) -> None:
    """An older delivery that waited never silently puts old numbers back."""
    newer = Occupancy.objects.current().of_same_dates(rows).submitted_after(delivery.submitted_at)
    names = sorted({occupancy.shelter.name for occupancy in newer.select_related("shelter")})
    if names:
        more = f" und {len(names) - 3} weitere" if len(names) > 3 else ""
        raise ValidationError(
            f"Für {', '.join(names[:3])}{more} gilt schon eine später eingereichte Meldung. "
            "Bitte geben Sie diese Meldung zurück."
        )


def make_current(rows: OccupancyQuerySet) -> None:
    """Each row takes the place of what counts today for its shelter and date. A missing value
    never takes the place of a number."""
    counting = Occupancy.objects.current().filter(shelter=OuterRef("shelter"), as_of=OuterRef("as_of"))
    unknown = counting.filter(occupied__isnull=True)
    rows.filter(occupied__isnull=False).update(replaces=Subquery(counting.values("pk")))
    rows.filter(occupied__isnull=True).update(replaces=Subquery(unknown.values("pk")))
    Occupancy.objects.filter(replaced_by__in=rows).update(current=False)
    rows.exclude(Exists(counting)).update(current=True)


@transaction.atomic
def return_delivery(*, delivery: Delivery, by: User, comment: str) -> Delivery:
    """Give it back to its sender, who corrects the file and sends it again."""
    locked = Delivery.objects.select_for_update().get(pk=delivery.pk)
    releases.return_(locked, by=by, comment=comment)
    return locked


@transaction.atomic
def discard_draft(*, delivery: Delivery) -> None:
    """Throw a preview away, its file included. Raises ValidationError once it was submitted."""
    locked = Delivery.objects.select_for_update().get(pk=delivery.pk)
    releases.expect(locked, releases.State.DRAFT)
    name, storage = locked.file.name, locked.file.storage
    locked.delete()
    transaction.on_commit(lambda: storage.delete(name))


@transaction.atomic
def deliver_big_list(
    *, check: BigCheck, parts: Iterable[list[CheckedRow]], by: User, warnings_accepted: bool
) -> Delivery:
    """Check and write a list in one pass, for files that no preview could show; it waits for release.
    `parts` are those of the check.

    Raises PermissionDenied for a sender that is not this person's, ValidationError if the list is
    rejected, has warnings that are not accepted, or says nothing new; then nothing is written.
    """
    if not may_deliver_for(by, check.sender):
        raise PermissionDenied("Sie können nur für Ihren eigenen Träger melden.")
    delivery = Delivery.objects.create(
        sender=check.sender, created_by=by, file_name=check.name[-255:], size=0, as_of_given=check.as_of,
        example=check.sender.example,
    )  # fmt: skip
    for rows in parts:
        changed = [row for row in rows if row.status != "unchanged"]
        bulk.insert(Occupancy, occupancies(delivery, changed))
    expect_acceptable(check, warnings_accepted=warnings_accepted)
    delivery.sha256, delivery.counts = check.sha256, dict(check.counts)
    delivery.first_as_of, delivery.last_as_of = check.first_as_of, check.last_as_of
    delivery.messages = [asdict(message) for message in check.messages]
    delivery.size = check.file.seek(0, io.SEEK_END)
    check.file.seek(0)
    delivery.file.save(check.name, File(check.file), save=False)
    delivery.save()
    releases.submit(delivery, by=by)
    return delivery
