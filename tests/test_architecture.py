"""The house stands as docs/architecture.md says: who may import whom, and what nobody imports.

Read from the source, without importing it. Imports that only serve types (`if TYPE_CHECKING`) do not count.
"""

import ast
import re
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

from django.apps import apps
from django.conf import settings

HOUSE = Path(settings.BASE_DIR)
AREAS = ("accommodation", "taskforce", "volunteering", "culture_sport", "fim", "pakt")

# Puts the areas together; everything else in portal/ is the ground floor they stand on.
ROOF = (
    "portal.settings", "portal.urls", "portal.wsgi", "portal.start", "portal.first_steps", "portal.inbox",
    "portal.report", "portal.council", "portal.library", "portal.factcheck", "portal.report_facts",
    "portal.opendata", "portal.news", "portal.search", "portal.districts", "portal.operation",
    "portal.help", "portal.management", "portal.privacy", "portal.accessibility",
)  # fmt: skip

# The rooms of an area: each imports only from rooms before it, and from its own.
ROOMS = (
    ("apps", "forecast"), ("querysets",), ("arrivals", "scenarios", "thresholds"), ("models",),
    ("imports",),
    ("actions", "confirmation", "form_deliveries", "masterdata", "retention", "withdrawal"),
    ("chapter", "reporting", "ical", "own_work", "organigram"), ("lists",), ("formsets", "admin"),
    (
        "forms", "views", "urls", "report_forms", "report_views", "meeting_views", "link_views",
        "offer_views", "work_views", "balance_views",
    ),
)  # fmt: skip
FLOOR = {room: height for height, rooms in enumerate(ROOMS) for room in rooms}

# Where one area's tables may point to another's (design: so a budget line points to a measure).
POINTS_TO = {
    ("volunteering", "accommodation"), ("fim", "accommodation"),
    ("pakt", "taskforce"), ("pakt", "fim"), ("pakt", "volunteering"),
}  # fmt: skip


class Import(NamedTuple):
    by: str
    line: int
    what: str

    def __str__(self) -> str:
        return f"{self.by}, line {self.line}, imports {self.what}"


def test_the_ground_floor_imports_no_area():
    assert found(lambda i: is_ground_floor(i.by) and top(i.what) in AREAS) == []


def test_areas_do_not_import_each_other():
    assert found(lambda i: {top(i.by), top(i.what)} <= set(AREAS) and top(i.by) != top(i.what)) == []


def test_nobody_but_the_roof_imports_the_roof():
    assert found(lambda i: within(i.what, *ROOF) and not within(i.by, *ROOF)) == []


def test_rooms_of_an_area_import_only_from_rooms_before_them():
    assert found(lambda i: is_inside_area(i) and FLOOR[room(i.what)] > FLOOR[room(i.by)]) == []


def test_an_area_has_no_other_rooms():
    strangers = [name for name in modules() if top(name) in AREAS and name not in AREAS and not is_room(name)]
    assert strangers == []


def test_a_chapter_asks_its_querysets_and_not_the_database():
    assert found(lambda i: room(i.by) == "chapter" and within(i.what, "django.db")) == []


def test_pages_do_not_compute():
    """Sums over rows belong to querysets; a view guards, asks once and renders."""
    assert found(lambda i: is_page(i.by) and within(i.what, "django.db.models")) == []


def test_reading_of_sheets_knows_neither_django_nor_the_portals_subjects():
    """The child process that reads a hostile file starts with as little as possible."""
    known = ("portal.sheets", "portal.dates", "portal.numbers")
    foreign = found(
        lambda i: within(i.by, "portal.sheets") and is_portals(i.what) and not within(i.what, *known)
    )
    assert foreign == []
    assert found(lambda i: within(i.by, "portal.sheets") and within(i.what, "django")) == []


def test_what_a_chapter_says_is_plain_and_knows_no_database():
    plain = ("portal.figures", "portal.numbers")
    assert found(lambda i: i.by in plain and within(i.what, "django")) == []
    assert found(lambda i: i.by in plain and is_portals(i.what) and not within(i.what, *plain)) == []


def test_no_signals():
    """But one: only Django says when it has made tables (decision 0035)."""
    signals = found(lambda i: within(i.what, "django.db.models.signals", "django.dispatch"))
    assert [line.rpartition(" ")[2] for line in signals] == ["django.db.models.signals.post_migrate"]


def test_charts_are_drawn_without_the_global_state_of_pyplot():
    assert found(lambda i: within(i.what, "matplotlib.pyplot", "pylab")) == []


def test_workbooks_are_never_read_with_openpyxl_or_tablib():
    """tablib serves the plain reference lists of the admin only."""
    assert found(lambda i: within(i.what, "openpyxl")) == []
    assert found(lambda i: within(i.what, "tablib") and i.by != "portal.lists") == []


