"""Runs as a process of its own: parses one checked workbook from stdin, writes JSON to stdout.

Started by `workbooks.py` as a plain script, so it must not import anything of the portal. If the
parser dies or grows, only this process dies.
"""

import json
import resource
import sys
from datetime import date, datetime, time, timedelta
from functools import lru_cache
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


def rows_of(sheet: "CalamineSheet", values: Values) -> list[list[int]]:
    """From row 1 on, also if the first rows are empty; each cell as the number of its value."""
    return [list(map(values.number, row)) for row in sheet.to_python(skip_empty_area=False)]


def main() -> None:
    limit_resources()
    import io  # noqa: PLC0415 - after the limits, like the parser

    import python_calamine  # noqa: PLC0415

    close_the_doors()
    try:
        book = python_calamine.load_workbook(io.BytesIO(sys.stdin.buffer.read()))
        values, visible = Values(), python_calamine.SheetVisibleEnum.Visible
        sheets = [
            {
                "name": about.name,
                "hidden": about.visible != visible,
                "rows": rows_of(book.get_sheet_by_name(about.name), values),
            }
            for about in book.sheets_metadata
            if about.typ == python_calamine.SheetTypeEnum.WorkSheet
        ]
        answer: dict[str, object] = {"values": values, "sheets": sheets}
    except python_calamine.PasswordError:
        answer = {"failure": "encrypted"}
    except (python_calamine.CalamineError, MemoryError):
        answer = {"failure": "damaged"}
    sys.stdout.write(json.dumps(answer, default=plain))  # four times as fast as json.dump


if __name__ == "__main__":
    main()
