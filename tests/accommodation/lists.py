"""The shelters of the import tests: Anker runs two in Bad Cannstatt and Möhringen, Brücke one."""

from datetime import date

from accommodation.imports import DeliveryCheck, check_delivery
from accommodation.models import Shelter
from portal.models import District
from tests import people
from tests.factories import DistrictFactory, ShelterFactory
from tests.sheets import workbook

AUGUST = date(2017, 8, 31)
TODAY = date(2017, 9, 10)


def district(name: str) -> District:
    return District.objects.filter(name=name).first() or DistrictFactory(name=name)


def quellenstrasse(**about) -> Shelter:
    """Run by Anker, 120 places."""
    return ShelterFactory(
        code="Q7", name="Quellenstraße 7", street="Quellenstraße 7", district=district("Bad Cannstatt"),
        operation__operator=people.anker(), capacity__places=120, **about,
    )  # fmt: skip


def lindenhof(**about) -> Shelter:
    """Run by Anker, 80 places."""
    return ShelterFactory(
        code="L1", name="Lindenhof", street="Am Lindenplatz 1", aliases="Systembau Linde",
        district=district("Möhringen"), operation__operator=people.anker(), capacity__places=80, **about,
    )  # fmt: skip


def brueckenhaus(**about) -> Shelter:
    """Run by Brücke."""
    return ShelterFactory(
        code="B9", name="Brückenhaus", street="Uferweg 9", district=district("Vaihingen"),
        operation__operator=people.bruecke(), **about,
    )  # fmt: skip


def check(data: bytes, name: str = "liste.xlsx", *, as_of: date | None = AUGUST, **options) -> DeliveryCheck:
    """As Anker delivers it."""
    return check_delivery(data, name, sender=people.anker(), as_of=as_of, today=TODAY, **options)


def occupancy_list(*rows: tuple, headings: tuple[str, ...] = ("Unterkunft", "Belegung")) -> bytes:
    return workbook(headings, *rows)


def said(found: DeliveryCheck) -> list[tuple[str, str]]:
    return [(message.level.value, message.text) for message in found.messages]
