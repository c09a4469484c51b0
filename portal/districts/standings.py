"""What the areas say about every district on a day, as one reader may see it.

Each number is the area's own; here it is only put beside the others and divided by the inhabitants. Who is
refused a number of persons is refused what is calculated from it.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from accommodation.chapter.balance.ahead import ENDS, OPENS, Change
from accommodation.chapter.counted import Counted as CountedHomes
from accommodation.chapter.counted import counted_until
from accommodation.chapter.districts import DistrictSum, Split, newest_split
from accommodation.chapter.openings import coming_changes, number_of
from culture_sport.models import SportsOffer
from fim.chapter.places import Measures, Places, by_district, measures_on
from portal.figures import Audience, Coverage, Kind, Value, missing
from portal.models import District
from volunteering.models import MeetingSpace, VolunteerGroup

PER_THOUSAND = "je 1.000 Einwohner"
NOBODY = Value(Decimal(0), unit="Personen")


@dataclass(frozen=True)
class Standing:
    """One district, or all of them (`district` is None). A count of what the portal knows nowhere in the
    city is missing, not zero."""

    district: District | None
    population: Value
    shelters: Value
    persons: Value
    places: Value
    utilisation: Value
    opening: Value  # shelters, in the twelve months from that day on
    ending: Value
    circles: Value
    offers: Value
    spaces: Value
    fim_places: Value
    coverage: Coverage  # of its shelters on their day

    @property
    def partial(self) -> bool:
        """Whether a shelter is missing among its persons: they are more than the number says."""
        return self.persons.amount is not None and not self.coverage.complete

    @property
    def persons_per_thousand(self) -> Value:
        """Of part of the persons there is no rate."""
        return per_thousand(missing() if self.partial else self.persons, self.population)

    @property
    def places_per_thousand(self) -> Value:
        return per_thousand(self.places, self.population)

    @property
    def name(self) -> str:
        return self.district.name if self.district else "Stadt insgesamt"


def per_thousand(value: Value, population: Value) -> Value:
    """Hidden with its value: number and inhabitants together would give it back."""
    if value.kind is Kind.SUPPRESSED:
        return Value(None, Kind.SUPPRESSED, PER_THOUSAND, 1)
    if value.amount is None or not population.amount:
        return missing(PER_THOUSAND, 1)
    return Value(value.amount * 1000 / population.amount, value.kind, PER_THOUSAND, 1)


@dataclass(frozen=True)
class Standings:
    """All districts by number, either from real or from invented rows; `split`: the day of its shelters."""

    as_of: date
    example: bool
    split: Split
    coming: Sequence[Change]
    rows: tuple[Standing, ...]
    city: Standing

    def of(self, district: District) -> Standing:
        return next(row for row in self.rows if row.district == district)


@dataclass(frozen=True)
class Known:
    """What is real and what is invented, side by side and never added."""

    real: Standings
    invented: Standings
    homes: CountedHomes

    def half(self, told: Callable[[Standing], Value]) -> Standings:
        """The one that answers a question: the invented one only where nothing real does."""
        has_real, has_invented = (
            any(told(row).kind is not Kind.MISSING for row in half.rows) for half in self.halves
        )
        return self.invented if has_invented and not has_real else self.real

    @property
    def halves(self) -> tuple[Standings, Standings]:
        return self.real, self.invented


def known_on(as_of: date, audience: Audience) -> Known:
    homes = counted_until(as_of)
    counted = counted_on(as_of)

    def half(example: bool) -> Standings:
        split = newest_split(as_of, audience, homes, example=example)
        return standings(
            as_of, Homes(split, coming_changes(as_of, audience, example=example)), counted, example
        )

    return Known(half(False), half(True), homes)


@dataclass(frozen=True)
class Counts:
    """How many there are in each district (its key) and in the city, real ones (False) and invented ones
    (True) apart."""

    districts: dict[bool, Counter[int]]
    city: dict[bool, int]

    def of(self, district: District, example: bool) -> Value:
        return self._value(self.districts[example][district.pk], example)

    def whole(self, example: bool) -> Value:
        return self._value(self.city.get(example, 0), example)

    def _value(self, number: int, example: bool) -> Value:
        return Value(Decimal(number), Kind.COUNTED) if self.city.get(example) else missing()


@dataclass(frozen=True)
class Counted:
    """What is counted apart from the shelters, for all districts at once."""

    districts: list[District]
    circles: Counts
    offers: Counts
    spaces: Counts
    measures: dict[bool, Measures]

    def of(self, district: District, example: bool) -> dict[str, Any]:
        return {name: counts.of(district, example) for name, counts in self._counts.items()}

    def whole(self, example: bool) -> dict[str, Any]:
        return {name: counts.whole(example) for name, counts in self._counts.items()}

    @property
    def _counts(self) -> dict[str, Counts]:
        return {"circles": self.circles, "offers": self.offers, "spaces": self.spaces}


def counted_on(as_of: date) -> Counted:
    circles = VolunteerGroup.objects.on(as_of).agreed()
    offers = SportsOffer.objects.confirmed(as_of).numbers_by("district")
    return Counted(
        districts=list(District.objects.select_related("population_source__source")),
        circles=counts(circles.numbers_by_district(), circles.numbers()),
        offers=counts((row["example"], row["name"], row["number"]) for row in offers),
        spaces=counts(MeetingSpace.objects.on(as_of).numbers_by_district()),
        measures={measures.example: measures for measures in measures_on(as_of)},
    )


def counts(rows: Iterable[tuple[bool, int, int]], city: dict[bool, int] | None = None) -> Counts:
    """`rows`: invented or not, district, number. `city`, where it is not the sum of its districts."""
    districts: dict[bool, Counter[int]] = {False: Counter(), True: Counter()}
    for example, district, number in rows:
        districts[example][district] = number
    return Counts(
        districts, {key: found.total() for key, found in districts.items()} if city is None else city
    )


@dataclass(frozen=True)
class Homes:
    """The shelters of the city, all real or all invented, with the persons as one reader may see them."""

    split: Split
    coming: Sequence[Change]

    @property
    def known(self) -> bool:
        """Whether there is any: a district without one then has no places, and nobody lives there."""
        return bool(self.split.districts)

    def of(self, district: District) -> dict[str, Any]:
        places = zip(self.split.districts, self.split.occupied, strict=True)
        home = next(
            (one for one in places if one[0].name == district.name), (DistrictSum(district.name), NOBODY)
        )
        return self._told(*home, [one for one in self.coming if one.shelter.district == district])

    def whole(self) -> dict[str, Any]:
        return self._told(self.split.city, self.split.total, self.coming)

    def _told(self, home: DistrictSum, persons: Value, coming: Sequence[Change]) -> dict[str, Any]:
        ahead = self.known or bool(self.coming)
        return {
            "shelters": number(home.shelters, self.known),
            "persons": persons if self.known else missing("Personen"),
            "places": home.room.known(home.room.places) if self.known else missing("Plätze"),
            "utilisation": home.room.utilisation(home.complete(persons)),
            "opening": number(number_of(coming, OPENS), ahead),
            "ending": number(number_of(coming, ENDS), ahead),
            "coverage": home.coverage,
        }


def standings(as_of: date, homes: Homes, counted: Counted, example: bool) -> Standings:
    measures = counted.measures.get(example)
    internal = by_district(measures) if measures else {}
    rows = tuple(
        Standing(
            district=district,
            population=population_of(district),
            **homes.of(district),
            **counted.of(district, example),
            fim_places=approved(internal.get(district.name, Places()), bool(internal)),
        )
        for district in counted.districts
    )
    city = Standing(
        district=None,
        population=added_up([row.population for row in rows]),
        **homes.whole(),
        **counted.whole(example),
        fim_places=added_up([row.fim_places for row in rows]),
    )
    return Standings(as_of, example, homes.split, homes.coming, rows, city)


def number(count: int, known: bool) -> Value:
    return Value(Decimal(count), Kind.COUNTED) if known else missing()


def approved(of: Places, known: bool) -> Value:
    return Value(Decimal(of.approved), unit="Plätze") if known else missing("Plätze")


def population_of(district: District) -> Value:
    if district.population is None:
        return missing("Personen")
    return Value(Decimal(district.population), unit="Personen")


def added_up(values: Sequence[Value]) -> Value:
    """A sum with a gap in it is no sum."""
    amounts = [value.amount for value in values if value.amount is not None]
    unit = values[0].unit if values else ""
    return (
        Value(sum(amounts, Decimal(0)), unit=unit)
        if amounts and len(amounts) == len(values)
        else missing(unit)
    )
