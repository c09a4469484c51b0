"""No space left: a sentence, nothing half, and the portal goes on."""

import contextlib
import errno
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.core.files.storage import FileSystemStorage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.urls import reverse

from accommodation.models import Occupancy
from portal.models import Delivery
from portal.releases import State
from portal.report.fonts import unpacked
from tests import people
from tests.accommodation.sending import drafted
from tests.factories import ReportFactory, ShelterFactory
from tests.sheets import occupancy_csv

HOUSES = 300  # more than the free space of a page


@pytest.fixture
def tina() -> Client:
    client = Client(raise_request_exception=False)
    client.force_login(people.tina())
    return client


def confirm(tina: Client, draft: Delivery) -> int:
    address = reverse("deliveries:confirm", args=[draft.pk])
    form = {"warnings_accepted": "on", "reason": "Nachgezählt"}
    return tina.post(address, form).status_code


@pytest.mark.django_db(transaction=True)
def test_a_file_that_finds_no_space(tina, monkeypatch):
    ShelterFactory(name="Haus Ahorn", operation__operator=people.anker())

    def full(*_):
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(FileSystemStorage, "_save", full)
    file = SimpleUploadedFile("belegung.csv", occupancy_csv("Haus Ahorn;100;80"))
    answer = tina.post(reverse("deliveries:upload"), {"file": file})

    assert answer.status_code == 503
    assert "Kein Speicherplatz mehr" in answer.content.decode()
    assert not Delivery.objects.exists()
    monkeypatch.undo()
    assert tina.get("/").status_code == 200


@pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL has no limit for a file of its own.")
@pytest.mark.django_db(transaction=True)
def test_a_database_that_is_full_while_a_list_is_confirmed(tina):
    for number in range(HOUSES):
        ShelterFactory(name=f"Haus {number}", operation__operator=people.anker())
    draft = drafted(*(f"Haus {number};100;80" for number in range(HOUSES)))
    with connection.cursor() as cursor:
        cursor.execute("VACUUM")
        cursor.execute("PRAGMA page_count")
        cursor.execute(f"PRAGMA max_page_count = {cursor.fetchone()[0]}")

    assert confirm(tina, draft) == 503
    draft.refresh_from_db()
    assert (draft.state, Occupancy.objects.count()) == (State.DRAFT, 0)

    with connection.cursor() as cursor:
        cursor.execute("PRAGMA max_page_count = 1073741823")
    assert confirm(tina, draft) == 302
    assert Occupancy.objects.count() == HOUSES


@pytest.fixture
def volume(tmp_path) -> Iterator[Path]:
    """A real one, of 256 kB."""
    small = tmp_path / "small"
    small.mkdir()
    options = ["-t", "tmpfs", "-o", "size=256k", "tmpfs", small]
    if subprocess.run(["mount", *options], capture_output=True, check=False).returncode:  # noqa: S607
        pytest.skip("Only root can make a small volume.")
    yield small
    subprocess.run(["umount", "--lazy", small], check=True)  # noqa: S607


def fill(volume: Path) -> Path:
    filler = volume / "filler"
    with contextlib.suppress(OSError), filler.open("wb", buffering=0) as file:
        while True:
            file.write(b"x" * 4096)
    return filler


@pytest.mark.django_db
@pytest.mark.once
def test_an_upload_to_a_volume_that_is_really_full(tina, volume, monkeypatch):
    ShelterFactory(name="Haus Ahorn", operation__operator=people.anker())
    storage = FileSystemStorage(location=volume / "private")
    monkeypatch.setattr(Delivery._meta.get_field("file"), "storage", storage)
    filler = fill(volume)

    assert upload(tina).status_code == 503
    assert not Delivery.objects.exists()
    assert [path for path in (volume / "private").rglob("*") if path.is_file()] == []

    filler.unlink()
    assert upload(tina).status_code == 302
    assert Delivery.objects.get().file.size > 0


def upload(tina: Client):
    file = SimpleUploadedFile("belegung.csv", occupancy_csv("Haus Ahorn;100;80"))
    return tina.post(reverse("deliveries:upload"), {"file": file})


@pytest.mark.django_db
@pytest.mark.once
def test_a_printed_report_when_the_volume_is_really_full(settings, volume):
    """Nothing of it is written but its fonts, once."""
    unpacked.cache_clear()
    settings.DATA_DIR = volume
    filler, reader = fill(volume), Client(raise_request_exception=False)
    reader.force_login(people.karla())
    address = reverse("reports:file", args=[ReportFactory().pk, "pdf"])
    answer = reader.get(address)
    unpacked.cache_clear()
    if not (settings.KERN_DIR / "fonts").exists():
        pytest.skip("Without KERN there are no fonts to unpack.")
    assert answer.status_code == 503
    assert "Kein Speicherplatz mehr" in answer.content.decode()
    assert list(volume.rglob("*.ttf")) == []

    filler.unlink()
    assert reader.get("/").status_code == 200
