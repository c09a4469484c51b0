"""What is kept of one shelter beside its figures: its places, permits, operators and deliveries over time."""

from collections.abc import Iterable
from itertools import pairwise
from typing import Any

from django.utils import timezone

from accommodation.chapter.places import blocked_text, places_of
from accommodation.models import Capacity, Operation, Shelter
from portal.cells import paper_cell
from portal.dates import german_date
from portal.figures import Cell, Column, Table
from portal.models import Delivery
from portal.numbers import german
from portal.querysets import DeliveryQuerySet

OPEN_START, OPEN_END, NOTHING = "seit der Eröffnung", "bis heute", "–"
NEWEST = 24  # two years of monthly deliveries


def shelter_tables(
    shelter: Shelter, operations: Iterable[Operation], deliveries: DeliveryQuerySet
) -> tuple[Table, ...]:
    """`operations` and `deliveries` are those that this reader may see; the deliveries newest first."""
    tables = (
        capacity_table(shelter),
        permit_table(shelter),
        operation_table(shelter, operations),
        delivery_table(shelter, deliveries),
    )
    return tuple(table for table in tables if table.rows)


def capacity_table(shelter: Shelter) -> Table:
    """What is decided or planned for later, too."""
    return Table(
        key="plaetze",
        caption=f"Plätze im Lauf der Zeit: {shelter.name}",
        columns=(
            Column("gueltig-ab", "gültig ab"),
            Column("art", "Art"),
            Column("plaetze", "Plätze", numeric=True),
            Column("gesperrt", "davon gesperrt"),
            Column("belegbar", "davon belegbar", numeric=True),
            Column("quadratmeter", "m² je Platz", numeric=True),
            Column("drucksache", "Drucksache"),
        ),
        rows=tuple(map(capacity_row, Capacity.objects.of_shelter(shelter))),
        example=shelter.example,
    )


def capacity_row(capacity: Capacity) -> tuple[Cell, ...]:
    room, metres = places_of(capacity), capacity.square_metres
    return (
        Cell(german_date(capacity.valid_from)),
        Cell(capacity.get_kind_display()),
        Cell(room.known(room.places)),
        Cell(blocked_text(capacity)),
        Cell(room.known(room.usable)),
        Cell(NOTHING if metres is None else german(metres, 1)),
        paper_cell(capacity.paper) if capacity.paper else Cell(NOTHING),
    )


def permit_table(shelter: Shelter) -> Table:
    """Until when the shelter may be used, as it was entered one after the other; empty where it never was
    limited."""
    versions = list(shelter.history.order_by("history_date", "history_id"))
    changes = [newer for older, newer in pairwise([None, *versions]) if changed(older, newer)]
    return Table(
        key="befristung",
        caption=f"Befristung der Nutzung: {shelter.name}",
        columns=(Column("bis", "Nutzung befristet bis"), Column("eingetragen", "eingetragen am")),
        rows=tuple(
            (
                Cell(german_date(one.permit_until) if one.permit_until else "unbefristet"),
                Cell(german_date(timezone.localdate(one.history_date))),
            )
            for one in reversed(changes)
        ),
        example=shelter.example,
    )


def changed(older: Any, newer: Any) -> bool:
    """Two versions of a shelter; the first of them has none before it."""
    return newer.permit_until != (older.permit_until if older else None)


def operation_table(shelter: Shelter, operations: Iterable[Operation]) -> Table:
    return Table(
        key="traeger",
        caption=f"Träger im Lauf der Zeit: {shelter.name}",
        columns=(Column("traeger", "Träger"), Column("von", "von"), Column("bis", "bis")),
        rows=tuple(
            (
                Cell(str(one.operator)),
                Cell(german_date(one.start) if one.start else OPEN_START),
                Cell(german_date(one.end) if one.end else OPEN_END),
            )
            for one in operations
        ),
        example=shelter.example,
    )


def delivery_table(shelter: Shelter, deliveries: DeliveryQuerySet) -> Table:
    return Table(
        key="meldungen",
        caption=f"Meldungen mit Zahlen dieser Unterkunft, die neuesten {NEWEST}: {shelter.name}",
        columns=(
            Column("meldung", "Meldung"),
            Column("traeger", "Träger"),
            Column("eingereicht", "eingereicht am"),
            Column("stand", "Stand"),
        ),
        rows=tuple(map(delivery_row, deliveries[:NEWEST])),
        example=shelter.example,
    )


def delivery_row(delivery: Delivery) -> tuple[Cell, ...]:
    submitted = delivery.submitted_at
    return (
        Cell(delivery.file_name, f"/meldungen/{delivery.pk}/"),
        Cell(str(delivery.sender)),
        Cell(german_date(timezone.localdate(submitted)) if submitted else NOTHING),
        Cell(delivery.get_state_display()),
    )
