"""Events to be looked at: nobody writes or changes one here."""

from django.contrib import admin
from django.utils import timezone

from portal.admin.base import ReadOnlyAdmin
from portal.models import AuditEvent
from portal.trace import in_words


@admin.register(AuditEvent)
class AuditEventAdmin(ReadOnlyAdmin):
    list_display = ("when", "kind", "what", "account", "by", "came_from")
    list_display_links = ("when",)
    list_filter = ("kind", "at")
    list_select_related = ("by", "account")
    search_fields = ("what", "by__email", "by__name", "account__email", "account__name")
    search_help_text = "Person, betroffenes Konto oder Gegenstand"
    fields = readonly_fields = ("when", "kind", "what", "account", "by", "came_from")
    actions = None

    @admin.display(description="Zeitpunkt", ordering="at")
    def when(self, event: AuditEvent) -> str:
        return f"{timezone.localtime(event.at):%d.%m.%Y, %H:%M:%S}"

    @admin.display(description="Quelle", ordering="source")
    def came_from(self, event: AuditEvent) -> str:
        return in_words(event.source)
