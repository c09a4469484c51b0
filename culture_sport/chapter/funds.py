"""Funds: budget, what is bound and what is paid, year by year; and the single grants."""

from collections.abc import Iterable, Sequence
from datetime import date
from functools import partial

from culture_sport.chapter.cells import euros
from culture_sport.chapter.fund_years import FundYear, total
from culture_sport.models import Fund, Grant
from portal.cells import apart, halves, key_of, mark, source_cell, stated
from portal.dates import german_date
from portal.figures import Audience, Bar, BarChart, Cell, Column, Provenance, Table
from portal.numbers import german

SINGLE_PERSON = "Einzelperson"


def fund_charts(years: Iterable[FundYear], as_of: date) -> Iterable[BarChart]:
    """Where single grants are recorded; elsewhere the table says that they are not."""
    for part, example in halves(years):
        recorded = [year for year in part if year.recorded]
        if recorded:
            yield fund_chart(recorded, as_of, example)


def fund_chart(years: Sequence[FundYear], as_of: date, example: bool) -> BarChart:
    return BarChart(
        key=key_of("foerdertoepfe-jahre", example),
        heading=heading(years) + mark(example),
        title=f"Ansatz, bewilligt und ausgezahlt je Fördertopf und Jahr, Stand {german_date(as_of)}",
        summary=" ".join(map(sentence, years)),
        unit="EUR",
        table=budget_table(years, key_of("ansatz-und-foerderung", example), example),
        sources=(Provenance("Liste der Förderungen", f"Stand {german_date(as_of)}"),),
        groups=("Haushaltsansatz", "bewilligt", "ausgezahlt"),
        bars=tuple(
            Bar(year.label, (euros(year.budget), euros(year.bound), euros(year.paid))) for year in years
        ),
        example=example,
    )


def heading(years: Sequence[FundYear]) -> str:
    overdrawn = [year.label for year in years if year.overdrawn]
    if overdrawn:
        return f"Mehr bewilligt als vorhanden: {', '.join(overdrawn)}"
    budget, bound, paid = (total(amounts) for amounts in zip(*map(three_amounts, years), strict=True))
    return f"Von {euros(budget)} sind {euros(bound)} bewilligt und {euros(paid)} ausgezahlt"


def three_amounts(year: FundYear) -> tuple:
    return year.budget, year.bound, year.paid


def sentence(year: FundYear) -> str:
    budget = f"Ansatz {euros(year.budget)}" if year.budget is not None else "kein Ansatz erfasst"
    return f"{year.label}: {budget}, bewilligt {euros(year.bound)}, ausgezahlt {euros(year.paid)}."


def budget_tables(years: Iterable[FundYear]) -> Iterable[Table]:
    """The years without single grants, which no chart tells."""
    for part, example in halves(years):
        silent = [year for year in part if not year.recorded]
        if silent:
            yield budget_table(silent, key_of("haushaltsansaetze", example), example)


def budget_table(years: Sequence[FundYear], key: str, example: bool) -> Table:
    return Table(
        key=key,
        caption="Haushaltsansätze der Fördertöpfe und was davon bewilligt und ausgezahlt ist",
        columns=(
            Column("foerdertopf", "Fördertopf"),
            Column("jahr", "Jahr"),
            Column("ansatz", "Ansatz (EUR)", numeric=True),
            Column("beantragt", "beantragt (EUR)", numeric=True),
            Column("bewilligt", "bewilligt (EUR)", numeric=True),
            Column("ausgezahlt", "ausgezahlt (EUR)", numeric=True),
            Column("frei", "noch frei (EUR)", numeric=True),
            Column("wie-gedruckt", "wie gedruckt"),
            Column("quelle", "Quelle"),
        ),
        rows=tuple(
            (
                Cell(year.fund),
                Cell(year.years),
                *(
                    Cell(euros(amount))
                    for amount in (year.budget, year.requested, year.bound, year.paid, year.free)
                ),
                Cell(year.wording or "–"),
                source_cell(year.citation),
            )
            for year in years
        ),
        notes=("„k. A.“ heißt: Es ist keine einzelne Förderung erfasst. Das ist nicht dasselbe wie 0 EUR.",)
        if not all(year.recorded for year in years)
        else (),
        example=example,
    )


def fund_tables(funds: Iterable[Fund]) -> Iterable[Table]:
    yield from apart(funds, fund_table)


def fund_table(funds: Sequence[Fund], example: bool) -> Table:
    return Table(
        key=key_of("foerdertoepfe", example),
        caption="Fördertöpfe",
        columns=(
            Column("foerdertopf", "Fördertopf"),
            Column("auch", "auch genannt"),
            Column("bereich", "Bereich"),
            Column("zustaendig", "zuständig"),
            Column("foerdert", "was gefördert wird"),
            Column("richtlinie", "Richtlinie"),
            Column("seit", "fördert seit"),
            Column("quelle", "Quelle"),
        ),
        rows=tuple(
            (
                Cell(fund.name),
                Cell("; ".join(fund.names[1:]) or "–"),
                Cell(fund.get_branch_display()),
                stated(fund.office and fund.office.name),
                stated("; ".join(fund.purposes)),
                stated(fund.guideline),
                stated(fund.since_text or (fund.since and german_date(fund.since))),
                source_cell(fund.citation),
            )
            for fund in funds
        ),
        example=example,
    )


def grant_tables(as_of: date, audience: Audience) -> Iterable[Table]:
    """The public reads the sums; who got what is for the council and the administration."""
    if audience is not Audience.PUBLIC:
        grants = Grant.objects.known_on(as_of).described()
        yield from apart(grants, partial(grant_table, as_of))


def grant_table(as_of: date, grants: Sequence[Grant], example: bool) -> Table:
    return Table(
        key=key_of("foerderungen", example),
        caption=f"Einzelne Förderungen ({german(len(grants))})",
        columns=(
            Column("aktenzeichen", "Aktenzeichen"),
            Column("foerdertopf", "Fördertopf"),
            Column("jahr", "Jahr"),
            Column("wer", "wer"),
            Column("wofuer", "wofür"),
            Column("beantragt", "beantragt (EUR)", numeric=True),
            Column("bewilligt", "bewilligt (EUR)", numeric=True),
            Column("ausgezahlt", "ausgezahlt (EUR)", numeric=True),
            Column("nachweis", "Verwendungsnachweis"),
        ),
        rows=tuple(grant_row(grant, as_of) for grant in grants),
        example=example,
    )


def grant_row(grant: Grant, as_of: date) -> tuple[Cell, ...]:
    """What was not decided or paid by that day is not told."""
    decided = grant.decided_on is not None and grant.decided_on <= as_of
    paid = grant.paid_on is not None and grant.paid_on <= as_of
    return (
        Cell(grant.reference),
        Cell(grant.fund.name),
        Cell(str(grant.year)),
        Cell(grant.recipient.name if grant.recipient else SINGLE_PERSON),
        Cell(grant.purpose),
        Cell(euros(grant.requested)),
        Cell(euros(grant.granted)) if decided else Cell("noch nicht entschieden"),
        Cell(euros(grant.paid)) if paid else Cell("–"),
        Cell(proof(grant)) if paid else Cell("–"),
    )


def proof(grant: Grant) -> str:
    word = grant.get_proof_display()
    if grant.proof == Grant.Proof.OPEN and grant.proof_due:
        return f"{word}, fällig am {german_date(grant.proof_due)}"
    return word
