"""What the pages of the Meldekalender show: the matrix, and what closing a date would leave open."""

from dataclasses import dataclass
from datetime import date

from accommodation.reporting import Completeness, Matrix, Obligation, matrix
from portal.models import Delivery, Organisation, ReportingDate, ReportingException

COLUMNS = 24  # dates on one page: two years of months


@dataclass(frozen=True)
class CalendarPage:
    """`one_operator`: this reader sees nobody else's line. `older`: the day before which the next page
    begins; None on the last one."""

    matrix: Matrix
    one_operator: bool
    older: date | None
    exceptions: tuple[ReportingException, ...]

    @property
    def closed(self) -> list[tuple[ReportingDate, list[ReportingException]]]:
        """Closed dates of this page with the exceptions that this reader may see."""
        return [
            (day, [one for one in self.exceptions if one.reporting_date_id == day.pk])
            for day in self.matrix.dates
            if day.is_closed
        ]

    @property
    def completeness(self) -> list[tuple[bool, tuple[Completeness, ...]]]:
        """Whether it is about invented operators, and one count for each date. Nothing for a reader who
        sees one line only."""
        lines = (
            []
            if self.one_operator
            else [(one, self.matrix.completeness(example=one)) for one in (False, True)]
        )
        return [(example, counts) for example, counts in lines if counts]

    @property
    def example(self) -> bool:
        return any(row.operator.example for row in self.matrix.rows)


def calendar_page(today: date, before: date | None, operator: Organisation | None) -> CalendarPage:
    """The newest dates, or the newest before a day; of all operators or of one."""
    calendar = ReportingDate.objects.of_occupancy()
    found = list((calendar.filter(as_of__lt=before) if before else calendar).newest(COLUMNS + 1))
    dates = found[:COLUMNS]
    return CalendarPage(
        matrix=matrix(dates, today, operator),
        one_operator=operator is not None,
        older=dates[-1].as_of if len(found) > COLUMNS else None,
        exceptions=tuple(ReportingException.objects.of_dates(dates, operator)),
    )


@dataclass(frozen=True)
class OpenEnds:
    """What is not there when a date is closed: shelters without a number, deliveries that nobody has
    released and that nobody could release any more."""

    unfinished: list[Obligation]
    waiting: list[Delivery]


def open_ends(reporting_date: ReportingDate, today: date) -> OpenEnds:
    rows = matrix([reporting_date], today).rows
    cells = (cell for row in rows for cell in row.obligations)
    return OpenEnds(
        unfinished=[cell for cell in cells if cell.missing],
        waiting=list(Delivery.objects.waiting().speaking_of(reporting_date.as_of).select_related("sender")),
    )
