"""The admin of what one person submits and another releases."""

from collections.abc import Callable

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.helpers import ActionForm
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import models, transaction
from django.http import HttpRequest

from portal import releases
from portal.admin.base import EditingAdmin
from portal.releases import Releasable, State


class DecisionForm(ActionForm):
    comment = forms.CharField(label="Anmerkung (beim Zurückgeben nötig):", required=False, max_length=500)


class ReleaseAdmin(EditingAdmin):
    """Only a draft or a returned item can be edited. Subclasses name their `actions`."""

    action_form = DecisionForm

    def has_change_permission(self, request: HttpRequest, obj: Releasable | None = None) -> bool:
        editable = obj is None or obj.state in (State.DRAFT, State.RETURNED)
        return editable and super().has_change_permission(request, obj)

    def has_delete_permission(self, request: HttpRequest, obj: Releasable | None = None) -> bool:
        return False

    def has_release_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm(f"{self.opts.app_label}.release_{self.opts.model_name}")

    def release_one(self, item: Releasable, *, by) -> None:
        releases.release(item, by=by)

    @admin.action(description="zur Freigabe einreichen", permissions=["change"])
    def submit(self, request: HttpRequest, items: models.QuerySet) -> None:
        self.each(request, items, lambda item: releases.submit(item, by=request.user))

    @admin.action(description="freigeben", permissions=["release"])
    def release(self, request: HttpRequest, items: models.QuerySet) -> None:
        self.each(request, items, lambda item: self.release_one(item, by=request.user))

    @admin.action(description="zurückgeben", permissions=["release"])
    def return_to_editor(self, request: HttpRequest, items: models.QuerySet) -> None:
        comment = request.POST.get("comment", "")
        self.each(request, items, lambda item: releases.return_(item, by=request.user, comment=comment))

    def each(self, request: HttpRequest, items: models.QuerySet, step: Callable) -> None:
        """Take the step for every item by itself, and say of each what became of it."""
        for pk in items.order_by("pk").values_list("pk", flat=True):
            try:
                with transaction.atomic():
                    item = self.model._default_manager.select_for_update().get(pk=pk)
                    step(item)
            except (ValidationError, PermissionDenied) as refusal:
                reason = " ".join(getattr(refusal, "messages", None) or [str(refusal)])
                messages.error(request, f"{item}: {reason}")
            else:
                item.refresh_from_db()
                messages.success(request, f"{item}: {State(item.state).label}.")
