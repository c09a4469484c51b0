"""Copies of the whole database by its own means: consistent while others write, and complete.

Sessions stay behind: nobody is signed in because an old backup was restored.
"""

import os
import sqlite3
import subprocess
from contextlib import closing
from pathlib import Path

from django.db import connection

SESSIONS = "django_session"


class DatabaseToolError(Exception):
    """One of PostgreSQL's programs failed; the text is its own."""


def dump(target: Path) -> None:
    """One moment of the database, as a file."""
    if connection.vendor == "sqlite":
        dump_sqlite(target)
    else:
        run("pg_dump", "--format=custom", f"--exclude-table-data={SESSIONS}", f"--file={target}")


def load(source: Path) -> None:
    """All of the file or nothing; what was there is gone."""
    if connection.vendor == "sqlite":
        load_sqlite(source)
    else:
        script = source.with_suffix(".sql")
        run("pg_restore", "--no-owner", "--no-privileges", f"--file={script}", str(source))
        connection.close()
        empty = "DROP SCHEMA public CASCADE; CREATE SCHEMA public"
        options = (
            "--no-psqlrc",
            "--quiet",
            "--set=ON_ERROR_STOP=1",
            "--single-transaction",
            "--output=/dev/null",
        )
        run("psql", *options, f"--command={empty}", f"--file={script}")


def dump_sqlite(target: Path) -> None:
    """SQLite's backup interface: a copied file would lack what still stands in its log."""
    path = f"file:{connection.settings_dict['NAME']}?mode=ro"
    with closing(sqlite3.connect(path, uri=True)) as source, closing(sqlite3.connect(target)) as copy:
        source.backup(copy)
        if copy.execute("SELECT 1 FROM sqlite_master WHERE name = ?", [SESSIONS]).fetchone():
            copy.execute("PRAGMA secure_delete = ON")
            copy.execute(f"DELETE FROM {SESSIONS}")  # noqa: S608 (a name of ours)
            copy.commit()


def load_sqlite(source: Path) -> None:
    connection.close()
    with (
        closing(sqlite3.connect(source)) as copy,
        closing(sqlite3.connect(connection.settings_dict["NAME"], timeout=20)) as target,
    ):
        copy.backup(target)


def run(program: str, *arguments: str) -> None:
    """Raises DatabaseToolError with the program's last lines."""
    command = [program, *arguments]
    try:
        done = subprocess.run(  # noqa: S603 (the programs and their options are named above)
            command, env=os.environ | where(), capture_output=True, text=True, check=False
        )
    except FileNotFoundError as error:
        raise DatabaseToolError(f"{program} fehlt: Paket postgresql-client einrichten.") from error
    if done.returncode:
        raise DatabaseToolError(f"{program}: {done.stderr.strip()[-500:]}")


def where() -> dict[str, str]:
    """The database in libpq's words; the password is on no command line, where others could read it."""
    given = connection.settings_dict
    words = {
        "PGHOST": given["HOST"], "PGPORT": given["PORT"], "PGUSER": given["USER"],
        "PGPASSWORD": given["PASSWORD"], "PGDATABASE": given["NAME"],
    }  # fmt: skip
    return {word: str(value) for word, value in words.items() if value}
