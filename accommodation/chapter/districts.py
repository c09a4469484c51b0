"""The newest sums, split by district."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.conf import settings

from accommodation.chapter.carried import Carried
from accommodation.chapter.curve import PERSONS
from accommodation.models import Occupancy, Shelter
from portal.dates import german_date
from portal.figures import Audience, Cell, Column, Coverage, Kind, Provenance, Series, Table, Value, missing
from portal.small_numbers import protect


@dataclass
class DistrictSum:
    name: str
    shelters: int = 0
    reported: int = 0
    carried: int = 0
    occupied: int = 0
    places: int = 0
    places_known: bool = True
    page: str = ""  # about the district

    def add(self, shelter: Shelter, kept: Occupancy | None) -> None:
        """`kept`: the statement that stands for the shelter if it did not report."""
        self.shelters += 1
        self.places += shelter.places or 0
        self.places_known &= shelter.places is not None
        if shelter.occupied is not None:
            self.reported += 1
            self.occupied += shelter.occupied
        elif kept:
            self.carried += 1
            self.occupied += kept.occupied

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

    @property
    def places_value(self) -> Value:
        return Value(Decimal(self.places), unit="Plätze") if self.places_known else missing("Plätze")

    def utilisation(self, occupied: Value) -> Value:
        """Occupied of all places; only where every shelter has a number and all places are known."""
        if occupied.kind is Kind.SUPPRESSED:
            return Value(None, Kind.SUPPRESSED, "%", 1)
        if self.known < self.shelters or not self.places_known or not self.places:
            return missing("%", 1)
        return Value(Decimal(self.occupied) / self.places * 100, self.kind, "%", decimals=1)


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

    @property
    def coverage(self) -> Coverage:
        return self.city.coverage


def newest_split(as_of: date, audience: Audience, carried: Carried, *, example: bool) -> Split:
    """Of the newest reporting date by then; of that very day while nobody has reported."""
    sums = Occupancy.objects.as_of(as_of).sums(example=example)
    when = sums.values_list("as_of", flat=True).last() or as_of
    return split_by_district(when, audience, carried, example=example)


def split_by_district(when: date, audience: Audience, carried: Carried, *, example: bool) -> Split:
    districts = sums_by_district(when, carried, example)
    city = whole(districts)
    values, total = tuple(district.value for district in districts), city.value
    if audience is not Audience.INTERNAL:
        values, total = protect(values, total, settings.SMALL_NUMBER)
    return Split(when, tuple(districts), values, city, total, example)


def district_table(sums: Series, audience: Audience, carried: Carried, *, example: bool) -> Table:
    """The newest reporting date of the sums, split by district."""
    if not sums.points:
        return Table("bezirke", "", (), ())
    when, shelters = sums.points[-1].at, sums.points[-1].source
    split = split_by_district(when, audience, carried, example=example)
    stichtag = f"?stichtag={when:%Y-%m-%d}"
    return Table(
        key="bezirke-beispiel" if example else "bezirke",
        caption=f"Belegung nach Stadtbezirk am {german_date(when)}",
        columns=(
            Column("stadtbezirk", "Stadtbezirk"),
            Column("unterkuenfte", "Unterkünfte", numeric=True),
            Column("gemeldet", "davon gemeldet", numeric=True),
            Column("fortgeschrieben", "davon fortgeschrieben", numeric=True),
            Column("belegt", "Belegt (Personen)", numeric=True),
            Column("plaetze", "Plätze", numeric=True),
            Column("auslastung", "Auslastung", numeric=True),
        ),
        rows=tuple(
            district_row(district, occupied, shelters, f"{district.page}{stichtag}")
            for district, occupied in zip(split.districts, split.occupied, strict=True)
        ),
        footer=district_row(split.city, split.total, shelters),
        notes=(
            "Auslastung: belegte Plätze geteilt durch alle Plätze in Betrieb, nur wo es für jede Unterkunft "
            "eine Zahl gibt.",
            *([carried.note] if split.city.carried else []),
        ),
        example=example,
        coverage=split.coverage,
    )


def sums_by_district(when: date, carried: Carried, example: bool) -> list[DistrictSum]:
    kept = {one.shelter_id: one for one in carried.on([when], example=example)[when]}
    shelters = (
        Shelter.objects.invented(example)
        .open_on(when)
        .with_places(when)
        .with_occupied(when)
        .select_related("district")
        .order_by("district__number")
    )
    districts: dict[str, DistrictSum] = {}
    for shelter in shelters:
        known = DistrictSum(shelter.district.name, page=shelter.district.get_absolute_url())
        districts.setdefault(known.name, known).add(shelter, kept.get(shelter.pk))
    return list(districts.values())


def whole(districts: Sequence[DistrictSum]) -> DistrictSum:
    return DistrictSum(
        "Stadt insgesamt",
        *(
            sum(getattr(one, part) for one in districts)
            for part in ("shelters", "reported", "carried", "occupied", "places")
        ),
        places_known=all(one.places_known for one in districts),  # type: ignore[misc]
    )


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
        Cell(district.places_value),
        Cell(district.utilisation(occupied)),
    )
