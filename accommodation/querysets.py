"""Every question to the database about shelters and their occupancy."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from django.db import models
from django.db.models import OuterRef, Q, Subquery

if TYPE_CHECKING:
    from portal.models import Organisation


def runs_on(when: date, prefix: str = "") -> Q:
    """An operation that covers a day; open ends count as covering."""
    return (Q(**{f"{prefix}start": None}) | Q(**{f"{prefix}start__lte": when})) & (
        Q(**{f"{prefix}end": None}) | Q(**{f"{prefix}end__gte": when})
    )


class ShelterQuerySet(models.QuerySet):
    def visible_to(self, user) -> ShelterQuerySet:
        """Operators see the shelters they run or ran; staff with the right to view see all."""
        if not user.is_authenticated:
            return self.none()
        if user.has_perm("accommodation.view_shelter"):
            return self
        if user.organisation_id is None or not user.has_perm("portal.add_delivery"):
            return self.none()
        return self.filter(operations__operator_id=user.organisation_id).distinct()

    def open_on(self, when: date) -> ShelterQuerySet:
        """Opened by then and not yet closed; shelters that are only planned do not count."""
        return self.filter(
            Q(opened_on__lte=when) | Q(opened_on=None, planned_from=None),
            Q(closed_on=None) | Q(closed_on__gt=when),
        )

    def run_by(self, operator: Organisation) -> ShelterQuerySet:
        """Those that this operator runs or ever ran."""
        return self.filter(operations__operator=operator).distinct()

    def real(self) -> ShelterQuerySet:
        return self.filter(example=False)

    def with_places(self, when: date) -> ShelterQuerySet:
        """`places` in use on that day; None where no capacity is known."""
        capacities = self.model.capacities.rel.related_model.objects
        in_use = capacities.in_use().filter(shelter=OuterRef("pk"), valid_from__lte=when)
        return self.annotate(places=Subquery(in_use.order_by("-valid_from").values("places")[:1]))


class OperationQuerySet(models.QuerySet):
    def on(self, when: date) -> OperationQuerySet:
        return self.filter(runs_on(when))


class CapacityQuerySet(models.QuerySet):
    def in_use(self) -> CapacityQuerySet:
        return self.filter(kind="in_use")


class OccupancyQuerySet(models.QuerySet):
    def current(self) -> OccupancyQuerySet:
        """Released and not replaced: what counts."""
        return self.filter(current=True)
