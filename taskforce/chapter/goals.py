"""Goals with their action plans. A goal without an indicator cannot be measured, and says so."""

from collections.abc import Iterable, Sequence

from portal.cells import UNSTATED, apart, key_of, source_cell, stated
from portal.dates import german_date
from portal.figures import Cell, Column, Table, Value
from taskforce.chapter.cells import body_cell
from taskforce.models import ActionPlan, Goal

NO_INDICATOR = "ohne Kennzahl"


def goal_tables(goals: Iterable[Goal]) -> Iterable[Table]:
    yield from apart(goals, goal_table)


def goal_table(goals: Sequence[Goal], example: bool) -> Table:
    return Table(
        key=key_of("ziele", example),
        caption="Ziele und Aktionspläne",
        columns=(
            Column("ziel", "Ziel"),
            Column("teil-von", "Teil von"),
            Column("gremium", "Gremium"),
            Column("zielgruppe", "Zielgruppe"),
            Column("kennzahl", "Kennzahl"),
            Column("zielwert", "Zielwert"),
            Column("bis", "bis"),
            Column("aktionsplaene", "Aktionspläne"),
            Column("quelle", "Quelle"),
        ),
        rows=tuple(
            (
                Cell(goal.text),
                Cell(goal.parent.text if goal.parent else "–"),
                body_cell(goal.body),
                stated(goal.target_group),
                Cell(goal.indicator.label if goal.indicator else NO_INDICATOR),
                target_cell(goal),
                stated(goal.due_on and german_date(goal.due_on)),
                stated("; ".join(map(plan_words, goal.plans.all()))),
                source_cell(goal.citation),
            )
            for goal in goals
        ),
        example=example,
    )


def target_cell(goal: Goal) -> Cell:
    if goal.target_value is None or goal.indicator is None:
        return Cell(UNSTATED)
    return Cell(str(Value(goal.target_value, unit=goal.indicator.unit, decimals=goal.indicator.decimals)))


def plan_words(plan: ActionPlan) -> str:
    """„Beirat einrichten (läuft, Referat SI, bis 30.06.2018)“"""
    details = [
        plan.get_status_display(),
        *([str(plan.responsible)] if plan.responsible else []),
        *([f"bis {german_date(plan.due_on)}"] if plan.due_on else []),
    ]
    return f"{plan.title} ({', '.join(details)})"
