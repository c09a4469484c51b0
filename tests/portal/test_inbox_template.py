"""The template by its address: for whom, for which day, and what is in it."""

import io
from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook

from portal.inbox.forms import end_of_last_month
from portal.models import Delivery
from tests import people
from tests.factories import OccupancyFactory, ShelterFactory

pytestmark = [pytest.mark.django_db, pytest.mark.once]

ADDRESS = "/meldungen/vorlage/"


@pytest.fixture(autouse=True)
def shelters():
    OccupancyFactory(
        shelter=ShelterFactory(name="Haus Ahorn", operation__operator=people.anker()),
        as_of=date(2017, 7, 31),
        occupied=80,
    )
    ShelterFactory(name="Haus Buche", operation__operator=people.bruecke())


def content(answer) -> bytes:
    return b"".join(answer.streaming_content)


def names(answer) -> list[str]:
    sheet = load_workbook(io.BytesIO(content(answer))).active
    return [row[1] for row in sheet.iter_rows(min_row=5, values_only=True)]


def test_tina_gets_a_workbook_named_after_its_day(act_as):
    answer = act_as(people.tina).get(ADDRESS, {"stichtag": "2017-08-31"})
    assert answer["Content-Disposition"] == 'attachment; filename="belegungsliste_2017-08-31.xlsx"'
    assert names(answer) == ["Haus Ahorn"]


def test_without_a_day_it_is_about_the_end_of_last_month(act_as):
    answer = act_as(people.tina).get(ADDRESS)
    assert f"belegungsliste_{end_of_last_month()}.xlsx" in answer["Content-Disposition"]
    assert (timezone.localdate() - end_of_last_month()).days <= 31


def test_who_comes_from_a_date_of_the_calendar_is_offered_the_template_of_that_day(act_as):
    page = act_as(people.tina).get(reverse("deliveries:upload"), {"stichtag": "2017-09-30"}).content.decode()
    assert 'name="stichtag" value="2017-09-30"' in page


def test_uploaded_as_it_is_it_becomes_a_preview_without_a_message(act_as):
    tina = act_as(people.tina)
    template = content(tina.get(ADDRESS, {"stichtag": "2017-08-31"}))
    tina.post(reverse("deliveries:upload"), {"file": SimpleUploadedFile("vorlage.xlsx", template)})
    delivery = Delivery.objects.get(file_name="vorlage.xlsx")
    assert (delivery.first_as_of, delivery.messages) == (date(2017, 8, 31), [])
    assert delivery.counts["new"] == 1


def test_tina_gets_her_own_shelters_whatever_the_address_says(act_as):
    answer = act_as(people.tina).get(ADDRESS, {"traeger": people.bruecke().pk})
    assert names(answer) == ["Haus Ahorn"]


def test_karla_chooses_the_operator(act_as):
    assert names(act_as(people.karla).get(ADDRESS, {"traeger": people.bruecke().pk})) == ["Haus Buche"]


@pytest.mark.parametrize(
    ("person", "asked", "told"),
    [
        (people.karla, {}, "für welchen Träger die Vorlage ist"),
        (people.tina, {"stichtag": "31.02.2017"}, "Bitte einen Tag angeben, den es gibt"),
        (people.tina, {"stichtag": "2010-01-31"}, "Für diesen Tag ist keine Unterkunft"),
    ],
)
def test_what_cannot_be_made_is_told_on_the_upload_page(act_as, person, asked, told):
    answer = act_as(person).get(ADDRESS, asked)
    assert answer.status_code == 422
    assert told in answer.content.decode()
