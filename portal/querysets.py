"""Questions to the database about sources and figures."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any

from django.db import models
from django.db.models import Exists, F, OuterRef, Q

from portal.figures import Audience
from portal.releases import State

if TYPE_CHECKING:
    from portal.models import (
        AccessibilityStatement,
        AuditEvent,
        Organisation,
        ReportedFigure,
        RetentionPeriod,
        Source,
        User,
    )


def lasting_on(when: date) -> Q:
    """Unknown begins and ends do not speak against it."""
    return (Q(started_from=None) | Q(started_from__lte=when)) & (Q(ended_to=None) | Q(ended_to__gte=when))


# The number of a paper is short; a longer one would not fit into the database.
OF_A_PAPER = re.compile(r"([0-9]{1,9})-([0-9]{1,4})(?:-([a-z0-9-]+))?")
OF_ANOTHER_SOURCE = re.compile(r"quelle-([0-9]{1,9})")


class SourceQuerySet(models.QuerySet["Source"]):
    def open_to(self, inside: bool) -> SourceQuerySet:
        """All, or the public ones alone."""
        return self if inside else self.filter(public=True)

    def called(self, slug: str) -> Source | None:
        """The one with this address below /drucksachen/."""
        other, paper = OF_ANOTHER_SOURCE.fullmatch(slug), OF_A_PAPER.fullmatch(slug)
        if other:
            found = self.filter(pk=int(other[1]))
        elif paper:
            found = self.filter(number=int(paper[1]), year=int(paper[2]))
        else:
            return None
        return next((one for one in found if one.slug == slug), None)


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

    def of_area(self, area: str) -> ReportedFigureQuerySet:
        """The city's values of all indicators of an area, the oldest of each first, with their sources."""
        return (
            self.filter(indicator__area=area, district__isnull=True)
            .select_related("indicator", "citation__source")
            .order_by("indicator__key", "period_start", "-leading", "id")
        )

    def of_the_city(self) -> ReportedFigureQuerySet:
        """Of all indicators, the oldest first, with their sources."""
        ordered = self.order_by("period_start", "period_end", "leading", "id")
        return ordered.filter(district__isnull=True).select_related("indicator", "citation__source")

    def leading(self) -> ReportedFigureQuerySet:
        return self.filter(leading=True)

    def from_public_sources(self) -> ReportedFigureQuerySet:
        return self.filter(citation__source__public=True)

    def with_everything_printed(self) -> ReportedFigureQuerySet:
        """City and districts, the oldest of each indicator first."""
        return self.select_related("indicator", "citation__source", "district").order_by(
            "indicator__area", "indicator__key", "period_start", "period_end", "-leading", "id"
        )

    def corrections(self) -> ReportedFigureQuerySet:
        """The figures that were released in place of another, the first first."""
        return (
            self.filter(state=State.RELEASED, replaces__isnull=False)
            .select_related("indicator", "replaces__indicator")
            .order_by("decided_at")
        )

    def corrections_since(self, when: datetime) -> ReportedFigureQuerySet:
        return self.corrections().filter(decided_at__gt=when)

    def decided_within(self, after: datetime, until: datetime) -> ReportedFigureQuerySet:
        """With what they replace, what the portal counts with and the newest first; without those that were
        loaded as facts, which nobody decided on."""
        decided = self.filter(decided_at__gt=after, decided_at__lte=until)
        return decided.select_related("replaces__indicator").order_by("-leading", "-period_start", "id")

    def with_decisions(self) -> ReportedFigureQuerySet:
        """With the role of who released each."""
        return self.select_related("decided_by").prefetch_related("decided_by__groups")

    def referred_to(
        self, indicator: str, as_of: date, span: tuple[date, date] | None
    ) -> ReportedFigure | None:
        """The newest leading value of an indicator as of a date, or the newest that begins within a span."""
        leading = self.of(indicator).released().leading().as_of(as_of).select_related("citation__source")
        return (leading.filter(period_start__range=span) if span else leading).last()

    def newest_by_key(self, area: str, as_of: date) -> dict[str, ReportedFigure]:
        """The city's newest leading value of each indicator of an area, by the indicator's key."""
        known = self.released().as_of(as_of).of_area(area).leading()
        oldest_first = known.order_by("period_start", "period_end", "id")
        return {figure.indicator.key: figure for figure in oldest_first}

    def newest_of(self, areas: Iterable[str], as_of: date) -> list[ReportedFigure]:
        """The city's newest leading value of each indicator of these areas, by area and name."""
        known = self.released().leading().as_of(as_of).select_related("indicator", "citation__source")
        of_areas = known.filter(indicator__area__in=list(areas), district__isnull=True)
        ordered = of_areas.order_by("indicator__area", "indicator__label", "period_start", "period_end", "id")
        return list({figure.indicator_id: figure for figure in ordered}.values())


