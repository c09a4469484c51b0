"""Deliveries to be looked at; they are made, released and returned on their own pages."""

from django.contrib import admin
from django.db import models
from django.http import HttpRequest

from portal.admin.base import ReadOnlyAdmin
from portal.models import Delivery


@admin.register(Delivery)
class DeliveryAdmin(ReadOnlyAdmin):
    list_display = ("file_name", "kind", "sender", "first_as_of", "state", "created_at", "created_by")
    list_filter = ("state", "kind", "example")
    date_hierarchy = "created_at"
    list_select_related = ("sender", "created_by")
    search_fields = ("file_name", "sender__name")
    search_help_text = "Dateiname oder Träger"
    exclude = ("file", "preview_digest", "previewed")  # the file is handed out by its own page

    def get_queryset(self, request: HttpRequest) -> models.QuerySet:
        return super().get_queryset(request) & Delivery.objects.visible_to(request.user)
