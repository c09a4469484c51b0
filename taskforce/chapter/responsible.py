"""„Wer ist heute zuständig?“: one answer per theme, for the day that is asked about."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from portal.cells import UNSTATED, apart, key_of, source_cell, stated
from portal.figures import Cell, Column, Table
from portal.models import Citation
from taskforce.chapter.cells import OURS, body_cell
from taskforce.chapter.handovers import giver, recipient, recipient_cell, time
from taskforce.chapter.standing import works_on
from taskforce.models import Body, Handover

NOBODY = "niemand benannt"


@dataclass(frozen=True)
class Responsibility:
    """Who answers for a theme. `open`: nobody does, as far as sources say."""

    theme: str
    answer: Cell
    standing: str
    since: str
    before: Body | None
    citation: Citation | None
    example: bool
    open: bool = False


def responsibilities(
    groups: Iterable[Body], handovers: Sequence[Handover], as_of: date
) -> Iterable[Responsibility]:
    """First the groups' themes in their order, then what never belonged to a group."""
    listed = list(groups)
    for group in listed:
        yield from of_group(group, [one for one in handovers if giver(one) == group], as_of)
    known = {group.pk for group in listed}
    for handover in handovers:
        before = giver(handover)
        if before is None or before.pk not in known:
            yield of_handover(handover, as_of)


def of_group(group: Body, handovers: Sequence[Handover], as_of: date) -> Iterable[Responsibility]:
    if works_on(group, as_of):
        yield of_working(group)
    for handover in handovers:
        yield of_handover(handover, as_of)
    if not handovers and not works_on(group, as_of):
        yield unanswered(group)


def of_working(group: Body) -> Responsibility:
    return Responsibility(
        group.topic or group.name, body_cell(group), "die Gruppe arbeitet", group.started, None,
        group.citation, group.example,
    )  # fmt: skip


def unanswered(group: Body) -> Responsibility:
    return Responsibility(
        group.topic or group.name, Cell(UNSTATED), NOBODY, "", group, group.citation, group.example, open=True
    )


def of_handover(handover: Handover, as_of: date) -> Responsibility:
    before = giver(handover)
    return Responsibility(
        handover.subject, answer_to(handover, as_of), standing_of(handover), time(handover), before,
        handover.citation, handover.example, open=not answered(handover, as_of),
    )  # fmt: skip


def answer_to(handover: Handover, as_of: date) -> Cell:
    """Until it is carried out, the giver answers as long as it works."""
    before = giver(handover)
    if handover.status != Handover.Status.DONE and before and works_on(before, as_of):
        return body_cell(before)
    if handover.target == Handover.Target.ENDED:
        return Cell("niemand, die Aufgabe ist beendet")
    return recipient_cell(handover)


def answered(handover: Handover, as_of: date) -> bool:
    """Whether somebody has the task in hand, or nobody needs to."""
    before = giver(handover)
    if handover.status != Handover.Status.DONE:
        return bool(before and works_on(before, as_of))
    return handover.target == Handover.Target.ENDED or bool(recipient(handover))


def standing_of(handover: Handover) -> str:
    """„vollzogen, in Regelstrukturen“, „vereinbart, noch nicht vollzogen (unsere Lesart)“."""
    words = f"{handover.get_status_display()}, {handover.get_target_display()}"
    if handover.status != Handover.Status.DONE:
        words = f"{handover.get_status_display()}, noch nicht vollzogen"
    return f"{words} ({OURS})" if handover.our_reading else words


def responsible_tables(answers: Iterable[Responsibility]) -> Iterable[Table]:
    yield from apart(answers, responsible_table)


def responsible_table(answers: Sequence[Responsibility], example: bool) -> Table:
    return Table(
        key=key_of("zustaendig", example),
        caption="Wer für welches Thema zuständig ist",
        columns=(
            Column("thema", "Thema"),
            Column("zustaendig", "zuständig"),
            Column("stand", "Stand"),
            Column("seit", "seit"),
            Column("bisher", "vorher"),
            Column("quelle", "Quelle"),
        ),
        rows=tuple(
            (
                Cell(answer.theme),
                answer.answer,
                Cell(answer.standing),
                stated(answer.since),
                body_cell(answer.before) if answer.before else Cell("–"),
                source_cell(answer.citation),
            )
            for answer in answers
        ),
        example=example,
    )
