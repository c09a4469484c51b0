"""The portal with four years of a city in it, with ten, and with ten of a Land: how much slower it gets.

    python -m benchmarks.growth           two sizes: a city that counts monthly, and one that counts daily
    python -m benchmarks.growth --full    a Land that counts daily, too: 6.57 million rows, some minutes

Each size has a throw-away PostgreSQL of its own, filled by SQL. Everything is done a few times; the fastest
counts and is compared with the same thing at the size before. The README gets the table of a full run.
"""

import json
import subprocess
import sys
import tempfile
from argparse import ArgumentParser
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from itertools import pairwise
from pathlib import Path

import django
from django.core.management import call_command

from benchmarks.race import timed
from benchmarks.reading import PORTAL, environment, said
from benchmarks.tables import Target, into_readme

ROUNDS = 4


@dataclass(frozen=True)
class Size:
    """`step`: between two reporting dates, in PostgreSQL's words."""

    shelters: int
    dates: int
    step: str
    operators: int


SIZES = {
    "150 monthly, 4 years": Size(150, 48, "1 month", 10),
    "150 daily, 10 years": Size(150, 3_650, "1 day", 10),
    "1,800 daily, 10 years": Size(1_800, 3_650, "1 day", 120),
}
# How much longer something may take than at the size before.
TARGETS = {
    "The chapter for strangers, kept": Target(most=1.2),
    "A list of one operator: checked, submitted, released": Target(most=1.3),
}
OF_ALL_OTHERS = Target(most=2)


def main() -> None:
    parser = ArgumentParser(description=__doc__)
    parser.add_argument("--full", action="store_true")
    full = parser.parse_args().full
    names = list(SIZES)[: 3 if full else 2]
    text = said("\n".join(table(names, [seconds_at(name) for name in names])))
    if full:
        into_readme("growth", text)


def seconds_at(name: str) -> dict[str, float]:
    """Of each thing that is done, on a PostgreSQL of its own."""
    with tempfile.TemporaryDirectory() as folder:
        answer = Path(folder, "seconds.json")
        Path(folder, "static").mkdir()  # as after the first start
        command = [
            sys.executable,
            "tests/postgres.py",
            sys.executable,
            "-m",
            "benchmarks.growth",
            name,
            str(answer),
        ]
        subprocess.run(command, cwd=PORTAL, env=environment(folder), check=True)  # noqa: S603 - our own
        return json.loads(answer.read_text(encoding="utf-8"))


def measure(size: Size, answer: Path) -> None:
    django.setup()
    call_command("migrate", verbosity=0)
    from benchmarks.grown import Grown  # noqa: PLC0415 - models need Django's setup

    seconds = {}
    for thing, (before, work) in Grown(**asdict(size)).things().items():
        rounds = []
        for _ in range(ROUNDS):
            before()
            rounds.append(timed(work))
        seconds[thing] = min(rounds)
        print(f"{thing}: {min(rounds):.3f} s", flush=True)
    answer.write_text(json.dumps(seconds), encoding="utf-8")


def table(names: Sequence[str], seconds: Sequence[dict[str, float]]) -> Iterator[str]:
    first, *others = (f"{name} ({SIZES[name].shelters * SIZES[name].dates:,} rows), ms" for name in names)
    yield (
        f"| | {first} | "
        + " | ".join(f"{other} | of the one before" for other in others)
        + " | Target | Met |"
    )
    yield "| --- | ---: |" + " ---: | ---: |" * len(others) + " --- | --- |"
    for thing in seconds[0]:
        yield line(thing, [one[thing] for one in seconds])


def line(thing: str, seconds: Sequence[float]) -> str:
    """Met or not at the last step."""
    target = TARGETS.get(thing, OF_ALL_OTHERS)
    ratios = [after / before for before, after in pairwise(seconds)]
    grown = " | ".join(
        f"{1000 * after:,.1f} | {ratio:.2f} ×" for after, ratio in zip(seconds[1:], ratios, strict=True)
    )
    return f"| {thing} | {1000 * seconds[0]:,.1f} | {grown} | {target} | {target.verdict(ratios[-1])} |"


if __name__ == "__main__":
    if sys.argv[1:2] and sys.argv[1] in SIZES:
        measure(SIZES[sys.argv[1]], Path(sys.argv[2]))
    else:
        main()
