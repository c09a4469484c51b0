"""The register of the report's facts, and whether a reader finds each of them beside its own source.

FACTS = facts(FOLDER, {"statements": ("text",), "figures": ("value_text", "scope")})

@pytest.mark.parametrize("number", NUMBERS)
def test_a_number_of_the_register_is_read_beside_its_source(pieces, number):
    assert FACTS[number]
    assert unread(FACTS[number], pieces) == []
"""

import re
import tomllib
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from html import unescape
from pathlib import Path
from typing import NamedTuple

from django.test import Client

from portal.numbers import NO_BREAK_SPACE
from tests import people

TITLES = {"bericht": "Ausführlicher Bericht"}
PAPER = re.compile(r"\d+/\d{4}")

# Where one row, statement or figure of a page begins.
PIECE = re.compile(r"<(?:tr|li|article)\b")


class Fact(NamedTuple):
    said: tuple[str, ...]  # one of these words a reader sees
    source: tuple[str, ...]  # and all of these beside them


def facts(
    folder: Path, said_by: Mapping[str, Sequence[str]], uncited: tuple[str, ...] = ()
) -> dict[str, list[Fact]]:
    """Number of the register → what each of its rows says, and how its source is written; `uncited`: beside
    what else is read that has no citation of its own, such as an organisation."""
    found = defaultdict(list)
    for file, keys in said_by.items():
        for rows in tomllib.loads((folder / f"{file}.toml").read_text("utf-8")).values():
            for row in rows:
                for number in row.get("register", []):
                    found[number].append(Fact(words(row, keys), source(row) or uncited))
    return found


def words(row: dict, keys: Sequence[str]) -> tuple[str, ...]:
    """What the row says under these keys, each of several names by itself."""
    said = (row[key] for key in keys if row.get(key))
    return tuple(word for one in said for word in (one if isinstance(one, list) else [one]))


def source(row: dict) -> tuple[str, ...]:
    """Nothing for what has no citation of its own."""
    cited = row.get("citation")
    if cited is None:
        return ()
    known = [cited.get("chapter"), cited.get("locator"), title(cited["source"])]
    return tuple(text for text in known if text)


def title(source: str) -> str | None:
    """A paper is called by its number, also where the report misprints it; other titles are long."""
    return f"GRDrs {source}" if PAPER.fullmatch(source) else TITLES.get(source)


def pieces_of(addresses: Iterable[str]) -> list[str]:
    """What a member of the council reads there: every row, statement and figure."""
    client = Client()
    client.force_login(people.rosa())
    pages = [unescape(client.get(address).content.decode()) for address in addresses]
    return [piece for page in pages for piece in PIECE.split(page)]


def unread(known: Iterable[Fact], pieces: Sequence[str]) -> list[Fact]:
    """The facts that stand nowhere beside their own source."""
    return [fact for fact in known if not any(reads(piece, fact) for piece in pieces)]


def reads(piece: str, fact: Fact) -> bool:
    piece = piece.replace(NO_BREAK_SPACE, " ")
    return any(word in piece for word in plain(fact.said)) and all(
        part in piece for part in plain(fact.source)
    )


def plain(words: Iterable[str]) -> Iterable[str]:
    return (word.replace(NO_BREAK_SPACE, " ") for word in words)
