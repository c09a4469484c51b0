"""Deliveries without a file of the sender's own go through the same door as every file."""

import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection
from django.utils import timezone

from accommodation import actions
from accommodation.form_deliveries import (
    Answer,
    draft_form,
    draft_unchanged,
    form_problems,
    form_template,
    last_numbers,
    report_nothing,
)
from accommodation.models import Occupancy
from accommodation.reporting import Status, obligations
from accommodation.withdrawal import withdraw_delivery
from portal.models import Delivery, ReportingDate
from portal.releases import State
from tests import people
from tests.factories import OccupancyFactory, ShelterFactory

pytestmark = pytest.mark.django_db

JULY, AUGUST, SEPTEMBER = date(2017, 7, 31), date(2017, 8, 31), date(2017, 9, 30)


@pytest.fixture(autouse=True)
def ahorn():
    return ShelterFactory(code="ANK-1", name="Haus Ahorn", operation__operator=people.anker())


@pytest.fixture
def birke():
    return ShelterFactory(code="ANK-2", name="Haus Birke", operation__operator=people.anker())


@pytest.fixture
def buche():
    """Belongs to Brücke."""
    return ShelterFactory(code="BRÜ-1", name="Haus Buche", operation__operator=people.bruecke())


def check_of(*answers: Answer, as_of: date = AUGUST, by=None):
    return draft_form(sender=people.anker(), as_of=as_of, answers=answers, by=by or people.tina())


def form(*answers: Answer, as_of: date = AUGUST) -> Delivery:
    draft, check = check_of(*answers, as_of=as_of)
    assert draft is not None, check.messages
    return draft


def submitted(draft: Delivery, reason: str = "") -> Delivery:
    return actions.submit_delivery(delivery=draft, by=people.tina(), warnings_accepted=True, reason=reason)


def released(draft: Delivery, reason: str = "") -> Delivery:
    return actions.release_delivery(delivery=submitted(draft, reason), by=people.karla())


def problems(*answers: Answer, as_of: date = AUGUST):
    draft, check = check_of(*answers, as_of=as_of)
    assert draft is None
    return form_problems(check)


def unchanged(as_of: date = AUGUST) -> Delivery:
    draft, check = draft_unchanged(sender=people.anker(), as_of=as_of, by=people.tina())
    assert draft is not None, check.messages
    return draft


def nothing(as_of: date = AUGUST, reason: str = "Alle Häuser waren geschlossen.", by=None) -> Delivery:
    return report_nothing(sender=people.anker(), as_of=as_of, reason=reason, by=by or people.tina())


def closed() -> None:
    """August, at the end of September."""
    ReportingDate.objects.create(
        as_of=AUGUST,
        due_on=SEPTEMBER,
        closed_on=SEPTEMBER,
        closed_by=people.karla(),
        closed_reason="Bericht.",
    )


def numbers(delivery: Delivery) -> dict[str, int | None]:
    return dict(delivery.occupancies.values_list("shelter__code", "occupied"))


