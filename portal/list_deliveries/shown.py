"""What the page of a delivered list shows: each row beside what counted before it."""

from dataclasses import dataclass
from datetime import date

from portal.figures import NO_DATA
from portal.list_deliveries import DeliveredList
from portal.list_deliveries.checking import ListCheck
from portal.list_deliveries.choices import Choice
from portal.models import Delivery
from portal.models.delivered import DeliveredNumbers
from portal.numbers import german
from portal.releases import State

NEW, CHANGED, UNCHANGED = "neu", "geändert", "unverändert"
WORDS = {"new": NEW, "changed": CHANGED, "unchanged": UNCHANGED}
ORDER = (CHANGED, NEW, UNCHANGED)


@dataclass(frozen=True)
class ShownValue:
    """A number or a choice. `before` is empty where nothing counted, or the same."""

    now: str
    before: str


@dataclass(frozen=True)
class ShownRow:
    subject: str
    as_of: date
    numbers: list[ShownValue]
    choices: list[ShownValue]
    status: str
    place: str
    remark: str


def text_of(number: int | None) -> str:
    return NO_DATA if number is None else german(number)


def shown_number(now: int | None, row: DeliveredNumbers | None, field: str) -> ShownValue:
    before = "" if row is None or getattr(row, field) == now else text_of(getattr(row, field))
    return ShownValue(text_of(now), before)


def shown_choice(now: str, row: DeliveredNumbers | None, choice: Choice) -> ShownValue:
    before = getattr(row, choice.field, now)
    return ShownValue(choice.label(now), "" if before == now else choice.label(before))


def place_in_file(sheet: str, row: int) -> str:
    return f"Blatt „{sheet}“, Zeile {row}" if sheet else f"Zeile {row}"


def checked_rows(about: DeliveredList, check: ListCheck) -> list[ShownRow]:
    """What changes first: that is what the reader decides about."""
    rows = [
        ShownRow(
            str(one.subject), one.as_of,
            [shown_number(now, one.previous, field) for field, now in one.numbers.items()],
            [shown_choice(one.choices[choice.field], one.previous, choice) for choice in about.choices],
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
    undecided = delivery.state == State.SUBMITTED
    subjects, days = (getattr(row, f"{about.subject}_id") for row in rows), (row.as_of for row in rows)
    today = about.counting(subjects, days) if undecided else {}
    return [written_row(about, row, today.get(about.key_of(row), row.replaces)) for row in rows]


def written_row(about: DeliveredList, row: DeliveredNumbers, before: DeliveredNumbers | None) -> ShownRow:
    return ShownRow(
        str(getattr(row, about.subject)), row.as_of,
        [shown_number(getattr(row, field), before, field) for field in about.numbers],
        [shown_choice(getattr(row, choice.field), before, choice) for choice in about.choices],
        CHANGED if before else NEW, place_in_file(row.sheet, row.row), row.remark,
    )  # fmt: skip
