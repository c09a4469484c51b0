"""Every question to the database about shelters and their occupancy."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Collection, Iterable, Iterator
from datetime import date, datetime
from typing import TYPE_CHECKING, NamedTuple

from django.db import models
from django.db.models import (
    Count,
    Exists,
    F,
    Max,
    Min,
    OuterRef,
    Prefetch,
    Q,
    RowRange,
    Subquery,
    Sum,
    Window,
)
from django.db.models.functions import Coalesce, Lead

if TYPE_CHECKING:
    from accommodation.models import Capacity, Scenario, Shelter
    from accommodation.thresholds import UtilisationThreshold
    from portal.models import Delivery, District, Organisation
    from portal.querysets import DeliveryQuerySet


def runs_on(when: date, prefix: str = "") -> Q:
    """An operation that covers a day; open ends count as covering."""
    return (Q(**{f"{prefix}start": None}) | Q(**{f"{prefix}start__lte": when})) & (
        Q(**{f"{prefix}end": None}) | Q(**{f"{prefix}end__gte": when})
    )


def known_open(prefix: str = "") -> Q:
    """Not merely planned: opened, or without any date, which operators' old houses often lack."""
    return Q(**{f"{prefix}opened_on__isnull": False}) | Q(**{f"{prefix}planned_from": None})


def open_then() -> Q:
    """A statement about a shelter that was open on the statement's own day."""
    return (
        known_open("shelter__")
        & (Q(shelter__opened_on=None) | Q(shelter__opened_on__lte=F("as_of")))
        & (Q(shelter__closed_on=None) | Q(shelter__closed_on__gte=F("as_of")))
    )


class DaySum(NamedTuple):
    """What the shelters of a district, or of the whole city (`district` None), say of a day, added up.

    Shelters that were not open on that day are left out, since nobody expects a number of them; `not_open`
    tells in how many of them somebody is said to live. `estimated` and `monthly`: how many of the `reported`
    numbers are estimated, or name only the month.
    """

    as_of: date
    example: bool
    district: int | None
    total: int = 0  # persons
    reported: int = 0  # shelters
    estimated: int = 0
    monthly: int = 0
    not_open: int = 0


class Groups(RowRange):
    """A window's frame in steps of whole dates: all rows of one date are one step."""

    frame_type = "GROUPS"


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

    def in_district(self, district: District) -> ShelterQuerySet:
        return self.filter(district=district)

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
        """`last_report`: the key of the sender's own latest statement up to that day, be it „keine Angabe“;
        None without one."""
        occupancies = self.model.occupancies.rel.related_model.objects
        own = occupancies.current().as_of(when).filter(delivery__sender=sender)
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

    def from_on(self, when: date) -> ShelterQuerySet:
        """Those that were not closed before that day, planned ones included, with what the months after
        it ask about: district, papers and capacities, the oldest first."""
        capacities = self.model.capacities.rel.related_model.objects
        with_papers = capacities.select_related("paper").order_by("valid_from", "pk")
        return (
            self.filter(Q(closed_on=None) | Q(closed_on__gte=when))
            .select_related("district", "permit_paper")
            .prefetch_related(Prefetch("capacities", with_papers))
        )


class OperationQuerySet(models.QuerySet):
    def on(self, when: date) -> OperationQuerySet:
        return self.filter(runs_on(when))

    def of_shelter(self, shelter: Shelter) -> OperationQuerySet:
        """The newest first, with the operators."""
        return (
            self.filter(shelter=shelter).select_related("operator").order_by(F("start").desc(nulls_last=True))
        )

    def visible_to(self, user) -> OperationQuerySet:
        """Operators see only that they run a shelter themselves, not who did before them."""
        if user.has_perm("accommodation.view_operation"):
            return self
        if user.is_anonymous or user.organisation_id is None or not user.has_perm("portal.add_delivery"):
            return self.none()
        return self.filter(operator=user.organisation_id)

    def that_report(self) -> OperationQuerySet:
        """Those of shelters that are not merely planned, with shelter and operator at hand."""
        return self.filter(known_open("shelter__")).select_related("shelter", "operator")


