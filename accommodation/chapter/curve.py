"""„Abbildung 1“: the occupancy curve, its series, and the sentence that it proves."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal

from django.conf import settings

from accommodation.models import Occupancy, Shelter
from portal.dates import MONTHS, german_date, month_text
from portal.figures import (
    EXAMPLE,
    Audience,
    Cell,
    Change,
    Chart,
    Column,
    Coverage,
    Kind,
    Point,
    Provenance,
    Series,
    Table,
    Value,
)
from portal.models import ReportedFigure
from portal.numbers import german, percent
from portal.small_numbers import protect

PERSONS = "Personen"


def reported_series(as_of: date) -> Series:
    """The city's totals as council papers state them, the leading value of each date."""
    figures = ReportedFigure.objects.of("occupancy_total").released().leading().as_of(as_of)
    return Series("reported", "Berichtete Gesamtzahl", tuple(map(reported_point, figures)))


def other_sources_series(as_of: date) -> Series:
    """What other sources say of the same dates, by definitions of their own."""
    figures = ReportedFigure.objects.of("occupancy_total").released().as_of(as_of).filter(leading=False)
    points = tuple(map(reported_point, figures))
    return Series("others", "Andere Quellen, andere Abgrenzung", points, joined=False)


def reported_point(figure: ReportedFigure) -> Point:
    end = figure.period_end or figure.period_start
    return Point(end, figure.as_value(), figure.when, figure.provenance(), start=figure.period_start)


def sum_series(as_of: date, audience: Audience, *, example: bool) -> Series:
    """What the shelters reported, added up per reporting date, with its coverage."""
    occupancies = Occupancy.objects.as_of(as_of)
    sums = list(occupancies.sums(example=example))
    expected = Shelter.objects.invented(example).expected_on(row["as_of"] for row in sums)
    points = [sum_point(row, expected[row["as_of"]]) for row in sums]
    if audience is Audience.INTERNAL:
        points = [traceable(point) for point in points]
    else:
        districts = occupancies.district_totals(example=example)
        points = [protected(point, districts[point.at]) for point in points]
    label = EXAMPLE if example else "Summe der Unterkünfte"
    return Series("example" if example else "sums", label, tuple(points), example=example)


def sum_point(row: dict, expected: int) -> Point:
    coverage = Coverage(row["reported"], max(expected, row["reported"]))
    only_months = row["monthly"] == row["reported"]
    when = row["as_of"]
    return Point(
        at=when,
        value=Value(Decimal(row["total"]), Kind.ESTIMATED if row["estimated"] else Kind.REPORTED, PERSONS),
        date_text=month_text(when) if only_months else german_date(when),
        source=Provenance("Meldungen der Träger", str(coverage)),
        start=when.replace(day=1) if only_months else None,
        coverage=coverage,
    )


def traceable(point: Point) -> Point:
    """For who may see the shelters that make up the sum."""
    where = f"/unterbringung/unterkuenfte/?stichtag={point.at:%Y-%m-%d}"
    return replace(point, source=replace(point.source, url=where))


def protected(point: Point, districts: list[int]) -> Point:
    """Hidden where the districts of that date need it hidden, in the curve as in their table."""
    parts = [Value(Decimal(persons), unit=PERSONS) for persons in districts]
    return replace(point, value=protect(parts, point.value, settings.SMALL_NUMBER)[1])


def speaks_for_the_city(sums: Series, reported: Series) -> bool:
    """A sum leads only where it is complete and newer than the last reported total."""
    if not sums.drawable:
        return False
    newest = sums.drawable[-1]
    complete = newest.coverage is not None and newest.coverage.complete
    return complete and (not reported.drawable or newest.at > reported.drawable[-1].at)


def lead(series: Series) -> str:
    if not series.drawable:
        return "Für diesen Stichtag liegt noch keine Zahl vor."
    newest = series.drawable[-1]
    sentence = f"{when_sentence(newest)} lebten {newest.value} in den städtischen Unterkünften"
    if len(series.drawable) == 1:
        return f"{sentence}."
    return f"{sentence}, {change_to(newest, series.drawable[-2])}."


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
    return Change(amount, f"{older.date_text} ({older.value.number})", percent=share)


def change_to(newer: Point, older: Point) -> str:
    difference = newer.value.amount - older.value.amount
    if not difference:
        return f"so viele wie im Wert davor ({older.date_text})"
    word = "mehr" if difference > 0 else "weniger"
    return f"{german(abs(difference))} {word} als im Wert davor ({older.date_text})"


def occupancy_chart(leading: Series, series: Sequence[Series]) -> Chart:
    table = values_table("Werte der Abbildung 1 mit ihren Quellen", series)
    return Chart(
        key="belegung",
        heading=finding_of(leading),
        title="Abbildung 1: Belegung der städtischen Unterkünfte",
        summary=summary(leading, series),
        unit=PERSONS,
        series=tuple(series),
        table=table,
        sources=distinct_sources(series),
        notes=(
            "Die Zeitachse ist maßstäblich: Ungleiche Abstände der Stichtage sehen ungleich aus.",
            "Berichtete Gesamtzahlen und Summen der Unterkünfte sind zwei Reihen, nie vermischt.",
        ),
    )


def finding_of(series: Series) -> str:
    """The sentence that the curve proves, computed from its own points."""
    points = series.drawable
    if not points:
        return "Noch keine Zahlen zur Belegung"
    newest, peak = points[-1], series.peak
    if len(points) == 1:
        return f"Belegung {newest.date_text}: {newest.value}"
    if newest.value.amount == peak.value.amount:
        return risen(points[0], newest)
    return f"Belegung seit {peak.date_text} um {percent(-growth(peak, newest))} gesunken"


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
    if not leading.drawable:
        return "Es liegen noch keine Werte vor."
    first, peak, newest = leading.drawable[0], leading.peak, leading.drawable[-1]
    sentences = [
        f"{leading.label}: {german(len(leading.drawable))} Werte"
        f" von {first.date_text} bis {newest.date_text}.",
        f"Der erste ist {first.value.number}, der höchste {peak.value.number} ({peak.date_text}),"
        f" der letzte {newest.value.number}.",
    ]
    sentences += [
        f"Daneben: {other.label} mit {german(len(other.drawable))} Werten."
        for other in series
        if other is not leading
    ]
    return " ".join(sentences)


def distinct_sources(series: Sequence[Series]) -> tuple[Provenance, ...]:
    sources = {
        point.source.label: Provenance(point.source.label, url=point.source.url)
        for one in series
        for point in one.points
    }
    return tuple(sources.values())


def values_table(caption: str, series: Sequence[Series]) -> Table:
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
        rows=tuple(
            (
                Cell(point.date_text),
                Cell(point.value),
                Cell(point.value.mark or "gemeldet"),
                Cell(one.label),
                Cell(str(point.source), point.source.url),
            )
            for one in series
            for point in one.points
        ),
        example=any(one.example for one in series),
    )
