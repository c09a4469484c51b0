"""Funds, projects and sport in the words of the offices. What comes as a list can also leave as one."""

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone

from culture_sport.lists import (
    EventList,
    FundBudgetList,
    FundList,
    GrantList,
    ProjectList,
    PublicationList,
    SportList,
    SportMentorCountList,
    SportsOfferList,
    SwimmingCourseCountList,
)
from culture_sport.models import (
    Event,
    Fund,
    FundBudget,
    Grant,
    Project,
    Publication,
    Sport,
    SportMentorCount,
    SportsOffer,
    SwimmingCourseCount,
)
from portal.admin.base import HistoryInline
from portal.admin.lists import ReferenceListAdmin


class FundBudgetInline(HistoryInline):
    model = FundBudget
    fields = (("year", "open_start", "amount"), "wording", "citation", "example")


@admin.register(Fund)
class FundAdmin(ReferenceListAdmin):
    resource_classes = (FundList,)
    list_display = ("name", "branch", "office", "since", "example")
    list_filter = ("branch", "example")
    list_select_related = ("office",)
    search_fields = ("name", "aliases")
    search_help_text = "Name oder andere Schreibweise"
    fields = (
        "name", "aliases", "branch", "office", "guideline", "topics", ("since", "since_text"), "citation",
        "example",
    )  # fmt: skip
    inlines = (FundBudgetInline,)


@admin.register(FundBudget)
class FundBudgetAdmin(ReferenceListAdmin):
    resource_classes = (FundBudgetList,)
    list_display = ("fund", "year", "open_start", "amount", "example")
    list_filter = ("year", "fund", "example")
    list_select_related = ("fund",)
    search_fields = ("fund__name",)
    search_help_text = "Fördertopf"
    fields = ("fund", *FundBudgetInline.fields)


@admin.register(Grant)
class GrantAdmin(ReferenceListAdmin):
    resource_classes = (GrantList,)
    list_display = (
        "reference", "fund", "year", "recipient", "granted", "paid", "proof", "proof_due", "example",
    )  # fmt: skip
    list_filter = ("fund", "year", "proof", "example")
    list_select_related = ("fund", "recipient")
    search_fields = ("reference", "purpose", "recipient__name")
    search_help_text = "Aktenzeichen, wofür, oder wer gefördert wird"
    fields = (
        "reference", ("fund", "year"), "recipient", "purpose", "project", "offer",
        ("requested", "requested_on"), ("granted", "decided_on"), ("paid", "paid_on"),
        ("proof", "proof_due"), "citation", "example",
    )  # fmt: skip


@admin.register(Project)
class ProjectAdmin(ReferenceListAdmin):
    resource_classes = (ProjectList,)
    list_display = ("title", "branch", "carrier", "fund", "status", "example")
    list_filter = ("branch", "status", "fund", "example")
    list_select_related = ("carrier", "fund")
    search_fields = ("title", "description", "target_group")
    search_help_text = "Titel, Beschreibung oder Zielgruppe"
    fields = (
        "title", "branch", "description", "carrier", "fund", "target_group", "status",
        ("begun_on", "time_text"), "citation", "example",
    )  # fmt: skip


@admin.register(Event)
class EventAdmin(ReferenceListAdmin):
    resource_classes = (EventList,)
    list_display = ("title", "kind", "branch", "held_on", "rhythm", "participants", "figure", "example")
    list_filter = ("kind", "branch", "example")
    list_select_related = ("figure__indicator",)
    search_fields = ("title", "venue", "groups")
    search_help_text = "Titel, Ort oder wer teilnahm"
    fields = (
        "title", ("kind", "branch"), ("held_on", "precision", "rhythm"), "venue", "organisers", "groups",
        "participants", "figure", "citation", "example",
    )  # fmt: skip


@admin.register(Publication)
class PublicationAdmin(ReferenceListAdmin):
    resource_classes = (PublicationList,)
    list_display = ("title", "kind", "branch", "publisher", "rhythm", "example")
    list_filter = ("kind", "branch", "example")
    list_select_related = ("publisher",)
    search_fields = ("title", "content")
    search_help_text = "Titel oder Inhalt"
    fields = (
        "title", ("kind", "branch"), "publisher", "content", "recipients", "rhythm", "url", "citation",
        "example",
    )  # fmt: skip


@admin.register(Sport)
class SportAdmin(ReferenceListAdmin):
    resource_classes = (SportList,)
    list_display = ("name", "citation")
    list_select_related = ("citation__source",)
    search_fields = ("name",)
    search_help_text = "Name der Sportart"
    fields = ("name", "citation")


class StillCorrect(admin.SimpleListFilter):
    title = "Stand"
    parameter_name = "stand"

    def lookups(self, request: HttpRequest, model_admin: admin.ModelAdmin) -> list[tuple[str, str]]:
        return [("ausgeblendet", "ausgeblendet: seit einem Jahr nicht bestätigt")]

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        return queryset.stale(timezone.localdate()) if self.value() else queryset  # type: ignore[attr-defined]


@admin.register(SportsOffer)
class SportsOfferAdmin(ReferenceListAdmin):
    resource_classes = (SportsOfferList,)
    list_display = (
        "code", "sport", "club", "target_group", "district", "hours", "confirmed_on", "found", "example",
    )  # fmt: skip
    list_filter = (StillCorrect, "sport", "target_group", "integrative", "district", "example")
    list_select_related = ("sport", "club", "district")
    search_fields = ("code", "club__name", "sport__name", "venue")
    search_help_text = "Nummer, Verein, Sportart oder Ort"
    fields = (
        "code", ("sport", "club"), ("target_group", "integrative"), "district", "venue",
        ("weekday", "begins_at", "ends_at"), "time_text", "cost", "contact",
        ("listed_since", "confirmed_on", "ended_on"), "citation", "example",
    )  # fmt: skip

    @admin.display(description="Zeit")
    def hours(self, offer: SportsOffer) -> str:
        return offer.hours

    @admin.display(description="öffentlich zu finden", boolean=True)
    def found(self, offer: SportsOffer) -> bool:
        today = timezone.localdate()
        return offer.goes_on(today) and not offer.is_hidden(today)

    def get_readonly_fields(self, request: HttpRequest, obj: SportsOffer | None = None) -> tuple[str, ...]:
        """The code never changes: lists refer to it."""
        return ("code",) if obj else ()


@admin.register(SportMentorCount)
class SportMentorCountAdmin(ReferenceListAdmin):
    resource_classes = (SportMentorCountList,)
    list_display = ("organisation", "as_of", "trained", "active", "subsidised", "example")
    list_filter = ("example",)
    list_select_related = ("organisation",)
    search_fields = ("organisation__name",)
    search_help_text = "Verein oder Verband"
    fields = (("organisation", "as_of"), ("trained", "active", "subsidised"), "citation", "example")
    date_hierarchy = "as_of"


@admin.register(SwimmingCourseCount)
class SwimmingCourseCountAdmin(ReferenceListAdmin):
    resource_classes = (SwimmingCourseCountList,)
    list_display = ("organisation", "as_of", "running", "girls_only", "held", "participants", "example")
    list_filter = ("example",)
    list_select_related = ("organisation",)
    search_fields = ("organisation__name",)
    search_help_text = "Verein oder Verband"
    fields = (
        ("organisation", "as_of"), ("running", "girls_only", "held"), "participants", "citation", "example",
    )  # fmt: skip
    date_hierarchy = "as_of"
