"""Organisations, districts, indicators: edited one by one or as a CSV list."""

from django import forms
from django.contrib import admin, messages
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern
from import_export.admin import ImportExportMixin
from import_export.results import Result, RowResult

from portal.admin.base import HistoryAdmin
from portal.lists import DistrictList, IndicatorList, ListCSV, OrganisationList
from portal.models import AuditEvent, District, Indicator, Organisation
from portal.trace import coming_from


class ReferenceListAdmin(ImportExportMixin, HistoryAdmin):
    """A plain list that can leave as CSV and come back: checked and written in one step, all rows
    or none, so that nothing can change in between and no file stays behind."""

    import_formats = export_formats = (ListCSV,)
    skip_import_confirm = True
    skip_export_form = True

    def get_urls(self) -> list[URLPattern]:
        """Without the package's second step, which reads a file by a name from the form."""
        return [url for url in super().get_urls() if not (url.name or "").endswith("_process_import")]

    def has_import_permission(self, request: HttpRequest) -> bool:
        return self.has_add_permission(request) and self.has_change_permission(request)

    def add_data_read_fail_error_to_form(self, form: forms.Form, error: Exception) -> None:
        known = isinstance(error, ValueError)
        form.add_error("import_file", str(error) if known else "Die Datei ist keine lesbare CSV-Datei.")

    def export_action(self, request: HttpRequest) -> HttpResponse:
        answer = super().export_action(request)
        AuditEvent.objects.exported(f"Liste: {self.model._meta.verbose_name_plural}")
        return answer

    def import_action(self, request: HttpRequest, *args, **kwargs) -> HttpResponse:
        with coming_from(f"Einlesen der Liste: {self.model._meta.verbose_name_plural}"):
            return super().import_action(request, *args, **kwargs)

    def add_success_message(self, result: Result, request: HttpRequest) -> None:
        """Counts what was written; the package only calls this after a run without any error."""
        new, changed, unchanged = (
            result.totals[kind]
            for kind in (RowResult.IMPORT_TYPE_NEW, RowResult.IMPORT_TYPE_UPDATE, RowResult.IMPORT_TYPE_SKIP)
        )
        messages.success(
            request, f"Übernommen: {new} neu, {changed} geändert; {unchanged} waren schon so erfasst."
        )


@admin.register(Organisation)
class OrganisationAdmin(ReferenceListAdmin):
    resource_classes = (OrganisationList,)
    list_display = ("name", "short_name", "kind", "parent", "example")
    list_filter = ("kind", "example")
    list_select_related = ("parent",)
    search_fields = ("name", "short_name", "aliases")
    search_help_text = "Name, Kurzname oder andere Schreibweise"
    fields = (
        ("name", "short_name"), "aliases", ("kind", "parent"), ("active_from", "active_to"), "example",
    )  # fmt: skip


@admin.register(District)
class DistrictAdmin(ReferenceListAdmin):
    resource_classes = (DistrictList,)
    list_display = ("number", "name", "abbreviation", "ring", "population")
    list_display_links = ("name",)
    list_filter = ("ring",)
    search_fields = ("name", "abbreviation", "aliases")
    search_help_text = "Name, Kürzel oder andere Schreibweise"
    fields = (
        ("number", "name", "abbreviation"), "aliases", "ring", ("tile_row", "tile_column"), "population",
        "population_source",
    )  # fmt: skip


@admin.register(Indicator)
class IndicatorAdmin(ReferenceListAdmin):
    resource_classes = (IndicatorList,)
    list_display = ("label", "area", "unit", "rhythm", "level", "pinned")
    list_filter = ("area", "level", "pinned")
    search_fields = ("label", "key")
    search_help_text = "Bezeichnung oder Schlüssel"
