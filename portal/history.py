"""Every version of a record: who, when, what it said then, and where it came from.

A plain `update()` or `bulk_create()` would leave no version. What many rows have to get at once goes through
`create_all` and `update_all`; a test finds whoever takes the short way.
"""

from collections.abc import Iterable, Sequence
from typing import Any

from django.db import models, transaction
from django.utils import timezone
from simple_history.models import HistoricalRecords

from portal import bulk
from portal.trace import LONGEST, current_person, current_source, in_words


class Sourced(models.Model):
    """Versions from before this column have an empty one."""

    history_source = models.CharField(
        "Quelle", max_length=LONGEST, default=current_source, db_default="", editable=False
    )

    class Meta:
        abstract = True

    @property
    def source_in_words(self) -> str:
        return in_words(self.history_source)


class History(HistoricalRecords):
    def __init__(self, **options: Any) -> None:
        super().__init__(bases=[Sourced], **options)

    def add_extra_methods(self, cls: Any) -> None:
        """The record and its version are written together: whoever is killed in between leaves neither."""
        super().add_extra_methods(cls)
        cls.save = transaction.atomic(savepoint=False)(cls.save)


@transaction.atomic
def create_all(model: type[models.Model], rows: Iterable[models.Model]) -> None:
    """New rows in one statement, and where the model keeps a history their first versions in another."""
    made = model._default_manager.bulk_create(rows)
    if bulk.keeps_history(model):
        keep_versions(made, "+")


@transaction.atomic
def update_all(rows: models.QuerySet, **values: Any) -> int:
    """The same values for all rows, each with a version of its own; returns how many. The model keeps a
    history."""
    found = list(rows.select_for_update(of=("self",)))
    rows.model._default_manager.filter(pk__in=[row.pk for row in found]).update(**values)
    for row in found:
        for name, value in values.items():
            setattr(row, name, value)
    keep_versions(found, "~")
    return len(found)


def keep_versions(rows: Sequence[models.Model], kind: str) -> None:
    """The package's own way makes an instance of every version, which takes three times as long as the rows
    themselves (benchmarks/trace.py)."""
    if not rows:
        return
    history: Any = type(rows[0]).history.model  # type: ignore[attr-defined]
    same = {
        "history_date": timezone.now(),
        "history_type": kind,
        "history_user_id": current_person(),
        "history_source": current_source(),
    }
    fields = [field.attname for field in history.tracked_fields]
    bulk.insert(history, [same | {name: getattr(row, name) for name in fields} for row in rows])
