"""What stands in the portal after `manage.py load_example`: invented data to try it out."""

from collections.abc import Iterator
from datetime import date

import pytest
from django.core.files.storage import FileSystemStorage
from django.core.management import call_command
from django.db import transaction

from accommodation.chapter.balance import place_balance
from accommodation.chapter.balance.calculation import ground_on
from accommodation.chapter.counted import counted_until
from accommodation.imports import check_delivery
from accommodation.models import Capacity, Occupancy, Shelter
from accommodation.reporting import Status, matrix
from accommodation.scenarios import Scenario
from portal.figures import Audience
from portal.models import Delivery, District, Organisation, ReportingDate, User
from portal.releases import State
from portal.report_facts import REPORT_2017
from portal.report_facts.city import load_districts
from portal.report_facts.facts import Facts

pytestmark = [pytest.mark.django_db, pytest.mark.once, pytest.mark.usefixtures("_loaded", "_kept")]

AUGUST_2017 = date(2017, 8, 31)
MARCH_2017 = date(2017, 3, 31)


@pytest.fixture(scope="module")
def storage(tmp_path_factory) -> FileSystemStorage:
    return FileSystemStorage(location=tmp_path_factory.mktemp("example"))


@pytest.fixture(scope="module")
def _loaded(django_db_setup, django_db_blocker, storage) -> Iterator[None]:
    """Once for all tests, which only read."""
    with django_db_blocker.unblock(), transaction.atomic(), pytest.MonkeyPatch.context() as patch:
        patch.setattr(Delivery._meta.get_field("file"), "storage", storage)
        load_districts(Facts(REPORT_2017))
        call_command("load_example", verbosity=0)
        yield
        transaction.set_rollback(True)


@pytest.fixture
def _kept(monkeypatch, storage) -> None:
    """The files, where the loading left them."""
    monkeypatch.setattr(Delivery._meta.get_field("file"), "storage", storage)


def totals() -> dict[date, int]:
    return {day.as_of: day.total for day in counted_until(date.max).city(example=True)}


def test_24_shelters_of_four_operators_stand_in_13_districts_and_three_more_are_planned():
    assert Shelter.objects.filter(planned_from=None).count() == 24
    assert Shelter.objects.exclude(planned_from=None).count() == 3
    assert Organisation.objects.filter(kind=Organisation.Kind.OPERATOR).count() == 4
    assert District.objects.filter(shelters__operations__isnull=False).distinct().count() == 13


def test_nobody_can_sign_in_with_a_known_password():
    """Loading makes no account that opens; example_accounts shows random passwords, and not in production."""
    assert not any(user.has_usable_password() for user in User.objects.filter(is_active=True))


def test_everything_invented_is_marked():
    assert not Scenario.objects.filter(example=False).exists()
    assert not Shelter.objects.filter(example=False).exists()
    assert not Organisation.objects.filter(kind=Organisation.Kind.OPERATOR, example=False).exists()
    assert not Delivery.objects.filter(example=False).exists()


def test_reporting_dates_are_the_ends_of_14_months():
    dates = sorted(totals())
    assert (len(dates), dates[0], dates[-1]) == (14, date(2016, 7, 31), AUGUST_2017)


def test_sums_stay_far_below_the_citys():
    assert max(totals().values()) < 2_300


def test_the_newest_sum_lies_below_the_peak():
    assert totals()[AUGUST_2017] < max(totals().values())


def test_in_one_month_an_operator_sent_nothing():
    reported = Occupancy.objects.filter(as_of=MARCH_2017).count()
    assert reported < Shelter.objects.open_on(MARCH_2017).count()


def test_one_value_is_missing_and_not_zero():
    missing = Occupancy.objects.get(quality=Occupancy.Quality.MISSING)
    assert (missing.occupied, missing.as_of) == (None, date(2016, 12, 31))


def test_one_shelter_opens_later_and_one_closes():
    open_first = set(Shelter.objects.open_on(date(2016, 7, 31)).values_list("name", flat=True))
    open_last = set(Shelter.objects.open_on(AUGUST_2017).values_list("name", flat=True))
    assert open_last - open_first == {"Beispielhaus Eiche"}
    assert open_first - open_last == {"Beispielhaus Hainbuche"}


