"""Who helps where: circles and initiatives that agreed to be named, by district and topic."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date

from portal.alphabet import alphabetical
from portal.cells import apart, key_of
from portal.dates import german_date
from portal.figures import Audience, Cell, Chapter, Column, Table
from portal.models import District
from volunteering.chapter import ADDRESS, AREA
from volunteering.models import Topic, VolunteerGroup

TITLE = "Freundeskreise und Initiativen finden"


def listed(as_of: date, district: District | None, topic: Topic | None) -> list[VolunteerGroup]:
    """Those that agreed, real ones first; None is every district and every topic."""
    groups = VolunteerGroup.objects.on(as_of).agreed().described()
    if district:
        groups = groups.filter(districts=district)
    if topic:
        groups = groups.filter(topics=topic)
    return sorted(groups, key=lambda group: (group.example, *alphabetical(group.name)))


def directory(as_of: date, audience: Audience, groups: Sequence[VolunteerGroup]) -> Chapter:
    """As a list to take along."""
    return Chapter(
        key=AREA, title=TITLE, address=f"{ADDRESS}verzeichnis/", as_of=as_of, audience=audience,
        lead=lead(groups), tables=tuple(apart(groups, directory_table)),
    )  # fmt: skip


def listed_tables(as_of: date, district: District) -> Iterable[Table]:
    """Those of a district."""
    found = apart(listed(as_of, district, None), directory_table)
    return (replace(table, caption="Freundeskreise und Initiativen") for table in found)


def lead(groups: Sequence[VolunteerGroup]) -> str:
    match len(groups):
        case 0:
            return "Dazu ist keine Gruppe eingetragen, die genannt werden möchte."
        case 1:
            return "Eine Gruppe passt."
        case number:
            return f"{number} Gruppen passen."


def directory_table(groups: Sequence[VolunteerGroup], example: bool) -> Table:
    return Table(
        key=key_of("freundeskreise", example),
        caption=TITLE,
        columns=(
            Column("name", "Name"),
            Column("art", "Art"),
            Column("stadtbezirke", "Stadtbezirke"),
            Column("themen", "Themen"),
            Column("kontakt", "Kontakt"),
            Column("webseite", "Webseite"),
            Column("bestaetigt", "zuletzt bestätigt"),
        ),
        rows=tuple(
            (
                Cell(group.name),
                Cell(group.get_kind_display()),
                Cell(", ".join(map(str, group.districts.all()))),
                Cell(", ".join(map(str, group.topics.all()))),
                Cell(group.contact),
                Cell(group.website),
                Cell(german_date(group.confirmed_on) if group.confirmed_on else "k. A."),
            )
            for group in groups
        ),
        example=example,
    )
