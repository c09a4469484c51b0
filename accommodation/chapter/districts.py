"""The newest sums, split by district."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from django.conf import settings

from accommodation.chapter.carried import Carried
from accommodation.chapter.counted import Counted
from accommodation.chapter.curve import PERSONS
from accommodation.chapter.places import NO_PLACES, Places, PlacesLine, places_of, places_table
from accommodation.chapter.settled import WITHHELD, newest_for, withheld
from accommodation.chapter.sums import sum_points
from accommodation.models import Capacity, Occupancy, Shelter
from accommodation.thresholds import UtilisationThreshold
from portal.dates import german_date
from portal.figures import Audience, Cell, Column, Coverage, Kind, Provenance, Table, Value, missing
from portal.small_numbers import protect

UNSAID = "Art nicht erfasst"


@dataclass
class DistrictSum:
    """Of a district, of the city, or of a kind of shelter."""

    name: str
    shelters: int = 0
    reported: int = 0
    carried: int = 0
    occupied: int = 0
    room: Places = NO_PLACES
    full: Counter[str] = field(default_factory=Counter)  # shelters by the threshold that they reach
    page: str = ""  # about the district

    def add(self, shelter: Shelter, kept: Occupancy | None) -> int | None:
        """`kept`: the statement that stands for the shelter if it did not report. Its persons; None
        without a number."""
        self.shelters += 1
        if shelter.occupied is None and kept is None:
            return None
        self.reported += shelter.occupied is not None
        self.carried += shelter.occupied is None
        occupied = kept.occupied if kept and shelter.occupied is None else shelter.occupied
        self.occupied += occupied
        return occupied

    def add_places(
        self, capacity: Capacity | None, occupied: int | None, thresholds: Sequence[UtilisationThreshold]
    ) -> None:
        self.room += places_of(capacity)
        if capacity and occupied is not None:
            self.full.update(one.name for one in thresholds if one.reached(occupied, capacity))

    @property
    def kind(self) -> Kind:
        return Kind.CARRIED if self.carried else Kind.REPORTED

    @property
    def known(self) -> int:
        """Shelters with a number, reported or carried."""
        return self.reported + self.carried

    @property
    def coverage(self) -> Coverage:
        return Coverage(self.reported, self.shelters, self.carried)

    @property
    def value(self) -> Value:
        return Value(Decimal(self.occupied), self.kind, PERSONS) if self.known else missing(PERSONS)

    def complete(self, occupied: Value) -> Value:
        """What utilisation may rest on: no data unless every shelter has a number."""
        hidden = occupied.kind is Kind.SUPPRESSED
        return occupied if hidden or self.known == self.shelters else missing(PERSONS)


@dataclass(frozen=True)
class Split:
    """The shelters of a day, split by district. `occupied`, in the order of the `districts`, and `total`:
    the persons as one reader may see them."""

    when: date
    districts: tuple[DistrictSum, ...]
    occupied: tuple[Value, ...]
    city: DistrictSum
    total: Value
    example: bool
    thresholds: tuple[UtilisationThreshold, ...]
    unsettled: bool  # whether the public still waits for its numbers
    kinds: tuple[DistrictSum, ...]  # the same shelters once more, with all their numbers

    @property
    def coverage(self) -> Coverage:
        return self.city.coverage

    @property
    def rows(self) -> Iterable[tuple[DistrictSum, Value]]:
        return zip(self.districts, self.occupied, strict=True)


def newest_split(as_of: date, audience: Audience, counted: Counted, *, example: bool) -> Split:
    """Of the newest reporting date by then; of that very day while nobody has reported."""
    newest = newest_for(audience, sum_points(counted, example=example))
    return split_by_district(newest.at if newest else as_of, audience, counted.carried, example=example)


def split_by_district(when: date, audience: Audience, carried: Carried, *, example: bool) -> Split:
    thresholds = UtilisationThreshold.objects.on(when)
    districts, kinds = sums_by_district_and_kind(when, carried, thresholds, example=example)
    city = whole(districts)
    values, total = tuple(district.value for district in districts), city.value
    if audience is not Audience.INTERNAL:
        values, total = protect(values, total, settings.SMALL_NUMBER)
    unsettled = audience is Audience.PUBLIC and not city.coverage.fully_reported
    if unsettled:
        values, total = tuple(map(withheld, values)), withheld(total)
    return Split(
        when, tuple(districts), values, city, total, example, tuple(thresholds), unsettled, tuple(kinds)
    )


def district_table(split: Split, shelters: Provenance, carried: Carried) -> Table:
    """`shelters`: where its persons are told by shelter, with an address for who may see that."""
    stichtag = f"?stichtag={split.when:%Y-%m-%d}"
    example = split.example
    return Table(
        key="bezirke-beispiel" if example else "bezirke",
        caption=f"Belegung nach Stadtbezirk am {german_date(split.when)}",
        columns=(
            Column("stadtbezirk", "Stadtbezirk"),
            Column("unterkuenfte", "Unterkünfte", numeric=True),
            Column("gemeldet", "davon gemeldet", numeric=True),
            Column("fortgeschrieben", "davon fortgeschrieben", numeric=True),
            Column("belegt", "Belegt (Personen)", numeric=True),
            Column("plaetze", "Plätze", numeric=True),
            Column("auslastung", "Auslastung aller Plätze", numeric=True),
        ),
        rows=tuple(
            district_row(district, occupied, shelters, f"{district.page}{stichtag}")
            for district, occupied in split.rows
        ),
        footer=district_row(split.city, split.total, shelters),
        notes=(
            "Auslastung aller Plätze: belegt geteilt durch alle Plätze in Betrieb, nur wo es für jede "
            "Unterkunft eine Zahl gibt.",
            *([carried.note] if split.city.carried else []),
            *([WITHHELD] if split.unsettled else []),
        ),
        example=example,
    )


def capacity_table(split: Split) -> Table:
    return places_table(
        [places_line(*one) for one in split.rows],
        places_line(split.city, split.total),
        split.when,
        split.thresholds,
        example=split.example,
    )


def places_line(district: DistrictSum, occupied: Value) -> PlacesLine:
    return PlacesLine(district.name, district.room, district.complete(occupied), district.full)


def sums_by_district_and_kind(
    when: date, carried: Carried, thresholds: Sequence[UtilisationThreshold], *, example: bool
) -> tuple[list[DistrictSum], list[DistrictSum]]:
    kept = {one.shelter_id: one for one in carried.on([when], example=example)[when]}
    capacities = Capacity.objects.holding_on(when)
    shelters = (
        Shelter.objects.invented(example)
        .open_on(when)
        .with_occupied(when)
        .select_related("district")
        .order_by("district__number")
    )
    districts: dict[str, DistrictSum] = {}
    kinds: dict[str, DistrictSum] = {}
    for shelter in shelters:
        known = DistrictSum(shelter.district.name, page=shelter.district.get_absolute_url())
        district = districts.setdefault(known.name, known)
        kind = kinds.setdefault(shelter.kind, DistrictSum(shelter.get_kind_display() or UNSAID))
        for one in (district, kind):
            occupied = one.add(shelter, kept.get(shelter.pk))
            one.add_places(capacities.get(shelter.pk), occupied, thresholds)
    in_order = [kinds[kind] for kind in (*Shelter.Kind.values, "") if kind in kinds]
    return list(districts.values()), in_order


def whole(districts: Sequence[DistrictSum]) -> DistrictSum:
    city = DistrictSum("Stadt insgesamt")
    for one in districts:
        city.shelters += one.shelters
        city.reported += one.reported
        city.carried += one.carried
        city.occupied += one.occupied
        city.room += one.room
        city.full += one.full
    return city


def district_row(
    district: DistrictSum, occupied: Value, shelters: Provenance, page: str = ""
) -> tuple[Cell, ...]:
    """`shelters`: where its persons are told by shelter, with an address for who may see that; `page`: the
    district's own."""
    return (
        Cell(district.name, page=page),
        Cell(Value(Decimal(district.shelters))),
        Cell(Value(Decimal(district.reported))),
        Cell(Value(Decimal(district.carried))),
        Cell(occupied, shelters.url),
        Cell(district.room.known(district.room.places)),
        Cell(district.room.utilisation(district.complete(occupied))),
    )
