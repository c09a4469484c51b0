"""How far the projects are: milestones, target against actual, posts of each module."""

from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from functools import partial

from django.conf import settings

from pakt.chapter.cells import about_cell, day_cell, project_cell
from pakt.chapter.light import Light, Signal, signal_of
from pakt.models import Milestone, Module, Project, ProjectIndicator
from portal.cells import apart, key_of, mark, noted_source_cell
from portal.dates import german_date
from portal.figures import Audience, Cell, Column, Finding, Table, Value, missing
from portal.models import Indicator
from portal.numbers import german
from portal.small_numbers import protect


def milestone_tables(projects: Iterable[Project], when: date) -> Iterable[Table]:
    """What is overdue first."""
    known = [milestone for project in projects for milestone in project.milestones.all()]
    known.sort(key=lambda milestone: (not milestone.overdue_on(when), milestone.due or date.max))
    yield from apart(known, partial(milestone_table, when))


def milestone_table(when: date, milestones: Sequence[Milestone], example: bool) -> Table:
    return Table(
        key=key_of("meilensteine", example),
        caption="Meilensteine",
        columns=(
            Column("projekt", "Projekt"),
            Column("meilenstein", "Meilenstein"),
            Column("faellig", "fällig"),
            Column("verschoben", "verschoben auf"),
            Column("grund", "Grund"),
            Column("stand", "Stand"),
            Column("quelle", "Quelle"),
        ),
        rows=tuple(
            (
                project_cell(milestone.project),
                Cell(milestone.title),
                day_cell(milestone.due_on),
                Cell(german_date(milestone.postponed_to) if milestone.postponed_to else "–"),
                Cell(milestone.reason or "–"),
                Cell(standing(milestone, when)),
                noted_source_cell(milestone.citation),
            )
            for milestone in milestones
        ),
        example=example,
    )


def standing(milestone: Milestone, when: date) -> str:
    """„überfällig“, „erreicht am 01.05.2018“, „offen“; as it was on that day."""
    if milestone.reached_by(when):
        return f"erreicht am {german_date(milestone.reached_on)}" if milestone.reached_on else "erreicht"
    if milestone.overdue_on(when):
        return "überfällig"
    if milestone.status == Milestone.Status.REACHED:
        return Milestone.Status.OPEN.label  # later
    return milestone.get_status_display()


def indicator_tables(projects: Iterable[Project], when: date, audience: Audience) -> Iterable[Table]:
    known = [indicator for project in projects for indicator in project.indicators.all()]
    yield from apart(known, partial(indicator_table, when, audience))


def indicator_table(
    when: date, audience: Audience, indicators: Sequence[ProjectIndicator], example: bool
) -> Table:
    return Table(
        key=key_of("kennzahlen", example),
        caption="Kennzahlen: Soll und Ist",
        columns=(
            Column("projekt", "Projekt"),
            Column("kennzahl", "Kennzahl"),
            Column("einheit", "Einheit"),
            Column("jahr", "Jahr"),
            Column("soll", "Soll", numeric=True),
            Column("ist", "Ist", numeric=True),
            Column("ist-vom", "Ist vom"),
            Column("quelle-soll", "Quelle des Solls"),
            Column("quelle-ist", "Quelle des Ists"),
        ),
        rows=tuple(
            (
                project_cell(one.project),
                Cell(one.label),
                Cell(one.unit),
                Cell(str(one.year) if one.year else one.project.years or "ganze Laufzeit"),
                Cell(target_value(one)),
                Cell(actual_value(one, when, audience)),
                *actual_cells(one, when),
            )
            for one in indicators
        ),
        example=example,
    )


def actual_cells(one: ProjectIndicator, when: date) -> tuple[Cell, ...]:
    """The day of the actual value, and both sources; nothing about a value that was not known then."""
    if one.actual_by(when) is None:
        return Cell("–"), noted_source_cell(one.citation), Cell("–")
    return day_cell(one.actual_on), noted_source_cell(one.citation), noted_source_cell(one.actual_citation)


