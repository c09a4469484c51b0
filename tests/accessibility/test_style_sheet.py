"""Our own style sheet is small: no rule that nothing uses, no class that says nothing, sizes by name."""

import re

import pytest
from django.conf import settings

STYLES = settings.BASE_DIR / "static" / "css"
TEMPLATES = settings.BASE_DIR / "templates"
CSS = {name: (STYLES / name).read_text(encoding="utf-8") for name in ("portal.css", "print.css")}
COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
RULE = re.compile(r"([^{}]+)\{([^{}]*)\}")
CLASS = re.compile(r'class="((?:\{\{.*?\}\}|\{%.*?%\}|[^"])*)"')

# Written by portal/charts and portal/help.
DRAWN = {"chart__picture", "chart__paper", "chart__edge", "handbook__picture", "sample"}
# Admin and history have the classes of their packages; a report's file has a style of its own.
OTHERS = ("admin/", "simple_history/", "reports/file.html")
# The first block of a page, for who works on it; what only the style in a report's file knows; the admin's
# names for a button, for the conflict that is shown there too.
UNSTYLED = {"lead-block", "numeric", "button", "default"}


def rules() -> list[tuple[str, str]]:
    return [rule for text in CSS.values() for rule in RULE.findall(COMMENT.sub("", text))]


def styled() -> set[str]:
    return {name for selector, _ in rules() for name in re.findall(r"\.([a-zA-Z][\w-]*)", selector)}


def used() -> set[str]:
    """Classes in our templates; „tile--*“ where the rest is data."""
    found = set()
    for path in TEMPLATES.rglob("*.html"):
        if not str(path.relative_to(TEMPLATES)).startswith(OTHERS):
            text = re.sub(r"\{#.*?#\}", "", path.read_text(encoding="utf-8"))
            for names in CLASS.findall(text):
                written = re.sub(r"\{\{.*?\}\}", "*", re.sub(r"\{%.*?%\}", " ", names))
                found |= set(written.split())
    return found


def test_every_rule_is_for_something_that_is_there():
    there = used()
    patterns = [re.escape(name).replace(r"\*", ".*") for name in there if "*" in name]
    dead = {
        name
        for name in styled() - there - DRAWN
        if not name.startswith("kern-") and not any(re.fullmatch(pattern, name) for pattern in patterns)
    }
    assert dead == set()


def test_every_class_of_ours_says_something():
    ours = {name for name in used() if not name.startswith("kern-") and "*" not in name}
    assert ours - styled() - UNSTYLED == set()


def test_no_rule_stands_twice():
    text = COMMENT.sub("", CSS["portal.css"])
    without_media = re.sub(r"@media[^{]*\{(?:[^{}]*\{[^{}]*\})*[^{}]*\}", "", text)
    selectors = [" ".join(selector.split()) for selector, _ in RULE.findall(without_media)]
    assert sorted(selectors) == sorted(set(selectors))


@pytest.mark.parametrize(
    "size", [r"border-radius: \d", r"\b[14]px solid var", r"font-size: 1(\.125|\.3125)?rem"]
)
def test_what_kern_has_a_name_for_is_called_by_it(size):
    assert re.findall(size, COMMENT.sub("", CSS["portal.css"])) == []


def test_colours_are_kerns_but_on_the_map_and_around_a_code_for_cameras():
    literal = re.compile(r"#[0-9a-f]{3,8}\b|\brgba?\(|\bhsl", re.IGNORECASE)
    elsewhere = [
        " ".join(selector.split())
        for selector, body in rules()
        if literal.search(body) and not re.search(r"tile|\.qr", selector)
    ]
    assert elsewhere == []
