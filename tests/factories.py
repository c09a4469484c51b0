"""Objects for tests with sensible defaults; a test names only what it is about."""

from datetime import date, timedelta
from decimal import Decimal

import factory
from django.contrib.auth.hashers import make_password
from factory.django import DjangoModelFactory

from accommodation.models import Capacity, Occupancy, Operation, Shelter
from portal.models import (
    Citation,
    Delivery,
    District,
    Indicator,
    Organisation,
    Reminder,
    Report,
    ReportBlock,
    ReportedFigure,
    ReportingDate,
    ReportingException,
    ReportingRule,
    Source,
    User,
)
from portal.releases import State
from taskforce.models import (
    ActionPlan,
    AgendaItem,
    Answer,
    Body,
    Consultation,
    FinalReport,
    Goal,
    Handover,
    Measure,
    Meeting,
    Membership,
    ServiceCentre,
    ServiceUnit,
)


class OrganisationFactory(DjangoModelFactory[Organisation]):
    class Meta:
        model = Organisation

    name = factory.Sequence(lambda n: f"Träger {n}")
    kind = Organisation.Kind.OPERATOR


class UserFactory(DjangoModelFactory[User]):
    """An account without a role; people with roles are in tests.people."""

    class Meta:
        model = User

    name = factory.Sequence(lambda n: f"Person {n}")
    email = factory.Sequence(lambda n: f"person{n}@portal.example")
    password = factory.LazyFunction(lambda: make_password(None))


class SourceFactory(DjangoModelFactory[Source]):
    """A council paper."""

    class Meta:
        model = Source

    kind = Source.Kind.PAPER
    title = factory.Sequence(lambda n: f"Bericht {n}")
    number = factory.Sequence(lambda n: n + 1)
    year = 2017


class CitationFactory(DjangoModelFactory[Citation]):
    class Meta:
        model = Citation

    source = factory.SubFactory(SourceFactory)
    chapter = "Kapitel 1"
    locator = factory.Sequence(lambda n: f"Seite {n + 1}")


class DistrictFactory(DjangoModelFactory[District]):
    class Meta:
        model = District

    number = factory.Sequence(lambda n: n + 1)
    name = factory.Sequence(lambda n: f"Bezirk {n + 1}")
    abbreviation = factory.Sequence(lambda n: f"B{n + 1}")
    ring = District.Ring.INNER
    tile_row = 1
    tile_column = factory.Sequence(lambda n: n + 1)


class IndicatorFactory(DjangoModelFactory[Indicator]):
    class Meta:
        model = Indicator

    key = factory.Sequence(lambda n: f"kennzahl-{n}")
    label = factory.Sequence(lambda n: f"Kennzahl {n}")
    area = "accommodation"
    unit = Indicator.Unit.PERSONS
    definition = "Personen in Unterkünften der Stadt."


class ReportedFigureFactory(DjangoModelFactory[ReportedFigure]):
    """A released, leading figure of one day; `period_start` moves the day."""

    class Meta:
        model = ReportedFigure

    indicator = factory.SubFactory(IndicatorFactory)
    value = Decimal(7362)
    period_start = date(2017, 8, 31)
    period_end = factory.SelfAttribute("period_start")
    citation = factory.SubFactory(CitationFactory)
    leading = True
    state = State.RELEASED


class OperationFactory(DjangoModelFactory[Operation]):
    class Meta:
        model = Operation

    operator = factory.SubFactory(OrganisationFactory)


class CapacityFactory(DjangoModelFactory[Capacity]):
    class Meta:
        model = Capacity

    valid_from = date(2016, 1, 1)
    places = 100


class ShelterFactory(DjangoModelFactory[Shelter]):
    """With an operator and 100 places: `operation__operator=…`, `capacity__places=…`;
    `operation=None` or `capacity=None` leaves them out."""

    class Meta:
        model = Shelter
        skip_postgeneration_save = True

    code = factory.Sequence(lambda n: f"U{n + 1:03}")
    name = factory.Sequence(lambda n: f"Unterkunft {n + 1}")
    street = factory.Sequence(lambda n: f"Lindenweg {n + 1}")
    district = factory.SubFactory(DistrictFactory)
    kind = Shelter.Kind.PRELIMINARY
    opened_on = date(2016, 1, 1)
    operation = factory.RelatedFactory(OperationFactory, "shelter")
    capacity = factory.RelatedFactory(CapacityFactory, "shelter")


