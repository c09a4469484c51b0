"""What must never be stored: said in German by the form, and refused by the database itself."""

from collections.abc import Callable
from datetime import date, time

import pytest
from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import IntegrityError, models, transaction

from accommodation.arrivals import AllocationShare, MonthlyFlow
from accommodation.thresholds import UtilisationThreshold
from portal.models import Attachment, Citation, ColumnProfile, DataVersion, Delivery, Indicator, Source, User
from portal.releases import State
from taskforce.models import Body
from tests.factories import (
    ActionPlanFactory,
    AgendaItemFactory,
    AnswerFactory,
    BarrierReportFactory,
    BodyFactory,
    BudgetLineFactory,
    CapacityFactory,
    CitationFactory,
    ClaimReadingFactory,
    ConsultationFactory,
    ContactPersonFactory,
    ContractFactory,
    CouncilRequestFactory,
    CountLinkFactory,
    DeliveryFactory,
    DistrictFactory,
    EventFactory,
    FollowingFactory,
    FundBudgetFactory,
    FundingPeriodFactory,
    FundingShareFactory,
    GoalFactory,
    GrantFactory,
    HandoverFactory,
    IndicatorFactory,
    InternalPlacementFactory,
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
    QualificationEventFactory,
    QuotaFactory,
    ReminderFactory,
    ReportBlockFactory,
    ReportedFigureFactory,
    ReportFactory,
    ReportingDateFactory,
    ReportingExceptionFactory,
    RuleFactory,
    ScenarioFactory,
    ServiceUnitFactory,
    ShelterFactory,
    SourceFactory,
    SpeakerFactory,
    SportMentorCountFactory,
    SportsOfferFactory,
    StateForecastFactory,
    StatementFactory,
    SupportNeedFactory,
    SwimmingCourseCountFactory,
    TopicPhaseFactory,
    UserFactory,
    VolunteerCountFactory,
    VolunteerGroupFactory,
    WorkingGroupFactory,
)

pytestmark = pytest.mark.django_db

EARLIER, LATER = date(2016, 7, 1), date(2017, 8, 31)


def again(saved: models.Model, **changes: object) -> models.Model:
    """The same once more, not saved yet, with these fields changed."""
    values = {field.attname: getattr(saved, field.attname) for field in saved._meta.concrete_fields}
    values = {name: value for name, value in values.items() if name != saved._meta.pk.attname}
    return type(saved)(**(values | changes))


def threshold() -> UtilisationThreshold:
    return UtilisationThreshold.objects.create(
        name="voll belegt", percent=90, valid_from=EARLIER, citation=CitationFactory()
    )


def taken_over(as_of_given: date | None) -> Delivery:
    delivery = DeliveryFactory(state=State.SUBMITTED, as_of_given=as_of_given)
    return again(delivery, state=State.RELEASED)


def figure_of_district() -> models.Model:
    return again(ReportedFigureFactory(district=DistrictFactory()))


def another_occupancy(**changes: object) -> models.Model:
    saved = OccupancyFactory()
    return again(saved, as_of=EARLIER, **changes)


def another_placement(of: models.Model | None = None, **changes: object) -> models.Model:
    return again(of or PlacementFactory(), **({"number": "M-neu", "name": "Neu"} | changes))


def extends_itself() -> models.Model:
    contract = ContractFactory()
    contract.extends = contract
    return contract


def another_count_of_that_day() -> models.Model:
    count = PlacementCountFactory()
    return again(count, delivery_id=DeliveryFactory(kind="placements").pk)


def another_grant(**changes: object) -> models.Model:
    return again(GrantFactory(), reference="AZ-neu", **changes)


def another_offer(**changes: object) -> models.Model:
    return again(SportsOfferFactory(), code="ANG-neu", **changes)


def another_count(of: models.Model, **changes: object) -> models.Model:
    """Of another day."""
    return again(of, as_of=EARLIER, **changes)


def flow(**changes: object) -> MonthlyFlow:
    return MonthlyFlow(
        **{"month": date(2015, 11, 1), "arrivals": 1116, "citation": CitationFactory()} | changes
    )


def share(percent: str) -> AllocationShare:
    return AllocationShare(percent=percent, of_what="der Zugewiesenen", citation=CitationFactory())


def saved(thing: models.Model) -> models.Model:
    thing.save()
    return thing


def correction(**changes: object) -> models.Model:
    old = ReportedFigureFactory()
    return again(old, leading=False, replaces_id=old.pk, **changes)


def another_body(saved: Body | None = None, **changes: object) -> models.Model:
    return again(saved or BodyFactory(), slug="neu", name="Neues Gremium", **changes)


def its_own_successor() -> Body:
    body = BodyFactory()
    body.successor = body
    return body


def need(**changes: object) -> models.Model:
    return again(SupportNeedFactory(), **changes)


