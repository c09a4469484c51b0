"""People ahead: how many live there at the start, and how many come and go, each with its source."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from accommodation.arrivals import AllocationShare, MonthlyFlow, StateForecast
from accommodation.chapter.curve import PERSONS
from accommodation.forecast import months_from, spread
from accommodation.scenarios import Scenario
from portal.figures import Coverage, Point, Provenance, Series
from portal.models import Citation
from portal.numbers import german, percent, with_unit

ASSUMED = Provenance("Annahme")


@dataclass(frozen=True)
class Outset:
    """From where the calculation starts: the people of a day, known at its end."""

    point: Point

    @property
    def people(self) -> int:
        return int(self.point.value.amount or 0)

    @property
    def day(self) -> date:
        return self.point.at

    @property
    def start(self) -> date:
        """The first day that is calculated."""
        return self.day + timedelta(days=1)

    @property
    def coverage(self) -> Coverage | None:
        return self.point.coverage

    @property
    def text(self) -> str:
        return f"{with_unit(self.point.value.number, PERSONS)} ({self.point.date_text})"


def outset_of(series: Series, until: date) -> Outset | None:
    """The newest value of the series up to that day; None without one."""
    known = [point for point in series.drawable if point.at <= until]
    return Outset(known[-1]) if known else None


@dataclass(frozen=True)
class Flow:
    """How many come or go: one number for each month, in words, and where it is said."""

    numbers: tuple[int, ...]
    text: str
    sources: tuple[Provenance, ...]


def source_of(citation: Citation | None) -> Provenance:
    return citation.provenance() if citation else ASSUMED


def arrivals_of(scenario: Scenario, start: date) -> Flow:
    months = months_from(start, scenario.months)
    match scenario.arrivals_from:
        case Scenario.Arrivals.CITY:
            return from_forecast(scenario, months, city_forecast(months), "Prognose der Stadt")
        case Scenario.Arrivals.STATE:
            return from_forecast(
                scenario, months, state_forecast(months), "Landesprognose mal Aufnahmequote der Stadt"
            )
        case _:
            text = f"{german(scenario.arrivals_per_month)} Personen je Monat"
            source = source_of(scenario.arrivals_citation)
            return Flow((scenario.arrivals_per_month,) * scenario.months, text, (source,))


@dataclass(frozen=True)
class Expected:
    """What a forecast says of one month."""

    persons: int
    sources: tuple[Provenance, ...]


def from_forecast(scenario: Scenario, months: list[date], said: dict[date, Expected], name: str) -> Flow:
    """Months of which the forecast says nothing take the scenario's own number."""
    own = scenario.arrivals_per_month
    numbers = tuple(said[month].persons if month in said else own for month in months)
    silent = [month for month in months if month not in said]
    sources = [source for month in months if month in said for source in said[month].sources]
    text = f"{name}: im Mittel {german(Decimal(sum(numbers)) / len(numbers))} Personen je Monat"
    if silent:
        text += f"; für {german(len(silent))} Monate ohne Prognose {german(own)} je Monat"
        sources.append(source_of(scenario.arrivals_citation))
    return Flow(numbers, text, tuple(dict.fromkeys(sources)))


def city_forecast(months: list[date]) -> dict[date, Expected]:
    """What was entered last counts."""
    flows = MonthlyFlow.objects.select_related("citation__source").filter(
        forecast=True, arrivals__isnull=False, month__in=months
    )
    return {
        flow.month: Expected(flow.arrivals, (flow.citation.provenance(),)) for flow in flows.order_by("pk")
    }


def state_forecast(months: list[date]) -> dict[date, Expected]:
    """The city's share of each forecast in equal parts, which add up to the share of the whole."""
    said: dict[date, Expected] = {}
    shares = list(AllocationShare.objects.select_related("citation__source"))
    for one in StateForecast.objects.select_related("citation__source").order_by("pk"):
        share = share_on(shares, one.first_month)
        if share:
            parts = spread(one.arrivals * share.percent / 100, one.months)
            sources = (one.citation.provenance(), share.citation.provenance())
            for month, persons in zip(months_from(one.first_month, one.months), parts, strict=True):
                said[month] = Expected(persons, sources)
    return {month: said[month] for month in months if month in said}


def share_on(shares: list[AllocationShare], when: date) -> AllocationShare | None:
    """The newest that holds by then; one without a date where none has one."""
    known = [share for share in shares if share.valid_from is None or share.valid_from <= when]
    return known[0] if known else None


def departures_of(scenario: Scenario) -> Flow:
    parts = list(departure_words(scenario)) or ["keine"]
    source = source_of(scenario.departures_citation)
    return Flow((scenario.departures_per_month,) * scenario.months, " und ".join(parts), (source,))


def departure_words(scenario: Scenario) -> Iterator[str]:
    if scenario.departures_per_month:
        yield f"{german(scenario.departures_per_month)} Personen je Monat"
    if scenario.departure_rate:
        yield f"{percent(scenario.departure_rate, 2)} der Menschen am Monatsanfang"
