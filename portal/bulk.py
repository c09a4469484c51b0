"""Writing many new rows at once."""

import io
from collections.abc import Mapping, Sequence
from functools import lru_cache

from django.db import connection, models

NULL = r"\N"
ESCAPES = str.maketrans({"\\": r"\\", "\t": r"\t", "\n": r"\n", "\r": r"\r"})


def keeps_history(model: type[models.Model]) -> bool:
    return hasattr(model._meta, "simple_history_manager_attribute")


def insert(model: type[models.Model], rows: Sequence[Mapping[str, object]]) -> None:
    """Insert new rows of a model, all or none inside the caller's transaction. Each row names the same
    columns („shelter_id“); all others get the default of their field. PostgreSQL takes the rows by COPY.
    Constraints hold as always: raises IntegrityError. Raises TypeError for a model with a history.

    No instance is made of a row: that alone would take longer than all the rest.
    """
    if keeps_history(model):
        raise TypeError(f"{model.__name__} keeps a history, which this would pass by.")
    if not rows:
        return
    fields = [field for field in model._meta.concrete_fields if not field.primary_key]
    columns = [_column(field, rows) for field in fields]
    write = _copy if connection.vendor == "postgresql" else _insert
    write(model, fields, columns)


def _column(field: models.Field, rows: Sequence[Mapping[str, object]]) -> list[object]:
    """What the database takes. Columns repeat themselves: each different value is prepared once, and whole
    numbers are what they are."""

    @lru_cache(maxsize=None, typed=True)
    def prepared(value: object) -> object:
        return field.get_db_prep_save(value, connection)

    name = field.attname
    if name not in rows[0]:
        return [prepared(field.get_default())] * len(rows)
    return [value if type(value := row[name]) is int else prepared(value) for row in rows]


def _copy(model: type[models.Model], fields: Sequence[models.Field], columns: list[list[object]]) -> None:
    lines = zip(*[list(map(_copy_text, column)) for column in columns], strict=True)
    text = io.StringIO("".join("\t".join(line) + "\n" for line in lines))
    with connection.cursor() as cursor, connection.wrap_database_errors:
        cursor.copy_expert(f"COPY {_table(model, fields)} FROM STDIN", text)


def _insert(model: type[models.Model], fields: Sequence[models.Field], columns: list[list[object]]) -> None:
    places = ", ".join(["%s"] * len(fields))
    statement = f"INSERT INTO {_table(model, fields)} VALUES ({places})"  # noqa: S608 - names of the model
    with connection.cursor() as cursor:
        cursor.executemany(statement, list(zip(*columns, strict=True)))


def _table(model: type[models.Model], fields: Sequence[models.Field]) -> str:
    quote = connection.ops.quote_name
    return f"{quote(model._meta.db_table)} ({', '.join(quote(str(field.column)) for field in fields)})"


def _copy_text(value: object) -> str:
    if type(value) is int:
        return str(value)
    return NULL if value is None else str(value).translate(ESCAPES)
