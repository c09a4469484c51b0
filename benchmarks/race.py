"""Several ways to do the same, timed in turns."""

import gc
import time
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass

ROUNDS = 3


@dataclass(frozen=True)
class Candidate:
    """`run` does `rows` rows."""

    name: str
    run: Callable[[], object]
    rows: int


@dataclass(frozen=True)
class Seconds:
    """Other work on the machine can only slow a round down: the fastest counts, and how far the slowest
    is from it tells whether the machine was quiet."""

    fastest: float
    slowest: float

    def __mul__(self, factor: float) -> "Seconds":
        return Seconds(self.fastest * factor, self.slowest * factor)


def of_rounds(seconds: Sequence[float]) -> Seconds:
    return Seconds(min(seconds), max(seconds))


def timed(work: Callable[[], object]) -> float:
    """Seconds. The garbage of others is collected before, and what the benchmark itself keeps in memory
    is no work for the collector."""
    gc.collect()
    gc.freeze()
    begin = time.perf_counter()
    work()
    seconds = time.perf_counter() - begin
    gc.unfreeze()
    return seconds


def race(
    candidates: Sequence[Candidate],
    *,
    before: Callable[[], object] = lambda: None,
    after: Callable[[int], object] = lambda rows: None,
) -> dict[str, Seconds]:
    """By name. In each round all take their turn, so that a slow minute meets all. `before` and `after`
    (with the rows) are not timed."""
    seconds: dict[str, list[float]] = defaultdict(list)
    for _ in range(ROUNDS):
        for candidate in candidates:
            before()
            seconds[candidate.name].append(timed(candidate.run))
            after(candidate.rows)
    return {name: of_rounds(times) for name, times in seconds.items()}
