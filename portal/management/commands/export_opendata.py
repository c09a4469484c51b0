"""Writes all open data into a folder, the same bytes as at the addresses below /daten/."""

import os
import shutil
from pathlib import Path
from tempfile import mkdtemp

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from portal.opendata.descriptions import openapi
from portal.opendata.files import CATALOGUE, OPENAPI, every_file, json_bytes


class Command(BaseCommand):
    help = "Schreibt alle offenen Daten in einen Ordner: ganz oder gar nicht. Ohne Beispieldaten."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("folder", type=Path, help="neuer Ordner, oder der eines früheren Exports")

    def handle(self, **options) -> None:
        folder: Path = options["folder"].absolute()
        if folder.exists() and not is_export(folder):
            raise CommandError(f"{folder} enthält anderes. Bitte einen neuen oder leeren Ordner nennen.")
        try:
            number = write_all(folder)
        except OSError as error:
            raise CommandError(f"Der Ordner lässt sich nicht schreiben: {error.strerror}") from error
        self.stdout.write(f"Geschrieben: {number} Dateien in {folder}")


def is_export(folder: Path) -> bool:
    """An earlier one, known by its catalogue, or nothing yet."""
    return folder.is_dir() and ((folder / CATALOGUE).is_file() or not any(folder.iterdir()))


def write_all(folder: Path) -> int:
    """Beside it first, then in its place; readers find the old files or the new ones. Returns how many."""
    folder.parent.mkdir(parents=True, exist_ok=True)
    fresh = Path(mkdtemp(prefix=f".{folder.name}-", dir=folder.parent))
    try:
        number = write_into(fresh)
        fresh.chmod(0o755)
        put_in_place(fresh, folder)
    finally:
        shutil.rmtree(fresh, ignore_errors=True)
    return number


def write_into(folder: Path) -> int:
    content = dict(every_file(timezone.localdate())) | {OPENAPI: json_bytes(openapi())}
    for address, data in content.items():
        path = folder / address
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    return len(content)


def put_in_place(fresh: Path, folder: Path) -> None:
    old = fresh.with_name(f"{fresh.name}-alt")
    if folder.exists():
        os.rename(folder, old)
    try:
        os.rename(fresh, folder)
    except OSError:
        if old.exists():
            os.rename(old, folder)
        raise
    shutil.rmtree(old, ignore_errors=True)
