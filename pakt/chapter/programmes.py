"""The programmes themselves: who gives, when, to what end, on which legal basis."""

from collections.abc import Iterable, Sequence

from pakt.chapter.cells import names, programme_address
from pakt.models import Programme
from portal.cells import apart, key_of, noted_source_cell, stated
from portal.figures import Cell, Column, Table


def programme_tables(programmes: Iterable[Programme]) -> Iterable[Table]:
    yield from apart(programmes, programme_table)


def programme_table(programmes: Sequence[Programme], example: bool) -> Table:
    return Table(
        key=key_of("programme", example),
        caption="Förderprogramme",
        columns=(
            Column("programm", "Förderprogramm"),
            Column("geber", "Geber"),
            Column("partner", "Partner"),
            Column("federfuehrung", "Federführung"),
            Column("laufzeit", "Laufzeit"),
            Column("ziel", "Ziel"),
            Column("rechtsgrundlagen", "Rechtsgrundlagen"),
            Column("quelle", "Quelle"),
        ),
        rows=tuple(
            (
                Cell(programme.name, programme_address(programme)),
                Cell(programme.giver.name),
                stated(names(programme.partners.all())),
                stated(programme.lead and programme.lead.name),
                stated(programme.years),
                stated(programme.goal),
                stated("; ".join(map(str, programme.legal_bases.all()))),
                noted_source_cell(programme.citation),
            )
            for programme in programmes
        ),
        example=example,
    )