class TestForm:
    def test_what_was_typed_waits_for_release_like_a_file(self):
        delivery = submitted(form(Answer("ANK-1", "80", "Aufzug defekt")))
        row = delivery.occupancies.get()
        assert (delivery.way, delivery.state) == (Delivery.Way.FORM, State.SUBMITTED)
        assert (row.occupied, row.remark, row.as_of, row.precision) == (80, "Aufzug defekt", AUGUST, "day")

    def test_the_delivery_keeps_it_as_a_file_that_says_for_whom_and_which_day(self, ahorn):
        draft = form(Answer("ANK-1", "80"))
        assert draft.file_name == "Formular_Anker_gGmbH_2017-08-31.csv"
        lines = draft.file.read().decode("utf-8-sig").splitlines()
        assert lines == [
            "",
            "Belegungsliste – Stand: 31.08.2017",
            "Formular, 1. Angabe zu diesem Stichtag",
            "Schlüssel;Unterkunft;Stadtbezirk;Kapazität;Belegung;Bemerkung;zuletzt gemeldet",
            f"ANK-1;Haus Ahorn;{ahorn.district.name};100;80;;",
        ]

    def test_a_check_has_nothing_to_say_about_a_plain_form(self):
        assert form(Answer("ANK-1", "80")).messages == []

    def test_an_empty_field_is_no_answer_and_not_zero(self, birke):
        delivery = submitted(form(Answer("ANK-1", ""), Answer("ANK-2", "0")))
        assert numbers(delivery) == {"ANK-1": None, "ANK-2": 0}

    def test_an_estimate_stays_one(self):
        row = submitted(form(Answer("ANK-1", "rund 40"))).occupancies.get()
        assert (row.occupied, row.quality, row.qualifier) == (40, "estimated", "rund")

    def test_what_came_back_stands_there_as_it_was_typed(self, ahorn, birke):
        OccupancyFactory(
            shelter=ahorn, as_of=JULY, occupied=70, delivery__sender=people.anker(), current=True
        )
        sent = submitted(form(Answer("ANK-1", "75", "mit Gästen")))
        actions.return_delivery(delivery=sent, by=people.karla(), comment="Bitte ohne Gäste.")

        rows = {row.values["code"]: row.values for row in form_template(people.anker(), AUGUST).rows}

        assert (rows["ANK-1"]["occupied"], rows["ANK-1"]["remark"]) == (75, "mit Gästen")
        assert rows["ANK-2"]["occupied"] is None

    def test_after_no_data_the_older_number_does_not_stand_there(self, ahorn):
        """Whoever opens the form for another house must not state it unread."""
        OccupancyFactory(shelter=ahorn, as_of=JULY, occupied=70)
        OccupancyFactory(shelter=ahorn, as_of=AUGUST, occupied=None, quality="missing")

        for day in (AUGUST, SEPTEMBER):
            (row,) = form_template(people.anker(), day).rows
            assert (row.values["occupied"], row.remark) == (None, "31. August 2017: k. A.")

    def test_what_waits_for_release_does_not_stand_there_yet(self, ahorn):
        submitted(form(Answer("ANK-1", "75")))

        assert form_template(people.anker(), AUGUST).rows[0].values["occupied"] is None

    def test_what_is_no_number_is_told_at_its_shelter_without_a_line_of_a_file(self, birke):
        found = problems(Answer("ANK-1", "80"), Answer("ANK-2", "voll"))
        assert found == [
            (1, "occupied", "‚voll‘ ist keine Zahl. Bitte die Zahl der belegten Plätze eintragen.")
        ]
        assert not Delivery.objects.exists()

    def test_a_foreign_shelter_is_refused_by_the_same_rule_as_in_a_file(self, buche):
        found = problems(Answer("BRÜ-1", "80"))
        assert found == [(0, "occupied", "Unterkunft ‚BRÜ-1‘ gehört nicht zu Ihrem Träger.")]

    def test_the_same_shelter_twice_is_refused(self):
        assert [one.line for one in problems(Answer("ANK-1", "80"), Answer("ANK-1", "90"))] == [1]

    def test_a_day_to_come_is_told_above_the_form(self):
        next_month = timezone.localdate() + timedelta(days=31)
        assert [one.line for one in problems(Answer("ANK-1", "80"), as_of=next_month)] == [None]

    def test_a_closed_day_is_told_once_above_the_form(self, birke):
        closed()
        told = problems(Answer("ANK-1", "80"), Answer("ANK-2", "40"))
        assert [(one.line, one.text[:45]) for one in told] == [
            (None, "Der Stichtag 31.08.2017 ist seit 30.09.2017 a")
        ]

    def test_more_people_than_places_ask_for_a_tick_as_in_a_file(self):
        draft = form(Answer("ANK-1", "120"))
        with pytest.raises(ValidationError, match="Warnungen"):
            actions.submit_delivery(delivery=draft, by=people.tina(), warnings_accepted=False)

    @pytest.mark.parametrize(
        "remark", ["a,b,c,d,e,f,g,h,i,j", "eins; zwei", 'sagt „so“ und "so"', "oben\nunten", "\u2028"]
    )
    def test_a_remark_never_breaks_the_file(self, remark):
        shelters = [ShelterFactory(code=f"A-{n}", operation__operator=people.anker()).code for n in range(9)]
        delivery = submitted(form(*(Answer(code, "80", remark) for code in shelters)))
        rows = delivery.occupancies.values_list("occupied", "remark")
        assert set(rows) == {(80, " ".join(remark.split()))}

    def test_going_back_to_an_earlier_number_is_no_file_that_came_already(self):
        released(form(Answer("ANK-1", "80")))
        released(form(Answer("ANK-1", "82")), reason="Nachgezählt.")
        released(form(Answer("ANK-1", "80")), reason="Doch richtig.")
        assert Occupancy.objects.current().get().occupied == 80

    def test_the_same_form_sent_twice_is_handed_in_once(self):
        first, second = form(Answer("ANK-1", "80")), form(Answer("ANK-1", "80"))
        submitted(first)
        with pytest.raises(ValidationError):
            submitted(second)
        assert Occupancy.objects.count() == 1

    def test_tom_cannot_fill_it_in_for_anker(self):
        with pytest.raises(PermissionDenied):
            check_of(Answer("ANK-1", "80"), by=people.tom())


