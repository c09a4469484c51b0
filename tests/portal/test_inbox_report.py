"""The error report on the way of a delivery: asked for while uploading, or in the preview."""

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from openpyxl import load_workbook

from portal.models import Delivery
from tests import people
from tests.factories import ShelterFactory
from tests.sheets import saved, text, workbook

pytestmark = [pytest.mark.django_db, pytest.mark.once]

TITLE = ("Belegungsliste, Stand: 31.08.2017",)
HEADINGS = ("Unterkunft", "Plätze", "Belegung")


@pytest.fixture
def tina(act_as):
    for name in ("Haus Ahorn", "Haus Birke"):
        ShelterFactory(name=name, operation__operator=people.anker())
    return act_as(people.tina)


def upload(client, data: bytes, name: str = "august.xlsx", **fields):
    return client.post(reverse("deliveries:upload"), {"file": SimpleUploadedFile(name, data), **fields})


def report(client, data: bytes, name: str = "august.xlsx"):
    return upload(client, data, name, report="1")


def opened(answer):
    return load_workbook(io.BytesIO(b"".join(answer.streaming_content)))


MESSY = workbook(TITLE, [], HEADINGS, ("Haus Ahorn", 100, "voll"), ("Haus Birkenallee", 60, 40))


def test_the_report_marks_what_the_reader_and_the_rules_found(tina):
    answer = report(tina, MESSY)
    assert answer["Content-Disposition"] == 'attachment; filename="august_fehlerbericht.xlsx"'
    sheet = opened(answer)["Belegung"]
    assert "ist keine Zahl" in sheet["C4"].comment.text
    assert "ist nicht bekannt" in sheet["A5"].comment.text


@pytest.mark.parametrize(
    ("data", "name"),
    [
        (MESSY, "august.xlsx"),
        (text(*TITLE, "Unterkunft;Plätze;Belegung", "", "Haus Ahorn;100;voll", "Haus Birkenallee;60;40"),
         "august.csv"),
    ],
)  # fmt: skip
def test_corrected_in_the_report_and_sent_again_the_file_is_taken(tina, data, name):
    book = opened(report(tina, data, name))
    sheet = book.worksheets[-1]
    last = sheet.max_row
    sheet.cell(last - 1, 3).value = 82
    sheet.cell(last, 1).value = "Haus Birke"

    answer = upload(tina, saved(book), "august_fehlerbericht.xlsx")

    delivery = Delivery.objects.get()
    assert answer.url == reverse("deliveries:delivery", args=[delivery.pk])
    assert (delivery.messages, delivery.counts["new"]) == ([], 2)


def test_asking_for_a_report_stores_nothing(tina):
    report(tina, MESSY)
    report(tina, workbook(TITLE, HEADINGS, ("Haus Ahorn", 100, 80)))
    assert not Delivery.objects.exists()


PERSONS = workbook(TITLE, ("Unterkunft", "Vorname", "Belegung"), ("Haus Ahorn", "Amira", 1))


@pytest.mark.parametrize("data", [PERSONS, b"PK\x03\x04 broken"])
def test_a_file_about_persons_or_a_damaged_one_has_no_report(tina, data):
    answer = report(tina, data)
    assert answer.status_code == 422
    assert "Zu dieser Datei gibt es keinen Fehlerbericht" in answer.content.decode()
    assert "Amira" not in answer.content.decode()


def test_a_preview_with_messages_offers_the_marked_file(tina):
    upload(tina, workbook(TITLE, HEADINGS, ("Haus Ahorn", 100, 120)))
    delivery = Delivery.objects.get()
    address = reverse("deliveries:report", args=[delivery.pk])
    assert address in tina.get(reverse("deliveries:delivery", args=[delivery.pk])).content.decode()
    assert "Überbelegung" in opened(tina.get(address))["Belegung"]["C3"].comment.text


def test_a_preview_without_messages_offers_none(tina):
    upload(tina, workbook(TITLE, HEADINGS, ("Haus Ahorn", 100, 80)))
    delivery = Delivery.objects.get()
    page = tina.get(reverse("deliveries:delivery", args=[delivery.pk])).content.decode()
    assert reverse("deliveries:report", args=[delivery.pk]) not in page


def test_once_submitted_there_is_no_report_any_more(tina):
    upload(tina, workbook(TITLE, HEADINGS, ("Haus Ahorn", 100, 80)))
    delivery = Delivery.objects.get()
    tina.post(reverse("deliveries:confirm", args=[delivery.pk]))
    assert tina.get(reverse("deliveries:report", args=[delivery.pk])).status_code == 404
