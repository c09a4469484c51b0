"""The invented data to try the portal out, as `manage.py load_example` brings it in."""

from datetime import date

import pytest
from django.core.management import CommandError, call_command

from accommodation.imports import check_delivery
from accommodation.models import Occupancy, Shelter
from accommodation.reporting import Status, matrix
from portal.models import Delivery, District, Organisation, ReportingDate, ReportingRule, User
from portal.releases import State
from portal.report_facts import REPORT_2017
from portal.report_facts.city import load_districts
from portal.report_facts.facts import Facts
from tests.factories import ShelterFactory

pytestmark = pytest.mark.django_db

AUGUST_2017 = date(2017, 8, 31)
MARCH_2017 = date(2017, 3, 31)


@pytest.fixture
def load(capsys):
    """Loads and gives back what the command says."""
    load_districts(Facts(REPORT_2017))

    def load() -> str:
        call_command("load_example")
        return capsys.readouterr().out

    return load


@pytest.fixture
def _loaded(load):
    load()


def totals() -> dict[date, int]:
    return {row["as_of"]: row["total"] for row in Occupancy.objects.sums(example=True)}


@pytest.mark.usefixtures("_loaded")
def test_24_shelters_of_four_operators_stand_in_13_districts():
    assert Shelter.objects.count() == 24
    assert Organisation.objects.filter(kind=Organisation.Kind.OPERATOR).count() == 4
    assert District.objects.filter(shelters__isnull=False).distinct().count() == 13


@pytest.mark.usefixtures("_loaded")
def test_everything_invented_is_marked():
    assert not Shelter.objects.filter(example=False).exists()
    assert not Organisation.objects.filter(kind=Organisation.Kind.OPERATOR, example=False).exists()
    assert not Delivery.objects.filter(example=False).exists()


@pytest.mark.usefixtures("_loaded")
def test_reporting_dates_are_the_ends_of_14_months():
    dates = sorted(totals())
    assert (len(dates), dates[0], dates[-1]) == (14, date(2016, 7, 31), AUGUST_2017)


@pytest.mark.usefixtures("_loaded")
def test_sums_stay_far_below_the_citys():
    assert max(totals().values()) < 2_300


@pytest.mark.usefixtures("_loaded")
def test_the_newest_sum_lies_below_the_peak():
    assert totals()[AUGUST_2017] < max(totals().values())


@pytest.mark.usefixtures("_loaded")
def test_in_one_month_an_operator_sent_nothing():
    reported = Occupancy.objects.filter(as_of=MARCH_2017).count()
    assert reported < Shelter.objects.open_on(MARCH_2017).count()


@pytest.mark.usefixtures("_loaded")
def test_one_value_is_missing_and_not_zero():
    missing = Occupancy.objects.get(quality=Occupancy.Quality.MISSING)
    assert (missing.occupied, missing.as_of) == (None, date(2016, 12, 31))


@pytest.mark.usefixtures("_loaded")
def test_one_shelter_opens_later_and_one_closes():
    open_first = set(Shelter.objects.open_on(date(2016, 7, 31)).values_list("name", flat=True))
    open_last = set(Shelter.objects.open_on(AUGUST_2017).values_list("name", flat=True))
    assert open_last - open_first == {"Beispielhaus Eiche"}
    assert open_first - open_last == {"Beispielhaus Hainbuche"}


@pytest.mark.usefixtures("_loaded")
def test_no_shelter_reports_before_it_opens_or_after_it_closes():
    for occupancy in Occupancy.objects.select_related("shelter"):
        assert occupancy.shelter.open_on(occupancy.as_of), occupancy


@pytest.mark.usefixtures("_loaded")
def test_one_district_has_a_number_so_small_that_it_must_be_hidden():
    botnang = Occupancy.objects.get(shelter__district__name="Botnang", as_of=AUGUST_2017)
    assert 0 < botnang.occupied < 5


@pytest.mark.usefixtures("_loaded")
def test_a_value_leads_back_to_the_line_of_the_file_that_it_came_from():
    occupancy = Occupancy.objects.get(shelter__name="Beispielhaus Ahorn", as_of=AUGUST_2017)
    with occupancy.delivery.file.open() as file:
        lines = file.read().decode("utf-8-sig").splitlines()
    assert lines[occupancy.row - 1] == f"BSP-01;Beispielhaus Ahorn;31.08.2017;156;{occupancy.occupied}"


@pytest.mark.usefixtures("_loaded")
def test_the_reader_of_real_deliveries_finds_the_same_in_the_file():
    delivery = Delivery.objects.get(sender__name="Beispielträger Ost", first_as_of=date(2016, 12, 31))
    with delivery.file.open() as file:
        check = check_delivery(file.read(), delivery.file_name, sender=delivery.sender)
    written = delivery.occupancies.values_list("row", "shelter__code", "occupied", "capacity", "quality")
    assert [(r.row, r.shelter.code, r.occupied, r.capacity, r.quality) for r in check.rows] == list(
        written.order_by("row")
    )
    assert "already_taken_over" in {message.code for message in check.messages}


@pytest.mark.usefixtures("_loaded")
def test_one_account_submitted_and_another_released():
    delivery = Delivery.objects.first()
    assert delivery.state == State.RELEASED
    assert delivery.submitted_by != delivery.decided_by


@pytest.mark.usefixtures("_loaded")
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


@pytest.mark.usefixtures("_loaded")
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


@pytest.mark.usefixtures("_loaded")
def test_the_dates_of_2016_are_closed_with_a_reason():
    closed = ReportingDate.objects.exclude(closed_on=None)
    assert {one.as_of.year for one in closed} == {2016}
    assert {one.closed_reason for one in closed} == {"Jahresbericht 2016"}


def test_a_rule_that_the_city_has_made_stays(load):
    ReportingRule.objects.create(carried_days=10)
    load()
    assert ReportingRule.objects.get().carried_days == 10


def test_beside_real_shelters_no_rule_and_no_date_is_made_up(load):
    ShelterFactory(district=District.objects.earliest("pk"))
    load()
    assert not ReportingRule.objects.exists()
    assert not ReportingDate.objects.exists()


def test_a_second_load_changes_nothing(load):
    load()
    before = Occupancy.objects.count(), Delivery.objects.count(), Shelter.history.count()
    assert "0 Unterkünfte und 0 Meldungen neu, 0 Stichtage" in load()
    assert (Occupancy.objects.count(), Delivery.objects.count(), Shelter.history.count()) == before


def test_what_people_tried_out_stays(load):
    load()
    ahorn = Shelter.objects.get(code="BSP-01")
    ahorn.name = "Haus zum Ausprobieren"
    ahorn.save()
    load()
    assert Shelter.objects.get(code="BSP-01").name == "Haus zum Ausprobieren"


def test_without_districts_it_says_what_to_do_first(load):
    District.objects.all().delete()
    with pytest.raises(CommandError, match="load_report"):
        load()
