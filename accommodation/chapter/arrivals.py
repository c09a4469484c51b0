"""How many come and go in a month, as far as sources say."""

from datetime import date
from decimal import Decimal

from accommodation.arrivals import MonthlyFlow
from accommodation.chapter.curve import PERSONS
from portal.cells import source_cell
from portal.dates import month_text
from portal.figures import Cell, Column, Kind, Table, Value, missing


def arrivals_table(as_of: date) -> Table:
    flows = MonthlyFlow.objects.select_related("citation__source").filter(month__lte=as_of)
    return Table(
        key="zugaenge",
        caption="Zu- und Abgänge je Monat, soweit Quellen sie nennen",
        columns=(
            Column("monat", "Monat"),
            Column("zugaenge", "Zugänge (Personen)", numeric=True),
            Column("abgaenge", "Abgänge (Personen)", numeric=True),
            Column("quelle", "Quelle"),
        ),
        rows=tuple(
            (
                Cell(month_text(flow.month)),
                Cell(flow_value(flow.arrivals, flow)),
                Cell(flow_value(flow.departures, flow)),
                source_cell(flow.citation),
            )
            for flow in flows
        ),
    )


def flow_value(number: int | None, flow: MonthlyFlow) -> Value:
    if number is None:
        return missing(PERSONS)
    return Value(Decimal(number), Kind.ESTIMATED if flow.forecast else Kind.REPORTED, PERSONS)
