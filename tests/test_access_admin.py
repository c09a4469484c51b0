"""The admin: every model × every role × every route of a model. A model without a row fails."""

from collections.abc import Callable

import pytest
from django.contrib import admin
from django.contrib.auth.models import Group
from django.db.models import Model
from django.http import HttpResponse
from django.template.backends.django import Template
from django.urls import NoReverseMatch, reverse

from accommodation.arrivals import AllocationShare, MonthlyFlow
from accommodation.thresholds import UtilisationThreshold
from portal.models import (
    AccessLogEntry,
    Attachment,
    AuditEvent,
    Deletion,
    RetentionPeriod,
    Statement,
    User,
)
from portal.releases import State
from tests import people
from tests.factories import (
    ActionPlanFactory,
    AgendaItemFactory,
    AnswerFactory,
    BodyFactory,
    BudgetLineFactory,
    CapacityFactory,
    CitationFactory,
    ClaimFactory,
    ClaimReadingFactory,
    ConsultationFactory,
    ContactPersonFactory,
    ContractFactory,
    CountLinkFactory,
    CultureProjectFactory,
    DeliveryFactory,
    DistrictFactory,
    EventFactory,
    FundBudgetFactory,
    FundFactory,
    FundingPeriodFactory,
    FundingShareFactory,
    GoalFactory,
    GoodPracticeFactory,
    GrantFactory,
    HandoverFactory,
    IndicatorFactory,
    KnownBarrierFactory,
    MeasureFactory,
    MeetingFactory,
    MeetingSpaceCountFactory,
    MeetingSpaceFactory,
    MembershipFactory,
    MentorshipCountFactory,
    MilestoneFactory,
    ModuleFactory,
    OccupancyFactory,
    OperationFactory,
    OrganisationFactory,
    PlacementCountFactory,
    PlacementFactory,
    ProgrammeFactory,
    ProjectFactory,
    ProjectIndicatorFactory,
    ProviderFactory,
    PublicationFactory,
    QualificationEventFactory,
    QuotaFactory,
    ReminderFactory,
    ReportedFigureFactory,
    ReportingDateFactory,
    ReportingExceptionFactory,
    ReportingRuleFactory,
    RuleFactory,
    ScenarioFactory,
    ServiceUnitFactory,
    ShelterFactory,
    SourceFactory,
    SportFactory,
    SportMentorCountFactory,
    SportsOfferFactory,
    StateForecastFactory,
    StatementFactory,
    SupportNeedFactory,
    SwimmingCourseCountFactory,
    TopicFactory,
    TopicPhaseFactory,
    UserFactory,
    VolunteerCountFactory,
    VolunteerGroupFactory,
)

pytestmark = [pytest.mark.django_db, pytest.mark.once]

STAFF = {
    "editor": people.emil,
    "coordination": people.karla,
    "administration": people.adam,
    "audit": people.dora,
}

# The column „editor“ is the editor of the area that a model belongs to; Emil stands for all others.
EDITORS = {
    "volunteering": people.vera,
    "culture_sport": people.kuno,
    "fim": people.fritz,
    "pakt": people.paula,
}

