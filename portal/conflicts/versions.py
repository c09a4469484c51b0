"""The versions of a record that two people have before them, and who saved the one that is stored."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django import forms
from django.contrib.admin.models import LogEntry
from django.db.models import Model
from django.forms.boundfield import BoundField
from django.utils import timezone

from portal.conflicts.sent import EMPTY, Sent, ends_of, in_words, posted_by, same, typed, untouched

CONFLICT = 409  # the status of the page
CONFLICT_CODE = "conflict"  # of the error in its form
UNKNOWN = "nicht bekannt"
NOT_CHANGED = "nicht geändert"


@dataclass(frozen=True)
class Change:
    """Who saved what is there now, and when; None where nothing tells."""

    who: str = "Jemand"
    when: datetime | None = None

    def __str__(self) -> str:
        at = f" am {timezone.localtime(self.when):%d.%m.%Y um %H:%M} Uhr" if self.when else ""
        return f"{self.who} hat diesen Eintrag{at} geändert"


@dataclass(frozen=True)
class Difference:
    """A field that somebody has changed since the page was opened, each version in words."""

    label: str
    opened: str
    saved: str
    typed: str
    clash: bool = False  # both have changed it, each in another way


@dataclass(frozen=True)
class Conflict:
    change: Change
    differences: list[Difference]
    kept: bool = False  # whether a history keeps the version that is overwritten

    def __str__(self) -> str:
        return f"{self.change}, während die Seite bei Ihnen offen war. Ihre Eingaben sind nicht gespeichert."


def compared(form: forms.BaseForm) -> Iterable[BoundField]:
    return [one for one in form if not one.is_hidden and not one.field.disabled]


@dataclass(frozen=True)
class Versions:
    """The three versions of a field, as they are sent. `opened` is None where nobody knows it."""

    bound: BoundField
    opened: tuple[Sent] | None
    saved: Sent
    typed: Sent

    @property
    def changed_by_others(self) -> bool:
        return not self.equal(self.saved)

    @property
    def changed_here(self) -> bool:
        return not self.equal(self.typed)

    @property
    def overwrites(self) -> bool:
        return self.changed_by_others and not same(self.bound.field, self.saved, self.typed)

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing that could be lost."""
        return in_words(self.bound.field, self.saved) == EMPTY

    def equal(self, sent: Sent) -> bool:
        return self.opened is not None and same(self.bound.field, self.opened[0], sent)

    def in_words(self, row: str = "") -> Difference:
        asked = self.bound.field
        return Difference(
            label=f"{row}: {self.bound.label}" if row else str(self.bound.label),
            opened=UNKNOWN if self.opened is None else in_words(asked, self.opened[0]),
            saved=in_words(asked, self.saved),
            typed=in_words(asked, self.typed) if self.changed_here else NOT_CHANGED,
            clash=self.overwrites and self.changed_here,
        )


def differences_in(form: forms.BaseForm, opened: Mapping[str, Sent] | None) -> list[Versions]:
    """What others or this person changed since. Of a page that does not say what it showed: all that is
    not as it is stored."""
    found = []
    for bound in compared(form):
        known = (opened[bound.name],) if opened is not None and bound.name in opened else None
        versions = Versions(bound, known, untouched(bound), typed(bound))
        if known is None and (not versions.overwrites or versions.is_empty):
            continue
        if versions.changed_by_others or versions.changed_here:
            found.append(versions)
    return found


def brought_up_to_date(form: forms.BaseForm, differences: Iterable[Versions]) -> Any:
    """What was sent, with what is stored now in the fields that this person left alone."""
    data = form.data.copy()  # type: ignore[attr-defined]
    for one in differences:
        if one.changed_here:
            continue
        for name in [key for key in data if belongs_to(one.bound, key)]:
            del data[name]
        for name, sent in posted_by(one.bound).items():
            data.setlist(name, sent)
    return data


def belongs_to(bound: BoundField, name: str) -> bool:
    return name in [bound.html_name + end for end in ends_of(bound.field.widget)]


def last_change(records: Iterable[Model], page: Model | None = None) -> Change:
    """The newest of them, by their history or the admin's log. Rows that have neither are changed on the
    `page` of another record."""
    known = [found for found in map(change_of, records) if found.when]
    if not known:
        return logged(page) if page else Change()
    return max(known, key=lambda one: one.when)  # type: ignore[arg-type,return-value]


def is_kept(records: Iterable[Model]) -> bool:
    return all(hasattr(record, "history") for record in records)


def change_of(record: Model) -> Change:
    if history := getattr(record, "history", None):
        newest = history.select_related("history_user").first()
        return Change(str(newest.history_user or "Jemand"), newest.history_date) if newest else Change()
    return logged(record)


def logged(record: Model) -> Change:
    entry = LogEntry.objects.filter(
        content_type__app_label=record._meta.app_label,
        content_type__model=record._meta.model_name,
        object_id=str(record.pk),
    ).first()
    return Change(str(entry.user), entry.action_time) if entry else Change()


def conflict_of(parts: Iterable[Any]) -> Conflict | None:
    """One for all forms and sets of a page; None if nobody was in the way."""
    found = [part.conflict for part in parts if getattr(part, "conflict", None)]
    if not found:
        return None
    newest = max((one.change for one in found), key=lambda one: (one.when is not None, one.when))
    differences = [difference for one in found for difference in one.differences]
    return Conflict(newest, differences, all(one.kept for one in found))


def status_of(form: Any) -> int:
    """409 if somebody was in the way, 422 for what else is to be put right, 200 for what was not sent."""
    if not form.is_bound:
        return 200
    return CONFLICT if form.conflict else 422
