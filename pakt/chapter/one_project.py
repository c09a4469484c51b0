"""One project: what it is, who pays and how much, how far it is."""

from collections.abc import Iterable
from datetime import date

from pakt.chapter import AREA, findings
from pakt.chapter.cells import about_cell, names, project_address
from pakt.chapter.decisions import decision_tables, papers_of
from pakt.chapter.endings import ending_charts, ending_tables, running_out
from pakt.chapter.funding import contradictory, funding_tables, incomplete
from pakt.chapter.money import city_charts, line_tables, lines_of
from pakt.chapter.one_programme import Fact
from pakt.chapter.progress import indicator_tables, milestone_tables
from pakt.models import Project
from portal.cells import UNSTATED, noted_source_cell, stated
from portal.figures import Audience, Cell, Chapter


def project_chapter(project: Project, as_of: date, audience: Audience) -> Chapter:
    inside = audience is Audience.INTERNAL
    lines = lines_of(project, inside)
    return Chapter(
        key=AREA, title=project.name, address=project_address(project), as_of=as_of, audience=audience,
        lead=project.description or f"Beschreibung: {UNSTATED}.",
        charts=(*city_charts(lines), *ending_charts([project], as_of)),
        tables=(
            *funding_tables([project]),
            *ending_tables([project], as_of),
            *milestone_tables([project], as_of),
            *indicator_tables([project], as_of, audience),
            *line_tables(lines),
            *decision_tables(papers_of([], [project], inside), as_of, inside, project.example),
        ),
        findings=(
            *running_out([project], as_of),
            *incomplete([project]),
            *contradictory([project]),
            *findings.without_actual([project], as_of),
        ),
    )  # fmt: skip


def project_facts(project: Project) -> Iterable[Fact]:
    """What is kept of it in single fields, „keine Angabe in der Quelle“ where there is nothing."""
    yield Fact("Förderprogramm", about_cell(project.programme))
    yield Fact("Modul", about_cell(project.module) if project.module else Cell("neben den Modulen"))
    yield Fact("Stand", Cell(project.get_status_display()))
    yield Fact("Laufzeit", stated(project.years))
    yield Fact("Träger, Federführung", stated(project.lead and project.lead.name))
    yield Fact("Partner", stated(names(project.partners.all())))
    yield Fact("Zielgruppe", stated(project.target_group))
    yield Fact("Themen", stated("; ".join(project.topic_list)))
    yield Fact("Rechtsgrundlagen", stated("; ".join(map(str, project.legal_bases.all()))))
    if len(project.names) > 1:
        yield Fact("auch genannt", Cell("; ".join(project.names[1:])))
    yield Fact("Quelle", noted_source_cell(project.citation))
