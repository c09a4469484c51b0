"""What a balance rests on: every assumption with its source, or as what it is."""

from collections.abc import Iterator
from decimal import Decimal

from accommodation.chapter.balance.ahead import MASTER_DATA, capacities_on
from accommodation.chapter.balance.calculation import Balance, Ground
from accommodation.chapter.balance.people import ASSUMED, source_of
from accommodation.forecast import count_text
from portal.dates import german_date, last_of_month
from portal.figures import Cell, Column, Provenance, Table
from portal.numbers import german

NO_BAND = (
    "Es steht keine Spanne der Unsicherheit dabei, weil die Daten keine hergeben. Wie weit die Rechnung "
    "daneben liegen kann, zeigen andere Annahmen und der Rückblick auf eine frühere Rechnung."
)
Row = tuple[str, str, tuple[Provenance, ...]]


def assumptions_table(balance: Balance, ground: Ground) -> Table:
    return Table(
        key="annahmen",
        caption=f"Annahmen des Szenarios „{balance.scenario}“",
        columns=(Column("annahme", "Annahme"), Column("wert", "Wert"), Column("quelle", "Quelle")),
        rows=tuple(
            (Cell(name), Cell(text), sources_cell(sources)) for name, text, sources in rows(balance, ground)
        ),
        notes=(NO_BAND,),
        example=balance.scenario.example,
    )


def sources_cell(sources: tuple[Provenance, ...]) -> Cell:
    if len(sources) == 1:
        return Cell(str(sources[0]), sources[0].url, sources[0].page)
    return Cell("; ".join(map(str, sources)))


def rows(balance: Balance, ground: Ground) -> Iterator[Row]:
    outset, scenario = balance.outset, balance.scenario
    covered = f", {outset.coverage}" if outset.coverage else ""
    yield "Menschen am Beginn", f"{outset.text}{covered}", (outset.point.source,)
    yield "Belegbare Plätze am Beginn", places_text(balance, ground), (MASTER_DATA,)
    yield "Zugänge", balance.arrivals.text, balance.arrivals.sources
    yield "Abgänge", balance.departures.text, balance.departures.sources
    yield "Was mitzählt", f"{count_text(scenario.count)} der Plätze", (ASSUMED,)
    yield "Fläche je Person", area_text(balance, ground), (area_source(balance),)
    yield "Zeitraum", period_text(balance), (ASSUMED,)


def places_text(balance: Balance, ground: Ground) -> str:
    """How many, in how many shelters; what of them nobody can use is left out."""
    known = len(capacities_on(ground.shelters, balance.given.start))
    text = f"{german(balance.given.places)} Plätze in {in_shelters(known)}"
    if balance.doubts.unavailable:
        text += f", ohne {german(balance.doubts.unavailable)} gesperrte oder nicht belegbare"
    if balance.doubts.without_places:
        text += f"; bei {in_shelters(len(balance.doubts.without_places))} ist die Zahl nicht bekannt"
    return text


def in_shelters(number: int) -> str:
    """„in 3 Unterkünften“, „bei 1 Unterkunft“"""
    return "1 Unterkunft" if number == 1 else f"{german(number)} Unterkünften"


def area_text(balance: Balance, ground: Ground) -> str:
    standard = balance.counting.standard
    if standard is None:
        return "wie bisher"
    known = capacities_on(ground.shelters, balance.given.start)
    before = sum(one.usable for one in known)
    text = f"{metres(standard)} m²: {german(before - balance.given.places)} Plätze weniger am Beginn"
    if balance.doubts.unknown_size:
        text += f"; bei {in_shelters(balance.doubts.unknown_size)} ist die Fläche nicht bekannt, "
        text += "ihre Plätze bleiben"
    return text


def metres(standard: Decimal) -> str:
    return german(standard, 0 if standard == standard.to_integral_value() else 1)


def area_source(balance: Balance) -> Provenance:
    if balance.counting.standard is None:
        return MASTER_DATA
    return source_of(balance.scenario.square_metres_citation)


def period_text(balance: Balance) -> str:
    first, last = balance.ahead.months[0], balance.ahead.months[-1]
    text = f"{first.text} bis {last.text}"
    if balance.outset.day != last_of_month(balance.outset.day):
        text += f"; der erste Monat zählt ganz, obwohl der Stand vom {german_date(balance.outset.day)} ist"
    return text
