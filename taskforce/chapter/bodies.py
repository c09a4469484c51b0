"""Tables of the bodies: who meets since when, and the working groups with who speaks for them."""

from collections.abc import Iterable, Sequence
from datetime import date
from functools import partial

from portal.alphabet import alphabetical
from portal.cells import UNSTATED, apart, key_of, source_cell, stated
from portal.figures import Cell, Column, Table
from taskforce.chapter.cells import body_cell
from taskforce.chapter.standing import ended_by, standing
from taskforce.models import Body, Membership

# From the council down, what the task force was before what came after it.
ORDER = (
    Body.Kind.COUNCIL, Body.Kind.COMMITTEE, Body.Kind.DISTRICT_COUNCIL, Body.Kind.TASK_FORCE,
    Body.Kind.STEERING_BODY, Body.Kind.WORKING_GROUP, Body.Kind.ROUND_TABLE, Body.Kind.STEERING_GROUP,
    Body.Kind.OFFICE_TALKS, Body.Kind.NETWORK, Body.Kind.PACT,
)  # fmt: skip


def in_order(bodies: Iterable[Body]) -> list[Body]:
    return sorted(
        bodies,
        key=lambda body: (ORDER.index(Body.Kind(body.kind)), body.order or 1_000, alphabetical(body.name)),
    )


def body_tables(bodies: Iterable[Body], as_of: date) -> Iterable[Table]:
    others = [body for body in in_order(bodies) if body.kind != Body.Kind.WORKING_GROUP]
    yield from apart(others, partial(body_table, as_of))


def body_table(as_of: date, bodies: Sequence[Body], example: bool) -> Table:
    return Table(
        key=key_of("gremien", example),
        caption="Gremien",
        columns=(
            Column("gremium", "Gremium"),
            Column("art", "Art"),
            Column("beginn", "Beginn"),
            Column("ende", "Ende"),
            Column("stand", "Stand"),
            Column("angesiedelt", "angesiedelt bei"),
            Column("gehoert-zu", "gehört zu"),
            Column("nachfolge", "Nachfolge"),
            Column("quelle", "Quelle"),
        ),
        rows=tuple(
            (
                body_cell(body),
                Cell(body.get_kind_display()),
                stated(body.started),
                end_cell(body, as_of),
                Cell(standing(body, as_of).label),
                stated(body.seat and body.seat.name),
                body_cell(body.parent) if body.parent else Cell("–"),
                successor_cell(body, as_of),
                source_cell(body.citation),
            )
            for body in bodies
        ),
        example=example,
    )


def group_tables(groups: Iterable[Body], speakers: Iterable[Membership], as_of: date) -> Iterable[Table]:
    yield from apart(groups, partial(group_table, as_of, list(speakers)))


def group_table(as_of: date, speakers: Sequence[Membership], groups: Sequence[Body], example: bool) -> Table:
    spoken_for = {speaker.body_id: speaker for speaker in speakers if speaker.example is example}
    return Table(
        key=key_of("arbeitsgruppen", example),
        caption="Arbeitsgruppen",
        columns=(
            Column("nr", "Nr."),
            Column("arbeitsgruppe", "Arbeitsgruppe"),
            Column("auch", "auch genannt"),
            Column("beginn", "Beginn"),
            Column("ende", "Ende"),
            Column("stand", "Stand"),
            Column("sprecher", "spricht für die Gruppe"),
            Column("quelle", "Quelle"),
        ),
        rows=tuple(
            (
                Cell(str(group.order or "–")),
                body_cell(group),
                Cell("; ".join(group.names[1:]) or "–"),
                stated(group.started),
                end_cell(group, as_of),
                Cell(standing(group, as_of).label),
                speaker_cell(group, spoken_for, as_of),
                source_cell(group.citation),
            )
            for group in groups
        ),
        example=example,
    )


def end_cell(body: Body, as_of: date) -> Cell:
    if standing(body, as_of) != Body.Status.ENDED:
        return Cell("–")
    return stated(ended_by(body, as_of))


def successor_cell(body: Body, as_of: date) -> Cell:
    return body_cell(body.successor) if body.successor and end_cell(body, as_of).content != "–" else Cell("–")


def speaker_cell(group: Body, speakers: dict[int, Membership], as_of: date) -> Cell:
    """By organisation, never by name."""
    if standing(group, as_of) == Body.Status.ENDED:
        return Cell("–")
    speaker = speakers.get(group.pk)
    return Cell(speaker.organisation.name if speaker else UNSTATED)
