"""What every admin page is made from."""

from datetime import date
from decimal import Decimal
from typing import Any

from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.db import models
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from simple_history.admin import SimpleHistoryAdmin
from simple_history.template_utils import HistoricalRecordContextHelper

from portal.admin.searching import Searching
from portal.conflicts.forms import ConflictAwareFormSet, ConflictAwareModelForm
from portal.conflicts.sent import EMPTY
from portal.conflicts.versions import CONFLICT, CONFLICT_CODE, conflict_of
from portal.dates import german_date
from portal.numbers import german, parse_german


class GermanDecimalField(forms.DecimalField):
    """„290.000,50“. Django alone would take „290.000“ for 290."""

    def to_python(self, value: Any) -> Any:
        if not isinstance(value, str) or not value.strip():
            return super().to_python(value)
        try:
            return parse_german(value)
        except ValueError as error:
            raise ValidationError(f"{error} Bitte so schreiben: 1.250 oder 6,47.") from error

    def prepare_value(self, value: Any) -> Any:
        if isinstance(value, Decimal):
            return german(value, max(0, -int(value.as_tuple().exponent)))
        return value


# A decimal comma is what people here type; without this Django's forms refuse it.
DECIMAL_COMMA: dict[type[models.Field], dict[str, Any]] = {
    models.DecimalField: {"form_class": GermanDecimalField, "localize": True}
}


@admin.display(description="Wert")
def as_value(record: Any) -> str:
    return str(record.as_value())


@admin.display(description="Zeit")
def when(record: Any) -> str:
    return record.when


class EditingAdmin(Searching, admin.ModelAdmin):
    """Who saves a page that somebody else has changed meanwhile is told, and sees both versions."""

    form = ConflictAwareModelForm
    formfield_overrides = DECIMAL_COMMA

    class Media:
        js = ("js/searching.js",)

    def get_queryset(self, request: HttpRequest) -> models.QuerySet:
        """Suggestions, too, are called by what they belong to: a citation by its source."""
        rows, named = super().get_queryset(request), self.list_select_related
        return rows.select_related(*named) if isinstance(named, tuple | list) and named else rows

    def get_fields(self, request: HttpRequest, obj: models.Model | None = None) -> list[Any]:
        """Without what the page showed: the template sends that along."""
        return [name for name in super().get_fields(request, obj) if name != "opened"]

    def render_change_form(self, request: HttpRequest, context: dict[str, Any], *args, **kwargs) -> Any:
        sets = [inline.formset for inline in context["inline_admin_formsets"]]
        form = context["adminform"].form
        conflict = conflict_of([form, *sets])
        if conflict:  # has a box of its own, with both versions
            told = form.non_field_errors()
            told.data = [one for one in told.as_data() if one.code != CONFLICT_CODE]
            context["errors"] = [one for one in context["errors"] if one]
        page = super().render_change_form(request, context | {"conflict": conflict}, *args, **kwargs)
        page.status_code = CONFLICT if conflict else page.status_code
        return page


class Inline(Searching, admin.StackedInline):
    formset = ConflictAwareFormSet
    formfield_overrides = DECIMAL_COMMA
    extra = 0


class HistoryInline(Inline):
    show_change_link = True  # leads to the history of the row


class VersionInWords(HistoricalRecordContextHelper):
    def prepare_delta_change_value(self, change: Any, value: Any) -> Any:
        """Names of choices, not what stands for them in the database; yes and no; German days."""
        prepared = super().prepare_delta_change_value(change, value)
        if prepared in ("", None):
            return EMPTY
        if isinstance(prepared, bool):
            return "ja" if prepared else "nein"
        names = dict(getattr(self.model._meta.get_field(change.field), "flatchoices", ()))
        if names:
            return names.get(prepared, prepared)
        return german_date(prepared) if type(prepared) is date else prepared


class HistoryAdmin(EditingAdmin, SimpleHistoryAdmin):
    """Master data with its history: who changed what and when. The history is read, not replayed."""

    show_full_result_count = False

    def get_historical_record_context_helper(
        self, request: HttpRequest, historical_record: Any
    ) -> HistoricalRecordContextHelper:
        return VersionInWords(self.model, historical_record)

    def history_view_title(self, request: HttpRequest, obj: models.Model) -> str:
        return f"Änderungsverlauf: {obj}"

    def history_form_view_title(self, request: HttpRequest, obj: models.Model) -> str:
        return f"Früherer Stand: {obj}"

    def revert_disabled(self, request: HttpRequest, obj: models.Model | None = None) -> bool:
        return True

    def history_form_view(self, request: HttpRequest, *args, **kwargs) -> HttpResponse:
        # The package would save the old version for everybody who may look at it.
        if request.method != "GET":
            return HttpResponseNotAllowed(["GET"])
        return super().history_form_view(request, *args, **kwargs)


class PartAdmin(HistoryAdmin):
    """A part that is written on the page of its whole. Here its history is read."""

    list_select_related = True

    def has_module_permission(self, request: HttpRequest) -> bool:
        return False

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: models.Model | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: models.Model | None = None) -> bool:
        return False


class ReadOnlyAdmin(admin.ModelAdmin):
    """What comes in by deliveries: to be looked at only."""

    show_full_result_count = False

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: models.Model | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: models.Model | None = None) -> bool:
        return False


# For what begins and ends, see portal.models.times.
BEGIN_AND_END = (
    ("started_from", "started_precision", "started_text"),
    ("ended_to", "ended_precision", "ended_text"),
)


@admin.display(description="Beginn")
def started(record: Any) -> str:
    return record.started


@admin.display(description="Ende")
def ended(record: Any) -> str:
    return record.ended
