"""A scenario applied to what is known: people and places at the start, and the months that follow."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from accommodation.chapter.balance.ahead import Change, Counting, Doubts, changes, doubts_of, places_on
from accommodation.chapter.balance.people import Flow, Outset, arrivals_of, departures_of, outset_of
from accommodation.chapter.known import known_on
from accommodation.forecast import Assumptions, Forecast, count_text, forecast
from accommodation.models import Shelter
from accommodation.scenarios import Scenario
from portal.dates import a_year_before, last_of_month
from portal.figures import Audience, Series


@dataclass(frozen=True)
class Ground:
    """What all scenarios stand on: either the real people and shelters or the invented ones."""

    people: Series  # what leads, up to the Stichtag
    shelters: tuple[Shelter, ...]  # all that were not closed two years before its newest value
    example: bool
    as_of: date
    audience: Audience

    def outset(self, scenario: Scenario) -> Outset | None:
        """None where nobody knows how many people there are."""
        return outset_of(self.people, min(self.as_of, scenario.start_from or self.as_of))


def ground_on(as_of: date, audience: Audience, *, invented: bool = True) -> Ground:
    """Invented data only where they are asked for and the city has no shelter of its own."""
    example = invented and not Shelter.objects.invented(False).exists()
    people = leading_people(as_of, audience, example=example)
    since = a_year_before(a_year_before(people.drawable[-1].at)) if people.drawable else as_of
    shelters = Shelter.objects.invented(example).from_on(since)
    return Ground(people, tuple(shelters), example, as_of, audience)


def leading_people(as_of: date, audience: Audience, *, example: bool) -> Series:
    known = known_on(as_of, audience, invented=example)
    return known.examples.told if example else known.leading


def people_known_on(today: date, ground: Ground) -> Series:
    """The same series as known on a later day: what came."""
    if today <= ground.as_of:
        return ground.people
    return leading_people(today, ground.audience, example=ground.example)


@dataclass(frozen=True)
class Balance:
    """A scenario and what follows from it."""

    scenario: Scenario
    outset: Outset
    counting: Counting
    arrivals: Flow
    departures: Flow
    changes: tuple[Change, ...]  # within its months
    doubts: Doubts
    given: Assumptions
    ahead: Forecast

    @property
    def counted_text(self) -> str:
        return count_text(self.scenario.count)

    @property
    def last_day(self) -> date:
        return last_of_month(self.ahead.months[-1].first)


def balance_of(scenario: Scenario, outset: Outset, shelters: Sequence[Shelter]) -> Balance:
    counting = Counting(outset.start, scenario.count, scenario.square_metres)
    arrivals, departures = arrivals_of(scenario, outset.start), departures_of(scenario)
    expected = changes(shelters, counting)
    given = Assumptions(
        start=outset.start,
        people=outset.people,
        places=places_on(shelters, counting, outset.start),
        arrivals=arrivals.numbers,
        departures=departures.numbers,
        events=tuple(change.event for change in expected if change.counted),
        count=scenario.count,
        rate=scenario.departure_rate,
    )
    ahead = forecast(given)
    last = last_of_month(ahead.months[-1].first)
    within = tuple(change for change in expected if change.event.on <= last)
    doubts = doubts_of(shelters, outset.start)
    return Balance(scenario, outset, counting, arrivals, departures, within, doubts, given, ahead)
