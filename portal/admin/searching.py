"""Other records are found by typing a part of their name; nobody scrolls through a list of hundreds."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.contrib import admin
from django.contrib.admin.widgets import AutocompleteMixin
from django.db import models
from django.http import HttpRequest

from portal.models import User


class OnlyKeys(AutocompleteMixin):
    """What cannot be a key is looked for nowhere: anybody may write it into an address or a form."""

    def build_attrs(self, base_attrs: dict[str, Any], extra_attrs: dict[str, Any] | None = None) -> Any:
        """What is found stands within the page's main part, where a screen reader expects it."""
        attrs = super().build_attrs(base_attrs, extra_attrs)
        return attrs | {"data-dropdown-parent": "#content-start"}

    def optgroups(self, name: str, value: Sequence[Any], attr: Any = None) -> Any:
        keys = [one for one in value if str(one).isdecimal() and len(str(one)) < 19]
        return super().optgroups(name, keys, attr)


class SearchOne(OnlyKeys, forms.Select):
    pass


class SearchSeveral(OnlyKeys, forms.SelectMultiple):
    def build_attrs(self, base_attrs: dict[str, Any], extra_attrs: dict[str, Any] | None = None) -> Any:
        """Each record can be taken away by itself; a sign that takes all away is no item of their list."""
        return super().build_attrs(base_attrs, extra_attrs) | {"data-allow-clear": "false"}


class Searching:
    """Only what this person may look at anyway. Accounts are not searched: to look through them would be a
    look at persons that no log notes."""

    opts: Any
    admin_site: admin.AdminSite

    def get_autocomplete_fields(self, request: HttpRequest) -> list[str]:
        links = [field for field in (*self.opts.fields, *self.opts.many_to_many) if field.related_model]
        return [field.name for field in links if self.may_search(request, field.related_model)]

    def may_search(self, request: HttpRequest, model: type[models.Model]) -> bool:
        if model is User or not self.admin_site.is_registered(model):
            return False
        return self.admin_site.get_model_admin(model).has_view_permission(request)

    def formfield_for_foreignkey(
        self, db_field: models.ForeignKey, request: HttpRequest, **kwargs: Any
    ) -> forms.ModelChoiceField | None:
        if db_field.name in self.get_autocomplete_fields(request):
            kwargs.setdefault("widget", SearchOne(db_field, self.admin_site))
        return super().formfield_for_foreignkey(db_field, request, **kwargs)  # type: ignore[misc]

    def formfield_for_manytomany(
        self, db_field: models.ManyToManyField, request: HttpRequest, **kwargs: Any
    ) -> forms.ModelMultipleChoiceField | None:
        if db_field.name in self.get_autocomplete_fields(request):
            kwargs.setdefault("widget", SearchSeveral(db_field, self.admin_site))
        return super().formfield_for_manytomany(db_field, request, **kwargs)  # type: ignore[misc]
