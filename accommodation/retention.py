"""How long original files are kept: twelve months after the decision, a preview's for a day.

The figures stay with sheet and row, the delivery with the hash of its file. Every step can be repeated,
and a file that is gone already is no obstacle.
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from accommodation.actions import discard_draft
from portal.dates import a_year_before
from portal.models import Delivery

LIFE_OF_A_DRAFT = timedelta(days=1)


@dataclass(frozen=True)
class Deleted:
    """How many files of decided deliveries, and how many drafts with theirs."""

    files: int
    drafts: int


def delete_old_files(now: datetime) -> Deleted:
    """Everything that is too old at that moment."""
    today = timezone.localdate(now)
    decided = Delivery.objects.with_file().decided_until(a_year_before(today))
    drafts = Delivery.objects.drafts_before(now - LIFE_OF_A_DRAFT)
    return Deleted(
        files=sum(delete_file(delivery, today) for delivery in decided),
        drafts=sum(discarded(draft) for draft in drafts),
    )


@transaction.atomic
def delete_file(delivery: Delivery, today: date) -> bool:
    """False if another process was faster. The file goes first: a process that dies in between leaves a
    delivery that the next run finds, never a file that nobody finds."""
    locked = Delivery.objects.select_for_update().get(pk=delivery.pk)
    if not locked.file:
        return False
    locked.file.delete(save=False)
    locked.file_deleted_on = today
    locked.save(update_fields=["file", "file_deleted_on"])
    return True


def discarded(draft: Delivery) -> bool:
    """False if it was confirmed or discarded meanwhile."""
    try:
        discard_draft(delivery=draft)
    except ValidationError:
        return False
    return True
