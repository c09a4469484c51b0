"""The one number of the page in Leichte Sprache. Its words stand in the template."""

from dataclasses import dataclass
from datetime import date

from accommodation.chapter.curve import when_sentence
from accommodation.chapter.known import known_on
from portal.figures import Audience
from portal.numbers import german

THOUSAND = 1000


@dataclass(frozen=True)
class PlainNumber:
    number: str  # „7.362“
    when: str  # „Am 31. August 2017“
    thousands: int  # „mehr als 7 Tausend“; 0 up to two thousand, which is easy as it is


def newest_number(today: date, audience: Audience) -> PlainNumber | None:
    """How many people live in the shelters: the answer that the start page gives. None without one."""
    told = known_on(today, audience, invented=False).leading.drawable
    if not told:
        return None
    people = int(told[-1].value.amount or 0)
    thousands = (people - 1) // THOUSAND if people > 2 * THOUSAND else 0
    return PlainNumber(german(people), when_sentence(told[-1]), thousands)
