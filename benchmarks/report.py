"""The whole report as PDF, where charts and data are there already: `python -m benchmarks.report`.

Measures on SQLite and on PostgreSQL, each a throw-away database with the report and the invented city; the
README gets the tables.
"""

import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from functools import partial
from pathlib import Path

from benchmarks.one_database import fill, said, server
from benchmarks.race import of_rounds, timed
from benchmarks.reading import PORTAL, on_both
from benchmarks.tables import Target, into_readme, ratio_table
from portal.report.typesetting import CHILD

AS_OF = date(2017, 8, 31)  # the day of the paper
ROUNDS = 5
SECONDS, MEGABYTES = Target(most=2, unit="s"), Target(most=256, unit="MB")


def main() -> None:
    into_readme("report", on_both("report"))


def measure(answer: Path) -> None:
    fill()
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
    own = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    document = write()
    child = highest_of_child(lambda: pdf(document))
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


def highest_of_child(work: Callable[[], object]) -> float:
    """The highest memory of the process that sets what the work wants set, in MB. What the system tells of
    children that have ended is no answer: before they begin they are counted with the memory of this one."""
    highest = 0.0
    with ThreadPoolExecutor(1) as thread:
        working = thread.submit(work)
        while not working.done():
            highest = max([highest, *map(highest_so_far, children())])
            time.sleep(0.01)
        working.result()
    return highest


def children() -> list[Path]:
    tasks = Path("/proc/self/task").glob("*/children")
    return [Path("/proc", child) for task in tasks for child in task.read_text().split()]


def highest_so_far(process: Path) -> float:
    """In MB; 0 for one that has not begun or is over."""
    try:
        begun = CHILD.name in (process / "cmdline").read_text()
        status = (process / "status").read_text()
    except OSError:
        return 0.0
    return int(status.partition("VmHWM:")[2].split()[0]) / 1024 if begun and "VmHWM:" in status else 0.0


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
