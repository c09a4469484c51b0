"""What the portal is compared with: the usual ways of bringing a list into a Django project.

None of them looks for the table, suggests names or compares with earlier figures. They are given a list
that is clean already and names each shelter by its code.
"""

import io
from collections.abc import Iterable
from datetime import date

from django.db import connection, transaction
from import_export.fields import Field
from import_export.resources import ModelResource
from import_export.widgets import CachedForeignKeyWidget, DateWidget, ForeignKeyWidget, IntegerWidget
from tablib import Dataset

from accommodation.models import Occupancy, Shelter
from benchmarks.lists import Line
from portal.models import Delivery

BATCH = 1_000
COPIED = (
    "delivery_id", "shelter_id", "as_of", "precision", "occupied", "capacity", "quality", "qualifier",
    "remark", "comment", "sheet", "row", "current",
)  # fmt: skip


class StockResource(ModelResource):
    """As the documentation shows a resource: columns, a foreign key by code, what identifies a row."""

    shelter = Field("shelter", "Unterkunft", ForeignKeyWidget(Shelter, "code"))
    as_of = Field("as_of", "Stichtag", DateWidget("%d.%m.%Y"))
    capacity = Field("capacity", "Kapazität", IntegerWidget())
    occupied = Field("occupied", "Belegung", IntegerWidget())

    class Meta:
        model = Occupancy
        fields = ("shelter", "as_of", "capacity", "occupied")
        import_id_fields = ("shelter", "as_of")

    def after_init_instance(
        self,
        instance: Occupancy,
        new: bool,
        row: dict,
        *,
        delivery: Delivery,
        row_number: int,
        **kwargs: object,
    ) -> None:
        instance.delivery, instance.row = delivery, row_number


class BulkResource(StockResource):
    """With everything that the documentation recommends for speed where all rows are new."""

    shelter = Field("shelter", "Unterkunft", CachedForeignKeyWidget(Shelter, "code"))

    class Meta:
        use_bulk = True
        batch_size = BATCH
        skip_diff = True
        force_init_instance = True


def import_export(resource: ModelResource, text: str, delivery: Delivery) -> None:
    """Once; its page in the admin does it twice, for the preview and for the import."""
    dataset = Dataset().load(text, format="csv", delimiter=";")
    resource.import_data(dataset, raise_errors=True, delivery=delivery)


def bulk_create(rows: Iterable[dict[str, str]], delivery: Delivery) -> None:
    """From texts, as csv.DictReader gives them; a row that is there already is updated."""
    shelters = dict(Shelter.objects.values_list("code", "pk"))
    Occupancy.objects.bulk_create(
        (
            Occupancy(
                delivery=delivery,
                row=number,
                shelter_id=shelters[row["Unterkunft"]],
                as_of=german_day(row["Stichtag"]),
                capacity=int(row["Kapazität"]),
                occupied=int(row["Belegung"]),
            )
            for number, row in enumerate(rows, start=2)
        ),
        batch_size=BATCH,
        update_conflicts=True,
        unique_fields=["delivery", "shelter", "as_of"],
        update_fields=["occupied", "capacity"],
    )


def german_day(text: str) -> date:
    day, month, year = text.split(".")
    return date(int(year), int(month), int(day))


def copy_text(lines: Iterable[Line], delivery: Delivery) -> str:
    """What PostgreSQL's COPY takes, ready before the clock starts."""
    shelters = dict(Shelter.objects.values_list("code", "pk"))
    return "".join(
        f"{delivery.pk}\t{shelters[line.shelter]}\t{line.as_of}\tday\t{line.occupied}\t{line.capacity}"
        f"\treported\t\t\t\t\t{number}\tf\n"
        for number, line in enumerate(lines, start=2)
    )


def copy(text: str) -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        columns = ", ".join(f'"{column}"' for column in COPIED)
        cursor.copy_expert(f'COPY "{Occupancy._meta.db_table}" ({columns}) FROM STDIN', io.StringIO(text))
