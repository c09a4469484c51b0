"""Events to be looked at: nobody writes or changes one here."""

from django.contrib import admin
from django.utils import timezone

from portal.admin.base import ReadOnlyAdmin
from portal.models import AuditEvent


@admin.register(AuditEvent)
class AuditEventAdmin(ReadOnlyAdmin):
    list_display = ("when", "kind", "what", "account", "by", "source")
    list_display_links = ("when",)
    list_filter = ("kind", "at")
    list_select_related = ("by", "account")
    search_fields = ("what", "by__email", "by__name", "account__email", "account__name")
    search_help_text = "Person, betroffenes Konto oder Gegenstand"
    actions = None

    @admin.display(description="Zeitpunkt", ordering="at")
    def when(self, event: AuditEvent) -> str:
        return f"{timezone.localtime(event.at):%d.%m.%Y, %H:%M:%S}"
