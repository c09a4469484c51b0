"""Shelters and what is known about them. Occupancy comes by deliveries and is only looked at."""

from datetime import date
from typing import cast

from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.db import models
from django.http import HttpRequest
from django.utils.functional import cached_property

from accommodation.arrivals import AllocationShare, MonthlyFlow, StateForecast
from accommodation.models import Capacity, Occupancy, Operation, Shelter
from accommodation.scenarios import Scenario
from accommodation.thresholds import UtilisationThreshold
from portal import releases
from portal.admin.base import HistoryAdmin, HistoryInline, ReadOnlyAdmin, as_value
from portal.admin.releasing import ReleaseAdmin
from portal.numbers import german


class OperationInline(HistoryInline):
    model = Operation
    fields = (("operator", "start", "end"),)


class CapacityInline(HistoryInline):
    model = Capacity
    fields = (
        ("kind", "valid_from", "places", "usable_places"),
        ("blocked", "blocked_reason"),
        ("square_metres", "paper"),
    )


@admin.register(Shelter)
class ShelterAdmin(HistoryAdmin):
    list_display = ("name", "code", "district", "kind", "opened_on", "permit_until", "closed_on", "example")
    list_filter = (
        "kind", "construction", ("district", admin.RelatedOnlyFieldListFilter), "example",
    )  # fmt: skip
    list_select_related = ("district",)
    search_fields = ("name", "code", "street", "aliases")
    search_help_text = "Name, Schlüssel, Straße oder andere Schreibweise"
    fields = (
        "code", "name", "aliases", ("street", "address_public"), "district", ("kind", "construction"),
        ("planned_from", "opened_on", "closed_on"), ("permit_until", "permit_paper"), "example",
    )  # fmt: skip
    inlines = (OperationInline, CapacityInline)

    def get_readonly_fields(self, request: HttpRequest, obj: Shelter | None = None) -> tuple[str, ...]:
        """The code never changes: sheets and downloads refer to it."""
        return ("code",) if obj else ()


@admin.register(Operation)
class OperationAdmin(HistoryAdmin):
    list_display = ("shelter", "operator", "start", "end")
    list_filter = (("end", admin.EmptyFieldListFilter), ("operator", admin.RelatedOnlyFieldListFilter))
    list_select_related = ("shelter", "operator")
    search_fields = ("shelter__name", "shelter__code", "operator__name")
    search_help_text = "Unterkunft oder Träger"


@admin.register(Capacity)
class CapacityAdmin(HistoryAdmin):
    list_display = ("shelter", "kind", "valid_from", "places", "usable_places", "blocked")
    list_filter = ("kind",)
    list_select_related = ("shelter",)
    date_hierarchy = "valid_from"
    search_fields = ("shelter__name", "shelter__code")
    search_help_text = "Name oder Schlüssel der Unterkunft"


NEWEST = 10_000


class NewestPages(Paginator):
    """Counts no further than anybody leafs; what is older is found by searching."""

    @cached_property
    def count(self) -> int:
        return cast(models.QuerySet, self.object_list)[:NEWEST].count()


def day_in(term: str) -> date | None:
    try:
        return forms.DateField(localize=True).to_python(term)
    except ValidationError:
        return None


@admin.register(Occupancy)
class OccupancyAdmin(ReadOnlyAdmin):
    list_display = ("shelter", "as_of", as_value, "capacity", "quality", "delivery", "current")
    list_filter = ("current", "quality")
    list_select_related = ("shelter", "delivery__sender")
    ordering = ("-as_of", "-pk")  # as the index has it
    paginator = NewestPages
    search_fields = ("shelter__name", "shelter__code")
    search_help_text = (
        "Name, Schlüssel oder Straße der Unterkunft, oder ein Stichtag wie 31.08.2017. "
        f"Zu sehen sind höchstens die neuesten {german(NEWEST)} Belegungen."
    )

    def get_search_results(
        self, request: HttpRequest, queryset: models.QuerySet, search_term: str
    ) -> tuple[models.QuerySet, bool]:
        """Among the shelters, of which there are few, not among all their numbers."""
        if not search_term:
            return queryset, False
        day = day_in(search_term)
        if day:
            return queryset.filter(as_of=day), False
        of_shelters = self.admin_site.get_model_admin(Shelter)
        shelters, _ = of_shelters.get_search_results(request, of_shelters.get_queryset(request), search_term)
        return queryset.filter(shelter__in=list(shelters.values_list("pk", flat=True))), False


@admin.register(MonthlyFlow)
class MonthlyFlowAdmin(HistoryAdmin):
    list_display = ("in_words", "arrivals", "departures", "forecast", "citation")
    search_fields = ("citation__source__title", "citation__source__number")
    search_help_text = "Titel oder Nummer der Quelle"
    list_filter = ("forecast",)
    list_select_related = ("citation__source",)
    date_hierarchy = "month"

    @admin.display(description="Monat", ordering="month")
    def in_words(self, flow: MonthlyFlow) -> str:
        return str(flow)


@admin.register(AllocationShare)
class AllocationShareAdmin(HistoryAdmin):
    list_display = ("percent", "of_what", "valid_from", "citation")
    date_hierarchy = "valid_from"
    search_fields = ("of_what", "term", "citation__source__title")
    search_help_text = "Wovon, Name des Schlüssels oder Titel der Quelle"
    list_select_related = ("citation__source",)


@admin.register(UtilisationThreshold)
class UtilisationThresholdAdmin(HistoryAdmin):
    list_display = ("name", "percent", "basis", "valid_from", "citation")
    list_filter = ("basis",)
    search_fields = ("name",)
    search_help_text = "Bezeichnung"
    date_hierarchy = "valid_from"
    list_select_related = ("citation__source",)


@admin.register(StateForecast)
class StateForecastAdmin(HistoryAdmin):
    list_display = ("__str__", "arrivals", "citation")
    date_hierarchy = "first_month"
    search_fields = ("citation__source__title", "citation__source__number")
    search_help_text = "Titel oder Nummer der Quelle"
    list_select_related = ("citation__source",)


@admin.register(Scenario)
class ScenarioAdmin(ReleaseAdmin, HistoryAdmin):
    """Only a draft or a returned scenario can be edited; a released one is taken back for that."""

    list_display = ("name", "arrivals_from", "arrivals_per_month", "months", "state", "example")
    list_filter = ("state", "example")
    search_fields = ("name", "remark")
    search_help_text = "Name oder worum es geht"
    readonly_fields = ("state", "submitted_by", "submitted_at", "decided_by", "decided_at", "comment")
    actions = ("submit", "release", "return_to_editor", "reopen")

    @admin.action(description="Freigabe aufheben, um es zu ändern", permissions=["release"])
    def reopen(self, request: HttpRequest, scenarios: models.QuerySet) -> None:
        comment = request.POST.get("comment", "")
        self.each(request, scenarios, lambda one: releases.reopen(one, by=request.user, comment=comment))
