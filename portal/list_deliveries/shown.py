"""What the page of a delivered list shows: each row beside what counted before it."""

from dataclasses import dataclass
from datetime import date

from portal.list_deliveries import DeliveredList
from portal.list_deliveries.checking import ListCheck
from portal.models import Delivery
from portal.models.delivered import DeliveredNumbers
from portal.releases import State

NEW, CHANGED, UNCHANGED = "neu", "geändert", "unverändert"
WORDS = {"new": NEW, "changed": CHANGED, "unchanged": UNCHANGED}
ORDER = (CHANGED, NEW, UNCHANGED)


@dataclass(frozen=True)
class ShownNumber:
    """`before` is empty where nothing counted, or the same."""

    now: str
    before: str


@dataclass(frozen=True)
class ShownRow:
    subject: str
    as_of: date
    numbers: list[ShownNumber]
    status: str
    place: str
    remark: str


def text_of(number: int | None) -> str:
    return "k. A." if number is None else str(number)


def shown_number(now: int | None, row: DeliveredNumbers | None, field: str) -> ShownNumber:
    before = "" if row is None or getattr(row, field) == now else text_of(getattr(row, field))
    return ShownNumber(text_of(now), before)


def place_in_file(sheet: str, row: int) -> str:
    return f"Blatt „{sheet}“, Zeile {row}" if sheet else f"Zeile {row}"


def checked_rows(check: ListCheck) -> list[ShownRow]:
    """What changes first: that is what the reader decides about."""
    rows = [
        ShownRow(
            str(one.subject), one.as_of,
            [shown_number(now, one.previous, field) for field, now in one.numbers.items()],
            WORDS[one.status], place_in_file(one.row.sheet, one.row.number), one.remark,
        )
        for one in check.statements
    ]  # fmt: skip
    return sorted(rows, key=lambda row: ORDER.index(row.status))


def written_rows(about: DeliveredList, delivery: Delivery) -> list[ShownRow]:
    """Until the decision beside what counts today, after it beside what was replaced."""
    rows = list(
        about.model._default_manager.filter(delivery=delivery)
        .select_related(about.subject, "replaces")
        .order_by("sheet", "row")
    )
    today = current_beside(about, rows) if delivery.state == State.SUBMITTED else {}
    return [written_row(about, row, today.get(key_of(about, row), row.replaces)) for row in rows]


def written_row(about: DeliveredList, row: DeliveredNumbers, before: DeliveredNumbers | None) -> ShownRow:
    return ShownRow(
        str(getattr(row, about.subject)), row.as_of,
        [shown_number(getattr(row, field), before, field) for field in about.numbers],
        CHANGED if before else NEW, place_in_file(row.sheet, row.row), row.remark,
    )  # fmt: skip


def key_of(about: DeliveredList, row: DeliveredNumbers) -> tuple[int, date]:
    return getattr(row, f"{about.subject}_id"), row.as_of


def current_beside(
    about: DeliveredList, rows: list[DeliveredNumbers]
) -> dict[tuple[int, date], DeliveredNumbers]:
    current = about.model._default_manager.filter(
        current=True, as_of__in={row.as_of for row in rows},
        **{f"{about.subject}__in": {getattr(row, about.subject) for row in rows}},
    )  # fmt: skip
    return {key_of(about, one): one for one in current}
