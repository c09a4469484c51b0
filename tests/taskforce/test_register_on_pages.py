"""Every row of the register about chapters 2 and 7 can be read on a page, beside its own source."""

import re
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

# With what chapter 1 says about the task force.
NUMBERS = [f"F{number:03}" for number in (*range(27, 60), *range(233, 270))]
TITLES = {"bericht": "Ausführlicher Bericht"}  # a paper is called by its number

# What a reader sees of a row: its own words or its name.
SAID_BY = {
    "bodies": "name",
    "memberships": "organisation",
    "consultations": "paper",
    "service_centres": "name",
    "handovers": "subject",
    "measures": "title",
    "goals": "text",
    "statements": "text",
    "figures": "scope",
}
# Where one row, statement or figure of a page begins.
PIECE = re.compile(r"<(?:tr|li|article)\b")


def facts() -> dict[str, list[tuple[str, tuple[str, ...]]]]:
    """Number of the register → what each of its rows says, and how its source is written."""
    found = defaultdict(list)
    for kind, key in SAID_BY.items():
        for rows in tomllib.loads((REPORT_2017 / f"{kind}.toml").read_text("utf-8")).values():
            for row in rows:
                for number in row.get("register", []):
                    found[number].append((row[key], source(row)))
                for unit in row.get("unit", []):
                    found[unit["register"][0]].append((unit["organisation"], source(row)))
    return found


def source(row: dict) -> tuple[str, ...]:
    cited = row["citation"]
    known = [cited.get("chapter"), cited.get("locator"), cited.get("as_printed"), TITLES.get(cited["source"])]
    return tuple(text for text in known if text)


FACTS = facts()


@pytest.fixture(scope="module")
def pieces(django_db_setup, django_db_blocker) -> Iterator[list[str]]:
    """What a member of the council reads: the two chapters, the hand-overs, every body."""
    with django_db_blocker.unblock(), transaction.atomic():
        call_command("load_report", verbosity=0)
        client = Client()
        client.force_login(people.rosa())
        addresses = ["/unterbringung/", "/arbeitsgruppen/", "/arbeitsgruppen/ueberfuehrungen/"]
        addresses += [f"/arbeitsgruppen/{slug}/" for slug in Body.objects.values_list("slug", flat=True)]
        pages = [unescape(client.get(address).content.decode()) for address in addresses]
        yield [piece for page in pages for piece in PIECE.split(page)]
        transaction.set_rollback(True)


@pytest.mark.django_db
@pytest.mark.parametrize("number", NUMBERS)
def test_a_row_of_the_register_is_read_on_a_page_beside_its_source(pieces, number):
    assert FACTS[number]
    unread = [
        fact
        for fact in FACTS[number]
        if not any(fact[0] in piece and all(part in piece for part in fact[1]) for piece in pieces)
    ]
    assert unread == []
