"""What does not fit together, and what no source says."""

from collections.abc import Iterable, Sequence
from datetime import date

from pakt.chapter.progress import target_value
from pakt.models import Programme, Project
from portal.cells import mark
from portal.figures import Finding
from portal.numbers import german


def outside_term(programmes: Iterable[Programme]) -> Iterable[Finding]:
    """Money and periods that lie outside the years of their programme."""
    for programme in programmes:
        told = [
            f"{project.name}: {', '.join(outside)}"
            for project in programme.projects.all()
            if (outside := outside_words(project, programme))
        ]
        if told:
            yield Finding(
                f"{programme.name}: Angaben außerhalb der Laufzeit",
                f"Das Programm läuft {programme.years}. {'; '.join(told)}.",
                example=programme.example,
            )


def outside_words(project: Project, programme: Programme) -> list[str]:
    years = [f"Anteil für {year}" for year in sorted({share.year for share in project.shares.all()})
             if not within(year, programme)]  # fmt: skip
    periods = [
        f"{period.number}. Förderperiode bis {period.end:%d.%m.%Y}"
        for period in project.periods.all()
        if period.end and not within(period.end.year, programme)
    ]
    return years + periods


def within(year: int, programme: Programme) -> bool:
    """An unknown begin or end does not speak against it."""
    return (programme.first_year is None or programme.first_year <= year) and (
        programme.last_year is None or year <= programme.last_year
    )


def without_money(programmes: Iterable[Programme]) -> Iterable[Finding]:
    """Projects for which no amount is known, in one sentence for each programme."""
    for programme in programmes:
        projects = list(programme.projects.all())
        silent = [
            project.name
            for project in projects
            if all(line.amount is None for line in project.budget_lines.all())
        ]
        if silent:
            yield Finding(
                f"{programme.name}: für {german(len(silent))} von "
                f"{german(len(projects))} Projekten ist kein Betrag bekannt",
                f"{'; '.join(silent)}.",
                example=programme.example,
            )


def without_actual(projects: Sequence[Project], when: date) -> Iterable[Finding]:
    """Targets of which nobody has said how far they are."""
    told = [
        f"{project.name}: {one.label}, Soll {target_value(one)}{mark(project.example)}"
        for project in projects
        for one in project.indicators.all()
        if one.target is not None and one.actual_by(when) is None
    ]
    if told:
        yield Finding("Für diese Ziele ist kein Ist-Wert bekannt", f"{'; '.join(told)}.")
