"""Who only reads may be answered by a replica of the database, which is always a little behind.

It is asked only while it shows the same state of the data as the primary (decision 0038): so nobody meets a
figure from before a release, and whoever has just written something sees it.
"""

from collections.abc import Callable
from contextvars import ContextVar
from dataclasses import dataclass
from functools import cache

from django.db import DEFAULT_DB_ALIAS, Error, connections, models
from django.http import HttpRequest
from django.http.response import HttpResponseBase

from portal.freshness.services import Service
from portal.freshness.versions import data_version
from portal.freshness.watching import AREAS, NOT_SHOWN_OF, watched_models
from portal.models import DataVersion

REPLICA = "replica"
READING = {"GET", "HEAD"}

service = Service("replica")


@dataclass
class Reader:
    """A request that reads, until it writes after all."""

    writes: bool = False
    may_ask: bool | None = None  # None: not looked yet


# None: no reader, but somebody who sends a form, or a command.
reader: ContextVar[Reader | None] = ContextVar("reader", default=None)


class Readers:
    """Marks the requests that only read, and answers from the primary what the replica could not."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        token = reader.set(Reader() if request.method in READING else None)
        try:
            return self.get_response(request)
        finally:
            reader.reset(token)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponseBase | None:
        """The replica went away in the middle: once more, and everything from the primary."""
        this, match = reader.get(), request.resolver_match
        if this is None or match is None or not (this.may_ask and connections[REPLICA].errors_occurred):
            return None
        service.failed(error)
        this.may_ask = False
        return match.func(request, *match.args, **match.kwargs)


class Router:
    """Everything is written to the primary, and read from it unless the replica is as far."""

    def db_for_read(self, model: type[models.Model], **hints: object) -> str:
        if model is DataVersion:
            look_again()
        return REPLICA if is_noted(model) and replica_may_answer() else DEFAULT_DB_ALIAS

    def db_for_write(self, model: type[models.Model], **hints: object) -> str:
        """Also asked for rows that are locked: whoever does either reads on where it was done."""
        this = reader.get()
        if this and is_noted(model):
            this.writes = True
        return DEFAULT_DB_ALIAS

    def allow_relation(self, one: models.Model, other: models.Model, **hints: object) -> bool:
        return True

    def allow_migrate(self, db: str, app_label: str, **hints: object) -> bool:
        return db == DEFAULT_DB_ALIAS


def look_again() -> None:
    """Whoever asks for the version of the data calls something after it: the replica must be as far as that,
    and not only as far as the data were when this request began."""
    this = reader.get()
    if this:
        this.may_ask = None


def is_noted(model: type[models.Model]) -> bool:
    """Whether each change of its rows moves the version. Sessions, rights, passwords and what is known about
    readers are not: they are asked of the primary alone."""
    return model in noted_models()


@cache
def noted_models() -> frozenset[type[models.Model]]:
    return frozenset(watched_models()) - NOT_SHOWN_OF.keys()


def replica_may_answer() -> bool:
    this = reader.get()
    if this is None or this.writes or connections[DEFAULT_DB_ALIAS].in_atomic_block:
        return False
    if this.may_ask is None:
        this.may_ask = is_as_far()
    return this.may_ask


def is_as_far() -> bool:
    """Whether the replica shows what the primary shows. The primary is asked first: what is read from the
    replica afterwards is of this version or newer."""
    if not service.may_be_asked():
        return False
    version = data_version(AREAS, DEFAULT_DB_ALIAS)
    try:
        same = version != "" and data_version(AREAS, REPLICA) == version
    except Error as error:
        service.failed(error)
        return False
    service.tell("asked" if same else "behind")
    return same