class FollowingQuerySet(models.QuerySet):
    def of(self, user) -> FollowingQuerySet:
        return self.filter(user=user)

    def of_active_accounts(self) -> FollowingQuerySet:
        """With the accounts and their roles."""
        active = self.filter(user__is_active=True)
        return active.select_related("user").prefetch_related("user__groups").order_by("area", "pk")

    def told_before(self, when: datetime) -> FollowingQuerySet:
        return self.filter(told_until__lt=when)


class StatementQuerySet(models.QuerySet["AccessibilityStatement"]):
    def held_on(self, today: date) -> AccessibilityStatement | None:
        """The newest declaration of that day; None where the city has made none."""
        return self.filter(assessed_on__lte=today).order_by("-assessed_on").first()


class KnownBarrierQuerySet(models.QuerySet):
    def open_on(self, today: date) -> KnownBarrierQuerySet:
        return self.filter(Q(resolved_on=None) | Q(resolved_on__gt=today))


ANSWER_WITHIN = timedelta(weeks=4)


class BarrierReportQuerySet(models.QuerySet):
    def open(self) -> BarrierReportQuerySet:
        """The oldest first: it has waited longest."""
        return self.filter(answered_at=None)

    def overdue(self, today: date) -> BarrierReportQuerySet:
        return self.open().filter(created_at__date__lt=today - ANSWER_WITHIN)

    def answered(self) -> BarrierReportQuerySet:
        """The last answer first."""
        return self.exclude(answered_at=None).select_related("answered_by").order_by("-answered_at", "-pk")

    def with_address_answered_until(self, day: date) -> BarrierReportQuerySet:
        return self.exclude(reply_to="").filter(answered_at__date__lte=day)


class IndicatorQuerySet(models.QuerySet):
    def described(self) -> IndicatorQuerySet:
        """With what they are a part of, and `changed_at`: when somebody last changed what they mean."""
        changes = self.model.history.filter(id=OuterRef("pk")).order_by("-history_date")
        newest = models.Subquery(changes.values("history_date")[:1])
        return self.select_related("part_of").annotate(changed_at=newest).order_by("area", "label")


class ReportQuerySet(models.QuerySet):
    def to_no_request(self) -> ReportQuerySet:
        """Reports proper, without the answers to the council's requests."""
        return self.filter(council_request=None)

    def readable_by(self, audience: Audience) -> ReportQuerySet:
        """The released ones that are meant for these readers."""
        readers = {
            Audience.PUBLIC: ["public"],
            Audience.COUNCIL: ["public", "council"],
            Audience.INTERNAL: ["public", "council", "internal"],
        }
        return self.filter(state=State.RELEASED, audience__in=readers[audience])


class CouncilRequestQuerySet(models.QuerySet):
    def readable_by(self, audience: Audience) -> CouncilRequestQuerySet:
        """All for the council and for who works for the city; the public reads what has been answered for
        everybody."""
        if audience is not Audience.PUBLIC:
            return self
        return self.filter(pk__in=self._answers().readable_by(audience).values("council_request"))

    def with_answers(self, readable: ReportQuerySet) -> CouncilRequestQuerySet:
        """And with the groups that asked. `readable`: the reports that the reader may open."""
        # What a snapshot printed is long, and no list needs it.
        answers = readable.select_related("snapshot").defer("snapshot__document").order_by("decided_at")
        return self.prefetch_related("groups", models.Prefetch("answers", queryset=answers))

    def pending_on(self, day: date) -> CouncilRequestQuerySet:
        """Asked by that day and not answered by its end."""
        answered = self._answers().filter(state=State.RELEASED, decided_at__date__lte=day)
        return self.filter(dated__lte=day).exclude(pk__in=answered.values("council_request"))

    def due_by(self, day: date) -> CouncilRequestQuerySet:
        return self.filter(due_on__lte=day)

    def _answers(self) -> ReportQuerySet:
        return self.model.answers.rel.related_model.objects.filter(council_request__isnull=False)


