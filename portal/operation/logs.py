"""The log: JSON, one line for one event, and nothing about persons in it.

gunicorn writes by it before Django is set up, so it imports neither Django nor the portal.
"""

import json
import logging
import re
from contextvars import ContextVar
from datetime import UTC, datetime
from traceback import extract_tb

# The number of the request that this thread answers; None outside of requests.
request_number: ContextVar[str | None] = ContextVar("request_number", default=None)

HOUSE = ("portal", "accommodation", "taskforce", "volunteering", "culture_sport", "fim", "pakt")
NAME = re.compile(r"[\w.:-]{1,60}", re.ASCII)  # the key of a chart, never a sentence or an address
WITHHELD = "…"
FRAMES = 12


class JsonLines(logging.Formatter):
    """Texts of errors and what is put into messages may hold what somebody typed: both stay out. The class
    of an error and where it happened are enough to find it."""

    def format(self, record: logging.LogRecord) -> str:
        line: dict[str, object] = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
            "event": event(record),
            "request": request_number.get(),
        }
        line |= getattr(record, "facts", {})
        if record.exc_info and record.exc_info[1]:
            line |= failure(record.exc_info[1])
        # ASCII alone: neither control characters nor Unicode's own ends of line reach the log.
        return json.dumps(line, ensure_ascii=True, default=str)


def event(record: logging.LogRecord) -> str:
    """The message with its numbers. A message without a gap was put together elsewhere and may hold
    anything, unless it is the portal's own."""
    own = record.name.split(".", maxsplit=1)[0] in HOUSE
    if not record.args:
        return str(record.msg) if own else record.name
    if not isinstance(record.args, tuple):
        return str(record.msg)
    try:
        return str(record.msg) % tuple(shown(value, own=own) for value in record.args)
    except (TypeError, ValueError):
        return str(record.msg)


def shown(value: object, *, own: bool) -> object:
    if isinstance(value, int | float):
        return value
    return value if own and isinstance(value, str) and NAME.fullmatch(value) else WITHHELD


def failure(error: BaseException) -> dict[str, object]:
    """The classes of an error and of what caused it, and the way to the place where it happened."""
    causes: list[str] = []
    one: BaseException | None = error
    while one and len(causes) < 5:
        causes.append(f"{type(one).__module__}.{type(one).__qualname__}")
        one = one.__cause__ or one.__context__
    frames = extract_tb(error.__traceback__)[-FRAMES:]
    return {
        "error": causes,
        "at": [f"{'/'.join(frame.filename.split('/')[-3:])}:{frame.lineno} {frame.name}" for frame in frames],
    }
