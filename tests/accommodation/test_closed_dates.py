"""A closed reporting date is locked: on every way, for everybody without an exception, with the reason."""

import io
import threading
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from datetime import date, timedelta

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.db import connection, transaction

from accommodation import actions
from accommodation.imports import check_delivery
from accommodation.imports.big_list import BigCheck
from accommodation.imports.closed_dates import expect_days_open
from accommodation.models import Occupancy
from portal import closing
from portal.models import Delivery
from portal.releases import State
from tests import people
from tests.factories import DeliveryFactory, ReportingDateFactory, ReportingExceptionFactory, ShelterFactory
from tests.sheets import occupancy_csv, text

pytestmark = pytest.mark.django_db

JULY, AUGUST, TODAY = date(2017, 7, 31), date(2017, 8, 31), date(2017, 9, 20)
SENTENCE = (
    "Der Stichtag 31.08.2017 ist seit 15.09.2017 abgeschlossen (Grund: Bericht an den Rat). "
    "Änderungen sind nur mit einer Ausnahme der Koordination möglich."
)


@pytest.fixture(autouse=True)
def _on_a_day_after_the_closing():
    with time_machine.travel(TODAY, tick=False):
        yield


@pytest.fixture(autouse=True)
def ahorn():
    return ShelterFactory(code="A-1", name="Haus Ahorn", operation__operator=people.anker())


def august():
    return ReportingDateFactory(as_of=AUGUST, due_on=date(2017, 9, 10))


def closed(as_of: date = AUGUST, **fields):
    common = {
        "closed_on": date(2017, 9, 15),
        "closed_by": people.karla(),
        "closed_reason": "Bericht an den Rat.",
    }
    return ReportingDateFactory(as_of=as_of, **(common | fields))


def excepted(reporting_date, operator=None, until=TODAY):
    return ReportingExceptionFactory(
        reporting_date=reporting_date, operator=operator or people.anker(), until=until
    )


def checked(data: bytes):
    return check_delivery(data, "belegung.csv", sender=people.anker())


def drafted(*lines: str) -> Delivery:
    draft, check = actions.draft_delivery(
        data=occupancy_csv(*lines),
        file_name="belegung.csv",
        sender=people.anker(),
        as_of=None,
        by=people.tina(),
    )
    assert draft is not None, check.messages
    return draft


def submitted(*lines: str) -> Delivery:
    return actions.submit_delivery(delivery=drafted(*lines), by=people.tina(), warnings_accepted=True)


def released(*lines: str) -> Delivery:
    return actions.release_delivery(delivery=submitted(*lines), by=people.konrad())


class TestTheCheckOfAFile:
    def test_it_is_refused_with_date_day_reason_and_what_to_do(self):
        closed()
        check = checked(occupancy_csv("Haus Ahorn;100;80"))
        (message,) = (one for one in check.messages if one.code == "closed_date")
        assert (check.outcome, message.row) == ("rejected", 4)
        assert (message.row, message.text) == (4, SENTENCE)

    def test_one_message_for_each_date_at_its_first_row(self):
        closed()
        closed(JULY)
        ShelterFactory(name="Haus Birke", operation__operator=people.anker())
        check = checked(
            text(
                "Unterkunft;Stichtag;Belegung",
                *(
                    f"Haus {house};{day};80"
                    for house in ("Ahorn", "Birke")
                    for day in ("31.07.2017", "31.08.2017")
                ),
            )
        )
        found = [(one.row, one.text[:35]) for one in check.messages if one.code == "closed_date"]
        assert found == [
            (2, "Der Stichtag 31.07.2017 ist seit 15.09.2017"[:35]),
            (3, "Der Stichtag 31.08.2017 ist seit 15.09.2017"[:35]),
        ]

    def test_a_list_about_a_month_meets_the_lock_of_its_last_day(self):
        closed()
        check = checked(text("Unterkunft;Monat;Belegung", "Haus Ahorn;August 2017;80"))
        assert "closed_date" in {one.code for one in check.messages}

    def test_another_day_is_open(self):
        closed(JULY)
        august()
        assert checked(occupancy_csv("Haus Ahorn;100;80")).outcome == "accepted"

    def test_a_date_that_is_not_closed_is_open(self):
        august()
        assert checked(occupancy_csv("Haus Ahorn;100;80")).outcome == "accepted"

    def test_a_list_of_the_year_may_repeat_the_numbers_of_closed_months(self):
        released("Haus Ahorn;100;80")
        closed()
        rows = ["Haus Ahorn;31.08.2017;100;80", "Haus Ahorn;15.09.2017;100;81"]
        check = checked(text("Unterkunft;Stichtag;Plätze;Belegung", *rows))
        assert [row.status for row in check.rows] == ["unchanged", "new"]
        assert "closed_date" not in {one.code for one in check.messages}

    def test_it_may_so_too_while_another_number_of_that_month_waits_for_ever(self):
        released("Haus Ahorn;100;80")
        actions.submit_delivery(
            delivery=drafted("Haus Ahorn;100;85"),
            by=people.tina(),
            warnings_accepted=True,
            reason="Nachgezählt",
        )
        closed()
        rows = ["Haus Ahorn;31.08.2017;100;80", "Haus Ahorn;15.09.2017;100;81"]
        draft, _ = actions.draft_delivery(
            data=text("Unterkunft;Stichtag;Plätze;Belegung", *rows),
            file_name="jahr.csv", sender=people.anker(), as_of=None, by=people.tina(),
        )  # fmt: skip
        year = actions.submit_delivery(delivery=draft, by=people.tina(), warnings_accepted=True)
        assert [row.occupied for row in year.occupancies.all()] == [81]

    def test_a_changed_number_of_a_closed_month_is_refused(self):
        released("Haus Ahorn;100;80")
        closed()
        assert "closed_date" in {one.code for one in checked(occupancy_csv("Haus Ahorn;100;81")).messages}

    def test_a_list_of_any_length_meets_the_lock_too(self):
        closed()
        file = io.BytesIO(text("Unterkunft;Stichtag;Belegung", "Haus Ahorn;31.08.2017;80"))
        check = BigCheck(file, "lang.csv", sender=people.anker(), as_of=None)
        with pytest.raises(ValidationError):
            actions.deliver_big_list(
                check=check, parts=check.parts(), by=people.tina(), warnings_accepted=True
            )
        assert check.outcome == "rejected"
        assert not Delivery.objects.exists()


