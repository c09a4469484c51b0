"""How long a contract may run."""

import calendar
from datetime import date, timedelta


def last_day_of_term(start: date, months: int) -> date:
    """The last day of a term of so many months: the day before the same day number that many months on,
    or that month's last day where the number does not exist."""
    months_on = start.month - 1 + months
    year, month = start.year + months_on // 12, months_on % 12 + 1
    last = calendar.monthrange(year, month)[1]
    if start.day > last:
        return date(year, month, last)
    return date(year, month, start.day) - timedelta(days=1)
