"""The rules, each with the day from which it holds and its source."""

from collections.abc import Iterable
from decimal import Decimal

from fim.models import Rule
from portal.cells import UNSTATED, source_cell, stated
from portal.figures import Cell, Column, Table, Value
from portal.numbers import german


def rule_tables(rules: Iterable[Rule]) -> Iterable[Table]:
    known = list(rules)
    if known:
        yield Table(
            key="regeln",
            caption="Regeln und seit wann sie gelten",
            columns=(
                Column("regel", "Regel"),
                Column("ab", "gilt ab"),
                Column("dauer", "Vertragsdauer höchstens"),
                Column("stunden", "Stunden je Woche höchstens", numeric=True),
                Column("euro", "EUR je Stunde", numeric=True),
                Column("alter", "Mindestalter"),
                Column("von", "festgelegt von"),
                Column("vorbehalt", "Vorbehalt"),
                Column("quelle", "Quelle"),
            ),
            rows=tuple(map(rule_row, known)),
            notes=(
                "Die Vertragsdauer richtet sich nach dem Tag der Unterschrift: Wer vorher unterschrieben "
                "hat, behält seine Laufzeit.",
            ),
        )


def rule_row(rule: Rule) -> tuple[Cell, ...]:
    return (
        Cell(rule.title),
        Cell(rule.valid_from),
        stated(rule.max_months and f"{german(rule.max_months)} Monate"),
        number(rule.hours_per_week),
        number(rule.eur_per_hour, 2),
        stated(rule.minimum_age and f"{german(rule.minimum_age)} Jahre"),
        stated("; ".join(issuer.name for issuer in rule.issuers.all())),
        stated(rule.reservation),
        source_cell(rule.citation),
    )


def number(amount: Decimal | int | None, decimals: int = 0) -> Cell:
    return Cell(UNSTATED) if amount is None else Cell(Value(Decimal(amount), decimals=decimals))
