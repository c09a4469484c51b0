"""The coordinator's work list: needs, shelters without a circle, shelters with two coordinations."""

from collections.abc import Iterable, Sequence
from datetime import date

from portal.cells import apart, key_of
from portal.dates import german_date
from portal.figures import Audience, Cell, Chapter, Column, Table
from volunteering.chapter import ADDRESS, AREA
from volunteering.chapter.care import doubled_tables, without_group_tables
from volunteering.models import SupportNeed


def work_chapter(as_of: date) -> Chapter:
    """For the administration alone: it names shelters and whose need it is."""
    tables = (
        *apart(SupportNeed.objects.not_met(), need_list),
        *without_group_tables(as_of),
        *doubled_tables(as_of),
    )
    return Chapter(
        key=AREA, title="Arbeitsliste Engagement", address=f"{ADDRESS}arbeitsliste/", as_of=as_of,
        audience=Audience.INTERNAL, lead=lead(tables), tables=tables,
    )  # fmt: skip


def lead(tables: Sequence[Table]) -> str:
    """What waits, in one sentence."""
    needs, alone, doubled = (
        sum(len(table.rows) for table in tables if table.key in (key, key_of(key, True)))
        for key in ("offene-bedarfe", "ohne-freundeskreis", "zwei-koordinationen")
    )
    return (
        f"Nicht erfüllte Bedarfe: {needs}. Unterkünfte ohne Freundeskreis: {alone}, mit zwei "
        f"Koordinationen: {doubled}."
    )


def need_list(needs: Sequence[SupportNeed], example: bool) -> Table:
    return Table(
        key=key_of("offene-bedarfe", example),
        caption="Bedarfe, die noch nicht erfüllt sind",
        columns=(
            Column("bedarf", "worum es geht"),
            Column("dringlichkeit", "Dringlichkeit"),
            Column("art", "Art"),
            Column("gruppe", "Gruppe"),
            Column("stand", "Stand"),
            Column("gemeldet", "gemeldet am"),
        ),
        rows=tuple(
            (
                Cell(need.description, f"/admin/volunteering/supportneed/{need.pk}/change/"),
                Cell(need.get_urgency_display()),
                Cell(need.get_kind_display()),
                Cell(need.group.name),
                Cell(need.get_state_display()),
                Cell(german_date(need.reported_on)),
            )
            for need in needs
        ),
        example=example,
    )


def tables_called(chapter: Chapter, key: str) -> Iterable[Table]:
    """The real one and the invented one of a part."""
    return [table for table in chapter.tables if table.key in (key, key_of(key, True))]
