"""The register of processing: complete, and made from the models."""

from dataclasses import replace
from io import StringIO

import pytest
from django.core.exceptions import FieldDoesNotExist
from django.core.management import call_command
from django.db import models
from django.test.utils import isolate_apps

from portal.models import RetentionPeriod, User
from portal.privacy import register
from portal.privacy.activities import ACTIVITIES, NOT_PERSONAL
from portal.privacy.register import days_text, entries, looks_personal, undeclared, words_of
from tests import people

pytestmark = pytest.mark.django_db


def test_every_field_that_looks_personal_is_declared():
    """A new one: say in portal/privacy/activities.py what it is for, or why it is not about a person."""
    assert undeclared() == []


def test_a_field_that_nobody_declared_is_found(monkeypatch):
    less = tuple(
        replace(one, fields=tuple(path for path in one.fields if path != "portal.ContactPerson.phone"))
        for one in ACTIVITIES
    )
    monkeypatch.setattr(register, "ACTIVITIES", less)
    assert undeclared() == ["portal.ContactPerson.phone"]


@isolate_apps("tests")
def test_what_looks_personal():
    class Guest(models.Model):  # noqa: DJ008
        mailbox = models.EmailField()
        seen_from = models.GenericIPAddressField()
        guardian = models.ForeignKey(User, models.PROTECT)
        last_name = models.CharField(max_length=9)
        home_address = models.TextField()
        phone = models.CharField(max_length=9)
        title = models.CharField(max_length=9)
        street_lamps = models.IntegerField()
        contacted_on = models.DateField()

        class Meta:
            app_label = "tests"

    personal = {field.name for field in Guest._meta.concrete_fields if looks_personal(field)}
    assert personal == {"mailbox", "seen_from", "guardian", "last_name", "home_address", "phone"}


def test_every_declared_field_exists():
    assert all(entry.held for entry in entries())
    assert all(words_of(path) for paths in NOT_PERSONAL.values() for path in paths)


def test_a_declared_field_that_is_gone_is_noticed():
    with pytest.raises(FieldDoesNotExist):
        words_of("portal.User.nickname")


def test_every_period_is_in_it():
    """But of what is not about persons."""
    told = {kind for one in ACTIVITIES for kind in one.kept}
    assert set(RetentionPeriod.Kind) - told == {
        RetentionPeriod.Kind.REMINDERS, RetentionPeriod.Kind.DELETIONS,
    }  # fmt: skip


def test_every_activity_says_how_long():
    assert [entry.activity.key for entry in entries() if not entry.periods] == []


def test_it_tells_the_periods_that_the_city_has_set():
    RetentionPeriod.objects.create(kind="contacts", days=400, reason="Beschluss")
    (contacts,) = [entry for entry in entries() if entry.activity.key == "ansprechpersonen"]
    assert contacts.periods == ("Ansprechpersonen: 400 Tage (rund 13 Monate) ab der letzten Bestätigung",)


@pytest.mark.parametrize(
    ("days", "text"),
    [
        (0, "höchstens ein Tag"),
        (1, "1 Tag"),
        (20, "20 Tage"),
        (365, "1 Jahr"),
        (548, "548 Tage (rund 18 Monate)"),
        (1095, "3 Jahre"),
    ],
)
def test_periods_in_words(days, text):
    assert days_text(days) == text


def file(*options: str) -> str:
    out = StringIO()
    call_command("processing_register", *options, stdout=out)
    return out.getvalue()


class TestFile:
    def test_markdown(self, settings):
        settings.CONTROLLER = "Stadt Musterhausen, Markt 1"
        text = file()
        assert "- **Verantwortlich:** Stadt Musterhausen, Markt 1\n" in text
        assert "## 2. Ansprechpersonen von Organisationen" in text
        assert "  - Ansprechperson: Name, Funktion, E-Mail-Adresse, Telefon" in text

    def test_html(self):
        text = file("--html")
        assert text.startswith("<!doctype html>")
        assert "2. Ansprechpersonen von Organisationen</h" in text


class TestPages:
    def test_the_notice_says_what_nobody_has_entered(self, client):
        page = client.get("/datenschutz/").content.decode()
        assert "nicht eingetragen: Name und Anschrift der verantwortlichen Stelle fehlen" in page

    def test_the_notice_names_who_answers(self, client, settings):
        settings.CONTROLLER, settings.DATA_PROTECTION_OFFICER = (
            "Stadt Musterhausen",
            "datenschutz@stadt.example",
        )
        page = client.get("/datenschutz/").content.decode()
        assert "Stadt Musterhausen" in page
        assert "datenschutz@stadt.example" in page
        assert "verantwortlichen Stelle fehlen" not in page

    def test_it_is_linked_from_every_page_even_where_all_is_closed(self, client, settings):
        settings.PUBLIC_VIEW = False
        assert 'href="/datenschutz/"' in client.get("/konto/login/").content.decode()

    @pytest.mark.parametrize("person", [people.dora, people.adam])
    def test_the_register_is_read_by_who_answers_for_it(self, act_as, person):
        page = act_as(person).get("/datenschutz/verzeichnis/").content.decode()
        assert "10 Tätigkeiten, erzeugt aus den Tabellen des Portals" in page
        assert "Verlauf aller Stammdaten: wer geändert hat" in page
