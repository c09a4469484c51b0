"""Invented contact persons of invented operators, so that their pages can be tried out."""

import csv
from datetime import timedelta
from pathlib import Path

from django.utils import timezone

from portal.models import ContactPerson, Organisation
from portal.models.contacts import last_day_for


def load_invented_contacts(path: Path) -> int:
    """How many were new. They agreed so long before today as the file says: one is always to be confirmed."""
    with path.open(encoding="utf-8", newline="") as file:
        return sum(enter(row) for row in csv.DictReader(file, delimiter=";"))


def enter(row: dict[str, str]) -> bool:
    """Whether it was new. Real organisations get none, whatever they are called."""
    organisation = Organisation.objects.filter(name=row["organisation"], example=True).first()
    if organisation is None:
        return False
    agreed_on = timezone.localdate() - timedelta(days=int(row["confirmed_days_ago"]))
    _, new = ContactPerson.objects.get_or_create(
        organisation=organisation,
        function=row["function"],
        defaults={
            **{field: row[field] for field in ("name", "email", "phone", "covers")},
            "consent_on": agreed_on,
            "consent_by": ContactPerson.Way.LETTER,
            "confirmed_on": agreed_on,
            "delete_on": last_day_for(agreed_on),
        },
    )
    return new
