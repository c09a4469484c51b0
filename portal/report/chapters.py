"""The chapters that a report may have, in its order. A new area is one line here.

An area is asked with `invented=False`: as if there were no example data.
"""

from collections.abc import Iterable
from datetime import date
from typing import Protocol

from accommodation.chapter.balance.told import chapter_with_balance as accommodation
from culture_sport.chapter import chapter as culture_sport
from fim.chapter import chapter as fim
from pakt.chapter import chapter as pakt
from portal.figures import Audience, Chapter
from portal.models.areas import Area
from taskforce.chapter.outlook import OUTLOOK, groups, outlook
from taskforce.chapter.outlook import TITLE as OUTLOOK_TITLE
from volunteering.chapter import chapter as volunteering


class Writer(Protocol):
    def __call__(self, as_of: date, audience: Audience, *, invented: bool) -> Chapter: ...


CHAPTERS: dict[str, Writer] = {
    Area.ACCOMMODATION: accommodation,
    Area.TASKFORCE: groups,
    Area.VOLUNTEERING: volunteering,
    Area.CULTURE_SPORT: culture_sport,
    Area.FIM: fim,
    Area.PAKT: pakt,
    OUTLOOK: outlook,
}
TITLES = {str(area): area.label for area in Area} | {OUTLOOK: OUTLOOK_TITLE}


def real_chapter(key: str, as_of: date, audience: Audience) -> Chapter:
    """Raises KeyError for a chapter that no area writes, ValueError if an area hands over invented data
    nevertheless: rather no report than one that says untrue things."""
    chapter = CHAPTERS[key](as_of, audience, invented=False)
    if invented := list(invented_parts(chapter)):
        raise ValueError(f"{key} hands invented data to the report: {', '.join(invented)}")
    return chapter


def left_out(key: str, as_of: date, audience: Audience) -> list[str]:
    """What the chapter's page shows of invented data, and the report does not."""
    return list(invented_parts(CHAPTERS[key](as_of, audience, invented=True)))


def invented_parts(chapter: Chapter) -> Iterable[str]:
    yield from (f"Kennzahl „{figure.label}“" for figure in chapter.key_figures if figure.example)
    yield from (f"Werte in „{chart.title}“" for chart in chapter.charts if chart.example)
    yield from (f"Tabelle „{table.caption}“" for table in chapter.tables if table.example)
