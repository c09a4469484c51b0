"""The time axis: a year is as wide as a year, whatever was reported in it."""

from datetime import date, timedelta

from matplotlib.axes import Axes
from matplotlib.dates import date2num

from portal.charts import look
from portal.dates import MONTHS

MONTH_STEPS = (1, 2, 3, 6, *(12 * years for years in (1, 2, 5, 10, 20, 50, 500, 2000)))
FEW_DAYS, MANY_DAYS = 75, 6 * 366  # days are written below, years alone above


def draw_time(axes: Axes, first: date, last: date, ticks: int = 8) -> None:
    """`ticks`: how many dates there is room for, at most."""
    days = (last - first).days
    margin = days / 40 or 1
    # Wider on the right, where the last values are written.
    axes.set_xlim(float(date2num(first)) - margin, float(date2num(last)) + 5 * margin)
    dates = month_ticks(first, last, ticks) if days > FEW_DAYS else day_ticks(first, last)
    axes.set_xticks([float(date2num(one)) for one in dates], [time_text(one, days) for one in dates])


def draw_day(axes: Axes, day: date, text: str) -> None:
    """A line through the picture, with its text above."""
    at = float(date2num(day))
    axes.axvline(at, color=look.INK, linewidth=2, linestyle=(0, (2, 2)))
    axes.annotate(
        text, (at, 1), xycoords=("data", "axes fraction"),
        xytext=(0, 4), textcoords="offset points", ha="center",
    )  # fmt: skip


def month_ticks(first: date, last: date, ticks: int = 8) -> list[date]:
    """Beginnings of months, quarters, half-years or years, `ticks` at most."""
    step = next(step for step in MONTH_STEPS if (last - first).days <= (ticks - 1) * 30 * step)
    start = first.year * 12 + first.month - (first.day == 1)
    months = range(start, last.year * 12 + last.month)
    return [date(month // 12, month % 12 + 1, 1) for month in months if month % step == 0]


def day_ticks(first: date, last: date) -> list[date]:
    days = (last - first).days
    return [first + timedelta(days=day) for day in range(0, days + 1, max(1, -(-days // 4)))]


def time_text(when: date, days: int) -> str:
    """„2016“, „Jul 2016“ or „1. Jul 2016“, as the length of the whole axis needs it."""
    month = MONTHS[when.month - 1][:3]
    if days > MANY_DAYS:
        return str(when.year)
    return f"{month} {when.year}" if days > FEW_DAYS else f"{when.day}. {month} {when.year}"
