"""Does removing any one check of rights make a test fail? Takes out each in turn and looks.

    python -m tests.mutate_rights                      every check, against every test but the slowest
    python -m tests.mutate_rights tests/fim            every check, against these tests alone
    python -m tests.mutate_rights --check fim/views.py tests/fim tests/test_access.py

Each check in the code (see `Removable`) becomes a switch when its module is imported; no file is changed.
One run of the tests notes which test reaches which switch. Then, for each switch in turn, a forked process
takes its check out and runs these tests until one notices: then the mutant is killed. Those that ask for one
check alone come first (tests/test_narrow_rights*.py), then those of its area or room, then the fastest.

SURVIVED   all tests that reach it pass, or none reaches it
TOO LATE   its tests were not through after `SECONDS` of computing: it wants a narrow test of its own

Ends with 1 for either. Takes more than an hour on two cores; the checks of one area take minutes.
"""

import ast
import builtins
import contextlib
import os
import pickle
import re
import shutil
import signal
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from functools import wraps
from importlib.abc import MetaPathFinder
from importlib.machinery import ModuleSpec, PathFinder, SourceFileLoader
from pathlib import Path
from types import CodeType
from typing import Any

import pytest

ROOT = Path(__file__).parent.parent
PACKAGES = {"accommodation", "culture_sport", "fim", "pakt", "portal", "taskforce", "volunteering"}
# Those that ask nobody who they are, or take long to begin, are left out.
LEFT_OUT = (
    "operation",
    "portal/sheets",
    "factcheck",
    "report/test_model_report.py",
    "report/test_register_table.py",
)
TESTS = ["tests", *(f"--ignore=tests/{name}" for name in LEFT_OUT)]
FIRST = ("tests/test_narrow_rights", "tests/test_access", "tests/test_isolation.py")  # likely to notice
PROCESSES = 2
SECONDS = 60  # of computing, for the tests of one mutant
OUTCOMES = {"": "SURVIVED", None: "TOO LATE"}  # all its tests pass; they were not through in time

GUARDS = {"login_required", "permission_required", "for_readers"}
REFUSALS = {"PermissionDenied", "Http404"}
ALLOWING = re.compile(r"has_perm|has_\w+_permission|may_(?!go_on)\w+")
SCOPES = {
    "visible_to", "readable_by", "whole_for", "open_to", "written_by", "kept_by", "with_readable_report",
    "of_user", "agreed", "published", "none",
}  # fmt: skip
ABOUT_A_PERSON = re.compile(r"\buser\b|organisation_id|\breader\b(?!\.today)")

# ---- The switches -------------------------------------------------------------------------------------

taken_out: set[str] = set()
reached: set[str] = set()


def removed(check: str) -> bool:
    reached.add(check)
    return check in taken_out


def around(check: str, guard: Callable) -> Callable:
    """The guard as a decorator that lets everybody through when it is the one to be removed."""

    def decorate(view: Callable) -> Callable:
        guarded = guard(view)

        @wraps(guarded)
        def either(*args: Any, **kwargs: Any) -> Any:
            return (view if removed(check) else guarded)(*args, **kwargs)

        return either

    return decorate


def scoped(check: str, rows: Any, scope: Callable) -> Any:
    """All rows, when it is the scope that is to be removed."""
    if not removed(check):
        return scope(rows)
    return rows.all() if hasattr(rows, "all") else rows


builtins.__removed__, builtins.__around__, builtins.__scoped__ = removed, around, scoped  # type: ignore[attr-defined]


