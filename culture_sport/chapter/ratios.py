"""What follows from the figures of the report and stands in no source: computed, and marked so."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

from culture_sport.chapter.cells import EUR, euros
from culture_sport.chapter.fund_years import FundYear, total
from culture_sport.chapter.reported import Figures
from culture_sport.models import Branch
from portal.figures import Check, Provenance, Value, Verdict
from portal.models import ReportedFigure
from portal.numbers import german, percent


@dataclass(frozen=True)
class Ratio:
    """One figure divided by another."""

    statement: str
    part: str
    whole: str
    in_percent: bool = False
    note: str = ""


RATIOS = (
    Ratio("Geförderte Angebote je gefördertem Verein", "funded_offers", "funded_clubs"),
    Ratio("Menschen je gefördertem Angebot", "funded_participants", "funded_offers"),
    Ratio(
        "Anteil der Sportpaten mit bezuschusster Ausbildung",
        "funded_mentor_trainings", "sport_mentors_trained", in_percent=True,
    ),
    Ratio(
        "Geförderte Angebote, gemessen an allen Sportangeboten",
        "funded_offers", "sports_offers_total", in_percent=True,
        note="Ob alle geförderten Angebote unter diesen sind, sagt der Bericht nicht.",
    ),
)  # fmt: skip


def ratio_checks(figures: Figures) -> Iterable[Check]:
    for ratio in RATIOS:
        part, whole = figures.get(ratio.part), figures.get(ratio.whole)
        if part and whole and part.value is not None and whole.value:
            yield ratio_check(ratio, part, whole)


def ratio_check(ratio: Ratio, part: ReportedFigure, whole: ReportedFigure) -> Check:
    assert part.value is not None
    assert whole.value
    quotient = part.value / whole.value
    rough = [figure for figure in (part, whole) if figure.qualifier]
    result = percent(quotient * 100) if ratio.in_percent else german(quotient, 1)
    return computed(
        ratio.statement,
        f"rund {result}" if rough else result,
        f"{part.as_value()} ÷ {whole.as_value()}",
        part.provenance(),
        " ".join(filter(None, [ratio.note, *map(roughness, rough)])),
    )


def roughness(figure: ReportedFigure) -> str:
    return f"„{figure.as_value().number}“ ist nicht genau, das Ergebnis also auch nicht."


def computed(statement: str, result: str, calculation: str, source: Provenance, note: str = "") -> Check:
    return Check(
        statement=statement, stated="", recomputed=result, calculation=calculation,
        verdict=Verdict.COMPUTED, source=source, note=note,
    )  # fmt: skip


def budget_checks(years: Sequence[FundYear], figures: Figures) -> Iterable[Check]:
    """How much a budget rose, and what it comes to for each offer that was funded."""
    real = [year for year in years if not year.example and year.budget and year.citation]
    for before, after in pairwise(real):
        if before.fund == after.fund and before.budget != after.budget:
            yield rise(before, after)
    yield from budget_per_offer([year for year in real if year.branch == Branch.SPORT], figures)


def rise(before: FundYear, after: FundYear) -> Check:
    factor = after.budget / before.budget
    change = (factor - 1) * 100
    return computed(
        f"{after.fund}: Veränderung des Ansatzes {after.years} gegenüber {before.years}",
        f"{percent(abs(change))} {'mehr' if change > 0 else 'weniger'}, das {german(factor, 1)}-Fache",
        f"({german(after.budget)} − {german(before.budget)}) ÷ {german(before.budget)}",
        after.citation.provenance(),
    )


def budget_per_offer(years: Sequence[FundYear], figures: Figures) -> Iterable[Check]:
    """An upper bound, because a budget is not what was spent."""
    offers = figures.get("funded_offers")
    if years and offers and offers.value:
        budget = total(year.budget for year in years)
        each = Value(Decimal(budget / offers.value), unit=EUR, decimals=0)
        yield computed(
            "Ansatz der Sportförderung je gefördertem Angebot",
            f"höchstens {each}",
            f"{euros(budget)} ÷ {offers.as_value()}",
            years[-1].citation.provenance(),
            f"Gerechnet mit den Ansätzen {', '.join(year.years for year in years)}. Ein Ansatz ist keine "
            "Ausgabe, und auch Ausbildungen werden daraus bezahlt.",
        )