class ClaimQuerySet(models.QuerySet):
    def of_area(self, area: str) -> ClaimQuerySet:
        """The claims of an area with everything their verdict needs."""
        return self.filter(area=area).with_readings()

    def with_readings(self) -> ClaimQuerySet:
        """And with the readings that everybody may see: those that rest on released figures of the whole
        city alone, for a district's may be too small to be told."""
        readings = self.model.readings.rel.related_model.objects.all()
        figures = readings.model.figures.rel.model.objects.select_related("indicator", "citation__source")
        hidden = figures.exclude(state=State.RELEASED, district=None).order_by().values("pk")
        shown = (
            readings.exclude(figures__in=hidden)
            .exclude(bases__in=hidden)
            .prefetch_related(
                models.Prefetch("figures", queryset=figures), models.Prefetch("bases", queryset=figures)
            )
        )
        return self.select_related("citation__source").prefetch_related(
            models.Prefetch("readings", queryset=shown)
        )


class DeliveryQuerySet(models.QuerySet):
    def of_kind(self, kind: str) -> DeliveryQuerySet:
        """What they are about: each kind has an inbox of its own."""
        return self.filter(kind=kind)

    def of_occupancy(self) -> DeliveryQuerySet:
        return self.of_kind("occupancy")

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
        if user.is_anonymous or user.organisation_id is None or not user.has_perm("portal.add_delivery"):
            return self.none()
        return self.filter(sender_id=user.organisation_id)

    def nothing_to_report(self, days: Collection[date]) -> DeliveryQuerySet:
        """Those that say so for one of these days; they have a day and no rows."""
        return self.filter(way="nothing", first_as_of__in=days).exclude(state=State.DRAFT)

    def about(self) -> models.QuerySet:
        """Sender, first day, when it was submitted, key, state and way."""
        return self.order_by().values_list("sender", "first_as_of", "submitted_at", "pk", "state", "way")

    def speaking_of(self, day: date) -> DeliveryQuerySet:
        """Those with a row about this day, or with nothing to report for it."""
        return self.filter(Q(occupancies__as_of=day) | Q(way="nothing", first_as_of=day)).distinct()

    def not_sent_again(self) -> DeliveryQuerySet:
        """Given back, or taken back by somebody else than the sender, and nothing has been submitted about
        all of these days since."""
        since = self.model.objects.filter(
            kind=OuterRef("kind"),
            sender=OuterRef("sender"),
            state__in=(State.SUBMITTED, State.RELEASED),
            submitted_at__gt=OuterRef("submitted_at"),
            first_as_of__lte=OuterRef("first_as_of"),
            last_as_of__gte=OuterRef("last_as_of"),
        )
        by_the_city = Q(state=State.WITHDRAWN) & ~Q(decided_by__organisation=F("sender"))
        return self.filter(~Exists(since), Q(state=State.RETURNED) | by_the_city)

    def submitted_after_those_of(self, rows: models.QuerySet) -> DeliveryQuerySet:
        """Of the same sender, handed in later and not given or taken back."""
        mine = self.model.objects.filter(pk__in=rows.values("delivery"))
        since = mine.filter(
            kind=OuterRef("kind"), sender=OuterRef("sender"), submitted_at__lt=OuterRef("submitted_at")
        )
        return self.filter(Exists(since), state__in=(State.SUBMITTED, State.RELEASED))

    def with_file(self) -> DeliveryQuerySet:
        """Their original file is still kept."""
        return self.exclude(file="")

    def decided_until(self, day: date) -> DeliveryQuerySet:
        """Released, returned or withdrawn on that day or before, the first first."""
        return self.filter(decided_at__date__lte=day).order_by("decided_at")

    def of_sender(self, organisation: Organisation | None) -> DeliveryQuerySet:
        """None sends nothing."""
        return self.filter(sender=organisation) if organisation else self.none()

    def drafts(self) -> DeliveryQuerySet:
        """Previews that nobody has confirmed yet."""
        return self.filter(state=State.DRAFT)

    def drafts_before(self, when: datetime) -> DeliveryQuerySet:
        """Those that were uploaded earlier."""
        return self.drafts().filter(created_at__lt=when)

    def waiting(self) -> DeliveryQuerySet:
        """Submitted and not yet decided, the oldest first."""
        return self.filter(state=State.SUBMITTED).order_by("submitted_at")


class ReportingDateQuerySet(models.QuerySet):
    def of_occupancy(self) -> ReportingDateQuerySet:
        return self.filter(kind="occupancy")

    def still_open(self) -> ReportingDateQuerySet:
        return self.filter(closed_on=None)

    def open_for(self, operator: Organisation, today: date) -> ReportingDateQuerySet:
        """Those for which this operator may report: not closed, or with an exception that still holds."""
        return self.filter(Q(closed_on=None) | self._excepted(operator, today))

    def locked_for(self, operator: Organisation, today: date) -> ReportingDateQuerySet:
        """The others."""
        return self.filter(~self._excepted(operator, today), closed_on__isnull=False)

    def _excepted(self, operator: Organisation, today: date) -> Exists:
        exceptions = self.model.exceptions.rel.related_model.objects
        return Exists(exceptions.filter(reporting_date=OuterRef("pk"), operator=operator, until__gte=today))

    def newest(self, count: int) -> ReportingDateQuerySet:
        """So many, the latest first."""
        return self.order_by("-as_of")[:count]


