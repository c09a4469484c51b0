"""The restore drill: back up, destroy, restore, compare, open a page. On the database of the tests."""

import hashlib
import json
import shutil
import threading
from datetime import timedelta
from pathlib import Path

import pytest
from django.apps import apps
from django.core.files.base import ContentFile
from django.core.files.storage import storages
from django.core.management import CommandError, call_command
from django.db import connection, transaction
from django.utils import timezone

from portal.freshness.versions import data_version
from portal.freshness.watching import AREAS
from portal.models import Organisation, User
from portal.operation.backups.archive import settings_without_secrets
from portal.operation.health import last_backup
from tests import people
from tests.accommodation.sending import released, submitted
from tests.factories import MeasureFactory, ReportedFigureFactory, ShelterFactory, SourceFactory

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def data(settings, tmp_path):
    settings.DATA_DIR, settings.LAST_BACKUP = tmp_path, tmp_path / "last_backup"
    settings.BACKUP_KEY = "eine Passphrase für Tests"
    private = settings.STORAGES["private"] | {"OPTIONS": {"location": tmp_path / "private"}}
    settings.STORAGES = settings.STORAGES | {"private": private}
    (tmp_path / "backups").mkdir()
    ShelterFactory(name="Haus Ahorn", operation__operator=people.anker())
    people.karla(), people.rosa()
    released("Haus Ahorn;100;80")
    submitted("Haus Ahorn;100;82", as_of="30.09.2017")
    ReportedFigureFactory()
    MeasureFactory().papers.add(SourceFactory(), SourceFactory())  # its history is two tables
    storages["private"].save("meldungen/ältere Liste.csv", ContentFile(b"Haus;80"))


def back_up(tmp_path: Path, **options) -> Path:
    call_command("backup", tmp_path / "backups", verbosity=0, **options)
    return max((tmp_path / "backups").glob("*.backup"))


def sums(tmp_path: Path) -> dict[str, str]:
    """One checksum for each table and each file."""
    found = {}
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT * FROM "{table}"')  # noqa: S608
            rows = sorted(map(repr, cursor.fetchall()))
            found[table] = f"{len(rows)} {hashlib.sha256(''.join(rows).encode()).hexdigest()}"
    for path in (tmp_path / "private").rglob("*"):
        if path.is_file():
            found[str(path.relative_to(tmp_path))] = hashlib.sha256(path.read_bytes()).hexdigest()
    found.pop("django_session")
    found.pop("portal_dataversion")  # begins anew on purpose
    return found


