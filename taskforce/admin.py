"""Bodies and what belongs to them. Final reports are written and released on their own pages and only
looked at here."""

from typing import Any

from django import forms
from django.contrib import admin
from django.db import models
from django.http import HttpRequest

from portal.admin.base import (
    BEGIN_AND_END,
    DECIMAL_COMMA,
    HistoryAdmin,
    HistoryInline,
    PartAdmin,
    ReadOnlyAdmin,
    ended,
    started,
)
from portal.models import User
from portal.roles import SPEAKER
from taskforce.formsets import HandoversOfAMeasure, MembersOfABody
from taskforce.models import (
    ActionPlan,
    AgendaItem,
    Answer,
    Body,
    Consultation,
    FinalReport,
    Goal,
    Handover,
    Measure,
    Meeting,
    Membership,
    ServiceCentre,
    ServiceUnit,
)


class OfSpeakers:
    """The account of a membership is one that may write for a group."""

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        if db_field.name == "account":
            kwargs["queryset"] = User.objects.filter(groups__name=SPEAKER.name)
        return super().formfield_for_foreignkey(db_field, request, **kwargs)  # type: ignore[misc]


class MembershipInline(OfSpeakers, HistoryInline):
    model = Membership
    formset = MembersOfABody
    fields = (
        ("organisation", "role"),
        *BEGIN_AND_END,
        ("person", "purpose"),
        ("account", "citation"),
        "example",
    )


class MeetingInline(HistoryInline):
    """Agenda and minutes are entered with the meeting itself."""

    model = Meeting
    fields = (("held_on", "begins_at", "ends_at"), ("title", "place"), ("public", "cancelled", "example"))


@admin.register(Body)
class BodyAdmin(HistoryAdmin):
    list_display = ("name", "kind", "status", started, ended, "seat", "successor", "example")
    list_filter = ("kind", "status", "example")
    list_select_related = ("seat", "successor")
    search_fields = ("name", "aliases", "topic")
    search_help_text = "Name, andere Schreibweise oder Thema"
    fields = (
        "name", "slug", "aliases", ("kind", "status"), ("topic", "order"), "mandate", "parent", "seat",
        *BEGIN_AND_END, "ended_reason", "successor", "citation", "example",
    )  # fmt: skip
    inlines = (MembershipInline, MeetingInline)

    def get_readonly_fields(self, request: HttpRequest, obj: Body | None = None) -> tuple[str, ...]:
        """The address never changes: links and calendars refer to it."""
        return ("slug",) if obj else ()


@admin.register(Membership)
class MembershipAdmin(OfSpeakers, HistoryAdmin):
    list_display = ("body", "organisation", "role", started, ended, "example")
    list_filter = ("role", "body", "example")
    list_select_related = ("body", "organisation")
    search_fields = ("body__name", "organisation__name", "organisation__short_name")
    search_help_text = "Gremium oder Organisation"
    fields = (
        "body", "organisation", "role", *BEGIN_AND_END, ("person", "purpose"), "account", "citation",
        "example",
    )  # fmt: skip


class AgendaItemInline(HistoryInline):
    model = AgendaItem
    fields = (("order", "title"), ("paper", "result"))


@admin.register(Meeting)
class MeetingAdmin(HistoryAdmin):
    list_display = ("held_on", "body", "title", "place", "public", "cancelled", "example")
    list_display_links = ("held_on", "body")
    list_filter = ("body", "public", "cancelled", "example")
    list_select_related = ("body",)
    search_fields = ("body__name", "title", "place", "agenda__title")
    search_help_text = "Gremium, Titel, Ort oder Punkt der Tagesordnung"
    date_hierarchy = "held_on"
    # Minutes lie outside the web root and have no address that the usual field could link to.
    formfield_overrides = {**DECIMAL_COMMA, models.FileField: {"widget": forms.FileInput}}
    inlines = (AgendaItemInline,)


@admin.register(Consultation)
class ConsultationAdmin(HistoryAdmin):
    list_display = ("paper", "body", "purpose", "held_on", "date_text", "result", "example")
    list_filter = ("purpose", "body", "example")
    list_select_related = ("paper", "body")
    search_fields = ("paper__title", "paper__number", "body__name")
    search_help_text = "Titel oder Nummer der Drucksache, Gremium"


