"""The course of an indicator, where one source or one definition states it at least twice."""

from collections import defaultdict
from collections.abc import Iterator, Sequence

from portal.cells import provenance_cell
from portal.dates import Precision
from portal.figures import Cell, Chart, Column, Point, Series, Table
from portal.models import Indicator, ReportedFigure

LEADING = "Werte, mit denen das Portal rechnet"
PERIODS = (Precision.YEAR, Precision.HALF_YEAR)  # money of a year is no point on a way to the next


def charts(indicator: Indicator, figures: Sequence[ReportedFigure]) -> Iterator[Chart]:
    """One, or none. Values that stand alone in their source are left to the table."""
    series = [one for one in map(series_of, groups(figures)) if is_course(one)]
    if series:
        yield chart(indicator, series)


def groups(figures: Sequence[ReportedFigure]) -> list[tuple[str, list[ReportedFigure]]]:
    """The values that the portal counts with, as one where each time has one of them, else by what they are
    about; the others by source and what they are about. What leads comes first, then what has most values."""
    times = [(one.period_start, one.period_end) for one in figures if one.leading]
    one_each = len(times) == len(set(times))
    found: dict[tuple[bool, str], list[ReportedFigure]] = defaultdict(list)
    for one in figures:
        name = LEADING if one.leading and one_each else label(one)
        found[not one.leading, name].append(one)
    ordered = sorted(found.items(), key=lambda group: (group[0][0], -len(group[1])))
    return [(name, group) for (_, name), group in ordered]


def label(figure: ReportedFigure) -> str:
    said = LEADING if figure.leading else str(figure.citation.source)
    return f"{said}: {figure.scope}" if figure.scope else said


def series_of(group: tuple[str, list[ReportedFigure]]) -> Series:
    name, figures = group
    joined = all(one.precision not in PERIODS for one in figures)
    return Series(name, name, tuple(map(point, figures)), joined=joined)


def point(figure: ReportedFigure) -> Point:
    end = figure.period_end or figure.period_start
    return Point(end, figure.as_value(), figure.when, figure.provenance(), start=figure.period_start)


def is_course(series: Series) -> bool:
    return len({point.at for point in series.drawable}) > 1


def chart(indicator: Indicator, series: Sequence[Series]) -> Chart:
    return Chart(
        key="verlauf",
        heading=finding(series[0]),
        title=f"{indicator.label} ({indicator.unit}) im Verlauf",
        summary=" ".join(map(course, series)),
        unit=indicator.unit,
        series=tuple(series),
        table=drawn_values(indicator, series),
        sources=tuple(dict.fromkeys(point.source.whole for one in series for point in one.points)),
        notes=(
            "Die Zeitachse ist maßstäblich. Die Tabelle aller Werte nennt zu jedem, was er abgrenzt;"
            " Quellen zählen verschieden.",
        ),
    )


def finding(series: Series) -> str:
    """„Vom Höchststand 8.141 (1. Juli 2016) auf 7.362 Personen (August 2017) gesunken“; without such a peak,
    from the first value to the newest."""
    first, newest, peak = series.drawable[0], series.drawable[-1], series.peak or series.drawable[0]
    now = newest.value.amount or 0
    if (peak.value.amount or 0) > now:
        begin = "Von" if peak == first else "Vom Höchststand"
        return f"{begin} {dated(peak)} auf {newest.value} ({newest.date_text}) gesunken"
    if first.value.amount == now:
        return f"{newest.date_text} so viel wie {first.date_text}: {newest.value}"
    return f"Von {dated(first)} auf {newest.value} ({newest.date_text}) gestiegen"


def dated(point: Point) -> str:
    """The unit stands at the newest value."""
    return f"{point.value.number} ({point.date_text})"


def course(series: Series) -> str:
    values = "; ".join(f"{point.date_text} {point.value}" for point in series.drawable)
    return f"{series.label}: {values}."


def drawn_values(indicator: Indicator, series: Sequence[Series]) -> Table:
    return Table(
        key="verlauf-werte",
        caption="Gezeichnete Werte",
        columns=(
            Column("zeit", "Zeit"),
            Column("wert", "Wert", numeric=True),
            Column("reihe", "Reihe"),
            Column("quelle", "Quelle"),
        ),
        rows=tuple(
            (Cell(point.date_text), Cell(point.value), Cell(one.label), provenance_cell(point.source))
            for one in series
            for point in one.points
        ),
    )
