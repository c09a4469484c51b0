"""The newest sums, split by kind: who lives in preliminary accommodation, and who in what follows it."""

from collections.abc import Sequence
from decimal import Decimal

from django.conf import settings

from accommodation.chapter.districts import UNSAID, DistrictSum, Split
from accommodation.chapter.settled import withheld
from portal.dates import german_date
from portal.figures import Audience, Cell, Column, Kind, Table, Value
from portal.small_numbers import protect

NOTE = "Gezählt wird nach der Art der Häuser. Den Status der Menschen erfasst das Portal nicht."
HIDDEN_WITH_DISTRICTS = (
    "Die Personen sind hier nicht ausgewiesen, solange kleine Zahlen in einem Stadtbezirk oder in einer Art "
    "zu schützen sind: Zusammen ließen sie sich errechnen."
)


def kind_table(split: Split, audience: Audience) -> Table | None:
    """None while no shelter of the day has a kind."""
    if all(one.name == UNSAID for one in split.kinds):
        return None
    occupied = persons(split, audience)
    hidden = any(value.kind is Kind.SUPPRESSED for value in occupied)
    return Table(
        key="arten-beispiel" if split.example else "arten",
        caption=f"Belegung nach Art der Unterbringung am {german_date(split.when)}",
        columns=(
            Column("art", "Art der Unterbringung"),
            Column("unterkuenfte", "Unterkünfte", numeric=True),
            Column("gemeldet", "davon gemeldet", numeric=True),
            Column("belegt", "Belegt (Personen)", numeric=True),
            Column("plaetze", "Plätze", numeric=True),
        ),
        rows=tuple(kind_row(*one) for one in zip(split.kinds, occupied, strict=True)),
        footer=kind_row(split.city, split.total),
        notes=(NOTE, HIDDEN_WITH_DISTRICTS) if hidden else (NOTE,),
        example=split.example,
    )


def persons(split: Split, audience: Audience) -> Sequence[Value]:
    """A second way to divide the same people: outside the administration only where neither hides anything,
    or the two together would tell what each of them keeps."""
    values = tuple(one.value for one in split.kinds)
    if audience is Audience.INTERNAL:
        return values
    shown, total = protect(values, split.city.value, settings.SMALL_NUMBER)
    beside = (*shown, total, *split.occupied, split.total)
    return tuple(map(withheld, values)) if any(map(is_hidden, beside)) else shown


def is_hidden(value: Value) -> bool:
    return value.kind is Kind.SUPPRESSED


def kind_row(kind: DistrictSum, occupied: Value) -> tuple[Cell, ...]:
    return (
        Cell(kind.name),
        Cell(Value(Decimal(kind.shelters))),
        Cell(Value(Decimal(kind.reported))),
        Cell(occupied),
        Cell(kind.room.known(kind.room.places)),
    )
