"""The balance of the scenario that was released last, where other pages and the report tell it."""

from dataclasses import replace
from datetime import date

from accommodation.chapter import chapter
from accommodation.chapter.balance import PlaceBalance, place_balance
from accommodation.chapter.balance.calculation import ground_on
from accommodation.scenarios import Scenario
from portal.figures import Audience, Chapter


def released_balance(as_of: date, audience: Audience, *, invented: bool = True) -> PlaceBalance | None:
    """None for the public, and while nothing is released or there is nothing to calculate with."""
    if audience is Audience.PUBLIC or not Scenario.objects.released().exists():
        return None
    ground = ground_on(as_of, audience, invented=invented)
    scenario = Scenario.objects.of_half(ground.example).released_last()
    page = place_balance(ground, [scenario], ground.people) if scenario else None
    return page if page and page.balances else None


def chapter_with_balance(as_of: date, audience: Audience, *, invented: bool = True) -> Chapter:
    """For the report: the chapter, and behind it the picture of the balance with its assumptions."""
    content = chapter(as_of, audience, invented=invented)
    page = released_balance(as_of, audience, invented=invented)
    if page is None:
        return content
    balance = page.chapter
    return replace(
        content,
        charts=(*content.charts, *balance.charts),
        tables=(*content.tables, balance.table("annahmen")),
    )
