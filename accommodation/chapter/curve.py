"""„Abbildung 1“: the occupancy curve, its series, and the sentence that it proves."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from itertools import chain

from accommodation.chapter.carried import Carried
from accommodation.chapter.settled import WITHHELD, has_withheld
from portal.cells import provenance_cell
from portal.dates import MONTHS
from portal.figures import Cell, Change, Chart, Column, Kind, Point, Provenance, Series, Table
from portal.models import ReportedFigure
from portal.numbers import german, percent

PERSONS = "Personen"
NEWEST = 120  # ten years of months
NO_NUMBERS = "Noch keine Zahlen zur Belegung"


def series_of_sources(as_of: date) -> tuple[Series, Series]:
    """The city's totals as council papers state them, the leading value of each date; and what other sources
    say of the same dates, by definitions of their own."""
    figures = ReportedFigure.objects.of("occupancy_total").released().as_of(as_of)
    leading = tuple(reported_point(figure) for figure in figures if figure.leading)
    others = tuple(reported_point(figure) for figure in figures if not figure.leading)
    return (
        Series("reported", "Berichtete Gesamtzahl", leading),
        Series("others", "Andere Quellen, andere Abgrenzung", others, joined=False),
    )


def reported_point(figure: ReportedFigure) -> Point:
    end = figure.period_end or figure.period_start
    return Point(end, figure.as_value(), figure.when, figure.provenance(), start=figure.period_start)


def lead(series: Series, sums: Series) -> str:
    """The answer; `sums` may stand in the curve without being complete enough to be one."""
    if not series.drawable:
        fit = "vollständig gemeldete " if sums.points else ""
        return f"Für diesen Stichtag liegt noch keine {fit}Zahl vor."
    newest = series.drawable[-1]
    sentence = f"{when_sentence(newest)} lebten {newest.value} in den städtischen Unterkünften"
    if len(series.drawable) > 1 and comparable(newest, series.drawable[-2]):
        sentence = f"{sentence}, {change_to(newest, series.drawable[-2])}"
    return f"{sentence}.{not_yet_told(newest, sums)}"


def not_yet_told(newest: Point, sums: Series) -> str:
    """What has come in since the answer's date; empty where nothing has."""
    later = sums.points[-1:]
    if not later or later[0].at <= newest.at or later[0].told:
        return ""
    return f" Noch nicht vollständig ist {later[0].date_text}: {later[0].coverage}."


def when_sentence(point: Point) -> str:
    """„Am 1. Juli 2016“, „Im August 2017“, „Mitte 2016“."""
    if point.start is None or point.start == point.at:
        return f"Am {point.date_text}"
    return f"Im {point.date_text}" if point.date_text.split()[0] in MONTHS else point.date_text


def change(newer: Point, older: Point) -> Change | None:
    """None where one of both has no number."""
    if newer.value.amount is None or older.value.amount is None:
        return None
    amount = newer.value.amount - older.value.amount
    share = amount / older.value.amount * 100 if older.value.amount else None
    value = ", ".join(filter(None, (older.value.number, older.value.mark)))
    return Change(amount, f"{older.date_text} ({value})", percent=share)


def comparable(newer: Point, older: Point) -> bool:
    """Sums of different coverage are not compared: a missing house is not a departure. A carried one
    is not missing; the value says that it is carried."""
    return newer.coverage == older.coverage or (newer.whole and older.whole)


def change_to(newer: Point, older: Point) -> str:
    difference = newer.value.amount - older.value.amount
    before = ", ".join(filter(None, (older.date_text, older.value.mark)))
    if not difference:
        return f"so viele wie im Wert davor ({before})"
    word = "mehr" if difference > 0 else "weniger"
    return f"{german(abs(difference))} {word} als im Wert davor ({before})"


def occupancy_chart(leading: Series, series: Sequence[Series], carried: Carried) -> Chart:
    table = values_table("Werte der Abbildung 1 mit ihren Quellen", series)
    return Chart(
        key="belegung",
        heading=finding_of(leading) if leading.drawable else nothing_found(series),
        title="Abbildung 1: Belegung der städtischen Unterkünfte",
        summary=summary(leading, series),
        unit=PERSONS,
        series=tuple(series),
        table=table,
        sources=distinct_sources(series),
        notes=(
            "Die Zeitachse ist maßstäblich: Ungleiche Abstände der Stichtage sehen ungleich aus.",
            "Berichtete Gesamtzahlen und Summen der Unterkünfte sind zwei Reihen, nie vermischt.",
            *([carried.note] if any(map(carried_points, series)) else []),
            *([WITHHELD] if any(map(has_withheld, series)) else []),
        ),
    )


