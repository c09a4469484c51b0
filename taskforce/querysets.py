"""Every question to the database about bodies, measures, hand-overs and reports."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Case, OuterRef, Prefetch, Q, Subquery, When

from portal.querysets import lasting_on
from portal.releases import State

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from portal.models import User
    from taskforce.models import Body, FinalReport, Meeting

ROLES = ("speaker", "deputy", "member", "guest")


class BodyQuerySet(models.QuerySet):
    def working_groups(self) -> BodyQuerySet:
        """In their order, invented ones last."""
        return self.filter(kind="working_group").order_by("example", "order", "name")

    def on(self, when: date) -> BodyQuerySet:
        """Those that existed on that day."""
        return self.filter(lasting_on(when))

    def known_on(self, when: date) -> BodyQuerySet:
        """Begun by then, ended ones too; and planned ones whose predecessor has ended by then. What has
        no begin of its own does not begin before what it belongs to."""
        begun = Q(started_from=None) | Q(started_from__lte=when)
        awaited = Q(status="planned", predecessors__ended_to__lt=when)
        too_early = Q(started_from=None, parent__started_from__gt=when)
        return self.filter(begun | awaited).exclude(too_early).distinct()

    def givers(self) -> BodyQuerySet:
        """Those that handed something over, or are to; the groups in their order."""
        gave = Q(handovers__isnull=False) | Q(measures__handovers__isnull=False)
        return self.filter(gave).distinct().order_by(models.F("order").asc(nulls_last=True), "name")

    def described(self) -> BodyQuerySet:
        """With everything that a line about them names."""
        return self.select_related("parent", "seat", "successor", "citation__source")

    def written_by(self, user: User | AnonymousUser, when: date) -> BodyQuerySet:
        """The working groups whose report this person writes: who speaks for them on that day."""
        if not user.has_perm("taskforce.write_finalreport"):
            return self.none()
        memberships = self.model._meta.get_field("memberships").related_model._default_manager
        speaking = memberships.speakers().on(when).filter(account=user)
        return self.filter(kind="working_group", pk__in=speaking.values("body"))

    def with_readable_report(self, user: User | AnonymousUser, when: date) -> BodyQuerySet:
        """Those whose final report this reader may see: a released one, one's own; with
        `view_finalreport` every draft."""
        groups = self.filter(kind="working_group")
        if user.has_perm("taskforce.view_finalreport"):
            return groups
        own = self.model._default_manager.written_by(user, when)
        return groups.filter(Q(final_report__state=State.RELEASED) | Q(pk__in=own))

    def with_released_report(self) -> BodyQuerySet:
        """`final_report` is there only where it is released, with all that a page shows of it."""
        reports = self.model._meta.get_field("final_report").related_model._default_manager
        return self.prefetch_related(Prefetch("final_report", reports.released().with_answers()))


class MembershipQuerySet(models.QuerySet):
    def speakers(self) -> MembershipQuerySet:
        return self.filter(role="speaker")

    def in_order(self) -> MembershipQuerySet:
        """Speakers first, then by name; with everything that a line about them names."""
        rank = Case(*(When(role=role, then=place) for place, role in enumerate(ROLES)))
        return self.select_related("organisation", "citation__source").order_by(rank, "organisation__name")

    def on(self, when: date) -> MembershipQuerySet:
        """Who sat in it on that day."""
        return self.filter(lasting_on(when))

    def named_and_over(self, day: date) -> MembershipQuerySet:
        """With a person's name, and ended on that day or before."""
        return self.filter(ended_to__lte=day).exclude(person="")

    def overlapping(self, first: date | None, last: date | None) -> MembershipQuerySet:
        """Those that share a day with a span; None is an open end."""
        after = Q() if first is None else Q(ended_to=None) | Q(ended_to__gte=first)
        before = Q() if last is None else Q(started_from=None) | Q(started_from__lte=last)
        return self.filter(after & before)


class MeetingQuerySet(models.QuerySet):
    def after(self, when: date) -> MeetingQuerySet:
        """The next ones first, cancelled ones too."""
        return self.filter(held_on__gte=when).order_by("held_on", "begins_at")

    def whole_for(self, user: User | AnonymousUser, when: date) -> MeetingQuerySet:
        """Those of which this person reads everything: all inside, one's own group's for its speaker."""
        if user.has_perm("taskforce.view_meeting"):
            return self
        bodies = self.model._meta.get_field("body").related_model._default_manager
        return self.filter(body__in=bodies.written_by(user, when))

    def visible_to(self, user: User | AnonymousUser, when: date) -> MeetingQuerySet:
        """The public ones for every reader."""
        return self.filter(public=True) | self.whole_for(user, when)

    def following(self, meeting: Meeting) -> Meeting | None:
        """The next one of the same body that takes place."""
        later = self.filter(body=meeting.body_id, cancelled=False).exclude(pk=meeting.pk)
        return later.after(meeting.held_on).first()

    def with_changed_at(self) -> MeetingQuerySet:
        """`changed_at`: when somebody last saved it; None for what has no history."""
        versions = self.model.history.filter(id=OuterRef("pk")).order_by("-history_date")
        return self.annotate(changed_at=Subquery(versions.values("history_date")[:1]))

    def held_until(self, when: date) -> MeetingQuerySet:
        """The newest first."""
        return self.filter(held_on__lte=when).order_by("-held_on", "-begins_at").prefetch_related("agenda")