def test_no_module_is_called_after_nothing():
    nothing = {"utils", "helpers", "common", "misc", "core"}
    assert [name for name in modules() if nothing & set(name.split("."))] == []


def test_foreign_keys_across_areas_only_where_the_design_says():
    pointers = {
        (model._meta.app_label, field.related_model._meta.app_label)
        for model in apps.get_models()
        for field in model._meta.get_fields()
        if field.many_to_one or field.one_to_one
    }
    across = {(one, other) for one, other in pointers if {one, other} <= set(AREAS) and one != other}
    assert across <= POINTS_TO


def test_no_committed_file_names_a_package_registry_or_a_path_of_one_machine():
    # Written so that this file does not match itself.
    forbidden = re.compile(
        r"py[p]i\.org|pythonhoste[d]\.org|registry\.npm[j]s|(?<![\w.])/(wor[k]|roo[t]|home/[a-z]+)/"
    )
    named = [
        f"{path.relative_to(HOUSE)}, line {number}: {line.strip()[:80]}"
        for path, text in committed_texts()
        for number, line in enumerate(text.splitlines(), start=1)
        if forbidden.search(line)
    ]
    assert named == []


def test_locks_name_versions_and_hashes_and_no_hosts():
    locks = [*HOUSE.glob("requirements/*.txt"), HOUSE / "package-lock.json"]
    assert [lock.name for lock in locks if "://" in lock.read_text(encoding="utf-8")] == []


def found(wrong: Callable[[Import], bool]) -> list[str]:
    """The imports that break a rule, as sentences."""
    return [str(one) for one in imports() if wrong(one)]


def within(name: str, *packages: str) -> bool:
    return any(name == package or name.startswith(f"{package}.") for package in packages)


def top(name: str) -> str:
    return name.split(".", maxsplit=1)[0]


def room(name: str) -> str:
    """'chapter' of accommodation.chapter.curve; nothing for what is no area."""
    parts = name.split(".")
    return parts[1] if parts[0] in AREAS and len(parts) > 1 else ""


def is_page(name: str) -> bool:
    report = ("portal.report.views", "portal.report.builder_views", "portal.report.forms")
    roof = ("portal.views", "portal.inbox", "portal.council", "portal.factcheck")
    roof += ("portal.search", "portal.districts")
    return room(name) in ROOMS[-1] or within(name, *roof, "portal.news.views", *report)


def is_room(name: str) -> bool:
    return room(name) in {*FLOOR, "migrations"}


def is_inside_area(one: Import) -> bool:
    return top(one.by) == top(one.what) and room(one.by) in FLOOR and room(one.what) in FLOOR


def is_portals(name: str) -> bool:
    return top(name) in {"portal", *AREAS}


def is_ground_floor(name: str) -> bool:
    return within(name, "portal") and not within(name, *ROOF)


@cache
def modules() -> dict[str, Path]:
    """Every module of the portal and its areas by its dotted name."""
    return {
        ".".join(path.relative_to(HOUSE).with_suffix("").parts).removesuffix(".__init__"): path
        for package in ("portal", *AREAS)
        for path in sorted((HOUSE / package).rglob("*.py"))
    }


@cache
def imports() -> list[Import]:
    return [
        Import(name, node.lineno, what)
        for name, path in modules().items()
        for node in running(ast.parse(path.read_text(encoding="utf-8")))
        for what in imported(node)
    ]


def running(tree: ast.AST) -> Iterator[ast.AST]:
    """All nodes but those that only a type checker looks at."""
    for node in ast.iter_child_nodes(tree):
        if isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING":
            continue
        yield node
        yield from running(node)


def imported(node: ast.AST) -> list[str]:
    """Dotted names; `from portal import releases` imports portal.releases."""
    if isinstance(node, ast.Import):
        return [alias.name for alias in node.names]
    if isinstance(node, ast.ImportFrom):
        assert node.level == 0, "Imports name the whole path."
        return [f"{node.module}.{alias.name}" for alias in node.names]
    return []


def committed_texts() -> Iterator[tuple[Path, str]]:
    """Every file that .gitignore does not name and that is text."""
    ignored = {line.strip("/") for line in (HOUSE / ".gitignore").read_text().split()} | {".git"}
    kept = [path for path in HOUSE.iterdir() if path.name not in ignored]
    for path in (inner for outer in kept for inner in (outer, *outer.rglob("*"))):
        if path.is_file() and not ignored & set(path.parts):
            try:
                yield path, path.read_text(encoding="utf-8")
            except UnicodeDecodeError:
                continue
