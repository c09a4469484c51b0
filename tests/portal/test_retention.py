"""Original files are deleted twelve months after the decision, previews after a day; figures stay."""

from datetime import UTC, datetime, timedelta
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.db import OperationalError
from django.urls import reverse
from django.utils import timezone

from accommodation.models import Occupancy
from portal.models import Delivery, RetentionPeriod
from portal.privacy.retention import apply
from tests import people
from tests.accommodation.sending import counting, drafted, released, submitted
from tests.factories import ShelterFactory

pytestmark = pytest.mark.django_db

DECIDED = datetime(2017, 9, 3, 10, tzinfo=UTC)


@pytest.fixture(autouse=True)
def ahorn():
    return ShelterFactory(name="Haus Ahorn", operation__operator=people.anker())


@pytest.fixture
def decided() -> Delivery:
    """Released on 3 September 2017."""
    delivery = released("Haus Ahorn;100;80")
    Delivery.objects.update(decided_at=DECIDED)
    delivery.refresh_from_db()
    return delivery


@pytest.fixture
def stored(tmp_path) -> list[Path]:
    """The files that are kept, looked up when asked."""

    class Files(list):
        def __iter__(self):
            return (path for path in (tmp_path / "private").rglob("*") if path.is_file())

    return Files()


def run(today: str) -> list[str]:
    """What it says about files and previews."""
    out = StringIO()
    call_command("apply_retention", "--today", today, stdout=out)
    return [line for line in out.getvalue().splitlines() if "Originaldateien" in line or "Vorschauen" in line]


def said(files: int, previews: int) -> list[str]:
    return [
        f"Originaldateien von Meldungen: {files} gelöscht (Frist in Tagen: 365)",
        f"Nicht bestätigte Vorschauen: {previews} gelöscht (Frist in Tagen: 1)",
    ]


def drop_previews(now: datetime) -> int:
    return apply(RetentionPeriod.proposed(RetentionPeriod.Kind.DRAFTS), now).removed


def test_the_file_stays_for_twelve_months(decided, stored):
    assert run("2018-09-02") == said(0, 0)
    assert len(list(stored)) == 1


def test_after_twelve_months_it_is_deleted_and_the_figures_stay(decided, stored):
    hash_before = decided.sha256

    assert run("2018-09-03") == said(1, 0)

    decided.refresh_from_db()
    assert list(stored) == []
    assert (decided.file.name, str(decided.file_deleted_on), decided.sha256) == (
        "",
        "2018-09-03",
        hash_before,
    )
    assert counting() == {"Haus Ahorn": 80}
    assert Occupancy.objects.get().row == 4


def test_a_second_run_finds_nothing_more(decided):
    run("2018-09-03")

    assert run("2018-09-04") == said(0, 0)
    decided.refresh_from_db()
    assert str(decided.file_deleted_on) == "2018-09-03"


def test_a_file_that_is_gone_already_is_no_obstacle(decided, stored):
    for path in stored:
        path.unlink()

    assert run("2018-09-03") == said(1, 0)


def test_what_waits_keeps_its_file_however_old_it_is(stored):
    submitted("Haus Ahorn;100;80")
    Delivery.objects.update(created_at=DECIDED, submitted_at=DECIDED)

    run("2020-01-01")

    assert len(list(stored)) == 1


def test_a_preview_is_deleted_with_its_file_after_a_day(stored):
    drafted("Haus Ahorn;100;80")
    uploaded = Delivery.objects.get().created_at

    assert drop_previews(uploaded + timedelta(hours=23)) == 0
    assert len(list(stored)) == 1

    assert drop_previews(uploaded + timedelta(hours=25)) == 1
    assert list(stored) == []
    assert not Delivery.objects.exists()


def test_an_upload_that_breaks_off_leaves_no_file_that_nobody_finds(stored, monkeypatch):
    def break_off(*_args, **_options):
        raise OperationalError("die Verbindung ist weg")

    monkeypatch.setattr(Delivery, "save", break_off)
    with pytest.raises(OperationalError):
        drafted("Haus Ahorn;100;80")
    assert list(stored) == []


def test_a_preview_without_its_file_is_deleted_too(stored):
    drafted("Haus Ahorn;100;80")
    for path in stored:
        path.unlink()

    assert drop_previews(timezone.now() + timedelta(days=2)) == 1


def test_without_a_day_it_is_today(decided):
    out = StringIO()
    call_command("apply_retention", stdout=out)  # the decision of 2017 is long ago

    assert said(1, 0)[0] in out.getvalue()


def test_the_page_says_when_it_was_deleted_and_keeps_the_hash(client, decided):
    run("2018-09-03")
    client.force_login(people.tina())

    text = client.get(reverse("deliveries:delivery", args=[decided.pk])).content.decode()

    assert "Die Datei wurde am 03.09.2018 nach Ablauf der Frist gelöscht; Prüfsumme" in text
    assert decided.sha256 in text
    assert "Datei herunterladen" not in text
    assert "Zeile 4" in text


def test_the_address_of_the_file_says_the_same(client, decided):
    run("2018-09-03")
    client.force_login(people.tina())

    answer = client.get(reverse("deliveries:file", args=[decided.pk]))

    assert answer.status_code == 410
    assert "Die Datei wurde am 03.09.2018 nach Ablauf der Frist gelöscht" in answer.content.decode()


def test_a_file_that_got_lost_is_told_without_an_error(client, decided, stored):
    for path in stored:
        path.unlink()
    client.force_login(people.tina())

    answer = client.get(reverse("deliveries:file", args=[decided.pk]))

    assert (answer.status_code, "Die Datei liegt nicht vor." in answer.content.decode()) == (410, True)


def test_tom_learns_nothing_about_a_deleted_file_of_anker(client, decided):
    run("2018-09-03")
    client.force_login(people.tom())

    assert client.get(reverse("deliveries:file", args=[decided.pk])).status_code == 404


def test_a_day_to_come_deletes_nothing():
    with pytest.raises(CommandError, match="liegt in der Zukunft"):
        run("2999-01-01")
