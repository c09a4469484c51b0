"""Questions to the database about circles, numbers, needs and rooms."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Count, Exists, OuterRef, Prefetch, Q, Sum
from django.db.models.functions import Coalesce

from portal.querysets import lasting_on
from portal.releases import State

if TYPE_CHECKING:
    from portal.models import Organisation
    from volunteering.models import CountLink

TWELVE_MONTHS = timedelta(days=365)


def still_unconfirmed(when: date) -> Q:
    """Nobody has said within twelve months that it is right."""
    return Q(confirmed_on=None) | Q(confirmed_on__lt=when - TWELVE_MONTHS)


def recent(when: date) -> Q:
    """Of that day or of the twelve months before it: an older number says nothing about the day."""
    return Q(as_of__lte=when, as_of__gte=when - TWELVE_MONTHS)


class TopicPhaseQuerySet(models.QuerySet):
    def begun_by(self, when: date) -> TopicPhaseQuerySet:
        """With everything that a line about them names."""
        begun = Q(started_from=None) | Q(started_from__lte=when)
        return self.filter(begun).select_related("topic", "citation__source")


class VolunteerGroupQuerySet(models.QuerySet):
    def on(self, when: date) -> VolunteerGroupQuerySet:
        """Those that existed on that day."""
        return self.filter(lasting_on(when))

    def agreed(self) -> VolunteerGroupQuerySet:
        """Those that want to stand in the public directory."""
        return self.filter(consent_on__isnull=False)

    def with_address_confirmed_until(self, day: date) -> VolunteerGroupQuerySet:
        """With an address of which nobody has said since that day that it is right."""
        known = Coalesce("confirmed_on", "consent_on")
        return self.exclude(contact="").alias(known=known).filter(known__lte=day)

    def described(self) -> VolunteerGroupQuerySet:
        """With everything that a line about them names."""
        return self.prefetch_related("districts", "topics", "coordinated_by")

    def numbers_by_district(self) -> models.QuerySet:
        """Invented or not, district (its key, None for a group without one), how many. A group that is
        active in two districts counts in both."""
        return self.order_by().values_list("example", "districts").annotate(Count("pk"))

    def numbers(self) -> dict[bool, int]:
        """How many, real (False) and invented ones (True) apart; each once."""
        return dict(self.order_by().values_list("example").annotate(Count("pk")))

    def their_districts(self) -> models.QuerySet:
        """Those in which at least one of these is active."""
        districts = self.model._meta.get_field("districts").related_model._default_manager
        return districts.filter(volunteer_groups__in=self).distinct()

    def their_topics(self) -> models.QuerySet:
        """Those on which at least one of these works."""
        topics = self.model._meta.get_field("topics").related_model._default_manager
        return topics.filter(groups__in=self).distinct()

    def still_correct(self, when: date) -> VolunteerGroupQuerySet:
        """Those that have to be asked whether they still are, the longest silent first."""
        groups = self.on(when).filter(still_unconfirmed(when))
        return groups.order_by(models.F("confirmed_on").asc(nulls_first=True), "name")

    def coordinated_by(self, organisation: Organisation) -> VolunteerGroupQuerySet:
        return self.filter(coordinated_by=organisation)

    def coordinators(self) -> models.QuerySet:
        """The organisations that coordinate at least one of these."""
        organisations = self.model._meta.get_field("coordinated_by").related_model._default_manager
        return organisations.filter(pk__in=self.values("coordinated_by"))

    def with_link(self) -> VolunteerGroupQuerySet:
        """`live_links`: the one that is not revoked, if there is one."""
        links = self.model._meta.get_field("links").related_model._default_manager
        return self.prefetch_related(Prefetch("links", links.not_revoked(), to_attr="live_links"))

    def shelters_without_group(self, when: date) -> models.QuerySet:
        """Open shelters for which no group of that day cares."""
        caring = self.model._default_manager.on(when).filter(shelters=OuterRef("pk"))
        return self.shelters.open_on(when).filter(~Exists(caring)).select_related("district")

    def coordinations(self, when: date) -> models.QuerySet:
        """One row per open shelter, group and coordinating organisation on that day."""
        return (
            self.on(when)
            .filter(shelters__in=self.shelters.open_on(when), coordinated_by__isnull=False)
            .order_by("shelters__name", "coordinated_by__name", "name")
            .values(
                "shelters", "shelters__name", "shelters__district__name", "shelters__example",
                "coordinated_by__name", "name",
            )
        )  # fmt: skip

    @property
    def shelters(self) -> models.QuerySet:
        return self.model._meta.get_field("shelters").related_model._default_manager.all()


class CountLinkQuerySet(models.QuerySet):
    def not_revoked(self) -> CountLinkQuerySet:
        return self.filter(revoked_on=None).select_related("issued_by")

    def holding(self, digest: str, when: date) -> CountLink | None:
        """The link of that digest, if it holds on that day and its group exists then."""
        groups = self.model._meta.get_field("group").related_model._default_manager.on(when)
        holding = self.not_revoked().filter(expires_on__gte=when, group__in=groups)
        return holding.select_related("group").filter(digest=digest).first()


class VolunteerCountQuerySet(models.QuerySet):
    def counting(self) -> VolunteerCountQuerySet:
        """Released, and not replaced by another one of the same day and way of counting."""
        return self.filter(current=True)

    def waiting(self) -> VolunteerCountQuerySet:
        """Submitted and not yet decided, the oldest first; without those of lists, which are decided on
        together."""
        return (
            self.filter(state=State.SUBMITTED, delivery=None)
            .select_related("group", "link", "submitted_by")
            .order_by("submitted_at")
        )

    def current(self, when: date) -> VolunteerCountQuerySet:
        """The newest one that counts of each group and way of counting, not older than twelve months, of
        groups that existed on that day."""
        known = self.model._default_manager.counting().filter(recent(when))
        same = known.filter(group=OuterRef("group"), rule=OuterRef("rule"), scope=OuterRef("scope"))
        later = same.filter(as_of__gt=OuterRef("as_of"))
        groups = self.model._meta.get_field("group").related_model._default_manager.on(when)
        return self.counting().filter(~Exists(later), recent(when), group__in=groups)

    def released_within(self, after: datetime, until: datetime) -> VolunteerCountQuerySet:
        """Those that count since then, one by one or in a list."""
        return self.counting().filter(decided_at__gt=after, decided_at__lte=until)

    def of_at_least(self, number: int) -> VolunteerCountQuerySet:
        return self.filter(number__gte=number)

    def sums(self) -> models.QuerySet:
        """By way of counting: `total` and how many `groups` it is made of, invented ones apart."""
        return (
            self.order_by("rule", "scope")
            .values("example", "rule", "scope")
            .annotate(total=Sum("number"), groups=Count("group", distinct=True))
        )


class MentorshipCountQuerySet(models.QuerySet):
    def current(self, when: date) -> MentorshipCountQuerySet:
        """The newest one of each group and topic, not older than twelve months."""
        known = self.model._default_manager.filter(recent(when))
        later = known.filter(group=OuterRef("group"), topic=OuterRef("topic"), as_of__gt=OuterRef("as_of"))
        return self.filter(~Exists(later), recent(when))

    def by_topic(self) -> models.QuerySet:
        """`total` of each topic, and how many `groups` it is made of; invented ones apart."""
        return (
            self.order_by("topic__name")
            .values("example", "topic__name")
            .annotate(total=Sum("running"), groups=Count("group", distinct=True))
        )


class SupportNeedQuerySet(models.QuerySet):
    def known_on(self, when: date) -> SupportNeedQuerySet:
        """`met_by`: whether it was met on that day."""
        met = Q(state="met", met_on__lte=when)
        return self.filter(reported_on__lte=when).annotate(
            met_by=models.Case(models.When(met, then=True), default=False, output_field=models.BooleanField())
        )

    def not_met(self) -> SupportNeedQuerySet:
        """The most urgent first, then the oldest."""
        return self.exclude(state="met").select_related("group").order_by("urgency", "reported_on", "pk")

    def by_kind(self) -> models.QuerySet:
        """After `known_on`: how many of each kind and state."""
        return self.order_by().values("example", "kind", "state", "met_by").annotate(number=Count("pk"))


class GoodPracticeQuerySet(models.QuerySet):
    def published(self) -> GoodPracticeQuerySet:
        return self.filter(published=True)

    def described(self) -> GoodPracticeQuerySet:
        return self.select_related("topic", "group")


class QualificationEventQuerySet(models.QuerySet):
    def known_on(self, when: date) -> QualificationEventQuerySet:
        """Those of the past and of the next twelve months; an unknown begin does not speak against it."""
        return self.filter(Q(started_from=None) | Q(started_from__lte=when + TWELVE_MONTHS))

    def described(self) -> QualificationEventQuerySet:
        return self.select_related("provider", "citation__source")


class MeetingSpaceQuerySet(models.QuerySet):
    def on(self, when: date) -> MeetingSpaceQuerySet:
        """Open on that day."""
        return self.filter(lasting_on(when))

    def numbers_by_district(self) -> models.QuerySet:
        """Invented or not, district (its key), how many."""
        return self.order_by().values_list("example", "district").annotate(Count("pk"))

    def described(self) -> MeetingSpaceQuerySet:
        return self.select_related("district", "host", "citation__source")

    def still_correct(self, when: date) -> MeetingSpaceQuerySet:
        """Those that have to be asked whether they still are, the longest silent first."""
        spaces = self.on(when).filter(still_unconfirmed(when)).select_related("district")
        return spaces.order_by(models.F("confirmed_on").asc(nulls_first=True), "name")


class MeetingSpaceCountQuerySet(models.QuerySet):
    def overlapping(self, start: date, end: date) -> MeetingSpaceCountQuerySet:
        """With at least one day in common."""
        return self.filter(period_start__lte=end, period_end__gte=start)

    def until(self, when: date) -> MeetingSpaceCountQuerySet:
        """Whose span has ended by then, the newest first."""
        return (
            self.filter(period_end__lte=when).select_related("space").order_by("-period_end", "space__name")
        )
