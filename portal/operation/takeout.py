"""Everything in open formats, for whoever leaves or changes the database: one file of JSON lines for each
table, and the private files as they are.

What migrations and roles.py make by themselves stays behind (content types, rights, roles); so do sessions.
"""

import json
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import IO, Any

from django.apps import apps
from django.core import serializers
from django.core.management.color import no_style
from django.core.serializers.json import DjangoJSONEncoder
from django.db import connection, models, transaction

from portal.models import AuditEvent, User
from portal.operation.backups.archive import checksum, private_directory, private_files
from portal.operation.backups.restoring import is_empty, put_files
from portal.roles import sync_roles

MANIFEST, TABLES, FILES = "manifest.json", "tables", "private"
MADE_BY_ITSELF = {
    "contenttypes.contenttype", "auth.permission", "auth.group", "sessions.session", "portal.dataversion",
}  # fmt: skip


class CannotImportError(Exception):
    """Nothing was changed; the sentence says why."""


class Exact(DjangoJSONEncoder):
    """Django's own cuts moments off after the millisecond."""

    def default(self, o: Any) -> Any:
        return o.isoformat() if isinstance(o, datetime) else super().default(o)


def tables() -> list[type[models.Model]]:
    """In the order of taking in. Accounts first: others name them by their address. History last: while its
    subjects are taken in, it writes rows of its own, which then give way."""
    kept = [model for model in apps.get_models() if model._meta.label_lower not in MADE_BY_ITSELF]
    return sorted(kept, key=lambda model: (model is not User, is_history(model), model._meta.label_lower))


def is_history(model: type[models.Model]) -> bool:
    return (model._meta.model_name or "").startswith("historical")


def export_all(folder: Path) -> dict[str, str]:
    """Checksums by file name. The folder must be empty; the tables are of one moment."""
    (folder / TABLES).mkdir(parents=True)
    AuditEvent.objects.exported("Gesamtbestand in offenen Formaten")
    sums = {}
    with one_moment():
        for model in tables():
            path = folder / TABLES / f"{model._meta.label_lower}.jsonl"
            with path.open("w", encoding="utf-8") as file:
                write_table(model, file)
            sums[f"{TABLES}/{path.name}"] = checksum(path)
    for name, path in private_files():
        target = folder / name
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(path, target)
        sums[name] = checksum(target)
    (folder / MANIFEST).write_text(json.dumps({"sha256": sums}, indent=1, ensure_ascii=False))
    return sums


@contextmanager
def one_moment() -> Iterator[None]:
    """What others commit meanwhile is not seen. SQLite is like that by itself."""
    with transaction.atomic():
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
        yield


def write_table(model: type[models.Model], file: IO[str]) -> None:
    rows = model._base_manager.order_by("pk").iterator(chunk_size=2_000)
    serializers.serialize("jsonl", rows, stream=file, use_natural_foreign_keys=True, cls=Exact)


def import_all(folder: Path) -> int:
    """The number of rows. Checks everything first, writes the tables in one transaction, then the files.
    Raises CannotImportError."""
    if not is_empty():
        raise CannotImportError("Dieses Portal ist nicht leer.")
    sums = json.loads((folder / MANIFEST).read_text())["sha256"]
    wrong = [name for name, expected in sums.items() if checksum(folder / name) != expected]
    if wrong:
        raise CannotImportError(f"Verändert seit der Ausfuhr: {', '.join(wrong[:5])}.")
    unknown = {Path(name).stem for name in sums if name.startswith(f"{TABLES}/")} ^ {
        model._meta.label_lower for model in tables()
    }
    if unknown:
        raise CannotImportError(f"Von einem anderen Stand des Programms: {', '.join(sorted(unknown)[:5])}.")
    sync_roles()
    with transaction.atomic():
        count = sum(read_table(model, folder) for model in tables())
        reset_sequences()
    if (folder / FILES).exists():
        copy = private_directory().with_suffix(".new")
        shutil.copytree(folder / FILES, copy)
        put_files(copy)
    return count


def read_table(model: type[models.Model], folder: Path) -> int:
    with connection.cursor() as cursor:  # rows that a migration put in
        cursor.execute(f"DELETE FROM {connection.ops.quote_name(model._meta.db_table)}")  # noqa: S608
    count = 0
    for row in rows_of(folder / TABLES / f"{model._meta.label_lower}.jsonl"):
        row.save()
        count += 1
    return count


def rows_of(path: Path) -> Iterator[serializers.base.DeserializedObject]:
    with path.open(encoding="utf-8") as file:
        yield from serializers.deserialize("jsonl", file)


def reset_sequences() -> None:
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), tables()):
            cursor.execute(statement)
