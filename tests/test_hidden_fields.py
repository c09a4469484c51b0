"""Fields that a form does not show cannot be set by sending them along (PRM-10): every form of the admin with
its rows, and every form outside it. What is sent beyond the form is all that the model has."""

from collections.abc import Iterable
from typing import Any

import pytest
import time_machine
from django import forms
from django.apps import apps
from django.db import models
from django.test import Client
from django.urls import reverse

from tests.factories import UserFactory
from tests.portal.test_conflicts_admin import CHANGEABLE, INLINES, ROWS, address_of, parent_of
from tests.sent_forms import sent_by
from tests.test_access import ARGUMENTS, reader_of, undone
from tests.test_access import FORMS as SENT
from tests.test_access import ROWS as ROUTES
from tests.test_access_admin import OBJECTS
from tests.test_conflicts import FORMS

pytestmark = [pytest.mark.django_db, pytest.mark.once]

# What saving itself writes, whatever was sent.
WRITTEN_BY_SAVING = {"id", "granted_by"}


@pytest.fixture
def boss(without_sidebar) -> Client:
    client = Client()
    client.force_login(UserFactory(is_staff=True, is_superuser=True))
    return client


def wrong_value(field: models.Field, stored: Any) -> str | None:
    """Something else than what is stored, that the field would take; None where there is nothing else."""
    if field.choices:
        return next((str(value) for value, _ in field.flatchoices if value not in ("", stored)), None)
    if field.related_model:
        other = field.related_model._base_manager.exclude(pk=stored).first()
        return str(other.pk) if other else None
    return typed_otherwise(field, stored)


def typed_otherwise(field: models.Field, stored: Any) -> str:
    match field:
        case models.BooleanField():
            return "" if stored else "on"
        case models.DateTimeField():
            return "2001-01-01 00:00:00"
        case models.DateField():
            return "2001-01-01"
        case models.IntegerField() | models.DecimalField():
            return str((stored or 0) + 1)
    return "untergeschoben"


def hidden(thing: models.Model, shown: Iterable[str]) -> dict[str, str]:
    """For every field of the record that the form does not show, another value."""
    found = {
        field.name: wrong_value(field, getattr(thing, field.attname))
        for field in thing._meta.concrete_fields
        if field.name not in {*shown, *WRITTEN_BY_SAVING}
    }
    return {name: value for name, value in found.items() if value is not None}


def values(thing: models.Model) -> dict[str, Any]:
    fresh = type(thing)._base_manager.get(pk=thing.pk)
    return {field.name: getattr(fresh, field.attname) for field in thing._meta.concrete_fields}


def unchanged(before: dict[str, Any], thing: models.Model, names: Iterable[str]) -> bool:
    after = values(thing)
    return {name: after[name] for name in names} == {name: before[name] for name in names}


@pytest.mark.parametrize("model", sorted(CHANGEABLE))
def test_a_form_of_the_admin_sets_what_it_shows(boss, model):
    thing = OBJECTS[model]()
    address = address_of(thing)
    page = boss.get(address)
    extra = hidden(thing, page.context["adminform"].form.fields)
    before = values(thing)
    answer = boss.post(address, sent_by(page) | {name: [value] for name, value in extra.items()})
    assert answer.status_code == 302, answer.context["errors"]
    assert unchanged(before, thing, extra)


@pytest.mark.parametrize("name", sorted(INLINES))
def test_so_do_its_rows(boss, name):
    row = ROWS.get(name, ROWS.get(INLINES[name].model._meta.label_lower))()
    address = address_of(parent_of(row, name))
    page = boss.get(address)
    shown = next(
        one.formset for one in page.context["inline_admin_formsets"] if type(one.opts) is INLINES[name]
    )
    form = next(one for one in shown.initial_forms if one.instance == row)
    extra = hidden(row, form.fields)
    before = values(row)
    sent = {f"{form.prefix}-{field}": [value] for field, value in extra.items()}
    answer = boss.post(address, sent_by(page) | sent)
    assert answer.status_code == 302, answer.context["errors"]
    assert unchanged(before, row, extra)


AREAS = ("portal", "accommodation", "taskforce", "volunteering", "culture_sport", "fim", "pakt")
# Who may send each form.
TAKEN = {
    route.values[1]: next(
        reader
        for reader in ("coordination", "operator", "speaker", "council", "public")
        if route.values[2][reader] not in ("403", "404", "405", "login")
    )
    for route in ROUTES
    if route.values[0] == "POST" and route.values[1] in FORMS and ":" in route.values[1]
}


def every_subclass(of: type) -> set[type]:
    return {of}.union(*(every_subclass(one) for one in of.__subclasses__()))


# What one form outside the admin asks for, another one may ask for, too.
ASKED_FOR = {
    name
    for form in every_subclass(forms.BaseForm)
    if form.__module__.split(".")[0] in AREAS and ".admin" not in form.__module__
    for name in getattr(form, "base_fields", {})
}
OWN_MODELS = [
    model
    for model in apps.get_models()
    if model._meta.app_label in AREAS and not hasattr(model, "instance_type")  # their histories
]
NEVER_ASKED_FOR = {field.name for model in OWN_MODELS for field in model._meta.concrete_fields} - ASKED_FOR


def sender(reader: str, name: str) -> Client:
    client, person = Client(), reader_of(name, reader)
    if person:
        client.force_login(person())
    return client


def everything_stored() -> dict[str, list[dict[str, Any]]]:
    """All rows, without what is drawn by lot."""
    return {
        model._meta.label: [
            {
                name: value
                for name, value in row.items()
                if name not in ("digest", "file", "history_id", "password")
            }
            for row in model._base_manager.order_by("pk").values()
        ]
        for model in OWN_MODELS
    }


def test_the_fields_that_matter_are_among_them():
    assert {
        "organisation", "state", "example", "created_by", "submitted_by", "decided_by", "current", "leading",
        "is_staff", "is_superuser", "granted_by", "council_request",
    } <= NEVER_ASKED_FOR  # fmt: skip


@pytest.mark.parametrize("name", sorted(TAKEN))
def test_a_form_outside_the_admin_does_the_same_whatever_is_sent_along(settings, name):
    """Each once as it is, and once with every name that no form asks for, at the same moment."""
    extra = dict.fromkeys(NEVER_ASKED_FOR, "1")
    settings.PUBLIC_VIEW = TAKEN[name] == "public"
    done = []
    with time_machine.travel("2026-06-01 10:00:00+00:00", tick=False):
        arguments = ARGUMENTS.get(name, dict)()
        address, sent = reverse(name, kwargs=arguments), {"nothing": "1"} | SENT.get(name, {})
        for form in (sent, extra | sent):
            with undone():
                answer = sender(TAKEN[name], name).post(address, form)
                done.append((answer.status_code, everything_stored()))
    assert done[0] == done[1]
