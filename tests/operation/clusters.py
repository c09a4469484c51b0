"""PostgreSQL servers that a test may stop, and a replica that follows one of them."""

import os
import shutil
import signal
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg2
import pytest
from django.db import connection

from tests import postgres

USER = postgres.UNPRIVILEGED if os.geteuid() == 0 else None


class Server:
    """It has the tables of the tests' own database."""

    def __init__(self, folder: Path, binaries: Path) -> None:
        self.folder, self.binaries = str(folder), binaries
        self.url = f"postgres://portal@/{folder}/postgres"

    def start(self) -> None:
        self.process = postgres.start(self.binaries, self.folder, USER)
        postgres.wait_for(self.binaries, self.folder)

    def stop(self, how: signal.Signals = signal.SIGINT) -> None:
        self.process.send_signal(how)
        self.process.wait(20)

    def copy_tables(self) -> None:
        own = connection.settings_dict
        source = ["-h", own["HOST"], "-U", own["USER"] or "portal", own["NAME"]]
        tables = subprocess.run(
            [self.binaries / "pg_dump", "-Fc", "--no-owner", *source], check=True, capture_output=True
        )
        target = ["-h", self.folder, "-U", "portal", "-d", "postgres", "--no-owner"]
        subprocess.run([self.binaries / "pg_restore", *target], check=True, input=tables.stdout)

    def says(self, question: str) -> object:
        """The first value of the answer."""
        line = psycopg2.connect(host=self.folder, user="portal", dbname="postgres")
        line.autocommit = True
        try:
            with line.cursor() as cursor:
                cursor.execute(question)
                return cursor.fetchone()[0]
        finally:
            line.close()


@contextmanager
def server() -> Iterator[Server]:
    """In a folder of its own below /tmp: a socket's path must be short."""
    with new_folder() as folder:
        binaries = needed_binaries()
        postgres.make_cluster(binaries, folder, USER)
        with running(Server(Path(folder), binaries)) as started:
            started.copy_tables()
            yield started


@contextmanager
def replica_of(primary: Server) -> Iterator[Server]:
    with new_folder() as folder:
        options = ["-h", primary.folder, "-U", "portal", "-D", f"{folder}/data"]
        subprocess.run(
            [primary.binaries / "pg_basebackup", *options, "-R", "-X", "stream", "-c", "fast", "--no-sync"],
            user=USER, cwd=folder, check=True,
        )  # fmt: skip
        with running(Server(Path(folder), primary.binaries)) as started:
            yield started


@contextmanager
def running(one: Server) -> Iterator[Server]:
    one.start()
    try:
        yield one
    finally:
        one.stop()


@contextmanager
def new_folder() -> Iterator[str]:
    with tempfile.TemporaryDirectory(prefix="portal-server-", ignore_cleanup_errors=True) as folder:
        if USER:
            shutil.chown(folder, USER)
        yield folder


def needed_binaries() -> Path:
    binaries = postgres.find_binaries()
    if binaries is None:
        (pytest.fail if os.environ.get("CI") else pytest.skip)("PostgreSQL's programs are not installed.")
    return binaries
