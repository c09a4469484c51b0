"""Backs up everything into one sealed file; a timer runs it once a day."""

from argparse import ArgumentParser
from decimal import Decimal
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from portal.numbers import NO_BREAK_SPACE, german, how_many
from portal.operation.backups.archive import write_backup
from portal.operation.backups.databases import DatabaseToolError
from portal.operation.backups.keys import add_passphrase_option, passphrase


class Command(BaseCommand):
    help = (
        "Sichert Datenbank, Dateien und Einstellungen ohne Geheimnisse verschlüsselt in eine Datei. "
        "Das Portal läuft dabei weiter."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("folder", type=Path, help="Ordner, in dem die Sicherung abgelegt wird")
        parser.add_argument(
            "--keep", type=int, help="so viele Sicherungen bleiben im Ordner, ältere werden gelöscht"
        )
        add_passphrase_option(parser)

    def handle(
        self, *, folder: Path, keep: int | None, passphrase_file: Path | None, **options: object
    ) -> None:
        if not folder.is_dir():
            raise CommandError(f"Den Ordner {folder} gibt es nicht.")
        if keep is not None and keep < 1:
            raise CommandError("Mindestens eine Sicherung muss bleiben (--keep 1).")
        try:
            written = write_backup(folder, passphrase(passphrase_file))
        except (OSError, DatabaseToolError) as error:
            raise CommandError(f"Es gibt keine neue Sicherung: {error}") from error
        size = f"{german(Decimal(written.path.stat().st_size) / 1024**2, 1)}{NO_BREAK_SPACE}MB"
        self.stdout.write(
            f"Gesichert: {written.path} ({size}, {how_many(written.files, 'eine Datei', 'Dateien')})"
        )
        if keep:
            self.delete_older(folder, keep)

    def delete_older(self, folder: Path, keep: int) -> None:
        """The names begin with the moment."""
        for old in sorted(folder.glob("portal-*.backup"))[:-keep]:
            old.unlink()
            self.stdout.write(f"Gelöscht:  {old}")
