"""Every row of the register about chapters 2 and 7 can be read on a page, beside its own source."""

import tomllib
from collections.abc import Iterator

import pytest
from django.db import transaction

from portal.report_facts import REPORT_2017
from taskforce.models import Body
from tests.register import Fact, facts, pieces_of, source, unread
from tests.the_report import load_the_report

# With what chapter 1 says about the task force.
NUMBERS = [f"F{number:03}" for number in (*range(27, 60), *range(233, 270))]

# What a reader sees of a row: its own words or its name.
SAID_BY = {
    "bodies": ("name",),
    "memberships": ("organisation",),
    "consultations": ("paper",),
    "service_centres": ("name",),
    "handovers": ("subject",),
    "measures": ("title",),
    "goals": ("text",),
    "statements": ("text",),
    "figures": ("scope",),
}


def units() -> Iterator[tuple[str, Fact]]:
    """Those of the service centre stand in its row and share its source."""
    for rows in tomllib.loads((REPORT_2017 / "service_centres.toml").read_text("utf-8")).values():
        for row in rows:
            for unit in row["unit"]:
                yield unit["register"][0], Fact((unit["organisation"],), source(row))


FACTS = facts(REPORT_2017, SAID_BY)
for number, fact in units():
    FACTS[number].append(fact)


@pytest.fixture(scope="module")
def pieces(django_db_setup, django_db_blocker) -> Iterator[list[str]]:
    """What a member of the council reads: the two chapters, the hand-overs, every body."""
    with django_db_blocker.unblock(), transaction.atomic():
        load_the_report()
        addresses = ["/unterbringung/", "/arbeitsgruppen/", "/arbeitsgruppen/ueberfuehrungen/"]
        addresses += [f"/arbeitsgruppen/{slug}/" for slug in Body.objects.values_list("slug", flat=True)]
        yield pieces_of(addresses)
        transaction.set_rollback(True)


@pytest.mark.django_db
@pytest.mark.parametrize("number", NUMBERS)
def test_a_row_of_the_register_is_read_on_a_page_beside_its_source(pieces, number):
    assert FACTS[number]
    assert unread(FACTS[number], pieces) == []