# v view, a add, c change; nobody deletes.
TABLE = """
                               editor  coordination  administration  audit
accommodation.allocationshare   vac     vac           v               v
accommodation.capacity          vac     vac           v               v
accommodation.monthlyflow       vac     vac           v               v
accommodation.occupancy         v       v             v               v
accommodation.operation         vac     vac           v               v
accommodation.scenario          vac     vac           v               v
accommodation.shelter           vac     vac           v               v
accommodation.utilisationthreshold vac  vac           v               v
accommodation.stateforecast     vac     vac           v               v
account.emailaddress            -       -             -               -
auth.group                      -       -             -               -
fim.contract                    vac     vac           v               v
fim.placement                   vac     vac           v               v
fim.placementcount              v       v             v               v
fim.provider                    vac     vac           v               v
fim.quota                       vac     vac           v               v
fim.rule                        vac     vac           v               v
pakt.budgetline                 vac     vac           v               v
pakt.fundingperiod              vac     vac           v               v
pakt.fundingshare               vac     vac           v               v
pakt.milestone                  vac     vac           v               v
pakt.module                     vac     vac           v               v
pakt.programme                  vac     vac           v               v
pakt.project                    vac     vac           v               v
pakt.projectindicator           vac     vac           v               v
culture_sport.event             vac     vac           v               v
culture_sport.fund              vac     vac           v               v
culture_sport.fundbudget        vac     vac           v               v
culture_sport.grant             vac     vac           v               v
culture_sport.project           vac     vac           v               v
culture_sport.publication       vac     vac           v               v
culture_sport.sport             vac     vac           v               v
culture_sport.sportmentorcount  vac     vac           v               v
culture_sport.sportsoffer       vac     vac           v               v
culture_sport.swimmingcoursecount vac   vac           v               v
portal.accessibilitystatement   v       vac           v               v
portal.accesslogentry           -       -             -               v
portal.contactperson            vac     vac           v               v
portal.deletion                 -       -             v               v
portal.attachment               v       v             v               v
portal.auditevent               -       -             v               v
portal.citation                 vac     vac           v               v
portal.claim                    vac     vac           v               v
portal.claimreading             v       v             v               v
portal.delivery                 v       v             v               v
portal.district                 v       vac           vac             v
portal.indicator                v       vac           vac             v
portal.knownbarrier             v       vac           v               v
portal.organisation             v       vac           vac             v
portal.reminder                 v       v             v               v
portal.reportedfigure           vac     vac           v               v
portal.reportingdate            vac     vac           v               v
portal.reportingexception       v       vac           v               v
portal.reportingrule            v       vac           v               v
portal.retentionperiod          -       -             vc              v
portal.source                   vac     vac           v               v
portal.statement                vac     vac           v               v
portal.user                     -       -             vac             v
taskforce.actionplan            v       vac           v               v
taskforce.agendaitem            v       v             v               v
taskforce.answer                -       v             -               v
taskforce.body                  v       vac           v               v
taskforce.consultation          v       vac           v               v
taskforce.finalreport           -       v             -               v
taskforce.goal                  v       vac           v               v
taskforce.handover              v       vac           v               v
taskforce.measure               v       vac           v               v
taskforce.meeting               v       vac           v               v
taskforce.membership            v       vac           v               v
taskforce.servicecentre         v       vac           v               v
taskforce.serviceunit           v       v             v               v
volunteering.countlink          v       v             v               v
volunteering.goodpractice       vac     vac           v               v
volunteering.meetingspace       vac     vac           v               v
volunteering.meetingspacecount  vac     vac           v               v
volunteering.mentorshipcount    vac     vac           v               v
volunteering.qualificationevent vac     vac           v               v
volunteering.supportneed        vac     vac           v               v
volunteering.topic              vac     vac           v               v
volunteering.topicphase         vac     vac           v               v
volunteering.volunteercount     va      va            v               v
volunteering.volunteergroup     vac     vac           v               v
"""

ROWS = {
    model: {role: set(letters) - {"-"} for role, letters in zip(STAFF, cells, strict=True)}
    for model, *cells in (line.split() for line in TABLE.splitlines() if "." in line)
}


def staff(role: str, model: str) -> User:
    if role == "editor":
        return EDITORS.get(model.partition(".")[0], people.emil)()
    return STAFF[role]()


def statement() -> Statement:
    return Statement.objects.create(
        key="stagnation", area="accommodation", text="Die Zahlen stagnieren.", citation=CitationFactory()
    )


