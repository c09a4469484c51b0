"""Released figures that papers state, each beside the one before it."""

from collections.abc import Iterable, Iterator
from datetime import date, datetime
from itertools import groupby

from portal.library.indicator_charts import groups
from portal.models import ReportedFigure
from portal.news.items import News, difference

Course = list[ReportedFigure]


def reported_news(area: str, after: datetime, until: datetime, today: date) -> list[News]:
    """The city's alone: no chapter shows values of districts."""
    known = ReportedFigure.objects.released().of_area(area)
    decided = list(known.decided_within(after, until))
    of_indicators = known.filter(indicator__in={figure.indicator_id for figure in decided})
    courses = list(courses_of(of_indicators)) if decided else []
    return [news_of(figure, courses, today) for figure in decided]


def courses_of(figures: Iterable[ReportedFigure]) -> Iterator[Course]:
    """What may be compared: the values that the pages of their indicators draw as one course. Other
    definitions and other sources stay apart."""
    for _, of_one in groupby(figures, key=lambda figure: figure.indicator_id):
        yield from (course for _, course in groups(list(of_one)))


def news_of(figure: ReportedFigure, courses: Iterable[Course], today: date) -> News:
    corrected = figure.replaces
    before = former(figure, courses)
    return News(
        label=figure.indicator.label,
        value=figure.as_value(),
        when=figure.when,
        source=str(figure.provenance()),
        address=address(figure, today),
        change=difference(figure.as_value(), before.as_value(), before.when) if before else "",
        note=f"Berichtigt, bisher {corrected.as_value()}. Grund: {figure.reason}" if corrected else "",
    )


def former(figure: ReportedFigure, courses: Iterable[Course]) -> ReportedFigure | None:
    """The value before it in its course."""
    course = next((one for one in courses if figure in one), [])
    return next((one for one in reversed(course) if one.period_start < figure.period_start), None)


def address(figure: ReportedFigure, today: date) -> str:
    """The indicator's page, as of a day on which it shows the figure."""
    page = figure.indicator.get_absolute_url()
    return page if figure.period_start <= today else f"{page}?stichtag={figure.period_start:%Y-%m-%d}"
