"""Projects, events and publications."""

from collections import Counter
from collections.abc import Iterable, Sequence
from functools import partial

from django.conf import settings

from culture_sport.chapter.cells import counted
from culture_sport.models import Event, Project, Publication
from portal.alphabet import alphabetical
from portal.cells import apart, key_of, source_cell, stated
from portal.figures import Audience, Cell, Column, Table
from portal.small_numbers import protect


def project_tables(projects: Iterable[Project]) -> Iterable[Table]:
    known = sorted(projects, key=lambda project: (project.branch, alphabetical(project.title)))
    planned = [project for project in known if project.status == Project.Status.PLANNED]
    others = [project for project in known if project.status != Project.Status.PLANNED]
    yield from apart(others, partial(project_table, "projekte", "Projekte und Angebote"))
    yield from apart(planned, partial(project_table, "vorhaben", "Geplant: nur angekündigt"))


def project_table(key: str, caption: str, projects: Sequence[Project], example: bool) -> Table:
    return Table(
        key=key_of(key, example),
        caption=caption,
        columns=(
            Column("titel", "Titel"),
            Column("bereich", "Bereich"),
            Column("inhalt", "worum es geht"),
            Column("traeger", "Träger"),
            Column("zielgruppe", "Zielgruppe"),
            Column("topf", "gefördert aus"),
            Column("stand", "Stand"),
            Column("quelle", "Quelle"),
        ),
        rows=tuple(
            (
                Cell(project.title),
                Cell(project.get_branch_display()),
                stated(project.description),
                stated(project.carrier and project.carrier.name),
                stated(project.target_group),
                Cell(project.fund.name if project.fund else "–"),
                stated(standing(project)),
                source_cell(project.citation),
            )
            for project in projects
        ),
        example=example,
    )


def standing(project: Project) -> str:
    status = "" if project.status == Project.Status.UNKNOWN else project.get_status_display()
    return ", ".join(part for part in (status, project.time_text) if part)


def event_tables(events: Sequence[Event], audience: Audience) -> Iterable[Table]:
    yield from apart(events, partial(event_table, Counter(event.figure_id for event in events), audience))


def event_table(
    shared: Counter[int | None], audience: Audience, events: Sequence[Event], example: bool
) -> Table:
    return Table(
        key=key_of("veranstaltungen", example),
        caption="Veranstaltungen",
        columns=(
            Column("titel", "Titel"),
            Column("art", "Art"),
            Column("wann", "wann"),
            Column("ort", "Ort"),
            Column("veranstalter", "veranstaltet von"),
            Column("wer", "wer teilnahm"),
            Column("teilnehmende", "Teilnehmende"),
            Column("quelle", "Quelle"),
        ),
        rows=tuple(
            (
                Cell(event.title),
                Cell(event.get_kind_display()),
                stated(event.when),
                stated(event.venue),
                stated("; ".join(one.name for one in event.organisers.all())),
                stated(event.groups),
                participants(event, shared[event.figure_id], audience),
                source_cell(event.citation),
            )
            for event in events
        ),
        example=example,
    )


def participants(event: Event, sharing: int, audience: Audience) -> Cell:
    """A figure for several events together is said as such at each of them, and never divided."""
    if event.figure is None:
        value = counted(event.participants)
        inside = audience is Audience.INTERNAL
        return Cell(value if inside else protect((), value, settings.SMALL_NUMBER)[1])
    number = event.figure.as_value().number
    return Cell(f"{number}, alle {sharing} Veranstaltungen zusammen" if sharing > 1 else number)


def publication_tables(publications: Iterable[Publication]) -> Iterable[Table]:
    ordered = sorted(publications, key=lambda one: (one.kind, alphabetical(one.title)))
    yield from apart(ordered, publication_table)


def publication_table(publications: Sequence[Publication], example: bool) -> Table:
    return Table(
        key=key_of("veroeffentlichungen", example),
        caption="Veröffentlichungen, und an wen sie gehen",
        columns=(
            Column("titel", "Titel"),
            Column("art", "Art"),
            Column("herausgeber", "herausgegeben von"),
            Column("inhalt", "Inhalt"),
            Column("empfaenger", "geht an"),
            Column("rhythmus", "Rhythmus"),
            Column("quelle", "Quelle"),
        ),
        rows=tuple(
            (
                Cell(one.title, one.url),
                Cell(one.get_kind_display()),
                Cell(one.publisher.name),
                stated(one.content),
                stated("; ".join(recipient.name for recipient in one.recipients.all())),
                stated(one.rhythm),
                source_cell(one.citation),
            )
            for one in publications
        ),
        example=example,
    )
