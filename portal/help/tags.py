"""Explains at the foot of a page what its abbreviations mean, where the page itself does not."""

from django import template
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from portal.help.abbreviations import unexplained

register = template.Library()


@register.simple_block_tag
def explained(content: SafeString) -> SafeString:
    """A list and not `<abbr title>`: that opens to no finger and is read by few screen readers."""
    words = unexplained(content)
    return content + render_to_string("components/abbreviations.html", {"words": words}) if words else content
