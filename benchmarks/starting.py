"""From `make run` to the first answer, where all has been set up before: `python -m benchmarks.starting`.

Starts the portal of this folder, which `make setup` has filled. The README gets the table.
"""

import os
import signal
import subprocess
import time

from benchmarks.pages import free_port, wait_for
from benchmarks.race import of_rounds
from benchmarks.reading import PORTAL
from benchmarks.tables import Target, into_readme, ratio_table

ROUNDS = 5
TARGET = Target(most=3, unit="s")


def main() -> None:
    seconds = of_rounds([started() for _ in range(ROUNDS)])
    row = [
        "`make run`", f"{seconds.fastest:.1f} s", f"{seconds.slowest:.1f} s",
        str(TARGET), TARGET.verdict(seconds.slowest),
    ]  # fmt: skip
    text = ratio_table("The second start", ["Fastest", "Slowest"], [row])
    print(text)
    into_readme("starting", text)


def started() -> float:
    port = free_port()
    begin = time.perf_counter()
    process = subprocess.Popen(  # noqa: S603 - our own command
        ["make", "run", f"PORT={port}"],  # noqa: S607 - as somebody types it
        cwd=PORTAL, stdout=subprocess.DEVNULL, start_new_session=True,
    )  # fmt: skip
    try:
        wait_for(port, "/")
        return time.perf_counter() - begin
    finally:
        os.killpg(process.pid, signal.SIGTERM)
        process.wait()


if __name__ == "__main__":
    main()