def test_no_shelter_reports_before_it_opens_or_after_it_closes():
    for occupancy in Occupancy.objects.select_related("shelter"):
        assert occupancy.shelter.open_on(occupancy.as_of), occupancy


def test_one_district_has_a_number_so_small_that_it_must_be_hidden():
    botnang = Occupancy.objects.get(shelter__district__name="Botnang", as_of=AUGUST_2017)
    assert 0 < botnang.occupied < 5


def test_a_value_leads_back_to_the_line_of_the_file_that_it_came_from():
    occupancy = Occupancy.objects.get(shelter__name="Beispielhaus Ahorn", as_of=AUGUST_2017)
    with occupancy.delivery.file.open() as file:
        lines = file.read().decode("utf-8-sig").splitlines()
    assert lines[occupancy.row - 1] == f"BSP-01;Beispielhaus Ahorn;31.08.2017;156;{occupancy.occupied}"


def test_the_reader_of_real_deliveries_finds_the_same_in_the_file():
    delivery = Delivery.objects.get(sender__name="Beispielträger Ost", first_as_of=date(2016, 12, 31))
    with delivery.file.open() as file:
        check = check_delivery(file.read(), delivery.file_name, sender=delivery.sender)
    written = delivery.occupancies.values_list("row", "shelter__code", "occupied", "capacity", "quality")
    assert [(r.row, r.shelter.code, r.occupied, r.capacity, r.quality) for r in check.rows] == list(
        written.order_by("row")
    )
    assert "already_taken_over" in {message.code for message in check.messages}


def test_one_account_submitted_and_another_released():
    delivery = Delivery.objects.first()
    assert delivery.state == State.RELEASED
    assert delivery.submitted_by != delivery.decided_by


def test_the_accounts_of_the_example_cannot_sign_in():
    for user in User.objects.all():
        assert not user.is_active
        assert not user.has_usable_password()


def in_the_calendar() -> dict[tuple[str, str], str]:
    """The cells that differ from „gemeldet“, by operator and date."""
    rows = matrix(ReportingDate.objects.order_by("as_of"), date(2026, 1, 1)).rows
    cells = (cell for row in rows for cell in row.obligations if cell.status != Status.DELIVERED)
    return {
        (cell.operator.name.split()[-1], f"{cell.as_of:%Y-%m}"): f"{cell.status} {cell.number}"
        for cell in cells
    }


def test_the_calendar_has_something_of_everything():
    assert in_the_calendar() == {
        ("Ost", "2016-12"): "unvollständig 5 von 6",
        ("Süd", "2017-02"): "verspätet gemeldet 6 von 6",
        ("West", "2017-03"): "fehlt 0 von 6",
        ("Ost", "2017-06"): "verspätet gemeldet 5 von 5",
        ("Nord", "2017-09"): "fehlt 0 von 6",
        ("Ost", "2017-09"): "fehlt 0 von 5",
        ("Süd", "2017-09"): "fehlt 0 von 6",
        ("West", "2017-09"): "fehlt 0 von 6",
    }


def test_the_dates_of_2016_are_closed_with_a_reason():
    closed = ReportingDate.objects.exclude(closed_on=None)
    assert {one.as_of.year for one in closed} == {2016}
    assert {one.closed_reason for one in closed} == {"Jahresbericht 2016"}


def test_some_places_are_blocked_with_a_reason_and_of_some_houses_nothing_is_said():
    """So that all three columns of the table of places have something to say."""
    held = Capacity.objects.holding_on(AUGUST_2017).values()
    assert {one.blocked for one in held} == {None, 0, 8, 12}
    assert all(one.blocked_reason for one in held if one.blocked)


def test_the_months_ahead_run_short_in_one_scenario_and_earlier_in_another():
    """So that the page has something to say."""
    ground = ground_on(date(2017, 8, 31), Audience.COUNCIL)
    quiet, more = (Scenario.objects.get(name=name) for name in ("Weiter wie zuletzt", "Mehr Zugänge"))
    page = place_balance(ground, [quiet, more], ground.people)
    short = [balance.ahead.first_shortage for balance in page.balances]
    assert short[1].first < short[0].first
