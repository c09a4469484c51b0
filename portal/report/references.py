"""Live references to figures in what staff write: a number in a sentence is never typed.

„{occupancy_total}“ is the newest value as of the report's day, „{occupancy_total 2016-07}“ that of a month
(or a day, or a year). Each is printed with its unit, and with its source as a footnote.
"""

import re
from collections.abc import Callable, Iterable
from datetime import date

from portal.dates import last_of_month
from portal.models import ReportedFigure
from portal.report.document import Run
from portal.report.notes import Notes
from portal.report.prose import run

REFERENCE = re.compile(r"\{([a-z0-9_-]+)(?: ([0-9]{4}(?:-[0-9]{2}){0,2}))?\}")


def reader(as_of: date, notes: Notes) -> Callable[[str], list[Run]]:
    """Reads the references in a stretch of text."""

    def read(text: str) -> list[Run]:
        runs, end = [], 0
        for found in REFERENCE.finditer(text):
            runs += [run(text[end : found.start()]), referred(found, as_of, notes)]
            end = found.end()
        return [*runs, run(text[end:])]

    return read


def referred(found: re.Match, as_of: date, notes: Notes) -> Run:
    """What is no longer known as of that day says so, in its place."""
    figure = figure_of(found, as_of)
    if figure is None:
        return run(f"k. A. ({found[1]})")
    source = figure.provenance()
    return run(value_text(figure), notes=notes.to(f"{figure.when}: {source}", source.url))


def value_text(figure: ReportedFigure) -> str:
    """With the word that it needs if it is not simply reported."""
    value = figure.as_value()
    return f"{value} ({value.mark})" if value.mark else str(value)


def figure_of(found: re.Match, as_of: date) -> ReportedFigure | None:
    try:
        span = span_of(found[2]) if found[2] else None
    except ValueError:  # there is no such month or day
        return None
    return ReportedFigure.objects.all().referred_to(found[1], as_of, span)


def span_of(text: str) -> tuple[date, date]:
    """First and last day of a year, a month, a day. Raises ValueError for one that does not exist."""
    parts = [int(part) for part in text.split("-")]
    match parts:
        case [year]:
            return date(year, 1, 1), date(year, 12, 31)
        case [year, month]:
            return date(year, month, 1), last_of_month(date(year, month, 1))
        case _:
            return date(*parts), date(*parts)


def unknown_references(text: str, as_of: date) -> list[str]:
    """As typed."""
    return [found[0] for found in REFERENCE.finditer(text) if figure_of(found, as_of) is None]


def offered(chapters: Iterable[str], as_of: date) -> list[tuple[str, ReportedFigure]]:
    """What can be referred to in a report: the reference, and the figure that it prints today."""
    return [
        (f"{{{one.indicator.key}}}", one) for one in ReportedFigure.objects.all().newest_of(chapters, as_of)
    ]
