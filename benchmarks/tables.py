"""Results as tables in Markdown."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.race import Candidate, Seconds

README = Path(__file__).with_name("README.md")


@dataclass(frozen=True)
class Target:
    """`floor`: what would still do, said only where the target is missed."""

    least: float | None = None
    most: float | None = None
    unit: str = "×"
    floor: float | None = None

    def __str__(self) -> str:
        bound = f"at least {self.least:g}" if self.least is not None else f"at most {self.most:g}"
        return f"{bound} {self.unit}" + (f" (floor {self.floor:g})" if self.floor else "")

    def verdict(self, measured: float) -> str:
        if (self.least is None or measured >= self.least) and (self.most is None or measured <= self.most):
            return "✓"
        return "✗ (floor held)" if self.floor and measured >= self.floor else "✗"


@dataclass(frozen=True)
class Line:
    """`ratio` None: nothing to compare with."""

    name: str
    rows: int
    seconds: Seconds
    ratio: float | None = None
    target: Target | None = None
    measured: float | None = None  # what the target is about

    @property
    def cells(self) -> list[str]:
        return [
            self.name,
            f"{self.rows:,}",
            f"{self.seconds.fastest:,.2f}",
            f"{self.seconds.slowest:,.2f}",
            f"{self.rows / self.seconds.fastest:,.0f}",
            f"{self.ratio:.2f} ×" if self.ratio is not None else "",
            str(self.target or ""),
            self.target.verdict(self.measured) if self.target and self.measured is not None else "",
        ]


def compared(
    candidates: Sequence[Candidate],
    seconds: Mapping[str, Seconds],
    *,
    rows: int,
    baseline: str,
    targets: Mapping[str, Target],
) -> list[Line]:
    """Each against the baseline; who did fewer rows is scaled, and its line says so."""
    factor = {one.name: rows / one.rows for one in candidates}
    unit = (seconds[baseline] * factor[baseline]).fastest
    found = []
    for one in candidates:
        scaled = seconds[one.name] * factor[one.name]
        name = one.name if one.rows == rows else f"{one.name} (scaled from {one.rows:,} rows)"
        ratio = scaled.fastest / unit
        found.append(Line(name, rows, scaled, ratio, targets.get(one.name), ratio))
    return found


def table(title: str, lines: Sequence[Line], ratio: str = "") -> str:
    """`ratio`: what the ratios are to; empty where there are none."""
    heading = ["", "Rows", "Seconds", "Slowest round", "Rows per second", ratio, "Target", "Met"]
    marks = ["---", "---:", "---:", "---:", "---:", "---:", "---", "---"]
    rows = [heading, marks, *(line.cells for line in lines)]
    return "\n".join([f"#### {title}", "", *(f"| {' | '.join(row)} |" for row in rows), ""])


def ratio_table(title: str, headings: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """Of rows that say what it is, what the headings name, the target and whether it was met."""
    heading = ["", *headings, "Target", "Met"]
    marks = ["---", *("---:" for _ in headings), "---", "---"]
    lines = (f"| {' | '.join(row)} |" for row in (heading, marks, *rows))
    return "\n".join([f"#### {title}", "", *lines, ""])


def into_readme(section: str, text: str) -> None:
    """Takes the place of what the section held before."""
    begin, end = f"<!-- {section}:begin -->", f"<!-- {section}:end -->"
    old, new = README.read_text(encoding="utf-8"), f"{begin}\n{text}\n{end}"
    README.write_text(re.sub(f"{begin}.*{end}", lambda _: new, old, flags=re.DOTALL), encoding="utf-8")