class CapacityQuerySet(models.QuerySet["Capacity"]):
    def in_use(self) -> CapacityQuerySet:
        return self.filter(kind="in_use")

    def newest(self, when: date) -> Capacity | None:
        """The one that holds on that day; None before the first."""
        return self.filter(valid_from__lte=when).order_by("-valid_from").first()

    def begun_by(self, when: date) -> CapacityQuerySet:
        """All that ever held until that day, the earliest first."""
        return self.filter(valid_from__lte=when).order_by("valid_from")

    def holding_on(self, when: date) -> dict[int, Capacity]:
        """The one in use on that day, by its shelter's key; shelters without known places are missing."""
        same = self.model.objects.in_use().filter(shelter=OuterRef("shelter"), valid_from__lte=when)
        newest = Subquery(same.order_by("-valid_from").values("pk")[:1])
        return {one.shelter_id: one for one in self.in_use().filter(pk=newest)}

    def of_shelter(self, shelter: Shelter) -> CapacityQuerySet:
        """The newest first, with the paper that each rests on."""
        return self.filter(shelter=shelter).select_related("paper").order_by("-valid_from", "kind")


class ThresholdQuerySet(models.QuerySet["UtilisationThreshold"]):
    def on(self, when: date) -> list[UtilisationThreshold]:
        """Those that hold on that day, with their decision, the highest first."""
        begun = self.filter(valid_from__lte=when).select_related("citation__source").order_by("valid_from")
        of_name: dict[str, UtilisationThreshold] = {one.name: one for one in begun}
        return sorted(of_name.values(), key=lambda one: -one.percent)


