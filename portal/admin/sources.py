"""Sources, what they say, and what they claim."""

from django import forms
from django.contrib import admin
from django.db import models
from django.http import HttpRequest

from portal.admin.base import HistoryAdmin, when
from portal.models import Attachment, Citation, Claim, ClaimReading, ReportedFigure, Source, Statement


class CitationInline(admin.StackedInline):
    model = Citation
    extra = 0
    fields = (("chapter", "locator"), ("as_printed", "note"))


class AttachmentInline(admin.TabularInline):
    model = Attachment
    extra = 0


@admin.register(Source)
class SourceAdmin(HistoryAdmin):
    list_display = ("__str__", "title", "kind", "dated", "public")
    list_filter = ("kind", "public")
    search_fields = ("title", "number", "year")
    inlines = (AttachmentInline, CitationInline)


@admin.register(Citation)
class CitationAdmin(admin.ModelAdmin):
    show_full_result_count = False
    list_display = ("__str__", "as_printed", "note")
    list_select_related = ("source",)
    search_fields = ("source__title", "source__number", "chapter", "locator", "as_printed")


@admin.register(Statement)
class StatementAdmin(HistoryAdmin):
    list_display = ("text", "area", when, "citation")
    list_filter = ("area",)
    list_select_related = ("citation__source",)
    search_fields = ("text", "key")
    raw_id_fields = ("citation",)


class ClaimReadingInline(admin.StackedInline):
    """A claim rests on released figures only: it is shown to everybody."""

    model = ClaimReading
    extra = 0
    raw_id_fields = ("base", "compared")

    def get_queryset(self, request: HttpRequest) -> models.QuerySet:
        return super().get_queryset(request).select_related("base__indicator", "compared__indicator", "claim")

    def formfield_for_foreignkey(
        self, db_field: models.ForeignKey, request: HttpRequest, **kwargs
    ) -> forms.ModelChoiceField | None:
        if db_field.name in self.raw_id_fields:
            kwargs["queryset"] = ReportedFigure.objects.released()
        return super().formfield_for_foreignkey(db_field, request, **kwargs)


@admin.register(Claim)
class ClaimAdmin(HistoryAdmin):
    list_display = ("text", "area", "kind", "stated_text", "citation")
    list_filter = ("area", "kind")
    list_select_related = ("citation__source",)
    search_fields = ("text", "key")
    raw_id_fields = ("citation",)
    inlines = (ClaimReadingInline,)
