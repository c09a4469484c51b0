"""The declaration of accessibility, and what it says is not accessible yet. Reports of readers have a page
of their own, /barrierefreiheit/meldungen/."""

from typing import Any

from django.contrib import admin
from django.core.exceptions import ValidationError
from django.utils import timezone

from portal.admin.base import HistoryAdmin
from portal.conflicts.forms import ConflictAwareModelForm
from portal.models import AccessibilityStatement, KnownBarrier

NOT_FULL = "Vollständig vereinbar ist das Portal erst, wenn unter „Bekannte Barrieren“ nichts mehr offen ist."


class StatementForm(ConflictAwareModelForm):
    def clean(self) -> dict[str, Any] | None:
        full = self.cleaned_data.get("status") == AccessibilityStatement.Status.FULL
        if full and KnownBarrier.objects.open_on(timezone.localdate()).exists():
            raise ValidationError({"status": NOT_FULL})
        return super().clean()


@admin.register(AccessibilityStatement)
class AccessibilityStatementAdmin(HistoryAdmin):
    form = StatementForm
    list_display = ("assessed_on", "reviewed_on", "status", "method", "office")
    list_filter = ("status",)
    date_hierarchy = "assessed_on"


@admin.register(KnownBarrier)
class KnownBarrierAdmin(HistoryAdmin):
    list_display = ("area", "reason", "planned_until", "resolved_on")
    list_filter = ("reason", ("resolved_on", admin.EmptyFieldListFilter))
    search_fields = ("area", "problem", "because")
    search_help_text = "Bereich oder Beschreibung"
