"""Pivot tables: the sum of a group stands above its rows and looks like one of them."""

from portal.sheets.grid import GridRow, text_of
from portal.sheets.number_cells import CountError, read_count
from portal.sheets.tables import RowKind, Table


def mark_leading_subtotals(table: Table) -> None:
    """In a pivot table the sum of a group stands above its rows. Only where the rows come down to
    nothing but such groups, and all of them together are twice the total."""
    sums = table.of_kind(RowKind.SUM)
    if not sums:
        return
    counts = table.header.counts
    data = [position for position, (kind, _) in enumerate(table.rows) if kind == RowKind.DATA]
    numbers = [_numbers(table.rows[position][1], counts) for position in data]
    both = tuple(sum(column) for column in zip(*numbers, strict=True))
    if not any(both) or both != tuple(2 * number for number in _numbers(sums[-1], counts)):
        return
    for first in _group_heads(numbers):
        table.rows[data[first]] = (RowKind.SUM_ABOVE, table.rows[data[first]][1])


def _numbers(row: GridRow, indexes: list[int]) -> tuple[int, ...]:
    return tuple(_number(text_of(row.cell(index))) for index in indexes)


def _number(text: str) -> int:
    try:
        return read_count(text).number or 0
    except CountError:
        return 0


def _group_heads(numbers: list[tuple[int, ...]]) -> list[int]:
    """The positions of the rows that are the sums of those below them; none if one group does not
    come out. Rows without numbers belong to the group above."""
    heads, position = [], 0
    while position < len(numbers):
        heads.append(position)
        left = numbers[position]
        position += 1
        while position < len(numbers) and (any(left) or not any(numbers[position])):
            left = tuple(rest - number for rest, number in zip(left, numbers[position], strict=True))
            position += 1
        if any(left):
            return []
    return heads
