"""A real Chromium on the real server. Every page is watched: a test fails on an error in the
console, a violation of the Content-Security-Policy, a file that is missing, a request to another host.
"""

import os
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.contrib.contenttypes.models import ContentType
from django.contrib.staticfiles.handlers import StaticFilesHandler
from django.core.management import call_command
from django.db import connection
from django.http import HttpRequest, HttpResponse
from playwright.sync_api import Browser, ConsoleMessage, Page, Request, Response, sync_playwright

from portal.models import User
from tests.browser.steps import DESKTOP, enter
from tests.browser.visiting import Visitor
from tests.factories import DistrictFactory

# Playwright runs an event loop in the thread in which the tests use the database.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"

NAMES = ("chromium", "chromium-browser", "google-chrome")
FLAGS = [
    "--disable-gpu", "--disable-background-networking", "--disable-component-update", "--disable-sync",
    # Whatever the browser itself wants to tell its vendor resolves to nothing.
    "--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1 , EXCLUDE localhost",
    # Two pages of its own below the address bar and a process in reserve, for each window that nobody sees:
    # as much work as the tests themselves. Only the last such list counts; of Playwright's matter the others.
    "--disable-features=WebUIOmniboxPopup,WebUIOmniboxAimPopup,SpareRendererForSitePerProcess,"
    "PaintHolding,HttpsUpgrades,MediaRouter,OptimizationHints,NetworkTimeServiceQuerying",
]  # fmt: skip


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """The distribution's Chromium. Without one the tests are skipped; in CI that is a failure."""
    path = next(filter(None, map(shutil.which, NAMES)), None)
    if path is None:
        decline = pytest.fail if os.environ.get("CI") else pytest.skip
        decline("Chromium is not installed.")
    as_root = os.geteuid() == 0  # root may not use Chromium's sandbox
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=FLAGS, chromium_sandbox=not as_root)
        yield browser
        browser.close()


@pytest.fixture(scope="session", autouse=True)
def _style_sheets_are_kept() -> Iterator[None]:
    """By the browser, as in production; the test's server would be asked for twenty files with every page."""
    served = StaticFilesHandler.serve

    def kept(handler: StaticFilesHandler, request: HttpRequest) -> HttpResponse:
        answer = served(handler, request)
        answer.headers["Cache-Control"] = "max-age=3600"
        return answer

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(StaticFilesHandler, "serve", kept)
        yield


@pytest.fixture
def new_page(chromium: Browser, live_server) -> Iterator[Callable[..., Page]]:
    """Opens a page for a person with cookies of their own: `new_page(width=375, dark=True)`."""
    contexts, complaints = [], []

    def open_page(width: int = DESKTOP, *, dark: bool = False, javascript: bool = True) -> Page:
        context = chromium.new_context(
            base_url=live_server.url,
            viewport={"width": width, "height": 800},
            color_scheme="dark" if dark else "light",
            locale="de-DE",
            java_script_enabled=javascript,
            reduced_motion="reduce",
        )
        contexts.append(context)
        page = context.new_page()
        watch(page, live_server.url, complaints)
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert complaints == []


@pytest.fixture
def page(new_page: Callable[..., Page]) -> Page:
    """A desktop in light colours."""
    return new_page()


@pytest.fixture(scope="session")
def copies() -> Iterator[dict[str, sqlite3.Connection]]:
    """Of databases that take long to fill."""
    kept: dict[str, sqlite3.Connection] = {}
    yield kept
    for copy in kept.values():
        copy.close()


def copied(copies: dict[str, sqlite3.Connection], name: str) -> None:
    """Loaded once by the command of this name, afterwards a copy of that database."""
    if name in copies:
        copies[name].backup(connection.connection)
        ContentType.objects.clear_cache()  # its keys are those of the copy
    else:
        call_command(name, verbosity=0)
        copies[name] = sqlite3.connect(":memory:", check_same_thread=False)
        connection.connection.backup(copies[name])


@pytest.fixture
def the_report(transactional_db, settings, copies: dict[str, sqlite3.Connection]) -> None:
    """The facts of the report, open to everybody."""
    settings.PUBLIC_VIEW = True
    connection.ensure_connection()
    copied(copies, "load_report")


@pytest.fixture
def the_example(the_report, copies: dict[str, sqlite3.Connection]) -> None:
    """With the invented data to try the portal out."""
    copied(copies, "load_example")


@pytest.fixture
def visitor(the_example, new_page: Callable[..., Page]) -> Visitor:
    """Opens many pages of a portal with everything in it."""
    DistrictFactory.reset_sequence(100)  # the report's districts have the numbers before
    return Visitor(new_page())


@pytest.fixture
def desk(new_page: Callable[..., Page], live_server) -> Callable[..., Page]:
    """`desk(people.karla())` is a page at which Karla sits, signed in."""

    def sit_down(person: User, width: int = DESKTOP) -> Page:
        page = new_page(width=width)
        enter(page, live_server.url, person)
        return page

    return sit_down


def watch(page: Page, home: str, complaints: list[str]) -> None:
    """Write down what a visitor would not notice but what must not happen."""

    def hear(message: ConsoleMessage) -> None:
        # A page that answers 403 or 404 on purpose is logged too; `answered` looks at the rest.
        if message.type == "error" and not message.text.startswith("Failed to load resource"):
            complaints.append(f"{page.url}: {message.text}")

    def requested(request: Request) -> None:
        if not request.url.startswith((f"{home}/", "data:", "blob:")):
            complaints.append(f"{page.url} asks another host: {request.url}")

    def answered(response: Response) -> None:
        if response.status >= 400 and response.request.resource_type != "document":
            complaints.append(f"{page.url} misses {response.url} ({response.status})")

    page.on("console", hear)
    page.on("pageerror", lambda error: complaints.append(f"{page.url}: {error}"))
    page.on("request", requested)
    page.on("response", answered)
