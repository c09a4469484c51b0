"""Every question about FIM places to the database, by name."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Exists, OuterRef, Subquery, Sum
from django.db.models.functions import Coalesce

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from fim.models import Quota, Rule
    from portal.models import Organisation, User


class QuotaQuerySet(models.QuerySet["Quota"]):
    def newest(self, when: date) -> Quota | None:
        """That of the latest year that has begun by then; None before the first."""
        return self.filter(year__lte=when.year).select_related("citation__source", "assigned_by").last()


class RuleQuerySet(models.QuerySet["Rule"]):
    def of_term(self, signed_on: date) -> Rule | None:
        """The one that limits contracts signed on that day; None where none does."""
        limits = self.filter(valid_from__lte=signed_on, max_months__isnull=False)
        return limits.select_related("citation__source").last()

    def known_on(self, when: date) -> RuleQuerySet:
        """With everything that a line about them names."""
        known = self.filter(valid_from__lte=when)
        return known.select_related("citation__source").prefetch_related("issuers")


class ProviderQuerySet(models.QuerySet):
    def of_user(self, user: User | AnonymousUser) -> ProviderQuerySet:
        """The one whose account this is; none for staff and everybody else."""
        if user.is_anonymous or user.organisation_id is None or not user.has_perm("portal.add_delivery"):
            return self.none()
        return self.filter(organisation=user.organisation_id).select_related("organisation")


class PlacementQuerySet(models.QuerySet):
    def known_on(self, when: date) -> PlacementQuerySet:
        """Those that were applied for by then, with their provider."""
        return self.filter(applied_on__lte=when).select_related("provider__organisation", "shelter__district")

    def invented(self, example: bool) -> PlacementQuerySet:
        """Either the example measures or the real ones; they are never counted together."""
        return self.filter(provider__organisation__example=example)

    def of_provider(self, organisation: Organisation) -> PlacementQuerySet:
        return self.filter(provider__organisation=organisation)

    def without_number(self, when: date) -> PlacementQuerySet:
        """Those with a contract that runs on that day, for which nobody has submitted a number."""
        contracts = self.model.contracts.rel.related_model.objects.running_on(when)
        counts = self.model.counts.rel.related_model.objects.filter(as_of=when, occupied__isnull=False)
        said = counts.filter(delivery__state__in=("submitted", "released"))
        own = {"placement": OuterRef("pk")}
        return self.filter(Exists(contracts.filter(**own)), ~Exists(said.filter(**own)))

    def with_use(self, when: date, counted_on: date | None) -> PlacementQuerySet:
        """`contracted` places on that day; `occupied` as it counts for `counted_on`, None where nobody
        reported a number; `expected`, whether a contract ran then, so that somebody should have."""
        contracts = self.model.contracts.rel.related_model.objects.filter(placement=OuterRef("pk"))
        contracted = contracts.running_on(when).order_by().values("placement").annotate(sum=Sum("places"))
        owing = contracts.running_on(counted_on) if counted_on else contracts.none()
        counts = self.model.counts.rel.related_model.objects.current()
        occupied = counts.filter(placement=OuterRef("pk"), as_of=counted_on).values("occupied")[:1]
        return self.annotate(
            contracted=Coalesce(Subquery(contracted.values("sum")), 0),
            occupied=Subquery(occupied),
            expected=Exists(owing),
        )


class ContractQuerySet(models.QuerySet):
    def running_on(self, when: date) -> ContractQuerySet:
        return self.filter(start__lte=when, end__gte=when)

    def signed_by(self, when: date) -> ContractQuerySet:
        """With everything that a line about them names."""
        return self.filter(signed_on__lte=when).select_related(
            "placement__provider__organisation", "extends", "extended_by"
        )

    def of_provider(self, organisation: Organisation) -> ContractQuerySet:
        return self.filter(placement__provider__organisation=organisation)


class PlacementCountQuerySet(models.QuerySet):
    def current(self) -> PlacementCountQuerySet:
        """Released and not replaced: what counts."""
        return self.filter(current=True)

    def newest_day(self, when: date, *, example: bool) -> date | None:
        """The last day up to then with any number of real or of invented measures; None without one."""
        known = self.current().filter(as_of__lte=when, occupied__isnull=False)
        of_kind = known.filter(placement__provider__organisation__example=example)
        return of_kind.order_by("-as_of").values_list("as_of", flat=True).first()

    def days_released_within(self, after: datetime, until: datetime) -> set[tuple[date, bool]]:
        """The days, and whether of invented measures, about which lists of this time were released."""
        released = self.current().filter(delivery__decided_at__gt=after, delivery__decided_at__lte=until)
        invented = "placement__provider__organisation__example"
        return set(released.order_by().values_list("as_of", invented).distinct())

    def of_provider(self, organisation: Organisation) -> PlacementCountQuerySet:
        return self.filter(placement__provider__organisation=organisation)
