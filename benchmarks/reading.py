"""How fast the portal reads, beside the usual ways of importing: `python -m benchmarks.reading`.

    --quick    a tenth of the rows, to try it out; the README keeps its tables

Measures on SQLite and on PostgreSQL, each a throw-away database, never on that of DATABASE_URL.
"""

import os
import platform
import subprocess
import sys
import tempfile
from argparse import ArgumentParser
from datetime import date
from importlib.metadata import version
from pathlib import Path

from benchmarks.tables import into_readme

PORTAL = Path(__file__).resolve().parent.parent
QUICK = 10  # one row of ten
PACKAGES = ("Django", "django-import-export", "psycopg2-binary", "python-calamine")


def main() -> None:
    parser = ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true")
    options = parser.parse_args()
    share = QUICK if options.quick else 1
    text = f"{said(surroundings())}\n{on_both('one_database', share)}"
    if not options.quick:
        into_readme("reading", text)


def said(text: str) -> str:
    print(text, flush=True)
    return text


def on_both(module: str, share: int = 1) -> str:
    """The tables of a module of this package, on SQLite and, where it is installed, on PostgreSQL."""
    measure = [sys.executable, "-m", f"benchmarks.{module}"]
    with_postgres = [sys.executable, "tests/postgres.py", *measure]  # says so where there is none
    sections = [measured_by(measure, share), measured_by(with_postgres, share)]
    return "\n".join(section for section in sections if section)


def surroundings() -> str:
    packages = ", ".join(f"{name} {version(name)}" for name in PACKAGES)
    return (
        f"Measured on {date.today():%d %B %Y}: "  # noqa: DTZ011 - the day of whoever measures
        f"Python {platform.python_version()}, {packages}; {os.cpu_count()} CPUs.\n"
    )


def measured_by(command: list[str], share: int) -> str:
    """The tables of one database, which the command also prints; empty if there is no such database."""
    with tempfile.TemporaryDirectory() as folder:
        answer = Path(folder, "tables.md")
        Path(folder, "static").mkdir()  # as after the first start; its absence would be warned of
        subprocess.run(  # noqa: S603 - our own command
            [*command, str(share), str(answer)], cwd=PORTAL, env=environment(folder), check=True
        )
        return answer.read_text(encoding="utf-8") if answer.exists() else ""


def environment(folder: str) -> dict[str, str]:
    """As delivered: no setting of this machine, and nothing that belongs to its portal."""
    ours = ("DATABASE_URL", "PORTAL_")
    others = {name: value for name, value in os.environ.items() if not name.startswith(ours)}
    return others | {"PORTAL_DATA_DIR": folder, "DJANGO_SETTINGS_MODULE": "portal.settings"}


if __name__ == "__main__":
    main()
