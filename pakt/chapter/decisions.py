"""Who steers a programme, and the way of its papers: consulted, decided, with which vote.

Bodies and consultations are rows of the task force's area, read through the programme's own relations.
"""

from collections.abc import Iterable, Sequence
from datetime import date
from functools import partial
from typing import Any

from pakt.models import Programme, Project
from portal.alphabet import alphabetical
from portal.cells import UNSTATED, key_of, noted_source_cell, paper_cell, stated
from portal.dates import german_date
from portal.figures import Cell, Column, Table
from portal.models import Source

DECISION = "decision"  # the purpose of a consultation that ends in a vote


def body_tables(programmes: Iterable[Programme]) -> Iterable[Table]:
    for example in (False, True):
        known = {body for one in programmes if one.example is example for body in one.bodies.all()}
        if known:
            yield body_table(sorted(known, key=alphabetical), example)


def body_table(bodies: Sequence[Any], example: bool) -> Table:
    return Table(
        key=key_of("gremien", example),
        caption="Gremien, die steuern",
        columns=(
            Column("gremium", "Gremium"),
            Column("art", "Art"),
            Column("beginn", "Beginn"),
            Column("angesiedelt", "angesiedelt bei"),
            Column("auftrag", "Auftrag"),
            Column("quelle", "Quelle"),
        ),
        rows=tuple(
            (
                body_cell(body),
                Cell(body.get_kind_display()),
                stated(body.started),
                stated(body.seat and body.seat.name),
                stated(body.mandate),
                noted_source_cell(body.citation),
            )
            for body in bodies
        ),
        example=example,
    )


def body_cell(body: Any) -> Cell:
    return Cell(body.name, f"/arbeitsgruppen/{body.slug}/")


def papers_of(programmes: Iterable[Programme], projects: Iterable[Project], inside: bool) -> list[Source]:
    """Each paper once, in its order; those that are not public only inside."""
    abouts: list[Programme | Project] = [*programmes, *projects]
    found = {paper for about in abouts for paper in about.papers.all()}
    papers = [paper for paper in found if inside or paper.public]
    return sorted(papers, key=lambda paper: (paper.year or 0, paper.number or 0, paper.title))


def decision_tables(papers: Sequence[Source], when: date, inside: bool, example: bool) -> Iterable[Table]:
    if papers:
        yield decision_table(partial(consulted, when=when, inside=inside), papers, example)


def consulted(paper: Any, when: date, inside: bool) -> list[Any]:
    """The consultations of a paper that this reader may know of and that had been held by then; an unknown
    day does not speak against it."""
    return [
        one
        for one in paper.consultations.all()
        if (inside or one.public) and (one.held_on is None or one.held_on <= when)
    ]


def decision_table(known, papers: Sequence[Source], example: bool) -> Table:
    return Table(
        key=key_of("beschluesse", example),
        caption="Weg der Drucksachen: beraten, beschlossen",
        columns=(
            Column("drucksache", "Drucksache"),
            Column("titel", "Titel"),
            Column("beraten", "beraten"),
            Column("beschlossen", "beschlossen"),
            Column("ergebnis", "Ergebnis"),
            Column("abstimmung", "Abstimmung"),
            Column("quelle", "Quelle"),
        ),
        rows=tuple(way(paper, known(paper)) for paper in papers),
        example=example,
    )


def way(paper: Source, consultations: Sequence[Any]) -> tuple[Cell, ...]:
    """The path of one paper in one row."""
    decided = [one for one in consultations if one.purpose == DECISION]
    before = [one for one in consultations if one.purpose != DECISION]
    return (
        paper_cell(paper),
        Cell(paper.title),
        steps(before),
        steps(decided),
        stated("; ".join(one.result for one in consultations if one.result)),
        stated("; ".join(one.vote for one in decided if one.vote)),
        stated("; ".join(dict.fromkeys(source_words(one) for one in consultations))),
    )


def steps(consultations: Sequence[Any]) -> Cell:
    """„Gemeinderat, 28.09.2017 (Beratung)“, one after the other; linked where there is but one."""
    if not consultations:
        return Cell(UNSTATED)
    words = "; ".join(
        f"{one.body.name}, {one.date_text or day(one)} ({one.get_purpose_display()})" for one in consultations
    )
    only = consultations[0] if len({one.body_id for one in consultations}) == 1 else None
    return Cell(words, body_cell(only.body).url if only else "")


def day(consultation: Any) -> str:
    return german_date(consultation.held_on) if consultation.held_on else "ohne Datum"


def source_words(consultation: Any) -> str:
    return str(noted_source_cell(consultation.citation).content)
