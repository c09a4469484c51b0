"""What the shelters reported, added up per reporting date."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from django.conf import settings

from accommodation.chapter.counted import Counted
from accommodation.chapter.curve import PERSONS
from accommodation.chapter.settled import settled
from accommodation.models import Occupancy, Shelter
from accommodation.querysets import DaySum
from portal.dates import german_date, month_text
from portal.figures import EXAMPLE, Audience, Coverage, Kind, Point, Provenance, Series, Value
from portal.small_numbers import protect


def sum_series(counted: Counted, audience: Audience, *, example: bool) -> Series:
    """The reported and the carried numbers of each date, with its coverage."""
    points = sum_points(counted, example=example)
    if audience is Audience.INTERNAL:
        points = [traceable(point) for point in points]
    elif points:
        districts = counted.by_district(example=example)
        kept = counted.carried.on([point.at for point in points], example=example)
        points = [protected(point, districts[point.at], kept[point.at]) for point in points]
    if audience is Audience.PUBLIC:
        points = [settled(point) for point in points]
    label = EXAMPLE if example else "Summe der Unterkünfte"
    return Series("example" if example else "sums", label, tuple(points), example=example)


def sum_points(counted: Counted, *, example: bool) -> list[Point]:
    """The city's sums with all their numbers, for nobody to read as they are."""
    sums = counted.city(example=example)
    if not sums:
        return []
    dates = [day.as_of for day in sums]
    expected = Shelter.objects.invented(example).expected_on(dates)
    kept = counted.carried.on(dates, example=example)
    return [sum_point(day, kept[day.as_of], expected[day.as_of]) for day in sums]


def sum_point(day: DaySum, kept: Sequence[Occupancy], expected: int) -> Point:
    """`kept`: the statements that stand for shelters which did not report."""
    coverage = Coverage(day.reported, max(expected, day.reported + len(kept)), len(kept))
    only_months = 0 < day.reported == day.monthly
    when = day.as_of
    total = day.total + sum(one.occupied for one in kept)
    return Point(
        at=when,
        value=Value(Decimal(total), sum_kind(day, kept), PERSONS),
        date_text=month_text(when) if only_months else german_date(when),
        source=Provenance("Meldungen der Träger", str(coverage)),
        start=when.replace(day=1) if only_months else None,
        coverage=coverage,
    )


def sum_kind(day: DaySum, kept: Sequence[Occupancy]) -> Kind:
    """Marked by its weakest part."""
    if kept:
        return Kind.CARRIED
    return Kind.ESTIMATED if day.estimated else Kind.REPORTED


def traceable(point: Point) -> Point:
    """For who may see the shelters that make up the sum."""
    where = f"/unterbringung/unterkuenfte/?stichtag={point.at:%Y-%m-%d}"
    return replace(point, source=replace(point.source, url=where))


def protected(point: Point, reported: Counter[int | None], kept: Sequence[Occupancy]) -> Point:
    """Hidden where the districts of that date, as they are shown, need it hidden: in the curve as in
    their table."""
    parts = [Value(Decimal(persons), unit=PERSONS) for persons in persons_in(reported, kept).values()]
    return replace(point, value=protect(parts, point.value, settings.SMALL_NUMBER)[1])


def persons_in(reported: Counter[int | None], kept: Sequence[Occupancy]) -> Counter[int | None]:
    """The persons of each district (its key) on a date, reported and carried."""
    districts = Counter(reported)
    for one in kept:
        districts[one.shelter.district_id] += one.occupied
    return districts


def speaks_for_the_city(sums: Series, reported: Series) -> bool:
    """Sums lead where one for which every shelter reported is newer than the last reported total; one
    with carried parts does not, since its date is not the date of all of its numbers."""
    newest = sums.told.drawable[-1:]
    return bool(newest) and (not reported.drawable or newest[0].at > reported.drawable[-1].at)
