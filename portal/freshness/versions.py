"""What the state of the data is called. It changes with each transaction that changed an area."""

from collections.abc import Collection
from typing import Any

from django.db import InterfaceError, OperationalError, connection, connections, router, transaction
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import Count, Max, Sum

from portal.freshness.watching import ALL_MONTHS, MONTHS_OF, begin_versions, begin_versions_of
from portal.models import DataVersion

# In plain SQL, because every kept page asks it: Django takes six times as long to put the question as the
# database to answer it.
VERSION = "SELECT MAX(id), COUNT(*), SUM(number) FROM portal_dataversion WHERE area IN ({marks})"


def data_version(areas: Collection[str], database: str | None = None) -> str:
    """A name for the state of all these areas; empty if nothing is noted, so that nothing can be kept.

    The highest row is not enough: a transaction that began earlier may end later. With how many there are it
    is, because rows are only added (and once a night replaced by a new one, see `tidy`). Where a row counts,
    the sum is what moves. `database`: None for the one that is written to.
    """
    door = connections[database or router.db_for_read(DataVersion)]
    highest, rows, numbers = asked_at_once(door, VERSION.format(marks=", ".join(["%s"] * len(areas))), areas)
    return f"{highest}.{rows}.{numbers}" if rows else ""


def asked_at_once(door: Any, question: str, values: Collection[str]) -> tuple:  # stubs lack health_check_done
    """Without Django's question before it whether the connection still lives, which takes as long: the
    question itself shows that, and is put once more through a new one."""
    unchecked = door.connection is not None and not (door.health_check_done or door.in_atomic_block)
    door.health_check_done = True
    try:
        return only_row(door, question, values)
    except (OperationalError, InterfaceError):
        if not unchecked:
            raise
        door.close()
        return only_row(door, question, values)


def only_row(door: BaseDatabaseWrapper, question: str, values: Collection[str]) -> tuple:
    with door.cursor() as cursor:
        cursor.execute(question, [*values])
        return cursor.fetchone()


def month_versions() -> dict[str, str]:
    """What the state of each month (`2017-08`) is called, for those that were noted to have changed since
    the names began anew; under an empty key what all months depend on. Empty where months are not noted."""
    if connection.vendor != "postgresql":
        return {}
    noted = DataVersion.objects.filter(area__startswith=MONTHS_OF).values_list("area")
    told = {
        area.removeprefix(MONTHS_OF): f"{last}.{count}.{total}"
        for area, last, count, total in noted.annotate(Max("pk"), Count("pk"), Sum("number"))
    }
    for_all = told.pop(ALL_MONTHS.removeprefix(MONTHS_OF), "")
    return told | {"": for_all} if for_all else {}


@transaction.atomic
def tidy() -> int:
    """Replaces the rows of each area that has more than one by a new one; returns how many went. What is
    kept of these areas is made anew once."""
    crowded = DataVersion.objects.values("area").annotate(rows=Count("pk")).filter(rows__gt=1).order_by()
    old = DataVersion.objects.filter(area__in=list(crowded.values_list("area", flat=True)))
    return replaced(list(old.values_list("pk", "area")))


@transaction.atomic
def rename_all() -> None:
    """After a restore: what follows must not be called as what followed the backup the first time."""
    replaced(list(DataVersion.objects.values_list("pk", "area")))
    begin_versions()


def replaced(rows: list[tuple[int, str]]) -> int:
    """Only these rows: one that another transaction adds meanwhile stays, and moves the name."""
    gone, _ = DataVersion.objects.filter(pk__in=[pk for pk, _ in rows]).delete()
    begin_versions_of(sorted({area for _, area in rows}))
    return gone
