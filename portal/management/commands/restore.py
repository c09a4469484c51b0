"""Restores a backup: database, files, and forward to the schema of this program."""

from argparse import ArgumentParser
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from portal.operation.backups.databases import DatabaseToolError
from portal.operation.backups.keys import add_passphrase_option, passphrase
from portal.operation.backups.restoring import CannotRestoreError, restore
from portal.operation.backups.sealing import BrokenSealError


class Command(BaseCommand):
    help = (
        "Stellt eine Sicherung wieder her. Zuerst wird sie ganz geprüft; "
        "ist etwas daran falsch, bleibt alles, wie es war."
    )
    requires_system_checks = []
    requires_migrations_checks = False

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--replace", action="store_true", help="auch wenn das Portal nicht leer ist")
        add_passphrase_option(parser)

    def handle(self, *, file: Path, replace: bool, passphrase_file: Path | None, **options: object) -> None:
        try:
            began = restore(file, passphrase(passphrase_file), replace=replace)
        except BrokenSealError as error:
            raise CommandError(
                "Die Datei ist beschädigt oder unvollständig, oder die Passphrase ist eine andere."
                " Es wurde nichts geändert."
            ) from error
        except (OSError, CannotRestoreError, DatabaseToolError) as error:
            raise CommandError(f"Nicht wiederhergestellt: {error}") from error
        self.stdout.write(f"Wiederhergestellt ist der Stand von {began}. Alle müssen sich neu anmelden.")