def destroy(tmp_path: Path) -> None:
    """Tables and files are gone."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("PRAGMA foreign_keys = OFF")
            for table in connection.introspection.table_names(cursor):
                cursor.execute(f'DROP TABLE "{table}"')
        else:
            cursor.execute("DROP SCHEMA public CASCADE; CREATE SCHEMA public")
    connection.close()
    shutil.rmtree(tmp_path / "private")


def test_the_drill(tmp_path, client):
    before = sums(tmp_path)
    backup = back_up(tmp_path)
    destroy(tmp_path)

    call_command("restore", backup, verbosity=0)

    assert sums(tmp_path) == before
    assert len(before) > 100
    assert sum(name.startswith("private/") for name in before) >= 3
    client.force_login(people.karla())
    assert "Haus Ahorn" in client.get("/unterbringung/unterkuenfte/").content.decode()


def test_a_page_that_was_kept_before_a_restore_is_not_shown_after_it(tmp_path):
    """What is written after the restore must not get the name of what was written after the backup."""
    backup = back_up(tmp_path)
    Organisation.objects.create(name="Vorher")
    gone = data_version(AREAS)

    call_command("restore", backup, replace=True, verbosity=0)
    Organisation.objects.create(name="Nachher")

    assert data_version(AREAS) != gone


def test_a_backup_under_load_holds_every_transaction_committed_before_it_began(tmp_path):
    """And of those that are committed meanwhile all or nothing."""
    committed, ended = [], threading.Event()

    def write() -> None:
        try:
            while not ended.is_set():
                number = len(committed)
                with transaction.atomic():
                    Organisation.objects.create(name=f"{number} Anfang")
                    Organisation.objects.create(name=f"{number} Ende")
                committed.append(number)
                ended.wait(0.002)
        finally:
            connection.close()

    writer = threading.Thread(target=write)
    writer.start()
    try:
        while len(committed) < 20:
            ended.wait(0.01)
        before = len(committed)
        backup = back_up(tmp_path)
    finally:
        ended.set()
        writer.join()
    assert len(committed) > before

    call_command("restore", backup, replace=True, verbosity=0)

    names = set(Organisation.objects.filter(name__contains=" ").values_list("name", flat=True))
    first, last = ({name.split()[0] for name in names if name.endswith(end)} for end in ("Anfang", "Ende"))
    assert first == last
    assert first >= {str(number) for number in range(before)}


def test_a_flipped_byte_is_noticed_before_anything_is_restored(tmp_path):
    backup = back_up(tmp_path)
    sealed = bytearray(backup.read_bytes())
    sealed[len(sealed) // 2] ^= 1
    backup.write_bytes(sealed)
    Organisation.objects.create(name="Danach")
    before = sums(tmp_path)

    with pytest.raises(CommandError, match="beschädigt"):
        call_command("restore", backup, replace=True, verbosity=0)

    assert sums(tmp_path) == before


def test_a_portal_that_is_not_empty_is_not_replaced_unless_told(tmp_path):
    backup, before = back_up(tmp_path), sums(tmp_path)
    with pytest.raises(CommandError, match="nicht leer"):
        call_command("restore", backup, verbosity=0)
    assert sums(tmp_path) == before


def test_nothing_secret_is_among_the_settings(monkeypatch):
    monkeypatch.setenv("PORTAL_CITY", "Musterstadt")
    for name in ("PORTAL_SECRET_KEY", "PORTAL_BACKUP_KEY", "DATABASE_URL", "PORTAL_EMAIL_URL"):
        monkeypatch.setenv(name, "zebrafink")
    assert settings_without_secrets()["PORTAL_CITY"] == "Musterstadt"
    assert "zebrafink" not in settings_without_secrets().values()


def test_nobody_is_signed_in_by_a_backup(tmp_path, client):
    client.force_login(people.karla())
    call_command("restore", back_up(tmp_path), replace=True, verbosity=0)
    assert client.get("/meldungen/").status_code == 302


def test_old_backups_go_and_the_time_of_the_last_is_noted(tmp_path):
    folder = tmp_path / "backups"
    for day in ("2026-01-01T020000Z", "2026-01-02T020000Z"):
        (folder / f"portal-{day}.backup").touch()
    newest = back_up(tmp_path, keep=2)
    assert sorted(folder.iterdir()) == [folder / "portal-2026-01-02T020000Z.backup", newest]
    assert newest.stat().st_mode & 0o777 == 0o600
    assert timezone.now() - last_backup() < timedelta(minutes=1)


def test_a_backup_that_fails_leaves_nothing_and_is_not_noted(tmp_path, monkeypatch):
    def full(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("portal.operation.backups.archive.dump", full)
    with pytest.raises(CommandError, match="keine neue Sicherung"):
        back_up(tmp_path)
    assert list((tmp_path / "backups").iterdir()) == []
    assert last_backup() is None


def test_a_short_passphrase_is_refused(tmp_path, settings):
    settings.BACKUP_KEY = "kurz"
    with pytest.raises(CommandError, match="20 Zeichen"):
        back_up(tmp_path)


def test_everything_leaves_in_open_formats_and_comes_back_without_a_difference(tmp_path):
    before, out, again = sums(tmp_path), tmp_path / "out", tmp_path / "again"
    call_command("export_all", out, verbosity=0)
    with pytest.raises(CommandError, match="nicht leer"):
        call_command("import_all", out, verbosity=0)
    call_command("flush", interactive=False, verbosity=0)
    shutil.rmtree(tmp_path / "private")

    call_command("import_all", out, verbosity=0)

    after = sums(tmp_path)
    made_anew = {"auth_group", "auth_permission", "auth_group_permissions", "django_content_type"}
    by_number = {"django_admin_log", "django_migrations"}  # hold numbers of those
    links = {  # pairs, whose own numbers mean nothing
        field.remote_field.through._meta.db_table
        for model in apps.get_models()
        for field in model._meta.many_to_many
    }
    told = {"portal_auditevent"}  # that somebody took everything out is an event itself
    other = made_anew | by_number | links | told
    assert {name for name in before if after.get(name) != before[name]} <= other
    call_command("export_all", again, verbosity=0)
    assert without_events(again) == without_events(out)
    Organisation.objects.create(name="Danach")  # the numbers go on where they were
    assert User.objects.get(email=people.karla().email).has_perm("portal.release_delivery")


def without_events(folder: Path) -> dict[str, str]:
    """Checksums by file."""
    sums = json.loads((folder / "manifest.json").read_text())["sha256"]
    assert sums.pop("tables/portal.auditevent.jsonl")
    return sums


def test_what_was_changed_since_is_not_taken_in(tmp_path):
    out = tmp_path / "out"
    call_command("export_all", out, verbosity=0)
    call_command("flush", interactive=False, verbosity=0)
    shutil.rmtree(tmp_path / "private")
    (out / "tables" / "portal.organisation.jsonl").write_text("")
    with pytest.raises(CommandError, match=r"Verändert seit der Ausfuhr: tables/portal\.organisation"):
        call_command("import_all", out, verbosity=0)
    assert not User.objects.exists()
