"""The shelters one by one on a Stichtag, for who may see them: what the sums are made of."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from accommodation.chapter.carried import carried_days, carried_note
from accommodation.chapter.curve import PERSONS
from accommodation.chapter.places import blocked_text, fullness, places_of, threshold_note
from accommodation.chapter.shelters import shelter_address
from accommodation.models import Capacity, Occupancy, Shelter
from accommodation.querysets import OccupancyQuerySet, ShelterQuerySet
from accommodation.thresholds import UtilisationThreshold
from portal.dates import german_date, month_text
from portal.figures import EXAMPLE, KIND_TEXT, Cell, Column, Coverage, Kind, Table, Value, missing
from portal.numbers import german, with_unit

NEVER = "–"


@dataclass(frozen=True)
class Standing:
    """What holds of one shelter on the newest reporting date (`day`; None before the first).
    `newest`: its last statement up to that day, which may fill a gap for so many `days`.
    `capacity`: None where nobody has entered its places."""

    shelter: Shelter
    newest: Occupancy | None
    day: date | None
    days: int
    capacity: Capacity | None

    @property
    def stated(self) -> bool:
        """Whether it said something for that very day, be it „keine Angabe“."""
        return self.newest is not None and self.newest.as_of == self.day

    @property
    def reported(self) -> bool:
        return self.stated and self.newest.occupied is not None

    @property
    def carried(self) -> bool:
        return self.newest is not None and self.newest.carried_to(self.day, self.days)

    @property
    def expected(self) -> bool:
        return self.day is not None and self.shelter.open_on(self.day)

    @property
    def value(self) -> Value:
        if self.stated:
            return self.newest.as_value()
        return self.newest.as_carried() if self.carried else missing(PERSONS)

    @property
    def trace(self) -> str:
        """Where the number was delivered; empty where none is shown."""
        return self.newest.address if self.stated or self.carried else ""

    @property
    def kind_text(self) -> str:
        """„gemeldet“, „fortgeschrieben (Stand 31.07.2017)“, „nicht gemeldet, zuletzt 118 (Stand …)“."""
        if self.stated:
            return KIND_TEXT[self.value.kind]
        if self.carried:
            return f"{KIND_TEXT[Kind.CARRIED]} ({stand(self.newest)})"
        silent = "nicht gemeldet" if self.expected else "nicht in Betrieb"
        if self.newest is None:
            return silent
        return f"{silent}, zuletzt {self.newest.as_value().number} ({stand(self.newest)})"


def stand(statement: Occupancy) -> str:
    """„Stand 31.07.2017“, „Stand Juli 2017“."""
    only_month = statement.precision == "month"
    return f"Stand {month_text(statement.as_of) if only_month else german_date(statement.as_of)}"


def shelter_list(shelters: ShelterQuerySet, occupancies: OccupancyQuerySet, as_of: date) -> Table:
    """The shelters that a reader may see, with the statements that it may see. The date is the city's,
    so that the list adds up to the sum of that date."""
    days = carried_days()
    standings = list(standings_of(shelters, occupancies, as_of, days))
    thresholds = UtilisationThreshold.objects.on(as_of)
    return Table(
        key="unterkuenfte",
        caption=f"Unterkünfte, Stand {german_date(as_of)}",
        columns=(
            Column("schluessel", "Schlüssel"),
            Column("unterkunft", "Unterkunft"),
            Column("stadtbezirk", "Stadtbezirk"),
            Column("status", "Status"),
            Column("plaetze", "Plätze", numeric=True),
            Column("gesperrt", "davon gesperrt"),
            Column("belegbar", "davon belegbar", numeric=True),
            Column("belegt", "Belegt (Personen)", numeric=True),
            Column("frei", "frei", numeric=True),
            Column("auslastung", "Auslastung der belegbaren Plätze", numeric=True),
            Column("art", "Art des Werts"),
            Column("stichtag", "Stichtag"),
            Column("anmerkung", "Anmerkung"),
        ),
        rows=tuple(shelter_row(standing, as_of, thresholds) for standing in standings),
        notes=(*notes(standings, days), *map(threshold_note, thresholds)),
        example=any(standing.shelter.example for standing in standings),
    )


def standings_of(
    shelters: ShelterQuerySet, occupancies: OccupancyQuerySet, as_of: date, days: int
) -> Iterable[Standing]:
    dates = Occupancy.objects.newest_dates(as_of)
    newest = {one.shelter_id: one for one in occupancies.until(dates).last_of_each(shelters)}
    capacities = Capacity.objects.holding_on(as_of)
    for shelter in shelters.select_related("district"):
        day, capacity = dates.get(shelter.example), capacities.get(shelter.pk)
        yield Standing(shelter, newest.get(shelter.pk), day, days, capacity)


def shelter_row(
    standing: Standing, as_of: date, thresholds: Sequence[UtilisationThreshold]
) -> tuple[Cell, ...]:
    shelter, room = standing.shelter, places_of(standing.capacity)
    return (
        Cell(shelter.code),
        Cell(shelter.name, shelter_address(shelter)),
        Cell(shelter.district.name),
        Cell(", ".join(status(standing, as_of, thresholds))),
        Cell(room.known(room.places)),
        Cell(blocked_text(standing.capacity)),
        Cell(room.known(room.usable)),
        Cell(standing.value, standing.trace),
        Cell(unmarked(room.free(standing.value))),
        Cell(unmarked(room.utilisation_of_usable(standing.value))),
        Cell(standing.kind_text),
        Cell(standing.newest.when if standing.stated or standing.carried else NEVER),
        Cell(standing.newest.comment if standing.stated or standing.carried else ""),
    )


def unmarked(value: Value) -> Value:
    """What follows from a carried or estimated number stands beside it, and the mark there holds for both."""
    return value if value.amount is None else replace(value, kind=Kind.COUNTED)


def status(standing: Standing, as_of: date, thresholds: Sequence[UtilisationThreshold]) -> Iterable[str]:
    """„geplant ab 01.12.2017“, „in Betrieb“, „voll belegt“, „überbelegt um 3“"""
    shelter = standing.shelter
    if not shelter.open_on(as_of):
        planned = shelter.opened_on is None and shelter.planned_from
        yield f"geplant ab {german_date(shelter.planned_from)}" if planned else "nicht in Betrieb"
        return
    yield "in Betrieb"
    if standing.capacity and standing.value.amount is not None:
        yield from fullness(int(standing.value.amount), standing.capacity, thresholds)


def notes(standings: Sequence[Standing], days: int) -> Iterable[str]:
    """How complete the list is; invented shelters are counted apart."""
    for example in (False, True):
        dated = [one for one in standings if one.day and one.shelter.example == example]
        if dated:
            yield f"{f'{EXAMPLE}, ' if example else ''}{completeness(dated)}"
    if any(standing.carried for standing in standings):
        yield carried_note(days)


def completeness(standings: Sequence[Standing]) -> str:
    """„31.08.2017: 118 von 129 Unterkünften gemeldet, 4 fortgeschrieben, zusammen 7.362 Personen.“"""
    reported = sum(one.reported for one in standings)
    carried = sum(one.carried for one in standings)
    expected = sum(one.expected for one in standings)
    coverage = Coverage(reported, max(expected, reported + carried), carried)
    persons = sum(one.newest.occupied for one in standings if one.reported or one.carried)
    total = with_unit(german(persons), PERSONS)
    return f"{german_date(standings[0].day)}: {coverage}, zusammen {total}."
