"""„Finanzielle Auswirkungen“: what the budget of the city has for it, gathered from the chapters."""

from collections.abc import Collection, Iterable
from dataclasses import replace
from datetime import date

from culture_sport.chapter.fund_years import fund_years
from culture_sport.chapter.funds import budget_table
from pakt.chapter import open_programmes
from pakt.chapter.money import CITY, all_lines, line_table
from portal.figures import Audience, Table
from portal.models.areas import Area
from portal.report.blocks import table_block
from portal.report.document import Block

FINANCES = "finanzielles"


def finance_blocks(chapters: Collection[str], as_of: date, audience: Audience) -> Iterable[Block]:
    """Of the chapters of the report alone. None where no amount is known."""
    for table in (
        *(programme_tables(audience) if Area.PAKT in chapters else ()),
        *(fund_tables(as_of) if Area.CULTURE_SPORT in chapters else ()),
    ):
        yield table_block(f"{FINANCES}.{table.key}", table)


def programme_tables(audience: Audience) -> Iterable[Table]:
    """Money in the city; what a giver has for the whole Land is no effect on its budget."""
    programmes = open_programmes(audience, invented=False)
    lines = [
        line
        for line in all_lines(programmes, audience is Audience.INTERNAL)
        if line.level == CITY and line.amount is not None
    ]
    if lines:
        yield replace(line_table(lines, False), key="foerderprogramme", caption="Mittel der Förderprogramme")


def fund_tables(as_of: date) -> Iterable[Table]:
    years = [year for year in fund_years(as_of) if not year.example]
    if years:
        yield budget_table(years, "foerdertoepfe", False)
