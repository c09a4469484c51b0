"""What the state of the data is called. It changes with each transaction that changed an area."""

from collections.abc import Collection

from django.db import connection, transaction
from django.db.models import Count, Max, Sum

from portal.freshness.watching import ALL_MONTHS, MONTHS_OF, begin_versions, begin_versions_of
from portal.models import DataVersion


def data_version(areas: Collection[str], database: str | None = None) -> str:
    """A name for the state of all these areas; empty if nothing is noted, so that nothing can be kept.

    The highest row is not enough: a transaction that began earlier may end later. With how many there are it
    is, because rows are only added (and once a night replaced by a new one, see `tidy`). Where a row counts,
    the sum is what moves. `database`: None for the one that is written to.
    """
    rows = DataVersion.objects.using(database).filter(area__in=areas)
    told = rows.aggregate(Max("pk"), Count("pk"), Sum("number"))
    return f"{told['pk__max']}.{told['pk__count']}.{told['number__sum']}" if told["pk__count"] else ""


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
