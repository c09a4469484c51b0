"""One programme on one page."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from pakt.chapter import AREA, findings
from pakt.chapter.cells import names, programme_address
from pakt.chapter.decisions import body_tables, decision_tables, papers_of
from pakt.chapter.endings import ending_charts, ending_tables, running_out
from pakt.chapter.funding import contradictory, funding_tables, incomplete
from pakt.chapter.money import all_lines, city_charts, line_tables
from pakt.chapter.overview import programme_lead
from pakt.chapter.progress import behind, behind_tables, indicator_tables, milestone_tables, post_tables
from pakt.chapter.state_money import exceeded, state_charts
from pakt.models import Programme
from portal.cells import UNSTATED, noted_source_cell, stated
from portal.figures import Audience, Cell, Chapter


@dataclass(frozen=True)
class Fact:
    label: str
    cell: Cell


def programme_chapter(programme: Programme, as_of: date, audience: Audience) -> Chapter:
    inside = audience is Audience.INTERNAL
    projects, lines = list(programme.projects.all()), all_lines([programme], inside)
    papers = papers_of([programme], projects, inside)
    return Chapter(
        key=AREA, title=programme.name, address=programme_address(programme), as_of=as_of, audience=audience,
        lead=programme_lead(programme, as_of),
        charts=(*state_charts(lines), *city_charts(lines), *ending_charts(projects, as_of)),
        tables=(
            *behind_tables(projects, as_of),
            *ending_tables(projects, as_of),
            *funding_tables(projects),
            *milestone_tables(projects, as_of),
            *indicator_tables(projects, as_of, audience),
            *post_tables(programme.modules.all(), projects, as_of),
            *line_tables(lines),
            *body_tables([programme]),
            *decision_tables(papers, as_of, inside, programme.example),
        ),
        findings=(
            *behind(projects, as_of),
            *running_out(projects, as_of),
            *incomplete(projects),
            *contradictory(projects),
            *exceeded(lines),
            *findings.outside_term([programme]),
            *findings.without_money([programme]),
            *findings.without_actual(projects, as_of),
        ),
    )  # fmt: skip


def programme_facts(programme: Programme) -> Iterable[Fact]:
    """What is kept of it in single fields, „keine Angabe in der Quelle“ where there is nothing."""
    yield Fact("Geber", Cell(programme.giver.name))
    yield Fact("Partner", stated(names(programme.partners.all())))
    yield Fact("Federführung", stated(programme.lead and programme.lead.name))
    yield Fact("Laufzeit", stated(programme.years))
    yield Fact("Ziel", stated(programme.goal))
    yield Fact("Rechtsgrundlagen", stated("; ".join(map(str, programme.legal_bases.all()))))
    if len(programme.names) > 1:
        yield Fact("auch genannt", Cell("; ".join(programme.names[1:])))
    yield Fact("Quelle", noted_source_cell(programme.citation))


def module_facts(programme: Programme) -> list[tuple[str, str, str, Cell]]:
    """Title, goal, target group and source of each module."""
    return [
        (
            str(module),
            module.goal or UNSTATED,
            module.target_group or UNSTATED,
            noted_source_cell(module.citation),
        )
        for module in programme.modules.all()
    ]
