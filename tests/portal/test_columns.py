"""Headings that are asked about once and remembered for their sender."""

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError
from django.urls import reverse

from accommodation.models import Occupancy
from portal.models import ColumnProfile, Delivery
from tests import people
from tests.factories import ShelterFactory
from tests.sheets import text

pytestmark = pytest.mark.django_db

TWO_CAPACITIES = text("Unterkunft;Plätze;Soll;Belegung;Stichtag", "Haus Ahorn;100;130;80;31.08.2017")
NO_KEY = text("Haustier;Belegung;Stichtag", "Haus Ahorn;80;31.08.2017")


@pytest.fixture(autouse=True)
def ahorn():
    return ShelterFactory(name="Haus Ahorn", operation__operator=people.anker(), capacity__places=100)


@pytest.fixture
def tina(client):
    client.force_login(people.tina())
    return client


def upload(client, data: bytes, **fields):
    file = SimpleUploadedFile("belegung.csv", data)
    return client.post(reverse("deliveries:upload"), {"file": file, **fields}, follow=True)


def answer(client, page, **meanings: str):
    """As the browser sends the form of the page, with other choices."""
    sent = dict(re.findall(r'<input type="hidden" name="([\w-]+)" value="([^"]*)"', page.content.decode()))
    for name, heading in [(name, value) for name, value in sent.items() if name.endswith("-heading")]:
        sent[name.replace("heading", "field")] = meanings[heading]
    return client.post(reverse("deliveries:columns"), sent, follow=True)


def test_the_preview_asks_what_two_columns_mean(tina):
    page = upload(tina, TWO_CAPACITIES).content.decode()

    assert "Spalte ‚Plätze‘ (B)" in page
    assert "Spalte ‚Soll‘ (C)" in page


def test_the_answer_changes_the_preview_at_once(tina):
    page = answer(tina, upload(tina, TWO_CAPACITIES), plaetze="", soll="capacity").content.decode()

    assert "Ihre Zuordnung der Spalten ist gespeichert" in page
    assert "Mehrere Spalten bedeuten" not in page
    assert "C ‚Soll‘ = Kapazität" in page


def test_what_is_confirmed_after_the_answer_is_what_was_answered(tina):
    answer(tina, upload(tina, TWO_CAPACITIES), plaetze="", soll="capacity")

    tina.post(reverse("deliveries:confirm", args=[Delivery.objects.get().pk]), {"warnings_accepted": "on"})

    assert Occupancy.objects.get().capacity == 130


def test_the_next_file_is_read_without_a_question(tina):
    answer(tina, upload(tina, TWO_CAPACITIES), plaetze="capacity", soll="")

    page = upload(tina, TWO_CAPACITIES.replace(b";80;", b";81;")).content.decode()

    assert "Mehrere Spalten bedeuten" not in page


def test_a_refused_file_can_be_answered_and_sent_again(tina):
    refused = upload(tina, NO_KEY)
    assert refused.status_code == 422

    page = answer(tina, refused, haustier="shelter")
    assert "Bitte wählen Sie die Datei jetzt noch einmal aus." in page.content.decode()

    assert upload(tina, NO_KEY).status_code == 200


def test_staff_answer_for_the_operator_whose_file_it_is(client):
    client.force_login(people.karla())

    answer(client, upload(client, NO_KEY, sender=people.anker().pk), haustier="shelter")

    assert ColumnProfile.objects.meanings(people.anker(), "occupancy") == {"haustier": "shelter"}


def test_the_answer_of_one_sender_is_not_used_for_another(client):
    ColumnProfile.objects.create(
        organisation=people.bruecke(), kind="occupancy", heading="haustier", field="shelter"
    )
    client.force_login(people.tina())

    assert upload(client, NO_KEY).status_code == 422


def test_tom_cannot_answer_for_anker(tina, client):
    upload(tina, TWO_CAPACITIES)
    sent = {
        "sender": people.anker().pk, "draft": Delivery.objects.get().pk, "form-TOTAL_FORMS": 1,
        "form-INITIAL_FORMS": 1, "form-0-heading": "soll", "form-0-field": "capacity",
    }  # fmt: skip

    client.force_login(people.tom())
    client.post(reverse("deliveries:columns"), sent)

    assert not ColumnProfile.objects.filter(organisation=people.anker()).exists()


@pytest.mark.parametrize("field", ["rate", "unheard of"])
def test_only_meanings_that_are_offered_are_stored(tina, field):
    answer(tina, upload(tina, TWO_CAPACITIES), plaetze=field, soll="")

    assert not ColumnProfile.objects.exists()


def test_a_heading_has_one_meaning_for_each_sender():
    about = {"organisation": people.anker(), "kind": "occupancy", "heading": "soll"}
    ColumnProfile.objects.create(**about, field="capacity")

    with pytest.raises(IntegrityError):
        ColumnProfile.objects.create(**about, field="")
