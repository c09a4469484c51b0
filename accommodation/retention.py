"""Deleting original files and previews that nobody confirmed; how long they are kept is `RetentionPeriod`.

The figures stay with sheet and row, the delivery with the hash of its file. Every step can be repeated,
and a file that is gone already is no obstacle.
"""

from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction

from accommodation.actions import discard_draft
from portal.models import Delivery


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
