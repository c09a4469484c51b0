from typing import Any

from django.core.management import CommandError
from django.core.management.commands import migrate
from django.db import connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder

from portal.management.tables_only import TablesOnly


class Command(migrate.Command):
    autodetector = TablesOnly

    def handle(self, *args: Any, **options: Any) -> None:
        if unfinished := begun_before_the_first_release():
            raise CommandError(
                f"Diese Datenbank stammt von einem Zwischenstand ({', '.join(unfinished)}). Wie sie zu retten"
                " ist, steht in docs/decisions/0037-first-migrations.md. Sind nur Beispieldaten darin,"
                " löschen Sie sie (var/portal.sqlite3) und beginnen Sie von vorn."
            )
        super().handle(*args, **options)


def begun_before_the_first_release() -> list[str]:
    """Areas of which some, but not all, of the steps were made that their first migration took the place of.
    Django would leave such an area out, or stumble."""
    applied = MigrationRecorder(connection).applied_migrations().keys()
    return [
        area
        for (area, _), migration in MigrationLoader(None).disk_migrations.items()
        if not applied.isdisjoint(migration.replaces) and not applied >= set(migration.replaces)
    ]