class DeliveryFactory(DjangoModelFactory[Delivery]):
    """A preview, uploaded by somebody of the sender; no file is stored."""

    class Meta:
        model = Delivery

    sender = factory.SubFactory(OrganisationFactory)
    created_by = factory.SubFactory(UserFactory, organisation=factory.SelfAttribute("..sender"))
    file_name = factory.Sequence(lambda n: f"belegung-{n + 1}.xlsx")
    sha256 = factory.Sequence(lambda n: f"{n:064x}")
    size = 4096
    preview_digest = factory.Sequence(lambda n: f"{n:064x}")


class OccupancyFactory(DjangoModelFactory[Occupancy]):
    """A current statement of a released delivery of the shelter's first operator."""

    class Meta:
        model = Occupancy

    shelter = factory.SubFactory(ShelterFactory)
    as_of = date(2017, 8, 31)
    occupied = 80
    capacity = 100
    delivery = factory.SubFactory(
        DeliveryFactory,
        sender=factory.LazyAttribute(
            lambda delivery: delivery.factory_parent.shelter.operations.get().operator
        ),
        state=State.RELEASED,
        first_as_of=factory.SelfAttribute("..as_of"),
        last_as_of=factory.SelfAttribute("..as_of"),
    )
    sheet = "Belegung"
    row = factory.Sequence(lambda n: n + 2)
    current = True


class ReportingRuleFactory(DjangoModelFactory[ReportingRule]):
    """Three days before the due day and one day after it; nothing is carried."""

    class Meta:
        model = ReportingRule

    remind_days_before = 3
    remind_days_after = 1


class ReportingDateFactory(DjangoModelFactory[ReportingDate]):
    """Due on the fifteenth day after it; `closed=True` closes it on the day after that."""

    class Meta:
        model = ReportingDate
        django_get_or_create = ("kind", "as_of")  # a day stands in the calendar once

    class Params:
        closed = factory.Trait(
            closed_on=factory.LazyAttribute(lambda day: day.due_on + timedelta(days=1)),
            closed_by=factory.SubFactory(UserFactory),
            closed_reason="Der Bericht ist gedruckt",
        )

    kind = Delivery.Kind.OCCUPANCY
    as_of = date(2017, 8, 31)
    due_on = factory.LazyAttribute(lambda day: day.as_of + timedelta(days=15))


class ReportingExceptionFactory(DjangoModelFactory[ReportingException]):
    class Meta:
        model = ReportingException

    reporting_date = factory.SubFactory(ReportingDateFactory, closed=True)
    operator = factory.SubFactory(OrganisationFactory)
    reason = "Der Träger lag im Streik"
    until = date(2017, 9, 30)
    granted_by = factory.SubFactory(UserFactory)


class ReminderFactory(DjangoModelFactory[Reminder]):
    class Meta:
        model = Reminder

    reporting_date = factory.SubFactory(ReportingDateFactory)
    operator = factory.SubFactory(OrganisationFactory)
    stage = Reminder.Stage.BEFORE
    shelters = ["Haus Ahorn"]
    recipients = 1


class BodyFactory(DjangoModelFactory[Body]):
    """The task force or another body that is no working group."""

    class Meta:
        model = Body

    slug = factory.Sequence(lambda n: f"gremium-{n + 1}")
    name = factory.Sequence(lambda n: f"Gremium {n + 1}")
    kind = Body.Kind.ROUND_TABLE


class WorkingGroupFactory(BodyFactory):
    """One of the groups of a task force; they share no parent unless a test says so."""

    slug = factory.Sequence(lambda n: f"ag-{n + 1}")
    name = factory.Sequence(lambda n: f"Arbeitsgruppe {n + 1}")
    kind = Body.Kind.WORKING_GROUP
    topic = factory.Sequence(lambda n: f"Thema {n + 1}")
    order = factory.Sequence(lambda n: n + 1)


