"""Every question to the database about shelters and their occupancy."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable
from datetime import date, datetime
from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Count, Exists, OuterRef, Q, Subquery, Sum

if TYPE_CHECKING:
    from accommodation.models import Capacity, Shelter
    from portal.models import Organisation


def runs_on(when: date, prefix: str = "") -> Q:
    """An operation that covers a day; open ends count as covering."""
    return (Q(**{f"{prefix}start": None}) | Q(**{f"{prefix}start__lte": when})) & (
        Q(**{f"{prefix}end": None}) | Q(**{f"{prefix}end__gte": when})
    )


def known_open() -> Q:
    """Not merely planned: opened, or without any date, which operators' old houses often lack."""
    return Q(opened_on__isnull=False) | Q(planned_from=None)


class ShelterQuerySet(models.QuerySet):
    def visible_to(self, user, when: date) -> ShelterQuerySet:
        """Operators see the shelters that they run on that day; staff with the right to view all."""
        if user.has_perm("accommodation.view_shelter"):
            return self
        if user.is_anonymous or user.organisation_id is None or not user.has_perm("portal.add_delivery"):
            return self.none()
        return self.run_by(user.organisation, when)

    def open_on(self, when: date) -> ShelterQuerySet:
        """Opened by then and not closed before; shelters that are only planned do not count."""
        return self.filter(
            known_open(),
            Q(opened_on=None) | Q(opened_on__lte=when),
            Q(closed_on=None) | Q(closed_on__gte=when),
        )

    def run_by(self, operator: Organisation, when: date) -> ShelterQuerySet:
        """Those that this operator runs on that day."""
        return self.filter(runs_on(when, "operations__"), operations__operator=operator).distinct()

    def ever_run_by(self, operator: Organisation) -> ShelterQuerySet:
        """Those that this operator runs, ran or will run."""
        return self.filter(operations__operator=operator).distinct()

    def invented(self, example: bool) -> ShelterQuerySet:
        """Either the example shelters or the real ones; they are never counted together."""
        return self.filter(example=example)

    def expected_on(self, days: Iterable[date]) -> dict[date, int]:
        """How many shelters were open on each day, in one query however many days."""
        spans = [
            (opened or date.min, closed or date.max)
            for opened, closed in self.filter(known_open()).values_list("opened_on", "closed_on")
        ]
        opened, closed = sorted(start for start, _ in spans), sorted(end for _, end in spans)
        return {day: bisect_right(opened, day) - bisect_left(closed, day) for day in days}

    def with_places(self, when: date) -> ShelterQuerySet:
        """`places` in use on that day; None where no capacity is known."""
        capacities = self.model.capacities.rel.related_model.objects
        in_use = capacities.in_use().filter(shelter=OuterRef("pk"), valid_from__lte=when)
        return self.annotate(places=Subquery(in_use.order_by("-valid_from").values("places")[:1]))

    def with_last_report(self, sender: Organisation, when: date) -> ShelterQuerySet:
        """`last_report`: the key of the sender's own latest number up to that day; None without one."""
        occupancies = self.model.occupancies.rel.related_model.objects
        own = occupancies.current().as_of(when).filter(delivery__sender=sender, occupied__isnull=False)
        latest = own.filter(shelter=OuterRef("pk")).order_by("-as_of")
        return self.annotate(last_report=Subquery(latest.values("pk")[:1]))

    def with_occupied(self, when: date) -> ShelterQuerySet:
        """`occupied` and `quality` as they hold for exactly that reporting date; None where nothing
        was reported."""
        current = self.model.occupancies.rel.related_model.objects.current()
        exact = current.filter(shelter=OuterRef("pk"), as_of=when)
        return self.annotate(
            occupied=Subquery(exact.values("occupied")[:1]), quality=Subquery(exact.values("quality")[:1])
        )


class OperationQuerySet(models.QuerySet):
    def on(self, when: date) -> OperationQuerySet:
        return self.filter(runs_on(when))


class CapacityQuerySet(models.QuerySet["Capacity"]):
    def in_use(self) -> CapacityQuerySet:
        return self.filter(kind="in_use")

    def newest(self, when: date) -> Capacity | None:
        """The one that holds on that day; None before the first."""
        return self.filter(valid_from__lte=when).order_by("-valid_from").first()


class OccupancyQuerySet(models.QuerySet):
    def current(self) -> OccupancyQuerySet:
        """Released and not replaced: what counts."""
        return self.filter(current=True)

    def as_of(self, when: date) -> OccupancyQuerySet:
        return self.filter(as_of__lte=when)

    def between(self, first: date, last: date) -> OccupancyQuerySet:
        """What counts, from the first to the last of two reporting dates."""
        return self.current().filter(as_of__range=(first, last))

    def of_shelter(self, shelter: Shelter) -> OccupancyQuerySet:
        """Oldest first, with the delivery that each comes from."""
        return self.filter(shelter=shelter).select_related("delivery").order_by("as_of")

    def visible_to(self, user) -> OccupancyQuerySet:
        """Operators see what they delivered themselves, not what a predecessor in the house did."""
        if user.has_perm("accommodation.view_occupancy"):
            return self
        if user.is_anonymous or user.organisation_id is None:
            return self.none()
        return self.filter(delivery__sender_id=user.organisation_id)

    def of_same_dates(self, rows: OccupancyQuerySet) -> OccupancyQuerySet:
        """Statements about the same shelters and dates as these rows."""
        return self.filter(Exists(rows.filter(shelter=OuterRef("shelter"), as_of=OuterRef("as_of"))))

    def submitted_after(self, when: datetime) -> OccupancyQuerySet:
        return self.filter(delivery__submitted_at__gt=when)

    def sums(self, *, example: bool) -> OccupancyQuerySet:
        """Per reporting date: `total` persons, `reported` shelters with a number, `estimated` of
        them, `monthly` of them that name only the month. Dates without any number are left out."""
        return (
            self.current()
            .filter(shelter__example=example, occupied__isnull=False)
            .values("as_of")
            .annotate(
                total=Sum("occupied"),
                reported=Count("pk"),
                estimated=Count("pk", filter=Q(quality="estimated")),
                monthly=Count("pk", filter=Q(precision="month")),
            )
            .order_by("as_of")
        )

    def district_totals(self, *, example: bool) -> dict[date, list[int]]:
        """Per reporting date the persons of each district with a number, to protect small ones."""
        totals: dict[date, list[int]] = defaultdict(list)
        rows = self.sums(example=example).values_list("as_of", "shelter__district", "total")
        for as_of, _, total in rows:
            totals[as_of].append(total)
        return totals