BROKEN: dict[str, tuple[Callable[[], models.Model], str]] = {
    "contact_can_be_reached": (
        lambda: again(ContactPersonFactory(), email="", phone=""),
        "Bitte geben Sie eine E-Mail-Adresse oder eine Telefonnummer an.",
    ),
    "contact_confirmed_after_consent": (
        lambda: again(ContactPersonFactory(consent_on=LATER), confirmed_on=EARLIER, delete_on=LATER),
        "Die Bestätigung liegt vor der Einwilligung.",
    ),
    "contact_deleted_after_consent": (
        lambda: again(ContactPersonFactory(consent_on=LATER), delete_on=EARLIER),
        "Der Tag der Löschung liegt vor der Einwilligung.",
    ),
    "contact_deleted_when_withdrawn": (
        lambda: again(ContactPersonFactory(consent_on=EARLIER), withdrawn_on=EARLIER, delete_on=LATER),
        "Was widerrufen ist, wird an diesem Tag gelöscht.",
    ),
    "topic_phase_once": (
        lambda: again(TopicPhaseFactory()),
        "Diese Phase ist für das Thema schon erfasst.",
    ),
    "volunteering_topicphase_ends_after_start": (
        lambda: again(TopicPhaseFactory(), phase="welcome", started_from=LATER, ended_to=EARLIER),
        "Das Ende liegt vor dem Beginn.",
    ),
    "volunteering_volunteergroup_ends_after_start": (
        lambda: again(VolunteerGroupFactory(), name="Kreis", started_from=LATER, ended_to=EARLIER),
        "Das Ende liegt vor dem Beginn.",
    ),
    "volunteer_contact_has_consent": (
        lambda: again(VolunteerGroupFactory(), name="Kreis", contact="kreis@portal.example"),
        "Eine Kontaktadresse braucht die Einwilligung der Gruppe.",
    ),
    "volunteer_group_has_one_link": (
        lambda: again(CountLinkFactory(), digest="f" * 64),
        "Diese Gruppe hat schon einen Link, der nicht widerrufen ist.",
    ),
    "count_link_ends_after_start": (
        lambda: again(CountLinkFactory(revoked_on=LATER), digest="f" * 64, expires_on=EARLIER),
        "Der Link wäre schon abgelaufen.",
    ),
    "volunteer_count_once": (
        lambda: again(VolunteerCountFactory()),
        "Zu diesem Tag und dieser Zählweise gilt schon eine Zahl.",
    ),
    "volunteer_count_once_per_delivery": (
        lambda: again(VolunteerCountFactory(delivery=DeliveryFactory(), current=False)),
        "Diese Liste enthält die Gruppe schon mit Tag und Zählweise.",
    ),
    "volunteer_count_current_is_released": (
        lambda: again(VolunteerCountFactory(current=False), state=State.SUBMITTED, current=True),
        "Was nicht freigegeben ist, gilt nicht.",
    ),
    "volunteer_count_came_one_way": (
        lambda: again(
            VolunteerCountFactory(link=CountLinkFactory(), current=False), delivery_id=DeliveryFactory().pk
        ),
        "Eine Zahl kommt über einen Link oder in einer Liste.",
    ),
    "mentorship_count_once": (
        lambda: again(MentorshipCountFactory()),
        "Zu diesem Tag und Thema ist für die Gruppe schon eine Zahl erfasst.",
    ),
    "support_need_met_has_day": (
        lambda: need(state="met"),
        "Genau ein erfüllter Bedarf hat den Tag, an dem er erfüllt war.",
    ),
    "support_need_met_after_report": (
        lambda: need(state="met", met_on=EARLIER),
        "Ein Bedarf kann nicht erfüllt sein, bevor er gemeldet war.",
    ),
    "volunteering_qualificationevent_ends_after_start": (
        lambda: again(QualificationEventFactory(), title="Kurs", started_from=LATER, ended_to=EARLIER),
        "Das Ende liegt vor dem Beginn.",
    ),
    "qualification_fits_places": (
        lambda: again(QualificationEventFactory(), title="Kurs", places=10, participants=11),
        "Es können nicht mehr Menschen teilnehmen, als Plätze da sind.",
    ),
    "volunteering_meetingspace_ends_after_start": (
        lambda: again(MeetingSpaceFactory(), name="Raum", started_from=LATER, ended_to=EARLIER),
        "Das Ende liegt vor dem Beginn.",
    ),
    "meeting_space_count_once": (
        lambda: again(MeetingSpaceCountFactory()),
        "Für diesen Zeitraum sind die Besuche schon erfasst.",
    ),
    "meeting_space_count_ends_after_start": (
        lambda: again(MeetingSpaceCountFactory(), period_start=LATER, period_end=EARLIER),
        "Das Ende liegt vor dem Beginn.",
    ),
    "meeting_space_part_fits_whole": (
        lambda: again(MeetingSpaceCountFactory(), period_end=LATER, visits=None, refugee_visits=1),
        "Ein Teil braucht die Zahl aller Besuche und kann nicht größer sein.",
    ),
    "user_email_once": (
        lambda: again(UserFactory(email="rosa@portal.example"), email="Rosa@portal.example"),
        "Zu dieser Adresse gibt es schon ein Konto.",
    ),
    "organisation_ends_after_start": (
        lambda: again(OrganisationFactory(), name="Anker", active_from=LATER, active_to=EARLIER),
        "Das Ende liegt vor dem Beginn.",
    ),
    "district_tile_once": (
        lambda: again(DistrictFactory(), number=99, name="Nord", abbreviation="NO"),
        "An dieser Stelle steht schon ein anderer Stadtbezirk.",
    ),
    "district_population_has_source": (
        lambda: again(DistrictFactory(), number=99, name="Nord", abbreviation="NO", tile_row=9, population=1),
        "Eine Einwohnerzahl braucht ihren Beleg.",
    ),
    "source_paper_once": (lambda: again(SourceFactory(suffix="")), "Diese Drucksache ist schon erfasst."),
    "source_title_once": (
        lambda: again(SourceFactory(kind=Source.Kind.PRESS, number=None, year=None)),
        "Diese Quelle ist schon erfasst.",
    ),
    "source_number_has_year": (
        lambda: again(SourceFactory(), title="Ohne Jahr", year=None),
        "Eine Drucksache hat Nummer und Jahr, das Jahr ab 1945.",
    ),
    "one_version_per_transaction": (
        lambda: again(DataVersion.objects.earliest("pk")),
        "Diesen Datenstand gibt es schon.",
    ),
    "attachment_once": (
        lambda: again(Attachment.objects.create(source=SourceFactory(), number=1, title="Satzung")),
        "Eine Anlage mit dieser Nummer gibt es schon.",
    ),
    "citation_once": (lambda: again(CitationFactory()), "Dieser Beleg ist schon erfasst."),
    "leading_figure_once_in_city": (
        lambda: again(ReportedFigureFactory()),
        "Für diese Zeit gibt es schon einen führenden Wert.",
    ),
    "leading_figure_once_in_district": (
        figure_of_district,
        "Für diese Zeit gibt es im Stadtbezirk schon einen führenden Wert.",
    ),
    "figure_ends_after_start": (
        lambda: again(ReportedFigureFactory(), leading=False, period_start=LATER, period_end=EARLIER),
        "Das Ende liegt vor dem Beginn.",
    ),
    "figure_correction_has_reason": (
        lambda: correction(reason=""),
        "Eine Berichtigung braucht einen Grund.",
    ),
    "figure_not_negative": (
        lambda: again(ReportedFigureFactory(), leading=False, value=-1),
        "Der Wert kann nicht kleiner als 0 sein.",
    ),
    "claim_has_one_preferred_reading": (
        lambda: again(ClaimReadingFactory()),
        "Nur eine Lesart kann maßgeblich sein.",
    ),
    "delivery_file_once": (lambda: taken_over(None), "Diese Datei wurde bereits übernommen."),
    "delivery_file_once_per_date": (lambda: taken_over(LATER), "Diese Datei wurde bereits übernommen."),
    "column_profile_once": (
        lambda: again(
            ColumnProfile.objects.create(
                organisation=OrganisationFactory(), kind="occupancy", heading="soll", field="capacity"
            )
        ),
        "Diese Überschrift ist schon zugeordnet.",
    ),
    "reporting_date_once": (
        lambda: again(ReportingDateFactory()),
        "Dieser Stichtag steht schon im Kalender.",
    ),
    "reporting_date_due_after_as_of": (
        lambda: again(ReportingDateFactory(), as_of=LATER, due_on=EARLIER),
        "Die Frist liegt vor dem Stichtag.",
    ),
    "reporting_date_closed_with_reason": (
        lambda: again(ReportingDateFactory(closed=True), as_of=EARLIER, closed_reason=""),
        "Ein Abschluss braucht Tag, Person und Grund.",
    ),
    "reporting_exception_once": (
        lambda: again(ReportingExceptionFactory()),
        "Für diesen Träger und Stichtag gibt es schon eine Ausnahme.",
    ),
    "reminder_once": (lambda: again(ReminderFactory()), "Diese Erinnerung ist schon gesendet."),
    "shelter_code_once": (
        lambda: again(ShelterFactory(code="a-05"), code="A-05"),
        "Diesen Schlüssel gibt es schon, vielleicht anders geschrieben.",
    ),
    "following_once": (
        lambda: again(FollowingFactory()),
        "Dieses Kapitel verfolgen Sie schon.",
    ),
    "shelter_closes_after_opening": (
        lambda: again(ShelterFactory(), code="X", opened_on=LATER, closed_on=EARLIER),
        "Die Schließung liegt vor der Eröffnung.",
    ),
    "operation_ends_after_start": (
        lambda: again(ShelterFactory().operations.get(), start=LATER, end=EARLIER),
        "Das Ende liegt vor dem Beginn.",
    ),
    "shelter_has_one_operator": (
        lambda: again(ShelterFactory().operations.get(), operator_id=OrganisationFactory().pk),
        "Diese Unterkunft hat schon einen Träger ohne Enddatum.",
    ),
    "capacity_once_per_day": (
        lambda: again(ShelterFactory().capacities.get()),
        "Für diesen Tag ist schon eine Kapazität erfasst.",
    ),
    "capacity_usable_within_places": (
        lambda: again(ShelterFactory().capacities.get(), valid_from=LATER, usable_places=101),
        "Es können nicht mehr Plätze belegbar sein, als es gibt.",
    ),
    "capacity_blocked_has_reason": (
        lambda: again(ShelterFactory().capacities.get(), valid_from=LATER, blocked=4),
        "Gesperrte Plätze brauchen einen Grund.",
    ),
    "capacity_blocked_within_places": (
        lambda: again(
            ShelterFactory().capacities.get(),
            valid_from=LATER,
            usable_places=60,
            blocked=41,
            blocked_reason="Umbau",
        ),
        "Belegbare und gesperrte Plätze sind zusammen mehr, als es gibt.",
    ),
    "threshold_once_per_day": (
        lambda: again(threshold()),
        "Diese Schwelle ist ab diesem Tag schon erfasst.",
    ),
    "threshold_between_0_and_200": (
        lambda: again(threshold(), valid_from=LATER, percent=0),
        "Eine Schwelle liegt über 0 und bei höchstens 200 Prozent.",
    ),
    "occupancy_current_once": (
        lambda: again(OccupancyFactory(), delivery_id=DeliveryFactory().pk),
        "Für diesen Stichtag gibt es schon eine gültige Belegung.",
    ),
    "occupancy_once_per_delivery": (
        lambda: again(OccupancyFactory(), current=False),
        "Diese Meldung enthält die Unterkunft schon für diesen Stichtag.",
    ),
    "occupancy_plausible": (
        lambda: another_occupancy(occupied=5001),
        "Mehr als 5.000 Personen in einer Unterkunft sind nicht plausibel.",
    ),
    "occupancy_missing_is_null": (
        lambda: another_occupancy(occupied=None),
        "„Keine Angabe“ und eine Zahl schließen einander aus.",
    ),
    "flow_once_per_month_and_source": (
        lambda: again(saved(flow())),
        "Dieser Monat ist aus dieser Quelle schon erfasst.",
    ),
    "flow_month_is_first_day": (
        lambda: flow(month=date(2015, 11, 30)),
        "Bitte den ersten Tag des Monats angeben.",
    ),
    "share_once_per_source": (
        lambda: again(saved(share("6.47"))),
        "Diese Quote ist aus dieser Quelle schon erfasst.",
    ),
    "share_between_0_and_100": (lambda: share("647"), "Ein Anteil liegt zwischen 0 und 100 Prozent."),
    "taskforce_body_ends_after_start": (
        lambda: another_body(started_from=LATER, ended_to=EARLIER),
        "Das Ende liegt vor dem Beginn.",
    ),
    "body_order_once": (
        lambda: another_body(WorkingGroupFactory(parent=BodyFactory())),
        "An dieser Stelle steht schon ein anderes Gremium.",
    ),
    "body_ended_has_reason": (
        lambda: another_body(status="ended"),
        "Ein beendetes Gremium braucht den Grund des Endes.",
    ),
    "body_is_not_its_successor": (
        its_own_successor,
        "Ein Gremium kann nicht sein eigener Nachfolger sein.",
    ),
    "taskforce_membership_ends_after_start": (
        lambda: again(MembershipFactory(), started_from=LATER, ended_to=EARLIER),
        "Das Ende liegt vor dem Beginn.",
    ),
    "membership_name_has_purpose": (
        lambda: again(MembershipFactory(), person="Kim Beispiel"),
        "Ein Name braucht den Zweck, zu dem er genannt wird.",
    ),
    "body_has_one_speaker": (
        lambda: again(SpeakerFactory(), organisation_id=OrganisationFactory().pk),
        "Für diese Gruppe spricht schon jemand, ohne Ende.",
    ),
    "service_unit_once": (
        lambda: again(ServiceUnitFactory()),
        "Diese Stelle gehört schon zu diesem Zentrum.",
    ),
    "meeting_ends_after_begin": (
        lambda: again(MeetingFactory(), begins_at=time(16), ends_at=time(14)),
        "Das Ende liegt vor dem Beginn.",
    ),
    "agenda_order_once": (lambda: again(AgendaItemFactory()), "Diesen TOP gibt es schon."),
    "consultation_once": (lambda: again(ConsultationFactory()), "Diese Beratung ist schon erfasst."),
    "taskforce_measure_ends_after_start": (
        lambda: again(MeasureFactory(), title="Kurz", started_from=LATER, ended_to=EARLIER),
        "Das Ende liegt vor dem Beginn.",
    ),
    "measure_once": (lambda: again(MeasureFactory()), "Diese Maßnahme ist schon erfasst."),
    "handover_once": (lambda: again(HandoverFactory()), "Diese Überführung ist schon erfasst."),
    "handover_done_has_recipient": (
        lambda: again(HandoverFactory(to_body=None), subject="Sprachcafé", status="done"),
        "Eine vollzogene Überführung braucht, wer die Aufgabe übernimmt.",
    ),
    "answer_once": (lambda: again(AnswerFactory()), "Diese Frage ist schon beantwortet."),
    "goal_once": (lambda: again(GoalFactory()), "Dieses Ziel gibt es schon."),
    "goal_value_has_indicator": (
        lambda: again(GoalFactory(), text="Mehr Plätze", target_value=100),
        "Ein Zielwert braucht die Kennzahl, an der er gemessen wird.",
    ),
    "quota_once_a_year": (
        lambda: again(QuotaFactory()),
        "Für dieses Jahr ist schon ein Kontingent erfasst.",
    ),
    "rule_at_least_a_month": (
        lambda: again(RuleFactory(), title="Kurz", max_months=0),
        "Ein Vertrag dauert mindestens einen Monat.",
    ),
    "rule_announced_until": (
        lambda: again(RuleFactory(), title="Vage", announced="Mittel ab 2018"),
        "Bitte sagen Sie, bis wann es angekündigt ist.",
    ),
    "placement_name_once": (
        lambda: another_placement(name="Grünpflege", of=PlacementFactory(name="Grünpflege")),
        "Dieser Träger hat schon eine Maßnahme dieses Namens.",
    ),
    "placement_internal_has_shelter": (
        lambda: another_placement(of=InternalPlacementFactory(), shelter_id=None),
        "Eine interne Maßnahme braucht ihre Unterkunft, eine externe hat keine.",
    ),
    "placement_external_is_additional": (
        lambda: another_placement(additionality=""),
        "Eine externe Maßnahme braucht die Erklärung zur Zusätzlichkeit, eine interne hat keine.",
    ),
    "placement_approved_says_when": (
        lambda: another_placement(places_approved=None),
        "Bewilligt heißt: mit Tag und Zahl der bewilligten Plätze, und nur dann.",
    ),
    "placement_ended_says_when": (
        lambda: another_placement(status="ended"),
        "Beendet oder abgelehnt heißt: mit dem Tag, und nur dann.",
    ),
    "placement_approved_after_application": (
        lambda: another_placement(applied_on=LATER, approved_on=EARLIER),
        "Die Bewilligung liegt vor dem Antrag.",
    ),
    "placement_ends_after_application": (
        lambda: another_placement(applied_on=LATER, approved_on=LATER, status="ended", ended_on=EARLIER),
        "Das Ende liegt vor dem Antrag.",
    ),
    "contract_ends_after_start": (
        lambda: again(ContractFactory(), number="V-kurz", start=LATER, end=EARLIER),
        "Das Ende liegt vor dem Beginn.",
    ),
    "contract_does_not_extend_itself": (
        extends_itself,
        "Ein Vertrag kann nicht sich selbst verlängern.",
    ),
    "contract_has_places": (
        lambda: again(ContractFactory(), number="V-leer", places=0),
        "Ein Vertrag ist über mindestens einen Platz.",
    ),
    "placement_count_current_once": (
        another_count_of_that_day,
        "Für diesen Stichtag gibt es schon eine gültige Besetzung.",
    ),
    "placement_count_once_per_delivery": (
        lambda: again(PlacementCountFactory(), current=False),
        "Diese Meldung enthält die Maßnahme schon für diesen Stichtag.",
    ),
    "action_plan_once": (lambda: again(ActionPlanFactory()), "Diesen Aktionsplan gibt es schon."),
    "fund_budget_once": (
        lambda: again(FundBudgetFactory()),
        "Für dieses Jahr hat der Topf schon einen Ansatz.",
    ),
    "fund_budget_not_negative": (
        lambda: again(FundBudgetFactory(), year=2018, amount=-1),
        "Der Ansatz kann nicht kleiner als 0 sein.",
    ),
    "grant_requested_not_negative": (
        lambda: another_grant(requested=-1),
        "Der beantragte Betrag kann nicht kleiner als 0 sein.",
    ),
    "grant_granted_not_negative": (
        lambda: another_grant(granted=-1, decided_on=LATER),
        "Der bewilligte Betrag kann nicht kleiner als 0 sein.",
    ),
    "grant_paid_within_granted": (
        lambda: another_grant(granted=5, decided_on=LATER, paid=6, paid_on=LATER),
        "Es kann nicht mehr ausgezahlt sein, als bewilligt ist.",
    ),
    "grant_decided_with_date": (
        lambda: another_grant(granted=5),
        "Zu einer Entscheidung gehören Betrag und Tag.",
    ),
    "grant_paid_with_date": (
        lambda: another_grant(granted=5, decided_on=LATER, paid=5),
        "Zu einer Auszahlung gehören Betrag und Tag.",
    ),
    "grant_decided_after_request": (
        lambda: another_grant(granted=5, decided_on=EARLIER),
        "Die Entscheidung liegt vor dem Antrag.",
    ),
    "grant_paid_after_decision": (
        lambda: another_grant(granted=5, decided_on=LATER, paid=5, paid_on=date(2017, 8, 30)),
        "Die Auszahlung liegt vor der Entscheidung.",
    ),
    "event_once": (
        lambda: again(EventFactory(held_on=EARLIER)),
        "Diese Veranstaltung ist schon erfasst.",
    ),
    "event_without_day_once": (
        lambda: again(EventFactory(held_on=None)),
        "Diese Veranstaltung ist schon erfasst.",
    ),
    "event_counted_once": (
        lambda: again(EventFactory(figure=ReportedFigureFactory()), title="Neu", participants=60),
        "Bitte nur eine Angabe: gezählt oder Berichtswert.",
    ),
    "offer_confirmed_once_listed": (
        lambda: another_offer(confirmed_on=date(2016, 4, 30)),
        "Bestätigt wurde das Angebot, bevor es im Verzeichnis stand.",
    ),
    "offer_ends_after_start": (
        lambda: another_offer(ended_on=date(2016, 4, 30)),
        "Das Ende liegt vor dem Beginn.",
    ),
    "offer_time_runs_forward": (
        lambda: another_offer(begins_at=time(18), ends_at=time(18)),
        "Die Zeit „bis“ liegt nicht nach der Zeit „von“.",
    ),
    "mentor_count_once": (
        lambda: again(SportMentorCountFactory()),
        "Für diesen Tag gibt es schon eine Zahl.",
    ),
    "mentors_active_within_trained": (
        lambda: another_count(SportMentorCountFactory(), active=10),
        "Es können nicht mehr tätig als ausgebildet sein.",
    ),
    "mentors_subsidised_within_trained": (
        lambda: another_count(SportMentorCountFactory(), subsidised=10),
        "Bezuschusst sein können nicht mehr als ausgebildet.",
    ),
    "swimming_count_once": (
        lambda: again(SwimmingCourseCountFactory()),
        "Für diesen Tag gibt es schon eine Zahl.",
    ),
    "swimming_girls_within_running": (
        lambda: another_count(SwimmingCourseCountFactory(), girls_only=5),
        "Es können nicht mehr Kurse nur für Mädchen sein als insgesamt.",
    ),
    "swimming_running_within_held": (
        lambda: another_count(SwimmingCourseCountFactory(), running=21),
        "Die laufenden Kurse gehören zu den Kursen seit Beginn.",
    ),
    "pakt_programme_ends_after_start": (
        lambda: again(ProgrammeFactory(), slug="neu", name="Neu", first_year=2019, last_year=2018),
        "Das letzte Jahr liegt vor dem ersten.",
    ),
    "module_number_once": (
        lambda: again(ModuleFactory(), slug="neu"),
        "Ein Modul mit dieser Nummer gibt es im Programm schon.",
    ),
    "pakt_project_ends_after_start": (
        lambda: again(ProjectFactory(), slug="neu", name="Neu", first_year=2019, last_year=2018),
        "Das letzte Jahr liegt vor dem ersten.",
    ),
    "project_once": (
        lambda: again(ProjectFactory(), slug="neu"),
        "Dieses Projekt gibt es im Programm schon.",
    ),
    "budget_line_has_one_object": (
        lambda: again(BudgetLineFactory(), programme_id=ProgrammeFactory().pk),
        "Bitte genau eines angeben: Förderprogramm, Modul oder Projekt.",
    ),
    "budget_line_ends_after_start": (
        lambda: again(BudgetLineFactory(), purpose="Feste", to_year=2018),
        "„bis Jahr“ liegt nicht nach dem Jahr.",
    ),
    "budget_line_not_negative": (
        lambda: again(BudgetLineFactory(), purpose="Feste", amount=-1),
        "Ein Betrag kann nicht kleiner als 0 sein.",
    ),
    "budget_line_of_programme_once": (
        lambda: again(BudgetLineFactory(project=None, programme=ProgrammeFactory())),
        "Dieser Betrag ist für das Jahr schon erfasst.",
    ),
    "budget_line_of_module_once": (
        lambda: again(BudgetLineFactory(project=None, module=ModuleFactory())),
        "Dieser Betrag ist für das Jahr schon erfasst.",
    ),
    "budget_line_of_project_once": (
        lambda: again(BudgetLineFactory()),
        "Dieser Betrag ist für das Jahr schon erfasst.",
    ),
    "funding_share_once": (
        lambda: again(FundingShareFactory()),
        "Dieser Anteil ist für das Jahr schon erfasst.",
    ),
    "funding_share_between_0_and_100": (
        lambda: again(FundingShareFactory(), year=2019, percent=101),
        "Ein Anteil liegt zwischen 0 und 100 Prozent.",
    ),
    "funding_share_not_negative": (
        lambda: again(FundingShareFactory(), year=2019, amount=-1),
        "Ein Betrag kann nicht kleiner als 0 sein.",
    ),
    "funding_period_once": (
        lambda: again(FundingPeriodFactory()),
        "Diese Förderperiode ist schon erfasst.",
    ),
    "funding_period_ends_after_start": (
        lambda: again(FundingPeriodFactory(), number=3, start=LATER),
        "Das Ende liegt vor dem Beginn.",
    ),
    "milestone_once": (
        lambda: again(MilestoneFactory()),
        "Diesen Meilenstein gibt es im Projekt schon.",
    ),
    "milestone_postponed_has_reason": (
        lambda: again(MilestoneFactory(), title="Neu", postponed_to=date(2018, 12, 31)),
        "Eine Verschiebung braucht ihren Grund.",
    ),
    "milestone_postponed_to_later": (
        lambda: again(MilestoneFactory(), title="Neu", postponed_to=EARLIER, reason="Umbau"),
        "Verschoben wird von einem Tag auf einen späteren.",
    ),
    "milestone_reached_is_so": (
        lambda: again(MilestoneFactory(), title="Neu", reached_on=LATER),
        "Mit einem Tag unter „erreicht am“ ist der Stand „erreicht“.",
    ),
    "project_indicator_once": (
        lambda: again(ProjectIndicatorFactory(year=2018)),
        "Diese Kennzahl ist für das Jahr schon erfasst.",
    ),
    "project_indicator_of_all_years_once": (
        lambda: again(ProjectIndicatorFactory()),
        "Diese Kennzahl ist für die ganze Laufzeit schon erfasst.",
    ),
    "project_indicator_actual_has_day": (
        lambda: again(ProjectIndicatorFactory(), label="Neu", actual=1),
        "Ein Ist-Wert braucht den Tag, von dem er ist.",
    ),
    "project_indicator_not_negative": (
        lambda: again(ProjectIndicatorFactory(), label="Neu", target=-1),
        "Soll und Ist können nicht kleiner als 0 sein.",
    ),
    "state_forecast_once": (
        lambda: again(StateForecastFactory()),
        "Die Prognose dieser Quelle für diese Zeit ist schon erfasst.",
    ),
    "state_forecast_month_is_first_day": (
        lambda: again(StateForecastFactory(), first_month=date(2017, 9, 2)),
        "Bitte den ersten Tag des Monats angeben.",
    ),
    "state_forecast_months": (
        lambda: again(StateForecastFactory(), first_month=LATER.replace(day=1), months=0),
        "Eine Prognose gilt für 1 bis 60 Monate.",
    ),
    "scenario_name_once": (
        lambda: again(ScenarioFactory(name="Ruhig"), name="RUHIG"),
        "Ein Szenario mit diesem Namen gibt es schon.",
    ),
    "scenario_months": (
        lambda: again(ScenarioFactory(), name="Neu", months=61),
        "Ein Szenario reicht 1 bis 60 Monate weit.",
    ),
    "scenario_rate": (
        lambda: again(ScenarioFactory(), name="Neu", departure_rate=101),
        "Eine Quote liegt zwischen 0 und 100 Prozent.",
    ),
    "scenario_square_metres": (
        lambda: again(ScenarioFactory(), name="Neu", square_metres=0),
        "Die Fläche je Person ist größer als 0.",
    ),
    "statement_of_a_day_once": (
        lambda: again(StatementFactory()),
        "Von diesem Tag gibt es schon eine Erklärung.",
    ),
    "statement_reviewed_after_assessed": (
        lambda: again(StatementFactory(), assessed_on=LATER.replace(day=30), reviewed_on=EARLIER),
        "Überprüft wird eine Erklärung, nachdem sie erstellt ist.",
    ),
    "barrier_report_address_with_consent": (
        lambda: again(BarrierReportFactory(), reply_to="lena@portal.example"),
        "Eine E-Mail-Adresse wird nur mit Einwilligung gespeichert.",
    ),
    "barrier_report_answer_has_time": (
        lambda: again(BarrierReportFactory(), answer="Sie ist jetzt größer."),
        "Zu einer Antwort gehört ihre Zeit.",
    ),
    "council_request_once": (
        lambda: again(CouncilRequestFactory()),
        "Unter dieser Nummer ist schon ein Antrag oder eine Anfrage erfasst.",
    ),
    "council_request_due_after_dated": (
        lambda: again(CouncilRequestFactory(), number="9/2017", dated=LATER, due_on=EARLIER),
        "Die Frist endet, bevor der Antrag oder die Anfrage gestellt ist.",
    ),
    "answer_in_work_once": (
        lambda: again(ReportFactory(council_request=CouncilRequestFactory())),
        "An einer Antwort wird schon gearbeitet.",
    ),
    "answer_for_the_council": (
        lambda: again(
            ReportFactory(council_request=CouncilRequestFactory(), state="released"), audience="internal"
        ),
        "Eine Antwort an den Rat ist nicht nur für die Verwaltung.",
    ),
    "report_block_once": (lambda: again(ReportBlockFactory()), "Diesen Block enthält der Bericht schon."),
    "report_block_text_is_own": (
        lambda: again(ReportBlockFactory(), key="accommodation.kennzahlen", text="7.362 Personen"),
        "Der Text eines Kapitels kommt aus den Daten.",
    ),
}