OBJECTS: dict[str, Callable[[], Model]] = {
    "accommodation.allocationshare": lambda: AllocationShare.objects.create(
        percent="6.47", of_what="der Zugewiesenen", citation=CitationFactory()
    ),
    "accommodation.capacity": lambda: CapacityFactory(shelter=ShelterFactory(capacity=None)),
    "accommodation.monthlyflow": lambda: MonthlyFlow.objects.create(
        month="2015-11-01", arrivals=1116, citation=CitationFactory()
    ),
    "accommodation.occupancy": OccupancyFactory,
    "accommodation.operation": lambda: OperationFactory(shelter=ShelterFactory(operation=None)),
    "accommodation.scenario": ScenarioFactory,
    "accommodation.shelter": ShelterFactory,
    "accommodation.utilisationthreshold": lambda: UtilisationThreshold.objects.create(
        name="voll belegt", percent=90, valid_from="2017-01-01", citation=CitationFactory()
    ),
    "accommodation.stateforecast": StateForecastFactory,
    "account.emailaddress": lambda: UserFactory().emailaddress_set.create(email="a@portal.example"),
    "auth.group": Group.objects.first,
    "fim.contract": ContractFactory,
    "fim.placement": PlacementFactory,
    "fim.placementcount": PlacementCountFactory,
    "fim.provider": ProviderFactory,
    "fim.quota": QuotaFactory,
    "fim.rule": RuleFactory,
    "pakt.budgetline": BudgetLineFactory,
    "pakt.fundingperiod": FundingPeriodFactory,
    "pakt.fundingshare": FundingShareFactory,
    "pakt.milestone": MilestoneFactory,
    "pakt.module": ModuleFactory,
    "pakt.programme": ProgrammeFactory,
    "pakt.project": ProjectFactory,
    "pakt.projectindicator": ProjectIndicatorFactory,
    "culture_sport.event": EventFactory,
    "culture_sport.fund": FundFactory,
    "culture_sport.fundbudget": FundBudgetFactory,
    "culture_sport.grant": GrantFactory,
    "culture_sport.project": CultureProjectFactory,
    "culture_sport.publication": PublicationFactory,
    "culture_sport.sport": SportFactory,
    "culture_sport.sportmentorcount": SportMentorCountFactory,
    "culture_sport.sportsoffer": SportsOfferFactory,
    "culture_sport.swimmingcoursecount": SwimmingCourseCountFactory,
    "portal.accessibilitystatement": StatementFactory,
    "portal.accesslogentry": lambda: AccessLogEntry.objects.create(
        by=UserFactory(), kind="contact", how="list"
    ),
    "portal.contactperson": ContactPersonFactory,
    "portal.deletion": lambda: Deletion.objects.create(kind="contacts", days=548, removed=2),
    "portal.attachment": lambda: Attachment.objects.create(source=SourceFactory(), number=1, title="Satzung"),
    "portal.auditevent": lambda: AuditEvent.objects.exported("Meldung 17: Datei"),
    "portal.citation": CitationFactory,
    "portal.claim": ClaimFactory,
    "portal.claimreading": ClaimReadingFactory,
    "portal.delivery": lambda: DeliveryFactory(state=State.SUBMITTED),
    "portal.district": DistrictFactory,
    "portal.indicator": IndicatorFactory,
    "portal.knownbarrier": KnownBarrierFactory,
    "portal.organisation": OrganisationFactory,
    "portal.reminder": ReminderFactory,
    "portal.reportedfigure": lambda: ReportedFigureFactory(state=State.DRAFT),
    "portal.reportingdate": ReportingDateFactory,
    "portal.reportingexception": ReportingExceptionFactory,
    "portal.reportingrule": ReportingRuleFactory,
    "portal.retentionperiod": lambda: RetentionPeriod.objects.create(
        kind="contacts", days=400, reason="Beschluss"
    ),
    "portal.source": SourceFactory,
    "portal.statement": statement,
    "portal.user": UserFactory,
    "taskforce.actionplan": ActionPlanFactory,
    "taskforce.agendaitem": AgendaItemFactory,
    "taskforce.answer": AnswerFactory,
    "taskforce.body": BodyFactory,
    "taskforce.consultation": ConsultationFactory,
    "taskforce.finalreport": lambda: AnswerFactory().report,
    "taskforce.goal": GoalFactory,
    "taskforce.handover": HandoverFactory,
    "taskforce.measure": MeasureFactory,
    "taskforce.meeting": MeetingFactory,
    "taskforce.membership": MembershipFactory,
    "taskforce.servicecentre": lambda: ServiceUnitFactory().centre,
    "taskforce.serviceunit": ServiceUnitFactory,
    "volunteering.countlink": CountLinkFactory,
    "volunteering.goodpractice": GoodPracticeFactory,
    "volunteering.meetingspace": MeetingSpaceFactory,
    "volunteering.meetingspacecount": MeetingSpaceCountFactory,
    "volunteering.mentorshipcount": MentorshipCountFactory,
    "volunteering.qualificationevent": QualificationEventFactory,
    "volunteering.supportneed": SupportNeedFactory,
    "volunteering.topic": TopicFactory,
    "volunteering.topicphase": TopicPhaseFactory,
    "volunteering.volunteercount": VolunteerCountFactory,
    "volunteering.volunteergroup": VolunteerGroupFactory,
}


