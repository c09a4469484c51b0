"""What the tables of this area have in common: how they name a body, a source, and nothing at all."""

from collections.abc import Callable, Iterable, Sequence
from typing import TypeVar

from portal.figures import Cell, Table
from portal.models import Citation
from taskforce.models import Body

UNSTATED = "keine Angabe in der Quelle"
OURS = "unsere Lesart"

Row = TypeVar("Row")


def body_address(body: Body) -> str:
    return f"/arbeitsgruppen/{body.slug}/"


def body_cell(body: Body | None) -> Cell:
    return Cell(body.name, body_address(body)) if body else Cell(UNSTATED)


def stated(content: object) -> Cell:
    """What a source says, or that it says nothing."""
    return Cell(str(content) if content else UNSTATED)


def source_cell(citation: Citation | None) -> Cell:
    if citation is None:
        return Cell(UNSTATED)
    source = citation.provenance()
    return Cell(str(source), source.url)


def noted_source_cell(citation: Citation | None) -> Cell:
    """With what is to be known about the source here: „Termin, wie die Vorlage ihn vorsieht“."""
    cell = source_cell(citation)
    return Cell(f"{cell.content} ({citation.note})", cell.url) if citation and citation.note else cell


def apart(rows: Iterable[Row], table: Callable[[Sequence[Row], bool], Table]) -> Iterable[Table]:
    """Invented rows in a table of their own; none without rows."""
    known = list(rows)
    for example in (False, True):
        part = [row for row in known if row.example is example]  # type: ignore[attr-defined]
        if part:
            yield table(part, example)


def kept(rows: Iterable[Row], invented: bool) -> list[Row]:
    """The real ones first; invented ones only where they are asked for."""
    known = [row for row in rows if invented or not row.example]  # type: ignore[attr-defined]
    return sorted(known, key=lambda row: row.example)  # type: ignore[attr-defined]


def key_of(key: str, example: bool) -> str:
    return f"{key}-beispiel" if example else key
