"""Objects for tests with sensible defaults; a test names only what it is about."""

from datetime import date, timedelta
from decimal import Decimal

import factory
from django.contrib.auth.hashers import make_password
from django.utils import timezone
from factory.django import DjangoModelFactory

from accommodation.arrivals import StateForecast
from accommodation.models import Capacity, Occupancy, Operation, Shelter
from accommodation.scenarios import Scenario
from culture_sport.models import (
    Branch,
    Event,
    Fund,
    FundBudget,
    Grant,
    Publication,
    Sport,
    SportMentorCount,
    SportsOffer,
    SwimmingCourseCount,
)
from culture_sport.models import Project as CultureProject
from fim.models import Contract, Placement, PlacementCount, Provider, Quota, Rule
from pakt.models import (
    BudgetLine,
    FundingPeriod,
    FundingShare,
    Milestone,
    Module,
    Programme,
    Project,
    ProjectIndicator,
)
from portal.calculations import Calculation
from portal.models import (
    AccessibilityStatement,
    BarrierReport,
    Citation,
    Claim,
    ClaimReading,
    ContactPerson,
    CouncilRequest,
    Delivery,
    District,
    Following,
    Indicator,
    KnownBarrier,
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
from volunteering.models import (
    CountLink,
    GoodPractice,
    MeetingSpace,
    MeetingSpaceCount,
    MentorshipCount,
    QualificationEvent,
    SupportNeed,
    Topic,
    TopicPhase,
    VolunteerCount,
    VolunteerGroup,
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


class ContactPersonFactory(DjangoModelFactory[ContactPerson]):
    """Agreed and confirmed today, for the city and the own organisation alone."""

    class Meta:
        model = ContactPerson

    organisation = factory.SubFactory("tests.factories.OrganisationFactory")
    function = factory.Sequence(lambda n: f"Leitung Haus {n}")
    name = "Kim Beispiel"
    email = "leitung@portal.example"
    consent_on = factory.LazyFunction(timezone.localdate)
    consent_by = ContactPerson.Way.LETTER
    confirmed_on = factory.SelfAttribute("consent_on")
    delete_on = factory.LazyAttribute(lambda contact: contact.confirmed_on + timedelta(days=548))


class FollowingFactory(DjangoModelFactory[Following]):
    class Meta:
        model = Following

    user = factory.SubFactory(UserFactory)
    area = "accommodation"


class StatementFactory(DjangoModelFactory[AccessibilityStatement]):
    """Declaration of accessibility."""

    class Meta:
        model = AccessibilityStatement

    assessed_on = date(2017, 8, 31)
    status = AccessibilityStatement.Status.PARTLY
    how = "Mit axe und mit der Tastatur."


class KnownBarrierFactory(DjangoModelFactory[KnownBarrier]):
    class Meta:
        model = KnownBarrier

    area = factory.Sequence(lambda n: f"Bereich {n}")
    problem = "Die Zeichnung hat keinen Namen."
    because = "Das Programm kennt keinen."


class BarrierReportFactory(DjangoModelFactory[BarrierReport]):
    """Open and without an address."""

    class Meta:
        model = BarrierReport

    text = "Die Schrift ist mir zu klein."


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
        django_get_or_create = ("key",)  # two figures of one indicator

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


class ClaimFactory(DjangoModelFactory[Claim]):
    """Of a source about accommodation, with nothing that could be compared unless a test says so."""

    class Meta:
        model = Claim

    key = factory.Sequence(lambda n: f"behauptung-{n + 1}")
    area = "accommodation"
    text = factory.Sequence(lambda n: f"Die Belegung ist gesunken, Aussage {n + 1}.")
    citation = factory.SubFactory(CitationFactory)


class ClaimReadingFactory(DjangoModelFactory[ClaimReading]):
    """`figures=[…]` and `bases=[…]`; without them one new figure compared with another."""

    class Meta:
        model = ClaimReading
        skip_postgeneration_save = True

    claim = factory.SubFactory(ClaimFactory)
    kind = Calculation.PERCENT_CHANGE
    preferred = True

    @factory.post_generation
    def figures(self, create: bool, extracted: list[ReportedFigure] | None, **kwargs: object) -> None:
        self.figures.set([ReportedFigureFactory()] if extracted is None else extracted)

    @factory.post_generation
    def bases(self, create: bool, extracted: list[ReportedFigure] | None, **kwargs: object) -> None:
        self.bases.set([ReportedFigureFactory()] if extracted is None else extracted)


class OperationFactory(DjangoModelFactory[Operation]):
    class Meta:
        model = Operation

    operator = factory.SubFactory(OrganisationFactory)


class CapacityFactory(DjangoModelFactory[Capacity]):
    class Meta:
        model = Capacity

    valid_from = date(2016, 1, 1)
    places = 100


class StateForecastFactory(DjangoModelFactory[StateForecast]):
    class Meta:
        model = StateForecast

    first_month = date(2017, 9, 1)
    arrivals = 12_000
    citation = factory.SubFactory(CitationFactory)


class ScenarioFactory(DjangoModelFactory[Scenario]):
    """Nobody comes or goes, only what is decided counts, unless a test says so."""

    class Meta:
        model = Scenario

    name = factory.Sequence(lambda n: f"Szenario {n + 1}")


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


class QuotaFactory(DjangoModelFactory[Quota]):
    """The city's quota of 2016."""

    class Meta:
        model = Quota

    year = 2016
    internal = 189
    external = 563
    citation = factory.SubFactory(CitationFactory)


class RuleFactory(DjangoModelFactory[Rule]):
    """Contracts signed from 8 June 2017 on run six months at most."""

    class Meta:
        model = Rule

    title = factory.Sequence(lambda n: f"Regel {n + 1}")
    valid_from = date(2017, 6, 8)
    max_months = 6
    citation = factory.SubFactory(CitationFactory)


class ProviderFactory(DjangoModelFactory[Provider]):
    class Meta:
        model = Provider
        django_get_or_create = ("organisation",)

    organisation = factory.SubFactory(OrganisationFactory)
    kind = Provider.Kind.NON_PROFIT


class PlacementFactory(DjangoModelFactory[Placement]):
    """A running external measure with ten approved places; `provider__organisation=…`."""

    class Meta:
        model = Placement

    number = factory.Sequence(lambda n: f"M-{n + 1:03}")
    name = factory.Sequence(lambda n: f"Maßnahme {n + 1}")
    kind = Placement.Kind.EXTERNAL
    provider = factory.SubFactory(ProviderFactory)
    additionality = Placement.Additionality.NOT_AT_ALL
    activity = "Grünpflege"
    status = Placement.Status.RUNNING
    applied_on = date(2016, 11, 1)
    places_applied = 12
    approved_on = date(2016, 12, 1)
    places_approved = 10


class InternalPlacementFactory(PlacementFactory):
    """In a shelter; `shelter__district=…`."""

    kind = Placement.Kind.INTERNAL
    shelter = factory.SubFactory(ShelterFactory)
    additionality = ""
    activity = "Reinigung"


class ContractFactory(DjangoModelFactory[Contract]):
    """About ten places in the second half of 2017, signed before the rule of 8 June."""

    class Meta:
        model = Contract

    number = factory.Sequence(lambda n: f"V-{n + 1:03}")
    placement = factory.SubFactory(PlacementFactory)
    signed_on = date(2017, 6, 1)
    start = date(2017, 7, 1)
    end = date(2017, 12, 31)
    places = 10


class PlacementCountFactory(DjangoModelFactory[PlacementCount]):
    """A current statement of a released delivery of the measure's provider."""

    class Meta:
        model = PlacementCount

    placement = factory.SubFactory(PlacementFactory)
    as_of = date(2017, 8, 31)
    occupied = 8
    delivery = factory.SubFactory(
        DeliveryFactory,
        kind=Delivery.Kind.PLACEMENTS,
        sender=factory.LazyAttribute(
            lambda delivery: delivery.factory_parent.placement.provider.organisation
        ),
        state=State.RELEASED,
        first_as_of=factory.SelfAttribute("..as_of"),
        last_as_of=factory.SelfAttribute("..as_of"),
    )
    row = factory.Sequence(lambda n: n + 2)
    current = True


class TopicFactory(DjangoModelFactory[Topic]):
    class Meta:
        model = Topic

    name = factory.Sequence(lambda n: f"Hilfe {n + 1}")


class TopicPhaseFactory(DjangoModelFactory[TopicPhase]):
    class Meta:
        model = TopicPhase

    topic = factory.SubFactory(TopicFactory)
    phase = TopicPhase.Phase.ARRIVAL


class VolunteerGroupFactory(DjangoModelFactory[VolunteerGroup]):
    """A circle that has not agreed to be named; `districts=[…]`, `shelters=[…]`, `topics=[…]` and
    `coordinated_by=[…]` link it."""

    class Meta:
        model = VolunteerGroup
        skip_postgeneration_save = True

    name = factory.Sequence(lambda n: f"Freundeskreis {n + 1}")
    kind = VolunteerGroup.Kind.CIRCLE

    @factory.post_generation
    def districts(self, create, linked):
        self.districts.set(linked or [])

    @factory.post_generation
    def shelters(self, create, linked):
        self.shelters.set(linked or [])

    @factory.post_generation
    def topics(self, create, linked):
        self.topics.set(linked or [])

    @factory.post_generation
    def coordinated_by(self, create, linked):
        self.coordinated_by.set(linked or [])


class CountLinkFactory(DjangoModelFactory[CountLink]):
    """Holds until the end of 2017; nobody knows its secret."""

    class Meta:
        model = CountLink

    group = factory.SubFactory(VolunteerGroupFactory)
    digest = factory.Sequence(lambda n: f"{n:064x}")
    issued_by = factory.SubFactory(UserFactory)
    issued_on = date(2017, 8, 1)
    expires_on = date(2017, 12, 31)


class VolunteerCountFactory(DjangoModelFactory[VolunteerCount]):
    """A released count of active people."""

    class Meta:
        model = VolunteerCount

    group = factory.SubFactory(VolunteerGroupFactory)
    as_of = date(2017, 6, 30)
    number = 24
    rule = VolunteerCount.Rule.ACTIVE
    state = State.RELEASED
    current = factory.LazyAttribute(lambda count: count.state == State.RELEASED)
    submitted_at = factory.LazyFunction(timezone.now)


class MentorshipCountFactory(DjangoModelFactory[MentorshipCount]):
    class Meta:
        model = MentorshipCount

    group = factory.SubFactory(VolunteerGroupFactory)
    topic = factory.SubFactory(TopicFactory)
    as_of = date(2017, 6, 30)
    running = 12


class SupportNeedFactory(DjangoModelFactory[SupportNeed]):
    """Open and of normal urgency."""

    class Meta:
        model = SupportNeed

    group = factory.SubFactory(VolunteerGroupFactory)
    kind = SupportNeed.Kind.ADVICE
    description = factory.Sequence(lambda n: f"Frage {n + 1}")
    reported_on = date(2017, 6, 1)


class GoodPracticeFactory(DjangoModelFactory[GoodPractice]):
    """Published."""

    class Meta:
        model = GoodPractice

    title = factory.Sequence(lambda n: f"Idee {n + 1}")
    description = "Zu zweit hingehen."
    published = True


class QualificationEventFactory(DjangoModelFactory[QualificationEvent]):
    class Meta:
        model = QualificationEvent

    title = factory.Sequence(lambda n: f"Kurs {n + 1}")


class MeetingSpaceFactory(DjangoModelFactory[MeetingSpace]):
    class Meta:
        model = MeetingSpace

    name = factory.Sequence(lambda n: f"Raum {n + 1}")
    district = factory.SubFactory(DistrictFactory)


class MeetingSpaceCountFactory(DjangoModelFactory[MeetingSpaceCount]):
    """Counted, in the first half of 2017."""

    class Meta:
        model = MeetingSpaceCount

    space = factory.SubFactory(MeetingSpaceFactory)
    period_start = date(2017, 1, 1)
    period_end = date(2017, 6, 30)
    visits = 120
    quality = MeetingSpaceCount.Quality.COUNTED


class ProgrammeFactory(DjangoModelFactory[Programme]):
    class Meta:
        model = Programme

    slug = factory.Sequence(lambda n: f"programm-{n + 1}")
    name = factory.Sequence(lambda n: f"Programm {n + 1}")
    giver = factory.SubFactory(OrganisationFactory, kind=Organisation.Kind.STATE)
    first_year = 2018
    last_year = 2019


class ModuleFactory(DjangoModelFactory[Module]):
    class Meta:
        model = Module

    programme = factory.SubFactory(ProgrammeFactory)
    slug = factory.Sequence(lambda n: f"modul-{n + 1}")
    number = factory.Sequence(lambda n: n + 1)
    title = factory.Sequence(lambda n: f"Thema {n + 1}")


class ProjectFactory(DjangoModelFactory[Project]):
    """Beside the modules of its programme."""

    class Meta:
        model = Project

    programme = factory.SubFactory(ProgrammeFactory)
    slug = factory.Sequence(lambda n: f"projekt-{n + 1}")
    name = factory.Sequence(lambda n: f"Projekt {n + 1}")


class BudgetLineFactory(DjangoModelFactory[BudgetLine]):
    """Granted to a project in the city."""

    class Meta:
        model = BudgetLine

    project = factory.SubFactory(ProjectFactory)
    year = 2018
    kind = BudgetLine.Kind.GRANTED
    giver = factory.SubFactory(OrganisationFactory)
    amount = Decimal(100_000)


class FundingShareFactory(DjangoModelFactory[FundingShare]):
    class Meta:
        model = FundingShare

    project = factory.SubFactory(ProjectFactory)
    year = 2018
    giver = factory.SubFactory(OrganisationFactory)
    percent = Decimal(40)


class FundingPeriodFactory(DjangoModelFactory[FundingPeriod]):
    """Ends on 31 July 2017, nothing follows."""

    class Meta:
        model = FundingPeriod

    project = factory.SubFactory(ProjectFactory)
    number = 2
    end = date(2017, 7, 31)


class MilestoneFactory(DjangoModelFactory[Milestone]):
    class Meta:
        model = Milestone

    project = factory.SubFactory(ProjectFactory)
    title = factory.Sequence(lambda n: f"Meilenstein {n + 1}")
    due_on = date(2018, 6, 30)


class ProjectIndicatorFactory(DjangoModelFactory[ProjectIndicator]):
    """A target of which nobody has said how far it is."""

    class Meta:
        model = ProjectIndicator

    project = factory.SubFactory(ProjectFactory)
    label = factory.Sequence(lambda n: f"Ziel {n + 1}")
    unit = Indicator.Unit.SITES
    target = Decimal(5)


class FundFactory(DjangoModelFactory[Fund]):
    class Meta:
        model = Fund

    name = factory.Sequence(lambda n: f"Topf {n}")
    branch = Branch.SPORT


class FundBudgetFactory(DjangoModelFactory[FundBudget]):
    class Meta:
        model = FundBudget

    fund = factory.SubFactory(FundFactory)
    year = 2017
    amount = Decimal(75000)
    citation = factory.SubFactory(CitationFactory)


class GrantFactory(DjangoModelFactory[Grant]):
    """Asked for in January 2017, not decided yet; `granted` and `paid` set their days."""

    class Meta:
        model = Grant

    reference = factory.Sequence(lambda n: f"AZ-{n}")
    fund = factory.SubFactory(FundFactory)
    year = 2017
    recipient = factory.SubFactory(OrganisationFactory)
    purpose = "Fußball für alle"
    requested = Decimal(600)
    requested_on = date(2017, 1, 15)
    decided_on = factory.LazyAttribute(
        lambda grant: None if getattr(grant, "granted", None) is None else date(2017, 2, 15)
    )
    paid_on = factory.LazyAttribute(
        lambda grant: None if getattr(grant, "paid", None) is None else date(2017, 3, 15)
    )


class CultureProjectFactory(DjangoModelFactory[CultureProject]):
    class Meta:
        model = CultureProject

    title = factory.Sequence(lambda n: f"Projekt {n}")
    branch = Branch.CULTURE


class EventFactory(DjangoModelFactory[Event]):
    class Meta:
        model = Event

    title = factory.Sequence(lambda n: f"Workshop {n}")
    kind = Event.Kind.WORKSHOP
    branch = Branch.CULTURE


class PublicationFactory(DjangoModelFactory[Publication]):
    class Meta:
        model = Publication

    title = factory.Sequence(lambda n: f"Leitfaden {n}")
    kind = Publication.Kind.GUIDE
    branch = Branch.SPORT
    publisher = factory.SubFactory(OrganisationFactory)


class SportFactory(DjangoModelFactory[Sport]):
    class Meta:
        model = Sport
        django_get_or_create = ("name",)

    name = "Fußball"


class SportsOfferFactory(DjangoModelFactory[SportsOffer]):
    """In the list for long, confirmed today."""

    class Meta:
        model = SportsOffer

    code = factory.Sequence(lambda n: f"ANG-{n:02}")
    club = factory.SubFactory(OrganisationFactory, kind=Organisation.Kind.ASSOCIATION)
    sport = factory.SubFactory(SportFactory)
    district = factory.SubFactory(DistrictFactory)
    listed_since = date(2016, 5, 1)


class SportMentorCountFactory(DjangoModelFactory[SportMentorCount]):
    class Meta:
        model = SportMentorCount

    organisation = factory.SubFactory(OrganisationFactory)
    as_of = date(2017, 8, 31)
    trained = 9


class SwimmingCourseCountFactory(DjangoModelFactory[SwimmingCourseCount]):
    class Meta:
        model = SwimmingCourseCount

    organisation = factory.SubFactory(OrganisationFactory)
    as_of = date(2017, 8, 31)
    running = 4
    held = 20


class CouncilRequestFactory(DjangoModelFactory[CouncilRequest]):
    """A question of the group „Grüne“; `groups=["CDU", "SPD"]` for one of several."""

    class Meta:
        model = CouncilRequest
        skip_postgeneration_save = True

    number = factory.Sequence(lambda n: f"{n + 1}/2017")
    subject = "Belegung der Unterkünfte"
    wording = "1. Wie viele Menschen leben in den Unterkünften?\n2. Wie viele waren es im Juli 2016?"
    dated = date(2017, 8, 1)
    due_on = date(2017, 9, 15)

    @factory.post_generation
    def groups(self, create, names, **kwargs) -> None:
        for name in names or ["Grüne"]:
            group, _ = Organisation.objects.get_or_create(name=name, kind=Organisation.Kind.COUNCIL_GROUP)
            self.groups.add(group)


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