class ConsultationQuerySet(models.QuerySet):
    def open_to(self, everything: bool) -> ConsultationQuerySet:
        """All, or the public ones alone; with their paper."""
        consultations = self.select_related("paper", "citation__source")
        return consultations if everything else consultations.filter(public=True, paper__public=True)

    def begun_by(self, when: date) -> ConsultationQuerySet:
        """In their order; an unknown day does not speak against it."""
        return self.filter(Q(held_on=None) | Q(held_on__lte=when))

    def by_paper(self) -> ConsultationQuerySet:
        """Each paper on its way, step by step; with the bodies that it went through."""
        day = models.F("held_on").asc(nulls_last=True)
        return self.select_related("body").order_by("paper__year", "paper__number", "paper", day)


class MeasureQuerySet(models.QuerySet):
    def without_handover(self) -> MeasureQuerySet:
        """Called handed over, but nobody says to whom."""
        return self.filter(status="handed_over", handovers=None)

    def known_on(self, when: date) -> MeasureQuerySet:
        """Begun by then, or planned; an unknown begin does not speak against it. What was planned
        without a date when its body ended was not known before that."""
        begun = Q(started_from=None) | Q(started_from__lte=when) | Q(status="planned")
        last_words = Q(status="planned", started_from=None, body__ended_to__gte=when)
        return self.filter(begun).exclude(pk__in=self.model._default_manager.filter(last_words))

    def of_bodies(self, bodies: Collection[Body]) -> MeasureQuerySet:
        """Of these, and of none."""
        return self.filter(Q(body=None) | Q(body__in=bodies))

    def without_ideas(self) -> MeasureQuerySet:
        """What somebody has decided on."""
        return self.exclude(status="idea")

    def described(self) -> MeasureQuerySet:
        """With everything that a line about them names."""
        return self.select_related("body", "responsible", "indicator", "citation__source").prefetch_related(
            "districts", "papers", "handovers"
        )


class HandoverQuerySet(models.QuerySet):
    def agreed_not_done(self) -> HandoverQuerySet:
        """Promised, but not carried out yet; the oldest promise first."""
        return self.filter(status="agreed").order_by("since", "subject")

    def known_on(self, when: date) -> HandoverQuerySet:
        """Not those that were carried out later, nor those to a body that begins later. What papers
        say at the end of a giver is not known before, unless it has an earlier date of its own."""
        not_yet = Q(since=None) | Q(since__gt=when)
        later = (
            Q(status="done", since__gt=when)
            | Q(not_yet, body__ended_to__gte=when)
            | Q(not_yet, body=None, measure=None, to_body__started_from__gt=when)
        )
        return self.exclude(pk__in=self.model._default_manager.filter(later))

    def given_by(self, body: Body) -> HandoverQuerySet:
        """What names no giver comes from the group of its measure."""
        return self.filter(Q(body=body) | Q(body=None, measure__body=body))

    def around(self, body: Body) -> HandoverQuerySet:
        """From this body or to it."""
        return self.given_by(body) | self.filter(to_body=body)

    def in_order(self) -> HandoverQuerySet:
        """By giver, in the order of the groups; with everything that a line about them names."""
        return self.select_related(
            "body", "measure__body", "to_body", "to_organisation", "citation__source"
        ).order_by(models.F("body__order").asc(nulls_last=True), "body__name", "subject")


class GoalQuerySet(models.QuerySet):
    def of_bodies(self, bodies: Collection[Body]) -> GoalQuerySet:
        """With everything that a line about them names."""
        return (
            self.filter(body__in=bodies)
            .select_related("body", "parent", "indicator", "citation__source")
            .prefetch_related("plans__responsible")
        )


class ServiceCentreQuerySet(models.QuerySet):
    def described(self) -> ServiceCentreQuerySet:
        """With their units, in order."""
        return self.select_related("citation__source").prefetch_related("units__organisation")


class FinalReportQuerySet(models.QuerySet):
    def released(self) -> FinalReportQuerySet:
        return self.filter(state=State.RELEASED)

    def of_group(self, body: Body) -> FinalReport:
        """An empty one, not saved, where nobody has begun."""
        begun = self.filter(body=body).first()
        return begun or self.model(body=body, example=body.example)  # type: ignore[return-value]

    def with_answers(self) -> FinalReportQuerySet:
        """With all that a page shows of them, in a fixed number of queries."""
        links = ("answers__measures", "answers__handovers", "answers__partners")
        return self.select_related("submitted_by", "decided_by").prefetch_related("answers", *links)