class MembershipFactory(DjangoModelFactory[Membership]):
    """An organisation in a working group, without begin and end."""

    class Meta:
        model = Membership

    body = factory.SubFactory(WorkingGroupFactory)
    organisation = factory.SubFactory(OrganisationFactory)


class SpeakerFactory(MembershipFactory):
    """Who speaks for a group from the middle of 2015 on; `account` signs in for it."""

    role = Membership.Role.SPEAKER
    started_from = date(2015, 5, 1)


class ServiceCentreFactory(DjangoModelFactory[ServiceCentre]):
    class Meta:
        model = ServiceCentre

    name = factory.Sequence(lambda n: f"Dienstleistungszentrum {n + 1}")


class ServiceUnitFactory(DjangoModelFactory[ServiceUnit]):
    class Meta:
        model = ServiceUnit

    centre = factory.SubFactory(ServiceCentreFactory)
    organisation = factory.SubFactory(OrganisationFactory, kind=Organisation.Kind.OFFICE)
    order = factory.Sequence(lambda n: n + 1)


class MeetingFactory(DjangoModelFactory[Meeting]):
    class Meta:
        model = Meeting

    body = factory.SubFactory(WorkingGroupFactory)
    held_on = date(2016, 3, 15)


class AgendaItemFactory(DjangoModelFactory[AgendaItem]):
    class Meta:
        model = AgendaItem

    meeting = factory.SubFactory(MeetingFactory)
    order = factory.Sequence(lambda n: n + 1)
    title = factory.Sequence(lambda n: f"Punkt {n + 1}")


class ConsultationFactory(DjangoModelFactory[Consultation]):
    class Meta:
        model = Consultation

    paper = factory.SubFactory(SourceFactory)
    body = factory.SubFactory(BodyFactory, kind=Body.Kind.COMMITTEE)
    purpose = Consultation.Purpose.NOTICE
    held_on = date(2017, 11, 6)


class MeasureFactory(DjangoModelFactory[Measure]):
    class Meta:
        model = Measure

    title = factory.Sequence(lambda n: f"Maßnahme {n + 1}")
    body = factory.SubFactory(WorkingGroupFactory)
    status = Measure.Status.RUNNING


class HandoverFactory(DjangoModelFactory[Handover]):
    """Agreed: from a working group into regular office talks."""

    class Meta:
        model = Handover

    subject = factory.Sequence(lambda n: f"Aufgabe {n + 1}")
    body = factory.SubFactory(WorkingGroupFactory)
    target = Handover.Target.REGULAR
    to_body = factory.SubFactory(BodyFactory, kind=Body.Kind.OFFICE_TALKS)
    status = Handover.Status.AGREED


class FinalReportFactory(DjangoModelFactory[FinalReport]):
    """A draft without answers."""

    class Meta:
        model = FinalReport

    body = factory.SubFactory(WorkingGroupFactory)


class AnswerFactory(DjangoModelFactory[Answer]):
    class Meta:
        model = Answer

    report = factory.SubFactory(FinalReportFactory)
    question = Answer.Question.MEASURES
    text = "Ein Sprachcafé eröffnet."


class GoalFactory(DjangoModelFactory[Goal]):
    """Without an indicator, so not measurable."""

    class Meta:
        model = Goal

    body = factory.SubFactory(BodyFactory, kind=Body.Kind.STEERING_GROUP)
    text = factory.Sequence(lambda n: f"Ziel {n + 1}")


class ActionPlanFactory(DjangoModelFactory[ActionPlan]):
    class Meta:
        model = ActionPlan

    goal = factory.SubFactory(GoalFactory)
    title = factory.Sequence(lambda n: f"Aktionsplan {n + 1}")


class ReportFactory(DjangoModelFactory[Report]):
    class Meta:
        model = Report

    title = "Bericht zum Test"
    as_of = date(2017, 8, 31)
    chapters = ["accommodation"]


class ReportBlockFactory(DjangoModelFactory[ReportBlock]):
    """A chapter's own, where it stood when it was placed."""

    class Meta:
        model = ReportBlock

    report = factory.SubFactory(ReportFactory)
    section = "accommodation"
    place = 1
    key = "accommodation.antwort"
