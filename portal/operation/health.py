"""Whether the portal can work: what the monitoring asks, and what the administration reads."""

import shutil
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache

from django.conf import settings
from django.db import Error, connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder
from django.utils import timezone

from portal.dates import german_date
from portal.models import Deletion, RetentionPeriod
from portal.numbers import german

FREE_MEGABYTES = 500  # a big delivery, its working files and a backup's
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
    return [database, *schema, look("Speicherplatz", disk_has_space), *backup_checks(), *retention_checks()]


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
