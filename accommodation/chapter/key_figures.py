"""The numbers that answer the first questions about accommodation."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal

from accommodation.chapter.curve import PERSONS, change
from accommodation.models import AllocationShare, MonthlyFlow
from portal.dates import german_date, month_text
from portal.figures import EXAMPLE, KeyFigure, Point, Series, Value


def key_figures(as_of: date, reported: Series, sums: Series, examples: Series) -> Iterable[KeyFigure]:
    if reported.drawable:
        yield newest_figure("Menschen in städtischen Unterkünften", reported)
    if sums.drawable:
        yield newest_figure("Summe der Unterkünfte", sums)
    if len(reported.drawable) > 1:
        peak = reported.peak
        yield KeyFigure("Höchster berichteter Wert", peak.value, peak.date_text, peak.source)
    yield from highest_arrivals(as_of)
    yield from allocation_shares(as_of)
    if examples.drawable:
        yield newest_figure(EXAMPLE, examples)


def newest_figure(label: str, series: Series) -> KeyFigure:
    newest = series.drawable[-1]
    before = series.drawable[-2] if len(series.drawable) > 1 else None
    return KeyFigure(
        label,
        newest.value,
        newest.date_text,
        newest.source,
        change(newest, before) if before and comparable(newest, before) else None,
        note=incomplete_note(newest),
        example=series.example,
    )


def incomplete_note(point: Point) -> str:
    """Beside the number itself: who reads only that must not take it for the whole."""
    if point.coverage is None or point.coverage.complete:
        return ""
    return f"Unvollständig: {point.coverage}."


def comparable(newer: Point, older: Point) -> bool:
    """Sums of different coverage are not compared: a missing house is not a departure."""
    return newer.coverage == older.coverage or all(
        point.coverage is None or point.coverage.complete for point in (newer, older)
    )


def highest_arrivals(as_of: date) -> Iterable[KeyFigure]:
    """The month with the most arrivals is computed, never typed."""
    flows = MonthlyFlow.objects.select_related("citation__source").filter(
        month__lte=as_of, arrivals__isnull=False, forecast=False
    )
    highest = max(flows, key=lambda flow: flow.arrivals, default=None)
    if highest:
        yield KeyFigure(
            "Höchste Zahl an Zugängen in einem Monat",
            Value(Decimal(highest.arrivals), unit=PERSONS),
            month_text(highest.month),
            highest.citation.provenance(),
        )


def allocation_shares(as_of: date) -> Iterable[KeyFigure]:
    share = AllocationShare.objects.select_related("citation__source").exclude(valid_from__gt=as_of).first()
    if share:
        yield KeyFigure(
            "Aufnahmequote",
            Value(share.percent, unit="%", decimals=2),
            share.date_text or (german_date(share.valid_from) if share.valid_from else "ohne Datum"),
            share.citation.provenance(),
            note=f"{share.of_what}. {share.remark}".strip(),
        )
