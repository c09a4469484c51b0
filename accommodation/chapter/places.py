"""Places: how many there are, how many people can live in, how many are free, and how full that is.

Utilisation has two definitions, and each is named wherever it is shown: of all places, and of the usable
ones, which are those that are not blocked. Free is what is usable and not occupied; below zero there are
more people than usable places.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from accommodation.models import Capacity
from accommodation.thresholds import UtilisationThreshold
from portal.dates import german_date
from portal.figures import NO_DATA, Cell, Column, Kind, Table, Value, missing
from portal.numbers import german, percent

DEFINITIONS = (
    "Belegbar: alle Plätze ohne die gesperrten. Frei: belegbare Plätze ohne die belegten; unter null leben "
    "dort mehr Menschen, als belegbare Plätze da sind.",
    "Auslastung aller Plätze: belegt geteilt durch alle Plätze in Betrieb. Auslastung der belegbaren "
    "Plätze: belegt geteilt durch die belegbaren. Beide nur, wo es für jede Unterkunft eine Zahl gibt.",
)


@dataclass(frozen=True)
class Places:
    """The places of one shelter or of several on a day."""

    places: int = 0
    blocked: int = 0
    usable: int = 0
    unknown: int = 0  # shelters whose places nobody has entered
    stated: int = 0  # shelters of which it is said how many places are blocked, be it none
    silent: int = 0  # shelters of which nothing is said about that

    def __add__(self, other: "Places") -> "Places":
        return Places(
            self.places + other.places,
            self.blocked + other.blocked,
            self.usable + other.usable,
            self.unknown + other.unknown,
            self.stated + other.stated,
            self.silent + other.silent,
        )

    def known(self, number: int) -> Value:
        return missing("Plätze") if self.unknown else Value(Decimal(number), unit="Plätze")

    @property
    def blocked_value(self) -> Value:
        """No data where nothing is said of any of the shelters."""
        return self.known(self.blocked) if self.stated else missing("Plätze")

    def free(self, occupied: Value) -> Value:
        return self._following(occupied, "Plätze", 0, lambda persons: self.usable - persons)

    def utilisation(self, occupied: Value) -> Value:
        """Of all places, in percent."""
        return self._share(occupied, self.places)

    def utilisation_of_usable(self, occupied: Value) -> Value:
        """Of the usable places, in percent."""
        return self._share(occupied, self.usable)

    def _share(self, occupied: Value, places: int) -> Value:
        if not places and occupied.kind is not Kind.SUPPRESSED:
            return missing("%", 1)
        return self._following(occupied, "%", 1, lambda persons: persons / places * 100)

    def _following(
        self, occupied: Value, unit: str, decimals: int, result: Callable[[Decimal], Decimal]
    ) -> Value:
        """What follows from the number of persons shares its mark: hidden with it, carried with it."""
        if occupied.kind is Kind.SUPPRESSED:
            return Value(None, Kind.SUPPRESSED, unit, decimals)
        if occupied.amount is None or self.unknown:
            return missing(unit, decimals)
        return Value(result(occupied.amount), occupied.kind, unit, decimals)


NO_PLACES = Places()


def places_of(capacity: Capacity | None) -> Places:
    """None: nobody has entered the shelter's places."""
    if capacity is None:
        return Places(unknown=1)
    silent = capacity.usable_places is None and capacity.blocked is None
    blocked = capacity.places - capacity.usable if capacity.blocked is None else capacity.blocked
    return Places(capacity.places, blocked, capacity.usable, stated=int(not silent), silent=int(silent))


class PlacesLine(NamedTuple):
    """What is named, its places, its persons as this reader may see them, and how many of its shelters reach
    each threshold, by the threshold's name."""

    name: str
    room: Places
    occupied: Value
    full: Mapping[str, int]


