"""Every question to the database about funds, projects and sports offers."""

from __future__ import annotations

from datetime import date, timedelta

from django.db import models
from django.db.models import Count, OuterRef, Q, Subquery, Sum

from portal.dates import a_year_before

ASKED_AGAIN_AFTER = timedelta(days=182)


# Whom a search for one of the groups finds: only what is meant for them.
FOR_WOMEN = ("women_and_girls", "women", "girls")
FOR_CHILDREN = ("children", "girls")


def stale_before(when: date) -> date:
    """Last confirmed on that day or earlier: nobody vouches for it any more."""
    return a_year_before(when)


class FundQuerySet(models.QuerySet):
    def known_on(self, when: date) -> FundQuerySet:
        """Begun by then; an unknown begin does not speak against it."""
        known = self.filter(Q(since=None) | Q(since__lte=when))
        return known.select_related("office", "citation__source").order_by("example", "branch", "name")


class FundBudgetQuerySet(models.QuerySet):
    def begun_by(self, when: date) -> FundBudgetQuerySet:
        """Those of years that have begun, real ones first, each fund's years in order."""
        begun = self.filter(year__lte=when.year).select_related("fund", "citation__source")
        return begun.order_by("example", "fund__branch", "fund__name", "year")


class GrantQuerySet(models.QuerySet):
    def known_on(self, when: date) -> GrantQuerySet:
        return self.filter(requested_on__lte=when)

    def described(self) -> GrantQuerySet:
        return self.select_related("fund", "recipient", "citation__source")

    def sums_of_years(self, when: date) -> models.QuerySet:
        """Fund, year, example; EUR `requested_sum`, `granted_sum`, `paid_sum` by that day (None where no
        grant has such an amount); `number` of requests, `undecided` among them."""
        decided, paid = Q(decided_on__lte=when), Q(paid_on__lte=when)
        sums = self.known_on(when).order_by().values("fund", "fund__name", "fund__branch", "year", "example")
        return sums.annotate(
            number=Count("pk"),
            undecided=Count("pk", filter=~decided),
            requested_sum=Sum("requested"),
            granted_sum=Sum("granted", filter=decided),
            paid_sum=Sum("paid", filter=paid),
        ).order_by("example", "fund__name", "year")

    def paid_by(self, when: date) -> GrantQuerySet:
        return self.filter(paid_on__lte=when, paid__gt=0)

    def proof_overdue(self, when: date) -> GrantQuerySet:
        """Paid, and the proof of use should be there by then and is not."""
        return self.paid_by(when).filter(proof="open", proof_due__lt=when)

    def above_request(self, when: date) -> GrantQuerySet:
        return self.filter(decided_on__lte=when, granted__gt=models.F("requested"))

    def granted_by(self, when: date) -> GrantQuerySet:
        return self.filter(decided_on__lte=when, granted__gt=0)

    def offers_and_clubs(self) -> dict[str, int]:
        """How many different sports offers and clubs got something."""
        return self.filter(offer__isnull=False).aggregate(
            offers=Count("offer", distinct=True), clubs=Count("offer__club", distinct=True)
        )


class ProjectQuerySet(models.QuerySet):
    def known_on(self, when: date) -> ProjectQuerySet:
        known = self.filter(Q(begun_on=None) | Q(begun_on__lte=when) | Q(status="planned"))
        return known.select_related("carrier", "fund", "citation__source")


class EventQuerySet(models.QuerySet):
    def held_by(self, when: date) -> EventQuerySet:
        """Also those without a day of their own, with all that a line about them names."""
        held = self.filter(Q(held_on=None) | Q(held_on__lte=when)).prefetch_related("organisers")
        return held.select_related("citation__source", "figure__indicator", "figure__citation__source")


class PublicationQuerySet(models.QuerySet):
    def described(self) -> PublicationQuerySet:
        return self.select_related("publisher", "citation__source").prefetch_related("recipients")


class SportsOfferQuerySet(models.QuerySet):
    def going_on(self, when: date) -> SportsOfferQuerySet:
        """In the list on that day and not ended by then, confirmed or not."""
        return self.filter(Q(ended_on=None) | Q(ended_on__gt=when), listed_since__lte=when)

    def confirmed(self, when: date) -> SportsOfferQuerySet:
        """What the public finds: somebody said within a year that it is still so."""
        return self.going_on(when).filter(confirmed_on__gt=stale_before(when))

    def stale(self, when: date) -> SportsOfferQuerySet:
        """Hidden from the public until somebody confirms it."""
        return self.going_on(when).filter(confirmed_on__lte=stale_before(when))

    def to_be_asked(self, when: date) -> SportsOfferQuerySet:
        """Not confirmed for half a year: „still correct?“, the longest unconfirmed first."""
        due = self.going_on(when).filter(confirmed_on__lte=when - ASKED_AGAIN_AFTER)
        return due.described().order_by("confirmed_on", "code")

    def described(self) -> SportsOfferQuerySet:
        return self.select_related("sport", "club", "district")

    def found(
        self, *, district: object | None, sport: object | None, women: bool, children: bool
    ) -> SportsOfferQuerySet:
        """What a reader looks for; who asks for both gets what suits either of the two."""
        offers = self.filter(district=district) if district else self
        offers = offers.filter(sport=sport) if sport else offers
        groups = [*(FOR_WOMEN if women else ()), *(FOR_CHILDREN if children else ())]
        return offers.filter(target_group__in=groups) if groups else offers

    def numbers_by(self, field: str) -> models.QuerySet:
        """Name, example, and how many offers: `number` of all, and those for `women`, for `children`,
        `integrative` ones. Real ones first, the most first. `field` as „sport__name“."""
        numbers = self.order_by().values("example", name=models.F(field))
        return numbers.annotate(
            number=Count("pk"),
            women=Count("pk", filter=Q(target_group__in=FOR_WOMEN)),
            children=Count("pk", filter=Q(target_group__in=FOR_CHILDREN)),
            integrative=Count("pk", filter=Q(integrative=True)),
        ).order_by("example", "-number", "name")


class CountQuerySet(models.QuerySet):
    def newest_of_each(self, when: date) -> CountQuerySet:
        """The last count of every organisation by that day."""
        last = self.model._default_manager.filter(organisation=OuterRef("organisation"), as_of__lte=when)
        newest = last.order_by("-as_of").values("pk")[:1]
        counts = self.filter(pk=Subquery(newest)).select_related("organisation", "citation__source")
        return counts.order_by("example", "organisation__name")
