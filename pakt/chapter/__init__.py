"""What there is to say about programmes, their money and their state as of a date, for one reader."""

from datetime import date

from pakt.chapter import findings
from pakt.chapter.cards import overview_tables
from pakt.chapter.cells import ADDRESS
from pakt.chapter.decisions import body_tables, decision_tables, papers_of
from pakt.chapter.endings import ending_charts, ending_tables, running_out
from pakt.chapter.funding import contradictory, funding_tables, incomplete
from pakt.chapter.money import all_lines, city_charts, line_tables
from pakt.chapter.overview import lead, plan_figures
from pakt.chapter.programmes import programme_tables
from pakt.chapter.progress import behind, behind_tables, indicator_tables, milestone_tables, post_tables
from pakt.chapter.reported import figure_tables, misprints, money_figures, years_differ
from pakt.chapter.state_money import exceeded, state_charts
from pakt.models import Programme, Project
from portal.cells import kept
from portal.figures import Audience, Chapter
from portal.models import Citation, ReportedFigure
from portal.statements import checks, texts

AREA = "pakt"
TITLE = "Pakt für Integration und Förderprogramme"


def open_programmes(audience: Audience, *, invented: bool = True) -> list[Programme]:
    """Those that this reader may see, with everything that is kept of them; real ones first."""
    return kept(Programme.objects.open_to(audience is Audience.INTERNAL).described(), invented)


def projects_of(programmes: list[Programme]) -> list[Project]:
    return [project for programme in programmes for project in programme.projects.all()]


def overview(as_of: date, audience: Audience) -> Chapter:
    """The first sentence and the key figures alone: what the start page says."""
    programmes = list(Programme.objects.open_to(audience is Audience.INTERNAL).measured())
    figures = list(ReportedFigure.objects.released().of_area(AREA))
    return Chapter(
        key=AREA, title=TITLE, address=ADDRESS, as_of=as_of, audience=audience,
        lead=lead(programmes, as_of),
        key_figures=(*money_figures(figures, as_of), *plan_figures(programmes, as_of)),
    )  # fmt: skip


def chapter(
    as_of: date, audience: Audience, programmes: list[Programme] | None = None, *, invented: bool = True
) -> Chapter:
    """All programmes. Budgets and claims always show their years, whatever the date; milestones, periods and
    actual values are told as they were known that day. Not `invented`: as if there were no example data."""
    inside = audience is Audience.INTERNAL
    programmes = open_programmes(audience, invented=invented) if programmes is None else programmes
    projects, lines = projects_of(programmes), all_lines(programmes, inside)
    modules = [module for programme in programmes for module in programme.modules.all()]
    real = [programme for programme in programmes if not programme.example]
    papers = papers_of(real, projects_of(real), inside)
    figures = list(ReportedFigure.objects.released().of_area(AREA))
    return Chapter(
        key=AREA, title=TITLE, address=ADDRESS, as_of=as_of, audience=audience,
        lead=lead(programmes, as_of),
        key_figures=(*money_figures(figures, as_of), *plan_figures(programmes, as_of)),
        charts=(*state_charts(lines), *city_charts(lines), *ending_charts(projects, as_of)),
        tables=(
            *behind_tables(projects, as_of),
            *ending_tables(projects, as_of),
            *programme_tables(programmes),
            *overview_tables(programmes, as_of, audience),
            *funding_tables(projects),
            *milestone_tables(projects, as_of),
            *indicator_tables(projects, as_of, audience),
            *post_tables(modules, projects, as_of),
            *line_tables(lines),
            *body_tables(programmes),
            *decision_tables(papers, as_of, inside, example=False),
            *figure_tables(figures),
        ),
        checks=tuple(checks(AREA, date.max)),
        texts=tuple(texts(AREA, as_of)),
        findings=(
            *behind(projects, as_of),
            *running_out(projects, as_of),
            *incomplete(projects),
            *contradictory(projects),
            *exceeded(lines),
            *years_differ(figures),
            *findings.outside_term(programmes),
            *findings.without_money(programmes),
            *findings.without_actual(projects, as_of),
            *misprints(Citation.objects.filter(statements__area=AREA).select_related("source").distinct()),
        ),
    )  # fmt: skip
