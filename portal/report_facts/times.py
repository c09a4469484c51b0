"""How the files write a time."""

from datetime import date

from portal import dates
from portal.dates import Period, Precision
from portal.report_facts.facts import Row


def read_period(text: str) -> Period:
    """„2016-07-01“, „2016-07“, „2016-H1“, „2016“, „Mitte 2016“, and „seit Ende 2016“ for what still
    lasts. Raises ValueError or KeyError for anything else."""
    if text.startswith("seit "):
        since = read_period(text.removeprefix("seit "))
        return Period(since.start, None, since.precision)
    if " " in text:
        word, year = text.split()
        return dates.about(word, int(year))
    year, _, rest = text.partition("-")
    if not rest:
        return dates.year(int(year))
    if rest.startswith("H"):
        return dates.half_year(int(year), int(rest[1:]))
    return dates.day(date.fromisoformat(text)) if "-" in rest else dates.month(int(year), int(rest))


def stored_as(period: Period) -> Row:
    return {"period_start": period.start, "period_end": period.end, "precision": period.precision}


def set_times(row: Row) -> None:
    """Put `started` and `ended` in place as they are stored: from the first day that the begin may
    mean to the last day that the end may mean."""
    for edge, stored in (("started", "started_from"), ("ended", "ended_to")):
        if edge in row:
            text = row.pop(edge)
            period = read_period(text)
            row[stored] = period.start if edge == "started" else period.end
            row[f"{edge}_precision"] = period.precision
            if period.precision == Precision.ABOUT:
                row.setdefault(f"{edge}_text", text)
