"""Who delivers the measured lists, and an empty table before each run."""

from dataclasses import dataclass

from django.core.management.color import no_style
from django.db import connection

from accommodation.models import Occupancy, Operation, Shelter
from benchmarks.lists import SENDER, SHELTERS
from portal.accounts import open_account
from portal.models import Delivery, District, Organisation, User
from portal.roles import OPERATOR, sync_roles


@dataclass(frozen=True)
class Sender:
    """`delivery`: into this one the others write; the portal makes its own."""

    organisation: Organisation
    person: User
    delivery: Delivery


def open_sender() -> Sender:
    sync_roles()
    organisation = Organisation.objects.create(name=SENDER, kind=Organisation.Kind.OPERATOR)
    open_shelters(organisation)
    person = open_account(
        email="benchmark@portal.example", name="Tina Träger", role=OPERATOR, organisation=organisation
    )
    delivery = Delivery.objects.create(sender=organisation, created_by=person, file_name="liste.csv", size=0)
    return Sender(organisation, person, delivery)


def open_shelters(operator: Organisation) -> None:
    district = District.objects.create(number=1, name="Mitte", tile_row=1, tile_column=1)
    Shelter.objects.bulk_create(
        Shelter(code=f"H{n}", name=f"Haus {n}", district=district) for n in range(SHELTERS)
    )
    Operation.objects.bulk_create(
        Operation(shelter=shelter, operator=operator) for shelter in Shelter.objects.all()
    )


def clear(sender: Sender) -> None:
    """Every run writes new rows into an empty table, which PostgreSQL truncates."""
    table = Occupancy._meta.db_table
    connection.ops.execute_sql_flush(connection.ops.sql_flush(no_style(), [table]))
    Delivery.objects.exclude(pk=sender.delivery.pk).delete()


def expect_written(rows: int) -> None:
    """A candidate that leaves rows out must not win. Raises ValueError."""
    written = Occupancy.objects.count()
    if written != rows:
        raise ValueError(f"{written} rows were written instead of {rows}.")
