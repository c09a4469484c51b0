"""`/gesund/` and `/bereit/`: what the monitoring is told, and what only the administration is."""

from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import call_command
from django.db import OperationalError, connection
from django.utils import timezone

from portal.models import Deletion, RetentionPeriod
from portal.operation import health
from tests import people

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _data_directory(settings, tmp_path):
    settings.DATA_DIR, settings.LAST_BACKUP = tmp_path, tmp_path / "last_backup"
    settings.BACKUP_KEY = "eine Passphrase für Tests"
    health.note_backup(timezone.now())


def broken(*_):
    raise OperationalError("could not connect to geheim.example")


class NoDatabase:
    """Whoever asks the database fails the test."""

    def __call__(self, *_):
        raise AssertionError("The database was asked.")


def test_alive_asks_no_database(client):
    with connection.execute_wrapper(NoDatabase()):
        assert client.get("/gesund/").status_code == 200


def test_ready_when_everything_is_there(client):
    answer = client.get("/bereit/")
    assert (answer.status_code, answer.content) == (200, b"bereit\n")


def test_not_ready_without_a_database(client):
    with connection.execute_wrapper(broken):
        answer = client.get("/bereit/")
    assert (answer.status_code, answer.content) == (503, b"nicht bereit\n")


def test_not_ready_with_a_missing_migration(client, monkeypatch):
    monkeypatch.setattr(health, "known_migrations", lambda: frozenset({("portal", "9999_future")}))
    assert client.get("/bereit/").status_code == 503


def test_not_ready_with_a_full_disk(client, monkeypatch):
    monkeypatch.setattr(health, "FREE_MEGABYTES", 10**9)
    assert client.get("/bereit/").status_code == 503


@pytest.mark.parametrize(("hours", "status"), [(25, 200), (27, 503)])
def test_an_old_backup_alarms(client, hours, status):
    health.note_backup(timezone.now() - timedelta(hours=hours))
    assert client.get("/bereit/").status_code == status


def test_a_missing_backup_alarms(client, settings):
    settings.LAST_BACKUP.unlink()
    assert client.get("/bereit/").status_code == 503


def test_without_backups_set_up_none_is_missed(client, settings):
    settings.BACKUP_KEY = ""
    settings.LAST_BACKUP.unlink()
    assert client.get("/bereit/").status_code == 200


def test_the_administration_reads_what_is_wrong(act_as, settings):
    settings.LAST_BACKUP.unlink()
    page = act_as(people.adam).get("/bereit/").content.decode()
    assert "Das Portal ist nicht bereit" in page
    assert "Es gibt noch keine Sicherung" in page


@pytest.fixture
def in_production(settings):
    settings.PRODUCTION = True
    call_command("apply_retention", verbosity=0, stdout=StringIO())


@pytest.mark.usefixtures("in_production")
def test_who_deleted_last_night_is_ready(client):
    assert client.get("/bereit/").status_code == 200


@pytest.mark.usefixtures("in_production")
def test_one_kind_that_has_not_been_deleted_for_27_hours_alarms(act_as):
    ran = Deletion.objects.filter(kind=RetentionPeriod.Kind.CONTACTS)
    ran.update(ran_at=timezone.now() - timedelta(hours=27))
    answer = act_as(people.adam).get("/bereit/")
    assert answer.status_code == 503
    assert "seit 26 Stunden nicht gelaufen: Ansprechpersonen." in answer.content.decode()


def test_who_tries_the_portal_out_need_not_delete(client):
    assert client.get("/bereit/").status_code == 200


@pytest.mark.parametrize("person", [people.rosa, people.tina, people.karla])
def test_nobody_else_does(act_as, settings, person):
    settings.LAST_BACKUP.unlink()
    assert act_as(person).get("/bereit/").content == b"nicht bereit\n"
