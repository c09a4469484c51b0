"""Sources, what they say, and what they claim."""

from typing import Any

from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.db import models
from django.http import HttpRequest

from portal.admin.base import HistoryAdmin, HistoryInline, PartAdmin, when
from portal.calculations import Calculation, problems
from portal.conflicts.forms import ConflictAwareFormSet
from portal.models import Attachment, Citation, Claim, ClaimReading, Source, Statement


class CitationInline(HistoryInline):
    model = Citation
    fields = (("chapter", "locator"), ("as_printed", "note"))


class AttachmentInline(HistoryInline):
    model = Attachment
    fields = (("number", "title"), "url")


@admin.register(Source)
class SourceAdmin(HistoryAdmin):
    list_display = ("__str__", "title", "kind", "dated", "public")
    list_filter = ("kind", "public")
    date_hierarchy = "dated"
    search_fields = ("title", "number", "year")
    search_help_text = "Titel, Nummer oder Jahr"
    inlines = (AttachmentInline, CitationInline)


@admin.register(Citation)
class CitationAdmin(HistoryAdmin):
    list_display = ("__str__", "as_printed", "note")
    list_filter = ("source__kind",)
    list_select_related = ("source",)
    search_fields = ("source__title", "source__number", "chapter", "locator", "as_printed")
    search_help_text = "Titel oder Nummer der Quelle, Kapitel, Stelle"


@admin.register(Statement)
class StatementAdmin(HistoryAdmin):
    list_display = ("text", "area", when, "citation")
    list_filter = ("area",)
    date_hierarchy = "period_start"
    list_select_related = ("citation__source",)
    search_fields = ("text", "key")
    search_help_text = "Wort aus der Aussage, oder ihr Schlüssel"


class ClaimReadingForm(forms.ModelForm):
    """Says in one go what is missing for the chosen way of calculation."""

    def clean(self) -> dict[str, Any]:
        entered = super().clean() or self.cleaned_data
        if not {"kind", "figures", "bases", "counted"} <= entered.keys():
            return entered  # the fields say so themselves
        names = [name for name in entered["counted"].splitlines() if name.strip()]
        found = problems(
            Calculation(entered["kind"]), list(entered["figures"]), list(entered["bases"]), names
        )
        if sentences := list(found):
            raise ValidationError(sentences)
        return entered


class ClaimReadingFormSet(ConflictAwareFormSet):
    """Looks at all readings together: of several new ones the database knows none."""

    def clean(self) -> None:
        super().clean()
        entered = [form.cleaned_data for form in self.forms if hasattr(form, "cleaned_data")]
        if sum(bool(one.get("preferred")) for one in entered) > 1:
            raise ValidationError("Nur eine Lesart kann maßgeblich sein.")


class ClaimReadingInline(HistoryInline):
    """A claim rests on released figures of the whole city only: it is shown to everybody."""

    model = ClaimReading
    form = ClaimReadingForm
    formset = ClaimReadingFormSet
    fields = ("kind", "figures", "bases", "counted", "preferred", "note")

    def formfield_for_manytomany(
        self, db_field: models.ManyToManyField, request: HttpRequest, **kwargs
    ) -> forms.ModelMultipleChoiceField | None:
        field = super().formfield_for_manytomany(db_field, request, **kwargs)
        if field:
            field.error_messages["invalid_choice"] = (
                "%(value)s ist kein freigegebener Wert der ganzen Stadt. Bitte wählen Sie einen Vorschlag."
            )
        return field


@admin.register(Claim)
class ClaimAdmin(HistoryAdmin):
    list_display = ("text", "area", "stated_text", "citation")
    list_filter = ("area", "readings__kind")
    list_select_related = ("citation__source",)
    search_fields = ("text", "key")
    search_help_text = "Wort aus der Behauptung, oder ihr Schlüssel"
    inlines = (ClaimReadingInline,)


admin.site.register([Attachment, ClaimReading], PartAdmin)
