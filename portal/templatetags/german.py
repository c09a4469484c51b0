"""Dates and numbers as the council papers print them."""

from datetime import date
from decimal import Decimal

from django import template
from django.utils.safestring import SafeString, mark_safe

from portal import dates, numbers

register = template.Library()


@register.simple_block_tag
def unbroken(content: SafeString) -> SafeString:
    return mark_safe(numbers.unbroken(content))  # noqa: S308 only spaces become others


@register.filter
def long_date(when: date | None) -> str:
    """31. August 2017; empty for no date."""
    return dates.long_date(when) if when else ""


@register.filter
def german_date(when: date | None) -> str:
    """31.08.2017; empty for no date."""
    return dates.german_date(when) if when else ""


@register.filter
def german(amount: Decimal | int | None) -> str:
    """7.362; „k. A.“ for None, because no number is not zero."""
    return "k. A." if amount is None else numbers.german(amount)
