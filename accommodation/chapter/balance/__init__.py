"""The place balance: whether the places last for the people of the next months, in a scenario."""

from collections.abc import Sequence
from dataclasses import dataclass

from accommodation.chapter.balance.assumptions import assumptions_table
from accommodation.chapter.balance.back_test import back_test
from accommodation.chapter.balance.calculation import Balance, Ground, balance_of
from accommodation.chapter.balance.chart import balance_chart
from accommodation.chapter.balance.doubts import findings
from accommodation.chapter.balance.tables import (
    changes_table,
    district_of,
    kind_of,
    parts_table,
    places,
    scenarios_table,
)
from accommodation.forecast import comparison, more_arrivals
from accommodation.scenarios import Scenario
from portal.dates import german_date
from portal.figures import EXAMPLE, Audience, Chapter, KeyFigure, Provenance, Series, Table
from portal.models.areas import Area

ADDRESS = "/unterbringung/platzbilanz/"
TITLE = "Platzbilanz"
MORE = 100  # persons a month, to show what an assumption is worth
AS_IT_IS = "Wie es ist"


@dataclass(frozen=True)
class PlaceBalance:
    """The page: the first scenario in full, the others beside it. Without balances its lead says why."""

    chapter: Chapter
    balances: tuple[Balance, ...] = ()
    more: str = ""  # what more arrivals would mean
    against: str = ""  # the first scenario compared with the second


def as_it_is(*, example: bool) -> Scenario:
    """What follows from the shelters alone: nobody comes, nobody goes, and what is decided happens."""
    return Scenario(
        name=AS_IT_IS, remark="Niemand kommt, niemand geht, und nur Beschlossenes zählt.", example=example
    )


def place_balance(ground: Ground, scenarios: Sequence[Scenario], later: Series) -> PlaceBalance:
    """`scenarios`: at least one, of the same half as the ground. `later`: the people as known today."""
    if not ground.shelters:
        return without_answer(ground, "Für eine Platzbilanz sind noch keine Unterkünfte erfasst.")
    asked = [(scenario, ground.outset(scenario)) for scenario in scenarios]
    balances = tuple(balance_of(one, outset, ground.shelters) for one, outset in asked if outset)
    if len(balances) < len(asked):
        return without_answer(
            ground, "Für diesen Stichtag liegt noch keine Belegung vor, mit der sich rechnen ließe."
        )
    return answered(ground, balances, later)


def without_answer(ground: Ground, lead: str) -> PlaceBalance:
    return PlaceBalance(Chapter(Area.ACCOMMODATION, TITLE, ADDRESS, ground.as_of, ground.audience, lead=lead))


def answered(ground: Ground, balances: tuple[Balance, ...], later: Series) -> PlaceBalance:
    first = balances[0]
    named = ground.audience is Audience.INTERNAL
    chapter = Chapter(
        key=Area.ACCOMMODATION,
        title=TITLE,
        address=ADDRESS,
        as_of=ground.as_of,
        audience=ground.audience,
        lead=lead_of(first),
        key_figures=key_figures(first),
        charts=(balance_chart(first, ground),),
        tables=tuple(tables(first, ground, balances, later)),
        findings=tuple(findings(first, ground, named=named)),
    )
    against = comparison(balances[1].ahead, first.ahead) if len(balances) > 1 else ""
    return PlaceBalance(chapter, balances, more_arrivals(first.given, MORE), against)


def lead_of(balance: Balance) -> str:
    """The answer; an invented one says so first."""
    told = f"{EXAMPLE}: " if balance.scenario.example else ""
    return f"{told}{balance.ahead.sentence}"


def key_figures(balance: Balance) -> tuple[KeyFigure, ...]:
    worst, example = balance.ahead.worst, balance.scenario.example
    source = Provenance(f"Rechnung, Szenario „{balance.scenario}“")
    short = worst.balance < 0
    return (
        KeyFigure(
            "Menschen am Beginn", balance.outset.point.value, balance.outset.point.date_text,
            balance.outset.point.source, example=example,
        ),
        KeyFigure(
            "Belegbare Plätze am Beginn", places(balance.given.places), german_date(balance.outset.day),
            Provenance("Stammdaten der Unterkünfte"), example=example,
        ),
        KeyFigure(
            "Es fehlen höchstens" if short else "Es bleiben mindestens frei",
            places(abs(worst.balance)), f"Ende {worst.text}", source, example=example,
        ),
    )  # fmt: skip


def tables(first: Balance, ground: Ground, balances: Sequence[Balance], later: Series) -> Sequence[Table]:
    named = ground.audience is Audience.INTERNAL
    tested = back_test(first, ground, later)
    return (
        assumptions_table(first, ground),
        *([scenarios_table(balances)] if len(balances) > 1 else []),
        changes_table(first, named=named),
        parts_table("stadtbezirk", "Stadtbezirk", first, ground.shelters, district_of),
        parts_table("art", "Art der Unterbringung", first, ground.shelters, kind_of),
        *([tested] if tested else []),
    )
