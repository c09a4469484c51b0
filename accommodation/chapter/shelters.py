"""Single shelters, for who may see them."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from decimal import Decimal
from urllib.parse import quote

from accommodation.chapter import AREA
from accommodation.chapter.curve import finding_of, summary, values_table
from accommodation.chapter.history import history_table
from accommodation.chapter.key_figures import newest_figure
from accommodation.chapter.places import blocked_text, fullness, places_of
from accommodation.chapter.standing import Standing, standing_of
from accommodation.models import Capacity, Occupancy, Shelter
from accommodation.thresholds import UtilisationThreshold
from portal.dates import german_date, month_text
from portal.figures import (
    Audience,
    Chapter,
    Chart,
    KeyFigure,
    Point,
    Provenance,
    Series,
    Table,
    Value,
)


def shelter_address(shelter: Shelter) -> str:
    return f"/unterbringung/unterkuenfte/{quote(shelter.code)}/"


def shelter_chapter(
    shelter: Shelter,
    as_of: date,
    occupancies: Iterable[Occupancy],
    superseded: Iterable[Occupancy],
    beside: tuple[Table, ...] = (),
) -> Chapter:
    """One shelter for who may see it. `occupancies` are those that this reader may see,
    current, oldest first; `superseded` those that were corrected or withdrawn; `beside` what else is
    kept of it."""
    history = history_table(shelter.name, superseded)
    stated = list(occupancies)
    newest = next(reversed(stated), None)
    points = tuple(map(occupancy_point, stated))
    series = Series("shelter", shelter.name, points, example=shelter.example)
    return Chapter(
        key=AREA,
        title=shelter.name,
        address=shelter_address(shelter),
        as_of=as_of,
        audience=Audience.INTERNAL,
        key_figures=tuple(shelter_figures(standing_of(shelter, newest, as_of), series, as_of)),
        charts=(chart_of(shelter, series),) if points else (),
        tables=((history,) if history.rows else ()) + beside,
    )


def chart_of(shelter: Shelter, series: Series) -> Chart:
    return Chart(
        key="belegung",
        heading=finding_of(series),
        title=f"Belegung: {shelter.name}",
        summary=summary(series, [series]),
        unit="Menschen und Plätze",
        series=(series, *places_series(shelter, series)),
        table=values_table(f"Werte: {shelter.name}", [series]),
        notes=("Die Plätze stehen mit ihren Daten in der Tabelle „Plätze im Lauf der Zeit“.",),
    )


def occupancy_point(occupancy: Occupancy) -> Point:
    only_month = occupancy.precision == "month"
    return Point(
        occupancy.as_of,
        occupancy.as_value(),
        month_text(occupancy.as_of) if only_month else german_date(occupancy.as_of),
        occupancy.provenance(),
        start=occupancy.as_of.replace(day=1) if only_month else None,
    )


def places_series(shelter: Shelter, occupied: Series) -> Iterable[Series]:
    """All places over the time of the curve, and the usable ones where they differ."""
    steps = list(steps_between(shelter, occupied.points[0].at, occupied.points[-1].at))
    all_places = [(day, one.places) for day, one in steps]
    usable = [(day, one.usable) for day, one in steps]
    for key, label, numbers in (("places", "Plätze", all_places), ("usable", "belegbare Plätze", usable)):
        if numbers and (key == "places" or numbers != all_places):
            points = tuple(places_point(*one) for one in numbers)
            yield Series(key, label, points, example=shelter.example, steps=True)


def steps_between(shelter: Shelter, first: date, last: date) -> Iterable[tuple[date, Capacity]]:
    """Each capacity with the day from which it holds within that time, and the last one again at its end."""
    held = shelter.capacities.in_use().begun_by(last)
    of_day = {max(one.valid_from, first): one for one in held}
    if of_day:
        yield from of_day.items()
        yield last, of_day[max(of_day)]


def places_point(day: date, number: int) -> Point:
    return Point(day, Value(Decimal(number), unit="Plätze"), german_date(day), Provenance("Stammdaten"))


def shelter_figures(standing: Standing, series: Series, as_of: date) -> Iterable[KeyFigure]:
    shelter, occupied = standing.shelter, series.drawable[-1] if series.drawable else None
    if occupied:
        yield replace(newest_figure("Belegt", series), note=uncounted_note(standing))
    capacity = shelter.capacities.in_use().newest(as_of)
    if capacity:
        yield from capacity_figures(capacity, shelter)
    if occupied and capacity:
        yield from utilisation_figures(capacity, occupied, shelter)


def uncounted_note(standing: Standing) -> str:
    """Beside the last number of a silent shelter, or the reader adds it up."""
    if not standing.uncounted or standing.day is None:
        return ""
    said = f"{standing.uncounted} vom {german_date(standing.day)}."
    return said[0].upper() + said[1:]


def capacity_figures(capacity: Capacity, shelter: Shelter) -> Iterable[KeyFigure]:
    room, since = places_of(capacity), f"seit {german_date(capacity.valid_from)}"
    source = Provenance(str(capacity.paper) if capacity.paper else "Stammdaten")
    yield KeyFigure("Plätze", room.known(room.places), since, source, example=shelter.example)
    if not room.silent:
        note = f"Gesperrt: {blocked_text(capacity)}." if room.blocked else ""
        usable = room.known(room.usable)
        yield KeyFigure("Belegbare Plätze", usable, since, source, note=note, example=shelter.example)


def utilisation_figures(capacity: Capacity, occupied: Point, shelter: Shelter) -> Iterable[KeyFigure]:
    room, value = places_of(capacity), occupied.value
    source = Provenance("gerechnet", "aus Belegung und Plätzen")
    full = UtilisationThreshold.objects.on(occupied.at)
    note = ", ".join(fullness(int(value.amount), capacity, full)) if value.amount is not None else ""
    for label, figure, said in (
        ("Freie Plätze", room.free(value), note),
        ("Auslastung aller Plätze", room.utilisation(value), ""),
        ("Auslastung der belegbaren Plätze", room.utilisation_of_usable(value), ""),
    ):
        yield KeyFigure(label, figure, occupied.date_text, source, note=said, example=shelter.example)
