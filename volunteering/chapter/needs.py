"""What circles need, by kind. Whose need it is stays with the coordinator."""

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from functools import partial
from typing import Any

from portal.cells import apart, key_of, mark
from portal.dates import german_date
from portal.figures import Bar, BarChart, Cell, Column, Kind, Provenance, Table, Value
from volunteering.models import SupportNeed

State = SupportNeed.State
STATES = (State.OPEN, State.IN_PROGRESS, State.MET)
Counts = Counter[tuple[str, str]]


def need_charts(as_of: date) -> Iterable[BarChart]:
    yield from apart(SupportNeed.objects.known_on(as_of).by_kind(), partial(need_chart, as_of))


def need_chart(as_of: date, rows: Sequence[dict[str, Any]], example: bool) -> BarChart:
    counts = counted(rows)
    return BarChart(
        key=key_of("bedarfe", example),
        heading=heading(counts) + mark(example),
        title=f"Bedarfe der Gruppen nach Art am {german_date(as_of)}",
        summary=f"{'; '.join(summaries(counts))}.",
        unit="Bedarfe",
        groups=tuple(state.label for state in STATES),
        bars=tuple(Bar(kind.label, values(counts, kind)) for kind in SupportNeed.Kind),
        table=need_table(counts, as_of, example),
        sources=(Provenance("Liste der Bedarfe", "gezählt"),),
        example=example,
    )


def counted(rows: Sequence[dict[str, Any]]) -> Counts:
    """By kind and the state on that day: what was met later was still open."""
    counts: Counts = Counter()
    for row in rows:
        state = State.OPEN if row["state"] == State.MET and not row["met_by"] else State(row["state"])
        counts[row["kind"], state] += row["number"]
    return counts


def values(counts: Counts, kind: str) -> tuple[Value, ...]:
    return tuple(Value(Decimal(counts[kind, state]), Kind.COUNTED) for state in STATES)


def heading(counts: Counts) -> str:
    unmet = {kind: unmet_of(counts, kind) for kind in SupportNeed.Kind}
    highest = max(unmet.values())
    if not highest:
        return "Alle gemeldeten Bedarfe sind erfüllt"
    most = [kind.label for kind, number in unmet.items() if number == highest]
    return f"Am meisten fehlt: {' und '.join(most)} ({highest} von {sum(unmet.values())} nicht erfüllt)"


def unmet_of(counts: Counts, kind: str) -> int:
    return counts[kind, State.OPEN] + counts[kind, State.IN_PROGRESS]


def summaries(counts: Counts) -> Iterable[str]:
    for kind in SupportNeed.Kind:
        said = (f"{counts[kind, state]} {state.label}" for state in STATES)
        yield f"{kind.label}: {', '.join(said)}"


def need_table(counts: Counts, as_of: date, example: bool) -> Table:
    return Table(
        key=key_of("bedarfe-werte", example),
        caption=f"Bedarfe der Gruppen am {german_date(as_of)}",
        columns=(
            Column("art", "Art"),
            *(Column(state.value, state.label, numeric=True) for state in STATES),
        ),
        rows=tuple(
            (Cell(kind.label), *(Cell(value) for value in values(counts, kind))) for kind in SupportNeed.Kind
        ),
        example=example,
    )
