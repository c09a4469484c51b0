"""What is delivered: how it lies on disk and how it comes back, whatever it is called."""

import re
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from portal.models import Delivery
from tests import people
from tests.factories import ShelterFactory
from tests.sheets import occupancy_csv

NAUGHTY = [
    "../../etc/passwd.csv", "..\\..\\boot.csv", "/tmp/x.csv", "a\r\nSet-Cookie: x=1.csv", 'a";b=c.csv',  # noqa: S108
    "<script>alert(1)</script>.csv", "Übersicht – März.csv", "社會科學院.csv", "\u202egnp.csv", ".csv",
    "%2e%2e%2f.csv", "{{ 7 }}.csv", "con.csv", "'; DROP TABLE portal_delivery;--.csv", "😍.csv",
]  # fmt: skip


@pytest.fixture
def delivered(client):
    """Each name in turn, as a browser sends it."""
    ShelterFactory(name="Haus Ahorn", operation__operator=people.anker())
    client.force_login(people.tina())

    def deliver(number: int, name: str) -> Delivery:
        file = SimpleUploadedFile("x.csv", occupancy_csv(f"Haus Ahorn;100;{70 + number}"))
        file._name = name  # past what Django's own class would clean away
        assert client.post(reverse("deliveries:upload"), {"file": file}).status_code in (200, 302)
        return Delivery.objects.latest("pk")

    return deliver


@pytest.mark.django_db
@pytest.mark.parametrize("name", NAUGHTY)
def test_a_file_is_stored_under_a_name_of_our_own(delivered, name):
    delivery = delivered(1, name)

    assert re.fullmatch(r"deliveries/[0-9a-f]{32}", delivery.file.name)
    path = Path(delivery.file.path).resolve()
    assert path.is_relative_to(Path(delivery.file.storage.location).resolve())
    assert path.stat().st_mode & 0o777 == 0o600


@pytest.mark.django_db
@pytest.mark.parametrize("name", NAUGHTY)
def test_its_name_comes_back_without_a_second_header(delivered, client, name):
    delivery = delivered(1, name)

    answer = client.get(reverse("deliveries:file", args=[delivery.pk]))

    assert answer.status_code == 200
    assert "Set-Cookie" not in answer.headers
    told = answer.headers["Content-Disposition"]
    assert told.isascii()
    assert re.fullmatch(
        r"attachment(; filename(=\"[^\"\\]*(\\.[^\"\\]*)*\"|\*=utf-8''[\w.%!~*'()-]+))?", told
    )
    page = client.get(reverse("deliveries:delivery", args=[delivery.pk])).content.decode()
    assert "<script>alert" not in page
