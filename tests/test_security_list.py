"""The list of docs/security.md is whole, and what it says is shown by tests that there are."""

import ast
import re
from collections import Counter
from functools import cache
from pathlib import Path

import pytest
from django.conf import settings

HOUSE = Path(settings.BASE_DIR)
LIST = (HOUSE / "docs" / "security.md").read_text(encoding="utf-8")
GROUPS = {
    "AUT": 16, "SES": 5, "HDR": 7, "UPL": 16, "IMP": 14, "EXP": 6, "RPT": 5, "PRM": 12, "CON": 7, "AUD": 8,
    "BCK": 8, "DBL": 4, "MIG": 5, "LOG": 7, "OPS": 10, "RAT": 2, "SUP": 13,
}  # fmt: skip
ROWS = re.findall(r"^\| ([A-Z]{3}-\d\d) \| (.+?) \| (.+) \|$", LIST, flags=re.MULTILINE)
TEST = re.compile(r"`(tests/[\w/]+\.py)::([\w:]+)`")
REASONS = ("open: ", "paper: ", "not ours: ")


def standing(shown: str) -> str:
    """What a row claims: a reason, or tests, or tests with something missing."""
    for reason in REASONS:
        if shown.startswith(reason):
            return reason.removesuffix(": ")
    return "partly" if "; partly: " in shown else "proven"


@cache
def names_in(path: str) -> frozenset[str]:
    """`test` and `Class::test`, read without importing."""
    body = ast.parse((HOUSE / path).read_text(encoding="utf-8")).body
    classes = [node for node in body if isinstance(node, ast.ClassDef)]
    inside = [f"{one.name}::{node.name}" for one in classes for node in functions(one.body)]
    return frozenset(inside + [node.name for node in functions(body)])


def functions(body: list[ast.stmt]) -> list[ast.FunctionDef]:
    return [node for node in body if isinstance(node, ast.FunctionDef) and node.name.startswith("test_")]


def test_every_line_stands_there_once_and_in_order():
    expected = [f"{group}-{number:02}" for group, count in GROUPS.items() for number in range(1, count + 1)]
    assert [number for number, *_ in ROWS] == expected
    assert len(expected) == 145


@pytest.mark.parametrize("shown", [pytest.param(shown, id=number) for number, _, shown in ROWS])
def test_what_shows_it_is_there(shown):
    named = TEST.findall(shown)
    assert bool(named) == (standing(shown) in ("proven", "partly"))
    assert [f"{path}::{name}" for path, name in named if name not in names_in(path)] == []
    assert "tests/" not in TEST.sub("", shown).replace("tests.", "")  # nothing that only looks like a test


@pytest.mark.parametrize("kind", ["proven", "partly", "open", "paper", "not ours"])
def test_the_numbers_in_the_text_are_right(kind):
    [stated] = re.findall(rf"\*\*{kind}\*\*.*?\((\d+) lines\)", LIST)
    assert int(stated) == Counter(standing(shown) for *_, shown in ROWS)[kind]
