"""Showing a printed report as HTML. Nothing is computed here."""

from collections.abc import Iterator

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

register = template.Library()

# As wide as dict: the shapes stand in portal/report/document.py, and the roof is not imported from here.
Part = dict


@register.filter
def is_answer(document: Part) -> bool:
    """A short paper, without a table of contents."""
    return any(section["key"] in ("anfrage", "antwort") for section in document["sections"])


@register.filter
def picture(drawing: Part) -> SafeString:
    return mark_safe(drawing["svg"])  # noqa: S308 our own drawing, its texts are escaped by XML


@register.filter
def numbers(references: list[Part], block: Part) -> SafeString:
    """Raised numbers that lead to the block's sources."""
    if not references:
        return mark_safe("")
    links = format_html_join(
        ", ",
        '<a href="#quelle-{0}" aria-label="Quelle {0}">{0}</a>',
        ((block["first_note"] + reference["index"],) for reference in references),
    )
    return format_html("<sup>{}</sup>", links)


@register.filter
def anchor(note: Part, block: Part) -> str:
    return f"quelle-{block['first_note'] + block['notes'].index(note)}"


@register.filter
def tag(node: Part, block: Part) -> str:
    """Of a heading within a block: below that of the block, which stands below its section's."""
    return f"h{min(6, node['level'] + (3 if block['heading'] else 2))}"


@register.filter
def beneath(row: list[Part], table: Part) -> Iterator[tuple[Part, Part]]:
    """Each cell of a row together with its column."""
    return zip(table["columns"], row, strict=True)
