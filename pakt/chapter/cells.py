"""What the tables of this area have in common: how they name a programme and what belongs to it."""

from collections.abc import Iterable
from datetime import date

from pakt.models import Module, Programme, Project
from portal.cells import stated
from portal.dates import german_date
from portal.figures import Cell
from portal.models import Organisation

ADDRESS = "/pakt/"


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


def day_cell(day: date | None) -> Cell:
    return stated(day and german_date(day))


def names(organisations: Iterable[Organisation]) -> str:
    return "; ".join(organisation.name for organisation in organisations)
