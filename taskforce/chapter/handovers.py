"""Hand-overs: what went from where into which hands, and what was only promised."""

from collections.abc import Iterable, Sequence
from datetime import date

from portal.cells import UNSTATED, apart, key_of, source_cell, stated
from portal.dates import german_date
from portal.figures import Cell, Column, Table
from taskforce.chapter.cells import OURS, body_address, body_cell
from taskforce.models import Body, Handover


def handover_tables(handovers: Iterable[Handover]) -> Iterable[Table]:
    yield from apart(handovers, handover_table)


def promise_tables(handovers: Iterable[Handover]) -> Iterable[Table]:
    """Agreed, but not done: the oldest promise first, those without a date at the end."""
    promised = [handover for handover in handovers if handover.status == Handover.Status.AGREED]
    yield from apart(sorted(promised, key=lambda one: one.since or date.max), promise_table)


def promise_table(handovers: Sequence[Handover], example: bool) -> Table:
    return Table(
        key=key_of("vereinbart", example),
        caption="Vereinbart, aber nicht vollzogen",
        columns=(Column("vorgesehen", "vorgesehen für"), *COLUMNS),
        rows=tuple((time_cell(handover), *cells(handover)) for handover in handovers),
        example=example,
    )


def handover_table(handovers: Sequence[Handover], example: bool) -> Table:
    return Table(
        key=key_of("ueberfuehrungen", example),
        caption="Überführungen",
        columns=(*COLUMNS[:4], Column("seit", "seit"), *COLUMNS[4:]),
        rows=tuple(
            (*cells(handover)[:4], time_cell(handover), *cells(handover)[4:]) for handover in handovers
        ),
        example=example,
    )


COLUMNS = (
    Column("gegenstand", "Gegenstand"),
    Column("bisher", "bisher bei"),
    Column("an", "übernimmt"),
    Column("stand", "Stand"),
    Column("finanzierung", "Finanzierung"),
    Column("bemerkung", "Bemerkung"),
    Column("quelle", "Quelle"),
)


def cells(handover: Handover) -> tuple[Cell, ...]:
    return (
        Cell(handover.subject),
        body_cell(giver(handover)),
        recipient_cell(handover),
        Cell(f"{handover.get_status_display()}, {handover.get_target_display()}"),
        stated(handover.funding),
        Cell("; ".join(remarks(handover)) or "–"),
        source_cell(handover.citation),
    )


def giver(handover: Handover) -> Body | None:
    return handover.body or (handover.measure.body if handover.measure else None)


def recipient(handover: Handover) -> str:
    """„Gesamtprogramm Sprache“, „Ämtergespräche und Referat Jugend und Bildung“; empty for nobody."""
    return " und ".join(str(one.name) for one in (handover.to_body, handover.to_organisation) if one)


def recipient_cell(handover: Handover) -> Cell:
    address = body_address(handover.to_body) if handover.to_body else ""
    return Cell(recipient(handover) or UNSTATED, address)


def time(handover: Handover) -> str:
    """As the source says it; empty where it does not."""
    return handover.since_text or (german_date(handover.since) if handover.since else "")


def time_cell(handover: Handover) -> Cell:
    return stated(time(handover))


def remarks(handover: Handover) -> Iterable[str]:
    if handover.our_reading:
        yield OURS
    if handover.remark:
        yield handover.remark
