"""Invented measures of invented providers to try the portal out: fixtures/example/fim. Their numbers of
occupied places are kept as real ones are: one file a month and provider, submitted and released."""

import csv
import hashlib
from collections import defaultdict
from datetime import date, datetime, time, timedelta
from pathlib import Path

from django.core.files.base import ContentFile
from django.utils import timezone

from fim.models import Placement, PlacementCount
from portal.dates import german_date
from portal.models import Delivery, Organisation, User
from portal.releases import State
from portal.report_facts.city import load_organisations
from portal.report_facts.facts import Facts
from portal.report_facts.fim import load_contracts, load_placements, load_providers

Counts = dict[Placement, int | None]  # None: „keine Angabe“
SENT_AFTER, DECIDED_AFTER = timedelta(days=5), timedelta(days=7)  # after the reporting date


def load_invented_places(folder: Path, *, sender: User, coordinator: User) -> int:
    """How many rows and lists were new. `sender` submitted the lists, `coordinator` released them."""
    facts = Facts(folder, example=True)
    for load in (load_organisations, load_providers, load_placements, load_contracts):
        load(facts)
    lists = read_counts(folder / "counts.csv")
    new = [one for one in lists.items() if keep_list(*one, sender, coordinator)]
    return facts.outcome.created + len(new)


def read_counts(path: Path) -> dict[tuple[Organisation, date], Counts]:
    """By provider and day; an empty cell says nothing."""
    found: dict[tuple[Organisation, date], Counts] = defaultdict(dict)
    placements = {one.number: one for one in Placement.objects.select_related("provider__organisation")}
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file, delimiter=";"):
            placement = placements[row.pop("number")]
            for day, cell in row.items():
                if cell:
                    key = placement.provider.organisation, date.fromisoformat(day)
                    found[key][placement] = int(cell) if cell.isdecimal() else None
    return found


def keep_list(key: tuple[Organisation, date], counts: Counts, sender: User, coordinator: User) -> bool:
    """Whether it was new."""
    provider, as_of = key
    if Delivery.objects.of_kind(Delivery.Kind.PLACEMENTS).filter(sender=provider, first_as_of=as_of).exists():
        return False
    delivery = released_list(provider, as_of, as_file(counts, as_of), sender, coordinator)
    PlacementCount.objects.bulk_create(
        PlacementCount(
            placement=placement, as_of=as_of, occupied=occupied, delivery=delivery, row=row, current=True
        )
        for row, (placement, occupied) in enumerate(counts.items(), start=2)
    )
    return True


def as_file(counts: Counts, as_of: date) -> bytes:
    lines = [
        f"{one.number};{one.name};{german_date(as_of)};{'k. A.' if occupied is None else occupied}"
        for one, occupied in counts.items()
    ]
    return "\r\n".join(["Nr.;Maßnahme;Stichtag;besetzt", *lines, ""]).encode("utf-8-sig")


def released_list(
    provider: Organisation, as_of: date, data: bytes, sender: User, coordinator: User
) -> Delivery:
    name = f"FIM {provider.name} {as_of:%Y-%m}.csv"
    midnight = timezone.make_aware(datetime.combine(as_of, time()))
    return Delivery.objects.create(
        kind=Delivery.Kind.PLACEMENTS, sender=provider, created_by=sender, file=ContentFile(data, name),
        file_name=name, sha256=hashlib.sha256(data).hexdigest(), size=len(data), first_as_of=as_of,
        last_as_of=as_of, example=True, state=State.RELEASED, submitted_by=sender,
        submitted_at=midnight + SENT_AFTER, decided_by=coordinator, decided_at=midnight + DECIDED_AFTER,
    )  # fmt: skip
