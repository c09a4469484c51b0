"""Shelters and what is known about them. Occupancy comes by deliveries and is only looked at."""

from django.contrib import admin
from django.db import models
from django.http import HttpRequest

from accommodation.models import (
    AllocationShare,
    Capacity,
    MonthlyFlow,
    Occupancy,
    Operation,
    Shelter,
    UtilisationThreshold,
)
from portal.admin.base import HistoryAdmin, HistoryInline, ReadOnlyAdmin, as_value


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
    list_display = ("name", "code", "district", "kind", "opened_on", "closed_on", "example")
    list_filter = ("kind", "construction", "district", "example")
    list_select_related = ("district",)
    search_fields = ("name", "code", "street", "aliases")
    inlines = (OperationInline, CapacityInline)

    def get_readonly_fields(self, request: HttpRequest, obj: Shelter | None = None) -> tuple[str, ...]:
        """The code never changes: sheets and downloads refer to it."""
        return ("code",) if obj else ()


@admin.register(Operation)
class OperationAdmin(HistoryAdmin):
    list_display = ("shelter", "operator", "start", "end")
    list_select_related = ("shelter", "operator")
    search_fields = ("shelter__name", "shelter__code", "operator__name")


@admin.register(Capacity)
class CapacityAdmin(HistoryAdmin):
    list_display = ("shelter", "kind", "valid_from", "places", "usable_places", "blocked")
    list_filter = ("kind",)
    list_select_related = ("shelter",)
    search_fields = ("shelter__name", "shelter__code")


@admin.register(Occupancy)
class OccupancyAdmin(ReadOnlyAdmin):
    list_display = ("shelter", "as_of", as_value, "capacity", "quality", "delivery", "current")
    list_filter = ("current", "quality")
    list_select_related = ("shelter", "delivery__sender")
    search_fields = ("shelter__name", "shelter__code", "delivery__file_name")
    date_hierarchy = "as_of"

    def get_queryset(self, request: HttpRequest) -> models.QuerySet:
        return super().get_queryset(request).order_by("-as_of", "-pk")


@admin.register(MonthlyFlow)
class MonthlyFlowAdmin(HistoryAdmin):
    list_display = ("month", "arrivals", "departures", "forecast", "citation")
    list_filter = ("forecast",)
    list_select_related = ("citation__source",)
    raw_id_fields = ("citation",)


@admin.register(AllocationShare)
class AllocationShareAdmin(HistoryAdmin):
    list_display = ("percent", "of_what", "valid_from", "citation")
    list_select_related = ("citation__source",)
    raw_id_fields = ("citation",)


@admin.register(UtilisationThreshold)
class UtilisationThresholdAdmin(HistoryAdmin):
    list_display = ("name", "percent", "basis", "valid_from", "citation")
    list_select_related = ("citation__source",)
    raw_id_fields = ("citation",)
