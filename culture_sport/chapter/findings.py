"""What the reader should know before trusting the rest."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date

from culture_sport.chapter.cells import euros
from culture_sport.chapter.fund_years import FundYear, total
from culture_sport.models import Event, Grant, SportsOffer
from portal.cells import halves
from portal.figures import Audience, Finding
from portal.numbers import german


def one_figure_for_several(events: Iterable[Event]) -> Iterable[Finding]:
    sharing = defaultdict(list)
    for event in events:
        if event.figure:
            sharing[event.figure].append(event)
    for figure, together in sharing.items():
        if len(together) > 1:
            yield Finding(
                f"„{figure.as_value().number}“ gilt für {german(len(together))} Veranstaltungen zusammen",
                f"{figure.indicator.label}: {' und '.join(event.when for event in together)}. Die Quelle "
                "teilt die Zahl nicht auf; sie zählt hier einmal.",
            )


def without_single_grants(years: Iterable[FundYear]) -> Iterable[Finding]:
    """Nobody should take „k. A.“ for „nothing was spent“."""
    silent = list(dict.fromkeys(year.fund for year in years if not year.recorded and not year.example))
    if silent:
        yield Finding(
            "Was bewilligt und ausgezahlt wurde, ist nicht erfasst",
            f"Bekannt ist nur der Haushaltsansatz: {'; '.join(silent)}. Die Quellen nennen keine einzelnen "
            "Förderungen.",
        )


def overdrawn(years: Iterable[FundYear]) -> Iterable[Finding]:
    for year in years:
        if year.overdrawn:
            yield Finding(
                f"{year.label}: mehr bewilligt als vorhanden",
                f"Bewilligt sind {euros(year.bound)}, der Ansatz beträgt {euros(year.budget)}.",
                "warning",
                year.example,
            )


def grants_without_budget(years: Iterable[FundYear]) -> Iterable[Finding]:
    for year in years:
        if year.budget is None:
            yield Finding(
                f"{year.label}: Förderungen ohne Haushaltsansatz",
                f"Bewilligt sind {euros(year.bound)}; ein Ansatz ist nicht erfasst.",
                "warning",
                year.example,
            )


def missing_proofs(as_of: date, audience: Audience) -> Iterable[Finding]:
    """For who may see single grants."""
    if audience is Audience.PUBLIC:
        return
    for grants, example in halves(Grant.objects.proof_overdue(as_of)):
        yield Finding(
            f"Überfällige Verwendungsnachweise: {german(len(grants))}",
            f"Ausgezahlt sind dafür {euros(total(grant.paid for grant in grants))}: {references(grants)}.",
            "warning",
            example,
        )
    for grants, example in halves(Grant.objects.above_request(as_of)):
        yield Finding(
            "Mehr bewilligt als beantragt", f"Bitte prüfen: {references(grants)}.", "warning", example
        )


def references(grants: Sequence[Grant]) -> str:
    return "; ".join(grant.reference for grant in grants)


def hidden_offers(as_of: date, audience: Audience) -> Iterable[Finding]:
    """For the editors: the public does not find them."""
    if audience is Audience.INTERNAL:
        for offers, example in halves(SportsOffer.objects.stale(as_of)):
            yield Finding(
                f"Ausgeblendete Sportangebote: {german(len(offers))}",
                "Seit einem Jahr hat sie niemand bestätigt. Deshalb findet die Öffentlichkeit sie nicht.",
                "warning",
                example,
            )
