"""Single shelters, for who may see them."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from urllib.parse import quote

from accommodation.chapter import AREA
from accommodation.chapter.curve import PERSONS, finding_of, summary, values_table
from accommodation.chapter.history import history_table
from accommodation.chapter.key_figures import newest_figure
from accommodation.models import Occupancy, Shelter
from portal.dates import german_date, month_text
from portal.figures import (
    Audience,
    Chapter,
    Chart,
    KeyFigure,
    Point,
    Provenance,
    Series,
    Value,
)


def shelter_address(shelter: Shelter) -> str:
    return f"/unterbringung/unterkuenfte/{quote(shelter.code)}/"


def shelter_chapter(
    shelter: Shelter, as_of: date, occupancies: Iterable[Occupancy], superseded: Iterable[Occupancy]
) -> Chapter:
    """One shelter for who may see it. `occupancies` are those that this reader may see,
    current, oldest first; `superseded` those that were corrected or withdrawn."""
    history = history_table(shelter.name, superseded)
    points = tuple(occupancy_point(occupancy) for occupancy in occupancies)
    series = Series("shelter", shelter.name, points, example=shelter.example)
    chart = Chart(
        key="belegung",
        heading=finding_of(series),
        title=f"Belegung: {shelter.name}",
        summary=summary(series, [series]),
        unit=PERSONS,
        series=(series,),
        table=values_table(f"Werte: {shelter.name}", [series]),
    )
    return Chapter(
        key=AREA,
        title=shelter.name,
        address=shelter_address(shelter),
        as_of=as_of,
        audience=Audience.INTERNAL,
        key_figures=tuple(shelter_figures(shelter, series, as_of)),
        charts=(chart,) if points else (),
        tables=(history,) if history.rows else (),
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


def shelter_figures(shelter: Shelter, series: Series, as_of: date) -> Iterable[KeyFigure]:
    if series.drawable:
        yield newest_figure("Belegt", series)
    capacity = shelter.capacities.in_use().newest(as_of)
    if capacity:
        yield KeyFigure(
            "Plätze",
            Value(Decimal(capacity.places), unit="Plätze"),
            f"seit {german_date(capacity.valid_from)}",
            Provenance(str(capacity.paper) if capacity.paper else "Stammdaten"),
            example=shelter.example,
        )
