"""One body: its mandate and time, who sat in it, what it dealt with, what became of it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial

from portal.alphabet import alphabetical
from portal.cells import UNSTATED, apart, key_of, source_cell, stated
from portal.dates import german_date
from portal.figures import Audience, Cell, Chapter, Column, Finding, Table
from taskforce.chapter import AREA, findings
from taskforce.chapter.cells import body_address, body_cell
from taskforce.chapter.consultations import consultation_tables
from taskforce.chapter.goals import goal_tables
from taskforce.chapter.handovers import handover_tables
from taskforce.chapter.measures import measure_tables
from taskforce.chapter.standing import ended_by, standing
from taskforce.models import Body, Consultation, Goal, Handover, Measure, Meeting, Membership
from taskforce.querysets import ROLES


@dataclass(frozen=True)
class Fact:
    label: str
    cell: Cell


def body_chapter(body: Body, as_of: date, audience: Audience, meetings: Iterable[Meeting]) -> Chapter:
    """`meetings`: those that this reader may see, held by `as_of`. Who sits in the body is told by
    organisation; a person's name only inside the administration, where its purpose is stated."""
    inside = audience is Audience.INTERNAL
    day = min(as_of, body.ended_to or as_of)  # who sat in it at its end, once it has ended
    members = by_role(Membership.objects.filter(body=body).on(day).in_order())
    consultations = Consultation.objects.filter(body=body).open_to(inside).begun_by(as_of)
    measures = Measure.objects.filter(body=body).known_on(as_of).described()
    if not inside:
        measures = measures.without_ideas()
    handovers = list(Handover.objects.known_on(as_of).around(body).in_order())
    goals = list(Goal.objects.of_bodies([body]))
    return Chapter(
        key=AREA,
        title=body.name,
        address=body_address(body),
        as_of=as_of,
        audience=audience,
        lead=body.mandate or f"Auftrag: {UNSTATED}.",
        tables=(
            *apart(members, partial(member_table, member_caption(body, as_of), inside)),
            *apart(meetings, meeting_table),
            *consultation_tables(consultations),
            *measure_tables(measures, as_of),
            *handover_tables(handovers),
            *goal_tables(goals),
        ),
        findings=(
            *findings.promised(handovers, as_of),
            *findings.handed_to_nobody(measures),
            *findings.not_measurable(goals),
            *speaker_findings(body, as_of),
        ),
    )


def speaker_findings(body: Body, as_of: date) -> Iterable[Finding]:
    if body.kind == Body.Kind.WORKING_GROUP:
        speakers = list(Membership.objects.filter(body=body).speakers().in_order())
        yield from findings.without_speaker([body], speakers, as_of)


def facts(body: Body, as_of: date) -> Iterable[Fact]:
    """What is kept of it in single fields, „keine Angabe in der Quelle“ where there is nothing."""
    yield Fact("Art", Cell(body.get_kind_display()))
    yield Fact("Stand", Cell(standing(body, as_of).label))
    yield Fact("Beginn", stated(body.started))
    if standing(body, as_of) == Body.Status.ENDED:
        yield Fact("Ende", stated(ended_by(body, as_of)))
        yield Fact("Grund des Endes", stated(body.ended_reason))
        yield Fact("Nachfolge", body_cell(body.successor))
    yield Fact("Thema", stated(body.topic))
    yield Fact("angesiedelt bei", stated(body.seat and body.seat.name))
    yield Fact("gehört zu", body_cell(body.parent))
    if len(body.names) > 1:
        yield Fact("auch genannt", Cell("; ".join(body.names[1:])))
    yield Fact("Quelle", source_cell(body.citation))


def by_role(members: Iterable[Membership]) -> list[Membership]:
    """Speakers first, then by name."""
    return sorted(members, key=lambda one: (ROLES.index(one.role), alphabetical(one.organisation.name)))


def member_caption(body: Body, as_of: date) -> str:
    if standing(body, as_of) == Body.Status.ENDED:
        return f"Mitglieder am Ende ({body.ended})" if body.ended else "Mitglieder am Ende"
    return f"Mitglieder am {german_date(as_of)}"


def member_table(caption: str, inside: bool, members: Sequence[Membership], example: bool) -> Table:
    named = [Column("name", "Name"), Column("zweck", "Zweck der Nennung")] if inside else []
    return Table(
        key=key_of("mitglieder", example),
        caption=caption,
        columns=(
            Column("organisation", "Organisation"),
            Column("rolle", "Rolle"),
            Column("beginn", "von"),
            Column("ende", "bis"),
            *named,
            Column("quelle", "Quelle"),
        ),
        rows=tuple(
            (
                Cell(member.organisation.name),
                Cell(member.get_role_display()),
                stated(member.started),
                stated(member.ended),
                *((Cell(member.person or "–"), Cell(member.purpose or "–")) if inside else ()),
                source_cell(member.citation),
            )
            for member in members
        ),
        example=example,
    )


def meeting_table(meetings: Sequence[Meeting], example: bool) -> Table:
    return Table(
        key=key_of("sitzungen", example),
        caption="Sitzungen",
        columns=(
            Column("datum", "Datum"),
            Column("titel", "Titel"),
            Column("ort", "Ort"),
            Column("tagesordnung", "Tagesordnung"),
        ),
        rows=tuple(
            (
                Cell(german_date(meeting.held_on), f"/arbeitsgruppen/sitzungen/{meeting.pk}/"),
                Cell(meeting_title(meeting)),
                stated(meeting.place),
                stated("; ".join(item.title for item in meeting.agenda.all())),
            )
            for meeting in meetings
        ),
        example=example,
    )


def meeting_title(meeting: Meeting) -> str:
    return f"{meeting.title or 'Sitzung'}{' (abgesagt)' if meeting.cancelled else ''}"
