"""Runs a command with a PostgreSQL of its own: `python tests/postgres.py pytest -q`.

DATABASE_URL is used if it is set. Otherwise the distribution's binaries serve a throw-away
database on a Unix socket, also for root. Without binaries it says so; in CI that is a failure.
"""

import ctypes
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

UNPRIVILEGED = "nobody"  # PostgreSQL refuses to run as root
PR_SET_PDEATHSIG = 1
SETTINGS = ["listen_addresses=", "fsync=off", "synchronous_commit=off", "full_page_writes=off", "jit=off"]
LIBC = ctypes.CDLL(None) if sys.platform == "linux" else None  # loaded before the fork, which must stay short


def main(command: list[str]) -> int:
    if os.environ.get("DATABASE_URL"):
        return subprocess.call(command)
    binaries = find_binaries()
    if binaries is None:
        print("PostgreSQL ist nicht installiert; geprüft wurde nur mit SQLite.")
        return 1 if os.environ.get("CI") else 0
    with served(binaries) as url:
        return subprocess.call(command, env=os.environ | {"DATABASE_URL": url})


def find_binaries() -> Path | None:
    """The folder of the newest installed version that can make a cluster."""
    versions = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: float(path.parts[4]))
    on_path = shutil.which("initdb")
    found = versions[-1] if versions else Path(on_path).resolve() if on_path else None
    return found.parent if found else None


@contextmanager
def served(binaries: Path) -> Iterator[str]:
    """A cluster in a folder that vanishes afterwards; yields its DATABASE_URL."""
    user = UNPRIVILEGED if os.geteuid() == 0 else None
    with tempfile.TemporaryDirectory(prefix="portal-postgres-") as folder:
        if user:
            shutil.chown(folder, user)
        make_cluster(binaries, folder, user)
        server = start(binaries, folder, user)
        try:
            wait_for(binaries, folder)
            yield f"postgres://portal@/{folder}/postgres"
        finally:
            server.send_signal(signal.SIGINT)  # fast shutdown: clients are cut off, data is complete
            server.wait()


def make_cluster(binaries: Path, folder: str, user: str | None) -> None:
    options = ["--username=portal", "--auth=trust", "--encoding=UTF8", "--locale=C.UTF-8", "--no-sync"]
    command = [binaries / "initdb", f"--pgdata={folder}/data", *options]
    subprocess.run(command, user=user, cwd=folder, check=True, stdout=subprocess.DEVNULL)


def start(binaries: Path, folder: str, user: str | None) -> subprocess.Popen:
    settings = [f"unix_socket_directories={folder}", *SETTINGS]
    command = [binaries / "postgres", "-D", f"{folder}/data", *(f"--{setting}" for setting in settings)]
    with Path(folder, "log").open("w") as log:
        return subprocess.Popen(command, user=user, cwd=folder, preexec_fn=die_with_parent, stderr=log)


def die_with_parent() -> None:
    """Even after `kill -9` of this process the server stops, and cleanly."""
    if LIBC:
        LIBC.prctl(PR_SET_PDEATHSIG, signal.SIGINT)


def wait_for(binaries: Path, folder: str) -> None:
    for _ in range(100):
        if subprocess.call([binaries / "pg_isready", "-q", "-h", folder]) == 0:
            return
        time.sleep(0.1)
    sys.exit(f"PostgreSQL antwortet nicht:\n{Path(folder, 'log').read_text()}")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
