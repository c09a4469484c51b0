"""Writing many new rows at once."""

import io
from collections.abc import Sequence

from django.db import connection, models

NULL = r"\N"
ESCAPES = str.maketrans({"\\": r"\\", "\t": r"\t", "\n": r"\n", "\r": r"\r"})


def insert(rows: Sequence[models.Model]) -> None:
    """Insert new rows of one model, all or none inside the caller's transaction.

    PostgreSQL takes them by COPY, which is four times as fast as its INSERT; they get no primary
    keys back. Constraints hold as always: raises IntegrityError.
    """
    if not rows:
        return
    model = type(rows[0])
    if connection.vendor == "postgresql":
        _copy(model, rows)
    else:
        model._default_manager.bulk_create(rows, batch_size=2_000)


def _copy(model: type[models.Model], rows: Sequence[models.Model]) -> None:
    fields = [field for field in model._meta.concrete_fields if not field.primary_key]
    quote = connection.ops.quote_name
    columns = ", ".join(quote(str(field.column)) for field in fields)
    text = io.StringIO("".join(_line(fields, row) for row in rows))
    with connection.cursor() as cursor, connection.wrap_database_errors:
        cursor.copy_expert(f"COPY {quote(model._meta.db_table)} ({columns}) FROM STDIN", text)


def _line(fields: Sequence[models.Field], row: models.Model) -> str:
    values = (field.get_db_prep_save(field.pre_save(row, add=True), connection) for field in fields)
    return "\t".join(NULL if value is None else str(value).translate(ESCAPES) for value in values) + "\n"
