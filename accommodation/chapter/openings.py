"""Which shelters open and which end in the twelve months from a day on, by the rules of the place balance."""

from collections.abc import Iterable
from datetime import date

from accommodation.chapter.balance.ahead import ENDS, OPENS, Change, Counting, changes
from accommodation.forecast import Certainty
from accommodation.models import Shelter
from portal.dates import last_day_of_term
from portal.figures import Audience

COUNT = frozenset({Certainty.DECIDED, Certainty.PLANNED})


def coming_changes(as_of: date, audience: Audience, *, example: bool) -> list[Change]:
    """The next one first. What is only possible does not count, and the public reads of it when it has
    become a plan."""
    shelters = Shelter.objects.invented(example).from_on(as_of)
    until = last_day_of_term(as_of, 12)
    ahead = [one for one in changes(shelters, Counting(as_of, COUNT)) if one.event.on <= until]
    told = [one for one in ahead if one.counted or audience is not Audience.PUBLIC]
    return [one for one in told if one.verb in (OPENS, ENDS)]


def number_of(coming: Iterable[Change], verb: str) -> int:
    """How many shelters; those that possibly open do not count."""
    return sum(one.counted and one.verb == verb for one in coming)
