"""Forty lists of somebody who had not seen the reader: each finds what its clerk expects.

What they are and how an expectation is written down stands in tests/unseen/README.md.
"""

import csv
import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.db import transaction

from accommodation.imports import CheckedRow, DeliveryCheck, check_delivery
from portal.models import Organisation
from tests.factories import DistrictFactory

UNSEEN = Path(__file__).parents[1] / "unseen"
SHELTERS = UNSEEN / "shelters.csv"
EXPECTATIONS = json.loads((UNSEEN / "expectations.json").read_text(encoding="utf-8"))
TODAY = date(2018, 7, 10)

pytestmark = [pytest.mark.django_db, pytest.mark.once, pytest.mark.usefixtures("_shelters")]


@pytest.fixture(scope="module")
def _shelters(django_db_setup, django_db_blocker):
    """Taken over once for all tests; nothing has been reported yet."""
    with SHELTERS.open(encoding="utf-8", newline="") as file:
        districts = {line["district"] for line in csv.DictReader(file, delimiter=";")}
    with django_db_blocker.unblock(), transaction.atomic():
        for name in districts:
            DistrictFactory(name=name)
        call_command("load_shelters", SHELTERS)
        yield
        transaction.set_rollback(True)


def by_file(expected: dict[str, Any]) -> str:
    return expected["file"]


def named(file: str) -> dict[str, Any]:
    return next(expected for expected in EXPECTATIONS if expected["file"] == file)


def deliver(expected: dict[str, Any]) -> DeliveryCheck:
    """As the operator uploads it; `as_of` is what stands in the form's field."""
    return check_delivery(
        (UNSEEN / expected["file"]).read_bytes(),
        expected["file"],
        sender=Organisation.objects.get(name=expected["operator"]),
        as_of=expected["as_of"] and date.fromisoformat(expected["as_of"]),
        today=TODAY,
    )


@pytest.mark.parametrize("expected", EXPECTATIONS, ids=by_file)
def test_an_unseen_list_is_read_as_its_clerk_expects(expected):
    found = deliver(expected)

    assert found.outcome in expected["outcome"]
    assert found.outcome == "rejected" or numbers(found) == expected_numbers(expected, found)
    assert unsaid(expected["must_mention"], found) == []
    assert betrayed(expected["must_not_mention"], found) == []
    assert all(message.text for message in found.messages)


def test_a_list_of_residents_is_not_stored():
    assert not deliver(named("27_Belegungsliste Rebenhang.xlsx")).storable


def test_every_file_has_its_expectation():
    files = {path.name for path in UNSEEN.glob("[0-9]*")}

    assert files == {one["file"] for one in EXPECTATIONS}
    assert len(files) == 40


Number = tuple[str, str, str, int | None, int | None, str]


def numbers(found: DeliveryCheck) -> list[Number]:
    return sorted((number_of(row) for row in found.rows), key=str)


def number_of(row: CheckedRow) -> Number:
    return (row.shelter.code, str(row.as_of), row.precision, row.occupied, row.capacity, str(row.quality))


def expected_numbers(expected: dict[str, Any], found: DeliveryCheck) -> list[Number]:
    """Where two readings are both sensible, the one that was found."""
    places = {(row.shelter.code, str(row.as_of)): row.capacity for row in found.rows}
    numbers = []
    for row in expected["rows"]:
        key = (row["shelter"], row["as_of"])
        if row.get("optional") and key not in places:
            continue
        unread = row.get("capacity_any") and places.get(key) is None
        capacity = None if unread else row["capacity"]
        numbers.append((*key, row["precision"], row["occupied"], capacity, row["quality"]))
    return sorted(numbers, key=str)


def unsaid(wanted: list[list[str]], found: DeliveryCheck) -> list[list[str]]:
    """Of each group of words one is enough. Only the texts count: the page shows these."""
    said = "\n".join(message.text for message in found.messages).casefold()
    return [words for words in wanted if not any(word.casefold() in said for word in words)]


def betrayed(unwanted: list[str], found: DeliveryCheck) -> list[str]:
    """Words that the portal would show or store."""
    said = [text for message in found.messages for text in (message.sheet, message.value, message.text)]
    kept = "\n".join([*said, *(row.remark for row in found.rows)]).casefold()
    return [word for word in unwanted if word.casefold() in kept]
