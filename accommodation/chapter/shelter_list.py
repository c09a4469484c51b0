"""The shelters one by one on a Stichtag, for who may see them: what the sums are made of."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date

from accommodation.chapter.carried import carried_days, carried_note
from accommodation.chapter.curve import PERSONS
from accommodation.chapter.places import blocked_text, fullness, places_of, threshold_note
from accommodation.chapter.shelters import shelter_address
from accommodation.chapter.standing import Standing
from accommodation.models import Capacity, Occupancy
from accommodation.querysets import OccupancyQuerySet, ShelterQuerySet
from accommodation.thresholds import UtilisationThreshold
from portal.dates import german_date
from portal.figures import EXAMPLE, Cell, Column, Coverage, Kind, Table, Value
from portal.numbers import german, with_unit

NEVER = "–"


def shelter_list(shelters: ShelterQuerySet, occupancies: OccupancyQuerySet, as_of: date) -> Table:
    """The shelters that a reader may see, with the statements that it may see. The date is the city's,
    so that the list adds up to the sum of that date."""
    days = carried_days()
    standings = list(standings_of(shelters, occupancies, as_of, days))
    thresholds = UtilisationThreshold.objects.on(as_of)
    return Table(
        key="unterkuenfte",
        caption=caption(standings, as_of),
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


def caption(standings: Sequence[Standing], as_of: date) -> str:
    """„Unterkünfte, Stand 29.11.2026, Belegung vom 31.08.2017“: the houses and their places are of the day
    that was asked for, the numbers of the newest date until then; none is named where two are meant."""
    days = {one.day for one in standings if one.day}
    older = f", Belegung vom {german_date(*days)}" if len(days) == 1 and days != {as_of} else ""
    return f"Unterkünfte, Stand {german_date(as_of)}{older}"


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
    if any(standing.carried or (days and standing.uncounted) for standing in standings):
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
