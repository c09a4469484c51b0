"""Capacity ahead: which places come and go, as the shelters' own data say it.

The rules and their reasons stand in docs/decisions/0024-place-balance.md.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from accommodation.forecast import Certainty, Event, places_at
from accommodation.models import Capacity, Shelter
from portal.figures import Provenance
from portal.models import Source

ENDS, OPENS, GROWS, SHRINKS = "endet", "öffnet", "wird größer", "wird kleiner"
MASTER_DATA = Provenance("Stammdaten der Unterkunft")
CERTAINTY: dict[str, Certainty] = {
    Capacity.Kind.IN_USE: Certainty.DECIDED,
    Capacity.Kind.DECIDED: Certainty.DECIDED,
    Capacity.Kind.PLANNED: Certainty.PLANNED,
    Capacity.Kind.POSSIBLE: Certainty.POSSIBLE,
}


@dataclass(frozen=True)
class Change:
    """What happens to the places of one shelter. `counted`: whether the scenario counts it; `unknown`: nobody
    has entered how many places they are, and the event has none."""

    shelter: Shelter
    verb: str
    event: Event
    source: Provenance
    counted: bool
    unknown: bool = False


@dataclass(frozen=True)
class Counting:
    """How a scenario looks at places: from when on, which certainties count, and the square metres that
    each person is to have (None: as it is)."""

    start: date
    count: frozenset[Certainty]
    standard: Decimal | None = None

    def places(self, capacity: Capacity) -> int:
        """In which somebody may live."""
        return places_at(capacity.usable, capacity.square_metres, self.standard)


@dataclass(frozen=True)
class Step:
    """So many places from that day on, all in all."""

    day: date
    certainty: Certainty
    capacity: Capacity


def in_use(shelter: Shelter, when: date) -> Capacity | None:
    """The capacity that holds on that day; None without one or if the shelter is not open."""
    if not shelter.open_on(when):
        return None
    known = [
        one for one in shelter.capacities.all() if one.kind == Capacity.Kind.IN_USE and one.valid_from <= when
    ]
    return known[-1] if known else None


def places_on(shelters: Iterable[Shelter], counting: Counting, when: date) -> int:
    """All places in use on that day, as far as they are known."""
    return sum(counting.places(one) for one in capacities_on(shelters, when))


def capacities_on(shelters: Iterable[Shelter], when: date) -> list[Capacity]:
    found = (in_use(shelter, when) for shelter in shelters)
    return [capacity for capacity in found if capacity]


def changes(shelters: Iterable[Shelter], counting: Counting) -> list[Change]:
    """What comes and goes from the start on, the earliest first."""
    known = [one for one in shelters if one.closed_on is None or one.closed_on >= counting.start]
    found = [change for shelter in known for change in changes_of(shelter, counting)]
    return sorted(found, key=lambda change: (change.event.on, change.shelter.code))


def changes_of(shelter: Shelter, counting: Counting) -> Iterator[Change]:
    """Each step counts from what was there before it. One that the scenario does not count is told, but
    the next step starts as if it were not there."""
    if not shelter.capacities.all():
        yield from changes_without_places(shelter, counting)
        return
    capacity = in_use(shelter, counting.start)
    level, running = counting.places(capacity) if capacity else 0, shelter.open_on(counting.start)
    for step in steps_ahead(shelter, counting.start):
        places = counting.places(step.capacity) - level
        counted = step.certainty in counting.count
        if places:
            event = Event(step.day, places, step.certainty, shelter.name)
            verb = verb_of(places, running=running)
            yield Change(shelter, verb, event, paper_of(step.capacity.paper), counted)
        if counted:
            level, running = level + places, True
    end = end_of(shelter, counting.start)
    if end and running:
        yield ending(shelter, end, level, counting)


def changes_without_places(shelter: Shelter, counting: Counting) -> Iterator[Change]:
    """Nobody has entered how many places it has; that it opens or ends is told all the same."""
    opening, end = opening_of(shelter, counting.start), end_of(shelter, counting.start)
    if opening and opening > counting.start:
        certainty = Certainty.DECIDED if shelter.opened_on else Certainty.PLANNED
        event, counted = Event(opening, 0, certainty, shelter.name), certainty in counting.count
        yield Change(shelter, OPENS, event, MASTER_DATA, counted, unknown=True)
    if end:
        yield replace(ending(shelter, end, 0, counting), unknown=True)


def ending(shelter: Shelter, end: date, places: int, counting: Counting) -> Change:
    event = Event(end, -places, Certainty.DECIDED, shelter.name)
    return Change(shelter, ENDS, event, paper_of(shelter.permit_paper), Certainty.DECIDED in counting.count)


def verb_of(places: int, *, running: bool) -> str:
    if places < 0:
        return SHRINKS
    return GROWS if running else OPENS


def steps_ahead(shelter: Shelter, start: date) -> list[Step]:
    """Its capacities that begin after the start; of one day the surest first. A shelter that is not open
    yet opens on the day it is to open, or when its capacity begins if that is later."""
    steps = [
        Step(max(opening_of(shelter, start) or one.valid_from, one.valid_from), CERTAINTY[one.kind], one)
        for one in shelter.capacities.all()
    ]
    order = list(Certainty)
    ahead = [step for step in steps if start < step.day <= (end_of(shelter, start) or date.max)]
    return sorted(ahead, key=lambda step: (step.day, order.index(step.certainty)))


def opening_of(shelter: Shelter, start: date) -> date | None:
    """When a shelter that is not open yet is to open; None for one that is."""
    return None if shelter.open_on(start) else shelter.opened_on or shelter.planned_from


def end_of(shelter: Shelter, start: date) -> date | None:
    """Its last day in use, from the start on: it closes, or else its permit ends. None for an open end, and
    after a permit that has ended already without a closure."""
    end = shelter.closed_on or shelter.permit_until
    return end if end and end >= start else None


def paper_of(paper: Source | None) -> Provenance:
    return Provenance(str(paper), url=paper.url, page=paper.page) if paper else MASTER_DATA


@dataclass(frozen=True)
class Doubts:
    """Shelters about which the data leave something open on the day of the start."""

    without_places: tuple[Shelter, ...]  # in use, but nobody knows how many places
    expired: tuple[Shelter, ...]  # the permit has ended, and it is still in use
    overdue: tuple[Shelter, ...]  # should have opened by now and has not
    unknown_size: int  # shelters in use of which nobody knows the square metres
    unavailable: int  # places that are blocked or not usable


def doubts_of(shelters: Sequence[Shelter], start: date) -> Doubts:
    used = [shelter for shelter in shelters if shelter.open_on(start)]
    known = capacities_on(used, start)
    with_places = {capacity.shelter_id for capacity in known}
    return Doubts(
        without_places=tuple(one for one in used if one.pk not in with_places),
        expired=tuple(
            one for one in used if one.closed_on is None and one.permit_until and one.permit_until < start
        ),
        overdue=tuple(one for one in shelters if is_overdue(one, start)),
        unknown_size=sum(one.square_metres is None for one in known),
        unavailable=sum(one.places - one.usable for one in known),
    )


def is_overdue(shelter: Shelter, start: date) -> bool:
    """Planned for a day that has passed, without having opened, and without any later step."""
    planned = shelter.opened_on is None and shelter.planned_from is not None
    passed = planned and shelter.planned_from <= start and not shelter.open_on(start)
    return passed and not steps_ahead(shelter, start)
