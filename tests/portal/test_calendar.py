"""The Meldekalender as staff, operators and the coordination use it."""

import re
from datetime import UTC, date, datetime

import pytest
import time_machine
from django.urls import reverse

from portal.models import ReportingDate, ReportingException
from portal.releases import State
from tests import people
from tests.factories import (
    DeliveryFactory,
    OccupancyFactory,
    OrganisationFactory,
    ReportingDateFactory,
    ReportingExceptionFactory,
    ShelterFactory,
)
from tests.sent_forms import sent_by

pytestmark = pytest.mark.django_db

JULY, AUGUST, TODAY = date(2017, 7, 31), date(2017, 8, 31), date(2017, 9, 20)
CALENDAR = "/meldungen/kalender/"


@pytest.fixture(autouse=True)
def _in_september():
    with time_machine.travel(datetime(2017, 9, 20, 10, tzinfo=UTC), tick=False):
        yield


@pytest.fixture
def august():
    return ReportingDateFactory(as_of=AUGUST, due_on=date(2017, 9, 15))


@pytest.fixture
def houses():
    """Anker owes Ahorn and Birke, Brücke owes Linde."""
    return [
        ShelterFactory(name=name, operation__operator=operator)
        for name, operator in (
            ("Haus Ahorn", people.anker()),
            ("Haus Birke", people.anker()),
            ("Haus Linde", people.bruecke()),
        )
    ]


def delivered(house, **fields):
    delivery = DeliveryFactory(
        sender=house.operations.get().operator, state=State.SUBMITTED, first_as_of=AUGUST, last_as_of=AUGUST,
        submitted_at=datetime(2017, 9, 10, tzinfo=UTC), submitted_by=people.emil(), **fields,
    )  # fmt: skip
    OccupancyFactory(shelter=house, delivery=delivery, as_of=AUGUST, current=False)
    return delivery


def words(answer) -> str:
    """The text of a page without its marks."""
    return " ".join(re.sub(r"<[^>]+>", " ", answer.content.decode()).split())


