"""What is deleted every night: for each kind of `RetentionPeriod` what is too old, and how it goes.

Every step can be repeated. A kind that fails leaves the others alone, and is tried again the next night.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.contrib.admin.models import LogEntry
from django.contrib.contenttypes.models import ContentType
from django.contrib.sessions.models import Session
from django.db import models, transaction
from django.utils import timezone

from accommodation.retention import delete_file, discarded
from portal.history import update_all
from portal.models import (
    AccessLogEntry,
    BarrierReport,
    CacheEntry,
    ContactPerson,
    Deletion,
    Delivery,
    Following,
    Reminder,
    RetentionPeriod,
)
from portal.privacy.closed_accounts import closed, pseudonymise
from taskforce.models import Membership
from volunteering.models import VolunteerGroup

Kind = RetentionPeriod.Kind


@dataclass(frozen=True)
class Moment:
    """A run, and how many days the kind it is at is kept."""

    now: datetime
    days: int

    @property
    def before(self) -> datetime:
        """What happened earlier is too old."""
        return self.now - timedelta(days=self.days)

    @property
    def last_day(self) -> date:
        """What happened on that day or earlier is too old."""
        return timezone.localdate(self.now) - timedelta(days=self.days)


@dataclass(frozen=True)
class Rule:
    """`due` says what is too old; `remove` returns how many of it went."""

    due: Callable[[Moment], models.QuerySet]
    remove: Callable[[models.QuerySet, Moment], int]


def deleted(due: models.QuerySet, when: Moment) -> int:
    """In one transaction; what goes along with the rows is not counted."""
    return due.order_by().delete()[1].get(due.model._meta.label, 0)


@transaction.atomic
def erased(contacts: models.QuerySet, when: Moment) -> int:
    """With their history, which the model takes along, and with what the admin wrote down about them."""
    keys = list(contacts.select_for_update().values_list("pk", flat=True))
    about = ContentType.objects.get_for_model(ContactPerson)
    LogEntry.objects.filter(content_type=about, object_id__in=map(str, keys)).delete()
    ContactPerson.objects.filter(pk__in=keys).delete()
    return len(keys)


def without_address(groups: models.QuerySet, when: Moment) -> int:
    return update_all(groups, contact="")


def without_reply_to(reports: models.QuerySet, when: Moment) -> int:
    return reports.update(reply_to="", consent=False)


def without_name(memberships: models.QuerySet, when: Moment) -> int:
    return update_all(memberships, person="")


def without_file(deliveries: models.QuerySet, when: Moment) -> int:
    return sum(delete_file(delivery, timezone.localdate(when.now)) for delivery in deliveries)


RULES: dict[Kind, Rule] = {
    Kind.CONTACTS: Rule(
        lambda when: ContactPerson.objects.over(timezone.localdate(when.now), when.days), erased
    ),
    Kind.GROUP_CONTACTS: Rule(
        lambda when: VolunteerGroup.objects.with_address_confirmed_until(when.last_day), without_address
    ),
    Kind.BARRIERS: Rule(
        lambda when: BarrierReport.objects.with_address_answered_until(when.last_day), without_reply_to
    ),
    Kind.MEMBERS: Rule(lambda when: Membership.objects.named_and_over(when.last_day), without_name),
    Kind.ACCOUNTS: Rule(
        lambda when: closed(when.before), lambda accounts, when: sum(map(pseudonymise, accounts))
    ),
    Kind.FOLLOWINGS: Rule(lambda when: Following.objects.filter(user__in=closed(when.before)), deleted),
    Kind.SESSIONS: Rule(lambda when: Session.objects.filter(expire_date__lt=when.before), deleted),
    Kind.COUNTERS: Rule(lambda when: CacheEntry.objects.filter(expires__lt=when.before), deleted),
    Kind.ACCESS_LOG: Rule(lambda when: AccessLogEntry.objects.filter(at__lt=when.before), deleted),
    Kind.DELIVERY_FILES: Rule(
        lambda when: Delivery.objects.with_file().decided_until(when.last_day), without_file
    ),
    Kind.DRAFTS: Rule(
        lambda when: Delivery.objects.drafts_before(when.before),
        lambda drafts, when: sum(map(discarded, drafts)),
    ),
    # An open date would remind once more.
    Kind.REMINDERS: Rule(
        lambda when: Reminder.objects.filter(
            sent_at__lt=when.before, reporting_date__closed_on__isnull=False
        ),
        deleted,
    ),
    Kind.DELETIONS: Rule(lambda when: Deletion.objects.filter(ran_at__lt=when.before), deleted),
}


def due(period: RetentionPeriod, now: datetime) -> int:
    """How many would go."""
    return RULES[Kind(period.kind)].due(Moment(now, period.days)).count()


def apply(period: RetentionPeriod, now: datetime) -> Deletion:
    """Delete what is too old at that moment, and write down how many."""
    rule, when = RULES[Kind(period.kind)], Moment(now, period.days)
    removed = rule.remove(rule.due(when), when)
    return Deletion.objects.create(kind=period.kind, days=period.days, removed=removed)
