"""What the page of a delivery shows: before the confirmation and after it."""

from dataclasses import dataclass
from datetime import date

from django.core.signing import Signer
from django.utils.crypto import constant_time_compare

from accommodation.imports import CheckedRow, DeliveryCheck
from accommodation.models import Occupancy, Shelter, place_in_file
from portal.dates import german_date
from portal.inbox.columns import column_answers
from portal.models import Delivery, User
from portal.numbers import signed
from portal.releases import State


@dataclass(frozen=True)
class ShownRow:
    """A row beside what counted before it, as far as this reader may see that. `key`: of the written
    statement, None before the confirmation. `asked`: a trace led the reader here."""

    shelter: Shelter
    as_of: date
    occupied: int | None
    capacity: int | None
    previous: Occupancy | None
    status: str
    place: str
    comment: str = ""
    key: int | None = None
    asked: bool = False

    @property
    def changed(self) -> bool:
        """Whether the number is another one than before."""
        before = self.previous
        return self.status == "changed" and before is not None and before.occupied != self.occupied

    @property
    def difference(self) -> str:
        """„+12“; empty where there is nothing to compare."""
        if self.previous is None or self.occupied is None or self.previous.occupied is None:
            return ""
        return signed(self.occupied - self.previous.occupied)


def preview_of(check: DeliveryCheck, limit: int) -> dict[str, object]:
    """New and changed rows first: they are what the reader decides about."""
    order = {"changed": 0, "new": 1, "unchanged": 2}
    rows = sorted(check.rows, key=lambda row: order[row.status])
    return {
        "check": check,
        "columns": column_answers(check.questions),
        "rows": [checked(row) for row in rows[:limit]],
        "hidden_rows": max(0, len(rows) - limit),
    }


def checked(row: CheckedRow) -> ShownRow:
    return ShownRow(
        shelter=row.shelter,
        as_of=row.as_of,
        occupied=row.occupied,
        capacity=row.capacity,
        previous=row.previous,
        status=row.status,
        place=place_in_file(row.sheet, row.row),
    )


def written_rows(delivery: Delivery, user: User, limit: int, asked: str) -> dict[str, object]:
    """Until the decision beside what counts today, after it beside what was replaced. The row that was
    `asked` for by its key comes first, however long the list is."""
    rows = delivery.occupancies.select_related("shelter").order_by("sheet", "row")
    key = int(asked) if asked.isdecimal() and len(asked) < 19 else None
    wanted = list(rows.filter(pk=key)) if key else []
    visible = Occupancy.objects.visible_to(user)
    waiting = delivery.state == State.SUBMITTED
    before = visible.current().of_same_dates(rows) if waiting else visible.filter(replaced_by__in=rows)
    known = {(one.shelter_id, one.as_of): one for one in before}
    listed = [*wanted, *rows.exclude(pk__in=[one.pk for one in wanted])[:limit]]
    shown = [written(row, known.get((row.shelter_id, row.as_of)), row.pk == key) for row in listed]
    return {"rows": shown, "hidden_rows": max(0, rows.count() - len(shown))}


def written(row: Occupancy, previous: Occupancy | None, asked: bool) -> ShownRow:
    return ShownRow(
        shelter=row.shelter,
        as_of=row.as_of,
        occupied=row.occupied,
        capacity=row.capacity,
        previous=previous,
        status="changed" if previous else "new",
        place=place_in_file(row.sheet, row.row),
        comment=row.comment,
        key=row.pk,
        asked=asked,
    )


def preview_token(user: User, pk: int) -> str:
    """Proves that this person was shown this preview, also when it is there no more."""
    return Signer(salt="deliveries.preview").sign(f"{user.pk}-{pk}")


def is_preview_token(token: str, user: User, pk: int) -> bool:
    return constant_time_compare(token, preview_token(user, pk))


def recognised(delivery: Delivery, check: DeliveryCheck | None) -> list[tuple[str, str]]:
    """Pairs of label and text: first what is known of the file, then how it was read."""
    pairs = [("Träger", delivery.sender.name)]
    if delivery.way != Delivery.Way.NOTHING:
        pairs.append(("Datei", delivery.file_name))
    if delivery.first_as_of:
        pairs.append(("Stichtag", as_of_text(delivery)))
    # Nobody who filled in the form needs to know how its file was read.
    return pairs + (list(check.recognised) if check and delivery.way == Delivery.Way.FILE else [])


def as_of_text(delivery: Delivery) -> str:
    first, last = german_date(delivery.first_as_of), german_date(delivery.last_as_of)
    return first if first == last else f"{first} bis {last}"
