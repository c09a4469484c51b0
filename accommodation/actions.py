"""Deliveries of occupancy: from a checked file to figures that count.

Every write is one transaction: a process that dies in the middle leaves nothing behind.
"""

import io
from collections.abc import Iterable, Mapping
from dataclasses import asdict
from datetime import date
from types import MappingProxyType

from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.base import ContentFile, File
from django.db import IntegrityError, transaction
from django.db.models import Exists, OuterRef, Subquery
from django.utils import timezone

from accommodation.confirmation import (
    GoneError,
    OutdatedError,
    expect_acceptable,
    expect_draft,
    expect_rows,
    expect_same_numbers,
    kept_reason,
    lock_places,
    lock_shelters,
    same_delivery,
)
from accommodation.imports import CheckedRow, DeliveryCheck, check_delivery
from accommodation.imports.big_list import BigCheck
from accommodation.imports.closed_dates import expect_none_closed, expect_open, lock_dates, locked_dates
from accommodation.imports.since_preview import basis_of, place, what_changed
from accommodation.models import Occupancy
from accommodation.querysets import OccupancyQuerySet
from portal import bulk, releases
from portal.models import ColumnProfile, Delivery, Organisation, User

Comments = Mapping[str, str]  # by the place of a row, see since_preview
NO_COMMENTS: Comments = MappingProxyType({})


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
    unchanged_stated = way == Delivery.Way.UNCHANGED
    check = check_delivery(data, file_name, sender=sender, as_of=as_of, unchanged_stated=unchanged_stated)
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
        example=sender.example,
    )
    keep_preview(delivery, check)
    delivery.save_with_file(ContentFile(data))
    return delivery, check


def check_again(delivery: Delivery) -> DeliveryCheck:
    """The draft's file against today's data. Raises GoneError if somebody discarded it."""
    try:
        with delivery.file.open() as file:
            data = file.read()
    except FileNotFoundError as error:
        raise GoneError from error
    return check_delivery(
        data,
        delivery.file_name,
        sender=delivery.sender,
        as_of=delivery.as_of_given,
        unchanged_stated=delivery.way == Delivery.Way.UNCHANGED,
    )


def submit_delivery(  # noqa: PLR0913 - what somebody says about a preview
    *,
    delivery: Delivery,
    by: User,
    warnings_accepted: bool,
    reason: str = "",
    comments: Comments = NO_COMMENTS,
    shown: str = "",
) -> Delivery:
    """Confirm a preview: its rows are written, with the comments to their warnings, and wait for release.
    `shown`: the digest of the preview that the person saw; empty for the one that is kept.

    Raises OutdatedError if the check no longer gives what the preview showed, AlreadySubmittedError on a
    second click, GoneError if the preview was discarded, ValidationError if warnings are not accepted,
    numbers change without a reason, nothing would be written, or the file was taken over meanwhile.
    """
    expect_draft(delivery, by)
    check = check_again(delivery)
    expect_none_closed(check.messages)
    if check.digest != (shown or delivery.preview_digest):
        expect_draft(same_delivery(delivery), by)
        raise OutdatedError(what_changed(delivery, check))
    expect_acceptable(check, warnings_accepted=warnings_accepted, reason=reason)
    try:
        with transaction.atomic():
            locked = same_delivery(delivery, lock=True)
            expect_draft(locked, by)
            lock_dates({row.as_of for row in check.rows})
            lock_shelters({row.shelter.id for row in check.rows})
            expect_same_numbers(check, locked)
            write_rows(check.rows, locked, comments)
            expect_rows(locked)
            expect_open(locked)
            keep_preview(locked, check)
            locked.reason = kept_reason(check, reason)
            releases.submit(locked, by=by)
    except IntegrityError as error:
        raise ValidationError("Diese Datei wurde gerade schon übernommen.") from error
    return locked


def write_rows(checked: Iterable[CheckedRow], delivery: Delivery, comments: Comments = NO_COMMENTS) -> None:
    """What repeats the number that counts needs no row, unless another number of the sender waits for its
    release: then this is the later word."""
    waiting = releasable_places(delivery)
    rows = [row for row in checked if row.status != "unchanged" or is_later_word(row, waiting)]
    bulk.insert(Occupancy, occupancies(delivery, rows, comments))


def releasable_places(delivery: Delivery) -> set[tuple[int, date]]:
    """Shelter and date of what waits of the same sender and could still be released: about closed dates a
    list of the whole year says nothing that has to be kept, or it would meet their lock."""
    waiting = Occupancy.objects.waiting_places(delivery)
    closed = locked_dates(delivery.sender, {day for _, day in waiting}, timezone.localdate())
    return {(shelter, day) for shelter, day in waiting if day not in closed}


