"""Meldekalender: rules, dates, exceptions. Dates are closed and opened on their own page, with a reason."""

from django import forms
from django.contrib import admin
from django.http import HttpRequest

from portal.admin.base import HistoryAdmin, ReadOnlyAdmin
from portal.models import Reminder, ReportingDate, ReportingException, ReportingRule

CLOSING = ("closed_on", "closed_by", "closed_reason")


@admin.register(ReportingRule)
class ReportingRuleAdmin(HistoryAdmin):
    list_display = ("kind", "carried_days", "remind_days_before", "remind_days_after")


@admin.register(ReportingDate)
class ReportingDateAdmin(HistoryAdmin):
    list_display = ("as_of", "kind", "due_on", "closed_on", "closed_reason")
    list_filter = ("kind", ("closed_on", admin.EmptyFieldListFilter))
    date_hierarchy = "as_of"

    def get_readonly_fields(self, request: HttpRequest, obj: ReportingDate | None = None) -> tuple[str, ...]:
        """A closed date stays where it is, or its lock would move to another day."""
        return ("kind", "as_of", "due_on", *CLOSING) if obj and obj.is_closed else CLOSING


@admin.register(ReportingException)
class ReportingExceptionAdmin(HistoryAdmin):
    list_display = ("reporting_date", "operator", "until", "reason", "granted_by")
    list_select_related = ("reporting_date", "operator", "granted_by")
    list_filter = ("until",)
    search_fields = ("operator__name", "operator__short_name", "reason")
    search_help_text = "Träger oder Grund"
    readonly_fields = ("granted_by",)

    def save_model(
        self, request: HttpRequest, exception: ReportingException, form: forms.ModelForm, change: bool
    ) -> None:
        """Who prolongs an exception answers for it; who granted it first stands in its history."""
        exception.granted_by = request.user  # type: ignore[assignment]  # nobody enters anonymously
        super().save_model(request, exception, form, change)


@admin.register(Reminder)
class ReminderAdmin(ReadOnlyAdmin):
    list_display = ("reporting_date", "operator", "stage", "sent_at", "recipients")
    list_select_related = ("reporting_date", "operator")
    list_filter = ("stage",)
    search_fields = ("operator__name", "operator__short_name")
    search_help_text = "Träger"
    date_hierarchy = "sent_at"
