"""A circle's number: reported by a personal link or entered by the city, released by a second person. Lists
of numbers go the way of all delivered lists (`portal.list_deliveries`).
And stock data of which somebody says that it is still right.

The link is a secret of 192 bits that stands nowhere but in the mail to the circle: the database keeps its
digest. Whoever holds it may hand in a number of that one circle, and read nothing.
"""

import secrets
from datetime import date, timedelta
from hashlib import sha256

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone

from portal import releases
from portal.list_deliveries.actions import let_count
from portal.models import User
from volunteering.imports.volunteer_list import VOLUNTEER_LIST
from volunteering.models import CountLink, MeetingSpace, VolunteerCount, VolunteerGroup

LINK_HOLDS = timedelta(days=90)
SECRET_BYTES = 24
REPORTED_AGAIN = "Am selben Tag neu gemeldet."


def digest_of(token: str) -> str:
    return sha256(token.encode()).hexdigest()


@transaction.atomic
def issue_link(*, group: VolunteerGroup, by: User) -> str:
    """The secret of a new link, which is told once; an earlier link of the group ends. Raises
    PermissionDenied to who may not issue one."""
    if not by.has_perm("volunteering.add_countlink"):
        raise PermissionDenied("Ihnen fehlt das Recht, Links auszustellen.")
    revoke_links(group=group, by=by)
    token, today = secrets.token_urlsafe(SECRET_BYTES), timezone.localdate()
    CountLink.objects.create(
        group=group,
        digest=digest_of(token),
        issued_by=by,
        issued_on=today,
        expires_on=today + LINK_HOLDS,
    )
    return token


@transaction.atomic
def revoke_links(*, group: VolunteerGroup, by: User) -> int:
    """How many links no longer hold. Raises PermissionDenied to who may not issue one."""
    if not by.has_perm("volunteering.add_countlink"):
        raise PermissionDenied("Ihnen fehlt das Recht, Links zu widerrufen.")
    locked = VolunteerGroup.objects.select_for_update().get(pk=group.pk)
    return locked.links.not_revoked().update(revoked_by=by, revoked_on=timezone.localdate())


def link_of(token: str, today: date) -> CountLink | None:
    """None for a secret that nobody has, that has expired or was revoked, and for a circle that has
    ended: who asks is told the same in every case."""
    return CountLink.objects.holding(digest_of(token), today)


@transaction.atomic
def report_number(*, link: CountLink, number: int, rule: str, scope: str, quality: str) -> VolunteerCount:
    """Hand in what the circle says today. What it said earlier today in the same way of counting, and
    nobody has decided on yet, is taken back. Raises ValidationError for what the model refuses."""
    group, today = VolunteerGroup.objects.select_for_update().get(pk=link.group_id), timezone.localdate()
    for earlier in link.counts.waiting().filter(as_of=today, rule=rule, scope=scope):
        releases.withdraw(earlier, by=None, comment=REPORTED_AGAIN)
    count = VolunteerCount(
        group=group, as_of=today, number=number, rule=rule, scope=scope, quality=quality, link=link,
        example=group.example,
    )  # fmt: skip
    count.full_clean()
    releases.submit(count, by=None)
    return count


@transaction.atomic
def release_count(*, count: VolunteerCount, by: User) -> VolunteerCount:
    """From now on it counts, in place of one of the same day and way of counting. Raises PermissionDenied
    to who entered it, issued its link or may not release, ValidationError if somebody has decided
    meanwhile, or a number that was handed in later counts already."""
    locked = locked_count(count)
    expect_second_person(locked, by)
    releases.release(locked, by=by)
    let_count(VOLUNTEER_LIST, locked)
    return locked


@transaction.atomic
def return_count(*, count: VolunteerCount, by: User, comment: str) -> VolunteerCount:
    """It does not count. Raises PermissionDenied as `release_count` does, ValidationError without a
    comment or if somebody has decided meanwhile."""
    locked = locked_count(count)
    expect_second_person(locked, by)
    releases.return_(locked, by=by, comment=comment)
    return locked


def locked_count(count: VolunteerCount) -> VolunteerCount:
    """Of two people at the same moment one waits for the other. Raises ValidationError for a number of a
    list, which is decided on as a whole."""
    VolunteerGroup.objects.select_for_update().get(pk=count.group_id)
    locked = VolunteerCount.objects.get(pk=count.pk)
    if locked.delivery_id:
        raise ValidationError("Diese Zahl gehört zu einer Liste. Entschieden wird über die ganze Liste.")
    return locked


def expect_second_person(count: VolunteerCount, by: User) -> None:
    """Who issued the link knows its secret, and could have reported the number as well."""
    if count.link and count.link.issued_by_id == by.pk:
        raise PermissionDenied(
            "Den Link zu dieser Zahl haben Sie ausgestellt; freigeben muss jemand anderes."
        )


@transaction.atomic
def confirm(*, record: VolunteerGroup | MeetingSpace, by: User) -> None:
    """It is still right as it stands. Raises PermissionDenied to who may not change it."""
    if not by.has_perm(f"volunteering.change_{record._meta.model_name}"):
        raise PermissionDenied("Ihnen fehlt das Recht, diese Angaben zu bestätigen.")
    locked = type(record)._default_manager.select_for_update().get(pk=record.pk)
    locked.confirmed_on = timezone.localdate()
    locked._history_user = by  # type: ignore[union-attr]  # simple_history
    locked._change_reason = "ohne Änderung bestätigt"  # type: ignore[union-attr]
    locked.save()
