"""A replica answers who only reads, and only while it shows what the database shows.

It is the tests' own database once more, by a second connection; one that lags is a transaction that began
earlier.
"""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from django.contrib.sessions.models import Session
from django.core.cache.backends.db import DatabaseCache
from django.db import OperationalError, connection, connections, router, transaction
from django.http import HttpResponse
from django.test import Client, RequestFactory
from django.test.utils import CaptureQueriesContext

from accommodation.models import Occupancy, Shelter
from portal.freshness import replica
from portal.freshness.replica import REPLICA, Reader, Readers
from portal.freshness.services import told
from portal.freshness.versions import data_version
from portal.freshness.watching import AREAS
from portal.models import User
from tests import people
from tests.accommodation.sending import released
from tests.factories import ShelterFactory

pytestmark = pytest.mark.django_db(transaction=True)

CURVE = "/unterbringung/"
FREEZE = {"postgresql": "BEGIN ISOLATION LEVEL REPEATABLE READ", "sqlite": "BEGIN"}


@pytest.fixture(autouse=True)
def second(transactional_db, settings, tmp_path, monkeypatch):
    settings.PUBLIC_VIEW = True
    settings.DATABASE_ROUTERS = ["portal.freshness.replica.Router"]
    settings.MIDDLEWARE = ["portal.freshness.replica.Readers", *settings.MIDDLEWARE]
    store = {"BACKEND": "django.core.cache.backends.filebased.FileBasedCache", "LOCATION": tmp_path / "pages"}
    settings.CACHES = settings.CACHES | {"pages": store}
    monkeypatch.setattr(replica.service, "rests_until", 0.0)
    monkeypatch.setitem(connections.settings, REPLICA, connection.settings_dict | {"ATOMIC_REQUESTS": False})
    ShelterFactory(name="Haus Ahorn", operation__operator=people.anker())
    released("Haus Ahorn;5000;4711")
    connections[REPLICA].connect()  # opened later it would be refused: Django knows the tests' database alone
    yield connections[REPLICA]
    connections[REPLICA].close()
    del connections[REPLICA]


@pytest.fixture
def reads() -> Iterator[Reader]:
    """As within a request that reads."""
    this = Reader()
    token = replica.reader.set(this)
    yield this
    replica.reader.reset(token)


@contextmanager
def lagging() -> Iterator[None]:
    """From now on it shows what is there now."""
    with connections[REPLICA].cursor() as cursor:
        cursor.execute(FREEZE[connection.vendor])
        cursor.execute("SELECT count(*) FROM portal_dataversion")
        yield
        cursor.execute("ROLLBACK")


def asked() -> tuple[str, list[str]]:
    """By a stranger: what is answered, and which questions the replica got."""
    with CaptureQueriesContext(connections[REPLICA]) as questions:
        answer = Client().get(CURVE)
    return answer.content.decode(), [question["sql"] for question in questions]


def test_a_reader_is_answered_by_the_replica():
    page, questions = asked()
    assert "4.711" in page
    assert any("accommodation_occupancy" in question for question in questions)


def test_a_page_that_is_kept_costs_the_replica_nothing():
    asked()
    assert asked()[1] == []


def test_while_it_lags_nobody_sees_the_figure_of_before():
    with lagging():
        Occupancy.objects.update(occupied=4712)
        page, questions = asked()
    assert "4.712" in page
    assert not any("accommodation_occupancy" in question for question in questions)
    assert "4.712" in asked()[0]  # and what was kept meanwhile is no older


def test_a_release_in_the_middle_of_a_request_is_no_page_of_before_by_a_newer_name(reads):
    """What is kept is called after the version; what it shows must not be older."""
    assert shown() == (REPLICA, 4711)
    with lagging():
        Occupancy.objects.using("default").update(occupied=4712)  # by somebody else, not by this request
        data_version(AREAS)
        assert shown() == ("default", 4712)


def shown() -> tuple[str, int]:
    row = Occupancy.objects.get()
    return row._state.db, row.occupied


def test_who_writes_after_all_reads_on_where_it_was_written(reads):
    with lagging():
        assert shown() == (REPLICA, 4711)
        Occupancy.objects.update(occupied=4712)
        assert shown() == ("default", 4712)


def test_whoever_locks_rows_locks_those_of_the_database(reads):
    with transaction.atomic():
        list(Shelter.objects.select_for_update())
    assert router.db_for_read(Shelter) == "default"


def test_inside_a_transaction_nothing_is_read_elsewhere(reads):
    with transaction.atomic():
        assert shown() == ("default", 4711)
    assert shown() == (REPLICA, 4711)


@pytest.mark.parametrize(
    ("method", "place"), [("GET", REPLICA), ("HEAD", REPLICA), ("POST", "default"), ("OPTIONS", "default")]
)
def test_only_who_reads_reads_from_it(method, place):
    answer = Readers(lambda _: HttpResponse(shown()[0]))(RequestFactory().generic(method, "/"))
    assert answer.content.decode() == place


def test_a_command_never_reads_from_it():
    assert shown() == ("default", 4711)


def test_sessions_and_accounts_are_never_read_from_it(reads):
    """Signing in or a new password moves no version."""
    counters = DatabaseCache("portal_cache", {}).cache_model_class  # not quite a model
    assert {router.db_for_read(model) for model in (Session, User, counters)} == {"default"}
    assert router.db_for_read(Shelter) == REPLICA


def test_what_came_from_it_is_written_to_the_database(reads):
    house = Shelter.objects.get()
    assert house._state.db == REPLICA
    house.street = "Am Bach 1"
    house.save()
    assert Shelter.objects.using("default").get().street == "Am Bach 1"


def test_a_replica_that_is_away_is_no_error_and_left_alone_for_a_while(second, reads):
    facts: dict[str, str] = {}
    token, tried = told.set(facts), []

    def nobody(*question: object) -> None:
        tried.append(question)
        raise OperationalError

    with second.execute_wrapper(nobody):
        assert shown() == ("default", 4711)
        reads.may_ask = None
        assert shown() == ("default", 4711)
    told.reset(token)
    assert len(tried) == 1
    assert facts == {"replica": "away"}


def test_a_replica_that_goes_away_in_the_middle_of_a_page_is_no_error(second):
    def dying(execute, sql, *rest):
        if "portal_dataversion" not in sql:
            second.connection.close()
        return execute(sql, *rest)

    with second.execute_wrapper(dying):
        assert "4.711" in asked()[0]
    assert replica.service.rests_until > 0


def test_without_a_noted_version_it_is_not_asked(reads, monkeypatch):
    monkeypatch.setattr(replica, "data_version", lambda *_: "")
    assert shown() == ("default", 4711)