def finding_of(series: Series) -> str:
    """The sentence that the curve proves, computed from its own points; incomplete ones prove nothing."""
    points = series.whole.drawable
    if not points:
        return NO_NUMBERS
    newest, peak = points[-1], series.whole.peak
    if len(points) == 1:
        return f"Belegung {newest.date_text}: {newest.value}"
    if newest.value.amount == peak.value.amount:
        return risen(points[0], newest)
    return f"Belegung seit {peak.date_text} um {percent(-growth(peak, newest))} gesunken"


def nothing_found(series: Sequence[Series]) -> str:
    """Of a curve in which no series speaks for the city."""
    partial = any(has_coverage(one) and not one.example for one in series)
    return "Noch keine vollständig gemeldete Zahl zur Belegung" if partial else NO_NUMBERS


def risen(first: Point, newest: Point) -> str:
    """From the first value to a newest one that is the highest; from zero there is no percentage."""
    if first.value.amount == newest.value.amount:
        return f"Belegung seit {first.date_text} unverändert bei {newest.value}"
    if not first.value.amount:
        return f"Belegung seit {first.date_text} von 0 auf {newest.value} gestiegen"
    return f"Belegung seit {first.date_text} um {percent(growth(first, newest))} gestiegen"


def growth(older: Point, newer: Point) -> Decimal:
    """In percent of the older value."""
    return (newer.value.amount - older.value.amount) / older.value.amount * 100


def summary(leading: Series, series: Sequence[Series]) -> str:
    """The curve in words, for who does not see it."""
    beside = [one for one in series if one.key != leading.key]
    if not any(one.points for one in series):
        return "Es liegen noch keine Werte vor."
    sentences = [course(leading)] if leading.drawable else []
    word = "Daneben: " if leading.drawable else ""
    sentences += [f"{word}{one.label} mit {number_of_values(one)}." for one in beside if one.drawable]
    sentences += map(completeness, filter(has_coverage, series))
    return " ".join(sentences)


def number_of_values(series: Series) -> str:
    count = len(series.drawable)
    return "einem Wert" if count == 1 else f"{german(count)} Werten"


def course(series: Series) -> str:
    """From where to where it goes, and its highest value."""
    first, peak, newest = series.drawable[0], series.peak, series.drawable[-1]
    return (
        f"{series.label}: {german(len(series.drawable))} Werte"
        f" von {first.date_text} bis {newest.date_text}."
        f" Der erste ist {first.value.number}, der höchste {peak.value.number} ({peak.date_text}),"
        f" der letzte {newest.value.number}."
    )


def has_coverage(series: Series) -> bool:
    return bool(series.points) and series.points[-1].coverage is not None


def completeness(series: Series) -> str:
    """„Summe der Unterkünfte: davon unvollständig 1, teils fortgeschrieben 2; zuletzt (31.08.2017) 24 von 24
    Unterkünften gemeldet.“"""
    partial, carried = [point for point in series.points if not point.whole], carried_points(series)
    marked = [
        f"{word} {german(len(points))}"
        for word, points in (("unvollständig", partial), ("teils fortgeschrieben", carried))
        if points
    ]
    parts = f"davon {', '.join(marked)}; " if marked else ""
    return f"{series.label}: {parts}{how_far(series)}."


def how_far(series: Series) -> str:
    """The newest date, and which one is shown while that one is still without a number."""
    newest, shown = series.points[-1], series.drawable[-1:]
    if newest.value.amount is not None or not shown:
        return f"zuletzt ({newest.date_text}) {newest.coverage}"
    return (
        f"letzte gezeigte Zahl vom {shown[0].date_text} ({shown[0].coverage}), für den {newest.date_text} "
        f"noch keine ({newest.coverage})"
    )


def carried_points(series: Series) -> list[Point]:
    return [point for point in series.drawable if point.value.kind is Kind.CARRIED]


def distinct_sources(series: Sequence[Series]) -> tuple[Provenance, ...]:
    sources = {point.source.label: point.source.whole for one in series for point in one.points}
    return tuple(sources.values())


def values_table(caption: str, series: Sequence[Series]) -> Table:
    rows = [[values_row(one, point) for point in one.points] for one in series]
    many = max(map(len, rows), default=0) > NEWEST
    return Table(
        key="werte",
        caption=caption,
        columns=(
            Column("stand", "Stand"),
            Column("personen", "Personen", numeric=True),
            Column("art", "Art des Werts"),
            Column("reihe", "Reihe"),
            Column("quelle", "Quelle"),
        ),
        rows=tuple(chain.from_iterable(rows)),
        chosen=tuple(chain.from_iterable(one[-NEWEST:] for one in rows)) if many else (),
        notes=(f"Gezeigt sind je Reihe die neuesten {NEWEST} Werte. Alle stehen in den Dateien.",)
        if many
        else (),
        example=any(one.example for one in series),
    )


def values_row(series: Series, point: Point) -> tuple[Cell, ...]:
    return (
        Cell(point.date_text),
        Cell(point.value),
        Cell(point.value.mark or "gemeldet"),
        Cell(series.label),
        provenance_cell(point.source),
    )
