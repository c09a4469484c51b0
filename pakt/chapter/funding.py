"""Who pays which share of a project. What no source states is computed, and marked so."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import groupby

from pakt.chapter.amounts import EUR, decimals_in, money
from pakt.chapter.cells import project_cell
from pakt.models import BudgetLine, FundingShare, Project
from portal.cells import UNSTATED, apart, key_of, noted_source_cell
from portal.figures import Cell, Column, Finding, Table, Value, missing
from portal.numbers import german, percent

ALL = Decimal(100)
TOLERANCE = Decimal("0.1")  # percent
STATED, COMPUTED = "angegeben", "gerechnet"


@dataclass(frozen=True)
class Share:
    row: FundingShare
    percent: Decimal | None
    computed: bool = False  # from its amount


@dataclass(frozen=True)
class Funding:
    """The shares of a project in a year. `total` in EUR is None where no budget line says it."""

    project: Project
    year: int
    shares: tuple[Share, ...]

    @property
    def example(self) -> bool:
        return self.project.example

    @property
    def proven(self) -> Decimal:
        """The sum of the shares that are known, in percent."""
        return sum((share.percent for share in self.shares if share.percent is not None), Decimal(0))

    @property
    def silent(self) -> tuple[FundingShare, ...]:
        """Givers of whom it is known that they give, but not how much."""
        return tuple(share.row for share in self.shares if share.percent is None)

    @property
    def rest(self) -> Decimal:
        """What is left for those without a share, in percent; 0 where it cannot be known, because an
        amount stands without the total that it is a share of, or no share is known at all."""
        unmeasured = any(share.amount is not None for share in self.silent)
        return Decimal(0) if unmeasured or not self.proven else max(ALL - self.proven, Decimal(0))

    @property
    def open(self) -> bool:
        return self.rest > TOLERANCE

    @property
    def too_much(self) -> bool:
        return self.proven - ALL > TOLERANCE


def fundings(project: Project) -> list[Funding]:
    """One for each year for which a share is kept."""
    rows = sorted(project.shares.all(), key=lambda share: (share.year, share.pk))
    return [
        Funding(project, year, tuple(share_of(row, total_of(project, year)) for row in shares))
        for year, shares in groupby(rows, key=lambda share: share.year)
    ]


def share_of(row: FundingShare, total: Decimal | None) -> Share:
    if row.percent is None and row.amount is not None and total:
        return Share(row, row.amount / total * 100, computed=True)
    return Share(row, row.percent)


def total_of(project: Project, year: int) -> Decimal | None:
    """What the project has in the city that year: granted, else planned; in EUR, None where nothing says
    it for this year alone."""
    lines = [
        line
        for line in project.budget_lines.all()
        if line.level == BudgetLine.Level.CITY and line.part_of_id is None
        and (line.year, line.to_year) == (year, None)
    ]  # fmt: skip
    for kind in (BudgetLine.Kind.GRANTED, BudgetLine.Kind.PLANNED):
        amounts = [line.amount for line in lines if line.kind == kind and line.amount is not None]
        if amounts:
            return sum(amounts, Decimal(0))
    return None


def funding_tables(projects: Iterable[Project]) -> Iterable[Table]:
    yield from apart([one for project in projects for one in fundings(project)], funding_table)


def funding_table(known: Sequence[Funding], example: bool) -> Table:
    decimals = decimals_in((share.row.amount for one in known for share in one.shares), EUR)
    return Table(
        key=key_of("finanzierung", example),
        caption="Wer welchen Anteil zahlt",
        columns=(
            Column("projekt", "Projekt"),
            Column("jahr", "Jahr"),
            Column("geber", "Geber"),
            Column("mittel", "aus Mitteln"),
            Column("anteil", "Anteil", numeric=True),
            Column("betrag", "Betrag, EUR", numeric=True),
            Column("herkunft", "Herkunft des Anteils"),
            Column("quelle", "Quelle"),
        ),
        rows=tuple(row for one in known for row in rows_of(one, decimals)),
        notes=("Ein gerechneter Anteil ist der Rest zu 100 %; keine Quelle nennt ihn.",),
        example=example,
    )


def rows_of(one: Funding, decimals: int) -> Iterable[tuple[Cell, ...]]:
    """Who gives without a stated share stands with the rest, where there is one."""
    for share in one.shares:
        if share.percent is not None or not one.open:
            yield share_cells(one, share, decimals)
    if one.open:
        yield rest_cells(one, decimals)


def share_cells(one: Funding, share: Share, decimals: int) -> tuple[Cell, ...]:
    return (
        project_cell(one.project),
        Cell(str(one.year)),
        Cell(share.row.giver.name),
        Cell(share.row.funds or "–"),
        Cell(in_percent(share.percent)),
        Cell(money(share.row.amount, EUR, decimals)),
        Cell(origin(share)),
        noted_source_cell(share.row.citation),
    )


def origin(share: Share) -> str:
    if share.percent is None:
        return UNSTATED
    return f"{COMPUTED} aus dem Betrag" if share.computed else STATED


def rest_cells(one: Funding, decimals: int) -> tuple[Cell, ...]:
    """With those who give without a stated share; where nobody is named, nobody is guessed."""
    givers = "; ".join(dict.fromkeys(share.giver.name for share in one.silent))
    return (
        project_cell(one.project),
        Cell(str(one.year)),
        Cell(givers or UNSTATED),
        Cell("; ".join(share.funds for share in one.silent if share.funds) or "–"),
        Cell(in_percent(one.rest)),
        Cell(missing(EUR, decimals)),
        Cell(f"{COMPUTED}: 100 % − {german(one.proven, places(one.proven))} %"),
        noted_source_cell(one.silent[0].citation) if one.silent else Cell("–"),
    )


def in_percent(share: Decimal | None) -> Value:
    return missing("%") if share is None else Value(share, unit="%", decimals=places(share))


def places(share: Decimal) -> int:
    return 0 if share % 1 == 0 else 1


def incomplete(projects: Iterable[Project]) -> Iterable[Finding]:
    """„Städtische Sprachkurse: Finanzierung zu 40 % belegt (2017, 2018, 2019)“; a warning where nobody is
    named who gives the rest."""
    for project in projects:
        open_years = [one for one in fundings(project) if one.open or one.too_much]
        for _, same in groupby(open_years, key=lambda one: (one.proven, givers_of(one))):
            yield incomplete_finding(list(same))


def givers_of(one: Funding) -> tuple[str, ...]:
    return tuple(dict.fromkeys(share.giver.name for share in one.silent))


def incomplete_finding(same: Sequence[Funding]) -> Finding:
    first = same[0]
    years = ", ".join(str(one.year) for one in same)
    name = first.project.name
    proven = percent(first.proven, places(first.proven))
    if first.too_much:
        return Finding(
            f"{name}: Anteile ergeben {proven} ({years})",
            "Mehr als 100 % gibt es nicht.",
            "warning",
            first.example,
        )
    rest = f"Die übrigen {percent(first.rest, places(first.rest))} sind gerechnet."
    givers = givers_of(first)
    who = (
        f"Als weiterer Geber ist genannt: {'; '.join(givers)}, aber kein Anteil."
        if givers
        else "Wer sie gibt, ist nicht erfasst."
    )
    return Finding(
        f"{name}: Finanzierung zu {proven} belegt ({years})",
        f"{rest} {who}",
        "info" if givers else "warning",
        first.example,
    )


def contradictory(projects: Iterable[Project]) -> Iterable[Finding]:
    """Shares whose percent and amount do not agree."""
    for project in projects:
        for share in project.shares.all():
            total = total_of(project, share.year)
            if share.percent is None or share.amount is None or not total:
                continue
            computed = share.amount / total * 100
            if abs(computed - share.percent) > TOLERANCE:
                yield Finding(
                    f"{project.name}: Anteil und Betrag von {share.giver.name} "
                    f"passen nicht zusammen ({share.year})",
                    f"Angegeben sind {percent(share.percent)}; {money(share.amount)} von {money(total)} sind "
                    f"{percent(computed)}.",
                    "warning",
                    project.example,
                )
