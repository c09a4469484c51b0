"""Showing what `portal.figures` holds. Nothing is computed here."""

import logging
from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from django import template
from django.template.loader import render_to_string
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from portal.charts import drawn
from portal.dates import german_date
from portal.figures import HIDDEN, Cell, Column, Kind, Picture, Value
from portal.signs import NOTHING, cells_of, signs_in

logger = logging.getLogger(__name__)
register = template.Library()


@register.simple_tag
def chart_svg(chart: Picture) -> SafeString:
    """The drawing for inside the page; empty if it cannot be drawn, since the table still says it all."""
    try:
        return mark_safe(drawn(chart, "svg"))  # noqa: S308 our own drawing, its texts are escaped by XML
    except Exception:
        logger.exception("Chart %s could not be drawn", chart.key)
        return mark_safe("")


@register.filter
def shown(content: str | Value | date) -> str:
    """The content of a cell, with the mark of a value that is not simply reported."""
    if isinstance(content, Value):
        return _shown_value(content)
    return german_date(content) if isinstance(content, date) else content


def _shown_value(value: Value) -> str:
    if value.kind is Kind.SUPPRESSED:
        # A screen reader would pass over the dot.
        return format_html(
            '<span aria-hidden="true">{}</span><span class="sr-only">{}</span>', HIDDEN, value.mark
        )
    # The heading of the column names the unit; only a percent sign stays with its number.
    text = str(value) if value.unit == "%" else value.number
    if value.mark and value.amount is not None:
        return format_html('<span class="mark">{}</span> {}', value.mark, text)
    return text


@register.filter
def under(row: Iterable[Cell], columns: Iterable[Column]) -> Iterator[tuple[Column, Cell]]:
    """Each cell of a row together with its column."""
    return zip(columns, row, strict=True)


@register.simple_block_tag
def signs(content: SafeString, *, nothing: str = "") -> SafeString:
    """A table, and right below it what each sign means that stands in it. `nothing`: what the dash means in
    this table, where there is more to say than everywhere."""
    found = [
        (sign, nothing if nothing and sign == NOTHING else meaning)
        for sign, meaning in signs_in(cells_of(content))
    ]
    return content + render_to_string("components/signs.html", {"signs": found}) if found else content


@register.filter
def of_level(messages: Iterable[object], level: str) -> list[object]:
    """The messages of a delivery that are errors, warnings or notices; fresh objects or kept as JSON."""
    return [message for message in messages if _level(message) == level]


def _level(message: Any) -> str:
    return message["level"] if isinstance(message, dict) else message.level
