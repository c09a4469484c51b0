"""Forms that notice what somebody else has saved since the page was opened.

A page sends along, signed, what it showed. When it comes back, that is compared with what is stored now,
under a lock. So it also works for what keeps no history, and for what belongs to several rows.
"""

from typing import Any

from django import forms
from django.db.models import Model, QuerySet
from django.forms.formsets import ManagementForm
from django.http import HttpRequest
from django.utils.functional import cached_property, lazy

from portal.conflicts.opened import OpenedField, sealed, unsealed
from portal.conflicts.sent import untouched
from portal.conflicts.versions import (
    CONFLICT_CODE,
    Conflict,
    Difference,
    brought_up_to_date,
    compared,
    differences_in,
    is_kept,
    last_change,
)


class ConflictAwareForm(forms.Form):
    """One that is no model's form is told the `record` that it changes; None: it is new. Who calls it reads
    the record under a lock, see `kept_from_others`."""

    opened = OpenedField()
    conflict: Conflict | None = None
    record: Model | None = None

    def __init__(self, *args, record: Model | None = None, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        if record is not None:
            self.record = record
        # Only when it is shown: by then all fields are there, and what was compared.
        self.initial["opened"] = lazy(self.shown, str)()

    def shown(self) -> str:
        """Empty for a new record."""
        if self.record is None:
            return ""
        return sealed(self.record, {one.name: untouched(one) for one in compared(self)}, self.conflict)

    def full_clean(self) -> None:
        super().full_clean()
        if self.is_bound and self.record is not None and self.has_changed():
            self.compare(self.record)

    def compare(self, record: Model) -> None:
        opened = unsealed(record, self.data.get(self.add_prefix("opened"), ""))
        differences = differences_in(self, opened.values)
        if not any(one.overwrites for one in differences):
            opened.knowingly(record)
            return
        found, rows = [one.in_words() for one in differences], self.written()
        self.conflict = Conflict(last_change(rows), found, is_kept(rows))
        self.data = brought_up_to_date(self, differences)
        self.add_error(None, forms.ValidationError(str(self.conflict), code=CONFLICT_CODE))

    def written(self) -> list[Model]:
        """The rows whose history says who was it."""
        return [self.record] if self.record is not None else []


class ConflictAwareModelForm(ConflictAwareForm, forms.ModelForm):
    """Reads its record once more before it saves; nobody else changes it until the end of the request."""

    def __init__(self, data: Any = None, *args, **kwargs) -> None:
        found = kwargs.get("instance")
        if data is not None and found is not None and found.pk:
            found.refresh_from_db(from_queryset=locked(type(found)._base_manager.all()))
        super().__init__(data, *args, **kwargs)

    @property
    def record(self) -> Model | None:  # type: ignore[override]
        return self.instance if not self.instance._state.adding else None


class ConflictAwareFormSet(forms.BaseInlineFormSet):
    """The same for the rows of a record: those changed, added and removed meanwhile."""

    conflict: Conflict | None = None

    def get_queryset(self) -> QuerySet:
        if self.is_bound and not hasattr(self, "_queryset") and self.queryset is not None:
            self.queryset = locked(self.queryset)
        return super().get_queryset()

    @cached_property
    def management_form(self) -> ManagementForm:
        form = super().management_form
        form.fields["opened"] = OpenedField()
        form.initial["opened"] = lazy(self.shown, str)()
        return form

    def shown(self) -> str:
        if not self.instance.pk:
            return ""
        rows: dict[str, dict[str, Any]] = {str(row.pk): {} for row in self.get_queryset()}
        rows |= {
            str(form.instance.pk): {one.name: untouched(one) for one in compared(form)}
            for form in self.initial_forms
            if form.instance.pk
        }
        return sealed(self.instance, rows, self.conflict)

    def full_clean(self) -> None:
        super().full_clean()
        if self.is_bound and self.instance.pk and not self.instance._state.adding:
            self.compare()

    def compare(self) -> None:
        opened = unsealed(self.instance, self.data.get(self.management_form.add_prefix("opened"), ""))
        found: list[Difference] = []
        touched: list[Model] = []
        for form in self.initial_forms:
            if not form.instance.pk or not form.has_changed():
                continue
            known = None if opened.values is None else opened.values.get(str(form.instance.pk))
            differences = differences_in(form, known)
            if any(one.overwrites for one in differences):
                stored = self.stored().get(pk=form.instance.pk)
                found += [one.in_words(self.named(stored)) for one in differences]
                form.data = brought_up_to_date(form, differences)
                touched.append(stored)
            else:
                opened.knowingly(form.instance)
        if opened.values is not None:
            added = [row for row in self.stored() if str(row.pk) not in opened.values]
            found += [Difference(self.named(row), "nicht vorhanden", "neu eingetragen", "") for row in added]
            touched += added
            there = {str(row.pk) for row in self.get_queryset()}
            gone = [key for key in opened.values if key not in there]
            label = f"{self.model._meta.verbose_name}: eine Zeile"
            found += [Difference(label, "vorhanden", "entfernt", "") for _ in gone]
        if found:
            rows = touched or [self.instance]
            self.conflict = Conflict(last_change(rows, self.instance), found, is_kept(rows))
            self._non_form_errors.append("Hier ist inzwischen etwas geändert worden: siehe oben.")

    def stored(self) -> QuerySet:
        """As the database has them, without what was typed."""
        return self.get_queryset().all()

    def named(self, row: Model) -> str:
        return f"{row._meta.verbose_name} „{row}“"


def locked(rows: QuerySet) -> QuerySet:
    """Until the end of the transaction. Rows that point to them may be added by others meanwhile."""
    return rows.select_for_update(of=("self",), no_key=True)


def kept_from_others(request: HttpRequest, rows: QuerySet) -> QuerySet:
    """The rows, which nobody else changes until the end of the transaction if something is sent."""
    return locked(rows) if request.method == "POST" else rows
