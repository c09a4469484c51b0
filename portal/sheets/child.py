"""Runs as a process of its own: parses one checked workbook from stdin. To stdout it writes a line of JSON
(the different values, the sheets) and then the cells of all sheets, row by row, each as the number of its
value. Both can be read without trusting this process.

Started by `workbooks.py` as a plain script, so it must not import anything of the portal. If the
parser dies or grows, only this process dies.
"""

import json
import resource
import sys
from array import array
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from itertools import chain
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from python_calamine import CalamineSheet

MEMORY = 1024**3
CPU_SECONDS = 15
STANDARD_STREAMS = 3


def limit_resources() -> None:
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))


def close_the_doors() -> None:
    """Once everything is loaded: no further file, no socket, no process."""
    resource.setrlimit(resource.RLIMIT_NOFILE, (STANDARD_STREAMS, STANDARD_STREAMS))
    resource.setrlimit(resource.RLIMIT_NPROC, (0, 0))


def plain(value: object) -> object:
    """Dates as tagged text; a duration as the text that a clerk would see."""
    if isinstance(value, datetime | date | time):
        return {type(value).__name__: value.isoformat()}
    if isinstance(value, timedelta):
        return str(value)
    raise TypeError(type(value).__name__)


class Values(list[object]):
    """Every different value of a workbook: lists repeat themselves. True is not 1."""

    def __init__(self) -> None:
        super().__init__()
        self.number = lru_cache(maxsize=None, typed=True)(self._new_number)

    def _new_number(self, value: object) -> int:
        self.append(value)
        return len(self) - 1


def cells_of(sheet: "CalamineSheet", values: Values) -> tuple[array, int]:
    """From row 1 on, also if the first rows are empty; and how many columns each row has."""
    rows = sheet.to_python(skip_empty_area=False)
    return array("I", map(values.number, chain.from_iterable(rows))), len(rows[0]) if rows else 0


def main() -> None:
    limit_resources()
    import io  # noqa: PLC0415 - after the limits, like the parser

    import python_calamine  # noqa: PLC0415

    close_the_doors()
    sheets: list[dict[str, object]] = []
    cells: list[array] = []
    try:
        book = python_calamine.load_workbook(io.BytesIO(sys.stdin.buffer.read()))
        values, visible = Values(), python_calamine.SheetVisibleEnum.Visible
        for about in book.sheets_metadata:
            if about.typ == python_calamine.SheetTypeEnum.WorkSheet:
                found, width = cells_of(book.get_sheet_by_name(about.name), values)
                hidden = about.visible != visible
                sheets.append({"name": about.name, "hidden": hidden, "cells": len(found), "width": width})
                cells.append(found)
        answer: dict[str, object] = {"values": values, "sheets": sheets}
    except python_calamine.PasswordError:
        answer, cells = {"failure": "encrypted"}, []
    except (python_calamine.CalamineError, MemoryError):
        answer, cells = {"failure": "damaged"}, []
    sys.stdout.buffer.write(json.dumps(answer, default=plain).encode() + b"\n")
    sys.stdout.buffer.writelines(cells)


if __name__ == "__main__":
    main()
