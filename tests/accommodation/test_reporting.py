"""Meldekalender: who owes which shelters for a date, and what became of it."""

from datetime import UTC, date, datetime

import pytest

from accommodation.reporting import Status, matrix, missing_shelters, obligations
from portal.models import Delivery
from portal.releases import State
from tests import people
from tests.factories import (
    DeliveryFactory,
    OccupancyFactory,
    OperationFactory,
    OrganisationFactory,
    ReportingDateFactory,
    ReportingExceptionFactory,
    ShelterFactory,
)

pytestmark = pytest.mark.django_db

JULY, AUGUST = date(2017, 7, 31), date(2017, 8, 31)
DUE = date(2017, 9, 15)
BEFORE, AFTER = date(2017, 9, 10), date(2017, 9, 16)


@pytest.fixture
def august():
    return ReportingDateFactory(as_of=AUGUST, due_on=DUE)


@pytest.fixture
def ahorn():
    return ShelterFactory(code="A-1", name="Haus Ahorn", operation__operator=people.anker())


@pytest.fixture
def birke():
    return ShelterFactory(code="A-2", name="Haus Birke", operation__operator=people.anker())


def delivered(*shelters, on=BEFORE, state=State.SUBMITTED, as_of=AUGUST, occupied=80, sender=None, **fields):
    """Anker's delivery of that day with a number for each of these shelters."""
    delivery = DeliveryFactory(
        sender=sender or people.anker(), state=state, first_as_of=as_of, last_as_of=as_of,
        submitted_at=datetime(on.year, on.month, on.day, 10, tzinfo=UTC), **fields,
    )  # fmt: skip
    quality = "missing" if occupied is None else "reported"
    for shelter in shelters:
        OccupancyFactory(
            shelter=shelter, delivery=delivery, as_of=as_of, occupied=occupied, quality=quality, current=False
        )
    return delivery


def said_nothing(**fields) -> Delivery:
    return delivered(way=Delivery.Way.NOTHING, **fields)


def cell(reporting_date, today=BEFORE):
    return matrix([reporting_date], today, people.anker()).rows[0].obligations[0]


def status(reporting_date, today=BEFORE) -> Status:
    return cell(reporting_date, today).status


class TestWhatIsOwed:
    def test_the_shelters_that_the_operator_ran_and_that_were_open(self, august, ahorn, birke):
        ShelterFactory(operation__operator=people.bruecke())
        ShelterFactory(operation__operator=people.anker(), opened_on=date(2017, 9, 1))
        ShelterFactory(operation__operator=people.anker(), closed_on=date(2017, 8, 30))
        assert cell(august).owed == (ahorn, birke)

    def test_a_shelter_that_is_only_planned_is_not_owed(self, august, ahorn):
        ShelterFactory(operation__operator=people.anker(), opened_on=None, planned_from=date(2016, 1, 1))
        assert cell(august).owed == (ahorn,)

    def test_first_and_last_day_count(self, august):
        opened = ShelterFactory(code="A-1", operation__operator=people.anker(), opened_on=AUGUST)
        closing = ShelterFactory(code="A-2", operation__operator=people.anker(), closed_on=AUGUST)
        assert cell(august).owed == (opened, closing)

    def test_who_ran_it_on_that_day_owes_it(self, august):
        july = ReportingDateFactory(as_of=JULY)
        handed_over = ShelterFactory(operation=None)
        OperationFactory(shelter=handed_over, operator=people.anker(), end=JULY)
        OperationFactory(shelter=handed_over, operator=people.bruecke(), start=date(2017, 8, 1))
        owed = {
            (row.operator, cell.as_of): len(cell.owed)
            for row in matrix([august, july], BEFORE).rows
            for cell in row.obligations
        }
        assert owed == {
            (people.anker(), AUGUST): 0, (people.anker(), JULY): 1,
            (people.bruecke(), AUGUST): 1, (people.bruecke(), JULY): 0,
        }  # fmt: skip

    def test_an_operator_that_owes_nothing_on_any_date_has_no_line(self, august, ahorn):
        ShelterFactory(operation__operator=people.bruecke(), closed_on=date(2016, 12, 31))
        assert [row.operator for row in matrix([august], BEFORE).rows] == [people.anker()]

    def test_operators_stand_by_name(self, august, ahorn):
        for name in ("Zeder", "Buche"):
            ShelterFactory(operation__operator=people.operator(name))
        assert [row.operator.name for row in matrix([august], BEFORE).rows] == [
            "Anker gGmbH",
            "Buche",
            "Zeder",
        ]


