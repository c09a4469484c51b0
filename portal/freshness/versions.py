"""What the state of the data is called. It changes with each transaction that changed an area."""

from collections.abc import Collection

from django.db import transaction
from django.db.models import Count, Max, Sum

from portal.freshness.watching import begin_versions
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


@transaction.atomic
def tidy() -> int:
    """Replaces the rows of each area by a new one; returns how many went. Everything is made anew once."""
    old = DataVersion.objects.filter(pk__in=list(DataVersion.objects.values_list("pk", flat=True)))
    gone, _ = old.delete()
    begin_versions()
    return gone
