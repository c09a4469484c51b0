"""What every test gets: cheap passwords, a data directory and a cache of its own."""

import factory
import hypothesis
import pytest
from django.apps import apps
from django.conf import settings as portal_settings
from django.core.files.storage import FileSystemStorage
from django.db import connection
from django.db.models.signals import post_migrate
from django.test import override_settings
from hypothesis.configuration import set_hypothesis_home_dir

from portal.admin_index import PortalAdminSite
from portal.freshness.by_rights import rights_of
from portal.freshness.kept import from_store
from portal.models import Delivery
from portal.roles import sync_roles
from taskforce.models import Meeting
from tests import factories
from tests.postgres import find_binaries
from tests.tables import emptying

# The same cases in every run, on a slow machine, too; what hypothesis keeps lies where nothing is committed.
set_hypothesis_home_dir(portal_settings.BASE_DIR / "var" / "hypothesis")
hypothesis.settings.register_profile(
    "portal", max_examples=50, derandomize=True, deadline=None, database=None
)
hypothesis.settings.load_profile("portal")


@pytest.fixture(scope="session", autouse=True)
def _cheap_passwords():
    """Those of people who are there for all tests of a file, too."""
    with override_settings(PASSWORD_HASHERS=["django.contrib.auth.hashers.MD5PasswordHasher"]):
        yield


@pytest.fixture(autouse=True)
def _apart(settings, tmp_path, monkeypatch):
    # Otherwise every client of a test looks through all static files before its first request.
    settings.WHITENOISE_AUTOREFRESH = True
    settings.CACHES = {
        name: {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "LOCATION": f"{tmp_path}{name}"}
        for name in ("default", "pictures")
    } | {
        # What a test takes back, and then writes otherwise, would have the same version (tests/freshness).
        name: {"BACKEND": "django.core.cache.backends.dummy.DummyCache"}
        for name in ("pages", "months")
    }
    from_store.cache_clear()
    rights_of.cache_clear()
    # A test that follows every link reads faster than anybody would.
    unhurried = {"costly_for_person": "", "costly_for_address": "", "uploads_of_sender": ""}
    settings.ACCOUNT_RATE_LIMITS = portal_settings.ACCOUNT_RATE_LIMITS | unhurried
    private = FileSystemStorage(location=tmp_path / "private", file_permissions_mode=0o600)
    monkeypatch.setattr(Delivery._meta.get_field("file"), "storage", private)
    monkeypatch.setattr(Meeting._meta.get_field("minutes"), "storage", private)


@pytest.fixture(scope="module", autouse=True)
def _counted_from_one():
    """The same names in every run: a test that looks for 60 must not meet "Bezirk 60" now and then."""
    for model_factory in vars(factories).values():
        if isinstance(model_factory, type) and issubclass(model_factory, factory.Factory):
            model_factory.reset_sequence(force=True)


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings, tmp_path_factory):
    """SQLite in a real file, as in use: several threads and processes may look at it."""
    database = portal_settings.DATABASES["default"]
    if database["ENGINE"] == "django.db.backends.sqlite3":
        database.setdefault("TEST", {})["NAME"] = str(tmp_path_factory.getbasetemp() / "test.sqlite3")


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker):
    """The roles are there from the start, as after `make setup`."""
    with django_db_blocker.unblock():
        sync_roles()
    # A test that commits empties all tables behind it; Django fills its own again, and then we ours.
    post_migrate.connect(after_emptying, sender=apps.get_app_config("sessions"))
    connection.ops.sql_flush = emptying


def after_emptying(**signal) -> None:
    sync_roles()


# Rooms whose tests are about words and pages, as are all files of a room that are named after pages. That
# PostgreSQL answers what pages ask is shown by test_words_on_pages.py, which opens every kind of them with
# everything in it, and by portal/test_admin.py for the administration.
ABOUT_WORDS = {"districts", "factcheck", "help", "library", "opendata"}


# Walks through the whole house and servers of its own: begun last, they would keep one processor busy alone.
LONG = {"tests", "operation"}


def pytest_collection_modifyitems(items):
    """What asks no database, or is about words and pages, says the same on every one."""
    items.sort(key=lambda item: item.path.parent.name not in LONG)
    for item in items:
        asks = item.get_closest_marker("django_db") or "django_db_setup" in item.fixturenames
        if not asks or is_about_words(item.path):
            item.add_marker(pytest.mark.once)


def is_about_words(file):
    room = file.parent.name
    return room in ABOUT_WORDS or (room != "tests" and file.stem.endswith(("_page", "_pages")))


@pytest.fixture
def act_as(client):
    """`act_as(people.karla)` is a browser in which Karla is signed in."""

    def sign_in(person):
        client.force_login(person())
        return client

    return sign_in


@pytest.fixture(scope="session")
def on_the_stricter_database():
    """What opens every page does so on PostgreSQL, which refuses more; on SQLite where there is no other."""
    if connection.vendor == "sqlite" and find_binaries():
        pytest.skip("Opened on PostgreSQL.")


@pytest.fixture
def without_sidebar(monkeypatch):
    """The list of all models beside every page of the administration takes half of the page's time."""
    monkeypatch.setattr(PortalAdminSite, "get_app_list", lambda *args, **kwargs: [])
