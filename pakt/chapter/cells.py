"""What the tables of this area have in common: how they name a thing, a source, and nothing at all."""

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from typing import TypeVar

from pakt.models import Module, Programme, Project
from portal.dates import german_date
from portal.figures import Cell, Table
from portal.models import Citation, Organisation

UNSTATED = "keine Angabe in der Quelle"
ADDRESS = "/pakt/"

Row = TypeVar("Row")


def programme_address(programme: Programme) -> str:
    return f"{ADDRESS}{programme.slug}/"


def project_address(project: Project) -> str:
    return f"{programme_address(project.programme)}{project.slug}/"


def project_cell(project: Project) -> Cell:
    return Cell(project.name, project_address(project))


def about_cell(about: Programme | Module | Project) -> Cell:
    """A module has no page of its own, but its card on the page of its programme."""
    match about:
        case Project():
            return project_cell(about)
        case Module():
            return Cell(str(about), f"{programme_address(about.programme)}#{about.slug}")
        case _:
            return Cell(about.name, programme_address(about))


def stated(content: object) -> Cell:
    """What a source says, or that it says nothing."""
    return Cell(str(content) if content else UNSTATED)


def day_cell(day: date | None) -> Cell:
    return stated(day and german_date(day))


def names(organisations: Iterable[Organisation]) -> str:
    return "; ".join(organisation.name for organisation in organisations)


def source_cell(citation: Citation | None) -> Cell:
    """With what is to be known about the source here, if anything."""
    if citation is None:
        return Cell(UNSTATED)
    source = citation.provenance()
    return Cell(f"{source} ({citation.note})" if citation.note else str(source), source.url)


def apart(rows: Iterable[Row], table: Callable[[Sequence[Row], bool], Table]) -> Iterable[Table]:
    """Invented rows in a table of their own; none without rows."""
    known = list(rows)
    for example in (False, True):
        part = [row for row in known if row.example is example]
        if part:
            yield table(part, example)


def key_of(key: str, example: bool) -> str:
    return f"{key}-beispiel" if example else key


def mark(example: bool) -> str:
    return " (Beispiel, erfunden)" if example else ""
