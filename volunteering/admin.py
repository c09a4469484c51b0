"""Circles and what belongs to them. A circle's number is entered here once and never changed: another
person releases it on the work list, and a correction is a new number."""

from typing import Any

from django.contrib import admin
from django.db import models
from django.http import HttpRequest

from portal import releases
from portal.admin.base import BEGIN_AND_END, HistoryAdmin, HistoryInline, ReadOnlyAdmin, ended, started
from portal.admin.lists import ReferenceListAdmin
from volunteering.lists import (
    GoodPracticeList,
    MeetingSpaceList,
    QualificationEventList,
    SupportNeedList,
    TopicList,
    VolunteerGroupList,
)
from volunteering.models import (
    CountLink,
    GoodPractice,
    MeetingSpace,
    MeetingSpaceCount,
    MentorshipCount,
    QualificationEvent,
    SupportNeed,
    Topic,
    TopicPhase,
    VolunteerCount,
    VolunteerGroup,
)


class TopicPhaseInline(HistoryInline):
    model = TopicPhase
    fields = ("phase", *BEGIN_AND_END, "citation", "example")


@admin.register(Topic)
class TopicAdmin(ReferenceListAdmin):
    resource_classes = (TopicList,)
    list_display = ("name", "effort", "example")
    list_filter = ("effort", "example")
    search_fields = ("name",)
    search_help_text = "Thema"
    inlines = (TopicPhaseInline,)


@admin.register(TopicPhase)
class TopicPhaseAdmin(HistoryAdmin):
    list_display = ("topic", "phase", started, ended, "example")
    list_filter = ("phase", "example")
    list_select_related = ("topic",)
    search_fields = ("topic__name",)
    search_help_text = "Thema"
    fields = ("topic", "phase", *BEGIN_AND_END, "citation", "example")


@admin.register(VolunteerGroup)
class VolunteerGroupAdmin(ReferenceListAdmin):
    resource_classes = (VolunteerGroupList,)
    list_display = ("name", "kind", started, ended, "consent_on", "confirmed_on", "example")
    list_filter = ("kind", ("consent_on", admin.EmptyFieldListFilter), "districts", "topics", "example")
    search_fields = ("name", "aliases")
    search_help_text = "Name oder andere Schreibweise"
    fields = (
        "name", "aliases", "kind", "districts", "shelters", "topics", "coordinated_by", *BEGIN_AND_END,
        ("consent_on", "contact"), "website", "confirmed_on", "example",
    )  # fmt: skip


@admin.register(VolunteerCount)
class VolunteerCountAdmin(HistoryAdmin):
    list_display = ("group", "as_of", "number", "rule", "scope", "quality", "state", "current", "example")
    list_filter = ("state", "current", "rule", "scope", "quality", "example")
    list_select_related = ("group",)
    search_fields = ("group__name",)
    search_help_text = "Gruppe"
    date_hierarchy = "as_of"
    fields = ("group", "as_of", "number", "rule", "scope", "quality", "remark", "example")

    def has_change_permission(self, request: HttpRequest, obj: models.Model | None = None) -> bool:
        return False

    def save_model(self, request: HttpRequest, obj: VolunteerCount, form: Any, change: bool) -> None:
        """Entered is handed in: it waits for a second person."""
        releases.submit(obj, by=request.user)


@admin.register(CountLink)
class CountLinkAdmin(ReadOnlyAdmin):
    """Issued and revoked on a page of their own; the secret stands nowhere."""

    list_display = ("group", "issued_by", "issued_on", "expires_on", "revoked_by", "revoked_on")
    list_filter = (("revoked_on", admin.EmptyFieldListFilter), "expires_on")
    list_select_related = ("group", "issued_by", "revoked_by")
    search_fields = ("group__name",)
    search_help_text = "Gruppe"
    fields = ("group", ("issued_by", "issued_on", "expires_on"), ("revoked_by", "revoked_on"))
    readonly_fields = ("group", "issued_by", "issued_on", "expires_on", "revoked_by", "revoked_on")


@admin.register(MentorshipCount)
class MentorshipCountAdmin(HistoryAdmin):
    list_display = ("group", "topic", "as_of", "running", "quality", "example")
    list_filter = ("topic", "quality", "example")
    list_select_related = ("group", "topic")
    search_fields = ("group__name", "topic__name")
    search_help_text = "Gruppe oder Thema"
    date_hierarchy = "as_of"


@admin.register(SupportNeed)
class SupportNeedAdmin(ReferenceListAdmin):
    resource_classes = (SupportNeedList,)
    list_display = ("description", "kind", "group", "urgency", "state", "reported_on", "example")
    list_filter = ("state", "urgency", "kind", "example")
    list_select_related = ("group",)
    search_fields = ("description", "group__name")
    search_help_text = "Worum es geht, oder die Gruppe"


@admin.register(GoodPractice)
class GoodPracticeAdmin(ReferenceListAdmin):
    resource_classes = (GoodPracticeList,)
    list_display = ("title", "topic", "group", "transferable", "published", "example")
    list_filter = ("published", "transferable", "topic", "example")
    list_select_related = ("topic", "group")
    search_fields = ("title", "description")
    search_help_text = "Titel oder Beschreibung"


@admin.register(QualificationEvent)
class QualificationEventAdmin(ReferenceListAdmin):
    resource_classes = (QualificationEventList,)
    list_display = (
        "title",
        "provider",
        started,
        "modules",
        "hours_per_module",
        "places",
        "participants",
        "example",
    )
    list_filter = ("example",)
    list_select_related = ("provider",)
    search_fields = ("title", "outcome")
    search_help_text = "Titel oder wofür"
    fields = (
        "title", "outcome", "provider", *BEGIN_AND_END, ("modules", "hours_per_module"),
        ("places", "participants"), "registration", "citation", "example",
    )  # fmt: skip


class MeetingSpaceCountInline(HistoryInline):
    model = MeetingSpaceCount
    fields = (("period_start", "period_end"), ("events", "visits", "refugee_visits"), ("quality", "example"))


@admin.register(MeetingSpace)
class MeetingSpaceAdmin(ReferenceListAdmin):
    resource_classes = (MeetingSpaceList,)
    list_display = ("name", "district", "host", "host_kind", started, ended, "confirmed_on", "example")
    list_filter = ("host_kind", "district", "example")
    list_select_related = ("district", "host")
    search_fields = ("name", "aliases", "address")
    search_help_text = "Name, andere Schreibweise oder Adresse"
    fields = (
        "name", "aliases", ("host", "host_kind"), "district", "address", "opening_hours", "website",
        *BEGIN_AND_END, "confirmed_on", "citation", "example",
    )  # fmt: skip
    inlines = (MeetingSpaceCountInline,)


@admin.register(MeetingSpaceCount)
class MeetingSpaceCountAdmin(HistoryAdmin):
    list_display = (
        "space",
        "period_start",
        "period_end",
        "events",
        "visits",
        "refugee_visits",
        "quality",
        "example",
    )
    list_filter = ("quality", "space", "example")
    list_select_related = ("space",)
    search_fields = ("space__name",)
    search_help_text = "Begegnungsraum"
    date_hierarchy = "period_start"
