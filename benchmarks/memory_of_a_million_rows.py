"""How much memory `manage.py check_delivery` needs for a text file of a million rows.

    python -m benchmarks.memory_of_a_million_rows [--rows 1000000] [--limit 300]

Makes an SQLite database of its own in a temporary folder. Ends with 1 if the highest memory in use is
above the limit in MB. With a million rows the table goes into the README.
"""

import os
import subprocess
import sys
import tempfile
import time
from argparse import ArgumentParser
from dataclasses import dataclass
from pathlib import Path

from benchmarks.lists import SENDER, write_text
from benchmarks.race import of_rounds
from benchmarks.tables import Line, Target, into_readme, table

PORTAL = Path(__file__).resolve().parent.parent
OPEN_SENDER = "from benchmarks.sender import open_sender; open_sender()"
LIMIT = 300  # MB
MILLION = 1_000_000


@dataclass(frozen=True)
class Measured:
    """`megabytes`: the highest memory in use, of the text `size` bytes."""

    seconds: float
    megabytes: float
    size: int


def main() -> int:
    parser = ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=MILLION)
    parser.add_argument("--limit", type=int, default=LIMIT, help="MB")
    options = parser.parse_args()
    found = check_a_list(options.rows)
    text = memory_table(found, options.rows)
    print(text)
    if options.rows == MILLION:
        into_readme("memory", text)
    return int(found.megabytes > options.limit)


def memory_table(found: Measured, rows: int) -> str:
    name = f"{found.megabytes:,.0f} MB of memory for {found.size / 1e6:.0f} MB of text"
    target = Target(most=LIMIT, unit="MB")
    line = Line(name, rows, of_rounds([found.seconds]), target=target, measured=found.megabytes)
    return "### Memory, on SQLite\n\n" + table("A long list as CSV, read and checked", [line])


def check_a_list(rows: int) -> Measured:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        manage(folder, "migrate", "--verbosity", "0")
        manage(folder, "shell", "--verbosity", "0", "--command", OPEN_SENDER)
        path = write_text(folder / "liste.csv", rows)
        begin = time.monotonic()
        megabytes = manage(folder, "check_delivery", str(path), "--operator", SENDER)
        return Measured(time.monotonic() - begin, megabytes, path.stat().st_size)


def manage(folder: Path, *arguments: str) -> float:
    """The highest memory of the command and of what it started, in MB."""
    environment = {**os.environ, "PORTAL_DATA_DIR": str(folder)}
    environment.pop("DATABASE_URL", None)
    command = subprocess.Popen(  # noqa: S603 - our own command
        [sys.executable, "manage.py", *arguments], cwd=PORTAL, env=environment
    )
    _, status, used = os.wait4(command.pid, 0)
    command.returncode = os.waitstatus_to_exitcode(status)
    if command.returncode:
        raise subprocess.CalledProcessError(command.returncode, arguments)
    return used.ru_maxrss / 1024


if __name__ == "__main__":
    sys.exit(main())