class TestMatrix:
    def test_staff_see_every_operator_with_word_and_number(self, act_as, august, houses):
        delivered(houses[0])
        text = words(act_as(people.dora).get(CALENDAR))
        assert "Anker gGmbH unvollständig 1 von 2" in text
        assert "Brücke e. V. fehlt 0 von 1" in text
        assert "Vollständigkeit 1 von 3 Unterkünften, 33,3 %" in text

    def test_a_cell_leads_to_the_latest_delivery(self, act_as, august, houses):
        delivery = delivered(houses[2])
        page = act_as(people.dora).get(CALENDAR).content.decode()
        assert f'<a href="{reverse("deliveries:delivery", args=[delivery.pk])}">gemeldet</a>' in page

    def test_an_operator_sees_its_own_line_only(self, act_as, august, houses):
        text = words(act_as(people.tina).get(CALENDAR))
        assert "Anker gGmbH fehlt 0 von 2" in text
        assert "Brücke" not in text
        assert "Vollständigkeit" not in text

    def test_invented_operators_are_marked_and_counted_apart(self, act_as, august, houses):
        ShelterFactory(
            operation__operator=OrganisationFactory(name="Erfunden e. V.", example=True), example=True
        )
        page = act_as(people.dora).get(CALENDAR)
        text = words(page)
        assert "Erfunden e. V. Beispieldaten (erfunden) fehlt 0 von 1" in text
        assert "Vollständigkeit 0 von 3 Unterkünften" in text
        assert "Vollständigkeit Beispieldaten (erfunden) 0 von 1 Unterkünften" in text

    def test_the_newest_two_years_and_a_link_to_older_dates(self, act_as, houses):
        days = [date(2015 + month // 12, month % 12 + 1, 28) for month in range(26)]
        for day in days:
            ReportingDateFactory(as_of=day)
        page = act_as(people.dora).get(CALENDAR)
        assert [one.as_of for one in page.context["page"].matrix.dates] == days[:1:-1]
        older = act_as(people.dora).get(
            re.search(r'href="(\?vor=[^"]+)"', page.content.decode())[1], follow=True
        )
        assert older.status_code == 200

        page = act_as(people.dora).get(f"{CALENDAR}?vor=2015-03-28")
        assert [one.as_of for one in page.context["page"].matrix.dates] == [days[1], days[0]]
        assert "Ältere" not in words(page)
        assert "Neueste Stichtage" in words(page)

    def test_a_day_that_cannot_be_read_is_refused(self, act_as):
        assert act_as(people.dora).get(f"{CALENDAR}?vor=gestern").status_code == 400

    def test_an_empty_calendar_says_so(self, act_as):
        assert "Im Kalender steht noch kein Stichtag." in words(act_as(people.dora).get(CALENDAR))

    def test_without_shelters_it_says_so(self, act_as, august):
        assert "keine Unterkunft eines Trägers bekannt" in words(act_as(people.dora).get(CALENDAR))

    def test_a_closed_date_shows_day_reason_and_exceptions(self, act_as, houses):
        closed = ReportingDateFactory(closed=True)
        ReportingExceptionFactory(reporting_date=closed, operator=people.anker())
        ReportingExceptionFactory(reporting_date=closed, operator=people.bruecke(), reason="Brand im Büro")
        text = words(act_as(people.dora).get(CALENDAR))
        assert "31.08.2017 seit 16.09.2017: Der Bericht ist gedruckt" in text
        assert "Ausnahme für Anker gGmbH bis 30.09.2017: Der Träger lag im Streik" in text
        assert "Brand im Büro" in text

    def test_an_operator_sees_no_exception_of_another(self, act_as, houses):
        closed = ReportingDateFactory(closed=True)
        ReportingExceptionFactory(reporting_date=closed, operator=people.bruecke(), reason="Brand im Büro")
        text = words(act_as(people.tina).get(CALENDAR))
        assert "Der Bericht ist gedruckt" in text
        assert "Brand im Büro" not in text

    @pytest.mark.parametrize(("operators", "count"), [(1, 1), (8, 12)])
    def test_the_page_costs_the_same_queries_however_much_there_is(
        self, act_as, operators, count, django_assert_num_queries
    ):
        dates = [
            ReportingDateFactory(as_of=date(2015 + n // 12, n % 12 + 1, 28), closed=True)
            for n in range(count)
        ]
        for _ in range(operators):
            house = ShelterFactory(capacity=None, opened_on=None)
            for one in dates:
                ReportingExceptionFactory(reporting_date=one, operator=house.operations.get().operator)
                OccupancyFactory(shelter=house, as_of=one.as_of)
        client = act_as(people.dora)
        # Session, person and rights; then dates, exceptions, shelters, numbers, deliveries.
        with django_assert_num_queries(4 + 5):
            shown = client.get(CALENDAR).context["page"].matrix
        assert [len(row.obligations) for row in shown.rows] == [count] * operators


def address(name: str, reporting_date: ReportingDate) -> str:
    return reverse(f"deliveries:{name}", args=[reporting_date.pk])


class TestClosing:
    def test_before_closing_the_page_shows_what_is_still_missing(self, act_as, august, houses):
        waiting = delivered(houses[0], file_name="anker.csv")
        page = act_as(people.karla).get(address("date", august))
        text = words(page)
        assert "Anker gGmbH unvollständig, 1 von 2. Ohne Zahl: Haus Birke" in text
        assert "Brücke e. V. fehlt, 0 von 1. Ohne Zahl: Haus Linde" in text
        assert page.context["open_ends"].waiting == [waiting]

    def test_when_all_is_there_it_says_so(self, act_as, august, houses):
        for house in houses:
            delivered(house)
        assert "Alle Unterkünfte sind gemeldet" in words(act_as(people.karla).get(address("date", august)))

    def test_emil_finds_out_whom_to_ask_for_which_shelter_and_closes_nothing(self, act_as, august, houses):
        client = act_as(people.emil)
        assert f'href="{address("date", august)}"' in client.get(CALENDAR).content.decode()
        page = client.get(address("date", august))
        assert "Ohne Zahl: Haus Linde" in words(page)
        assert "<form" not in page.content.decode().partition("<main")[2]

    def test_karla_closes_with_a_reason(self, act_as, august):
        act_as(people.karla).post(address("close_date", august), {"reason": "Bericht an den Rat"})
        august.refresh_from_db()
        assert (august.closed_on, august.closed_by, august.closed_reason) == (
            TODAY, people.karla(), "Bericht an den Rat",
        )  # fmt: skip

    def test_without_a_reason_nothing_is_closed(self, act_as, august):
        answer = act_as(people.karla).post(address("close_date", august), {"reason": " "})
        august.refresh_from_db()
        assert (answer.status_code, august.is_closed) == (422, False)
        assert "Bitte nennen Sie den Grund." in words(answer)

    def test_the_second_of_two_is_told_who_was_faster(self, act_as, august):
        act_as(people.karla).post(address("close_date", august), {"reason": "Bericht"})
        answer = act_as(people.konrad).post(address("close_date", august), {"reason": "Rat"})
        assert "schon abgeschlossen: am 20.09.2017 von Karla Koordination" in words(answer)

    def test_karla_opens_it_again_with_a_reason(self, act_as):
        closed = ReportingDateFactory(closed=True)
        assert act_as(people.karla).post(address("reopen_date", closed), {}).status_code == 422
        act_as(people.karla).post(address("reopen_date", closed), {"reason": "Nachmeldung"})
        closed.refresh_from_db()
        assert not closed.is_closed

    def test_karla_grants_an_exception_which_the_page_shows(self, act_as):
        closed = ReportingDateFactory(closed=True)
        form = {"operator": people.anker().pk, "until": "2017-09-30", "reason": "Streik"}
        answer = act_as(people.karla).post(address("grant_exception", closed), form, follow=True)
        assert "Ausnahme für Anker gGmbH bis 30.09.2017: Streik (erteilt von Karla Koordination" in words(
            answer
        )

    @pytest.mark.parametrize(
        ("wrong", "sentence"),
        [
            ({"until": "2017-09-19"}, "Dieser Tag ist schon vorbei."),
            ({"reason": ""}, "Bitte nennen Sie den Grund."),
            ({"operator": ""}, "Bitte wählen Sie, für welchen Träger"),
        ],
    )
    def test_an_exception_needs_operator_reason_and_a_day_to_come(self, act_as, wrong, sentence):
        closed = ReportingDateFactory(closed=True)
        form = {"operator": people.anker().pk, "until": "2017-09-20", "reason": "Streik"} | wrong
        answer = act_as(people.karla).post(address("grant_exception", closed), form)
        assert (answer.status_code, sentence in words(answer)) == (422, True)
        assert not ReportingException.objects.exists()

    def test_a_second_exception_of_an_operator_is_refused_in_words(self, act_as):
        one = ReportingExceptionFactory(operator=people.anker())
        form = {"operator": people.anker().pk, "until": "2017-09-30", "reason": "Brand"}
        answer = act_as(people.karla).post(address("grant_exception", one.reporting_date), form)
        assert "gibt es schon eine Ausnahme" in words(answer)


class TestAdmin:
    def test_a_closed_date_stays_where_it_is(self, act_as):
        closed = ReportingDateFactory(closed=True)
        page = act_as(people.emil).get(reverse("admin:portal_reportingdate_change", args=[closed.pk]))
        assert set(page.context["adminform"].form.fields) == {"opened"}

    def test_the_admin_closes_nothing(self, act_as, august):
        page = act_as(people.karla).get(reverse("admin:portal_reportingdate_change", args=[august.pk]))
        assert set(page.context["adminform"].form.fields) == {"kind", "as_of", "due_on", "opened"}

    def test_who_prolongs_an_exception_answers_for_it(self, act_as):
        one = ReportingExceptionFactory()
        form = {
            "reporting_date": one.reporting_date_id, "operator": one.operator_id, "reason": one.reason,
            "until": "31.10.2017",
        }  # fmt: skip
        konrad, address = (
            act_as(people.konrad),
            reverse("admin:portal_reportingexception_change", args=[one.pk]),
        )
        konrad.post(address, sent_by(konrad.get(address)) | form)
        one.refresh_from_db()
        assert (one.until, one.granted_by) == (date(2017, 10, 31), people.konrad())
