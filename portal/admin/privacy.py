"""Personal data in the admin: contact persons, how long what is kept, and who looked at it."""

from typing import Any, ClassVar

from django.contrib import admin
from django.db import models, transaction
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from portal.access_log import note
from portal.admin.base import HistoryAdmin, ReadOnlyAdmin
from portal.conflicts.forms import ConflictAwareModelForm
from portal.models import AccessLogEntry, ContactPerson, Deletion, RetentionPeriod
from portal.models.contacts import CONFIRMED_EVERY, last_day_for

How, Covers = AccessLogEntry.How, ContactPerson.Covers


class Watched(admin.ModelAdmin):
    """For records about persons: each look at them is in the access log."""

    watched: ClassVar[AccessLogEntry.Kind]

    def changelist_view(self, request: HttpRequest, *args, **kwargs) -> HttpResponse:
        return self.noted(request, super().changelist_view(request, *args, **kwargs), How.LIST)

    def change_view(self, request: HttpRequest, object_id: str, *args, **kwargs) -> HttpResponse:
        page = super().change_view(request, object_id, *args, **kwargs)
        return self.noted(request, page, How.RECORD, object_id)

    def history_view(self, request: HttpRequest, object_id: str, *args, **kwargs) -> HttpResponse:
        page = super().history_view(request, object_id, *args, **kwargs)
        return self.noted(request, page, How.HISTORY, object_id)

    def noted(
        self, request: HttpRequest, page: HttpResponse, how: AccessLogEntry.How, record: str | None = None
    ) -> HttpResponse:
        """A page that is refused, or leads elsewhere, shows nothing."""
        if page.status_code == 200:
            note(request, self.watched, how, record)
        return page


class ConsentForm(ConflictAwareModelForm):
    """Who agreed to be known inside has not agreed to be published."""

    def clean(self) -> dict[str, Any] | None:
        super().clean()
        given = self.cleaned_data
        widened = self.initial.get("covers") == Covers.INTERNAL and given.get("covers") == Covers.PUBLIC
        renewed = "consent_on" in self.changed_data or given.get("consent_on") == timezone.localdate()
        if self.instance.pk and widened and not renewed:
            sentence = "Für die Öffentlichkeit braucht es eine neue Einwilligung. Bitte ihren Tag eintragen."
            self.add_error("consent_on", sentence)
        return given


class ToConfirm(admin.SimpleListFilter):
    title = "Bestätigung"
    parameter_name = "bestaetigung"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [("faellig", "neu zu bestätigen")]

    def queryset(self, request: HttpRequest, contacts: Any) -> Any:
        return contacts.confirmed_until(timezone.localdate() - CONFIRMED_EVERY) if self.value() else contacts


@admin.register(ContactPerson)
class ContactPersonAdmin(Watched, HistoryAdmin):
    form = ConsentForm
    watched = AccessLogEntry.Kind.CONTACT
    list_display = ("function", "organisation", "name", "covers", "confirmed_on", "delete_on")
    list_filter = (ToConfirm, "covers")
    list_select_related = ("organisation",)
    search_fields = ("function", "name", "organisation__name")
    search_help_text = "Funktion, Name oder Organisation"
    date_hierarchy = "confirmed_on"
    actions = ("confirm",)
    fields = (
        "organisation", "function", "name", ("email", "phone"), ("consent_on", "consent_by"), "covers",
        ("confirmed_on", "delete_on"), "withdrawn_on",
    )  # fmt: skip

    def get_queryset(self, request: HttpRequest) -> models.QuerySet:
        return super().get_queryset(request) & ContactPerson.objects.visible_to(request.user)

    def history_form_view(self, request: HttpRequest, object_id: str, *args, **kwargs) -> HttpResponse:
        page = super().history_form_view(request, object_id, *args, **kwargs)
        return self.noted(request, page, How.HISTORY, object_id)

    def get_changeform_initial_data(self, request: HttpRequest) -> dict[str, Any]:
        latest = last_day_for(timezone.localdate())
        return {"delete_on": latest, **super().get_changeform_initial_data(request)}

    @admin.action(description="Heute bestätigt: die Angaben stimmen noch", permissions=["change"])
    @transaction.atomic
    def confirm(self, request: HttpRequest, contacts: models.QuerySet) -> None:
        for contact in contacts.select_for_update(of=("self",)):
            contact.confirm(timezone.localdate())
        self.message_user(request, f"Bestätigt: {len(contacts)}. In einem Jahr wird wieder gefragt.")


@admin.register(RetentionPeriod)
class RetentionPeriodAdmin(HistoryAdmin):
    """The kinds are the program's; how long and why is the city's."""

    list_display = ("kind", "days", "since", "last_run", "last_removed")
    fields = ("kind", "days", "since", "reason")
    readonly_fields = ("kind", "since")

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def get_queryset(self, request: HttpRequest) -> models.QuerySet:
        newest = Deletion.objects.filter(kind=models.OuterRef("kind")).order_by("-pk")
        return (
            super()
            .get_queryset(request)
            .annotate(
                last_run=models.Subquery(newest.values("ran_at")[:1]),
                last_removed=models.Subquery(newest.values("removed")[:1]),
            )
        )

    @admin.display(description="gezählt")
    def since(self, period: RetentionPeriod) -> str:
        return period.since

    @admin.display(description="zuletzt gelaufen", ordering="last_run")
    def last_run(self, period: RetentionPeriod) -> object:
        return period.last_run  # type: ignore[attr-defined]

    @admin.display(description="dabei gelöscht")
    def last_removed(self, period: RetentionPeriod) -> object:
        return period.last_removed  # type: ignore[attr-defined]


@admin.register(Deletion)
class DeletionAdmin(ReadOnlyAdmin):
    list_display = ("ran_at", "kind", "days", "removed")
    list_filter = ("kind",)
    date_hierarchy = "ran_at"


@admin.register(AccessLogEntry)
class AccessLogEntryAdmin(ReadOnlyAdmin):
    list_display = ("at", "by", "kind", "how", "record")
    list_filter = ("kind", "how")
    list_select_related = ("by",)
    search_fields = ("by__name", "by__email", "=record")
    search_help_text = "Wer angesehen hat, oder die Nummer des Eintrags"
    date_hierarchy = "at"
