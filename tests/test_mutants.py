"""The script that takes out checks of rights tells who notices (all: `python -m tests.mutate_rights`)."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings

from tests.mutate_rights import Removable, Run, all_checks, taken_out


def checks_in(source: str) -> int:
    transformer = Removable("x.py")
    ast.unparse(transformer.visit(ast.parse(source)))
    return len(transformer.checks)


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("@login_required\n@permission_required('x')\ndef page(request): ...", 2),
        ("answer = for_readers(conditional_page(answer))", 1),
        ("raise PermissionDenied('Nein.')", 1),
        ("raise ValidationError('Nein.')", 0),
        ("may = user.has_perm('x') or may_release(item, user)", 2),
        ("rows = Delivery.objects.of_kind(kind).visible_to(user)", 1),
        ("rows = self.filter(sender=user.organisation)", 1),
        ("rows = self.filter(sender=sender)", 0),
        ("rows = Statement.objects.exclude(period_start__gt=reader.today)", 0),
        ("rows = Report.objects.readable_by(audience)", 1),
        ("inside = audience is Audience.INTERNAL", 1),
        ("def has_add_permission(self, request): return False", 1),
    ],
)
def test_a_check_is_seen(source, expected):
    assert checks_in(source) == expected


def test_there_are_many():
    assert len(set(all_checks())) > 450


@pytest.mark.parametrize(
    ("passes_with_it", "passes_without_it", "notices"),
    [(True, False, True), (True, True, False), (False, False, False)],
)
def test_a_test_that_fails_anyway_notices_nothing(monkeypatch, passes_with_it, passes_without_it, notices):
    run = Run("")
    monkeypatch.setattr(run, "passes", lambda number: passes_without_it if taken_out else passes_with_it)
    assert run.notices("x.py:1:0 login_required", 0) == notices


@pytest.mark.once
def test_taken_out_one_is_noticed_and_another_is_not():
    """By these tests Tina, who is signed in, looks at what is not hers."""
    checks = r"^accommodation/views\.py:\d+:\d+ (Shelter\.objects\.visible_to\(request|login_required)"
    run = subprocess.run(
        [sys.executable, "-m", "tests.mutate_rights", "--check", checks, *TINAS],
        cwd=Path(settings.BASE_DIR), capture_output=True, text=True, check=False,
    )  # fmt: skip
    told = [line.split() for line in run.stdout.splitlines() if line.startswith(("killed", "SURVIVED"))]
    outcome = {check.partition("(")[0]: state for state, _, check, *_ in told}
    assert outcome == {"Shelter.objects.visible_to": "killed", "login_required": "SURVIVED"}, run.stderr
    assert run.returncode == 1


TINAS = ("tests/test_isolation.py::test_what_is_not_hers_does_not_exist_for_tina",)
