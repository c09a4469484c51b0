"""Whether the portal can work: what the monitoring asks, and what the administration reads."""

import secrets
import shutil
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from typing import Any

from django.conf import settings
from django.core.cache import caches
from django.db import DEFAULT_DB_ALIAS, Error, connection, connections
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder
from django.utils import timezone

from portal.dates import german_date
from portal.freshness.replica import REPLICA
from portal.models import Deletion, RetentionPeriod
from portal.numbers import german

FREE_MEGABYTES = 500  # a big delivery, its working files and a backup's
TRIES = 10
ONCE_A_DAY = timedelta(hours=26)  # and two hours for a slow night


@dataclass(frozen=True)
class Check:
    name: str
    good: bool
    sentence: str


def checks() -> list[Check]:
    """Asked in this order; without a database nothing is known about its migrations."""
    database = look("Datenbank", database_answers)
    schema = [look("Datenbankschema", migrations_applied)] if database.good else []
    return [
        database, *schema, *service_checks(), look("Speicherplatz", disk_has_space),
        *backup_checks(), *retention_checks(),
    ]  # fmt: skip


def look(name: str, check: Callable[[], tuple[bool, str]]) -> Check:
    try:
        return Check(name, *check())
    except (Error, OSError) as error:
        return Check(name, good=False, sentence=f"Nicht zu prüfen: {type(error).__name__}.")


def database_answers() -> tuple[bool, str]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return True, f"{connection.display_name} antwortet."


def migrations_applied() -> tuple[bool, str]:
    missing = known_migrations() - MigrationRecorder(connection).applied_migrations().keys()
    if missing:
        return False, f"{german(len(missing))} Schritte fehlen: manage.py migrate."
    return True, "auf dem Stand des Programms"


@cache
def known_migrations() -> frozenset[tuple[str, str]]:
    """Of this program; they do not change while it runs."""
    return frozenset(MigrationLoader(None).disk_migrations)


def service_checks() -> list[Check]:
    """Of what the portal can do without: it goes on, but somebody should know."""
    return [
        *([look("Lesedatenbank", replica_follows)] if settings.REPLICA_URL else []),
        *([look("Gemeinsamer Zwischenspeicher", cache_keeps)] if settings.CACHE_URL else []),
    ]


def replica_follows() -> tuple[bool, str]:
    """As far as the database is now it has to come within two seconds; one that stands still is never asked,
    which nobody would notice otherwise."""
    now = one_value("SELECT pg_current_wal_flush_lsn()")
    for _ in range(TRIES):
        behind = one_value("SELECT pg_wal_lsn_diff(%s, pg_last_wal_replay_lsn())", now, database=REPLICA)
        if behind is None:
            return False, "folgt der Datenbank nicht, sondern ist selbst eine."
        if behind <= 0:
            return True, "antwortet und folgt der Datenbank."
        time.sleep(2 / TRIES)
    kilobytes = german(int(behind) // 1024)
    return False, f"hinkt der Datenbank um {kilobytes} KB nach und wird so lange nicht gefragt."


def one_value(question: str, *values: str, database: str = DEFAULT_DB_ALIAS) -> Any:
    with connections[database].cursor() as cursor:
        cursor.execute(question, values)
        return cursor.fetchone()[0]


def cache_keeps() -> tuple[bool, str]:
    """Asked by what only this check writes, under a name of its own."""
    word = secrets.token_hex(8)
    caches["pages"].set(f"health-{word}", word, timeout=10)
    if caches["pages"].get(f"health-{word}") == word:
        return True, "antwortet und behält, was er bekommt."
    return False, "antwortet nicht. Jede Seite wird ohne ihn gemacht."


def disk_has_space() -> tuple[bool, str]:
    free = shutil.disk_usage(settings.DATA_DIR).free // 1024**2
    return free >= FREE_MEGABYTES, f"{german(free)} MB frei, mindestens {FREE_MEGABYTES} MB müssen es sein."


def backup_checks() -> list[Check]:
    """None where no backups are set up: who tries the portal out has nothing to lose."""
    return [look("Sicherung", backup_is_fresh)] if settings.BACKUP_KEY else []


def retention_checks() -> list[Check]:
    """Only in production: who tries the portal out keeps nobody's data."""
    return [look("Löschfristen", retention_ran)] if settings.PRODUCTION else []


def retention_ran() -> tuple[bool, str]:
    """Every kind within the last night: one that fails for ever is not hidden by the others."""
    newest = Deletion.objects.newest()
    late = [kind.label for kind in RetentionPeriod.Kind if not ran_lately(newest.get(kind))]
    if late:
        return False, f"seit 26 Stunden nicht gelaufen: {', '.join(late)}. Siehe manage.py apply_retention."
    return True, "in den letzten 26 Stunden angewendet"


def ran_lately(last: Deletion | None) -> bool:
    return last is not None and timezone.now() - last.ran_at <= ONCE_A_DAY


def backup_is_fresh() -> tuple[bool, str]:
    last = last_backup()
    if last is None:
        return False, "Es gibt noch keine Sicherung: manage.py backup."
    local = timezone.localtime(last)
    return (
        timezone.now() - last <= ONCE_A_DAY,
        f"zuletzt am {german_date(local.date())}, {local:%H:%M} Uhr; höchstens 26 Stunden sind erlaubt.",
    )


def last_backup() -> datetime | None:
    """When the last complete backup began; None if there has been none."""
    try:
        return datetime.fromisoformat(settings.LAST_BACKUP.read_text().strip())
    except (FileNotFoundError, ValueError):
        return None


def note_backup(began: datetime) -> None:
    settings.LAST_BACKUP.write_text(f"{began.isoformat()}\n")
