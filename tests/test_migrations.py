"""From an empty database step by step, as in production: the migrations make what the models say.

All other tests make their tables from the models, which is faster.
"""

import contextlib
import os
import re
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from functools import partial
from importlib import import_module
from pathlib import Path

import environ
import psycopg2
import pytest
from django.conf import settings
from django.db import connection, models
from django.db.migrations import operations
from django.db.migrations.operations.base import Operation
from django.db.utils import ConnectionHandler, DatabaseError

HOUSE = Path(settings.BASE_DIR)


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


def manage(folder: Path, address: str, *command: str, **options) -> subprocess.Popen:
    return subprocess.Popen(
        [sys.executable, "manage.py", *command, "--verbosity", "0"], cwd=settings.BASE_DIR,
        env=os.environ | {
            "DATABASE_URL": address, "PORTAL_DATA_DIR": str(folder),
            "PORTAL_BACKUP_KEY": "eine Passphrase für Tests",
        }, **options,
    )  # fmt: skip


def kill_after(running: subprocess.Popen, database, steps: int) -> None:
    """`kill -9` as soon as so many migrations are done: in the middle of the next one."""
    while running.poll() is None:
        with contextlib.suppress(DatabaseError), database.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM django_migrations")
            if cursor.fetchone()[0] >= steps:
                running.kill()
                break
        time.sleep(0.02)
    assert running.wait() == -signal.SIGKILL


BEFORE_THE_PORTAL = 14  # steps of content types and rights; the portal's tables come next


@pytest.fixture(scope="module")
def portal(django_db_setup, django_db_blocker, tmp_path_factory):
    """A database that was killed on its way, reached an older state, was backed up and restored. That state
    lacks whole areas and a step of a library, and notes the portal's own steps by the names they once had."""
    folder = tmp_path_factory.mktemp("migrated")
    with django_db_blocker.unblock(), empty_database(folder) as address:
        database = ConnectionHandler({"default": environ.Env.db_url_config(address)})["default"]
        run = partial(manage, folder, address)
        kill_after(run("migrate"), database, BEFORE_THE_PORTAL)
        assert run("migrate", "socialaccount", "0005").wait() == 0
        tell(
            database, "INSERT INTO portal_deletion (kind, ran_at, days, removed) VALUES ('old', now(), 1, 7)"
        )
        tell(database, "DELETE FROM django_migrations WHERE name = '0001_tables'")
        assert run("backup", str(folder)).wait() == 0
        tell(database, "DELETE FROM portal_deletion")
        assert run("restore", "--replace", *map(str, folder.glob("*.backup"))).wait() == 0
        yield database
        database.close()


def tell(database, statement: str) -> None:
    """And let go of it, so that another process may write."""
    with database.cursor() as cursor:
        cursor.execute(statement if database.vendor == "postgresql" else statement.replace("now()", "'2026'"))
    database.close()


@pytest.mark.django_db
def test_killed_and_repeated_the_migrations_make_the_tables_that_the_models_describe(portal):
    assert tables(portal) == tables(connection)


@pytest.mark.django_db
def test_a_backup_of_an_older_schema_is_brought_forward(portal):
    with portal.cursor() as cursor:
        cursor.execute("SELECT removed FROM portal_deletion")
        assert cursor.fetchall() == [(7,)]
        cursor.execute("SELECT app FROM django_migrations WHERE name = '0001_tables' ORDER BY app")
        assert [area for (area,) in cursor.fetchall()] == sorted(RELEASED)


def test_a_database_that_stopped_half_way_before_the_first_release_is_told_so(tmp_path):
    with closing(sqlite3.connect(tmp_path / "half.sqlite3")) as half, half:
        half.execute("CREATE TABLE django_migrations (id INTEGER PRIMARY KEY, app, name, applied)")
        half.execute("INSERT INTO django_migrations VALUES (1, 'portal', '0001_initial', '2026-11-28')")
    told = manage(
        tmp_path, f"sqlite:///{tmp_path}/half.sqlite3", "migrate", stderr=subprocess.PIPE, text=True
    )
    _, words = told.communicate()
    assert told.returncode == 1
    assert words.startswith("CommandError: Diese Datenbank stammt von einem Zwischenstand (portal).")


# ---- The release before goes on working while this one migrates, and if one has to go back to it.

# The newest migration of each area in the last release (there is none yet: the state of November 2026). Put
# the next one here with each release.
RELEASED = dict.fromkeys(
    ("accommodation", "culture_sport", "fim", "pakt", "portal", "taskforce", "volunteering"), "0001_tables"
)
TAKING = (
    operations.RemoveField, operations.RenameField, operations.DeleteModel, operations.RenameModel,
    operations.AlterModelTable, operations.RunSQL,
)  # fmt: skip


def disturbs(operation: Operation) -> bool:
    """Whether the program before this change could stumble over it: a column that it reads or writes is gone,
    or one that it does not know must have a value. It says nothing about what the values mean."""
    if isinstance(operation, TAKING):
        return True
    if isinstance(operation, operations.SeparateDatabaseAndState):
        return any(map(disturbs, operation.database_operations))
    if not isinstance(operation, operations.AddField | operations.AlterField):
        return False
    field = operation.field
    return not (field.null or field.many_to_many or field.has_db_default()) and (
        isinstance(operation, operations.AddField) or operation.preserve_default is False
    )


def test_a_release_only_adds():
    known = sorted((path.parent.parent.name, path.stem) for path in HOUSE.glob("*/migrations/0*.py"))
    new = [(area, name) for area, name in known if name > RELEASED[area]]
    assert {area for area, _ in known} == RELEASED.keys()
    assert set(RELEASED.items()) <= set(known)
    assert [(one, step) for one in new for step in steps_of(*one) if disturbs(step)] == []


def steps_of(area: str, name: str) -> list[Operation]:
    return import_module(f"{area}.migrations.{name}").Migration.operations


@pytest.mark.parametrize(
    ("operation", "expected"),
    [
        (operations.RemoveField("shelter", "street"), True),
        (operations.RenameField("shelter", "street", "road"), True),
        (operations.AddField("shelter", "road", models.TextField(default="")), True),
        (operations.AddField("shelter", "road", models.TextField(db_default="")), False),
        (operations.AddField("shelter", "road", models.TextField(null=True)), False),
        (
            operations.AlterField("shelter", "street", models.TextField(default=""), preserve_default=False),
            True,
        ),
        (operations.CreateModel("road", []), False),
    ],
)
def test_what_the_release_before_would_stumble_over_is_seen(operation, expected):
    assert disturbs(operation) == expected
