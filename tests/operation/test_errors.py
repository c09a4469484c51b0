"""What a reader sees when something goes wrong: a German sentence, also without a database."""

import errno

import pytest
from django.core.exceptions import PermissionDenied, RequestDataTooBig, SuspiciousOperation
from django.db import InterfaceError, OperationalError, ProgrammingError, connection
from django.test import Client
from django.urls import path

from tests import people


class PostgresError(Exception):
    def __init__(self, pgcode: str | None) -> None:
        super().__init__(pgcode)
        self.pgcode = pgcode


def of_database(pgcode: str | None, kind=OperationalError) -> Exception:
    error = kind("FATAL: geheim")
    error.__cause__ = PostgresError(pgcode)
    return error


FAILURES: dict[str, tuple[Exception, int, str]] = {
    "forbidden": (PermissionDenied("geheim"), 403, "Kein Zugang"),
    "odd": (SuspiciousOperation("geheim"), 400, "Anfrage nicht verstanden"),
    "big": (RequestDataTooBig("geheim"), 413, "Zu groß"),
    "mistake": (ValueError("geheim"), 500, "Ein Fehler ist aufgetreten"),
    "wrong_sql": (of_database("42P01", ProgrammingError), 500, "Ein Fehler ist aufgetreten"),
    "no_table_in_sqlite": (OperationalError("no such table: geheim"), 500, "Ein Fehler ist aufgetreten"),
    "refused": (OperationalError("could not connect to server"), 503, "gerade nicht erreichbar"),
    "stopped": (of_database("57P01"), 503, "gerade nicht erreichbar"),
    "too_many": (of_database("53300"), 503, "gerade nicht erreichbar"),
    "closed": (InterfaceError("connection already closed"), 503, "gerade nicht erreichbar"),
    "lock": (of_database("55P03"), 503, "Das hat zu lange gedauert"),
    "slow": (of_database("57014"), 503, "Das hat zu lange gedauert"),
    "deadlock": (of_database("40P01"), 503, "Das hat zu lange gedauert"),
    "locked": (OperationalError("database is locked"), 503, "Das hat zu lange gedauert"),
    "full": (of_database("53100"), 503, "Kein Speicherplatz mehr"),
    "full_sqlite": (OperationalError("database or disk is full"), 503, "Kein Speicherplatz mehr"),
    "full_disk": (OSError(errno.ENOSPC, "No space left on device"), 503, "Kein Speicherplatz mehr"),
}


def fail(request, key):
    raise FAILURES[key][0]


urlpatterns = [path("<str:key>/", fail)]
handler400 = "portal.operation.errors.bad_request"
handler403 = "portal.operation.errors.permission_denied"
handler500 = "portal.operation.errors.server_error"


@pytest.fixture
def forgiving() -> Client:
    return Client(raise_request_exception=False)


@pytest.mark.django_db
@pytest.mark.urls(__name__)
@pytest.mark.parametrize("key", [key for key in FAILURES if key != "forbidden"])
def test_a_failure_is_told_in_german_and_with_a_number(forgiving, key):
    _, status, sentence = FAILURES[key]
    answer = forgiving.get(f"/{key}/")
    page = answer.content.decode()
    assert answer.status_code == status
    assert sentence in page
    assert "Fehlernummer: " in page
    assert "geheim" not in page
    assert answer.headers.get("Retry-After") == ("5" if status == 503 else None)


@pytest.mark.django_db
def test_a_forbidden_page_says_so(forgiving):
    forgiving.force_login(people.rosa())
    answer = forgiving.get("/meldungen/neu/")
    assert answer.status_code == 403
    assert "Kein Zugang" in answer.content.decode()
    assert "Fehlernummer: " in answer.content.decode()


def gone(*_):
    raise OperationalError("could not connect to server")


@pytest.mark.django_db
@pytest.mark.parametrize("address", ["/", "/unterbringung/", "/gibt-es-nicht/", "/admin/", "/meldungen/"])
def test_every_page_says_that_the_database_is_gone(forgiving, address):
    forgiving.force_login(people.karla())
    with connection.execute_wrapper(gone):
        answer = forgiving.get(address)
    assert answer.status_code == 503
    assert "gerade nicht erreichbar" in answer.content.decode()
    assert "default-src 'none'" in answer.headers["Content-Security-Policy"]
