"""A city, or a Land, that has counted for years, and what people do with it; `growth.py` starts this.

Measures on the database of the environment, which must be new and empty.
"""

from collections.abc import Callable
from datetime import date, timedelta
from functools import partial
from itertools import count

from django.conf import settings
from django.db import connection
from django.test import Client

from accommodation import actions
from accommodation.models import Capacity, Operation, Shelter
from portal.accounts import open_account
from portal.models import Delivery, District, Organisation, ReportingRule
from portal.roles import COORDINATION, sync_roles

LAST_DAY = date(2026, 8, 31)
DISTRICTS = 23
PAGE, CURVE = "/unterbringung/", "/unterbringung/belegung.svg"
OCCUPANCIES = "/admin/accommodation/occupancy/"

FILL = """
    INSERT INTO portal_delivery (state, submitted_at, decided_at, comment, kind, way, created_at, file,
        file_name, sha256, size, first_as_of, last_as_of, counts, messages, previewed, reason,
        preview_digest, example, sender_id, created_by_id, submitted_by_id, decided_by_id)
    SELECT 'released', day, day, '', 'occupancy', 'file', day, '', 'belegung.csv', md5(day || '/' || id), 1,
        day, day, '{}', '[]', '{}', '', '', FALSE, id, %(person)s, %(person)s, %(person)s
    FROM (SELECT (%(last)s::date - number * %(step)s::interval)::date AS day
          FROM generate_series(0, %(dates)s - 1) AS number) AS dates, portal_organisation
    ORDER BY day, id;
    INSERT INTO accommodation_occupancy (shelter_id, as_of, precision, occupied, capacity, quality, qualifier,
        remark, comment, delivery_id, sheet, row, current)
    SELECT shelter_id, first_as_of, 'day', 60 + (shelter_id * 7 + delivery.id) %% 40, 100, 'reported', '',
        '', '', delivery.id, '', 1, TRUE
    FROM portal_delivery AS delivery JOIN accommodation_operation ON operator_id = sender_id
    ORDER BY delivery.id, shelter_id
"""


Thing = Callable[[], object]


def nothing() -> None:
    """What most things need before they are timed."""


class Grown:
    """The portal with all its rows, and what people do with it."""

    def __init__(self, *, shelters: int, dates: int, step: str, operators: int) -> None:
        sync_roles()
        self.karla = open_account(email="karla@portal.example", name="Karla Klein", role=COORDINATION)
        self.konrad = open_account(email="konrad@portal.example", name="Konrad Kurz", role=COORDINATION)
        ReportingRule.objects.create(kind=Delivery.Kind.OCCUPANCY, carried_days=45)
        self.operator = open_shelters(shelters, operators)
        with connection.cursor() as cursor:
            cursor.execute("SET statement_timeout = 0")
            cursor.execute(FILL, {"person": self.karla.pk, "last": LAST_DAY, "step": step, "dates": dates})
            cursor.execute("VACUUM ANALYZE")
        settings.ALLOWED_HOSTS, settings.PUBLIC_VIEW = ["*"], True
        self.days = (LAST_DAY + timedelta(number) for number in count(1))

    def things(self) -> dict[str, tuple[Thing, Thing]]:
        """By name: what comes before each time, and what is timed."""
        day = f"{LAST_DAY:%d.%m.%Y}"
        return {
            "The chapter for strangers, kept": (nothing, partial(read, Client(), PAGE)),
            "The chapter for strangers, after new data": (self.deliver, partial(read, Client(), PAGE)),
            "The curve alone, after new data": (self.deliver, partial(read, Client(), CURVE)),
            "A list of one operator: checked, submitted, released": (nothing, self.deliver),
            "Administration: all occupancies": (nothing, self.looks_at(OCCUPANCIES)),
            "Administration: one shelter searched for": (nothing, self.looks_at(f"{OCCUPANCIES}?q=Haus+77")),
            "Administration: one reporting date": (nothing, self.looks_at(f"{OCCUPANCIES}?q={day}")),
        }

    def deliver(self) -> None:
        """What one operator says of the next day, released by the coordination."""
        day = next(self.days)
        shelters = Shelter.objects.filter(operations__operator=self.operator).order_by("pk")
        lines = [f"{shelter.name};100;{60 + (shelter.pk + day.day) % 40}" for shelter in shelters]
        text = "\n".join([f"Belegungsliste, Stand: {day:%d.%m.%Y}", "", "Unterkunft;Plätze;Belegung", *lines])
        draft, check = actions.draft_delivery(
            data=text.encode(), file_name="belegung.csv", sender=self.operator, as_of=None, by=self.karla
        )
        if draft is None:
            raise ValueError(check.messages)
        actions.submit_delivery(delivery=draft, by=self.karla, warnings_accepted=True, reason="Neuer Tag")
        actions.release_delivery(delivery=draft, by=self.konrad)

    def looks_at(self, address: str) -> Thing:
        client = Client()
        client.force_login(self.konrad)
        return partial(read, client, address)


def read(client: Client, address: str) -> None:
    """Raises ValueError for an answer that is not right."""
    answer = client.get(address)
    if answer.status_code != 200 or not answer.content:
        raise ValueError(f"{address}: {answer.status_code}")


def open_shelters(shelters: int, operators: int) -> Organisation:
    """In turns among operators and districts; returns the first operator."""
    districts = District.objects.bulk_create(
        District(number=n, name=f"Bezirk {n}", abbreviation=f"B{n}", tile_row=n, tile_column=1)
        for n in range(1, DISTRICTS + 1)
    )
    senders = Organisation.objects.bulk_create(
        Organisation(name=f"Träger {n}", kind=Organisation.Kind.OPERATOR) for n in range(operators)
    )
    houses = Shelter.objects.bulk_create(
        Shelter(code=f"H{n}", name=f"Haus {n}", district=districts[n % DISTRICTS]) for n in range(shelters)
    )
    Operation.objects.bulk_create(
        Operation(shelter=house, operator=senders[n % operators]) for n, house in enumerate(houses)
    )
    Capacity.objects.bulk_create(
        Capacity(shelter=house, kind="in_use", valid_from=LAST_DAY, places=100) for house in houses
    )
    return senders[0]
