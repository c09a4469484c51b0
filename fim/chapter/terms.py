"""The contracts: how long each runs, what ends soon, and who has to act."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby

from fim.chapter.cells import PORTAL, contracts_text, places, places_text
from fim.models import Contract
from portal.cells import halves, key_of, mark
from portal.dates import german_date, last_day_of_term
from portal.figures import Cell, Column, KeyFigure, Lane, Span, Table, Timeline

SOON = timedelta(weeks=8)
LATER = 6  # months
LANES = 12  # in one picture; the table has all
RUNNING, ENDING, ENDED, COMING = "läuft", "endet in acht Wochen", "beendet", "beginnt noch"


@dataclass(frozen=True)
class Ending:
    """A contract that ends within six months. `soon`: within eight weeks."""

    contract: Contract
    soon: bool

    @property
    def followed(self) -> bool:
        """Whether another contract takes its place."""
        return follow_up(self.contract) is not None

    @property
    def example(self) -> bool:
        return self.contract.placement.example


def follow_up(contract: Contract) -> Contract | None:
    return getattr(contract, "extended_by", None)


def endings(contracts: Iterable[Contract], as_of: date) -> list[Ending]:
    """What ends after that day and up to six months on, the first first."""
    last = last_day_of_term(as_of, LATER)
    ending = sorted(
        (one for one in contracts if as_of <= one.end <= last), key=lambda one: (one.end, one.number)
    )
    return [Ending(one, one.end <= as_of + SOON) for one in ending]


def to_act_on(found: Iterable[Ending]) -> list[Ending]:
    """What ends within eight weeks and has no follow-up yet."""
    return [one for one in found if one.soon and not one.followed]


def ending_tables(found: Sequence[Ending]) -> Iterable[Table]:
    for part, example in halves(found):
        yield ending_table(part, example)


def ending_table(found: Sequence[Ending], example: bool) -> Table:
    return Table(
        key=key_of("auslaufend", example),
        caption="Verträge, die in den nächsten sechs Monaten enden",
        columns=(
            Column("vertrag", "Vertrag"),
            Column("massnahme", "Maßnahme"),
            Column("traeger", "Träger"),
            Column("plaetze", "Plätze", numeric=True),
            Column("ende", "Ende"),
            Column("frist", "Frist"),
            Column("anschluss", "Anschluss"),
        ),
        rows=tuple(ending_row(one) for one in found),
        example=example,
    )


def ending_row(ending: Ending) -> tuple[Cell, ...]:
    contract, after = ending.contract, follow_up(ending.contract)
    return (
        Cell(contract.number),
        Cell(contract.placement.name),
        Cell(str(contract.placement.provider)),
        Cell(places(contract.places)),
        Cell(contract.end),
        Cell("in acht Wochen" if ending.soon else "in sechs Monaten"),
        Cell(f"{after.number} bis {german_date(after.end)}" if after else "kein Anschlussvertrag"),
    )


def ending_figures(found: Sequence[Ending], as_of: date) -> Iterable[KeyFigure]:
    """How many places end within eight weeks without a follow-up; zero is an answer, too."""
    for part, example in halves(found):
        urgent = to_act_on(part)
        yield KeyFigure(
            "Enden in acht Wochen ohne Anschluss",
            places(places_in(urgent)),
            f"ab {german_date(as_of)}",
            PORTAL,
            note=f"Das {'ist' if len(urgent) == 1 else 'sind'} {contracts_text(len(urgent))}; in sechs "
            f"Monaten {'endet' if len(part) == 1 else 'enden'} insgesamt {contracts_text(len(part))}.",
            example=example,
        )


def places_in(found: Iterable[Ending]) -> int:
    return sum(one.contract.places for one in found)


# The timeline


def timelines(contracts: Sequence[Contract], found: Sequence[Ending], as_of: date) -> Iterable[Timeline]:
    for example in (False, True):
        lasting = [
            one
            for one in contracts
            if one.placement.example is example and (one.end >= as_of or follow_up(one))
        ]
        if lasting:
            yield timeline(lasting, [one for one in found if one.example is example], as_of, example=example)


def timeline(
    contracts: Sequence[Contract], found: Sequence[Ending], as_of: date, *, example: bool
) -> Timeline:
    urgent = to_act_on(found)
    lanes = lanes_of(contracts, as_of)
    more = len(lanes) - LANES
    return Timeline(
        key=key_of("vertraege", example),
        heading=f"{heading(urgent)}{mark(example)}",
        title=f"Laufzeiten der Verträge je Maßnahme am {german_date(as_of)}",
        summary=f"Gezeigt: {contracts_text(len(contracts))}. In den nächsten sechs Monaten "
        f"{'endet' if len(found) == 1 else 'enden'} {contracts_text(len(found))}, davon in acht Wochen ohne "
        f"Anschluss: {len(urgent)}.",
        table=contract_table(contracts, example),
        sources=(PORTAL,),
        notes=(f"Gezeigt sind {LANES} Maßnahmen; {more} weitere stehen in der Tabelle.",) if more > 0 else (),
        as_of=as_of,
        lanes=tuple(lanes[:LANES]),
        example=example,
    )


def heading(urgent: Sequence[Ending]) -> str:
    if not urgent:
        return "In den nächsten acht Wochen endet kein Vertrag ohne Anschluss"
    verb = "endet" if len(urgent) == 1 else "enden"
    what = f"{contracts_text(len(urgent))} über {places_text(places_in(urgent))}"
    return f"In den nächsten acht Wochen {verb} {what} ohne Anschluss"


def lanes_of(contracts: Sequence[Contract], as_of: date) -> list[Lane]:
    """One for each measure, those that end first above."""
    by_measure = sorted(contracts, key=lambda one: (one.placement.name, one.placement_id, one.start))
    measures = [list(same) for _, same in groupby(by_measure, key=lambda one: one.placement_id)]
    return [
        Lane(contracts[0].placement.name, tuple(span(one, as_of) for one in contracts))
        for contracts in sorted(measures, key=lambda contracts: contracts[-1].end)
    ]


def span(contract: Contract, as_of: date) -> Span:
    """Its text is short: an extension stands in the same lane."""
    now, first, last = state(contract, as_of), german_date(contract.start), german_date(contract.end)
    texts = {RUNNING: f"bis {last}", ENDING: f"endet {last}", COMING: f"ab {first}"}
    return Span(contract.start, contract.end, now, texts.get(now, ""))


def state(contract: Contract, as_of: date) -> str:
    if contract.end < as_of:
        return ENDED
    if contract.start > as_of:
        return COMING
    return ENDING if contract.end <= as_of + SOON and not follow_up(contract) else RUNNING


def contract_table(contracts: Sequence[Contract], example: bool) -> Table:
    return Table(
        key=key_of("vertraege-werte", example),
        caption="Verträge",
        columns=(
            Column("vertrag", "Vertrag"),
            Column("massnahme", "Maßnahme"),
            Column("traeger", "Träger"),
            Column("plaetze", "Plätze", numeric=True),
            Column("unterschrieben", "unterschrieben am"),
            Column("beginn", "Beginn"),
            Column("ende", "Ende"),
            Column("verlaengert", "verlängert"),
        ),
        rows=tuple(
            (
                Cell(one.number),
                Cell(one.placement.name),
                Cell(str(one.placement.provider)),
                Cell(places(one.places)),
                Cell(one.signed_on),
                Cell(one.start),
                Cell(one.end),
                Cell(one.extends.number if one.extends else "–"),
            )
            for one in contracts
        ),
        example=example,
    )
