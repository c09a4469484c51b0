"""What the page of a delivery shows: before the confirmation and after it."""

from dataclasses import dataclass
from datetime import date

from accommodation.imports import DeliveryCheck
from accommodation.models import Occupancy, Shelter
from portal.dates import german_date
from portal.inbox.columns import column_answers
from portal.models import Delivery, User
from portal.releases import State


def preview_of(check: DeliveryCheck, limit: int) -> dict[str, object]:
    """New and changed rows first: they are what the reader decides about."""
    order = {"changed": 0, "new": 1, "unchanged": 2}
    rows = sorted(check.rows, key=lambda row: order[row.status])
    return {
        "check": check,
        "columns": column_answers(check.questions),
        "rows": rows[:limit],
        "hidden_rows": max(0, len(rows) - limit),
    }


@dataclass(frozen=True)
class WrittenRow:
    """A row of a delivery beside what counted before it, as far as this reader may see that."""

    shelter: Shelter
    as_of: date
    occupied: int | None
    capacity: int | None
    previous: Occupancy | None

    @property
    def status(self) -> str:
        return "changed" if self.previous else "new"


def written_rows(delivery: Delivery, user: User, limit: int) -> dict[str, object]:
    """Until the decision beside what counts today, after it beside what was replaced."""
    rows = delivery.occupancies.select_related("shelter").order_by("sheet", "row")
    visible = Occupancy.objects.visible_to(user)
    waiting = delivery.state == State.SUBMITTED
    before = visible.current().of_same_dates(rows) if waiting else visible.filter(replaced_by__in=rows)
    known = {(one.shelter_id, one.as_of): one for one in before}
    shown = [
        WrittenRow(row.shelter, row.as_of, row.occupied, row.capacity, known.get((row.shelter_id, row.as_of)))
        for row in rows[:limit]
    ]
    return {"rows": shown, "hidden_rows": max(0, rows.count() - limit)}


def recognised(delivery: Delivery, check: DeliveryCheck | None) -> list[tuple[str, str]]:
    """Pairs of label and text: first what is known of the file, then how it was read."""
    pairs = [("Träger", delivery.sender.name), ("Datei", delivery.file_name)]
    if delivery.first_as_of:
        pairs.append(("Stichtag", as_of_text(delivery)))
    return pairs + (list(check.recognised) if check else [])


def as_of_text(delivery: Delivery) -> str:
    first, last = german_date(delivery.first_as_of), german_date(delivery.last_as_of)
    return first if first == last else f"{first} bis {last}"
