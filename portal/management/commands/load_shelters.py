"""Takes over the city's list of shelters; can be repeated."""

from pathlib import Path

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser

from accommodation.imports.shelter_list import COLUMNS, read_shelter_list
from accommodation.masterdata import take_over


class Command(BaseCommand):
    help = "Übernimmt eine Liste der Unterkünfte. Bei einem Fehler wird nichts gespeichert."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path, help=f"CSV, UTF-8, Spalten {';'.join(COLUMNS)}")

    def handle(self, *, file: Path, **options: object) -> None:
        try:
            outcome = take_over(read_shelter_list(file.read_bytes()))
        except OSError as error:
            raise CommandError(f"Die Datei „{file}“ lässt sich nicht lesen.") from error
        except ValidationError as error:
            problems = "\n".join(error.messages)
            raise CommandError(f"{problems}\nEs wurde nichts gespeichert.") from error
        self.stdout.write(
            f"Unterkünfte: {outcome.new} neu, {outcome.changed} geändert, {outcome.unchanged} unverändert."
        )
