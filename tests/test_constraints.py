"""What must never be stored: said in German by the form, and refused by the database itself."""

from collections.abc import Callable
from datetime import date, time

import pytest
from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import IntegrityError, models, transaction

from accommodation.models import AllocationShare, MonthlyFlow
from portal.models import Citation, Claim, ClaimReading, ColumnProfile, Delivery, Indicator, Source, User
from portal.releases import State
from taskforce.models import Body
from tests.factories import (
    ActionPlanFactory,
    AgendaItemFactory,
    AnswerFactory,
    BodyFactory,
    CapacityFactory,
    CitationFactory,
    ConsultationFactory,
    DeliveryFactory,
    DistrictFactory,
    GoalFactory,
    HandoverFactory,
    IndicatorFactory,
    MeasureFactory,
    MeetingFactory,
    MembershipFactory,
    OccupancyFactory,
    OperationFactory,
    OrganisationFactory,
    ReminderFactory,
    ReportBlockFactory,
    ReportedFigureFactory,
    ReportingDateFactory,
    ReportingExceptionFactory,
    ServiceUnitFactory,
    ShelterFactory,
    SourceFactory,
    SpeakerFactory,
    UserFactory,
    WorkingGroupFactory,
)

pytestmark = pytest.mark.django_db

EARLIER, LATER = date(2016, 7, 1), date(2017, 8, 31)


def again(saved: models.Model, **changes: object) -> models.Model:
    """The same once more, not saved yet, with these fields changed."""
    values = {field.attname: getattr(saved, field.attname) for field in saved._meta.concrete_fields}
    values = {name: value for name, value in values.items() if name != saved._meta.pk.attname}
    return type(saved)(**(values | changes))


def taken_over(as_of_given: date | None) -> Delivery:
    delivery = DeliveryFactory(state=State.SUBMITTED, as_of_given=as_of_given)
    return again(delivery, state=State.RELEASED)


def figure_of_district() -> models.Model:
    return again(ReportedFigureFactory(district=DistrictFactory()))


def another_occupancy(**changes: object) -> models.Model:
    saved = OccupancyFactory()
    return again(saved, as_of=EARLIER, **changes)


def claim() -> Claim:
    return Claim.objects.create(
        key="rueckgang", kind=Claim.Kind.PERCENT_CHANGE, text="Rückgang", citation=CitationFactory()
    )


def reading(**changes: object) -> ClaimReading:
    base, compared = ReportedFigureFactory(), ReportedFigureFactory()
    return ClaimReading.objects.create(claim=claim(), base=base, compared=compared, **changes)


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


BROKEN: dict[str, tuple[Callable[[], models.Model], str]] = {
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
        lambda: again(reading(preferred=True), compared_id=ReportedFigureFactory().pk),
        "Nur eine Lesart kann maßgeblich sein.",
    ),
    "claim_reading_once": (lambda: again(reading()), "Diese Lesart gibt es schon."),
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
    "action_plan_once": (lambda: again(ActionPlanFactory()), "Diesen Aktionsplan gibt es schon."),
    "report_block_once": (lambda: again(ReportBlockFactory()), "Diesen Block enthält der Bericht schon."),
    "report_block_text_is_own": (
        lambda: again(ReportBlockFactory(), key="accommodation.kennzahlen", text="7.362 Personen"),
        "Der Text eines Kapitels kommt aus den Daten.",
    ),
}

OURS = [
    model
    for area in ("portal", "accommodation", "taskforce")
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
