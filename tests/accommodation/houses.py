"""Shelters and what they reported, and the sums that the chapter makes of it."""

from datetime import date

from accommodation.chapter import chapter
from accommodation.models import Occupancy, Shelter
from portal.figures import Audience, Point, Series, Table
from tests import people
from tests.factories import OccupancyFactory, ShelterFactory

JUNE, JULY, AUGUST, SEPTEMBER = date(2017, 6, 30), date(2017, 7, 31), date(2017, 8, 31), date(2017, 9, 30)
TODAY = date(2017, 12, 31)
NO_BREAK = "\N{NO-BREAK SPACE}"


def house(code: str, name: str, district, **fields) -> Shelter:
    return ShelterFactory(
        code=code, name=name, district=district, operation__operator=people.anker(), **fields
    )


def reports(shelter: Shelter, numbers: dict[date, int | None]) -> list[Occupancy]:
    """None: „keine Angabe“."""
    return [
        OccupancyFactory(
            shelter=shelter,
            as_of=day,
            occupied=number,
            quality="missing" if number is None else "reported",
        )
        for day, number in numbers.items()
    ]


def series_of(audience: Audience = Audience.INTERNAL, *, example: bool = False, as_of=TODAY) -> Series:
    curve = chapter(as_of, audience).chart("belegung").series
    return next(one for one in curve if one.key == ("example" if example else "sums"))


def point(day: date, **which) -> Point:
    return next(one for one in series_of(**which).points if one.at == day)


def sums(**which) -> dict[date, tuple[int, str]]:
    """The persons of each date, and how complete they are."""
    return {one.at: (int(one.value.amount), str(one.coverage)) for one in series_of(**which).points}


def in_columns(table: Table, named_by: str, *keys: str) -> dict[str, list[str]]:
    """What a table says in some of its columns, by what stands in one of them; its footer too."""
    places = {column.key: place for place, column in enumerate(table.columns)}
    return {
        str(row[places[named_by]].content): [str(row[places[key]].content) for key in keys]
        for row in (*table.rows, *([table.footer] if table.footer else []))
    }
