"""Takes in what export_all gave out."""

from argparse import ArgumentParser
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from portal.operation.takeout import CannotImportError, import_all


class Command(BaseCommand):
    help = "Nimmt in ein leeres Portal auf, was export_all ausgegeben hat."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("folder", type=Path)

    def handle(self, *, folder: Path, **options: object) -> None:
        try:
            count = import_all(folder)
        except (CannotImportError, OSError) as error:
            raise CommandError(f"Nichts aufgenommen: {error}") from error
        self.stdout.write(f"Aufgenommen: {count} Zeilen.")
