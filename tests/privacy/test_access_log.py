"""Who looks at contact persons and accounts stands in the access log, and nobody changes it."""

import pytest
from django.contrib import admin
from django.urls import reverse
from import_export.admin import ExportMixin

from portal.models import AccessLogEntry, ContactPerson, User
from tests import people
from tests.factories import ContactPersonFactory

pytestmark = pytest.mark.django_db


def logged() -> list[tuple]:
    return [
        (entry.by.name, entry.kind, entry.how, entry.record)
        for entry in AccessLogEntry.objects.order_by("pk")
    ]


@pytest.fixture
def contact():
    return ContactPersonFactory()


class TestAdmin:
    def test_the_list_of_contacts(self, act_as, contact):
        act_as(people.karla).get(reverse("admin:portal_contactperson_changelist"))
        assert logged() == [("Karla Koordination", "contact", "list", None)]

    def test_one_contact_its_history_and_an_earlier_state(self, act_as, contact):
        karla = act_as(people.karla)
        key, version = contact.pk, contact.history.first().pk
        karla.get(reverse("admin:portal_contactperson_change", args=[key]))
        karla.get(reverse("admin:portal_contactperson_history", args=[key]))
        karla.get(reverse("admin:portal_contactperson_simple_history", args=[key, version]))
        assert [(how, record) for _, _, how, record in logged()] == [
            ("record", key), ("history", key), ("history", key),
        ]  # fmt: skip

    def test_accounts(self, act_as):
        adam, tina = act_as(people.adam), people.tina()
        adam.get(reverse("admin:portal_user_changelist"))
        adam.get(reverse("admin:portal_user_change", args=[tina.pk]))
        adam.get(reverse("admin:portal_user_history", args=[tina.pk]))
        assert logged() == [
            ("Adam Administration", "account", "list", None),
            ("Adam Administration", "account", "record", tina.pk),
            ("Adam Administration", "account", "history", tina.pk),
        ]

    def test_a_refused_page_shows_nothing_and_is_not_in_it(self, act_as):
        act_as(people.emil).get(reverse("admin:portal_user_changelist"))
        assert logged() == []

    def test_a_list_that_nobody_may_export_needs_no_line_for_it(self):
        """Neither contacts nor accounts have one."""
        for model in (ContactPerson, User):
            assert not isinstance(admin.site._registry[model], ExportMixin)


class TestReading:
    def test_dora_reads_it(self, act_as, contact):
        AccessLogEntry.objects.create(by=people.karla(), kind="contact", how="record", record=contact.pk)
        page = act_as(people.dora).get(reverse("admin:portal_accesslogentry_changelist"))
        assert "Karla Koordination" in page.content.decode()

    @pytest.mark.parametrize("route", ["change", "delete"])
    def test_not_even_a_superuser_changes_it(self, client, django_user_model, route):
        entry = AccessLogEntry.objects.create(by=people.karla(), kind="contact", how="list")
        client.force_login(django_user_model.objects.create_superuser("root@portal.example", name="Root"))
        answer = client.post(
            reverse(f"admin:portal_accesslogentry_{route}", args=[entry.pk]), {"how": "record", "post": "yes"}
        )
        assert answer.status_code == 403
        assert AccessLogEntry.objects.get().how == "list"
