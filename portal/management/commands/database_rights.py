"""Lets the portal's account in PostgreSQL add to the trace and change nothing in it; run by the owner."""

from django.core.exceptions import ImproperlyConfigured
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import ProgrammingError

from portal.operation.database_rights import give_rights


class Command(BaseCommand):
    help = (
        "Gibt dem Konto, mit dem das Portal läuft, seine Rechte in PostgreSQL: alles lesen und schreiben, "
        "Verlauf und Ereignisse nur ergänzen. Nach jeder Migration auszuführen, mit dem Konto, dem die "
        "Tabellen gehören."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("account", help="Konto der Datenbank, mit dem das Portal läuft")

    def handle(self, *, account: str, **options: object) -> None:
        try:
            count = give_rights(account)
        except (ImproperlyConfigured, ProgrammingError) as error:
            raise CommandError(f"Es wurde nichts geändert: {error}") from error
        self.stdout.write(f"{account} darf schreiben und in {count} Tabellen der Spur nur ergänzen.")
