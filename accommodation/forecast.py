"""Places and people in the months ahead: what follows from a start and from assumptions.

Pure functions of plain objects; nothing here asks a database or a clock. What they promise:

- A month stands for its end, after whatever happened on its last day: a shelter that may be used until
  30 June is gone in the state of June. The first month is that of the start, be it the 1st or the 31st.
- Events of one month are added up before they count, so their order does not matter. Those after the last
  month change nothing. Those before the start are left out, since the places of the start know them
  already; the sentence says so.
- Neither people nor places fall below zero. More departures than people, or more closed places than there
  are, end at zero in that month, are not made up for later, and the sentence says so.
- What is not counted (`count`) is as if it were not there.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from enum import StrEnum
from itertools import pairwise

from portal.dates import month_text
from portal.numbers import german, rounded


class Certainty(StrEnum):
    """How sure it is that places come or go."""

    DECIDED = "decided"
    PLANNED = "planned"
    POSSIBLE = "possible"


CERTAINTY_TEXT = {
    Certainty.DECIDED: "beschlossen",
    Certainty.PLANNED: "geplant",
    Certainty.POSSIBLE: "möglich",
}
ALL = frozenset(Certainty)
NUMBER_WORDS = ("zwei", "drei", "vier", "fünf", "sechs", "sieben", "acht", "neun", "zehn", "elf", "zwölf")


@dataclass(frozen=True)
class Event:
    """So many places more, or fewer (negative), from that day on."""

    on: date
    places: int
    certainty: Certainty
    what: str = ""


@dataclass(frozen=True)
class Assumptions:
    """`arrivals` and `departures` in persons, one number for each month. `rate`: percent of those who are
    there at the beginning of a month and leave during it, beside the departures."""

    start: date
    people: int
    places: int
    arrivals: tuple[int, ...]
    departures: tuple[int, ...]
    events: tuple[Event, ...] = ()
    count: frozenset[Certainty] = ALL
    rate: Decimal = Decimal(0)

    @property
    def counted(self) -> tuple[Event, ...]:
        return tuple(event for event in self.events if event.certainty in self.count)


@dataclass(frozen=True)
class Month:
    """The state at the end of a month. `unable_to_leave` persons were assumed to leave and were not there;
    so with `unable_to_close` places."""

    first: date
    people: int
    places: int
    unable_to_leave: int = 0
    unable_to_close: int = 0

    @property
    def balance(self) -> int:
        """Free places; negative: missing."""
        return self.places - self.people

    @property
    def text(self) -> str:
        return month_text(self.first)


@dataclass(frozen=True)
class Forecast:
    """At least one month. `before_start`: how many counted events lie before the start."""

    months: tuple[Month, ...]
    before_start: int = 0

    @property
    def short(self) -> tuple[Month, ...]:
        """The months at whose end places are missing."""
        return tuple(month for month in self.months if month.balance < 0)

    @property
    def first_shortage(self) -> Month | None:
        return next(iter(self.short), None)

    @property
    def worst(self) -> Month:
        """Where most places are missing or the fewest are free; the earliest of equals."""
        return min(self.months, key=lambda month: month.balance)

    @property
    def sentence(self) -> str:
        return " ".join([answer(self), *reservations(self)])


def forecast(given: Assumptions) -> Forecast:
    """Raises ValueError unless each month has its arrivals and departures and there is a month at all."""
    if not given.arrivals or len(given.arrivals) != len(given.departures):
        raise ValueError("Each month needs its arrivals and its departures.")
    return Forecast(tuple(run(given)), sum(event.on < given.start for event in given.counted))


def run(given: Assumptions) -> Iterator[Month]:
    """Month after month."""
    people, places, changes = given.people, given.places, changes_of_places(given)
    for at, first in enumerate(months_from(given.start, len(given.arrivals))):
        leaving = given.departures[at] + int(rounded(people * given.rate / 100))
        people += given.arrivals[at] - leaving
        places += changes[first]
        month = Month(first, max(0, people), max(0, places), max(0, -people), max(0, -places))
        yield month
        people, places = month.people, month.places


def changes_of_places(given: Assumptions) -> Counter[date]:
    """What the counted events of each month come to, by its first day."""
    changes: Counter[date] = Counter()
    for event in given.counted:
        if event.on >= given.start:
            changes[event.on.replace(day=1)] += event.places
    return changes


def months_from(start: date, number: int) -> list[date]:
    """The first days of so many months, that of the start first."""
    months = range(start.year * 12 + start.month - 1, start.year * 12 + start.month - 1 + number)
    return [date(month // 12, month % 12 + 1, 1) for month in months]


def spread(total: Decimal, months: int) -> tuple[int, ...]:
    """A number in equal parts over so many months, in whole persons; the parts add up to the rounded
    whole."""
    steps = [int(rounded(total * month / months)) for month in range(months + 1)]
    return tuple(later - earlier for earlier, later in pairwise(steps))


def places_at(places: int, square_metres: Decimal | None, standard: Decimal | None) -> int:
    """How many of these places are left if each person is to have at least so many square metres: whole
    places, rounded down. As they are without a standard, and where their size is unknown or enough."""
    if standard is None or square_metres is None or square_metres >= standard:
        return places
    return int(places * square_metres // standard)


def answer(ahead: Forecast) -> str:
    """„Ab Juni 2024 fehlen Plätze; am meisten fehlen im Juni 2024: 2.291.“"""
    first, worst = ahead.first_shortage, ahead.worst
    if first is None:
        return enough(ahead)
    if len(ahead.months) == 1:
        return f"Im {first.text} {missing(-first.balance)}."
    most = f"am meisten fehlen im {worst.text}: {german(-worst.balance)}."
    if ahead.short == ahead.months[-len(ahead.short) :]:
        return f"Ab {first.text} fehlen Plätze; {most}"
    if len(ahead.short) == 1:
        return f"Im {first.text} {missing(-first.balance)}, in den anderen Monaten reichen die Plätze."
    number = f"{german(len(ahead.short))} von {german(len(ahead.months))} Monaten"
    return f"In {number} fehlen Plätze, zuerst im {first.text}; {most}"


def enough(ahead: Forecast) -> str:
    free = free_places(ahead.worst.balance)
    if len(ahead.months) == 1:
        return f"Die Plätze reichen im {ahead.worst.text}: {free}."
    number = in_words(len(ahead.months))
    return f"Die Plätze reichen in allen {number} Monaten; am knappsten ist es im {ahead.worst.text}: {free}."


def free_places(number: int) -> str:
    if number == 0:
        return "kein freier Platz"
    return "1 freier Platz" if number == 1 else f"{german(number)} freie Plätze"


def missing(number: int) -> str:
    return "fehlt 1 Platz" if number == 1 else f"fehlen {german(number)} Plätze"


def in_words(number: int) -> str:
    """„zwölf“; larger numbers in digits."""
    return NUMBER_WORDS[number - 2] if 2 <= number <= len(NUMBER_WORDS) + 1 else german(number)


def reservations(ahead: Forecast) -> Iterator[str]:
    """Where the assumptions do not fit together."""
    leaving = [month.text for month in ahead.months if month.unable_to_leave]
    closing = [month.text for month in ahead.months if month.unable_to_close]
    if leaving:
        yield f"Mehr Abgänge als Menschen: {when(leaving)}; gerechnet ist dort mit null Menschen."
    if closing:
        yield f"Mehr wegfallende Plätze als vorhanden: {when(closing)}; gerechnet ist dort mit null Plätzen."
    if ahead.before_start:
        one = ahead.before_start == 1
        number = "Eine Änderung liegt" if one else f"{german(ahead.before_start)} Änderungen liegen"
        yield f"{number} vor dem Beginn und {'zählt' if one else 'zählen'} nicht mit."


def when(months: Sequence[str]) -> str:
    """The first of these months, and that it is not the only one."""
    return months[0] if len(months) == 1 else f"ab {months[0]} in {german(len(months))} Monaten"


def with_more_arrivals(given: Assumptions, persons: int) -> Assumptions:
    return replace(given, arrivals=tuple(number + persons for number in given.arrivals))


def more_arrivals(given: Assumptions, persons: int) -> str:
    """„100 Personen mehr je Monat: Die Plätze sind im März 2024 statt im Juli 2024 erschöpft.“"""
    return f"{german(persons)} Personen mehr je Monat: " + comparison(
        forecast(given), forecast(with_more_arrivals(given, persons))
    )


def comparison(base: Forecast, other: Forecast) -> str:
    """When places run out in the one and in the other."""
    before, after = base.first_shortage, other.first_shortage
    if after is None:
        worst = f"am knappsten ist es im {other.worst.text}: {free_places(other.worst.balance)}"
        return f"Die Plätze reichen {'auch ' if before is None else ''}dann; {worst}."
    if before is None:
        return f"Die Plätze sind im {after.text} erschöpft, sonst in keinem der Monate."
    if before.first == after.first:
        worse = f"{german(-other.worst.balance)} statt {german(-base.worst.balance)} Plätze"
        return f"Die Plätze sind ebenso im {after.text} erschöpft; dann fehlen bis zu {worse}."
    return f"Die Plätze sind im {after.text} statt im {before.text} erschöpft."


def count_text(count: Iterable[Certainty]) -> str:
    """„beschlossene und mögliche Änderungen“, „keine Änderung“."""
    words = [f"{CERTAINTY_TEXT[one]}e" for one in Certainty if one in count]
    if not words:
        return "keine Änderung"
    return " und ".join(filter(None, (", ".join(words[:-1]), words[-1]))) + " Änderungen"