class TestUnchanged:
    def test_the_last_numbers_hold_again(self, ahorn, birke):
        OccupancyFactory(shelter=ahorn, as_of=JULY, occupied=80)
        OccupancyFactory(shelter=birke, as_of=date(2017, 6, 30), occupied=40)
        delivery = submitted(unchanged())
        assert delivery.way == Delivery.Way.UNCHANGED
        assert numbers(delivery) == {"ANK-1": 80, "ANK-2": 40}

    def test_it_says_since_when_if_all_numbers_are_of_one_day(self, ahorn, birke):
        OccupancyFactory(shelter=ahorn, as_of=JULY)
        OccupancyFactory(shelter=birke, as_of=JULY)
        assert last_numbers(people.anker(), AUGUST).since == JULY

    @pytest.mark.parametrize(("days", "may"), [(100, True), (101, False)])
    def test_a_number_of_more_than_100_days_has_to_be_typed(self, ahorn, days, may):
        OccupancyFactory(shelter=ahorn, as_of=date.fromordinal(AUGUST.toordinal() - days))
        assert (last_numbers(people.anker(), AUGUST).obstacle == "") is may

    def test_what_must_be_typed_is_named(self, ahorn, birke):
        OccupancyFactory(shelter=ahorn, as_of=JULY)
        with pytest.raises(ValidationError, match=r"zuletzt „keine Angabe“: Haus Birke\. Bitte tragen Sie"):
            unchanged()

    def test_no_data_is_the_last_word_and_no_older_number_is_repeated_over_it(self, ahorn, birke):
        OccupancyFactory(shelter=ahorn, as_of=AUGUST)
        OccupancyFactory(shelter=birke, as_of=JULY)
        OccupancyFactory(shelter=birke, as_of=AUGUST, occupied=None, quality="missing")
        for day in (AUGUST, SEPTEMBER):
            with pytest.raises(ValidationError, match="zuletzt „keine Angabe“: Haus Birke"):
                unchanged(as_of=day)

    def test_a_delivery_that_waits_comes_first(self, ahorn):
        OccupancyFactory(shelter=ahorn, as_of=date(2017, 6, 30))
        submitted(form(Answer("ANK-1", "80"), as_of=JULY))
        with pytest.raises(ValidationError, match="wartet noch auf die Freigabe"):
            unchanged()

    def test_a_day_that_is_reported_already_needs_nothing(self, ahorn):
        OccupancyFactory(shelter=ahorn, as_of=AUGUST)
        with pytest.raises(ValidationError, match="schon alle Zahlen gemeldet"):
            unchanged()

    def test_only_what_is_missing_is_new(self, ahorn, birke):
        OccupancyFactory(shelter=ahorn, as_of=AUGUST, occupied=80)
        OccupancyFactory(shelter=birke, as_of=JULY, occupied=40)
        assert numbers(submitted(unchanged())) == {"ANK-2": 40}

    def test_another_operators_number_for_the_same_house_is_not_repeated(self, ahorn):
        OccupancyFactory(shelter=ahorn, as_of=JULY, delivery__sender=people.bruecke())
        assert last_numbers(people.anker(), AUGUST).to_be_typed == [ahorn]

    def test_tom_cannot_state_it_for_anker(self, ahorn):
        OccupancyFactory(shelter=ahorn, as_of=JULY)
        with pytest.raises(PermissionDenied):
            draft_unchanged(sender=people.anker(), as_of=AUGUST, by=people.tom())


