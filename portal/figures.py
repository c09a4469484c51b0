"""What a chapter has to say, as plain objects.

Page, chart, PDF, CSV and XLSX are all made from these; nothing is computed after them.
Zero, no data and suppressed are three different values, and each prints as itself.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Protocol, TypeVar

from portal.numbers import german, signed, unit_of, with_unit


class Audience(StrEnum):
    """Who reads. The chapter decides what it says to whom; renderers never do."""

    PUBLIC = "public"
    COUNCIL = "council"
    INTERNAL = "internal"


class Kind(StrEnum):
    """How a value came to be. Each is drawn and marked in its own way."""

    REPORTED = "reported"
    COUNTED = "counted"
    CARRIED = "carried"
    ESTIMATED = "estimated"
    MISSING = "missing"
    SUPPRESSED = "suppressed"


KIND_TEXT = {
    Kind.REPORTED: "gemeldet",
    Kind.COUNTED: "gezählt",
    Kind.CARRIED: "fortgeschrieben",
    Kind.ESTIMATED: "geschätzt",
    Kind.MISSING: "keine Angabe",
    Kind.SUPPRESSED: "aus Datenschutzgründen nicht ausgewiesen",
}

NO_DATA = "k. A."
HIDDEN = "•"
EXAMPLE = "Beispieldaten (erfunden)"


@dataclass(frozen=True)
class Value:
    """A number or its explicit absence. `amount` is None exactly for missing and suppressed."""

    amount: Decimal | None
    kind: Kind = Kind.REPORTED
    unit: str = ""
    decimals: int = 0
    qualifier: str = ""  # „rund“, „über“, „nahezu“: printed with the number

    def __post_init__(self) -> None:
        if (self.amount is None) != (self.kind in (Kind.MISSING, Kind.SUPPRESSED)):
            raise ValueError("A value has an amount, or says why it has none.")

    @property
    def number(self) -> str:
        """Without unit: „rund 400“, „k. A.“, „•“."""
        if self.kind is Kind.MISSING:
            return NO_DATA
        if self.amount is None:
            return HIDDEN
        return f"{self.qualifier} {german(self.amount, self.decimals)}".strip()

    def __str__(self) -> str:
        return self.number if self.amount is None else with_unit(self.number, self.unit)

    @property
    def unit_word(self) -> str:
        """„Kurs“ beside a 1, „Kurse“ beside any other number."""
        return unit_of(self.number, self.unit)

    @property
    def mark(self) -> str:
        """The word that stands beside a value that is not simply reported; empty otherwise."""
        return "" if self.kind in (Kind.REPORTED, Kind.COUNTED) else KIND_TEXT[self.kind]

    def suppressed(self) -> "Value":
        return replace(self, amount=None, kind=Kind.SUPPRESSED, qualifier="")


def missing(unit: str = "", decimals: int = 0) -> Value:
    return Value(None, Kind.MISSING, unit, decimals)


@dataclass(frozen=True)
class Provenance:
    """Where a value comes from: a paper with its locator, or a delivery."""

    label: str  # „GRDrs 429/2016“, „Summe aus 22 von 24 Unterkünften“
    detail: str = ""  # locator, wording, remark
    url: str = ""  # where it can be read
    # What the portal keeps about it. Two figures of one place are still one source.
    page: str = field(default="", compare=False)  # the source with all that cites it
    indicator: str = field(default="", compare=False)  # what is counted, with all values

    def __str__(self) -> str:
        return f"{self.label}, {self.detail}" if self.detail else self.label

    @property
    def link(self) -> str:
        """For a page of the portal; a printed report names `url` alone."""
        return self.page or self.url

    @property
    def whole(self) -> "Provenance":
        """The source itself, without the place in it."""
        return replace(self, detail="", page=self.page.partition("#")[0])


@dataclass(frozen=True)
class Change:
    """A difference to an earlier value, in the same unit."""

    amount: Decimal
    since: str  # „Juli 2017“
    decimals: int = 0
    percent: Decimal | None = None

    def __str__(self) -> str:
        share = f" ({signed(self.percent, 1)}\N{NO-BREAK SPACE}%)" if self.percent is not None else ""
        return f"{signed(self.amount, self.decimals)}{share} gegenüber {self.since}"


@dataclass(frozen=True)
class KeyFigure:
    """One number that answers one question."""

    label: str
    value: Value
    date_text: str
    source: Provenance
    change: Change | None = None
    note: str = ""
    example: bool = False


@dataclass(frozen=True)
class Coverage:
    """How many of those that should have reported did, and for how many their last number stands."""

    reported: int
    expected: int
    carried: int = 0

    @property
    def fully_reported(self) -> bool:
        return self.reported >= self.expected

    @property
    def complete(self) -> bool:
        """Whether there is a number for each, reported or carried."""
        return not self.absent

    @property
    def absent(self) -> int:
        """How many have no number at all."""
        return max(0, self.expected - self.reported - self.carried)

    def __str__(self) -> str:
        """„118 von 129 Unterkünften gemeldet, 4 fortgeschrieben“"""
        reported = f"{german(self.reported)} von {german(self.expected)} Unterkünften gemeldet"
        if not self.carried:
            return reported
        return f"{reported}, {german(self.carried)} {KIND_TEXT[Kind.CARRIED]}"


@dataclass(frozen=True)
class Point:
    """A value on the time axis. It stands at `at`; `start` is earlier where the source names
    only a month or a year, and the drawing shows that width."""

    at: date
    value: Value
    date_text: str
    source: Provenance
    start: date | None = None
    coverage: Coverage | None = None

    @property
    def whole(self) -> bool:
        """Whether nobody is left out of it."""
        return self.coverage is None or self.coverage.complete

    @property
    def told(self) -> bool:
        """Whether everybody reported, so that all of it is about its own date."""
        return self.coverage is None or self.coverage.fully_reported


@dataclass(frozen=True)
class Series:
    key: str
    label: str
    points: tuple[Point, ...]
    joined: bool = True  # False: points of different sources, drawn without a line
    example: bool = False
    steps: bool = False  # a value holds until the next one
    carries_on: str = ""  # the key of the series before it in time, of which this is what is calculated

    @property
    def drawable(self) -> tuple[Point, ...]:
        return tuple(point for point in self.points if point.value.amount is not None)

    @property
    def whole(self) -> "Series":
        """Only its points that leave nobody out: what it may be said to prove."""
        return replace(self, points=tuple(point for point in self.points if point.whole))

    @property
    def told(self) -> "Series":
        """Only its points for which everybody reported: what may speak for the city."""
        return replace(self, points=tuple(point for point in self.points if point.told))

    @property
    def peak(self) -> Point | None:
        """The highest value, the earliest of equals; None without any value."""
        return max(
            self.drawable, key=lambda point: (point.value.amount or 0, -point.at.toordinal()), default=None
        )


@dataclass(frozen=True)
class Column:
    key: str  # stable, for CSV
    label: str
    numeric: bool = False


@dataclass(frozen=True)
class Cell:
    """Text or a value; its links only lead to pages that the reader may see."""

    content: str | Value | date
    url: str = ""
    page: str = ""  # the portal's own page about a source, from which `url` is one click
    anchor: str = ""  # of a row, in its first cell: by this name a link leads to it

    @property
    def link(self) -> str:
        return self.page or self.url


@dataclass(frozen=True)
class Table:
    key: str
    caption: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    footer: tuple[Cell, ...] = ()
    notes: tuple[str, ...] = ()
    example: bool = False
    chosen: tuple[tuple[Cell, ...], ...] = ()  # for pages, where all would be too many; files hold all

    @property
    def read(self) -> tuple[tuple[Cell, ...], ...]:
        """What people read of it."""
        return self.chosen or self.rows


@dataclass(frozen=True, kw_only=True)
class Picture:
    """The sentence that a picture proves, and the table behind it."""

    key: str
    heading: str  # states the finding
    title: str  # what is shown: „Abbildung 1: Belegung …“
    summary: str  # in words, for who does not see the picture
    unit: str = ""
    table: Table
    sources: tuple[Provenance, ...] = ()
    notes: tuple[str, ...] = ()

    @property
    def example(self) -> bool:
        return self.table.example


@dataclass(frozen=True, kw_only=True)
class Chart(Picture):
    """Values over time."""

    series: tuple[Series, ...]
    known_until: date | None = None  # what lies behind that day is calculated

    @property
    def example(self) -> bool:
        return any(series.example for series in self.series)


@dataclass(frozen=True)
class Bar:
    label: str
    values: tuple[Value, ...]  # one for each group of its chart


@dataclass(frozen=True, kw_only=True)
class BarChart(Picture):
    """Values side by side. With several groups, each value is written with the name of its group."""

    groups: tuple[str, ...]
    bars: tuple[Bar, ...]
    example: bool = False


@dataclass(frozen=True)
class Span:
    """Something that lasts. `start` and `end` are its first and last day, None where it is open."""

    start: date | None
    end: date | None
    label: str  # its state; spans of one label share a colour
    text: str = ""  # written at it instead of the label


@dataclass(frozen=True)
class Lane:
    label: str
    spans: tuple[Span, ...]


@dataclass(frozen=True, kw_only=True)
class Timeline(Picture):
    """What lasts from when to when, and the day from which one looks at it."""

    as_of: date
    lanes: tuple[Lane, ...]
    example: bool = False


class Verdict(StrEnum):
    CONFIRMED = "bestätigt"
    ROUGHLY = "ungefähr"
    DIFFERS = "weicht ab"
    UNCHECKABLE = "nicht prüfbar"
    COMPUTED = "gerechnet"  # nothing was stated


@dataclass(frozen=True)
class Check:
    """What a source states beside what follows from its own figures."""

    statement: str
    stated: str
    recomputed: str  # empty where nothing can be recomputed
    calculation: str
    verdict: Verdict
    source: Provenance
    note: str = ""
    others: tuple[str, ...] = ()  # what other readings give
    address: str = ""  # the page with all its readings and figures


@dataclass(frozen=True)
class Finding:
    """Something the reader should know before trusting the rest."""

    heading: str
    text: str
    level: str = "info"  # info, warning
    example: bool = False  # it speaks of invented data alone


@dataclass(frozen=True)
class Text:
    """A statement of a source without a number, in our own words."""

    text: str
    date_text: str
    source: Provenance


@dataclass(frozen=True)
class Chapter:
    """Everything an area has to say as of a date, for one audience."""

    key: str
    title: str
    address: str  # where it stands in the portal; its downloads stand below
    as_of: date
    audience: Audience
    lead: str = ""  # the answer, in one sentence
    key_figures: tuple[KeyFigure, ...] = ()
    charts: tuple[Picture, ...] = ()
    tables: tuple[Table, ...] = ()
    checks: tuple[Check, ...] = ()
    texts: tuple[Text, ...] = ()
    findings: tuple[Finding, ...] = field(default=())

    @property
    def example(self) -> bool:
        """True if anything in it is invented example data, which every page must say."""
        parts: tuple[Part, ...] = (*self.key_figures, *self.charts, *self.tables, *self.findings)
        return any(part.example for part in parts)

    def without_examples(self) -> "Chapter":
        """As if there were no invented data, where each part is either real or invented."""
        return replace(
            self,
            key_figures=real(self.key_figures),
            charts=real(self.charts),
            tables=real(self.tables),
            findings=real(self.findings),
        )

    def chart(self, key: str) -> Picture:
        """The chart of that key. Raises KeyError."""
        return {chart.key: chart for chart in self.charts}[key]

    def table(self, key: str) -> Table:
        """The table of that key, those behind charts included. Raises KeyError."""
        behind = {chart.table.key: chart.table for chart in self.charts}
        return (behind | {table.key: table for table in self.tables})[key]


class Part(Protocol):
    @property
    def example(self) -> bool: ...


P = TypeVar("P", bound=Part)


def real(parts: Iterable[P]) -> tuple[P, ...]:
    return tuple(part for part in parts if not part.example)
