"""What runs out: funding periods, with a warning 6, 3 and 1 months before an end without follow-up."""

import calendar
from collections.abc import Iterable, Sequence
from datetime import date

from pakt.chapter.cells import day_cell, project_cell
from pakt.models import FundingPeriod, Project
from portal.cells import UNSTATED, key_of, mark, noted_source_cell
from portal.dates import german_date
from portal.figures import Cell, Column, Finding, Lane, Provenance, Span, Table, Timeline

WARNING_MONTHS = (1, 3, 6)


def months_before(day: date, months: int) -> date:
    """The same day so many months earlier, or that month's last day where the number does not exist."""
    year, month = divmod(day.year * 12 + day.month - 1 - months, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def stage(end: date, when: date) -> int | None:
    """1, 3 or 6: the end is at most so many months away. 0 once it has passed, None while it is far."""
    if end < when:
        return 0
    return next((months for months in WARNING_MONTHS if months_before(end, months) <= when), None)


def follow_up(period: FundingPeriod) -> str:
    """What comes after it, empty if nothing is known: a later period of the project, or what is written."""
    later = [
        other
        for other in period.project.periods.all()
        if other.number > period.number
        and (other.end is None or period.end is None or other.end > period.end)
    ]
    if later:
        since = f" ab {german_date(later[0].start)}" if later[0].start else ""
        return f"{later[0].number}. Förderperiode{since}"
    return period.follow_up


def unsecured(project: Project, when: date) -> Iterable[tuple[FundingPeriod, int]]:
    """Periods that end within six months, or have ended, without a follow-up; each with its stage."""
    for period in project.periods.all():
        if period.end is None or follow_up(period):
            continue
        reached = stage(period.end, when)
        if reached is not None:
            yield period, reached


def warning(period: FundingPeriod, reached: int) -> str:
    """„2. Förderperiode endet am 31.07.2017, in höchstens 3 Monaten, ohne Anschluss“"""
    end = german_date(period.end) if period.end else UNSTATED
    if not reached:
        return f"{period.number}. Förderperiode am {end} ausgelaufen, ohne Anschluss"
    months = "einem Monat" if reached == 1 else f"{reached} Monaten"
    return f"{period.number}. Förderperiode endet am {end}, in höchstens {months}, ohne Anschluss"


def running_out(projects: Iterable[Project], when: date) -> Iterable[Finding]:
    """In one sentence for all of them."""
    told = [
        f"{project.name}{mark(project.example)}: {warning(period, reached)}"
        for project in projects
        for period, reached in unsecured(project, when)
    ]
    if told:
        yield Finding(
            "Eine Förderung läuft aus" if len(told) == 1 else f"{len(told)} Förderungen laufen aus",
            f"{'; '.join(told)}.",
            "warning",
        )


def periods_of(projects: Iterable[Project]) -> list[FundingPeriod]:
    return [period for project in projects for period in project.periods.all()]


def in_order(periods: Iterable[FundingPeriod], when: date) -> list[FundingPeriod]:
    """The next end first, then those that have passed, the latest first."""

    def rank(period: FundingPeriod) -> tuple[bool, int]:
        end = period.end or date.max
        return end < when, -end.toordinal() if end < when else end.toordinal()

    return sorted(periods, key=rank)


def ending_table(when: date, periods: Sequence[FundingPeriod], example: bool) -> Table:
    return Table(
        key=key_of("laeuft-aus", example),
        caption="Was wann ausläuft",
        columns=(
            Column("projekt", "Projekt"),
            Column("periode", "Förderperiode"),
            Column("beginn", "Beginn"),
            Column("ende", "Ende"),
            Column("stand", "Stand"),
            Column("anschluss", "Anschluss"),
            Column("quelle", "Quelle"),
        ),
        rows=tuple(
            (
                project_cell(period.project),
                Cell(f"{period.number}."),
                day_cell(period.start),
                day_cell(period.end),
                Cell(standing(period, when)),
                Cell(follow_up(period) or "keiner bekannt"),
                noted_source_cell(period.citation),
            )
            for period in periods
        ),
        example=example,
    )


def standing(period: FundingPeriod, when: date) -> str:
    """„noch nicht begonnen“, „läuft“, „endet in höchstens 3 Monaten“, „ausgelaufen“."""
    if period.start and period.start > when:
        return "noch nicht begonnen"
    reached = stage(period.end, when) if period.end else None
    match reached:
        case None:
            return "läuft"
        case 0:
            return "ausgelaufen"
        case 1:
            return "endet in höchstens einem Monat"
        case months:
            return f"endet in höchstens {months} Monaten"


def ending_tables(projects: Iterable[Project], when: date) -> Iterable[Table]:
    """For what no picture can be drawn of."""
    for example, part in by_example(projects):
        periods = periods_of(part)
        if periods and not drawable(periods):
            yield ending_table(when, in_order(periods, when), example)


def ending_charts(projects: Iterable[Project], when: date) -> Iterable[Timeline]:
    """Periods on a line of time, with their table behind it."""
    for example, part in by_example(projects):
        if drawable(periods_of(part)):
            yield ending_chart([one for one in part if one.periods.all()], when, example)


def by_example(projects: Iterable[Project]) -> Iterable[tuple[bool, list[Project]]]:
    known = list(projects)
    for example in (False, True):
        yield example, [project for project in known if project.example is example]


def drawable(periods: Iterable[FundingPeriod]) -> bool:
    """A single known day is no picture."""
    return len({day for period in periods for day in (period.start, period.end) if day}) > 1


def ending_chart(projects: Sequence[Project], when: date, example: bool) -> Timeline:
    periods = in_order(periods_of(projects), when)
    return Timeline(
        key=key_of("foerderperioden", example),
        heading=heading(periods, when),
        title=f"Förderperioden{mark(example)}",
        summary=f"{'; '.join(map(in_words, periods))}.",
        table=ending_table(when, periods, example),
        sources=sources(periods),
        as_of=when,
        lanes=tuple(Lane(project.name, tuple(span(one, when) for one in project.periods.all()))
                    for project in projects),
        example=example,
    )  # fmt: skip


def heading(periods: Iterable[FundingPeriod], when: date) -> str:
    """The next end, or that none lies ahead."""
    ahead = [period for period in periods if period.end and period.end >= when]
    if not ahead:
        return "Keine Förderperiode endet nach diesem Stichtag"
    first = ahead[0]
    return f"Als Nächstes endet: {first.project.name}, am {german_date(first.end)}"


def in_words(period: FundingPeriod) -> str:
    start = f"vom {german_date(period.start)}" if period.start else "Beginn nicht bekannt,"
    end = f"bis {german_date(period.end)}" if period.end else "Ende nicht bekannt"
    return f"{period.project.name}, {period.number}. Förderperiode: {start} {end}"


def span(period: FundingPeriod, when: date) -> Span:
    state = standing(period, when)
    return Span(period.start, period.end, state, f"{period.number}.: {state}")


def sources(periods: Iterable[FundingPeriod]) -> tuple[Provenance, ...]:
    return tuple(dict.fromkeys(period.citation.provenance() for period in periods if period.citation))
