"""What a giver gives for the whole Land: the whole, its parts, and the remainder that is computed."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from pakt.chapter.amounts import MILLION_EUR, ROUNDED, adds_up, decimals_in, money
from pakt.chapter.money import certainty, sources
from pakt.models import BudgetLine
from portal.cells import key_of, mark
from portal.figures import Bar, BarChart, Cell, Column, Finding, Table, Value

WHOLE, REST = "insgesamt", "übrige Mittel (gerechnet)"


@dataclass(frozen=True)
class Whole:
    """An amount with its parts, in EUR."""

    line: BudgetLine
    parts: tuple[BudgetLine, ...]

    @property
    def rest(self) -> Decimal | None:
        """What no part names; None where there is nothing to subtract, or more parts than whole."""
        amounts = [part.amount for part in self.parts if part.amount is not None]
        if self.line.amount is None or not amounts or sum(amounts) > self.line.amount:
            return None
        return self.line.amount - sum(amounts)

    @property
    def exceeded(self) -> bool:
        amounts = [part.amount for part in self.parts if part.amount is not None]
        return self.line.amount is not None and sum(amounts) > self.line.amount

    @property
    def label(self) -> str:
        return f"{self.line.giver.name} {self.line.years}, {self.line.get_kind_display()}"

    def part(self, purpose: str) -> Decimal | None:
        amounts = [part.amount for part in self.parts if part.purpose == purpose and part.amount is not None]
        return sum(amounts, Decimal(0)) if amounts else None


def wholes(lines: Iterable[BudgetLine]) -> list[Whole]:
    known = list(lines)
    return [
        Whole(line, tuple(part for part in known if part.part_of_id == line.pk))
        for line in known
        if line.part_of_id is None
    ]


def state_charts(lines: Iterable[BudgetLine]) -> Iterable[BarChart]:
    of_state = [line for line in lines if line.level == BudgetLine.Level.STATE]
    for example in (False, True):
        part = wholes(line for line in of_state if line.example is example)
        if part:
            yield state_chart(part, example)


def state_chart(known: Sequence[Whole], example: bool) -> BarChart:
    purposes = list(dict.fromkeys(part.purpose for one in known for part in one.parts))
    groups = [WHOLE, *purposes]
    if any(one.rest is not None for one in known):
        groups.append(REST)
    rows = [values_of(one, purposes, REST in groups, decimals_of(known)) for one in known]
    notes = [
        "Die Teile stehen neben dem Ganzen und werden nicht zu ihm addiert. Übrige Mittel sind gerechnet."
    ]
    if not all(
        adds_up(row[1:], row[0]) for row, one in zip(rows, known, strict=True) if one.rest is not None
    ):
        notes.append(ROUNDED)
    return BarChart(
        key=key_of("geld-land", example),
        heading=heading(known),
        title=f"Geld für das ganze Land nach Geber und Jahr, in Mio. EUR{mark(example)}",
        summary=f"{'; '.join(map(in_words, known))}.",
        unit=MILLION_EUR,
        table=state_table(known, groups, rows, example),
        sources=sources([line for one in known for line in (one.line, *one.parts)]),
        notes=tuple(notes),
        groups=tuple(groups),
        bars=tuple(Bar(one.label, row) for one, row in zip(known, rows, strict=True)),
        example=example,
    )


def decimals_of(known: Iterable[Whole]) -> int:
    amounts = [line.amount for one in known for line in (one.line, *one.parts)]
    return decimals_in(amounts, MILLION_EUR)


def values_of(one: Whole, purposes: Iterable[str], with_rest: bool, decimals: int) -> tuple[Value, ...]:
    amounts = [one.line.amount, *(one.part(purpose) for purpose in purposes)]
    if with_rest:
        amounts.append(one.rest)
    kind = certainty(one.line.kind)
    return tuple(money(amount, MILLION_EUR, decimals, kind) for amount in amounts)


def state_table(
    known: Sequence[Whole], groups: Sequence[str], rows: Sequence[tuple[Value, ...]], example: bool
) -> Table:
    return Table(
        key=key_of("geld-land-werte", example),
        caption="Geld für das ganze Land nach Geber und Jahr",
        columns=(
            Column("geber", "Geber"),
            Column("jahr", "Jahr"),
            Column("art", "Art"),
            *(
                Column(f"wert-{place}", f"{group}, Mio. EUR", numeric=True)
                for place, group in enumerate(groups, start=1)
            ),
        ),
        rows=tuple(
            (
                Cell(one.line.giver.name),
                Cell(one.line.years),
                Cell(one.line.get_kind_display()),
                *(Cell(value) for value in row),
            )
            for one, row in zip(known, rows, strict=True)
        ),
        example=example,
    )


def heading(known: Sequence[Whole]) -> str:
    """„Land Baden-Württemberg: 2018 und 2019 jeweils 160 Mio. EUR, davon 90 Mio. EUR …“"""
    first = known[0]
    alike = [one for one in known if told(one) == told(first) and one.line.giver == first.line.giver]
    years = " und ".join(dict.fromkeys(one.line.years for one in alike))
    each = " jeweils" if len(alike) > 1 else ""
    return f"{first.line.giver.name}: {years}{each} {told(first)}"


def told(one: Whole) -> str:
    """„160 Mio. EUR, davon 90 Mio. EUR Integrationslastenausgleich“"""
    parts = [f"{money(part.amount, MILLION_EUR)} {part.purpose}" for part in one.parts]
    return ", davon ".join([str(money(one.line.amount, MILLION_EUR)), *parts[:1]]) + "".join(
        f" und {part}" for part in parts[1:]
    )


def in_words(one: Whole) -> str:
    rest = "" if one.rest is None else f"; es bleiben {money(one.rest, MILLION_EUR)} (gerechnet)"
    return f"{one.label}: {told(one)}{rest}"


def exceeded(lines: Iterable[BudgetLine]) -> Iterable[Finding]:
    """Parts that are more than their whole."""
    for one in wholes(lines):
        if one.exceeded:
            about = f"{one.line.about} {one.line.years}"
            yield Finding(
                f"Die Teile sind mehr als das Ganze: {about}",
                f"Erfasst sind {told(one)}.",
                "warning",
                one.line.example,
            )
