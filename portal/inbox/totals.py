"""What the numbers of a delivery come to, and what its sender still lacks: for who is to confirm or release
them."""

from collections.abc import Mapping
from datetime import date

from accommodation.imports import DeliveryCheck
from accommodation.models import Occupancy, Shelter
from accommodation.reporting import missing_shelters
from portal.dates import german_date
from portal.models import Delivery, Organisation, ReportingDate
from portal.numbers import german, signed

NAMED_SHELTERS, NAMED_DAYS = 5, 6

Sums = Mapping[str, int | date | None]  # see OccupancyQuerySet.last_day_beside_the_one_before


def totals_of_preview(check: DeliveryCheck, sender: Organisation) -> list[tuple[str, str]]:
    """Label and text: the sum of the list on each of its newest days, and which shelters are left without a
    number on the last."""
    days = sorted({row.as_of for row in check.rows}, reverse=True)
    sums = [
        (f"Zusammen am {german_date(day)}", persons_text(sums_of(numbers_on(check, day), sender, day)))
        for day in days[:NAMED_DAYS]
    ]
    more = [("Weitere Stichtage", german(len(days) - NAMED_DAYS))] if len(days) > NAMED_DAYS else []
    return [*sums, *more, *(left_out(check, sender, days[0]) if days else [])]


def numbers_on(check: DeliveryCheck, day: date) -> dict[int, int]:
    """By the key of the shelter; without those of which the list says that nobody knows."""
    return {
        row.shelter.pk: row.occupied for row in check.rows if row.as_of == day and row.occupied is not None
    }


def left_out(check: DeliveryCheck, sender: Organisation, day: date) -> list[tuple[str, str]]:
    """Nothing for a day that the calendar does not know."""
    calendar = ReportingDate.objects.of_occupancy().filter(as_of=day).first()
    if calendar is None:
        return []
    known = numbers_on(check, day)
    missing = [one for one in missing_shelters(calendar, sender) if one.pk not in known]
    return [(f"Noch ohne Zahl am {german_date(day)}", missing_text(missing))]


def totals_of_written(delivery: Delivery) -> list[tuple[str, str]]:
    """What repeated a known number is not written, so this is the sum of the others."""
    sums = next(iter(Occupancy.objects.last_day_beside_the_one_before([delivery])), None)
    return [("Neue und geänderte Zahlen zusammen", persons_text(sums))]


def sums_of(numbers: Mapping[int, int], sender: Organisation, day: date) -> Sums | None:
    """Of the numbers of a day, by the key of the shelter, beside the sender's date before it."""
    if not numbers:
        return None
    before = list(Occupancy.objects.of_date_before(day, sender).values_list("as_of", "shelter", "occupied"))
    compared = {shelter: number for _, shelter, number in before if shelter in numbers}
    total_before = sum(compared.values())
    return {
        "persons": sum(numbers.values()),
        "shelters": len(numbers),
        "before_on": before[0][0] if before else None,
        "compared": len(compared),
        "total_before": total_before,
        "difference": sum(numbers[shelter] for shelter in compared) - total_before,
    }


def persons_text(sums: Sums | None) -> str:
    """„312 Personen in 4 Unterkünften, +12 gegenüber 31.07.2017 (300)“; says so where not all of them can be
    compared."""
    if sums is None:
        return "keine Zahl"
    persons = f"{german(sums['persons'])} Personen in {shelters_text(sums['shelters'])}"
    if sums["before_on"] is None:
        return f"{persons}, erste Meldung dieses Trägers"
    day = german_date(sums["before_on"])
    if not sums["compared"]:
        return f"{persons}, für den {day} keine Zahl dieser Unterkünfte"
    change = f"{persons}, {signed(sums['difference'])} gegenüber {day} ({german(sums['total_before'])})"
    if sums["compared"] == sums["shelters"]:
        return change
    compared = f"{german(sums['compared'])} von {german(sums['shelters'])}"
    return f"{change}, verglichen in {compared} Unterkünften, die auch damals gemeldet waren"


def shelters_text(count: int) -> str:
    return "einer Unterkunft" if count == 1 else f"{german(count)} Unterkünften"


def missing_text(missing: list[Shelter]) -> str:
    """„Haus Birke, Haus Linde und 3 weitere: zählen als nicht gemeldet“"""
    if not missing:
        return "keine Unterkunft"
    more = len(missing) - NAMED_SHELTERS
    named = ", ".join(one.name for one in missing[:NAMED_SHELTERS])
    verb = "zählt" if len(missing) == 1 else "zählen"
    return f"{named}{f' und {german(more)} weitere' if more > 0 else ''}: {verb} als nicht gemeldet"
