"""Quota, rules, providers, measures and contracts. What providers report is only looked at here."""

from typing import Any

from django.contrib import admin, messages
from django.forms import ModelForm
from django.http import HttpRequest
from django.utils import timezone

from fim.chapter.findings import over_quota
from fim.chapter.places import measures_of
from fim.lists import ContractList, PlacementList, ProviderList
from fim.models import Contract, Placement, PlacementCount, Provider, Quota, Rule
from portal.admin.base import HistoryAdmin, HistoryInline, ReadOnlyAdmin, as_value
from portal.admin.lists import ReferenceListAdmin


@admin.display(description="zusammen")
def total(quota: Quota) -> int:
    return quota.total


@admin.register(Quota)
class QuotaAdmin(HistoryAdmin):
    list_display = ("year", "internal", "external", total, "assigned_by", "citation")  # type: ignore[assignment]  # a number
    list_filter = (("assigned_by", admin.RelatedOnlyFieldListFilter),)
    list_select_related = ("assigned_by", "citation__source")

    search_fields = ("year", "assigned_by__name", "citation__source__title")
    search_help_text = "Jahr, zuweisende Behörde oder Titel der Quelle"


@admin.register(Rule)
class RuleAdmin(HistoryAdmin):
    list_display = ("title", "valid_from", "max_months", "hours_per_week", "eur_per_hour", "minimum_age")
    date_hierarchy = "valid_from"
    search_fields = ("title", "reservation", "announced")
    search_help_text = "Bezeichnung, Vorbehalt oder was angekündigt ist"
    fields = (
        ("title", "valid_from"), "max_months", ("hours_per_week", "eur_per_hour", "minimum_age"), "issuers",
        "reservation", ("announced", "announced_until"), "citation",
    )  # fmt: skip


@admin.register(Provider)
class ProviderAdmin(ReferenceListAdmin):
    resource_classes = (ProviderList,)
    list_display = ("organisation", "kind")
    list_filter = ("kind", "organisation__example")
    list_select_related = ("organisation",)
    search_fields = ("organisation__name", "organisation__short_name")
    search_help_text = "Name oder Kurzname der Organisation"


class WarnsOverQuota(ReferenceListAdmin):
    """More places than the quota has are saved, because they may be right; but not without a word."""

    def save_related(self, request: HttpRequest, form: ModelForm, formsets: Any, change: bool) -> None:
        super().save_related(request, form, formsets, change)
        today = timezone.localdate()
        for finding in over_quota(measures_of(today, example=False), Quota.objects.newest(today)):
            messages.warning(request, f"{finding.heading}. {finding.text}")


class ContractInline(HistoryInline):
    model = Contract
    fields = (("number", "extends"), ("signed_on", "start", "end"), "places")


@admin.register(Placement)
class PlacementAdmin(WarnsOverQuota):
    resource_classes = (PlacementList,)
    list_display = (
        "number", "name", "kind", "provider", "status", "places_applied", "places_approved",
    )  # fmt: skip
    list_display_links = ("number", "name")
    list_filter = ("kind", "status", "provider__kind", "provider__organisation__example")
    list_select_related = ("provider__organisation",)
    search_fields = ("number", "name", "aliases", "activity", "provider__organisation__name")
    search_help_text = "Nummer, Name, Tätigkeit oder Maßnahmeträger"
    fields = (
        ("number", "name"), "aliases", ("provider", "kind"), "shelter", "additionality", "activity", "status",
        ("applied_on", "places_applied"), ("approved_on", "places_approved"), "ended_on",
    )  # fmt: skip
    inlines = (ContractInline,)


@admin.register(Contract)
class ContractAdmin(WarnsOverQuota):
    resource_classes = (ContractList,)
    list_display = ("number", "placement", "places", "signed_on", "start", "end", "extends")
    list_filter = ("placement__kind", "placement__provider__organisation__example")
    list_select_related = ("placement", "extends")
    date_hierarchy = "end"
    search_fields = ("number", "placement__name", "placement__provider__organisation__name")
    search_help_text = "Vertragsnummer, Maßnahme oder Maßnahmeträger"


@admin.register(PlacementCount)
class PlacementCountAdmin(ReadOnlyAdmin):
    list_display = ("placement", "as_of", as_value, "current", "delivery")
    list_filter = ("current", "placement__kind")
    list_select_related = ("placement", "delivery__sender")
    date_hierarchy = "as_of"
    search_fields = ("placement__name", "placement__number")
    search_help_text = "Name oder Nummer der Maßnahme"
