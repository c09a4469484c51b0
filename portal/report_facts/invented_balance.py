"""An invented year ahead to try the place balance out: fixtures/example/accommodation. Permits that end,
shelters that open, the size of places and which are blocked, and scenarios of which one person submits
and another releases."""

import csv
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path

from django.utils import timezone

from accommodation.models import Capacity, Shelter
from accommodation.scenarios import Scenario
from portal.models import District, User
from portal.releases import State


def load_invented_balance(folder: Path, *, editor: User, coordinator: User) -> int:
    """How many openings and scenarios were new. Once the openings are there, all of it stays as people
    made it; permits, kinds, sizes and blocked places are only told of shelters that have none."""
    openings = list(rows_of(folder / "openings.csv"))
    if Shelter.objects.filter(code=openings[0]["code"]).exists():
        return 0
    for row in rows_of(folder / "permits.csv"):
        limit(Shelter.objects.get(code=row["code"]), date.fromisoformat(row["permit_until"]))
    for row in rows_of(folder / "details.csv"):
        describe(Shelter.objects.get(code=row["code"]), row)
    for row in openings:
        plan(row)
    scenarios = list(rows_of(folder / "scenarios.csv"))
    for row in scenarios:
        keep_scenario(row, editor, coordinator)
    return len(openings) + len(scenarios)


def rows_of(path: Path) -> Iterator[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file, delimiter=";")


def limit(shelter: Shelter, until: date) -> None:
    if shelter.example and shelter.permit_until is None:
        shelter.permit_until = until
        shelter.save()


def describe(shelter: Shelter, row: dict[str, str]) -> None:
    """An empty `blocked` says nothing about blocked places, 0 says that there are none."""
    if shelter.example and not shelter.kind:
        shelter.kind = row["kind"]
        shelter.save()
    for capacity in shelter.capacities.filter(square_metres=None, blocked=None, shelter__example=True):
        capacity.square_metres = Decimal(row["square_metres"]) if row["square_metres"] else None
        capacity.blocked = int(row["blocked"]) if row["blocked"] else None
        capacity.blocked_reason = row["blocked_reason"]
        capacity.full_clean()
        capacity.save()


def plan(row: dict[str, str]) -> None:
    opens = date.fromisoformat(row["planned_from"])
    shelter = Shelter(
        code=row["code"], name=row["name"], street=row["street"], kind=row["kind"], planned_from=opens,
        district=District.objects.get(name=row["district"]), example=True,
    )  # fmt: skip
    capacity = Capacity(
        kind=row["certainty"], valid_from=opens, places=int(row["places"]),
        square_metres=Decimal(row["square_metres"]),
    )  # fmt: skip
    shelter.full_clean()
    shelter.save()
    capacity.shelter = shelter
    capacity.full_clean()
    capacity.save()


def keep_scenario(row: dict[str, str], editor: User, coordinator: User) -> None:
    scenario = Scenario(
        name=row["name"],
        remark=row["remark"],
        arrivals_per_month=int(row["arrivals_per_month"]),
        departures_per_month=int(row["departures_per_month"]),
        departure_rate=Decimal(row["departure_rate"]),
        count_planned=bool(row["count_planned"]),
        count_possible=bool(row["count_possible"]),
        square_metres=Decimal(row["square_metres"]) if row["square_metres"] else None,
        example=True,
    )
    if row["state"] == State.RELEASED:
        now = timezone.now()
        scenario.state = State.RELEASED
        scenario.submitted_by, scenario.submitted_at = editor, now
        scenario.decided_by, scenario.decided_at = coordinator, now
    scenario.full_clean()
    scenario.save()
