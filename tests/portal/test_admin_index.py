"""The index of the admin: groups in the order of the work, and what one may not touch is not there."""

from collections import Counter

import pytest
from django.contrib import admin
from django.urls import reverse

import portal.urls  # noqa: F401 (what is registered is complete only now)
from portal.admin_index import GROUPS
from portal.models.areas import Area
from tests import people

pytestmark = pytest.mark.once


def test_every_model_stands_in_one_group():
    grouped = Counter(model for group in GROUPS for model in group.models)
    assert grouped == Counter(model._meta.label_lower for model in admin.site._registry)


def test_the_chapters_come_in_the_order_of_the_report():
    assert [group.name for group in GROUPS if group.name in Area.labels] == Area.labels


def test_every_group_says_what_one_keeps_there():
    assert all(group.sentence.endswith(".") for group in GROUPS)


def names(page) -> list[str]:
    return [group["name"] for group in page.context["app_list"]]


@pytest.mark.django_db
class TestForWhom:
    def test_karla_sees_no_accounts(self, act_as):
        page = act_as(people.karla).get(reverse("admin:index"))
        assert "Konten und Rechte" not in names(page)
        assert names(page)[:2] == ["Meldungen und Termine", "Unterbringung"]

    def test_adam_sees_of_the_accounts_only_what_he_looks_after(self, act_as):
        page = act_as(people.adam).get(reverse("admin:index"))
        groups = {group["name"]: group["models"] for group in page.context["app_list"]}
        assert [model["name"] for model in groups["Konten und Rechte"]] == ["Konten"]

    def test_the_list_at_the_side_is_the_same(self, act_as):
        page = act_as(people.karla).get(reverse("admin:portal_district_changelist"))
        assert [group["name"] for group in page.context["available_apps"]] == names(
            act_as(people.karla).get(reverse("admin:index"))
        )

    def test_the_page_of_a_chapter_has_its_group(self, act_as):
        page = act_as(people.karla).get(reverse("admin:app_list", args=["fim"]))
        assert names(page) == ["Flüchtlingsintegrationsmaßnahmen"]

    def test_a_page_without_any_group_is_not_there(self, act_as):
        assert act_as(people.karla).get(reverse("admin:app_list", args=["auth"])).status_code == 404
