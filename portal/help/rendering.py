"""The handbook's Markdown as HTML for the portal. Who writes it has the right to commit; what other people
write goes through `portal.markdown` instead.

The same files can be read where the code lies: links name the files, and anchors are made as there.
"""

import struct
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from django.conf import settings
from django.templatetags.static import static
from django.urls import reverse
from django.utils.html import escape, format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.text import slugify
from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.token import Token
from markdown_it.utils import EnvType, OptionsDict

PICTURES = settings.BASE_DIR / "docs" / "pictures"
INDEX = "README.md"  # what is shown for the folder where the code lies


@dataclass(frozen=True)
class Section:
    anchor: str
    title: str
    level: int


@dataclass(frozen=True)
class Written:
    """A page without its own heading, which is its title."""

    title: str
    sections: tuple[Section, ...]
    html: SafeString
    targets: tuple[str, ...]  # of its links, as written


class Renderer(RendererHTML):
    """What the portal's pages need besides plain HTML: names for what scrolls, places for pictures."""

    def table_open(self, tokens: Sequence[Token], index: int, options: OptionsDict, env: EnvType) -> str:
        title = escape(env["titles"][index])
        return (
            f'<div class="table-scroll" role="region" aria-label="{title}" tabindex="0">'
            f'<table class="kern-table kern-table--small"><caption class="sr-only">{title}</caption>\n'
        )

    def table_close(self, tokens: Sequence[Token], index: int, options: OptionsDict, env: EnvType) -> str:
        return "</table></div>\n"

    def fence(self, tokens: Sequence[Token], index: int, options: OptionsDict, env: EnvType) -> str:
        return format_html('<pre class="sample" tabindex="0"><code>{}</code></pre>\n', tokens[index].content)

    def image(self, tokens: Sequence[Token], index: int, options: OptionsDict, env: EnvType) -> str:
        name = Path(str(tokens[index].attrGet("src"))).name
        width, height = size_of(PICTURES / name)
        return format_html(
            '<img class="handbook__picture" src="{}" alt="{}" width="{}" height="{}">',
            static(f"pictures/{name}"), tokens[index].content, width, height,
        )  # fmt: skip


PARSER = MarkdownIt("commonmark", {"html": False}, renderer_cls=Renderer).enable("table")


def written(text: str) -> Written:
    """Raises ValueError for a text that does not begin with its title."""
    tokens = PARSER.parse(text)
    if not tokens or tokens[0].tag != "h1":
        raise ValueError("Die Seite beginnt nicht mit ihrer Überschrift.")
    title, body = tokens[1].content, tokens[3:]
    sections = tuple(name_headings(body))
    titles = name_tables(body, title)
    name_columns_and_rows(body)
    targets = tuple(lead_links_into_the_portal(body))
    html = PARSER.renderer.render(body, PARSER.options, {"titles": titles})
    # Of files that were committed, by a parser that takes no HTML.
    return Written(title, sections, mark_safe(html), targets)  # noqa: S308


def name_headings(tokens: Sequence[Token]) -> Iterator[Section]:
    for heading, words in pairwise(tokens):
        if heading.type == "heading_open":
            anchor = slugify(words.content, allow_unicode=True)
            heading.attrSet("id", anchor)
            yield Section(anchor, words.content, int(heading.tag[1]))


def name_tables(tokens: Sequence[Token], title: str) -> dict[int, str]:
    """By the place of each table: the heading above it, with a number from the second one on."""
    names: dict[int, str] = {}
    above = title
    for index, token in enumerate(tokens):
        if token.type == "heading_open":
            above = tokens[index + 1].content
        elif token.type == "table_open":
            again = sum(name.startswith(above) for name in names.values())
            names[index] = f"{above} ({again + 1})" if again else above
    return names


def name_columns_and_rows(tokens: Sequence[Token]) -> None:
    """The first cell of a row says what the row is about. A heading without words is no heading."""
    for index, token in enumerate(tokens):
        if token.type == "tr_open":
            token.attrSet("class", "kern-table__row")
        elif token.type == "th_open" and tokens[index + 1].content:
            token.attrs |= {"scope": "col", "class": "kern-table__header"}
        elif token.type in ("th_open", "td_open"):
            first = token.type == "td_open" and tokens[index - 1].type == "tr_open"
            token.tag = tokens[index + 2].tag = "th" if first else "td"
            token.attrs |= (
                {"scope": "row", "class": "kern-table__header"} if first else {"class": "kern-table__cell"}
            )


def lead_links_into_the_portal(tokens: Sequence[Token]) -> Iterator[str]:
    for inline in tokens:
        for token in inline.children or ():
            if token.type == "link_open":
                target = str(token.attrGet("href"))
                token.attrSet("href", address_of(target))
                yield target


def address_of(target: str) -> str:
    """„berichte.md#freigeben“ is „/hilfe/berichte/#freigeben“; what is no page of the handbook stays."""
    name, hash_, anchor = target.partition("#")
    if not name.endswith(".md"):
        return target
    page = "" if name == INDEX else f"{name.removesuffix('.md')}/"
    return f"{reverse('help:index')}{page}{hash_}{anchor}"


def size_of(picture: Path) -> tuple[int, int]:
    """Width and height of a PNG in pixels, so that the page does not jump when it comes."""
    width, height = struct.unpack(">II", picture.read_bytes()[16:24])
    return width, height
