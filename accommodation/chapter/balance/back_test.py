"""The same calculation from an earlier day, beside what came: how far off it was."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from accommodation.chapter.balance.ahead import Counting, places_on
from accommodation.chapter.balance.calculation import Balance, Ground, balance_of
from accommodation.chapter.balance.people import outset_of
from accommodation.chapter.balance.tables import USABLE, people, places
from accommodation.forecast import ALL, Month
from accommodation.models import Shelter
from portal.dates import a_year_before, german_date, last_of_month
from portal.figures import Cell, Column, Point, Series, Table, missing
from portal.numbers import german

TODAYS = (
    "Von damals ist die Zahl der Menschen. Von heute sind die Annahmen des Szenarios und die Stammdaten der "
    "Unterkünfte: Was sich seitdem an Fristen und Plätzen geändert hat, kennt die Rechnung schon."
)


@dataclass(frozen=True)
class Compared:
    """A calculated month and what came; None where nobody knows."""

    month: Month
    came: Point | None
    places: int

    @property
    def off(self) -> int | None:
        """How many people more than came were calculated."""
        return None if self.came is None else self.month.people - int(self.came.value.amount or 0)


def back_test(balance: Balance, ground: Ground, later: Series) -> Table | None:
    """From the Stichtag, if values have come since; else from a year before the newest value. `later`: what
    is known today. None where there is nothing to compare."""
    earlier = earlier_balance(balance, ground, later)
    if earlier is None:
        return None
    newest = later.drawable[-1].at
    compared = [
        comparison(month, later, ground.shelters)
        for month in earlier.ahead.months
        if last_of_month(month.first) <= newest
    ]
    return table_of(earlier, compared) if any(one.came for one in compared) else None


def earlier_balance(balance: Balance, ground: Ground, later: Series) -> Balance | None:
    if any(point.at > balance.outset.day for point in later.drawable):
        return balance
    outset = outset_of(later, a_year_before(balance.outset.day))
    return balance_of(balance.scenario, outset, ground.shelters) if outset else None


def comparison(month: Month, later: Series, shelters: Sequence[Shelter]) -> Compared:
    """With the last value of that month, and the places in use at its end."""
    last = last_of_month(month.first)
    of_month = [point for point in later.drawable if month.first <= point.at <= last]
    came = of_month[-1] if of_month else None
    return Compared(month, came, places_on(shelters, Counting(last, ALL), last))


def table_of(earlier: Balance, compared: Sequence[Compared]) -> Table:
    return Table(
        key="rueckblick",
        caption=f"Rückblick: gerechnet vom {german_date(earlier.outset.day)} aus, und was kam",
        columns=(
            Column("monat", "Ende des Monats"),
            Column("gerechnet", "Menschen, gerechnet", numeric=True),
            Column("gekommen", "Menschen, gemeldet", numeric=True),
            Column("unterschied", "Unterschied", numeric=True),
            Column("plaetze_gerechnet", f"{USABLE}, gerechnet", numeric=True),
            Column("plaetze", f"{USABLE} in Betrieb", numeric=True),
        ),
        rows=tuple(map(row_of, compared)),
        notes=(mean_text(compared), TODAYS),
        example=earlier.scenario.example,
    )


def row_of(one: Compared) -> tuple[Cell, ...]:
    return (
        Cell(one.month.text),
        Cell(people(one.month.people)),
        Cell(one.came.value if one.came else missing("Personen")),
        Cell(missing("Personen") if one.off is None else people(one.off)),
        Cell(places(one.month.places)),
        Cell(places(one.places)),
    )


def mean_text(compared: Sequence[Compared]) -> str:
    """The mean absolute deviation in words."""
    off = [abs(one.off) for one in compared if one.off is not None]
    months = "einem Monat" if len(off) == 1 else f"{german(len(off))} Monaten"
    mean = german(Decimal(sum(off)) / len(off))
    return f"Im Mittel lag die Rechnung um {mean} Personen daneben, gemessen an {months} mit einer Zahl."