class ReportingRuleQuerySet(models.QuerySet):
    def carried_days(self, kind: str) -> int:
        """How long the last number of a shelter stands for a missing one; 0 without a rule."""
        return self.filter(kind=kind).values_list("carried_days", flat=True).first() or 0


class ReportingExceptionQuerySet(models.QuerySet):
    def of_dates(self, dates: Collection, operator: Organisation | None) -> ReportingExceptionQuerySet:
        """Of these reporting dates; all of them, or those of one operator."""
        of_dates = self.filter(reporting_date__in=dates).select_related("operator").order_by("until")
        return of_dates if operator is None else of_dates.filter(operator=operator)


class ColumnProfileQuerySet(models.QuerySet):
    def meanings(self, organisation: Organisation, kind: str) -> dict[str, str]:
        """Heading and field of everything this sender has answered; an empty field is not read."""
        return dict(self.filter(organisation=organisation, kind=kind).values_list("heading", "field"))


class AuditEventQuerySet(models.QuerySet["AuditEvent"]):
    def before(self, moment: datetime) -> AuditEventQuerySet:
        """Whose time is over; deleted by the database's owner alone (docs/operations.md)."""
        return self.filter(at__lt=moment)

    def visit_before(self, account: User) -> datetime | None:
        """When this person signed in the time before; None for who has signed in once at most."""
        sign_ins = self.filter(kind=self.model.Kind.SIGN_IN, account=account).order_by("-at", "-pk")
        return sign_ins.values_list("at", flat=True)[1:2].first()

    def exported(self, what: str) -> AuditEvent:
        """Somebody takes out what is not released: „Meldung 17: Datei“."""
        return self.create(kind=self.model.Kind.EXPORT, what=what)


class ContactPersonQuerySet(models.QuerySet):
    def visible_to(self, user) -> ContactPersonQuerySet:
        """All for staff, those of their own organisation for operators, for everybody else those who agreed
        to it. What is withdrawn is for nobody."""
        known = self.filter(withdrawn_on=None).select_related("organisation")
        if user.has_perm("portal.view_contactperson"):
            return known
        if user.has_perm("portal.keep_own_contacts"):
            return known.kept_by(user)
        return known.filter(covers="public")

    def kept_by(self, user) -> ContactPersonQuerySet:
        """Those of the organisation for which the account speaks; none without one."""
        if user.is_anonymous or user.organisation_id is None or not user.has_perm("portal.keep_own_contacts"):
            return self.none()
        return self.filter(organisation=user.organisation_id, withdrawn_on=None)

    def confirmed_until(self, day: date) -> ContactPersonQuerySet:
        """Nobody has said since that they are right; the longest first."""
        return self.filter(withdrawn_on=None, confirmed_on__lte=day).order_by("confirmed_on", "id")

    def over(self, today: date, days: int) -> ContactPersonQuerySet:
        """Withdrawn, at their last day, or not confirmed for so many days."""
        unconfirmed = Q(confirmed_on__lte=today - timedelta(days=days))
        return self.filter(Q(withdrawn_on__isnull=False) | Q(delete_on__lte=today) | unconfirmed)


class RetentionPeriodQuerySet(models.QuerySet["RetentionPeriod"]):
    def complete(self) -> list[RetentionPeriod]:
        """Of every kind, in the order of the kinds; not saved yet where nobody has decided."""
        known = {period.kind: period for period in self}
        return [known.get(kind) or self.model.proposed(kind) for kind in self.model.Kind]

    def settle(self) -> list[RetentionPeriod]:
        """Of every kind; what was only proposed is saved, so that it can be changed."""
        periods = self.complete()
        for period in periods:
            if period.pk is None:
                period.save()
        return periods

    def days_of(self, kind: str) -> int:
        return (self.filter(kind=kind).first() or self.model.proposed(kind)).days


class DeletionQuerySet(models.QuerySet):
    def newest(self) -> dict[str, Any]:
        """The last run of each kind."""
        ids = self.order_by().values("kind").annotate(newest=models.Max("pk")).values("newest")
        return {one.kind: one for one in self.filter(pk__in=ids)}