class TestExceptions:
    def test_they_let_the_operator_through_up_to_their_last_day(self):
        excepted(closed(), until=TODAY)
        assert released("Haus Ahorn;100;80").state == State.RELEASED

    def test_a_day_later_the_lock_holds_again(self):
        excepted(closed(), until=TODAY - timedelta(days=1))
        assert checked(occupancy_csv("Haus Ahorn;100;80")).outcome == "rejected"

    def test_they_let_no_other_operator_through(self):
        excepted(closed(), operator=people.bruecke())
        assert checked(occupancy_csv("Haus Ahorn;100;80")).outcome == "rejected"

    def test_they_are_about_one_date(self):
        closed()
        excepted(closed(JULY))
        assert checked(occupancy_csv("Haus Ahorn;100;80")).outcome == "rejected"


class TestMeetingTheLockLater:
    def test_a_preview_cannot_be_confirmed_any_more(self):
        draft = drafted("Haus Ahorn;100;80")
        closed()
        with pytest.raises(ValidationError) as refusal:
            actions.submit_delivery(delivery=draft, by=people.tina(), warnings_accepted=True)
        assert refusal.value.messages == [SENTENCE]
        assert not Occupancy.objects.exists()

    def test_what_waits_cannot_be_released_any_more(self):
        delivery = submitted("Haus Ahorn;100;80")
        closed()
        with pytest.raises(ValidationError) as refusal:
            actions.release_delivery(delivery=delivery, by=people.karla())
        assert refusal.value.messages == [SENTENCE]
        delivery.refresh_from_db()
        assert (delivery.state, Occupancy.objects.current().exists()) == (State.SUBMITTED, False)

    def test_what_waits_can_be_given_back(self):
        delivery = submitted("Haus Ahorn;100;80")
        closed()
        actions.return_delivery(delivery=delivery, by=people.karla(), comment="Der Stichtag ist zu.")
        delivery.refresh_from_db()
        assert delivery.state == State.RETURNED

    def test_nothing_to_report_meets_the_lock_by_its_day(self):
        closed()
        nothing = DeliveryFactory(
            sender=people.anker(), state=State.SUBMITTED, way=Delivery.Way.NOTHING,
            first_as_of=AUGUST, last_as_of=AUGUST,
        )  # fmt: skip
        with pytest.raises(ValidationError, match="abgeschlossen"):
            actions.release_delivery(delivery=nothing, by=people.karla())

    def test_after_it_was_opened_again_everything_goes_on(self):
        delivery = submitted("Haus Ahorn;100;80")
        closing.reopen_date(reporting_date=closed(), by=people.karla(), reason="Nachmeldung")
        assert actions.release_delivery(delivery=delivery, by=people.karla()).state == State.RELEASED

    def test_of_many_dates_three_are_named(self):
        days = [date(2017, month, 1) for month in range(1, 7)]
        for day in days:
            closed(day)
        with pytest.raises(ValidationError) as refusal:
            expect_days_open(people.anker(), set(days))
        assert [one[:23] for one in refusal.value.messages[:3]] == [
            "Der Stichtag 01.06.2017", "Der Stichtag 01.05.2017", "Der Stichtag 01.04.2017",
        ]  # fmt: skip
        assert refusal.value.messages[3:] == ["3 weitere Stichtage sind auch abgeschlossen."]


