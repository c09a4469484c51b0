"""Tables of the measures: those under way or done by their standing, those that are only announced."""

from collections.abc import Iterable, Sequence
from datetime import date

from portal.cells import apart, key_of, source_cell, stated
from portal.figures import Cell, Column, Table
from taskforce.chapter.cells import body_cell
from taskforce.chapter.standing import ended_by, span
from taskforce.models import Measure

ORDER = (
    Measure.Status.RUNNING,
    Measure.Status.DONE,
    Measure.Status.HANDED_OVER,
    Measure.Status.STOPPED,
    Measure.Status.IDEA,
)


def measure_tables(measures: Iterable[Measure], as_of: date) -> Iterable[Table]:
    known = list(measures)
    ordered = [measure for status in ORDER for measure in known if measure.status == status]
    planned = [measure for measure in known if measure.status == Measure.Status.PLANNED]
    yield from apart(ordered, lambda rows, example: measure_table(rows, as_of, example))
    yield from apart(planned, planned_table)


def measure_table(measures: Sequence[Measure], as_of: date, example: bool) -> Table:
    return Table(
        key=key_of("massnahmen", example),
        caption="Maßnahmen nach Stand",
        columns=(
            Column("massnahme", "Maßnahme"),
            Column("stand", "Stand"),
            Column("zeit", "Zeit"),
            Column("ergebnis", "Ergebnis"),
            *COLUMNS,
        ),
        rows=tuple(
            (
                Cell(measure.title),
                Cell(measure.get_status_display()),
                stated(time(measure, as_of)),
                stated(measure.outcome),
                *cells(measure),
            )
            for measure in measures
        ),
        example=example,
    )


def planned_table(measures: Sequence[Measure], example: bool) -> Table:
    return Table(
        key=key_of("geplante-massnahmen", example),
        caption="Geplante Maßnahmen",
        columns=(
            Column("massnahme", "Maßnahme"),
            Column("beschreibung", "Worum es geht"),
            Column("beginn", "vorgesehener Beginn"),
            *COLUMNS,
        ),
        rows=tuple(
            (
                Cell(measure.title),
                stated(measure.description),
                stated(measure.started),
                *cells(measure),
            )
            for measure in measures
        ),
        example=example,
    )


COLUMNS = (
    Column("gremium", "Gremium"),
    Column("verantwortlich", "verantwortlich"),
    Column("zielgruppe", "Zielgruppe"),
    Column("stadtbezirke", "Stadtbezirke"),
    Column("kennzahl", "Kennzahl"),
    Column("drucksachen", "Drucksachen"),
    Column("quelle", "Quelle"),
)


def time(measure: Measure, as_of: date) -> str:
    """„seit Mitte 2016“, „Mitte 2016 bis Ende 2017“; an end that lies ahead is not told."""
    ended = ended_by(measure, as_of)
    if ended:
        return span(measure.started, ended)
    return f"seit {measure.started}" if measure.started else ""


def cells(measure: Measure) -> tuple[Cell, ...]:
    return (
        body_cell(measure.body),
        stated(measure.responsible and measure.responsible.name),
        stated(measure.target_group),
        stated(", ".join(district.name for district in measure.districts.all())),
        stated(measure.indicator),
        stated(", ".join(str(paper) for paper in measure.papers.all() if paper.public)),
        source_cell(measure.citation),
    )