OURS = [
    model
    for area in ("portal", "accommodation", "taskforce", "volunteering", "culture_sport", "fim", "pakt")
    for model in apps.get_app_config(area).get_models()
]
CONSTRAINTS = {constraint.name: constraint for model in OURS for constraint in model._meta.constraints}


# In SQL „year >= 1945“ is neither true nor false without a year, and a check only refuses false.
@pytest.mark.parametrize("name", BROKEN)
def test_the_form_says_what_is_wrong(name):
    make, message = BROKEN[name]
    thing = make()
    with pytest.raises(ValidationError) as refusal:
        CONSTRAINTS[name].validate(type(thing), thing)
    assert refusal.value.messages == [message]


@pytest.mark.parametrize("name", BROKEN)
def test_the_database_refuses_it(name):
    thing = BROKEN[name][0]()
    with pytest.raises(IntegrityError), transaction.atomic():
        thing.save()


@pytest.mark.parametrize(
    "broken",
    [lambda: another_grant(paid=5, paid_on=LATER), lambda: another_offer(ends_at=time(18))],
    ids=["paid without a grant", "an end without a begin"],
)
def test_what_is_missing_does_not_open_the_door(broken):
    with pytest.raises(IntegrityError), transaction.atomic():
        broken().save()


def test_every_constraint_has_its_example():
    assert BROKEN.keys() == CONSTRAINTS.keys()


