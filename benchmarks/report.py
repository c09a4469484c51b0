"""The whole report as PDF, where charts and data are there already: `python -m benchmarks.report`.

Measures on SQLite and on PostgreSQL, each a throw-away database with the report and the invented city; the
README gets the tables.
"""

import resource
import subprocess
import sys
import tempfile
from datetime import date
from functools import partial
from pathlib import Path

import django
from django.core.management import call_command

from benchmarks.one_database import said, server
from benchmarks.race import of_rounds, timed
from benchmarks.reading import PORTAL, measured_by
from benchmarks.tables import Target, into_readme, ratio_table

MEASURE = [sys.executable, "-m", "benchmarks.report"]
WITH_POSTGRES = [sys.executable, "tests/postgres.py", *MEASURE]
AS_OF = date(2017, 8, 31)  # the day of the paper
ROUNDS = 5
SECONDS, MEGABYTES = Target(most=2, unit="s"), Target(most=256, unit="MB")


def main() -> None:
    sections = [measured_by(MEASURE, 1), measured_by(WITH_POSTGRES, 1)]
    into_readme("report", "\n".join(section for section in sections if section))


def measure(answer: Path) -> None:
    django.setup()
    for command in ("migrate", "load_report", "load_example"):
        call_command(command, verbosity=0)
    found = [said(f"### The report, on {server()}\n"), said(table())]
    answer.write_text("\n".join(found), encoding="utf-8")


def table() -> str:
    from portal.report.chapters import CHAPTERS  # noqa: PLC0415 - models need Django's setup
    from portal.report.composition import Frame, written_report  # noqa: PLC0415 - as above
    from portal.report.typesetting import pdf  # noqa: PLC0415 - as above

    write = partial(written_report, Frame(as_of=AS_OF, chapters=tuple(CHAPTERS)))
    size = len(pdf(write()))  # from now on its charts and fonts are there
    written = of_rounds([timed(write) for _ in range(ROUNDS)]).fastest
    whole = of_rounds([timed(lambda: pdf(write())) for _ in range(ROUNDS)]).fastest
    own, child = (
        resource.getrusage(who).ru_maxrss / 1024 for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    )
    command = of_rounds([timed(command_alone) for _ in range(2)]).fastest
    rows = [
        [
            f"all chapters as PDF ({size / 1e6:.1f} MB)",
            f"{whole:.2f} s",
            str(SECONDS),
            SECONDS.verdict(whole),
        ],
        ["of it the figures and the drawings", f"{written:.2f} s", "", ""],
        ["of it the typesetting", f"{whole - written:.2f} s", "", ""],
        ["as a command, with the start of the portal", f"{command:.2f} s", "", ""],
        bounded("the process that writes", own),
        bounded("the process that typesets", child),
    ]
    return ratio_table("Warm", ["Measured"], rows)


def bounded(process: str, megabytes: float) -> list[str]:
    return [
        f"highest memory of {process}",
        f"{megabytes:.0f} MB",
        str(MEGABYTES),
        MEGABYTES.verdict(megabytes),
    ]


def command_alone() -> None:
    with tempfile.TemporaryDirectory() as folder:
        options = ["--as-of", AS_OF.isoformat(), "--format", "pdf", "--out", f"{folder}/report.pdf"]
        subprocess.run(  # noqa: S603 - our own command
            [sys.executable, "manage.py", "write_report", *options],
            cwd=PORTAL, check=True, stdout=subprocess.DEVNULL,
        )  # fmt: skip


if __name__ == "__main__":
    if len(sys.argv) == 3:
        measure(Path(sys.argv[2]))
    else:
        main()
