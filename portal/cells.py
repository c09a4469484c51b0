"""What the tables of all chapters have in common: how they name a source and nothing at all, and that
invented rows stand apart."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Any, TypeVar

from portal.figures import Cell, Provenance
from portal.models import Citation, Source

UNSTATED = "keine Angabe in der Quelle"

Row = TypeVar("Row")
Part = TypeVar("Part")


def stated(content: object) -> Cell:
    """What a source says, or that it says nothing."""
    return Cell(str(content) if content else UNSTATED)


def source_cell(citation: Citation | None) -> Cell:
    return provenance_cell(citation.provenance()) if citation else Cell(UNSTATED)


def provenance_cell(source: Provenance) -> Cell:
    return Cell(str(source), source.url, source.page)


def paper_cell(paper: Source) -> Cell:
    return Cell(str(paper), paper.url, paper.page)


def noted_source_cell(citation: Citation | None) -> Cell:
    """With what is to be known about the source here: „Termin, wie die Vorlage ihn vorsieht“."""
    cell = source_cell(citation)
    return replace(cell, content=f"{cell.content} ({citation.note})") if citation and citation.note else cell


def apart(rows: Iterable[Row], part: Callable[[Sequence[Row], bool], Part]) -> Iterator[Part]:
    """Invented rows in a table or picture of their own; none without rows."""
    for half, example in halves(rows):
        yield part(half, example)


def halves(rows: Iterable[Row]) -> Iterator[tuple[list[Row], bool]]:
    """The real rows and the invented ones, each if there are any."""
    known = list(rows)
    for example in (False, True):
        half = [row for row in known if is_example(row) is example]
        if half:
            yield half, example


def is_example(row: Any) -> bool:
    """A row of the database, or of the values that a query gives."""
    return row["example"] if isinstance(row, dict) else row.example


def kept(rows: Iterable[Row], invented: bool) -> list[Row]:
    """The real ones first; invented ones only where they are asked for."""
    return sorted((row for row in rows if invented or not is_example(row)), key=is_example)


def key_of(key: str, example: bool) -> str:
    return f"{key}-beispiel" if example else key


def mark(example: bool) -> str:
    """Behind a heading, so that nobody takes its finding for real."""
    return " (Beispieldaten, erfunden)" if example else ""
