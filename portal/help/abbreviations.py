"""What an abbreviation means: the first table of the glossary, and what a page leaves unexplained of it."""

import re
from functools import cache
from html import unescape

from markdown_it.token import Token

from portal.help.handbook import FOLDER
from portal.help.rendering import PARSER

TAG = re.compile(r"<[^>]*>")
HYPHEN = re.compile("[-\N{NON-BREAKING HYPHEN}\N{SOFT HYPHEN}]")
NEAR = 80  # characters: „FIM (Flüchtlingsintegrationsmaßnahmen)“ explains itself, what comes later does not


@cache
def abbreviations() -> dict[str, str]:
    """Each with the words it stands for: what comes before the colon."""
    tokens = PARSER.parse((FOLDER / "glossar.md").read_text(encoding="utf-8"))
    begin = next(number for number, token in enumerate(tokens) if token.type == "tbody_open")
    end = next(number for number, token in enumerate(tokens) if token.type == "tbody_close")
    cells = [token.content for token in tokens[begin:end] if is_text(token)]
    return {short: long.partition(": ")[0] for short, long in zip(cells[::2], cells[1::2], strict=True)}


def is_text(token: Token) -> bool:
    return token.type == "inline"


@cache
def any_of_them() -> re.Pattern[str]:
    """The longest first: SI-IP is not SI. „FIM-Plätze“ has one, „FIMA“ has none."""
    longest_first = sorted(abbreviations(), key=len, reverse=True)
    return re.compile(rf"(?<![\w-])(?:{'|'.join(map(re.escape, longest_first))})(?!\w)")


def unexplained(html: str) -> dict[str, str]:
    """The abbreviations in what can be read of it whose words do not stand there when they are first used; in
    order of the alphabet."""
    text = visible(html)
    first = {found[0]: found.start() for found in reversed([*any_of_them().finditer(text)])}
    return {
        short: abbreviations()[short]
        for short in sorted(first, key=str.casefold)
        if in_one_piece(abbreviations()[short]) not in in_one_piece(text[: first[short] + NEAR])
    }


def in_one_piece(words: str) -> str:
    """„Flüchtlings-Integrations-Maßnahmen“, as Leichte Sprache writes it, is the same word."""
    return HYPHEN.sub("", words).casefold()


def visible(html: str) -> str:
    return re.sub(r"\s+", " ", unescape(TAG.sub(" ", html)))
