"""Markdown that people write, as HTML that can do no harm.

Two gates, each of them enough: the parser knows neither raw HTML nor images nor links to anywhere
else, and the sanitiser lets through only what is listed here.
"""

import re

import nh3
from django.utils.safestring import SafeString, mark_safe
from markdown_it import MarkdownIt

DEEPEST = 6  # there is no h7
TAGS = {"p", "br", "hr", "ul", "ol", "li", "strong", "em", "a", "blockquote", "h2", "h3", "h4", "h5", "h6"}
ATTRIBUTES: dict[str, set[str]] = {"a": {"href"}, "ol": {"start"}, "*": set()}
# To a page on the net, to a mailbox, or within the portal; „//host“ would leave it.
LINK = re.compile(r"https://|mailto:|/(?![/\\])", re.IGNORECASE)

PARSER = MarkdownIt("commonmark", {"html": False, "breaks": True})
# Who indents a paragraph does not mean a program.
PARSER.disable(["image", "code", "fence", "backticks"])
PARSER.validateLink = lambda url: bool(LINK.match(url))  # type: ignore[method-assign]


def html_of(text: str, *, below: int) -> SafeString:
    """`below` is the level of the heading on the page under which the text stands. Its own headings
    begin one level deeper and skip none, whatever their writer chose."""
    tokens = PARSER.parse(text)
    above: list[int] = []
    for token in tokens:
        if token.type == "heading_open":
            own = int(token.tag[1])
            above = [*(level for level in above if level < own), own]
        if token.type in ("heading_open", "heading_close"):
            token.tag = f"h{min(below + len(above), DEEPEST)}"
    html = PARSER.renderer.render(tokens, PARSER.options, {})
    return mark_safe(nh3.clean(html, tags=TAGS, attributes=ATTRIBUTES, attribute_filter=_allowed))  # noqa: S308


def _allowed(tag: str, attribute: str, value: str) -> str | None:
    return value if attribute != "href" or LINK.match(value) else None