def addresses(model: str, thing: Model) -> dict[str, str]:
    """The routes that this model has: import and export only the reference lists, old versions
    only what keeps a history."""
    wanted = {"changelist": [], "add": [], "import": [], "export": []} | {
        route: [thing.pk] for route in ("change", "history", "delete")
    }
    if hasattr(thing, "history"):
        wanted[OLD_VERSION] = [thing.pk, thing.history.first().history_id]
    found = {}
    for route, arguments in wanted.items():
        try:
            found[route] = reverse(f"admin:{model.replace('.', '_')}_{route}", args=arguments)
        except NoReverseMatch:
            assert route in ("import", "export")
    return found


OLD_VERSION = "simple_history"  # shown, never sent back
NEEDED = {
    "changelist": "v",
    "change": "v",
    "history": "v",
    OLD_VERSION: "v",
    "export": "v",
    "add": "a",
    "import": "a",
}
NEEDED_TO_SEND = {"add": "a", "import": "a", "change": "c"}
SENDING = {*NEEDED_TO_SEND, "delete"}


@pytest.fixture
def _undrawn(monkeypatch, without_sidebar):
    """Whether a page opens is decided before it is drawn; the browser looks at every one of them."""
    monkeypatch.setattr(Template, "render", lambda *args, **kwargs: "")


@pytest.mark.usefixtures("_undrawn")
@pytest.mark.parametrize("model", ROWS)
def test_each_role_opens_what_the_table_allows(client, model):
    pages = addresses(model, OBJECTS[model]())
    for role, rights in ROWS[model].items():
        client.force_login(staff(role, model))
        opened = {route for route, address in pages.items() if client.get(address).status_code == 200}
        assert opened == {route for route in pages if NEEDED.get(route, "nobody") in rights}, role


@pytest.mark.usefixtures("_undrawn")
@pytest.mark.parametrize("model", ROWS)
def test_what_may_not_be_written_is_refused(client, model):
    pages = addresses(model, OBJECTS[model]())
    sent = {route: address for route, address in pages.items() if route in {*SENDING, OLD_VERSION}}
    for role, rights in ROWS[model].items():
        client.force_login(staff(role, model))
        answers = {route: client.post(address, {}).status_code for route, address in sent.items()}
        assert answers.pop(OLD_VERSION, 403) in (403, 405)
        refused = {route for route, answer in answers.items() if answer == 403}
        allowed = {route for route, right in NEEDED_TO_SEND.items() if right in rights}
        assert refused == SENDING & pages.keys() - allowed, role


@pytest.mark.parametrize("editor", [people.emil, *EDITORS.values()])
def test_an_editor_writes_in_no_area_but_its_own(editor):
    written = {right.partition(".")[0] for right in editor().get_all_permissions() if ".view_" not in right}
    own = {area for area, person in EDITORS.items() if person is editor} or {"accommodation"}
    assert written <= {*own, "portal"}


def test_every_model_of_the_admin_has_a_row():
    registered = {model._meta.label_lower for model in admin.site._registry}
    assert registered == ROWS.keys()


@pytest.mark.parametrize("person", [None, people.tina])
@pytest.mark.parametrize("model", ROWS)
def test_who_is_not_staff_finds_every_door_closed(client, model, person):
    pages = addresses(model, OBJECTS[model]())
    if person:
        client.force_login(person())
    for address in pages.values():
        assert sent_to_sign_in(client.get(address))
        assert sent_to_sign_in(client.post(address, {}))


@pytest.mark.parametrize("person", [people.rosa, people.sina, people.nora])
def test_the_first_door_is_closed_to_all_who_are_not_staff(client, person):
    client.force_login(person())
    assert sent_to_sign_in(client.get(reverse("admin:portal_district_changelist")))


def sent_to_sign_in(answer: HttpResponse) -> bool:
    return answer.status_code == 302 and answer.headers["Location"].split("?")[0] == reverse("admin:login")


@pytest.mark.parametrize("field", ["shelter", "operator"])
def test_suggestions_of_a_field_need_the_right_to_see_the_list(client, field):
    """Emil may see both lists, somebody with a right to neither gets nothing."""
    asked = {"app_label": "accommodation", "model_name": "operation", "field_name": field}
    client.force_login(people.emil())
    assert client.get(reverse("admin:autocomplete"), asked).status_code == 200
    client.force_login(UserFactory(is_staff=True))
    assert client.get(reverse("admin:autocomplete"), asked).status_code == 403