class OccupancyQuerySet(models.QuerySet):
    def current(self) -> OccupancyQuerySet:
        """Released and not replaced: what counts."""
        return self.filter(current=True)

    def as_of(self, when: date) -> OccupancyQuerySet:
        return self.filter(as_of__lte=when)

    def between(self, first: date, last: date) -> OccupancyQuerySet:
        """What counts, from the first to the last of two reporting dates."""
        return self.current().filter(as_of__range=(first, last))

    def before_gaps(self) -> OccupancyQuerySet:
        """What counts and is followed by a date for which others report and its shelter does not, with
        its shelter. `following` is the shelter's own next statement, None while there is none.

        One query however many dates; the database looks at the keys of all rows, only those before a
        gap are read. Real and example shelters have dates of their own; houses that are only planned
        have no gaps.
        """
        own = Window(Lead("as_of"), partition_by="shelter", order_by="as_of")
        of_all = Window(
            Min("as_of"), partition_by="shelter__example", order_by="as_of", frame=Groups(start=1, end=1)
        )
        stated = self.current().filter(known_open("shelter__"))
        gaps = stated.annotate(own_next=own, next_date=of_all).filter(
            Q(own_next=None) | Q(own_next__gt=F("next_date")), next_date__isnull=False
        )
        later = stated.filter(shelter=OuterRef("shelter"), as_of__gt=OuterRef("as_of")).order_by("as_of")
        return (
            self.filter(pk__in=gaps.values("pk"))
            .annotate(following=Subquery(later.values("as_of")[:1]))
            .select_related("shelter")
        )

    def extent(self) -> tuple[date | None, date | None]:
        """The first and the last day; None without any."""
        ends = self.aggregate(Min("as_of"), Max("as_of"))
        return ends["as_of__min"], ends["as_of__max"]

    def newest_dates(self, when: date) -> dict[bool, date]:
        """The last date up to that day with any number, of the real (False) and of the example
        shelters (True). Without any number the key is missing."""
        numbers = self.current().as_of(when).filter(occupied__isnull=False)
        return dict(numbers.order_by().values_list("shelter__example").annotate(Max("as_of")))

    def until(self, dates: dict[bool, date]) -> OccupancyQuerySet:
        """What counts up to the newest date of its kind, see newest_dates."""
        within = Q(pk__in=[])
        for example, day in dates.items():
            within |= Q(shelter__example=example, as_of__lte=day)
        return self.current().filter(within)

    def last_of_each(self, shelters: ShelterQuerySet) -> OccupancyQuerySet:
        """The last of these statements for each of the shelters, with its shelter."""
        newest = self.filter(shelter=OuterRef("pk")).order_by("-as_of").values("pk")[:1]
        of_each = shelters.annotate(newest=Subquery(newest)).values("newest")
        return self.filter(pk__in=of_each).select_related("shelter")

    def delivered_with(self, shelter: Shelter, deliveries: DeliveryQuerySet) -> DeliveryQuerySet:
        """Those of the deliveries that say something about the shelter, with their senders."""
        about = self.filter(shelter=shelter).values("delivery")
        return deliveries.filter(pk__in=about).select_related("sender")

    def of_shelter(self, shelter: Shelter) -> OccupancyQuerySet:
        """Oldest first, with the delivery that each comes from."""
        return self.filter(shelter=shelter).select_related("delivery").order_by("as_of")

    def visible_to(self, user) -> OccupancyQuerySet:
        """Operators see what they delivered themselves, not what a predecessor in the house did."""
        if user.has_perm("accommodation.view_occupancy"):
            return self
        if user.is_anonymous or user.organisation_id is None or not user.has_perm("portal.add_delivery"):
            return self.none()
        return self.filter(delivery__sender_id=user.organisation_id)

    def of_same_dates(self, rows: OccupancyQuerySet) -> OccupancyQuerySet:
        """Statements about the same shelters and dates as these rows."""
        return self.filter(Exists(rows.filter(shelter=OuterRef("shelter"), as_of=OuterRef("as_of"))))

    def delivered_about(self, days: Collection[date]) -> OccupancyQuerySet:
        """Statements about exactly these days. The bounds of the delivery lead to the few that can hold
        one; without them all rows of all years would be read."""
        return self.filter(
            as_of__in=days, delivery__first_as_of__lte=max(days), delivery__last_as_of__gte=min(days)
        )

    def first_numbers(self) -> models.QuerySet:
        """Sender, day, shelter, and when a number for it was first submitted. Only what is submitted or
        released counts: nobody has reported by what was given back or withdrawn."""
        standing = self.filter(occupied__isnull=False, delivery__state__in=("submitted", "released"))
        return (
            standing.order_by()
            .values_list("delivery__sender", "as_of", "shelter")
            .annotate(first=Min("delivery__submitted_at"))
        )

    def deliveries(self) -> models.QuerySet:
        """Sender, day, and of each delivery with a statement about it: when it was submitted, its key,
        state and way."""
        of_delivery = (f"delivery__{field}" for field in ("submitted_at", "pk", "state", "way"))
        return self.order_by().values_list("delivery__sender", "as_of", *of_delivery)

    def last_day_beside_the_one_before(self, deliveries: Iterable[Delivery]) -> models.QuerySet:
        """Of each delivery (`delivery`) its last date: `persons` in so many `shelters` with a number, and
        the `difference` to the sender's date before it (`before_on`, None at the first), over the
        `compared` shelters that have a number on both; `total_before`: what these had then."""
        own = self.current().filter(delivery__sender=OuterRef("delivery__sender"), occupied__isnull=False)
        before_on = own.filter(as_of__lt=OuterRef("as_of")).order_by("-as_of").values("as_of")[:1]
        before = own.filter(shelter=OuterRef("shelter"), as_of=OuterRef("before_on")).values("occupied")[:1]
        return (
            self.filter(delivery__in=deliveries, as_of=F("delivery__last_as_of"), occupied__isnull=False)
            .order_by()
            .annotate(before_on=Subquery(before_on))
            .annotate(before=Subquery(before))
            .values("delivery", "before_on")
            .annotate(
                persons=Sum("occupied"),
                shelters=Count("pk"),
                compared=Count("before"),
                total_before=Sum("before"),
                difference=Sum(F("occupied") - F("before")),
            )
        )

    def of_date_before(self, when: date, sender: Organisation) -> OccupancyQuerySet:
        """The sender's own numbers that count, of its latest date before that day."""
        own = self.current().filter(delivery__sender=sender, occupied__isnull=False, as_of__lt=when)
        return own.filter(as_of=Subquery(own.order_by("-as_of").values("as_of")[:1]))

    def superseded(self) -> OccupancyQuerySet:
        """What replaced another statement, was replaced by a released one or was withdrawn; with its
        delivery, the latest date first, and of one date in the order of the deliveries."""
        successors = self.model.objects.filter(replaces=OuterRef("pk"))
        return (
            self.filter(delivery__state__in=("released", "withdrawn"))
            .filter(Q(replaces__isnull=False) | Q(delivery__state="withdrawn") | Exists(successors))
            .select_related("shelter", "delivery__decided_by")
            .order_by("-as_of", "delivery__submitted_at", "pk")
        )

    def commented(self) -> OccupancyQuerySet:
        """Those whose warning somebody explained, with their shelter, as the file has them."""
        return self.exclude(comment="").select_related("shelter").order_by("sheet", "row")

    def submitted_after(self, when: datetime) -> OccupancyQuerySet:
        return self.filter(delivery__submitted_at__gt=when)

    def day_sums(self) -> Iterator[DaySum]:
        """Of what counts, for each day, district and half (real or invented shelters), the oldest first."""
        open_on_its_day, has_number = open_then(), Q(occupied__isnull=False)
        counted = Count("pk", filter=open_on_its_day)
        rows = (
            self.current()
            .filter(has_number)
            .order_by("as_of", "shelter__district")
            .values_list("as_of", "shelter__example", "shelter__district")
            .annotate(
                total=Coalesce(Sum("occupied", filter=open_on_its_day), 0),
                reported=counted,
                estimated=Count("pk", filter=open_on_its_day & Q(quality="estimated")),
                monthly=Count("pk", filter=open_on_its_day & Q(precision="month")),
                inhabited=Count("pk", filter=Q(occupied__gt=0)),
                inhabited_and_open=Count("pk", filter=open_on_its_day & Q(occupied__gt=0)),
            )
        )
        for row in rows.iterator():
            *day, inhabited, inhabited_and_open = row
            yield DaySum._make([*day, inhabited - inhabited_and_open])

    def waiting_places(self, delivery: Delivery) -> set[tuple[int, date]]:
        """Shelter and date of everything else of the same sender that nobody has decided about."""
        waiting = self.filter(delivery__sender=delivery.sender_id, delivery__state="submitted")
        return set(waiting.exclude(delivery=delivery.pk).values_list("shelter", "as_of"))

    def days_released_within(self, after: datetime, until: datetime) -> set[tuple[date, bool]]:
        """The dates, and whether of example shelters, whose sum is another one since deliveries of this time
        were released."""
        released = self.current().filter(delivery__decided_at__gt=after, delivery__decided_at__lte=until)
        return set(released.order_by().values_list("as_of", "shelter__example").distinct())

    def came_back(self, sender: Organisation, when: date) -> OccupancyQuerySet:
        """The sender's latest statements about that day, if they were given back; else none."""
        sent = self.filter(delivery__sender=sender, as_of=when).order_by("-delivery__submitted_at")
        latest = sent.filter(delivery__submitted_at__isnull=False).values("delivery")[:1]
        return sent.filter(delivery=Subquery(latest), delivery__state="returned").select_related("shelter")

    def newest_sum(self, sender: Organisation) -> dict | None:
        """Of the sender's own numbers that count those of the latest day: `as_of`, `total` persons,
        `reported` shelters, and the key of their `newest_delivery`. None before the first number."""
        own = self.current().filter(delivery__sender=sender, occupied__isnull=False).order_by("-as_of")
        newest = own.filter(as_of=Subquery(own.values("as_of")[:1])).values("as_of")
        return newest.annotate(
            total=Sum("occupied"), reported=Count("pk"), newest_delivery=Max("delivery")
        ).first()


class ScenarioQuerySet(models.QuerySet):
    def readable_by(self, user) -> ScenarioQuerySet:
        """Drafts are read by staff; everybody else reads what is released."""
        return self if user.has_perm("accommodation.view_scenario") else self.released()

    def with_sources(self) -> ScenarioQuerySet:
        return self.select_related(
            "arrivals_citation__source", "departures_citation__source", "square_metres_citation__source"
        )

    def released(self) -> ScenarioQuerySet:
        return self.filter(state="released")

    def released_last(self) -> Scenario | None:
        return self.released().with_sources().order_by("-decided_at", "-pk").first()

    def of_half(self, example: bool) -> ScenarioQuerySet:
        """Invented ones speak of invented shelters, real ones of real shelters."""
        return self.filter(example=example)