def places_table(
    lines: Sequence[PlacesLine],
    whole: PlacesLine,
    when: date,
    thresholds: Sequence[UtilisationThreshold],
    *,
    example: bool,
) -> Table:
    return Table(
        key="plaetze-beispiel" if example else "plaetze",
        caption=f"Plätze nach Stadtbezirk am {german_date(when)}",
        columns=(
            Column("stadtbezirk", "Stadtbezirk"),
            Column("plaetze", "Plätze", numeric=True),
            Column("gesperrt", "davon gesperrt", numeric=True),
            Column("belegbar", "davon belegbar", numeric=True),
            Column("frei", "frei", numeric=True),
            Column("auslastung", "Auslastung aller Plätze", numeric=True),
            Column("auslastung-belegbar", "Auslastung der belegbaren Plätze", numeric=True),
            *(Column(f"schwelle-{place}", f"Unterkünfte {one.name}", numeric=True)
              for place, one in enumerate(thresholds, start=1)),
        ),
        rows=tuple(places_row(line, thresholds) for line in lines),
        footer=places_row(whole, thresholds),
        notes=tuple(notes(whole.room, thresholds)),
        example=example,
    )  # fmt: skip


def places_row(line: PlacesLine, thresholds: Sequence[UtilisationThreshold]) -> tuple[Cell, ...]:
    room, occupied = line.room, line.occupied
    return (
        Cell(line.name),
        Cell(room.known(room.places)),
        Cell(room.blocked_value),
        Cell(room.known(room.usable)),
        Cell(room.free(occupied)),
        Cell(room.utilisation(occupied)),
        Cell(room.utilisation_of_usable(occupied)),
        *(Cell(shelters_that_are(line.full[one.name], occupied)) for one in thresholds),
    )


def shelters_that_are(number: int, occupied: Value) -> Value:
    """How full its houses are tells of few persons who lives there: hidden with them."""
    if occupied.kind is Kind.SUPPRESSED:
        return Value(None, Kind.SUPPRESSED)
    return Value(Decimal(number))


def notes(room: Places, thresholds: Sequence[UtilisationThreshold]) -> Iterable[str]:
    yield from DEFINITIONS
    if room.silent:
        yield (
            f"Bei {shelters(room.silent)} ist nichts über gesperrte Plätze erfasst; dort gelten alle als "
            "belegbar."
        )
    if room.unknown:
        yield f"Von {shelters(room.unknown)} sind keine Plätze erfasst; deshalb fehlt die Summe."
    yield from map(threshold_note, thresholds)


def shelters(number: int) -> str:
    """After „bei“ and „von“."""
    return "einer Unterkunft" if number == 1 else f"{german(number)} Unterkünften"


def threshold_note(threshold: UtilisationThreshold) -> str:
    """„Voll belegt heißt: ab 90 % der belegbaren Plätze (GRDrs 12/2018).“"""
    name = f"{threshold.name[:1].upper()}{threshold.name[1:]}"
    return f"{name} heißt: {threshold_text(threshold)} ({threshold.citation.provenance()})."


def threshold_text(threshold: UtilisationThreshold) -> str:
    share = percent(threshold.percent, 0 if threshold.percent == int(threshold.percent) else 1)
    return f"ab {share} {threshold.get_basis_display()}"


def fullness(occupied: int, capacity: Capacity, thresholds: Sequence[UtilisationThreshold]) -> Iterable[str]:
    """The highest threshold that so many persons reach, and by how many they are too many."""
    reached = [one.name for one in thresholds if one.reached(occupied, capacity)]
    yield from reached[:1]
    if occupied > capacity.usable:
        yield f"überbelegt um {german(occupied - capacity.usable)}"


def blocked_text(capacity: Capacity | None) -> str:
    """„12 (Sanierung)“; „k. A.“ where nothing is said about blocking."""
    if capacity is None or places_of(capacity).silent:
        return NO_DATA
    number = german(places_of(capacity).blocked)
    return f"{number} ({capacity.blocked_reason})" if capacity.blocked_reason else number