class TestNothing:
    def test_it_is_handed_in_at_once_without_file_and_rows(self):
        delivery = nothing()
        assert (delivery.way, delivery.state) == (Delivery.Way.NOTHING, State.SUBMITTED)
        assert (delivery.first_as_of, delivery.reason) == (AUGUST, "Alle Häuser waren geschlossen.")
        assert not delivery.file
        assert not delivery.occupancies.exists()

    def test_a_second_person_releases_it(self):
        delivery = actions.release_delivery(delivery=nothing(), by=people.karla())
        assert delivery.state == State.RELEASED

    def test_a_second_person_may_give_it_back_and_it_may_come_again(self):
        first = nothing()
        actions.return_delivery(delivery=first, by=people.karla(), comment="Haus Ahorn war offen.")
        assert nothing().state == State.SUBMITTED

    def test_nobody_owes_anything_for_the_day_any_more(self):
        ReportingDate.objects.create(as_of=AUGUST, due_on=date(2017, 9, 15))
        assert [one.status for one in obligations(people.anker(), SEPTEMBER)] == [Status.MISSING]
        nothing()
        assert obligations(people.anker(), SEPTEMBER) == []

    def test_it_needs_a_reason(self):
        with pytest.raises(ValidationError, match="Grund"):
            nothing(reason=" ")

    @pytest.mark.parametrize("step", [submitted, released])
    def test_numbers_that_are_reported_speak_against_it(self, step):
        step(form(Answer("ANK-1", "80")))
        with pytest.raises(ValidationError, match=r"Für den 31\.08\.2017 haben Sie schon Zahlen gemeldet"):
            nothing()

    def test_numbers_that_came_back_do_not(self):
        delivery = submitted(form(Answer("ANK-1", "80")))
        actions.return_delivery(delivery=delivery, by=people.karla(), comment="Bitte prüfen.")
        assert nothing().state == State.SUBMITTED

    @pytest.mark.parametrize("reason", ["Alle Häuser waren geschlossen.", "Aus einem anderen Grund."])
    def test_it_is_said_once_for_a_day(self, reason):
        nothing()
        with pytest.raises(ValidationError, match="schon „nichts zu melden“"):
            nothing(reason=reason)

    def test_it_may_be_said_for_another_day(self):
        assert nothing().sha256 != nothing(as_of=SEPTEMBER).sha256

    def test_the_future_is_not_known(self):
        with pytest.raises(ValidationError, match="liegt in der Zukunft"):
            nothing(as_of=date(2999, 8, 31))

    def test_a_closed_day_stays_closed(self):
        closed()
        with pytest.raises(ValidationError, match="abgeschlossen"):
            nothing()
        assert not Delivery.objects.exists()

    def test_tom_cannot_say_it_for_anker(self):
        with pytest.raises(PermissionDenied):
            nothing(by=people.tom())

    def test_who_sent_it_takes_it_back(self):
        taken_back = withdraw_delivery(delivery=nothing(), by=people.tina(), comment="Doch Zahlen.")
        assert taken_back.state == State.WITHDRAWN
        assert submitted(form(Answer("ANK-1", "80"))).state == State.SUBMITTED

    @pytest.mark.django_db(transaction=True)
    def test_two_clicks_at_the_same_moment_have_one_effect(self):
        start, tina, anker = threading.Barrier(2), people.tina(), people.anker()

        def click() -> str:
            start.wait(5)
            try:
                report_nothing(sender=anker, as_of=AUGUST, reason="Saniert.", by=tina)
            except ValidationError as error:
                return error.messages[0]
            finally:
                connection.close()
            return "eingereicht"

        with ThreadPoolExecutor(2) as threads:
            clicks = [threads.submit(click) for _ in range(2)]
        told = {one.result() for one in clicks}
        assert told == {"eingereicht", "Für diesen Tag ist schon „nichts zu melden“ angegeben."}
        assert Delivery.objects.count() == 1
