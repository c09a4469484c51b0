"""Loads invented shelters of invented operators with what they reported, and invented rows of every
chapter; can be repeated.

The figures stand in fixtures/example/occupancy.csv. They are taken over as real ones are: each
operator sends one file a month, which is kept; one account submits it and another releases it.
The calendar's dates are those of fixtures/example/reporting_dates.csv: nobody has reported yet for the
last one, and some files came late.
"""

import csv
import hashlib
import io
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.db.models import F
from django.utils import timezone

from accommodation.imports.shelter_list import ShelterLine, read_shelter_list
from accommodation.masterdata import take_over
from accommodation.models import Occupancy, Shelter
from portal.dates import german_date
from portal.models import Delivery, Organisation, ReportingDate, ReportingRule, User
from portal.releases import State
from portal.report_facts.culture_sport import load_invented_culture_sport
from portal.report_facts.invented import load_invented
from portal.report_facts.invented_balance import load_invented_balance
from portal.report_facts.invented_contacts import load_invented_contacts
from portal.report_facts.invented_council import load_invented_requests
from portal.report_facts.invented_fim import load_invented_places
from portal.report_facts.invented_volunteering import load_invented_volunteering
from portal.report_facts.pakt import load_invented_programmes

EXAMPLE = settings.BASE_DIR / "fixtures" / "example"
NO_ANSWER = "k. A."
SENT_AFTER = timedelta(days=6)  # after the reporting date, and so in time
LATE = {("Beispielträger Süd", date(2017, 2, 28)), ("Beispielträger Ost", date(2017, 6, 30))}
SENT_LATE_AFTER = timedelta(days=24)
COLUMNS = ("Schlüssel", "Unterkunft", "Stichtag", "Plätze", "Belegt")


@dataclass(frozen=True)
class Report:
    """What an operator says of one shelter; `occupied` None means „keine Angabe“."""

    line: ShelterLine
    as_of: date
    occupied: int | None

    @property
    def cells(self) -> tuple[str | int | None, ...]:
        occupied = NO_ANSWER if self.occupied is None else self.occupied
        return self.line.code, self.line.name, german_date(self.as_of), self.line.places, occupied


class Command(BaseCommand):
    help = "Lädt erfundene Unterkünfte und Belegungen zum Ausprobieren. Kann wiederholt werden."

    @transaction.atomic
    def handle(self, **options: object) -> None:
        try:
            lines = read_shelter_list((EXAMPLE / "shelters.csv").read_bytes())
        except ValidationError as error:
            raise CommandError("\n".join(error.messages)) from error
        shelters = open_missing(lines)
        deliveries = deliver_missing(lines)
        ahead = load_ahead()
        dates = fill_calendar()
        groups = load_groups()
        circles = load_circles()
        places = load_places()
        programmes = load_invented_programmes(EXAMPLE / "pakt").created
        requests = load_requests()
        contacts = load_invented_contacts(EXAMPLE / "contacts.csv")
        sports = load_invented_culture_sport(EXAMPLE / "culture_sport").created
        self.stdout.write(
            f"Beispieldaten (erfunden): {shelters} Unterkünfte und {deliveries} Meldungen neu, "
            f"{dates} Stichtage im Meldekalender, {groups} Einträge zu Arbeitsgruppen, "
            f"{circles} zum Engagement, {sports} zu Kultur und Sport, {places} zu FIM-Plätzen, "
            f"{programmes} zu Förderprogrammen, {requests} zu Anträgen und Anfragen, "
            f"{ahead} zur Platzbilanz, {contacts} Ansprechpersonen."
        )


def open_missing(lines: list[ShelterLine]) -> int:
    """How many shelters were new. What is there stays, whatever people made of it."""
    known = set(Shelter.objects.values_list("code", flat=True))
    return take_over([line for line in lines if line.code not in known], example=True).new


def deliver_missing(lines: list[ShelterLine]) -> int:
    """How many deliveries were new."""
    senders = Organisation.objects.in_bulk({line.operator for line in lines}, field_name="name")
    known = set(
        Delivery.objects.of_occupancy().filter(example=True).values_list("sender__name", "first_as_of")
    )
    missing = {key: reports for key, reports in reports_by_delivery(lines).items() if key not in known}
    deliveries = Delivery.objects.bulk_create(
        released_delivery(senders[sender], as_of, reports) for (sender, as_of), reports in missing.items()
    )
    shelters = Shelter.objects.in_bulk(field_name="code")
    Occupancy.objects.bulk_create(
        occupancy(report, shelters[report.line.code], delivery, row)
        for delivery, reports in zip(deliveries, missing.values(), strict=True)
        for row, report in enumerate(reports, start=2)
    )
    # The database stamped the moment of loading.
    Delivery.objects.filter(pk__in=[one.pk for one in deliveries]).update(created_at=F("submitted_at"))
    return len(deliveries)


def fill_calendar() -> int:
    """How many reporting dates were new. A rule and a date that are there stay as they are. Both hold for
    everybody, so beside real shelters neither is made up."""
    if Shelter.objects.invented(False).exists():
        return 0
    ReportingRule.objects.get_or_create(
        kind=Delivery.Kind.OCCUPANCY,
        defaults={"carried_days": 45, "remind_days_before": 3, "remind_days_after": 1},
    )
    with (EXAMPLE / "reporting_dates.csv").open(encoding="utf-8", newline="") as file:
        return sum(enter(row) for row in csv.DictReader(file, delimiter=";"))


