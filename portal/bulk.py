"""Writing many new rows at once."""

import io
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import lru_cache

from django.db import connection, models

NULL = r"\N"
ESCAPES = str.maketrans({"\\": r"\\", "\t": r"\t", "\n": r"\n", "\r": r"\r"})


def insert(model: type[models.Model], rows: Sequence[Mapping[str, object]]) -> None:
    """Insert new rows of a model, all or none inside the caller's transaction. Each row names the same
    columns („shelter_id“); all others get the default of their field. PostgreSQL takes the rows by COPY.
    Constraints hold as always: raises IntegrityError.

    No instance is made of a row: that alone would take longer than all the rest.
    """
    if not rows:
        return
    fields = {field.attname: field for field in model._meta.concrete_fields if not field.primary_key}
    defaults = {name: field.get_default() for name, field in fields.items() if name not in rows[0]}
    columns = [*rows[0], *defaults]
    lines = ([*row.values(), *defaults.values()] for row in rows)
    write = _copy if connection.vendor == "postgresql" else _insert
    write(model, [fields[name] for name in columns], lines)


def _copy(model: type[models.Model], fields: Sequence[models.Field], lines: Iterator[list]) -> None:
    texts = [_once_each(field, _copy_text) for field in fields]
    text = io.StringIO("".join("\t".join(line) + "\n" for line in _converted(texts, lines)))
    with connection.cursor() as cursor, connection.wrap_database_errors:
        cursor.copy_expert(f"COPY {_table(model, fields)} FROM STDIN", text)


def _insert(model: type[models.Model], fields: Sequence[models.Field], lines: Iterator[list]) -> None:
    places = ", ".join(["%s"] * len(fields))
    values = [_once_each(field, lambda value: value) for field in fields]
    with connection.cursor() as cursor:
        cursor.executemany(
            f"INSERT INTO {_table(model, fields)} VALUES ({places})",  # noqa: S608 - names of the model
            list(_converted(values, lines)),
        )


def _table(model: type[models.Model], fields: Sequence[models.Field]) -> str:
    quote = connection.ops.quote_name
    return f"{quote(model._meta.db_table)} ({', '.join(quote(str(field.column)) for field in fields)})"


def _once_each(field: models.Field, form: Callable[[object], object]) -> Callable[[object], object]:
    """Columns repeat themselves: each different value is prepared for the database once."""

    @lru_cache(maxsize=None, typed=True)
    def converted(value: object) -> object:
        return form(field.get_db_prep_save(value, connection))

    return converted


def _converted(converters: Sequence[Callable[[object], object]], lines: Iterator[list]) -> Iterator[list]:
    return ([convert(value) for convert, value in zip(converters, line, strict=True)] for line in lines)


def _copy_text(value: object) -> str:
    return NULL if value is None else str(value).translate(ESCAPES)
