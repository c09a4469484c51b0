"""With which passphrase backups are sealed."""

from argparse import ArgumentParser
from pathlib import Path

from django.conf import settings
from django.core.management.base import CommandError


def add_passphrase_option(parser: ArgumentParser) -> None:
    parser.add_argument(
        "--passphrase-file", type=Path, help="Datei mit der Passphrase, statt PORTAL_BACKUP_KEY"
    )


def passphrase(file: Path | None) -> str:
    """From the file if one is named, else from the settings."""
    try:
        found = file.read_text(encoding="utf-8").strip() if file else settings.BACKUP_KEY
    except OSError as error:
        raise CommandError(f"Die Passphrase ist nicht zu lesen: {error}") from error
    if len(found) < 20:
        raise CommandError("Es fehlt eine Passphrase mit mindestens 20 Zeichen (PORTAL_BACKUP_KEY).")
    return found
