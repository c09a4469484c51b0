"""Reported figures: draft, submitted by one person, released by another, corrected by a new one."""

from typing import Any

from django.contrib import admin
from django.forms.models import model_to_dict
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from portal.actions import release_figure
from portal.admin.base import as_value, when
from portal.admin.releasing import ReleaseAdmin
from portal.models import ReportedFigure
from portal.releases import Releasable


@admin.register(ReportedFigure)
class ReportedFigureAdmin(ReleaseAdmin):
    """Only a draft or a returned figure can be edited; after that there are corrections."""

    show_full_result_count = False
    list_display = ("indicator", as_value, when, "state", "leading", "district", "citation")
    list_filter = ("state", "leading", "quality", "indicator__area")
    list_select_related = ("indicator", "district", "citation__source")
    date_hierarchy = "period_start"
    search_fields = ("indicator__label", "indicator__key", "scope", "citation__source__title")
    search_help_text = "Kennzahl, Abgrenzung oder Titel der Quelle"
    readonly_fields = (
        "state", "submitted_by", "submitted_at", "decided_by", "decided_at", "comment", "correction",
    )  # fmt: skip
    actions = ("submit", "release", "return_to_editor")

    def release_one(self, item: Releasable, *, by) -> None:
        release_figure(figure=item, by=by)  # type: ignore[arg-type]

    def get_changeform_initial_data(self, request: HttpRequest) -> dict[str, Any]:
        """A correction starts as a copy; it takes the lead over when it is released."""
        replaces = request.GET.get("replaces", "")
        replaced = ReportedFigure.objects.released().filter(pk=replaces) if replaces.isdecimal() else None
        if not replaced:
            return super().get_changeform_initial_data(request)
        copied = [field for field in self.get_fields(request) if field not in ("leading", "reason")]
        return model_to_dict(replaced.get(), fields=copied) | {"replaces": replaces}

    @admin.display(description="Berichtigt durch")
    def correction(self, figure: ReportedFigure) -> SafeString | str:
        replaced_by = ReportedFigure.objects.filter(replaces=figure).first()
        if replaced_by is None:
            return "–"
        address = reverse("admin:portal_reportedfigure_change", args=[replaced_by.pk])
        return format_html('<a href="{}">{}</a>', address, replaced_by)
