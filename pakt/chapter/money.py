"""Money by giver and year. The two levels are two charts; kinds stand side by side and are never added."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from pakt.chapter.amounts import EUR, decimals_in, money
from pakt.chapter.cells import about_cell
from pakt.models import BudgetLine, Module, Programme, Project
from portal.cells import UNSTATED, apart, halves, key_of, mark, noted_source_cell
from portal.figures import Bar, BarChart, Cell, Column, Kind, Provenance, Table, Value
from portal.numbers import german

CITY, FORECAST = BudgetLine.Level.CITY, BudgetLine.Kind.FORECAST


def lines_of(about: Programme | Module | Project, inside: bool) -> list[BudgetLine]:
    """What is kept at it alone. A forecast is for the administration only: nobody has decided on it."""
    return [line for line in about.budget_lines.all() if inside or line.kind != FORECAST]


def all_lines(programmes: Iterable[Programme], inside: bool) -> list[BudgetLine]:
    """Of the programmes, their modules and their projects."""
    found: list[BudgetLine] = []
    for programme in programmes:
        abouts: list[Programme | Module | Project]
        abouts = [programme, *programme.modules.all(), *programme.projects.all()]
        for about in abouts:
            found += lines_of(about, inside)
    return sorted(found, key=lambda line: (line.year, line.to_year or line.year))


@dataclass(frozen=True)
class Sum:
    """What one giver gives for one time, planned, granted, spent or expected; in EUR."""

    giver: str
    years: str
    kind: BudgetLine.Kind
    amount: Decimal

    def __str__(self) -> str:
        return f"{self.giver} {self.years}, {self.kind.label}"


def sums(lines: Iterable[BudgetLine]) -> list[Sum]:
    """By giver, year and kind. Parts belong to their whole and are not added to it."""
    found: dict[tuple[str, str, BudgetLine.Kind], Decimal] = defaultdict(Decimal)
    for line in lines:
        if line.amount is not None and line.part_of_id is None:
            found[line.giver.name, line.years, BudgetLine.Kind(line.kind)] += line.amount
    kinds = list(BudgetLine.Kind)
    by_giver = sorted(found.items(), key=lambda one: (*one[0][:2], kinds.index(one[0][2])))
    return [Sum(*what, amount) for what, amount in by_giver]


def city_charts(lines: Iterable[BudgetLine]) -> Iterable[BarChart]:
    """What the city has to do with; invented amounts in a chart of their own."""
    of_city = [
        line for line in lines if line.level == CITY and line.amount is not None and line.part_of_id is None
    ]
    for part, example in halves(of_city):
        yield city_chart(part, example)


def city_chart(lines: Sequence[BudgetLine], example: bool) -> BarChart:
    """One bar for each giver, time and kind: a kind of which nothing is known has none."""
    known = sums(lines)
    decimals = decimals_in((one.amount for one in known), EUR)
    values = [money(one.amount, EUR, decimals, certainty(one.kind)) for one in known]
    return BarChart(
        key=key_of("geld-stadt", example),
        heading=city_heading(known),
        title=f"Geld in der Stadt nach Geber und Jahr, in EUR{mark(example)}",
        summary=f"{'; '.join(f'{one}: {money(one.amount)}' for one in known)}.",
        unit=EUR,
        table=city_table(known, values, example),
        sources=sources(lines),
        notes=(
            "Geplant, bewilligt, ausgegeben und Prognose sind verschiedene Angaben zum selben Geld und "
            "werden nicht addiert. Ein Betrag für mehrere Jahre zusammen wird nicht aufgeteilt.",
        ),
        groups=("EUR",),
        bars=tuple(Bar(str(one), (value,)) for one, value in zip(known, values, strict=True)),
        example=example,
    )


def certainty(kind: str) -> Kind:
    return Kind.ESTIMATED if kind == FORECAST else Kind.REPORTED


def city_table(known: Sequence[Sum], values: Sequence[Value], example: bool) -> Table:
    return Table(
        key=key_of("geld-stadt-werte", example),
        caption="Geld in der Stadt nach Geber und Jahr",
        columns=(
            Column("geber", "Geber"),
            Column("jahr", "Jahr"),
            Column("art", "Art"),
            Column("betrag", "Betrag, EUR", numeric=True),
        ),
        rows=tuple(
            (Cell(one.giver), Cell(one.years), Cell(one.kind.label), Cell(value))
            for one, value in zip(known, values, strict=True)
        ),
        example=example,
    )


def city_heading(known: Sequence[Sum]) -> str:
    """The largest single amount, if there is one."""
    largest = max(known, key=lambda one: one.amount)
    if len(known) > 1 and all(one.amount == largest.amount for one in known):
        return f"{german(len(known))} Beträge in der Stadt, jeder {money(largest.amount)}"
    what = f"{largest.kind.label} {largest.years}"
    return f"Größter Betrag in der Stadt: {money(largest.amount)}, {what} (Geber: {largest.giver})"


def sources(lines: Iterable[BudgetLine]) -> tuple[Provenance, ...]:
    return tuple(dict.fromkeys(line.citation.provenance() for line in lines if line.citation))


def line_tables(lines: Iterable[BudgetLine]) -> Iterable[Table]:
    """Every line as it is kept, those without an amount too."""
    yield from apart(lines, line_table)


def line_table(lines: Sequence[BudgetLine], example: bool) -> Table:
    decimals = decimals_in((line.amount for line in lines), EUR)
    wholes = {line.pk: line for line in lines}
    return Table(
        key=key_of("haushaltszeilen", example),
        caption="Haushaltszeilen",
        columns=(
            Column("wofuer", "wofür"),
            Column("zweck", "Zweck"),
            Column("geber", "Geber"),
            Column("jahr", "Jahr"),
            Column("ebene", "Ebene"),
            Column("art", "Art"),
            Column("betrag", "Betrag, EUR", numeric=True),
            Column("teil-von", "Teil von"),
            Column("quelle", "Quelle"),
        ),
        rows=tuple(
            (
                about_cell(line.about),
                Cell(line.purpose or "–"),
                Cell(line.giver.name),
                Cell(line.years),
                Cell(line.get_level_display()),
                Cell(line.get_kind_display()),
                Cell(money(line.amount, EUR, decimals, certainty(line.kind))),
                Cell(whole_words(line, wholes)),
                noted_source_cell(line.citation),
            )
            for line in lines
        ),
        notes=("Beträge für das ganze Land und für die Stadt werden nie addiert, ein Teil nie zum Ganzen.",),
        example=example,
    )


def whole_words(line: BudgetLine, wholes: dict[int, BudgetLine]) -> str:
    if line.part_of_id is None:
        return "–"
    whole = wholes.get(line.part_of_id)
    return f"{money(whole.amount)}, {whole.purpose or whole.about}" if whole else UNSTATED
