"""Writes the report as of a day into a file, from nothing but data."""

from argparse import ArgumentTypeError
from datetime import date
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError, CommandParser

from portal.report.chapters import CHAPTERS
from portal.report.composition import Frame, written_report
from portal.report.files import FORMATS, file_of
from portal.report.typesetting import TypesettingError


def day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise ArgumentTypeError(f"„{text}“ ist kein Tag. Bitte so schreiben: 2017-08-31.") from error


class Command(BaseCommand):
    help = "Schreibt den Bericht zu einem Stichtag als PDF, DOCX, HTML oder JSON. Ohne Beispieldaten."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--as-of", required=True, type=day, help="Stichtag, JJJJ-MM-TT")
        parser.add_argument("--format", required=True, choices=FORMATS)
        parser.add_argument("--out", required=True, type=Path, help="Datei, die geschrieben wird")
        parser.add_argument("--chapters", nargs="+", choices=list(CHAPTERS), default=list(CHAPTERS))

    def handle(self, **options) -> None:
        # In the report's own order, each once.
        chapters = tuple(key for key in CHAPTERS if key in options["chapters"])
        document = written_report(Frame(as_of=options["as_of"], chapters=chapters))
        try:
            options["out"].write_bytes(file_of(document, options["format"]))
        except TypesettingError as error:
            raise CommandError(str(error)) from error
        except OSError as error:
            raise CommandError(f"Die Datei lässt sich nicht schreiben: {error.strerror}") from error
        self.stdout.write(f"Geschrieben: {options['out']} (Stichtag {document['as_of']})")
