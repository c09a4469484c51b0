"""The picture of a balance: people and places, what was drawn through and what is calculated dashed."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal

from accommodation.chapter.balance.ahead import MASTER_DATA, Counting, places_on
from accommodation.chapter.balance.calculation import Balance, Ground
from accommodation.chapter.balance.tables import PLACES, USABLE, months_table
from accommodation.chapter.curve import PERSONS
from accommodation.forecast import ALL, Forecast, months_from
from accommodation.models import Shelter
from portal.cells import mark
from portal.dates import a_year_before, german_date, last_of_month, month_text
from portal.figures import Chart, Kind, Point, Provenance, Series, Value
from portal.numbers import german

CALCULATED = Provenance("Rechnung")
PEOPLE = "Menschen"


def balance_chart(balance: Balance, ground: Ground) -> Chart:
    return Chart(
        key="platzbilanz",
        heading=f"{heading(balance.ahead)}{mark(ground.example)}",
        title=f"Menschen und Plätze bis {balance.ahead.months[-1].text}, Szenario „{balance.scenario}“",
        summary=summary(balance),
        unit="Menschen und Plätze",
        series=tuple(series_of(balance, ground)),
        table=months_table(balance),
        sources=(balance.outset.point.source, MASTER_DATA),
        notes=(
            f"Links vom Strich, was bis {german_date(balance.outset.day)} bekannt ist; rechts, was aus den "
            "Annahmen folgt.",
        ),
        known_until=balance.outset.day,
    )


def heading(ahead: Forecast) -> str:
    """What the picture proves."""
    worst = ahead.worst
    if worst.balance < 0:
        return f"{german(-worst.balance)} Plätze zu wenig Ende {worst.text}"
    return f"Bis {ahead.months[-1].text} gibt es genug Plätze"


def summary(balance: Balance) -> str:
    """The picture in words, for who does not see it."""
    given, last = balance.given, balance.ahead.months[-1]
    return (
        f"Am Beginn {german(given.people)} Menschen und {german(given.places)} Plätze, "
        f"Ende {last.text} gerechnet {german(last.people)} Menschen und {german(last.places)} Plätze."
    )


def series_of(balance: Balance, ground: Ground) -> Iterator[Series]:
    """People and places of the year before, and each as it goes on."""
    people, places = past_people(balance, ground), past_places(balance, ground.shelters)
    yield Series("people", PEOPLE, people, example=ground.example)
    yield Series(
        "people_ahead", f"{PEOPLE}, gerechnet", tuple(people_ahead(balance)),
        example=ground.example, carries_on="people",
    )  # fmt: skip
    yield Series("places", USABLE, places, example=ground.example, steps=True)
    yield Series(
        "places_ahead", f"{USABLE}, gerechnet", tuple(places_ahead(balance, places[-1])),
        example=ground.example, steps=True, carries_on="places",
    )  # fmt: skip


def past_people(balance: Balance, ground: Ground) -> tuple[Point, ...]:
    """Of a year, or at least the value of the start."""
    first = a_year_before(balance.outset.day)
    return tuple(point for point in ground.people.drawable if first <= point.at <= balance.outset.day)


def past_places(balance: Balance, shelters: Sequence[Shelter]) -> tuple[Point, ...]:
    """At the end of each month of a year, and on the day of the start."""
    as_it_was = Counting(balance.outset.day, ALL)
    months = months_from(a_year_before(balance.outset.day), 12)
    days = [*map(last_of_month, months), balance.outset.day]
    return tuple(
        place_point(day, places_on(shelters, as_it_was, day), german_date(day), MASTER_DATA) for day in days
    )


def place_point(day: date, number: int, text: str, source: Provenance) -> Point:
    return Point(day, Value(Decimal(number), Kind.COUNTED, PLACES), text, source)


def people_ahead(balance: Balance) -> Iterator[Point]:
    """From the known value on."""
    yield replace(balance.outset.point, source=CALCULATED)
    for month in balance.ahead.months:
        value = Value(Decimal(month.people), Kind.COUNTED, PERSONS)
        yield Point(last_of_month(month.first), value, month_text(month.first), CALCULATED)


def places_ahead(balance: Balance, known: Point) -> Iterator[Point]:
    yield replace(known, source=CALCULATED)
    for month in balance.ahead.months:
        yield place_point(last_of_month(month.first), month.places, month_text(month.first), CALCULATED)