class TestClosing:
    def test_it_keeps_day_person_and_reason(self):
        date_ = closing.close_date(reporting_date=august(), by=people.karla(), reason="Bericht")
        assert (date_.closed_on, date_.closed_by, date_.closed_reason) == (TODAY, people.karla(), "Bericht")

    def test_it_needs_a_reason(self):
        with pytest.raises(ValidationError, match="Tag, Person und Grund"):
            closing.close_date(reporting_date=august(), by=people.karla(), reason="")

    def test_the_second_of_two_people_is_told_who_was_faster(self):
        one = august()
        closing.close_date(reporting_date=one, by=people.karla(), reason="Bericht")
        with pytest.raises(
            ValidationError, match=r"schon abgeschlossen: am 20\.09\.2017 von Karla Koordination"
        ):
            closing.close_date(reporting_date=one, by=people.konrad(), reason="Rat")

    def test_who_opened_it_again_and_why_stands_in_its_history(self):
        one = closing.reopen_date(reporting_date=closed(), by=people.konrad(), reason="Nachmeldung")
        newest = one.history.first()
        assert (newest.history_change_reason, newest.history_user) == ("Nachmeldung", people.konrad())
        assert (one.closed_on, one.closed_by, one.closed_reason) == (None, None, "")

    def test_an_open_date_cannot_be_opened_or_excepted(self):
        one = august()
        with pytest.raises(ValidationError, match="nicht abgeschlossen"):
            closing.reopen_date(reporting_date=one, by=people.karla(), reason="Nachmeldung")
        with pytest.raises(ValidationError, match="nicht abgeschlossen"):
            closing.grant_exception(
                reporting_date=one, operator=people.anker(), reason="Streik", until=TODAY, by=people.karla()
            )

    def test_an_operator_has_one_exception_for_a_date(self):
        one = closed()
        granted = {"reporting_date": one, "operator": people.anker(), "until": TODAY, "by": people.karla()}
        assert closing.grant_exception(reason="Streik", **granted).granted_by == people.karla()
        with pytest.raises(ValidationError, match="gibt es schon eine Ausnahme"):
            closing.grant_exception(reason="Brand", **granted)


@pytest.mark.django_db(transaction=True)
class TestAtTheSameMoment:
    """One transaction has said its first word when the other comes."""

    def meanwhile(self, first: Callable[[], object], second: Callable[[], object]) -> Future:
        """Starts the second while the first is not committed; it must wait for its end."""
        said, may_end = threading.Event(), threading.Event()

        def long_transaction() -> None:
            with transaction.atomic():
                first()
                said.set()
                may_end.wait(5)
            connection.close()

        def short_transaction() -> None:
            try:
                with transaction.atomic():
                    second()
            finally:
                connection.close()

        with ThreadPoolExecutor(2) as threads:
            one = threads.submit(long_transaction)
            assert said.wait(5)
            other = threads.submit(short_transaction)
            threading.Event().wait(0.3)
            assert not other.done()
            may_end.set()
            one.result(5)
        return other

    def test_who_closes_waits_for_who_is_writing(self):
        one, karla = august(), people.karla()
        close = self.meanwhile(
            lambda: expect_days_open(people.anker(), {AUGUST}),
            lambda: closing.close_date(reporting_date=one, by=karla, reason="Bericht"),
        )
        assert close.exception() is None

    def test_who_writes_waits_for_who_is_closing_and_meets_the_lock(self):
        one, karla, anker = august(), people.karla(), people.anker()
        write = self.meanwhile(
            lambda: closing.close_date(reporting_date=one, by=karla, reason="Bericht"),
            lambda: expect_days_open(anker, {AUGUST}),
        )
        assert isinstance(write.exception(), ValidationError)


def test_an_exception_ends_with_the_closing_it_was_made_for():
    """Closed again, the date is closed for everybody."""
    day = closed()
    closing.grant_exception(
        reporting_date=day, operator=people.anker(), reason="Umzug", until=date(2099, 1, 1), by=people.karla()
    )
    closing.reopen_date(reporting_date=day, by=people.karla(), reason="Nachzügler")
    closing.close_date(reporting_date=day, by=people.karla(), reason="Bericht an den Rat")

    check = checked(occupancy_csv("Haus Ahorn;100;80"))

    assert "closed_date" in {message.code for message in check.messages}