class Removable(ast.NodeTransformer):
    """Makes a switch of every check in a module:

    - a decorator that lets in whom it knows: left out
    - `raise PermissionDenied`, `raise Http404`: left out
    - `has_perm()`, `has_…_permission()`, `may_…()`: true
    - a queryset's scope for a person, and a filter by one: all rows
    - `audience is Audience.INTERNAL`: true; `is Audience.PUBLIC`: false
    """

    def __init__(self, path: str) -> None:
        self.path = path
        self.checks: list[str] = []

    def name(self, node: ast.expr | ast.stmt) -> ast.Constant:
        told = re.sub(r"\s+", " ", ast.unparse(node))
        self.checks.append(f"{self.path}:{node.lineno}:{node.col_offset} {told[:90]}")
        return ast.Constant(self.checks[-1])

    def visit_FunctionDef(self, node: ast.FunctionDef) -> ast.AST:
        names = [self.name(one) if name_of(one) in GUARDS else None for one in node.decorator_list]
        permits = re.fullmatch(r"has_\w+_permission", node.name)
        self.generic_visit(node)
        node.decorator_list = [
            call("__around__", name, one) if name else one
            for one, name in zip(node.decorator_list, names, strict=True)
        ]
        for inner in ast.walk(node) if permits else ():
            if isinstance(inner, ast.Return) and inner.value is not None:
                inner.value = either(call("__removed__", self.name(inner)), inner.value)
        return node

    def visit_Raise(self, node: ast.Raise) -> ast.AST:
        if node.exc is None or name_of(node.exc) not in REFUSALS:
            return node
        return ast.If(ast.UnaryOp(ast.Not(), call("__removed__", self.name(node))), [node], [])

    def visit_Compare(self, node: ast.Compare) -> ast.AST:
        reader = ast.unparse(node.comparators[0])
        if reader not in ("Audience.INTERNAL", "Audience.PUBLIC"):
            return self.generic_visit(node)
        switch = call("__removed__", self.name(node))
        inside = (reader == "Audience.INTERNAL") == isinstance(node.ops[0], ast.Is)
        if inside:
            return either(switch, node)
        return ast.BoolOp(ast.And(), [ast.UnaryOp(ast.Not(), switch), node])

    def visit_Call(self, node: ast.Call) -> ast.AST:
        before, told = name_of(node), ast.unparse(node)
        by_hand = isinstance(node.func, ast.Name) and before in GUARDS - {"permission_required"}
        if (
            told.startswith("super()")
            or told.endswith("objects.none()")
            or (by_hand and before == "permission_required")
        ):
            return self.generic_visit(node)
        if by_hand:
            return ast.Call(call("__around__", self.name(node), node.func), node.args, [])
        name = self.name(node) if self.is_check(node) else None
        self.generic_visit(node)
        if name is None:
            return node
        if ALLOWING.fullmatch(before):
            return either(call("__removed__", name), node)
        return without_scope(name, node)

    def is_check(self, node: ast.Call) -> bool:
        name, of_rows = name_of(node), isinstance(node.func, ast.Attribute)
        if ALLOWING.fullmatch(name) or (of_rows and name in SCOPES):
            return True
        if of_rows and name in ("filter", "run_by", "exclude"):
            return any(ABOUT_A_PERSON.search(ast.unparse(one)) for one in [*node.args, *node.keywords])
        return of_rows and name == "released" and not node.args


def name_of(node: ast.expr) -> str:
    """`b` of `a.b(c)`, `a.b` and `b`."""
    while isinstance(node, ast.Call):
        node = node.func
    return node.attr if isinstance(node, ast.Attribute) else node.id if isinstance(node, ast.Name) else ""


def call(name: str, *args: ast.expr) -> ast.Call:
    return ast.Call(ast.Name(name, ast.Load()), list(args), [])


def either(*values: ast.expr) -> ast.BoolOp:
    return ast.BoolOp(ast.Or(), list(values))


def without_scope(name: ast.Constant, node: ast.Call) -> ast.Call:
    assert isinstance(node.func, ast.Attribute)
    rows, node.func.value = node.func.value, ast.Name("__rows", ast.Load())
    asked = ast.Lambda(
        ast.arguments(posonlyargs=[], args=[ast.arg("__rows")], kwonlyargs=[], kw_defaults=[], defaults=[]),
        node,
    )
    return call("__scoped__", name, rows, asked)


def with_switches(path: Path) -> tuple[ast.Module, list[str]]:
    transformer = Removable(path.relative_to(ROOT).as_posix())
    tree = transformer.visit(ast.parse(path.read_text(encoding="utf-8")))
    return ast.fix_missing_locations(tree), transformer.checks


def all_checks() -> Iterator[str]:
    for package in sorted(PACKAGES):
        for path in sorted((ROOT / package).rglob("*.py")):
            if "migrations" not in path.parts:
                yield from with_switches(path)[1]


class Loader(SourceFileLoader):
    def get_code(self, fullname: str) -> CodeType:
        return compile(with_switches(Path(self.path))[0], self.path, "exec", dont_inherit=True)


class Finder(MetaPathFinder):
    def find_spec(self, fullname: str, path: Any = None, target: Any = None) -> ModuleSpec | None:
        if fullname.partition(".")[0] not in PACKAGES or ".migrations" in fullname:
            return None
        spec = PathFinder.find_spec(fullname, path, target)
        if spec and isinstance(spec.loader, SourceFileLoader):
            spec.loader = Loader(fullname, spec.loader.path)
        return spec


# ---- The run ------------------------------------------------------------------------------------------