class ServiceUnitInline(HistoryInline):
    model = ServiceUnit
    fields = (("order", "organisation"),)


@admin.register(ServiceCentre)
class ServiceCentreAdmin(HistoryAdmin):
    list_display = ("name", "address")
    search_fields = ("name", "address", "units__organisation__name")
    search_help_text = "Name, Adresse oder Stelle im Zentrum"
    inlines = (ServiceUnitInline,)


class HandoverInline(HistoryInline):
    """„bisher bei“ stands here too: a hand-over is listed with the group that it comes from."""

    model = Handover
    formset = HandoversOfAMeasure
    fields = (
        ("subject", "body"),
        ("target", "status"),
        ("to_body", "to_organisation"),
        ("since", "since_text"),
        ("funding", "remark"),
        ("our_reading", "example"),
        "citation",
    )


@admin.register(Measure)
class MeasureAdmin(HistoryAdmin):
    list_display = ("title", "body", "responsible", "status", started, ended, "example")
    list_filter = ("status", "body", "example")
    list_select_related = ("body", "responsible")
    search_fields = ("title", "description", "target_group")
    search_help_text = "Titel, Beschreibung oder Zielgruppe"
    fields = (
        "title", "description", "body", "responsible", "target_group", "districts", "status",
        *BEGIN_AND_END, "outcome", "indicator", "papers", "citation", "example",
    )  # fmt: skip
    inlines = (HandoverInline,)


@admin.register(Handover)
class HandoverAdmin(HistoryAdmin):
    list_display = (
        "subject", "body", "target", "to_body", "to_organisation", "status", "since", "since_text",
        "our_reading", "example",
    )  # fmt: skip
    list_filter = ("status", "target", "our_reading", "body", "example")
    list_select_related = ("body", "to_body", "to_organisation")
    search_fields = ("subject", "remark", "funding")
    search_help_text = "Gegenstand, Bemerkung oder Finanzierung"


class AnswerInline(admin.StackedInline):
    """To be looked at; only the group's speaker writes, on the report's own page."""

    model = Answer
    extra = 0
    fields = ("question", "text", "comment", "measures", "handovers", "partners")

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


@admin.register(FinalReport)
class FinalReportAdmin(ReadOnlyAdmin, HistoryAdmin):
    list_display = ("body", "state", "submitted_by", "submitted_at", "decided_by", "decided_at", "example")
    list_filter = ("state", "example")
    list_select_related = ("body", "submitted_by", "decided_by")
    search_fields = ("body__name",)
    search_help_text = "Arbeitsgruppe"
    fields = (
        "body", "state", ("submitted_by", "submitted_at"), ("decided_by", "decided_at"), "comment", "example",
    )  # fmt: skip
    readonly_fields = ("submitted_by", "submitted_at", "decided_by", "decided_at", "comment")
    inlines = (AnswerInline,)


@admin.register(Answer)
class AnswerAdmin(ReadOnlyAdmin, HistoryAdmin):
    list_display = ("report", "question", "text")
    list_filter = ("question", "report__body")
    list_select_related = ("report__body",)
    search_fields = ("text", "report__body__name")
    search_help_text = "Wort aus der Antwort, oder die Arbeitsgruppe"


class ActionPlanInline(HistoryInline):
    model = ActionPlan
    fields = (("title", "status"), ("responsible", "due_on"), "example")


@admin.register(Goal)
class GoalAdmin(HistoryAdmin):
    list_display = ("text", "body", "indicator", "target_value", "due_on", "example")
    list_filter = ("body", ("indicator", admin.EmptyFieldListFilter), "example")
    list_select_related = ("body", "indicator")
    search_fields = ("text", "target_group")
    search_help_text = "Ziel oder Zielgruppe"
    inlines = (ActionPlanInline,)


@admin.register(ActionPlan)
class ActionPlanAdmin(HistoryAdmin):
    list_display = ("title", "goal", "responsible", "due_on", "status", "example")
    list_filter = ("status", "example")
    list_select_related = ("goal", "responsible")
    search_fields = ("title", "goal__text")
    search_help_text = "Titel oder Ziel"


admin.site.register([AgendaItem, ServiceUnit], PartAdmin)
