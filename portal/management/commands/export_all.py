"""Takes everything out in open formats."""

from argparse import ArgumentParser
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from portal.operation.takeout import export_all


class Command(BaseCommand):
    help = (
        "Gibt alles in offenen Formaten aus: JSON-Zeilen je Tabelle und die Dateien. "
        "Nicht verschlüsselt; zum Sichern gibt es backup."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("folder", type=Path, help="leerer oder neuer Ordner")

    def handle(self, *, folder: Path, **options: object) -> None:
        if folder.exists() and any(folder.iterdir()):
            raise CommandError(f"Der Ordner {folder} ist nicht leer.")
        self.stdout.write(f"Ausgegeben: {len(export_all(folder))} Dateien in {folder}.")
