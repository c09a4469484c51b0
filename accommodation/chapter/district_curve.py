"""One district's persons over time, hidden on each date as the table of that date hides them."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from django.conf import settings

from accommodation.chapter.carried import Carried
from accommodation.chapter.counted import Counted
from accommodation.chapter.curve import PERSONS, finding_of, summary, values_table
from accommodation.chapter.settled import withheld
from accommodation.chapter.sums import persons_in, sum_point, sum_points, traceable
from accommodation.models import Occupancy, Shelter
from accommodation.querysets import DaySum
from portal.figures import Audience, Chart, Kind, Point, Series, Value, missing
from portal.models import District
from portal.small_numbers import protect


def district_series(district: District, audience: Audience, counted: Counted, *, example: bool) -> Series:
    """On the city's reporting dates. A date on which the district had shelters, and none of them a number,
    is a missing value; before the first shelter there is no point."""
    own = counted.of_district(district, example=example)
    reported = counted.by_district(example=example)
    dates = sorted(reported)
    kept = counted.carried.on(dates, example=example)
    expected = Shelter.objects.invented(example).in_district(district).expected_on(dates)
    points = []
    for day in dates:
        here = [one for one in kept[day] if one.shelter.district_id == district.pk]
        if day in own or here or expected[day]:
            point = day_point(own.get(day, DaySum(day, example, district.pk)), here, expected[day])
            persons = persons_in(reported[day], kept[day])
            points.append(shown_to(audience, point, persons, district))
    if audience is Audience.PUBLIC:
        # A district that has reported may still tell its neighbour: the whole city must have.
        complete = {one.at for one in sum_points(counted, example=example) if one.told}
        points = [one if one.at in complete else replace(one, value=withheld(one.value)) for one in points]
    return Series("district", district.name, tuple(points), example=example)


def day_point(day: DaySum, kept: Sequence[Occupancy], expected: int) -> Point:
    point = sum_point(day, kept, expected)
    return point if day.reported or kept else replace(point, value=missing(PERSONS))


def shown_to(audience: Audience, point: Point, persons: Counter[int | None], district: District) -> Point:
    if audience is Audience.INTERNAL:
        return traceable(point)
    parts = [Value(Decimal(number), unit=PERSONS) for number in persons.values()]
    shown, _ = protect(parts, Value(Decimal(persons.total()), unit=PERSONS), settings.SMALL_NUMBER)
    kinds = dict(zip(persons, (value.kind for value in shown), strict=True))
    hidden = kinds.get(district.pk) is Kind.SUPPRESSED
    return replace(point, value=point.value.suppressed()) if hidden else point


def district_chart(series: Series, carried: Carried) -> Chart:
    hidden = any(point.value.kind is Kind.SUPPRESSED for point in series.points)
    return Chart(
        key="belegung",
        heading=f"{finding_of(series)}{until_when(series)}",
        title=f"Belegung der städtischen Unterkünfte: {series.label}",
        summary=summary(series, [series]),
        unit=PERSONS,
        series=(series,),
        table=values_table(f"Werte: {series.label}", [series]),
        notes=(
            *(
                ["Ausgelassen sind Stichtage, deren Zahl zum Schutz der Menschen nicht genannt wird."]
                if hidden
                else []
            ),
            *([carried.note] if any(point.value.kind is Kind.CARRIED for point in series.points) else []),
        ),
    )


def until_when(series: Series) -> str:
    """Said where the newest numbers are hidden or missing, so that nobody takes an older one for today's."""
    last = series.drawable[-1:]
    return f" (bis {last[0].date_text})" if last and last[0] != series.points[-1] else ""
