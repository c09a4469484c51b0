"""From a backup back to a portal."""

import shutil
from pathlib import Path
from tempfile import TemporaryDirectory

from django.conf import settings
from django.core.cache import cache
from django.core.management import call_command
from django.db import connection

from portal.freshness.versions import rename_all
from portal.models import User
from portal.operation.backups.archive import DATABASE, FILES, private_directory, private_files, unpack
from portal.operation.backups.databases import load


class CannotRestoreError(Exception):
    """Nothing was changed; the sentence says why."""


def restore(backup: Path, passphrase: str, *, replace: bool) -> str:
    """Checks the whole backup before it changes anything; says when it was made. `replace` throws away what
    the portal holds now. Raises CannotRestoreError and BrokenSealError."""
    if not replace and not is_empty():
        raise CannotRestoreError(
            "Dieses Portal ist nicht leer. Mit --replace ersetzt die Sicherung alles, was es jetzt enthält."
        )
    settings.DATA_DIR.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory(dir=settings.DATA_DIR, prefix="restore-") as workshop, backup.open("rb") as file:
        manifest = unpack(file, passphrase, Path(workshop))
        if manifest["vendor"] != connection.vendor:
            raise CannotRestoreError(
                f"Die Sicherung ist von {manifest['vendor']}, dieses Portal läuft mit {connection.vendor}."
                " Dafür gibt es export_all und import_all."
            )
        load(Path(workshop, DATABASE))
        put_files(Path(workshop, FILES))
    call_command("migrate", interactive=False, verbosity=0)  # a backup of an older release
    call_command("sync_roles", verbosity=0)
    cache.clear()
    rename_all()
    return manifest["began"]


def is_empty() -> bool:
    """No tables, or nobody who could sign in, and no files."""
    tables = connection.introspection.table_names()
    return not (User._meta.db_table in tables and User.objects.exists()) and not private_files()


def put_files(source: Path) -> None:
    """In the place of those that were there."""
    target = private_directory()
    source.mkdir(exist_ok=True)
    shutil.rmtree(target, ignore_errors=True)
    target.parent.mkdir(parents=True, exist_ok=True)
    source.rename(target)
    for path in (target, *target.rglob("*")):
        path.chmod(0o700 if path.is_dir() else 0o600)
