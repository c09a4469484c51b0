"""Karla and Konrad have the same page of the admin open (CON-01): whatever can be changed there, the
second is told, sees both versions, and overwrites nothing without knowing."""

from collections.abc import Iterable
from types import SimpleNamespace
from typing import Any

import lxml.html
import pytest
from django import forms
from django.contrib import admin
from django.contrib.admin.options import InlineModelAdmin
from django.db.models import Model
from django.forms.boundfield import BoundField
from django.forms.models import model_to_dict
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

import portal.urls  # noqa: F401 (what is registered is complete only now)
from portal.admin.base import EditingAdmin
from portal.conflicts.forms import ConflictAwareFormSet
from portal.models import Attachment
from portal.numbers import parse_german
from tests.factories import (
    AgendaItemFactory,
    BudgetLineFactory,
    ClaimReadingFactory,
    HandoverFactory,
    MeasureFactory,
    ModuleFactory,
    ProgrammeFactory,
    ServiceUnitFactory,
    SourceFactory,
    UserFactory,
)
from tests.sent_forms import sent_by
from tests.test_access_admin import OBJECTS

pytestmark = [
    pytest.mark.django_db, pytest.mark.once, pytest.mark.usefixtures("without_sidebar"),
]  # fmt: skip

BOSS: Any = SimpleNamespace(user=SimpleNamespace(is_superuser=True, has_perm=lambda *_: True))
CHANGEABLE = {
    model._meta.label_lower: one
    for model, one in admin.site._registry.items()
    if one.has_change_permission(BOSS)
}
INLINES = {
    f"{label} {inline.model._meta.label_lower}": inline
    for label, one in CHANGEABLE.items()
    for inline in one.inlines
    if inline.has_change_permission is InlineModelAdmin.has_change_permission
}
ROWS = OBJECTS | {
    "pakt.programme pakt.budgetline": lambda: BudgetLineFactory(project=None, programme=ProgrammeFactory()),
    "pakt.module pakt.budgetline": lambda: BudgetLineFactory(project=None, module=ModuleFactory()),
    "taskforce.handover": lambda: HandoverFactory(measure=MeasureFactory()),
    "portal.attachment": lambda: Attachment.objects.create(source=SourceFactory(), number=1, title="Karte"),
    "portal.claimreading": ClaimReadingFactory,
    "taskforce.agendaitem": AgendaItemFactory,
    "taskforce.serviceunit": ServiceUnitFactory,
}


def superuser(name: str) -> Client:
    """Who may change all that anybody may."""
    client = Client()
    client.force_login(UserFactory(name=name, is_staff=True, is_superuser=True))
    return client


@pytest.fixture
def karla() -> Client:
    return superuser("Karla Koordination")


@pytest.fixture
def konrad() -> Client:
    return superuser("Konrad Koordination")


def address_of(thing: Model) -> str:
    return reverse(f"admin:{thing._meta.app_label}_{thing._meta.model_name}_change", args=[thing.pk])


NOT_TRIED = (forms.SlugField, forms.URLField, forms.JSONField, forms.FileField)


def two_values(bound: BoundField) -> tuple[str, str] | None:
    """Two other values for a field, as people type them; None for what is chosen from a list of records."""
    found = None
    match bound.field:
        case field if isinstance(field, NOT_TRIED):
            pass
        case forms.EmailField():
            found = "karla@portal.example", "konrad@portal.example"
        case forms.CharField() as text if text.max_length is None or text.max_length >= 20:
            found = "Fassung von Karla", "Fassung von Konrad"
        case forms.IntegerField():
            found = str((bound.initial or 0) + 1), str((bound.initial or 0) + 2)
        case forms.DecimalField() if bound.initial is not None:
            value = parse_german(str(bound.value()))
            found = f"{value + 1}".replace(".", ","), f"{value + 2}".replace(".", ",")
        case forms.DateField():
            found = "01.03.2017", "01.04.2017"
        case forms.ChoiceField(choices=choices) if not hasattr(bound.field, "queryset"):
            others = [str(value) for value, _ in choices if value and value != bound.initial]
            found = (others[0], others[-1]) if others else None
    return found


def field_to_change(form: Iterable[BoundField]) -> tuple[BoundField, str, str]:
    """Texts first: nothing depends on them."""
    found = [(bound, two_values(bound)) for bound in form if not bound.is_hidden]
    texts = [one for one in found if one[1] and one[1][0].startswith("Fassung") and one[0].field.max_length]
    bound, values = next(one for one in [*texts, *found] if one[1])
    assert values
    return bound, *values


def stored(thing: Model) -> dict[str, object]:
    return model_to_dict(type(thing)._base_manager.get(pk=thing.pk))


def texts(page: HttpResponse) -> set[str]:
    """What the cells of the table say."""
    return {cell.text_content() for cell in lxml.html.fromstring(page.content.decode()).iter("td")}


class TestEveryPage:
    def test_all_of_them_look_for_others(self):
        for label, one in CHANGEABLE.items():
            assert isinstance(one, EditingAdmin), label
        for label, inline in INLINES.items():
            assert issubclass(inline.formset, ConflictAwareFormSet), label

    @pytest.mark.parametrize("model", sorted(CHANGEABLE))
    def test_the_second_is_told_and_overwrites_nothing(self, karla, konrad, model):
        thing = OBJECTS[model]()
        page = konrad.get(address_of(thing))
        both_save(karla, konrad, page, page.context["adminform"].form)

    @pytest.mark.parametrize("name", sorted(INLINES))
    def test_so_it_is_with_rows_on_the_page_of_another_record(self, karla, konrad, name):
        inline = INLINES[name]
        row = ROWS.get(name, ROWS.get(inline.model._meta.label_lower))()
        page = konrad.get(address_of(parent_of(row, name)))
        shown = next(one.formset for one in page.context["inline_admin_formsets"] if type(one.opts) is inline)
        form = next(one for one in shown.initial_forms if one.instance == row)
        both_save(karla, konrad, page, form)


def both_save(karla: Client, konrad: Client, page: Any, form: forms.ModelForm) -> None:
    """Both have the page open and change the same field of the form, Karla first."""
    address, both, row = page.request["PATH_INFO"], sent_by(page), form.instance
    bound, hers, his = field_to_change(form)
    answer = karla.post(address, both | {bound.html_name: [hers]})
    assert answer.status_code == 302, (bound.name, answer.context["errors"])
    saved = stored(row)

    told = konrad.post(address, both | {bound.html_name: [his]})
    conflict = told.context["conflict"]
    clash = next(one for one in conflict.differences if one.label.endswith(str(bound.label)))
    assert (told.status_code, stored(row), conflict.change.who) == (409, saved, "Karla Koordination")
    assert clash.saved != clash.opened
    assert {clash.opened, clash.saved, clash.typed} <= texts(told)
    assert sent_by(told)[bound.html_name] == [his]


def parent_of(row: Model, name: str) -> Model:
    label = name.split(maxsplit=1)[0]
    (field,) = (
        one.name
        for one in row._meta.fields
        if one.related_model and one.related_model._meta.label_lower == label and getattr(row, one.name)
    )
    return getattr(row, field)
