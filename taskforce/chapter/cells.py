"""What the tables of this area have in common: how they name a body."""

from portal.cells import UNSTATED
from portal.figures import Cell
from taskforce.models import Body

OURS = "unsere Lesart"


def body_address(body: Body) -> str:
    return f"/arbeitsgruppen/{body.slug}/"


def body_cell(body: Body | None) -> Cell:
    return Cell(body.name, body_address(body)) if body else Cell(UNSTATED)
