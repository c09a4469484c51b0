"""Every version of a record: who, when, what it said then, and where it came from.

A plain `update()` or `bulk_create()` would leave no version. What many rows have to get at once goes through
`create_all` and `update_all`; a test finds whoever takes the short way.
"""

from collections.abc import Iterable
from typing import Any

from django.db import models, transaction
from simple_history.models import HistoricalRecords
from simple_history.utils import bulk_create_with_history, bulk_update_with_history

from portal.trace import LONGEST, current_source


class Sourced(models.Model):
    """Versions from before this column have an empty one."""

    history_source = models.CharField(
        "Quelle", max_length=LONGEST, default=current_source, db_default="", editable=False
    )

    class Meta:
        abstract = True


class History(HistoricalRecords):
    def __init__(self, **options: Any) -> None:
        super().__init__(bases=[Sourced], **options)

    def add_extra_methods(self, cls: Any) -> None:
        """The record and its version are written together: whoever is killed in between leaves neither."""
        super().add_extra_methods(cls)
        cls.save = transaction.atomic(savepoint=False)(cls.save)


def keeps_history(model: type[models.Model]) -> bool:
    return hasattr(model._meta, "simple_history_manager_attribute")


def create_all(model: type[models.Model], rows: Iterable[models.Model]) -> None:
    """New rows in one statement, and where the model keeps a history their first versions in another."""
    if keeps_history(model):
        bulk_create_with_history(list(rows), model)
    else:
        model._default_manager.bulk_create(rows)


@transaction.atomic
def update_all(rows: models.QuerySet, **values: Any) -> int:
    """The same values for all rows, each with a version of its own; returns how many. The model keeps a
    history."""
    found = list(rows.select_for_update(of=("self",)))
    for row in found:
        for name, value in values.items():
            setattr(row, name, value)
    return bulk_update_with_history(found, rows.model, list(values)) if found else 0
