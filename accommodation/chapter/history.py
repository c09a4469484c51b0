"""What one shelter's figures were before, and why they are not so any more."""

from collections.abc import Iterable

from accommodation.models import Occupancy
from portal.dates import Precision, german_date, month_text
from portal.figures import Cell, Column, Table
from portal.numbers import signed
from portal.releases import State

NOTHING = "–"


def history_table(title: str, statements: Iterable[Occupancy]) -> Table:
    """`statements`: those that replaced another one, were replaced or were withdrawn, as far as this
    reader may see them; without any the table is empty."""
    known = {statement.pk: statement for statement in statements}
    return Table(
        key="verlauf",
        caption=f"Berichtigungen und Rückzüge: {title}",
        columns=(
            Column("stand", "Stand"),
            Column("personen", "Personen", numeric=True),
            Column("unterschied", "Unterschied zum ersetzten Wert", numeric=True),
            Column("geltung", "Geltung"),
            Column("grund", "Grund"),
            Column("meldung", "Meldung"),
        ),
        rows=tuple(history_row(one, known.get(one.replaces_id)) for one in known.values()),
        example=any(one.shelter.example for one in known.values()),
    )


def history_row(statement: Occupancy, replaced: Occupancy | None) -> tuple[Cell, ...]:
    delivery = statement.delivery
    return (
        Cell(day_or_month(statement)),
        Cell(statement.as_value()),
        Cell(difference(statement, replaced)),
        Cell(standing(statement)),
        Cell(reason(statement) or NOTHING),
        Cell(f"{delivery.file_name}, {statement.place}", statement.address),
    )


def day_or_month(statement: Occupancy) -> str:
    """As in the table of the values."""
    if statement.precision == Precision.MONTH:
        return month_text(statement.as_of)
    return german_date(statement.as_of)


def difference(statement: Occupancy, replaced: Occupancy | None) -> str:
    if replaced is None or statement.occupied is None or replaced.occupied is None:
        return NOTHING
    return signed(statement.occupied - replaced.occupied)


def standing(statement: Occupancy) -> str:
    """„gilt“, „ersetzt“, „zurückgezogen am 05.09.2017 von Karla Koordination“"""
    delivery = statement.delivery
    if delivery.state == State.WITHDRAWN:
        return f"zurückgezogen am {german_date(delivery.decided_on)} von {delivery.decided_by}"
    return "gilt" if statement.current else "ersetzt"


def reason(statement: Occupancy) -> str:
    """Why it came to be; of one that was withdrawn also why that was done."""
    delivery = statement.delivery
    if delivery.state != State.WITHDRAWN:
        return delivery.reason
    withdrawn = f"zurückgezogen: {delivery.comment}"
    return f"{delivery.reason} – {withdrawn}" if delivery.reason else withdrawn
