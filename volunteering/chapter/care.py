"""Which shelters have no circle, and which have more than one coordinating organisation."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from itertools import groupby
from operator import itemgetter
from typing import Any

from portal.cells import apart, key_of
from portal.dates import german_date
from portal.figures import Cell, Column, Table
from volunteering.models import VolunteerGroup


@dataclass(frozen=True)
class Doubled:
    """A shelter for which at least two organisations coordinate."""

    shelter: str
    district: str
    coordinators: tuple[str, ...]
    groups: tuple[str, ...]
    example: bool


def doubled(rows: Iterable[dict[str, Any]]) -> Iterable[Doubled]:
    """`rows`: of `VolunteerGroupQuerySet.coordinations`."""
    by_shelter = sorted(rows, key=itemgetter("shelters__name", "shelters"))
    for _, same in groupby(by_shelter, key=itemgetter("shelters")):
        one = list(same)
        coordinators = tuple(dict.fromkeys(row["coordinated_by__name"] for row in one))
        if len(coordinators) > 1:
            groups = tuple(dict.fromkeys(row["name"] for row in one))
            first = one[0]
            yield Doubled(
                first["shelters__name"], first["shelters__district__name"], coordinators, groups,
                first["shelters__example"],
            )  # fmt: skip


def without_group_tables(as_of: date) -> Iterable[Table]:
    shelters = VolunteerGroup.objects.all().shelters_without_group(as_of)
    yield from apart(shelters.order_by("district__number", "name"), partial(without_group_table, as_of))


def without_group_table(as_of: date, shelters: Sequence[Any], example: bool) -> Table:
    return Table(
        key=key_of("ohne-freundeskreis", example),
        caption=f"Unterkünfte ohne Freundeskreis am {german_date(as_of)}",
        columns=(
            Column("unterkunft", "Unterkunft"),
            Column("stadtbezirk", "Stadtbezirk"),
            Column("eroeffnet", "eröffnet"),
        ),
        rows=tuple(
            (
                Cell(shelter.name, f"/unterbringung/unterkuenfte/{shelter.code}/"),
                Cell(shelter.district.name),
                Cell(german_date(shelter.opened_on) if shelter.opened_on else "k. A."),
            )
            for shelter in shelters
        ),
        example=example,
    )


def doubled_tables(as_of: date) -> Iterable[Table]:
    found = doubled(VolunteerGroup.objects.coordinations(as_of))
    yield from apart(found, partial(doubled_table, as_of))


def doubled_table(as_of: date, found: Sequence[Doubled], example: bool) -> Table:
    return Table(
        key=key_of("zwei-koordinationen", example),
        caption=f"Unterkünfte mit zwei Koordinationen am {german_date(as_of)}",
        columns=(
            Column("unterkunft", "Unterkunft"),
            Column("stadtbezirk", "Stadtbezirk"),
            Column("koordination", "koordiniert durch"),
            Column("gruppen", "Gruppen"),
        ),
        rows=tuple(
            (
                Cell(one.shelter),
                Cell(one.district),
                Cell("; ".join(one.coordinators)),
                Cell("; ".join(one.groups)),
            )
            for one in found
        ),
        example=example,
    )