class TestWhatIsAllowed:
    """The neighbours of the broken examples, so that no constraint is too strict."""

    def test_a_figure_may_have_no_value(self):
        assert ReportedFigureFactory(value=None).value is None

    def test_zero_is_a_value(self):
        ReportedFigureFactory(value=0).full_clean()

    def test_two_sources_may_state_two_values_if_one_leads(self):
        leading = ReportedFigureFactory()
        again(leading, leading=False, value=7574).full_clean()

    def test_month_and_day_of_the_same_start_are_two_times(self):
        day = ReportedFigureFactory(period_start=date(2017, 8, 1))
        again(day, precision="month", period_end=date(2017, 8, 31)).full_clean()

    def test_a_returned_file_may_come_again(self):
        returned = DeliveryFactory(state=State.RETURNED)
        again(returned, state=State.SUBMITTED).save()
        assert Delivery.objects.count() == 2

    def test_a_second_supplement_of_a_paper_is_another_paper(self):
        again(SourceFactory(), suffix="Ergänzung").full_clean()

    def test_the_same_place_with_another_wording_is_another_citation(self):
        again(CitationFactory(), as_printed="675/2916").full_clean()
        assert Citation.objects.count() == 1

    def test_one_operator_follows_another(self):
        first = ShelterFactory().operations.get()
        first.end = EARLIER
        first.save()
        OperationFactory(shelter=first.shelter, start=LATER).full_clean()

    def test_decided_and_used_places_are_two_statements_of_one_day(self):
        used = ShelterFactory().capacities.get()
        CapacityFactory(shelter=used.shelter, kind="decided").full_clean()

    def test_one_speaker_follows_another(self):
        first = SpeakerFactory(ended_to=EARLIER)
        SpeakerFactory(body=first.body, started_from=LATER).full_clean()

    def test_what_is_kept_outside_needs_no_recipient(self):
        HandoverFactory(target="outside", to_body=None, status="done").full_clean()

    def test_groups_of_two_task_forces_may_stand_at_the_same_place(self):
        group = WorkingGroupFactory(parent=BodyFactory())
        another_body(group, parent_id=BodyFactory().pk).full_clean()

    def test_an_empty_shelter_is_not_a_missing_answer(self):
        empty = OccupancyFactory(occupied=0)
        missing = OccupancyFactory(occupied=None, quality="missing")
        assert (str(empty.as_value()), str(missing.as_value())) == ("0\N{NO-BREAK SPACE}Personen", "k. A.")


def test_an_address_is_found_in_any_capitals():
    user = UserFactory(email="rosa@portal.example")
    assert User.objects.get_by_natural_key("Rosa@Portal.example") == user


def test_a_part_belongs_to_its_whole():
    whole = IndicatorFactory()
    IndicatorFactory(part_of=whole)
    with pytest.raises(models.ProtectedError):
        Indicator.objects.filter(pk=whole.pk).delete()
