"""Consultations: a paper on its way through the bodies."""

from collections.abc import Iterable, Sequence
from functools import partial

from portal.cells import apart, key_of, noted_source_cell, paper_cell, stated
from portal.dates import german_date
from portal.figures import Cell, Column, Table
from taskforce.chapter.cells import body_cell
from taskforce.models import Consultation


def consultation_tables(consultations: Iterable[Consultation], *, bodies: bool = False) -> Iterable[Table]:
    """`bodies`: of several ones, so that each row names its own."""
    yield from apart(consultations, partial(consultation_table, bodies))


def consultation_table(bodies: bool, consultations: Sequence[Consultation], example: bool) -> Table:
    return Table(
        key=key_of("beratungen", example),
        caption="Beratungen von Drucksachen",
        columns=(
            Column("drucksache", "Drucksache"),
            Column("titel", "Titel"),
            *([Column("gremium", "Gremium")] if bodies else []),
            Column("zweck", "Zweck"),
            Column("datum", "Datum"),
            Column("ergebnis", "Ergebnis"),
            Column("abstimmung", "Abstimmung"),
            Column("quelle", "Quelle"),
        ),
        rows=tuple(
            (
                paper_cell(one.paper),
                Cell(one.paper.title),
                *([body_cell(one.body)] if bodies else []),
                Cell(one.get_purpose_display()),
                stated(one.date_text or (one.held_on and german_date(one.held_on))),
                stated(one.result),
                stated(one.vote),
                noted_source_cell(one.citation),
            )
            for one in consultations
        ),
        example=example,
    )
