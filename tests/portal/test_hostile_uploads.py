"""Through the page of an operator: hostile files one after the other, and a long list in time."""

import resource
import time
from datetime import date, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from accommodation.models import Occupancy
from portal.models import Delivery
from tests import people
from tests.factories import ShelterFactory
from tests.portal.sheets import hostile

pytestmark = [pytest.mark.django_db, pytest.mark.once]


@pytest.fixture
def tina(client) -> Client:
    client.force_login(people.tina())
    return client


def upload(client: Client, name: str, data: bytes, **fields: object):
    return client.post(reverse("deliveries:upload"), {"file": SimpleUploadedFile(name, data), **fields})


def busy() -> float:
    """Seconds that this process and those that it waited for have worked."""
    children = resource.getrusage(resource.RUSAGE_CHILDREN)
    return time.process_time() + children.ru_utime + children.ru_stime


def test_every_hostile_file_is_answered_by_the_page(tina):
    """How long the reader takes for each stands in tests/portal/sheets/test_hostile.py."""
    ShelterFactory(name="Haus 1", operation__operator=people.anker())
    for kind, make in hostile.FILES.items():
        answer = upload(tina, f"liste.{kind[:4].rstrip(':')}", make())
        assert answer.status_code in (200, 302, 413, 422), kind


def test_five_thousand_rows_of_twenty_columns_are_previewed_and_confirmed_in_time(tina):
    """Of 50 shelters on 100 days."""
    for number in range(50):
        ShelterFactory(name=f"Haus {number:02}", operation__operator=people.anker())
    heads = ["Unterkunft", "Stichtag", "Belegung", *(f"Notiz {number}" for number in range(17))]
    days = [date(2017, 1, 1) + timedelta(days=day) for day in range(100)]
    rows = ([f"Haus {house:02}", day, 80, *["Wort"] * 17] for day in days for house in range(50))
    data = hostile.workbook(heads, *rows)

    begun = busy()
    answer = upload(tina, "liste.xlsx", data)
    assert answer.status_code == 302
    tina.get(answer.headers["Location"])
    assert busy() - begun < 5

    begun = busy()
    draft = Delivery.objects.get()
    form = {"warnings_accepted": "on", "reason": "Nachgezählt"}
    assert tina.post(reverse("deliveries:confirm", args=[draft.pk]), form).status_code == 302
    assert busy() - begun < 3
    assert Occupancy.objects.count() == 5_000