class TestStatus:
    def test_open_until_the_due_day_and_missing_after_it(self, august, ahorn):
        assert status(august, DUE) == Status.OPEN
        assert status(august, AFTER) == Status.MISSING

    def test_nothing_owed(self, august, ahorn):
        july = ReportingDateFactory(as_of=JULY)
        ahorn.opened_on = date(2017, 8, 1)
        ahorn.save()
        row = matrix([august, july], BEFORE, people.anker()).rows[0]
        assert [one.status for one in row.obligations] == [Status.OPEN, Status.NOTHING_OWED]

    @pytest.mark.parametrize("state", [State.SUBMITTED, State.RELEASED])
    def test_delivered_with_a_number_for_every_shelter(self, august, ahorn, birke, state):
        delivered(ahorn, birke, state=state)
        assert (status(august), cell(august).number) == (Status.DELIVERED, "2 von 2")

    def test_on_the_due_day_is_in_time(self, august, ahorn):
        delivered(ahorn, on=DUE)
        assert status(august, AFTER) == Status.DELIVERED

    def test_the_due_day_ends_at_midnight_in_the_city(self, august, ahorn):
        delivery = delivered(ahorn)
        delivery.submitted_at = datetime(2017, 9, 15, 22, 30, tzinfo=UTC)  # half past midnight in Stuttgart
        delivery.save()
        assert status(august, AFTER) == Status.LATE

    def test_late_if_the_last_needed_number_came_after_the_due_day(self, august, ahorn, birke):
        delivered(ahorn)
        delivered(birke, on=AFTER)
        assert status(august, AFTER) == Status.LATE

    def test_a_correction_after_the_due_day_makes_nobody_late(self, august, ahorn):
        delivered(ahorn)
        delivered(ahorn, on=AFTER, occupied=82)
        assert status(august, AFTER) == Status.DELIVERED

    def test_incomplete_says_how_many_of_how_many(self, august, ahorn, birke):
        delivered(ahorn)
        assert (status(august), cell(august).number) == (Status.INCOMPLETE, "1 von 2")
        assert cell(august).missing == (birke,)

    def test_several_deliveries_add_up(self, august, ahorn, birke):
        delivered(ahorn)
        delivered(birke)
        assert status(august) == Status.DELIVERED

    def test_returned_if_the_latest_delivery_was_given_back(self, august, ahorn, birke):
        delivered(ahorn)
        back = delivered(birke, on=DUE, state=State.RETURNED)
        assert (status(august), cell(august).delivery) == (Status.RETURNED, back.pk)

    def test_what_was_given_back_and_sent_again_is_not_returned_any_more(self, august, ahorn):
        delivered(ahorn, state=State.RETURNED)
        again = delivered(ahorn, on=DUE)
        assert (status(august), cell(august).delivery) == (Status.DELIVERED, again.pk)

    def test_a_complete_date_stays_delivered_when_a_correction_is_given_back(self, august, ahorn):
        delivered(ahorn)
        delivered(ahorn, on=DUE, state=State.RETURNED)
        assert status(august) == Status.DELIVERED

    def test_a_withdrawn_delivery_does_not_count(self, august, ahorn):
        delivered(ahorn, state=State.WITHDRAWN)
        assert status(august) == Status.OPEN

    def test_no_answer_is_no_number(self, august, ahorn):
        delivered(ahorn, occupied=None)
        assert status(august, AFTER) == Status.MISSING

    def test_zero_is_a_number(self, august, ahorn):
        delivered(ahorn, occupied=0)
        assert status(august) == Status.DELIVERED

    def test_a_number_about_another_day_does_not_count(self, august, ahorn):
        delivered(ahorn, as_of=date(2017, 8, 30))
        assert status(august) == Status.OPEN

    def test_a_number_of_another_operator_does_not_count(self, august, ahorn):
        delivered(ahorn, sender=people.bruecke())
        assert status(august) == Status.OPEN

    def test_a_year_list_that_leaves_a_month_out_says_nothing_about_it(self, august, ahorn):
        """Given back as a whole, it is still no answer for August."""
        year = delivered(ahorn, as_of=JULY, state=State.RETURNED)
        year.last_as_of = date(2017, 9, 30)
        year.save()
        assert (status(august), cell(august).delivery) == (Status.OPEN, None)

    @pytest.mark.parametrize("state", [State.SUBMITTED, State.RELEASED])
    def test_nothing_to_report(self, august, ahorn, state):
        said_nothing(state=state)
        assert (status(august, AFTER), cell(august).number) == (Status.NOTHING_TO_REPORT, "")

    def test_nothing_to_report_that_was_given_back(self, august, ahorn):
        said_nothing(state=State.RETURNED)
        assert status(august) == Status.RETURNED

    def test_nothing_to_report_that_was_withdrawn(self, august, ahorn):
        said_nothing(state=State.WITHDRAWN)
        assert status(august, AFTER) == Status.MISSING

    def test_nothing_to_report_for_another_date(self, august, ahorn):
        said_nothing(as_of=JULY)
        assert status(august) == Status.OPEN

    def test_who_said_nothing_and_then_reports_a_part_owes_the_rest(self, august, ahorn, birke):
        said_nothing()
        delivered(ahorn, on=DUE)
        assert status(august) == Status.INCOMPLETE


