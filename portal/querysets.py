"""Questions to the database about sources and figures."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from django.db import models

from portal.releases import State

if TYPE_CHECKING:
    from portal.models import Organisation


class ReportedFigureQuerySet(models.QuerySet):
    def released(self) -> ReportedFigureQuerySet:
        """Released and not replaced by a released correction."""
        return self.filter(state=State.RELEASED).exclude(replaced_by__state=State.RELEASED)

    def as_of(self, when: date) -> ReportedFigureQuerySet:
        """A figure counts as of a date if its period has begun by then."""
        return self.filter(period_start__lte=when)

    def of(self, indicator: str) -> ReportedFigureQuerySet:
        """The city's values of an indicator, oldest first, ready to be shown with their source."""
        return (
            self.filter(indicator__key=indicator, district__isnull=True)
            .select_related("indicator", "citation__source")
            .order_by("period_start", "period_end", "-leading", "id")
        )

    def leading(self) -> ReportedFigureQuerySet:
        return self.filter(leading=True)


class ClaimQuerySet(models.QuerySet):
    def of_area(self, area: str) -> ClaimQuerySet:
        """The claims of an area with everything their verdict needs."""
        return (
            self.filter(area=area)
            .select_related("citation__source")
            .prefetch_related("readings__claim", "readings__base__indicator", "readings__compared__indicator")
        )


class DeliveryQuerySet(models.QuerySet):
    def taken_over(self, sender: Organisation, sha256: str, as_of_given: date | None) -> DeliveryQuerySet:
        """The same file of the same sender for the same date, submitted or released."""
        return self.filter(
            sender=sender,
            sha256=sha256,
            as_of_given=as_of_given,
            state__in=(State.SUBMITTED, State.RELEASED),
        )

    def visible_to(self, user) -> DeliveryQuerySet:
        """Operators see their own deliveries; who may release sees all that were submitted."""
        if user.has_perm("portal.view_all_deliveries"):
            return self.exclude(state=State.DRAFT) | self.filter(created_by=user)
        if user.organisation_id is None or not user.has_perm("portal.add_delivery"):
            return self.none()
        return self.filter(sender_id=user.organisation_id)

    def waiting(self) -> DeliveryQuerySet:
        """Submitted and not yet decided, the oldest first."""
        return self.filter(state=State.SUBMITTED).order_by("submitted_at")


class ReportingDateQuerySet(models.QuerySet):
    def of_occupancy(self) -> ReportingDateQuerySet:
        return self.filter(kind="occupancy")

    def newest(self, count: int) -> ReportingDateQuerySet:
        """So many, the latest first."""
        return self.order_by("-as_of")[:count]


class ColumnProfileQuerySet(models.QuerySet):
    def meanings(self, organisation: Organisation, kind: str) -> dict[str, str]:
        """Heading and field of everything this sender has answered; an empty field is not read."""
        return dict(self.filter(organisation=organisation, kind=kind).values_list("heading", "field"))
