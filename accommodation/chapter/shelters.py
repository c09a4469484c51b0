"""Single shelters, for who may see them."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from decimal import Decimal
from urllib.parse import quote

from accommodation.chapter import AREA
from accommodation.chapter.curve import PERSONS, finding_of, summary, values_table
from accommodation.chapter.key_figures import newest_figure
from accommodation.models import Occupancy, Shelter
from accommodation.querysets import OccupancyQuerySet, ShelterQuerySet
from portal.dates import german_date, month_text
from portal.figures import (
    Audience,
    Cell,
    Chapter,
    Chart,
    Column,
    KeyFigure,
    Point,
    Provenance,
    Series,
    Table,
    Value,
    missing,
)


def shelter_address(shelter: Shelter) -> str:
    return f"/unterbringung/unterkuenfte/{quote(shelter.code)}/"


def shelter_chapter(shelter: Shelter, as_of: date, occupancies: Iterable[Occupancy]) -> Chapter:
    """One shelter for who may see it. `occupancies` are those that this reader may see,
    current, oldest first."""
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
    )


def occupancy_point(occupancy: Occupancy) -> Point:
    only_month = occupancy.precision == "month"
    return Point(
        occupancy.as_of,
        occupancy.as_value(),
        month_text(occupancy.as_of) if only_month else german_date(occupancy.as_of),
        replace(occupancy.provenance(), url=f"/meldungen/{occupancy.delivery_id}/"),
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


def shelter_list(shelters: ShelterQuerySet, occupancies: OccupancyQuerySet, as_of: date) -> Table:
    """The shelters that a reader may see, each with the newest occupancy that it may see."""
    newest = {one.shelter_id: one for one in occupancies.current().as_of(as_of).order_by("as_of")}
    rows = list(shelters.with_places(as_of).select_related("district"))
    return Table(
        key="unterkuenfte",
        caption=f"Unterkünfte, Stand {german_date(as_of)}",
        columns=(
            Column("schluessel", "Schlüssel"),
            Column("unterkunft", "Unterkunft"),
            Column("stadtbezirk", "Stadtbezirk"),
            Column("plaetze", "Plätze", numeric=True),
            Column("belegt", "Belegt (Personen)", numeric=True),
            Column("stichtag", "Stichtag"),
            Column("status", "Status"),
        ),
        rows=tuple(shelter_row(shelter, newest.get(shelter.pk), as_of) for shelter in rows),
        example=any(shelter.example for shelter in rows),
    )


def shelter_row(shelter: Shelter, newest: Occupancy | None, as_of: date) -> tuple[Cell, ...]:
    places = missing("Plätze") if shelter.places is None else Value(Decimal(shelter.places), unit="Plätze")
    return (
        Cell(shelter.code),
        Cell(shelter.name, shelter_address(shelter)),
        Cell(shelter.district.name),
        Cell(places),
        Cell(newest.as_value() if newest else missing(PERSONS)),
        Cell(newest.when if newest else "–"),
        Cell("in Betrieb" if shelter.open_on(as_of) else "nicht in Betrieb"),
    )
