"""What an abbreviation means: the first table of the glossary, and what a page leaves unexplained of it."""

import re
from functools import cache
from html import unescape

from markdown_it.token import Token

from portal.help.handbook import FOLDER
from portal.help.rendering import PARSER

TAG = re.compile(r"<[^>]*>")
COLUMNS = 3  # abbreviation, written out, what it is


@cache
def abbreviations() -> dict[str, str]:
    """Each with the words it stands for."""
    tokens = PARSER.parse((FOLDER / "glossar.md").read_text(encoding="utf-8"))
    begin = next(number for number, token in enumerate(tokens) if token.type == "tbody_open")
    end = next(number for number, token in enumerate(tokens) if token.type == "tbody_close")
    cells = [token.content for token in tokens[begin:end] if is_text(token)]
    return dict(zip(cells[::COLUMNS], cells[1::COLUMNS], strict=True))


def is_text(token: Token) -> bool:
    return token.type == "inline"


@cache
def any_of_them() -> re.Pattern[str]:
    """The longest first: SI-IP is not SI. „FIM-Plätze“ has one, „FIMA“ has none."""
    longest_first = sorted(abbreviations(), key=len, reverse=True)
    return re.compile(rf"(?<![\w-])(?:{'|'.join(map(re.escape, longest_first))})(?!\w)")


def unexplained(html: str) -> dict[str, str]:
    """The abbreviations in what can be read of it whose words do not stand there, too; in order of the
    alphabet."""
    text = visible(html)
    used = set(any_of_them().findall(text))
    words = {short: abbreviations()[short] for short in sorted(used, key=str.casefold)}
    return {short: long for short, long in words.items() if long.casefold() not in text.casefold()}


def visible(html: str) -> str:
    return re.sub(r"\s+", " ", unescape(TAG.sub(" ", html)))