def is_later_word(row: CheckedRow, waiting: set[tuple[int, date]]) -> bool:
    return row.occupied is not None and (row.shelter.id, row.as_of) in waiting


def occupancies(
    delivery: Delivery, rows: Iterable[CheckedRow], comments: Comments = NO_COMMENTS
) -> list[dict[str, object]]:
    return [
        {
            "delivery_id": delivery.pk,
            "shelter_id": row.shelter.id,
            "as_of": row.as_of,
            "precision": row.precision,
            "occupied": row.occupied,
            "capacity": row.capacity,
            "quality": row.quality,
            "qualifier": row.qualifier,
            "remark": row.remark,
            "comment": comments.get(place(row), "") if comments else "",
            "sheet": row.sheet,
            "row": row.row,
        }
        for row in rows
    ]


def renew_preview(*, delivery: Delivery) -> None:
    """Take over what the check gives today, so that the next confirmation is about that. Raises
    GoneError or ValidationError for a delivery that is no preview any more."""
    check = check_again(delivery)
    with transaction.atomic():
        locked = same_delivery(delivery, lock=True)
        releases.expect(locked, releases.State.DRAFT)
        keep_preview(locked, check)
        locked.save()


def keep_preview(delivery: Delivery, check: DeliveryCheck) -> None:
    """What a preview says and rests on; not saved yet."""
    delivery.first_as_of, delivery.last_as_of = check.first_as_of, check.last_as_of
    delivery.counts, delivery.preview_digest = check.counts, check.digest
    delivery.messages = [asdict(message) for message in check.messages]
    delivery.previewed = basis_of(check.rows)


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
            expect_open(locked)
            rows = Occupancy.objects.filter(delivery=locked)
            lock_places(rows)
            make_current(not_outrun(rows, locked))
    except IntegrityError as error:
        raise ValidationError("Gerade wurde eine andere Meldung freigegeben. Bitte noch einmal.") from error
    return locked


def not_outrun(rows: OccupancyQuerySet, delivery: Delivery) -> OccupancyQuerySet:
    """The rows about which nothing counts that was submitted later: an older delivery that waited never
    puts old numbers back. Raises ValidationError if nothing is left of it."""
    newer = Occupancy.objects.current().of_same_dates(rows).submitted_after(delivery.submitted_at)
    outrun = Exists(newer.filter(shelter=OuterRef("shelter"), as_of=OuterRef("as_of")))
    left = list(rows.exclude(outrun).values_list("pk", flat=True))
    if not left and newer.exists():
        names = sorted({occupancy.shelter.name for occupancy in newer.select_related("shelter")})
        more = f" und {len(names) - 3} weitere" if len(names) > 3 else ""
        raise ValidationError(
            f"Für {', '.join(names[:3])}{more} gilt schon eine später eingereichte Meldung. "
            "Bitte geben Sie diese Meldung zurück."
        )
    return rows.filter(pk__in=left)


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
    """Throw a preview away, its file included. Raises GoneError if that happened already,
    ValidationError once it was submitted."""
    locked = same_delivery(delivery, lock=True)
    releases.expect(locked, releases.State.DRAFT)
    # The file first: a process that dies in between leaves a draft that can be discarded again.
    locked.file.delete(save=False)
    locked.delete()


@transaction.atomic
def deliver_big_list(
    *, check: BigCheck, parts: Iterable[list[CheckedRow]], by: User, warnings_accepted: bool, reason: str = ""
) -> Delivery:
    """Check and write a list in one pass, for files that no preview could show; it waits for release.
    `parts` are those of the check.

    Raises PermissionDenied for a sender that is not this person's, ValidationError if the list is
    rejected, has warnings that are not accepted, changes numbers without a reason, or says nothing new;
    then nothing is written.
    """
    if not may_deliver_for(by, check.sender):
        raise PermissionDenied("Sie können nur für Ihren eigenen Träger melden.")
    delivery = Delivery.objects.create(
        sender=check.sender, created_by=by, file_name=check.name[-255:], size=0, as_of_given=check.as_of,
        example=check.sender.example,
    )  # fmt: skip
    for rows in parts:
        write_rows(rows, delivery)
    expect_acceptable(check, warnings_accepted=warnings_accepted, reason=reason)
    expect_rows(delivery)
    expect_open(delivery)
    delivery.sha256, delivery.counts = check.sha256, dict(check.counts)
    delivery.reason = kept_reason(check, reason)
    delivery.first_as_of, delivery.last_as_of = check.first_as_of, check.last_as_of
    delivery.messages = [asdict(message) for message in check.messages]
    delivery.size = check.file.seek(0, io.SEEK_END)
    check.file.seek(0)
    delivery.file.save(check.name, File(check.file), save=False)
    delivery.save()
    releases.submit(delivery, by=by)
    return delivery
