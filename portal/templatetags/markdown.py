"""What people wrote in Markdown, on a page."""

from django import template
from django.utils.safestring import SafeString

from portal.markdown import html_of

register = template.Library()


@register.filter
def markdown(text: str, below: int) -> SafeString:
    """`{{ answer.text|markdown:2 }}` stands under a heading of level 2."""
    return html_of(text, below=below)
