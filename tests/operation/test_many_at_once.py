"""Eight people do whatever may be done with deliveries, all at once: no deadlock, and every number that
counts is the one of the last release."""

import random
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.core.exceptions import ObjectDoesNotExist, PermissionDenied, ValidationError
from django.db import connection

from accommodation import actions
from accommodation.models import Occupancy, Shelter
from accommodation.withdrawal import withdraw_delivery
from portal.models import Delivery
from portal.releases import State
from tests import people
from tests.accommodation.sending import submitted
from tests.factories import ShelterFactory

PEOPLE, STEPS, HOUSES = 8, 25, 6


def one_step(dice: random.Random) -> None:
    """Refusals are right answers; a deadlock is none."""
    known = list(Delivery.objects.all())
    try:
        if not known or dice.random() < 0.4:
            houses = dice.sample(range(HOUSES), 3)
            submitted(*(f"Haus {house};100;{dice.randrange(50, 100)}" for house in houses), name="liste.csv")
            return
        one = dice.choice(known)
        match dice.choice(["release", "release", "return", "withdraw"]):
            case "release":
                actions.release_delivery(delivery=one, by=people.karla())
            case "return":
                actions.return_delivery(delivery=one, by=people.konrad(), comment="Bitte prüfen")
            case "withdraw":
                withdraw_delivery(delivery=one, by=people.karla(), comment="Falsche Liste")
    except (ValidationError, PermissionDenied, ObjectDoesNotExist):
        pass


def steps(seed: int) -> int:
    dice = random.Random(seed)  # noqa: S311 (no secret)
    try:
        for _ in range(STEPS):
            one_step(dice)
        return STEPS
    finally:
        connection.close()


@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite has one writer and no deadlocks.")
@pytest.mark.django_db(transaction=True)
def test_no_deadlock_in_two_hundred_mixed_steps():
    for number in range(HOUSES):
        ShelterFactory(name=f"Haus {number}", operation__operator=people.anker())
    people.karla(), people.konrad(), people.tina()

    with ThreadPoolExecutor(PEOPLE) as threads:
        assert sum(threads.map(steps, range(PEOPLE))) == PEOPLE * STEPS

    current = Occupancy.objects.current()
    assert {row.delivery.state for row in current.select_related("delivery")} == {State.RELEASED}
    assert len({row.shelter_id for row in current}) == current.count() > 0


def moved(number: int) -> int:
    try:
        house = Shelter.objects.get(name=f"Haus {number}")
        for time in range(STEPS):
            house.street = f"Straße {time}"
            house.save()
        return STEPS
    finally:
        connection.close()


@pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL has many writers.")
@pytest.mark.django_db(transaction=True)
def test_eight_people_writing_at_once_all_get_through():
    """With SQLite's defaults a third of them failed with „database is locked“."""
    houses = [ShelterFactory(name=f"Haus {number}") for number in range(PEOPLE)]
    with ThreadPoolExecutor(PEOPLE) as threads:
        assert sum(threads.map(moved, range(PEOPLE))) == PEOPLE * STEPS
    assert {house.history.count() for house in houses} == {1 + STEPS}
