"""The tables of the database below the models: emptying them, and writing the same rows again."""

from collections.abc import Iterable

from django.db import connection

# The same before and after every test.
MADE_FROM_MODELS = {
    "auth_group", "auth_group_permissions", "auth_permission", "django_content_type", "portal_dataversion",
}  # fmt: skip


def emptying(style: object, tables: Iterable[str], **options: object) -> list[str]:
    """Only what holds something: PostgreSQL needs a second to truncate two hundred empty tables."""
    return [f"DELETE FROM {quoted}" for quoted in filled(tables)]  # noqa: S608


def filled(tables: Iterable[str]) -> list[str]:
    named = [connection.ops.quote_name(table) for table in sorted(set(tables) - MADE_FROM_MODELS)]
    asked = " UNION ALL ".join(
        f"SELECT {number} WHERE EXISTS (SELECT 1 FROM {quoted})"  # noqa: S608
        for number, quoted in enumerate(named)
    )
    with connection.cursor() as cursor:
        cursor.execute(asked)
        return [named[number] for (number,) in cursor.fetchall()]


class Rows:
    """All rows of the database, kept to be written again into an empty one."""

    def __init__(self) -> None:
        self.inserts: list[tuple[str, list[tuple]]] = []
        with connection.cursor() as cursor:
            for table in filled(connection.introspection.django_table_names(only_existing=True)):
                cursor.execute(f"SELECT * FROM {table}")  # noqa: S608
                columns = [connection.ops.quote_name(column[0]) for column in cursor.description]
                places = ", ".join(["%s"] * len(columns))
                insert = f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({places})"  # noqa: S608
                self.inserts.append((insert, cursor.fetchall()))

    def write(self) -> None:
        with connection.cursor() as cursor:
            for insert, rows in self.inserts:
                cursor.executemany(insert, rows)
