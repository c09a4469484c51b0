"""The numbers that answer the first questions about accommodation."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal

from accommodation.arrivals import AllocationShare, MonthlyFlow
from accommodation.chapter.curve import PERSONS, change, comparable
from portal.dates import german_date, month_text
from portal.figures import KeyFigure, Point, Series, Value
from portal.numbers import german


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
        yield newest_figure("Summe der erfundenen Unterkünfte", examples)


def newest_figure(label: str, series: Series) -> KeyFigure:
    newest = series.drawable[-1]
    before = series.drawable[-2] if len(series.drawable) > 1 else None
    return KeyFigure(
        label,
        newest.value,
        newest.date_text,
        newest.source,
        change(newest, before) if before and comparable(newest, before) else None,
        note=completeness_note(newest) or waiting_note(newest, series.points[-1]),
        example=series.example,
    )


def waiting_note(shown: Point, newest: Point) -> str:
    """A later date for which reports still come in."""
    if newest.told or newest.at == shown.at:
        return ""
    return f"Für den {newest.date_text} gehen noch Meldungen ein: {newest.coverage}."


def completeness_note(point: Point) -> str:
    """Beside the number itself: who reads only that must not take it for the whole, nor for reported."""
    if not point.whole:
        return f"Unvollständig: {point.coverage}."
    if point.coverage is None or not point.coverage.carried:
        return ""
    if point.coverage.carried == 1:
        return "Enthält die letzte Zahl einer Unterkunft, die nicht gemeldet hat."
    number = german(point.coverage.carried)
    return f"Enthält die letzten Zahlen von {number} Unterkünften, die nicht gemeldet haben."


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
            highest.citation.provenance(of=highest),
        )


def allocation_shares(as_of: date) -> Iterable[KeyFigure]:
    share = AllocationShare.objects.select_related("citation__source").exclude(valid_from__gt=as_of).first()
    if share:
        yield KeyFigure(
            "Aufnahmequote",
            Value(share.percent, unit="%", decimals=2),
            share.date_text or (german_date(share.valid_from) if share.valid_from else "ohne Datum"),
            share.citation.provenance(of=share),
            note=f"{share.of_what}. {share.remark}".strip(),
        )
