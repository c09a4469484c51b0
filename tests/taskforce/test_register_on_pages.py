"""Every number of the register about chapters 2 and 7 can be read on a page, with its source."""

import tomllib
from collections import defaultdict
from collections.abc import Iterator
from html import unescape

import pytest
from django.core.management import call_command
from django.db import transaction
from django.test import Client

from portal.report_facts import REPORT_2017
from taskforce.models import Body
from tests import people

NUMBERS = [f"F{number:03}" for number in (*range(34, 60), *range(233, 270))]
SOURCES = ("Ausführlicher Bericht", "GRDrs 532/2017", "GRDrs 429/2016", "Niederschrift")

# What a reader sees of a row: its own words or its name.
SAID_BY = {
    "bodies": ("name",),
    "memberships": ("organisation",),
    "service_centres": ("name",),
    "unit": ("organisation",),
    "handovers": ("subject",),
    "measures": ("title",),
    "goals": ("text",),
    "statements": ("text",),
    "figures": ("value_text", "scope"),
}


def words() -> dict[str, set[str]]:
    """Number of the register → what its rows say."""
    found = defaultdict(set)

    def note(kind: str, row: dict) -> None:
        for number in row.get("register", []):
            found[number] |= {row[key] for key in SAID_BY[kind]}
        for unit in row.get("unit", []) if kind == "service_centres" else []:
            note("unit", unit)

    for kind in SAID_BY.keys() - {"unit"}:
        for rows in tomllib.loads((REPORT_2017 / f"{kind}.toml").read_text("utf-8")).values():
            for row in rows:
                note(kind, row)
    return found


WORDS = words()


@pytest.fixture(scope="module")
def pages(django_db_setup, django_db_blocker) -> Iterator[list[str]]:
    """What a member of the council reads: the chapter, the hand-overs, every body."""
    with django_db_blocker.unblock(), transaction.atomic():
        call_command("load_report", verbosity=0)
        client = Client()
        client.force_login(people.rosa())
        addresses = ["/arbeitsgruppen/", "/arbeitsgruppen/ueberfuehrungen/"]
        addresses += [f"/arbeitsgruppen/{slug}/" for slug in Body.objects.values_list("slug", flat=True)]
        yield [unescape(client.get(address).content.decode()) for address in addresses]
        transaction.set_rollback(True)


@pytest.mark.django_db
@pytest.mark.parametrize("number", NUMBERS)
def test_a_number_of_the_register_is_read_on_a_page_with_its_source(pages, number):
    found = [page for page in pages if any(said in page for said in WORDS[number])]
    assert any(source in page for page in found for source in SOURCES), WORDS[number]
