"""From an empty database step by step, as in production: the migrations make what the models say.

All other tests make their tables from the models, which takes a quarter of the time.
"""

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import environ
import psycopg2
import pytest
from django.conf import settings
from django.db import connection
from django.db.utils import ConnectionHandler


@contextmanager
def empty_database(folder: Path) -> Iterator[str]:
    """The address of a database of the kind that is tested, with nothing in it."""
    if connection.vendor == "sqlite":
        yield f"sqlite:///{folder}/empty.sqlite3"
        return
    server, name = connection.settings_dict, f"{connection.settings_dict['NAME']}_empty"
    door = psycopg2.connect(dbname="postgres", host=server["HOST"], user=server["USER"])
    door.autocommit = True
    with door.cursor() as cursor:
        cursor.execute(f"CREATE DATABASE {name}")
        yield f"postgres://{server['USER']}@/{server['HOST']}/{name}"
        cursor.execute(f"DROP DATABASE {name}")
    door.close()


def tables(database) -> dict[str, set[str]]:
    """Of each table its columns, and the names of what holds them to rules."""
    look = parts_in_sqlite if database.vendor == "sqlite" else parts
    with database.cursor() as cursor:
        names = set(database.introspection.table_names(cursor)) - {"django_migrations"}
        return {name: look(database, cursor, name) for name in names}


def parts(database, cursor, table: str) -> set[str]:
    columns = database.introspection.get_table_description(cursor, table)
    return {column.name for column in columns} | set(database.introspection.get_constraints(cursor, table))


def parts_in_sqlite(database, cursor, table: str) -> set[str]:
    """Django's own look stumbles over constraints with a function in them."""
    cursor.execute("SELECT name FROM pragma_table_info(%s)", [table])
    columns = {name for (name,) in cursor.fetchall()}
    cursor.execute("SELECT sql FROM sqlite_master WHERE tbl_name = %s AND sql IS NOT NULL", [table])
    statements = " ".join(sql for (sql,) in cursor.fetchall())
    return columns | set(re.findall(r'(?:CONSTRAINT|INDEX) "(\w+)"', statements))


@pytest.mark.django_db
def test_the_migrations_make_the_tables_that_the_models_describe(tmp_path):
    with empty_database(tmp_path) as address:
        subprocess.run(
            [sys.executable, "manage.py", "migrate", "--verbosity", "0"],
            cwd=settings.BASE_DIR, env=os.environ | {"DATABASE_URL": address}, check=True,
        )  # fmt: skip
        migrated = ConnectionHandler({"default": environ.Env.db_url_config(address)})["default"]
        found, described = tables(migrated), tables(connection)
        migrated.close()
    assert found == described
