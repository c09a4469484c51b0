"""Reported figures: draft, submitted by one person, released by another, corrected by a new one."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.helpers import ActionForm
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import models, transaction
from django.forms.models import model_to_dict
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from portal import releases
from portal.actions import release_figure
from portal.admin.base import DECIMAL_COMMA, as_value, when
from portal.models import ReportedFigure
from portal.releases import State


class DecisionForm(ActionForm):
    comment = forms.CharField(label="Anmerkung (beim Zurückgeben nötig):", required=False, max_length=500)


@admin.register(ReportedFigure)
class ReportedFigureAdmin(admin.ModelAdmin):
    """Only a draft or a returned figure can be edited; after that there are corrections."""

    show_full_result_count = False
    formfield_overrides = DECIMAL_COMMA
    list_display = ("indicator", as_value, when, "state", "leading", "district", "citation")
    list_filter = ("state", "leading", "quality", "indicator__area")
    list_select_related = ("indicator", "district", "citation__source")
    search_fields = ("indicator__label", "indicator__key", "scope", "citation__source__title")
    raw_id_fields = ("citation", "replaces")
    readonly_fields = (
        "state", "submitted_by", "submitted_at", "decided_by", "decided_at", "comment", "correction",
    )  # fmt: skip
    actions = ("submit", "release", "return_to_editor")
    action_form = DecisionForm

    def has_change_permission(self, request: HttpRequest, obj: ReportedFigure | None = None) -> bool:
        editable = obj is None or obj.state in (State.DRAFT, State.RETURNED)
        return editable and super().has_change_permission(request, obj)

    def has_delete_permission(self, request: HttpRequest, obj: ReportedFigure | None = None) -> bool:
        return False

    def has_release_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm("portal.release_reportedfigure")

    def get_changeform_initial_data(self, request: HttpRequest) -> dict[str, Any]:
        """A correction starts as a copy; it takes the lead over when it is released."""
        replaces = request.GET.get("replaces", "")
        replaced = ReportedFigure.objects.released().filter(pk=replaces) if replaces.isdecimal() else None
        if not replaced:
            return super().get_changeform_initial_data(request)
        copied = [field for field in self.get_fields(request) if field not in ("leading", "reason")]
        return model_to_dict(replaced.get(), fields=copied) | {"replaces": replaces}  # type: ignore[arg-type]

    @admin.display(description="Berichtigt durch")
    def correction(self, figure: ReportedFigure) -> SafeString | str:
        replaced_by = ReportedFigure.objects.filter(replaces=figure).first()
        if replaced_by is None:
            return "–"
        address = reverse("admin:portal_reportedfigure_change", args=[replaced_by.pk])
        return format_html('<a href="{}">{}</a>', address, replaced_by)

    @admin.action(description="zur Freigabe einreichen", permissions=["change"])
    def submit(self, request: HttpRequest, figures: models.QuerySet) -> None:
        self.each(request, figures, lambda figure: releases.submit(figure, by=request.user))

    @admin.action(description="freigeben", permissions=["release"])
    def release(self, request: HttpRequest, figures: models.QuerySet) -> None:
        self.each(request, figures, lambda figure: release_figure(figure=figure, by=request.user))

    @admin.action(description="zurückgeben", permissions=["release"])
    def return_to_editor(self, request: HttpRequest, figures: models.QuerySet) -> None:
        comment = request.POST.get("comment", "")
        self.each(request, figures, lambda figure: releases.return_(figure, by=request.user, comment=comment))

    def each(self, request: HttpRequest, figures: models.QuerySet, step: Callable) -> None:
        """Take the step for every figure by itself, and say of each what became of it."""
        for pk in figures.order_by("pk").values_list("pk", flat=True):
            try:
                with transaction.atomic():
                    figure = ReportedFigure.objects.select_for_update().get(pk=pk)
                    step(figure)
            except (ValidationError, PermissionDenied) as refusal:
                reason = " ".join(getattr(refusal, "messages", None) or [str(refusal)])
                messages.error(request, f"{figure}: {reason}")
            else:
                figure.refresh_from_db()
                messages.success(request, f"{figure}: {State(figure.state).label}.")