class TestObligations:
    def test_what_an_operator_still_has_to_report_the_oldest_first(self, august, ahorn, birke):
        july = ReportingDateFactory(as_of=JULY)
        delivered(ahorn)
        found = [
            (one.reporting_date, one.status, one.reported, one.missing)
            for one in obligations(people.anker(), BEFORE)
        ]
        assert found == [
            (july, Status.MISSING, 0, (ahorn, birke)),
            (august, Status.INCOMPLETE, 1, (birke,)),
        ]

    def test_what_is_done_is_no_obligation(self, august, ahorn):
        delivered(ahorn)
        assert obligations(people.anker(), BEFORE) == []

    def test_a_date_to_come_cannot_be_reported_yet(self, august, ahorn):
        assert obligations(people.anker(), date(2017, 8, 30)) == []
        assert len(obligations(people.anker(), AUGUST)) == 1

    def test_a_closed_date_is_no_obligation_without_an_exception(self, ahorn):
        closed = ReportingDateFactory(as_of=AUGUST, closed=True)
        assert obligations(people.anker(), AFTER) == []
        ReportingExceptionFactory(reporting_date=closed, operator=people.anker(), until=AFTER)
        assert len(obligations(people.anker(), AFTER)) == 1
        assert obligations(people.anker(), date(2017, 9, 17)) == []

    def test_another_operators_exception_opens_nothing(self, ahorn):
        closed = ReportingDateFactory(as_of=AUGUST, closed=True)
        ReportingExceptionFactory(reporting_date=closed, operator=people.bruecke(), until=AFTER)
        assert obligations(people.anker(), AFTER) == []

    def test_an_operator_without_shelters_owes_nothing(self, august):
        assert obligations(people.anker(), BEFORE) == []
        assert missing_shelters(august, people.anker()) == ()

    def test_the_missing_shelters_of_one_date(self, august, ahorn, birke):
        delivered(birke)
        assert missing_shelters(august, people.anker()) == (ahorn,)


class TestCompleteness:
    def test_counts_the_shelters_of_all_operators(self, august, ahorn, birke):
        ShelterFactory(operation__operator=people.bruecke())
        delivered(ahorn)
        counts = matrix([august], BEFORE).completeness(example=False)
        assert [str(one) for one in counts] == ["1 von 3 Unterkünften, 33,3\N{NO-BREAK SPACE}%"]

    def test_invented_operators_are_counted_apart(self, august, ahorn):
        invented = OrganisationFactory(example=True)
        house = ShelterFactory(operation__operator=invented, example=True)
        delivered(house, sender=invented, example=True)
        found = matrix([august], BEFORE)
        assert [(one.reported, one.owed) for one in found.completeness(example=False)] == [(0, 1)]
        assert [(one.reported, one.owed) for one in found.completeness(example=True)] == [(1, 1)]

    def test_where_there_is_no_invented_operator_there_is_no_count(self, august, ahorn):
        assert matrix([august], BEFORE).completeness(example=True) == ()


def month_ends(count: int) -> list[date]:
    """The last days of so many months, ending with December 2017."""
    months = [divmod(12 * 2017 + 12 - back, 12) for back in range(count)]
    return [date.fromordinal(date(year, number + 1, 1).toordinal() - 1) for year, number in months]


@pytest.mark.parametrize(("operators", "count"), [(1, 1), (30, 24)])
def test_30_operators_and_24_dates_cost_as_many_queries_as_one(operators, count, django_assert_num_queries):
    dates = [ReportingDateFactory(as_of=day) for day in month_ends(count)]
    for _ in range(operators):
        operator = OrganisationFactory()
        houses = [ShelterFactory(operation__operator=operator, capacity=None) for _ in range(2)]
        for one in dates:
            delivered(houses[0], as_of=one.as_of, on=one.due_on, sender=operator)
    with django_assert_num_queries(3):  # shelters, numbers, deliveries
        found = matrix(dates, date(2018, 2, 1))
    cells = [cell for row in found.rows for cell in row.obligations]
    assert len(cells) == operators * count
    assert {(cell.status, cell.number) for cell in cells} == {(Status.INCOMPLETE, "1 von 2")}