def enter(row: dict[str, str]) -> bool:
    """Whether the date was new."""
    closed = {
        "closed_on": row["closed_on"],
        "closed_by": account("beispiel-koordination@portal.example", "Beispiel Freigabe"),
        "closed_reason": row["closed_reason"],
    }
    _, new = ReportingDate.objects.of_occupancy().get_or_create(
        as_of=row["as_of"], defaults={"due_on": row["due_on"], **(closed if row["closed_on"] else {})}
    )
    return new


def reports_by_delivery(lines: list[ShelterLine]) -> dict[tuple[str, date], list[Report]]:
    """Each operator sends one file for each reporting date."""
    found = defaultdict(list)
    for report in reports({line.code: line for line in lines}):
        found[report.line.operator, report.as_of].append(report)
    return found


def reports(lines: dict[str, ShelterLine]) -> Iterator[Report]:
    """An empty cell: the shelter was not open, or its operator sent nothing."""
    with (EXAMPLE / "occupancy.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file, delimiter=";"):
            line = lines[row.pop("code")]
            for as_of, cell in row.items():
                if cell:
                    occupied = None if cell == NO_ANSWER else int(cell)
                    yield Report(line, date.fromisoformat(as_of), occupied)


def as_file(reports: list[Report]) -> bytes:
    """As spreadsheet programs save it: semicolons, byte order mark."""
    text = io.StringIO()
    writer = csv.writer(text, delimiter=";")
    writer.writerow(COLUMNS)
    writer.writerows(report.cells for report in reports)
    return text.getvalue().encode("utf-8-sig")


def released_delivery(sender: Organisation, as_of: date, reports: list[Report]) -> Delivery:
    data = as_file(reports)
    name = f"Belegung {sender.name} {as_of:%Y-%m}.csv"
    sent = sent_at(sender, as_of)
    by = account("beispiel-traeger@portal.example", "Beispiel Meldung")
    decided_by = account("beispiel-koordination@portal.example", "Beispiel Freigabe")
    return Delivery(
        sender=sender,
        created_by=by,
        file=ContentFile(data, name),
        file_name=name,
        sha256=hashlib.sha256(data).hexdigest(),
        size=len(data),
        first_as_of=as_of,
        last_as_of=as_of,
        counts={"new": len(reports), "changed": 0, "unchanged": 0, "skipped": 0},
        example=True,
        state=State.RELEASED,
        submitted_by=by,
        submitted_at=sent,
        decided_by=decided_by,
        decided_at=sent + timedelta(days=1),
    )


def sent_at(sender: Organisation, as_of: date) -> datetime:
    late = (sender.name, as_of) in LATE
    day = as_of + (SENT_LATE_AFTER if late else SENT_AFTER)
    return timezone.make_aware(datetime.combine(day, time(9, 30)))


def load_ahead() -> int:
    """How many invented openings and scenarios were new."""
    return load_invented_balance(
        EXAMPLE / "accommodation",
        editor=account("beispiel-berichte@portal.example", "Beispiel Berichte"),
        coordinator=account("beispiel-koordination@portal.example", "Beispiel Freigabe"),
    )


def load_groups() -> int:
    """How many rows about invented working groups were new."""
    outcome = load_invented(
        EXAMPLE / "taskforce",
        speaker=account("beispiel-sprecher@portal.example", "Beispiel Sprecherin"),
        coordinator=account("beispiel-koordination@portal.example", "Beispiel Freigabe"),
    )
    return outcome.created


def load_places() -> int:
    """How many rows about invented FIM places were new."""
    return load_invented_places(
        EXAMPLE / "fim",
        sender=account("beispiel-traeger@portal.example", "Beispiel Meldung"),
        coordinator=account("beispiel-koordination@portal.example", "Beispiel Freigabe"),
    )


def load_circles() -> int:
    """How many rows about invented circles were new."""
    outcome = load_invented_volunteering(
        EXAMPLE / "volunteering",
        editor=account("beispiel-ehrenamt@portal.example", "Beispiel Ehrenamt"),
        sender=account("beispiel-traeger@portal.example", "Beispiel Meldung"),
        coordinator=account("beispiel-koordination@portal.example", "Beispiel Freigabe"),
    )
    return outcome.created


def load_requests() -> int:
    """How many invented motions and questions, and groups that ask them, were new."""
    outcome = load_invented_requests(
        EXAMPLE / "council",
        coordinators=(
            account("beispiel-berichte@portal.example", "Beispiel Berichte"),
            account("beispiel-koordination@portal.example", "Beispiel Freigabe"),
        ),
    )
    return outcome.created


def account(email: str, name: str) -> User:
    """It never signs in: without password and not active."""
    known = User.objects.filter(email=email).first()
    return known or User.objects.create_user(email, name=name, is_active=False)


def occupancy(report: Report, shelter: Shelter, delivery: Delivery, row: int) -> Occupancy:
    missing = report.occupied is None
    return Occupancy(
        shelter=shelter,
        as_of=report.as_of,
        occupied=report.occupied,
        capacity=report.line.places,
        quality=Occupancy.Quality.MISSING if missing else Occupancy.Quality.REPORTED,
        delivery=delivery,
        row=row,
        current=True,
    )
