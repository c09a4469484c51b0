"""Which shelters open and which end in the twelve months from a day on."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from accommodation.models import Shelter
from portal.dates import last_day_of_term


class Step(StrEnum):
    OPENS = "öffnet"
    PLANNED = "soll öffnen"
    CLOSES = "schließt"
    PERMIT_ENDS = "Nutzung befristet"

    @property
    def opens(self) -> bool:
        return self in (Step.OPENS, Step.PLANNED)


@dataclass(frozen=True)
class Coming:
    """Opening is the first day; closing and the end of a permit are the last day."""

    on: date
    step: Step
    shelter: Shelter


def coming_steps(as_of: date, *, example: bool) -> list[Coming]:
    """The next one first. A shelter whose closing is decided is not counted by its permit as well."""
    until = last_day_of_term(as_of, 12)
    shelters = Shelter.objects.invented(example).changing_between(as_of, until)
    steps = [one for shelter in shelters for one in steps_of(shelter) if is_ahead(one, as_of, until)]
    return sorted(steps, key=lambda one: (one.on, one.shelter.code))


def steps_of(shelter: Shelter) -> Iterator[Coming]:
    if shelter.opened_on:
        yield Coming(shelter.opened_on, Step.OPENS, shelter)
    elif shelter.planned_from:
        yield Coming(shelter.planned_from, Step.PLANNED, shelter)
    if shelter.closed_on:
        yield Coming(shelter.closed_on, Step.CLOSES, shelter)
    elif shelter.permit_until:
        yield Coming(shelter.permit_until, Step.PERMIT_ENDS, shelter)


def is_ahead(one: Coming, as_of: date, until: date) -> bool:
    """Who opens today is open; who has the last day today has yet to close."""
    return as_of < one.on <= until if one.step.opens else as_of <= one.on <= until


def number_of(steps: Iterable[Coming], *, opening: bool) -> int:
    return sum(one.step.opens is opening for one in steps)