class Run:
    """Stands in for pytest's own loop over the tests."""

    def __init__(self, part: str) -> None:
        self.part = part
        self.failed = False
        self.survivors: list[str] = []

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        self.failed = self.failed or report.failed

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        self.items = session.items
        self.passes(0)  # makes the database
        half = len(self.items) // PROCESSES + 1
        shares = [range(len(self.items))[half * one : half * (one + 1)] for one in range(PROCESSES)]
        tests: dict[str, list[tuple[bool, float, int]]] = {}
        for share, noted in forked(self.note, shares):
            assert noted is not None, f"Something ended the process that ran the tests {share}."
            for number, (seconds, checks) in noted.items():
                for check in checks:
                    tests.setdefault(check, []).append((*self.rank(check, number), seconds, number))
        checks = [check for check in all_checks() if re.search(self.part, check)]
        jobs = [(check, [number for *_, number in sorted(tests.get(check, []))]) for check in checks]
        for (check, _), killer in forked(self.without, jobs):
            print(f"{OUTCOMES.get(killer, 'killed  ')} {check} <- {killer or 'nobody'}", flush=True)
            self.survivors += [] if killer else [check]
        print(f"{len(checks)} checks, {len(checks) - len(self.survivors)} killed, by {len(self.items)} tests")
        return True

    def rank(self, check: str, number: int) -> tuple[bool, bool, bool]:
        """Those that ask for one check alone come first, then those of its area or room, then all about
        rights."""
        test, rooms = self.items[number].nodeid, {*check.split("/")[:2]} - {"portal"}
        return not test.startswith(FIRST[0]), rooms.isdisjoint(test.split("/")), not test.startswith(FIRST)

    def passes(self, number: int, following: int | None = None) -> bool:
        """Whether this test passes; what it shares with the following one is kept, and the database."""
        self.failed = False
        item = self.items[number]
        after = item.session if following is None else self.items[following]
        item.config.hook.pytest_runtest_protocol(item=item, nextitem=after)
        return not self.failed

    def note(self, numbers: range) -> dict[int, tuple[float, set[str]]]:
        """Which checks each of these tests reaches, and how long it takes; without those that fail."""
        noted = {}
        for number, following in zip(numbers, [*numbers[1:], None], strict=False):
            reached.clear()
            begun = time.monotonic()
            if self.passes(number, following):
                noted[number] = time.monotonic() - begun, set(reached)
        return noted

    def without(self, job: tuple[str, list[int]]) -> str:
        """The test that fails without the check, or nothing."""
        check, numbers = job
        signal.setitimer(signal.ITIMER_PROF, SECONDS)
        killer = next((number for number in numbers if self.notices(check, number)), None)
        return "" if killer is None else self.items[killer].nodeid

    def notices(self, check: str, number: int) -> bool:
        """A test that fails with the check as well notices nothing: it leans on those before it."""
        return not self.passes_without({check}, number) and self.passes_without(set(), number)

    def passes_without(self, checks: set[str], number: int) -> bool:
        taken_out.clear()
        taken_out.update(checks)
        return self.passes(number)


def forked(work: Callable, jobs: list) -> Iterator[tuple[Any, Any]]:
    """Each job and what `work` answers, in a process of its own with a database of its own. None if that
    process ended before."""
    with tempfile.TemporaryDirectory() as folder:
        waiting, running = list(enumerate(jobs)), {}
        while waiting or running:
            while waiting and len(running) < PROCESSES:
                number, job = waiting.pop(0)
                running[start(work, job, Path(folder, str(number)))] = number, job
            number, job = running.pop(os.wait()[0])
            answer = Path(folder, str(number))
            yield job, pickle.loads(answer.read_bytes()) if answer.exists() else None  # noqa: S301


def start(work: Callable, job: Any, answer: Path) -> int:
    from django.db import connection  # noqa: PLC0415 - only when its modules have their switches

    connection.close()
    child = os.fork()
    if child:
        return child
    with contextlib.suppress(BaseException):
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
        os.dup2(1, 2)
        name = connection.settings_dict["NAME"]
        connection.settings_dict["NAME"] = shutil.copy(name, f"{answer}.sqlite3")
        answer.write_bytes(pickle.dumps(work(job)))
    os._exit(0)


def pytest_configure(config: pytest.Config) -> None:
    config.pluginmanager.register(Run(os.environ.get("CHECKS", "")), "mutants")


def pytest_sessionfinish(session: pytest.Session) -> None:
    run = session.config.pluginmanager.get_plugin("mutants")
    session.exitstatus = 1 if run.survivors else 0


def main(arguments: list[str]) -> int:
    if arguments[:1] == ["--check"]:
        os.environ["CHECKS"], arguments = arguments[1], arguments[2:]
    sys.path.insert(0, str(ROOT))
    chosen = ["-m", "not browser", "--no-migrations", "-s", "-q", "-p", "no:cacheprovider"]
    return pytest.main(["-p", "tests.mutate_rights", *chosen, *(arguments or TESTS)])


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
else:
    sys.meta_path.insert(0, Finder())