def target_value(one: ProjectIndicator) -> Value:
    if one.target is None:
        return missing(one.unit, one.decimals)
    return Value(one.target, unit=one.unit, decimals=one.decimals, qualifier=one.target_qualifier)


def actual_value(one: ProjectIndicator, when: date, audience: Audience) -> Value:
    """As it was known on that day. A small number of persons is hidden from the public: it is about one
    project, not about the city."""
    actual = one.actual_by(when)
    if actual is None:
        return missing(one.unit, one.decimals)
    value = Value(actual, unit=one.unit, decimals=one.decimals)
    if audience is Audience.PUBLIC and one.unit == Indicator.Unit.PERSONS:
        return protect((), value, settings.SMALL_NUMBER)[1]
    return value


def post_tables(modules: Iterable[Module], projects: Iterable[Project], when: date) -> Iterable[Table]:
    """Posts of each module; modules of which nobody says how many stand there without a number."""
    posts = [
        one for project in projects for one in project.indicators.all() if one.unit == Indicator.Unit.POSTS
    ]
    if posts:
        yield from apart(modules, partial(post_table, when, posts))


def post_table(
    when: date, posts: Sequence[ProjectIndicator], modules: Sequence[Module], example: bool
) -> Table:
    def of(module: Module) -> list[ProjectIndicator]:
        return [one for one in posts if one.project.module_id == module.pk]

    return Table(
        key=key_of("stellen", example),
        caption="Stellen je Modul",
        columns=(
            Column("modul", "Modul"),
            Column("soll", "Stellen: Soll", numeric=True),
            Column("ist", "Stellen: Ist", numeric=True),
        ),
        rows=tuple(
            (
                about_cell(module),
                Cell(total([target_value(one) for one in of(module)])),
                Cell(total([actual_value(one, when, Audience.INTERNAL) for one in of(module)])),
            )
            for module in modules
        ),
        example=example,
    )


def total(values: Sequence[Value]) -> Value:
    """Missing where there is no number at all, or one of several is missing; „bis zu“ stays if all say so."""
    unit, decimals = Indicator.Unit.POSTS.value, max((one.decimals for one in values), default=0)
    amounts = [one.amount for one in values if one.amount is not None]
    if not values or len(amounts) < len(values):
        return missing(unit, decimals)
    qualifiers = {one.qualifier for one in values}
    return Value(
        sum(amounts, Decimal(0)), unit=unit, decimals=decimals,
        qualifier=qualifiers.pop() if len(qualifiers) == 1 else "",
    )  # fmt: skip


def behind_tables(projects: Iterable[Project], when: date) -> Iterable[Table]:
    """Projects with a red or yellow light, the red ones first."""
    signals = [(project, signal_of(project, when)) for project in projects]
    behind = [project for project, signal in signals if signal.light in (Light.RED, Light.YELLOW)]
    behind.sort(key=lambda project: signal_of(project, when).light != Light.RED)
    yield from apart(behind, partial(behind_table, when))


def behind_table(when: date, projects: Sequence[Project], example: bool) -> Table:
    def row(project: Project, signal: Signal) -> tuple[Cell, ...]:
        return project_cell(project), Cell(signal.light.value), Cell("; ".join(signal.reasons))

    return Table(
        key=key_of("hinter-dem-plan", example),
        caption="Projekte hinter dem Plan oder mit einer Warnung",
        columns=(Column("projekt", "Projekt"), Column("stand", "Stand"), Column("warum", "Warum")),
        rows=tuple(row(project, signal_of(project, when)) for project in projects),
        example=example,
    )


def behind(projects: Iterable[Project], when: date) -> Iterable[Finding]:
    """In one sentence for all of them."""
    signals = [(project, signal_of(project, when)) for project in projects]
    late = [(project, signal) for project, signal in signals if signal.light is Light.RED]
    if late:
        number = "Ein Projekt liegt" if len(late) == 1 else f"{german(len(late))} Projekte liegen"
        told = [
            f"{project.name}{mark(project.example)}: {', '.join(signal.reasons)}" for project, signal in late
        ]
        yield Finding(f"{number} hinter dem Plan", f"{'; '.join(told)}.", "warning")
