"""docs/report-2017.md says where each row of the register stands; every address of it is opened here."""

import csv
from collections.abc import Iterator

import pytest
from django.db import transaction

from tests.register import pieces_of, unread
from tests.report_register import REGISTER, known_facts, listed_addresses
from tests.the_report import load_the_report

pytestmark = [pytest.mark.django_db, pytest.mark.once]

FACTS = known_facts()
LISTED = listed_addresses()


@pytest.fixture(scope="module")
def pages(django_db_setup, django_db_blocker) -> Iterator[dict[str, list[str]]]:
    """Address of the table → what a member of the council reads there."""
    with django_db_blocker.unblock(), transaction.atomic():
        load_the_report()
        yield {
            address: pieces_of([address]) for address in {one for where in LISTED.values() for one in where}
        }
        transaction.set_rollback(True)


def test_all_269_rows_have_an_address():
    with REGISTER.open(encoding="utf-8", newline="") as file:
        assert list(LISTED) == [row["no"] for row in csv.DictReader(file)]
    assert len(LISTED) == 269


def test_the_committed_register_quotes_nothing():
    assert REGISTER.read_text(encoding="utf-8").splitlines()[0] == "no,chapter,kind,value,unit,as_of"


@pytest.mark.parametrize("number", LISTED)
def test_a_row_is_read_at_its_address_beside_its_source(pages, number):
    assert FACTS[number]
    assert unread(FACTS[number], [piece for address in LISTED[number] for piece in pages[address]]) == []
