"""The admin in the department's words: every list and form says what it is about, in German, and nobody
scrolls through a long list of choices."""

import re
from collections.abc import Iterator
from types import SimpleNamespace
from typing import Any, NamedTuple

import pytest
from django import forms
from django.contrib import admin
from django.contrib.admin.options import BaseModelAdmin
from django.contrib.admin.utils import label_for_field
from django.contrib.admin.widgets import AutocompleteMixin
from django.db import models
from django.db.models import Model
from django.urls import reverse

import portal.urls  # noqa: F401 (what is registered is complete only now)
from portal.admin.base import PartAdmin
from tests import people

pytestmark = [pytest.mark.once]

BOSS: Any = SimpleNamespace(user=SimpleNamespace(is_superuser=True, pk=1, has_perm=lambda *_: True))

# Pages of other packages, for superusers only.
OTHERS = {"auth.group", "account.emailaddress"}
ADMINS = {
    model._meta.label_lower: one
    for model, one in admin.site._registry.items()
    if model._meta.label_lower not in OTHERS
}
# Parts have no list that anything leads to: their page is only there for the history.
LISTS = {label: one for label, one in ADMINS.items() if not isinstance(one, PartAdmin)}

# Few rows, all of them on one page.
NOTHING_TO_SEARCH = {
    "portal.accessibilitystatement", "portal.deletion", "portal.reportingdate", "portal.reportingrule",
    "portal.retentionperiod",
}  # fmt: skip
# One row for each kind that there is.
NOTHING_TO_FILTER = {"portal.reportingrule", "portal.retentionperiod"}
# Chosen from all accounts that may speak for a group; nobody searches accounts without a note of it.
SHORT_LISTS = {"taskforce.Membership.account"}

ENGLISH = re.compile(
    r"\b(id|pk|key|slug|name of|object|history|group|user|state|date|type|kind|none|true|false|add|change|"
    r"created|updated|label|value|source|body|capacity|shelter|delivery)\b"
)


class Asked(NamedTuple):
    """A field of a form of the admin."""

    model: type[Model]
    name: str
    field: forms.Field

    @property
    def help(self) -> str:
        return str(self.field.help_text)

    def __str__(self) -> str:
        return f"{self.model._meta.label}.{self.name}"


def fields_of(one: BaseModelAdmin, model: type[Model], form: type[forms.ModelForm]) -> Iterator[Asked]:
    for name, field in form.base_fields.items():
        if name != "opened" and name not in one.get_readonly_fields(BOSS):
            yield Asked(model, name, field)


def asked() -> Iterator[Asked]:
    for one in ADMINS.values():
        if one.has_add_permission(BOSS) or one.has_change_permission(BOSS):
            yield from fields_of(one, one.model, one.get_form(BOSS))
        for inline in one.get_inline_instances(BOSS):
            if inline.has_add_permission(BOSS, None):
                yield from fields_of(inline, inline.model, inline.get_formset(BOSS).form)


FIELDS = list(asked())
RECORDS = [one for one in FIELDS if isinstance(one.field, forms.ModelChoiceField)]


def is_internal(words: str) -> bool:
    return "_" in words or ENGLISH.search(words.lower()) is not None


@pytest.mark.django_db
@pytest.mark.parametrize("typed", ["x", "9" * 30])
def test_what_is_no_key_is_no_choice(act_as, typed):
    """Neither in the address of a new record nor in what is sent."""
    address, client = reverse("admin:accommodation_operation_add"), act_as(people.karla)
    assert client.get(address, {"shelter": typed}).status_code == 200
    page = client.post(address, {"shelter": typed, "operator": typed})
    assert set(page.context["adminform"].form.errors) == {"shelter", "operator"}


@pytest.mark.parametrize("label", LISTS)
def test_the_columns_of_a_list_have_german_headings(label):
    one = LISTS[label]
    headings = [str(label_for_field(name, one.model, one)) for name in one.list_display]
    assert 2 <= len(headings) <= 10
    assert not [heading for heading in headings if is_internal(heading)]


def test_every_list_can_be_searched():
    """And says by what, under the box."""
    dumb = [label for label, one in LISTS.items() if not (one.search_fields and one.search_help_text)]
    assert set(dumb) == NOTHING_TO_SEARCH


def test_a_list_can_be_narrowed_by_what_its_rows_have_in_common():
    """By choices, yes and no; by a day, or by the years of a date hierarchy."""
    whole = [label for label, one in LISTS.items() if not (one.list_filter or one.date_hierarchy)]
    assert {label for label in whole if has_common(LISTS[label])} == NOTHING_TO_FILTER


def has_common(one: admin.ModelAdmin) -> bool:
    return any(is_common(field) for field in one.model._meta.fields if field.name in one.list_display)


def is_common(field: models.Field) -> bool:
    return bool(field.choices) or isinstance(field, models.BooleanField | models.DateField)


def test_lists_have_an_order():
    assert not [label for label, one in ADMINS.items() if not (one.ordering or one.model._meta.ordering)]


def test_fields_have_german_labels():
    assert not [str(one) for one in FIELDS if is_internal(str(one.field.label))]


def test_a_field_says_what_it_is_for():
    """In a sentence of its own, not in the words of its label."""
    assert not [str(one) for one in FIELDS if len(one.help) < 6 or is_internal(one.help)]
    assert not [str(one) for one in FIELDS if one.help.strip(". ").lower() == str(one.field.label).lower()]


def test_other_records_are_found_by_typing():
    scrolled = {str(one) for one in RECORDS if not isinstance(widget_of(one), AutocompleteMixin)}
    assert scrolled == SHORT_LISTS


def test_no_list_of_choices_is_long():
    choices = [one for one in FIELDS if isinstance(one.field, forms.ChoiceField) and one not in RECORDS]
    assert not [str(one) for one in choices if len(list(one.field.choices)) > 21]


def widget_of(one: Asked) -> forms.Widget:
    return getattr(one.field.widget, "widget", one.field.widget)


def test_forms_begin_with_what_the_record_is_called():
    """And end with where it is written, and whether it is invented."""
    forms_of = [one for one in ADMINS.values() if one.has_change_permission(BOSS)]
    first = {one.model._meta.label: next(iter(one.get_form(BOSS).base_fields)) for one in forms_of}
    assert set(first.values()).isdisjoint({"aliases", "citation", "example", "state"}), first


def test_inlines_fit():
    """No empty rows that somebody has to delete, and few fields side by side."""
    inlines = [inline for one in ADMINS.values() for inline in one.inlines]
    assert not [inline for inline in inlines if inline.extra > 1 or not inline.fields]
    rows = [(inline, row) for inline in inlines for row in inline.fields if isinstance(row, tuple)]
    assert not [(inline, row) for inline, row in rows if len(row) > 4]
