"""Where the portal says each row of the report's register: `docs/report-2017.md` is made here.

`python -m tests.write_report_register` writes the table, `tests/report/test_register_table.py` opens every
address of it again.
"""

import csv
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from pathlib import Path

from django.conf import settings

from pakt.models import Programme, Project
from portal.report_facts import REPORT_2017
from taskforce.models import Body
from tests.culture_sport import test_facts as culture_sport
from tests.fim import test_facts as fim
from tests.pakt import test_facts as pakt
from tests.register import Fact, facts, pieces_of, unread
from tests.taskforce import test_register_on_pages as task_force
from tests.volunteering import test_facts as volunteering

REGISTER = REPORT_2017 / "register.csv"
TABLE = Path(settings.BASE_DIR) / "docs" / "report-2017.md"
ROW = re.compile(r"^\| (F\d{3}) \|.*\| (/\S*(?: · /\S*)*) \|$", re.MULTILINE)
NOTHING = "–"

# What a reader sees of chapter 1; the areas' own tests know what one sees of the other chapters.
HOUSING = {
    "figures": ("value_text", "scope"),
    "statements": ("text",),
    "claims": ("text",),
    "allocation_shares": ("of_what",),
}
REPORT = ("Ausführlicher Bericht",)
# What is no figure and no statement: the report itself, a paper that it names, the city.
NAMED = {
    "F001": Fact(REPORT, ()),
    "F012": Fact(("GRDrs 429/2016",), REPORT),
    "F016": Fact(("Landeshauptstadt Stuttgart",), REPORT),
}
HEAD = """# The report of 2017, row by row

Every fact of the final report that the register lists, and the page of the portal on which it stands beside
its source. Made by `python -m tests.write_report_register`; `tests/report/test_register_table.py` opens each
address and looks for the row. The register's quotations are left out: the portal keeps facts, not sentences.

| row | chapter | kind | value | unit | as of | address |
| --- | --- | --- | --- | --- | --- | --- |
"""


def known_facts() -> Mapping[str, list[Fact]]:
    """Number of the register → what each of its rows says, and beside which source."""
    found: dict[str, list[Fact]] = defaultdict(list)
    housing = facts(REPORT_2017, HOUSING)
    for number in (f"F{place:03}" for place in range(1, 27)):
        found[number] += housing.get(number, [])
    for number, fact in NAMED.items():
        found[number] = [fact]
    for area in (task_force, volunteering, culture_sport, fim, pakt):
        for number, said in area.FACTS.items():
            if number.startswith("F") and int(number[1:4]) > 26:
                found[number] += said
    return found


def addresses() -> list[str]:
    """Pages where facts are read, each chapter before the pages below it."""
    return [
        "/unterbringung/", "/arbeitsgruppen/", "/engagement/", "/kultur-und-sport/", "/fim/", "/pakt/",
        "/arbeitsgruppen/ueberfuehrungen/",
        *(f"/arbeitsgruppen/{body.slug}/" for body in Body.objects.all()),
        *(f"/pakt/{programme.slug}/" for programme in Programme.objects.all()),
        *(f"/pakt/{one.programme.slug}/{one.slug}/" for one in Project.objects.select_related("programme")),
    ]  # fmt: skip


def found_at(said: Iterable[Fact], pages: Mapping[str, list[str]]) -> list[str]:
    """The pages that together say all of it, as few as possible: one that says it whole, if there is one."""
    whole = [address for address, pieces in pages.items() if not unread(said, pieces)]
    if whole:
        return whole[:1]
    first = {
        next((address for address, pieces in pages.items() if not unread([fact], pieces)), NOTHING): None
        for fact in said
    }
    return list(first)


def table() -> str:
    known, pages = known_facts(), {address: pieces_of([address]) for address in addresses()}
    with REGISTER.open(encoding="utf-8", newline="") as file:
        lines = [line(row, found_at(known[row["no"]], pages)) for row in csv.DictReader(file)]
    return HEAD + "\n".join(lines) + "\n"


def line(row: Mapping[str, str], where: Iterable[str]) -> str:
    cells = (row["no"], row["chapter"], row["kind"], row["value"], row["unit"], row["as_of"])
    return f"| {' | '.join(cell.replace('|', '/') for cell in cells)} | {' · '.join(where) or NOTHING} |"


def listed_addresses() -> dict[str, list[str]]:
    """Number of the register → where the committed table says that it stands."""
    return {number: where.split(" · ") for number, where in ROW.findall(TABLE.read_text(encoding="utf-8"))}
