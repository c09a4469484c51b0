"""Whoever answers a person asks for what belongs to an operator within a scope (decision 0031).

Looked up in the source, since forgetting a scope raises nowhere: every query of an operator's table in a
module that answers people names whose rows it wants, or stands in the list of exceptions with its reason.
"""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings

HOUSE = Path(settings.BASE_DIR)
OWNED = {
    "Delivery", "Occupancy", "Operation", "Shelter", "Contract", "Placement", "PlacementCount",
    "VolunteerCount",
}  # fmt: skip
# Pages, drop-downs, searches and the admin. Chapters tell everybody the same sums of what was released
# (tests/test_unreleased.py); actions take what a page found within its scope.
ANSWERING = re.compile(
    r".*views\.py|.*/own_(work|page)\.py|.*/forms\.py|.*/admin(/.*)?\.py"
    r"|portal/(inbox|list_deliveries|search|start)/.*"
)
SCOPED = re.compile(
    r"\.(visible_to|of_user|of_provider|of_sender|run_by|newest_sum)\((?!\))|\b(sender|created_by)=|\bnone\(\)"
)
EXCEPTIONS = {
    "portal/inbox/calendar.py Delivery.objects.waiting": "behind view_all_deliveries",
    "portal/inbox/waiting.py Occupancy.objects.last_day_beside_the_one_before": "of deliveries in scope",
    "portal/inbox/waiting.py Occupancy.objects.filter": "of deliveries in scope",
    "portal/inbox/totals.py Occupancy.objects.last_day_beside_the_one_before": "of one delivery in scope",
    "portal/inbox/totals.py Occupancy.objects.of_date_before": "of its sender alone",
    "portal/search/bodies_and_projects.py Placement.objects.known_on": "narrowed in the next line",
    "portal/list_deliveries/actions.py Delivery.objects.of_kind": "locks the row that a page found in scope",
    "volunteering/own_work.py VolunteerCount.objects.waiting": "behind release_volunteercount",
    "fim/own_work.py Contract.objects.signed_by": "narrowed in the next lines",
    "fim/own_work.py Placement.objects.known_on": "narrowed in the next lines",
}


def unscoped(source: str) -> Iterator[str]:
    """The beginning of each query of an operator's table that does not say whose rows it wants."""
    tree = ast.parse(source)
    above = {child: node for node in ast.walk(tree) for child in ast.iter_child_nodes(node)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and ast.unparse(node).removesuffix(".objects") in OWNED:
            if node.attr != "objects":
                continue
            whole: ast.AST = node
            while isinstance(above[whole], ast.Attribute) or (
                isinstance(above[whole], ast.Call) and above[whole].func is whole
            ):
                whole = above[whole]
            if not SCOPED.search(ast.unparse(whole)):
                yield ast.unparse(above[node])


def answering() -> list[Path]:
    areas = [path.parent for path in HOUSE.glob("*/apps.py")]
    modules = [path for area in areas for path in area.rglob("*.py")]
    return [path for path in modules if ANSWERING.fullmatch(str(path.relative_to(HOUSE)))]


def test_every_query_for_a_person_has_its_scope():
    found = {
        f"{path.relative_to(HOUSE)} {query}" for path in answering() for query in unscoped(path.read_text())
    }
    assert found == EXCEPTIONS.keys()
    assert len(EXCEPTIONS) <= 10


@pytest.mark.parametrize(
    "query", ["Delivery.objects.all()", "Shelter.objects.filter(code=code).first()", "f(Occupancy.objects)"]
)
def test_a_query_without_a_scope_is_seen(query):
    assert list(unscoped(query))


def test_one_with_a_scope_is_not():
    assert not list(unscoped("Delivery.objects.of_kind(kind).visible_to(user).first()"))
