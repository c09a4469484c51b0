"""The cards of a programme: one for each module, and one for each project beside them."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from pakt.chapter.amounts import money
from pakt.chapter.cells import project_address, project_cell
from pakt.chapter.light import Signal, signal_of, worst
from pakt.chapter.money import lines_of
from pakt.chapter.progress import actual_value, target_value
from pakt.models import BudgetLine, Milestone, Module, Programme, Project
from portal.cells import key_of, noted_source_cell
from portal.dates import german_date
from portal.figures import Audience, Cell, Column, Table
from portal.numbers import german

NO_MONEY = "kein Betrag bekannt"
NO_MILESTONE = "keiner erfasst"
NO_INDICATOR = "keine erfasst"


@dataclass(frozen=True)
class Card:
    """`anchor` is where it stands on the page; `address` leads to the page of a project."""

    anchor: str
    title: str
    above: str  # „Modul 1“, „neben den Modulen“
    address: str
    signal: Signal
    money: tuple[str, ...]
    milestones: str
    indicators: tuple[str, ...]
    projects: tuple[Cell, ...]
    source: Cell


def cards(programme: Programme, when: date, audience: Audience) -> list[Card]:
    projects = list(programme.projects.all())
    modules = [
        card_of_module(module, [one for one in projects if one.module_id == module.pk], when, audience)
        for module in programme.modules.all()
    ]
    beside = "neben den Modulen" if modules else ""
    return modules + [
        card_of_project(project, beside, when, audience) for project in projects if project.module_id is None
    ]


def card_of_module(module: Module, projects: Sequence[Project], when: date, audience: Audience) -> Card:
    inside = audience is Audience.INTERNAL
    abouts: list[Module | Project] = [module, *projects]
    lines = [line for about in abouts for line in lines_of(about, inside)]
    return Card(
        anchor=module.slug,
        title=module.title,
        above=f"Modul {module.number}",
        address="",
        signal=worst(signal_of(project, when) for project in projects),
        money=tuple(amounts(lines)),
        milestones=progress(projects, when),
        indicators=tuple(measures(projects, when, audience)),
        projects=tuple(map(project_cell, projects)),
        source=noted_source_cell(module.citation),
    )


def card_of_project(project: Project, above: str, when: date, audience: Audience) -> Card:
    return Card(
        anchor=project.slug,
        title=project.name,
        above=above,
        address=project_address(project),
        signal=signal_of(project, when),
        money=tuple(amounts(lines_of(project, audience is Audience.INTERNAL))),
        milestones=progress([project], when),
        indicators=tuple(measures([project], when, audience)),
        projects=(),
        source=noted_source_cell(project.citation),
    )


def amounts(lines: Iterable[BudgetLine]) -> Iterable[str]:
    """„bewilligt 2018–2019: 6.540.594 EUR“, for the city alone; a part is in its whole."""
    found: dict[tuple[str, str], Decimal] = defaultdict(Decimal)
    for line in lines:
        if line.level == BudgetLine.Level.CITY and line.part_of_id is None and line.amount is not None:
            found[line.years, line.get_kind_display()] += line.amount
    for (years, kind), amount in sorted(found.items()):
        yield f"{years} {kind}: {money(amount)}"


def progress(projects: Iterable[Project], when: date) -> str:
    """„2 von 5 erreicht, 1 überfällig; nächster: Eröffnung am 01.05.2018“; empty without milestones."""
    known = [
        milestone
        for project in projects
        for milestone in project.milestones.all()
        if milestone.status != Milestone.Status.DROPPED
    ]
    if not known:
        return ""
    reached = sum(milestone.reached_by(when) for milestone in known)
    late = sum(milestone.overdue_on(when) for milestone in known)
    words = f"{german(reached)} von {german(len(known))} erreicht"
    if late:
        words += f", {german(late)} überfällig"
    return f"{words}; {next_words(known, when)}"


def next_words(milestones: Iterable[Milestone], when: date) -> str:
    ahead = [one for one in milestones if one.due and one.due >= when and not one.reached_by(when)]
    if not ahead:
        return "kein weiterer mit Termin"
    first = min(ahead, key=lambda milestone: milestone.due or date.max)
    return f"nächster: {first.title}, {german_date(first.due or when)}"


def measures(projects: Iterable[Project], when: date, audience: Audience) -> Iterable[str]:
    """„Standorte: Soll 5 Standorte, Ist k. A.“"""
    for project in projects:
        for one in project.indicators.all():
            year = f" {one.year}" if one.year else ""
            yield (
                f"{one.label}{year}: Soll {target_value(one).number}, "
                f"Ist {actual_value(one, when, audience).number} ({one.unit})"
            )


def overview_tables(programmes: Iterable[Programme], when: date, audience: Audience) -> Iterable[Table]:
    """What the cards say, as a table."""
    for example in (False, True):
        known = [
            (programme, card)
            for programme in programmes
            if programme.example is example
            for card in cards(programme, when, audience)
        ]
        if known:
            yield overview_table(known, example)


def overview_table(known: Sequence[tuple[Programme, Card]], example: bool) -> Table:
    return Table(
        key=key_of("ueberblick", example),
        caption="Module und Projekte im Überblick",
        columns=(
            Column("programm", "Förderprogramm"),
            Column("was", "Modul oder Projekt"),
            Column("stand", "Stand"),
            Column("geld", "Geld in der Stadt"),
            Column("meilensteine", "Meilensteine"),
            Column("kennzahlen", "Kennzahlen"),
            Column("quelle", "Quelle"),
        ),
        rows=tuple(
            (
                Cell(programme.name),
                Cell(f"{card.above}: {card.title}" if card.above.startswith("Modul") else card.title),
                Cell(card.signal.light.value),
                Cell("; ".join(card.money) or NO_MONEY),
                Cell(card.milestones or NO_MILESTONE),
                Cell("; ".join(card.indicators) or NO_INDICATOR),
                card.source,
            )
            for programme, card in known
        ),
        example=example,
    )
