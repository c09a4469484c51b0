"""The place balance from what is kept: shelters with permits and openings, people, scenarios."""

from datetime import date
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accommodation.arrivals import AllocationShare, MonthlyFlow
from accommodation.chapter.balance import PlaceBalance, as_it_is, place_balance
from accommodation.chapter.balance.calculation import ground_on, people_known_on
from accommodation.models import Shelter
from accommodation.scenarios import Scenario
from portal.figures import Audience, Table
from portal.models import Indicator
from tests.accommodation.houses import reports
from tests.factories import (
    CapacityFactory,
    CitationFactory,
    DistrictFactory,
    IndicatorFactory,
    ReportedFigureFactory,
    ScenarioFactory,
    ShelterFactory,
    SourceFactory,
    StateForecastFactory,
)

pytestmark = pytest.mark.django_db

JUNE_2023, JUNE_2024 = date(2023, 6, 30), date(2024, 6, 30)
MUCH_LATER = date(2030, 1, 1)


def people_are(number: int, day: date = JUNE_2023) -> None:
    total = Indicator.objects.filter(key="occupancy_total").first() or IndicatorFactory(key="occupancy_total")
    ReportedFigureFactory(indicator=total, period_start=day, value=Decimal(number))


@pytest.fixture
def nord():
    return DistrictFactory(name="Stuttgart-Nord", number=1)


@pytest.fixture
def house(nord):
    """`house(100, permit_until=…)`: in use, with so many places."""

    def build(places: int | None = 100, **fields) -> Shelter:
        capacity = {"capacity": None} if places is None else {"capacity__places": places}
        return ShelterFactory(**({"district": nord} | capacity | fields))

    return build


@pytest.fixture
def planned(house):
    """`planned(50, "possible", date(…))`: to open then."""

    def build(places: int, kind: str, day: date, **fields) -> Shelter:
        shelter = house(None, opened_on=None, planned_from=day, **fields)
        CapacityFactory(shelter=shelter, kind=kind, valid_from=day, places=places)
        return shelter

    return build


def balance(*scenarios: Scenario, as_of=JUNE_2023, audience=Audience.INTERNAL) -> PlaceBalance:
    ground = ground_on(as_of, audience)
    return place_balance(
        ground, scenarios or [as_it_is(example=ground.example)], people_known_on(MUCH_LATER, ground)
    )


def months(**scenario) -> dict[str, tuple[int, int]]:
    """People and places at the end of each month."""
    (one,) = balance(Scenario(name="S", **scenario)).balances
    return {month.text: (month.people, month.places) for month in one.ahead.months}


def places(month: str = "Juni 2024", **scenario) -> int:
    return months(**scenario)[month][1]


def words(table: Table) -> list[list[str]]:
    return [[str(cell.content).replace("\N{NO-BREAK SPACE}", " ") for cell in row] for row in table.rows]


# Stuttgart 2023: 24 shelters with 3,415 places end, 876 are decided, 248 possible


@pytest.fixture
def _stuttgart_2023(house, planned):
    people_are(9000)
    for places in (142,) * 23 + (3415 - 23 * 142,):
        house(places, permit_until=JUNE_2024)
    house(9000 - 3415)
    planned(500, "decided", date(2024, 1, 1))
    planned(376, "decided", date(2024, 5, 1))
    planned(248, "possible", date(2024, 6, 1))


@pytest.mark.usefixtures("_stuttgart_2023")
def test_stuttgart_2023_with_the_possible_places():
    page = balance(Scenario(name="Alles", count_possible=True))
    assert page.chapter.lead == "Ab Juni 2024 fehlen Plätze; am meisten fehlen im Juni 2024: 2.291."
    assert [page.balances[0].given.people, page.balances[0].given.places] == [9000, 9000]


@pytest.mark.usefixtures("_stuttgart_2023")
def test_stuttgart_2023_without_the_possible_places():
    assert balance(Scenario(name="Sicher")).chapter.lead.endswith("am meisten fehlen im Juni 2024: 2.539.")


def test_the_number_of_queries_does_not_grow_with_the_shelters(house, planned):
    people_are(9000)
    house(9000, permit_until=JUNE_2024)
    with CaptureQueriesContext(connection) as of_one:
        balance()
    for month in range(7, 12):
        house(100, permit_until=date(2023, month, 1), permit_paper=SourceFactory())
        planned(50, "decided", date(2023, month, 15), district=DistrictFactory())
    with CaptureQueriesContext(connection) as of_eleven:
        balance()
    assert len(of_eleven) == len(of_one) < 20


# Capacity ahead


def test_a_permit_is_gone_at_the_end_of_its_last_day(house):
    people_are(50)
    house(100, permit_until=date(2023, 9, 30))
    assert (places("August 2023"), places("September 2023")) == (100, 0)


def test_an_extended_permit_moves_the_shortage(house):
    people_are(50)
    shelter = house(100, permit_until=date(2023, 9, 30))
    shelter.permit_until = date(2023, 12, 31)
    shelter.save()
    assert balance().chapter.lead.startswith("Ab Dezember 2023 fehlen Plätze")


def test_a_decided_closure_counts_before_the_permit(house):
    people_are(50)
    house(100, permit_until=date(2023, 9, 30), closed_on=date(2023, 11, 30))
    assert (places("September 2023"), places("November 2023")) == (100, 0)


def test_a_shelter_that_closes_on_the_day_of_the_start_is_gone(house):
    people_are(50)
    house(100, closed_on=JUNE_2023)
    house(60)
    assert places("Juli 2023") == 60


def test_an_ended_permit_without_a_closure_still_counts_and_is_told(house):
    people_are(50)
    house(100, permit_until=date(2023, 5, 31), name="Haus Ahorn")
    page = balance()
    assert page.balances[0].ahead.worst.places == 100
    assert "1 Unterkunft mit abgelaufener Befristung" in [one.heading for one in page.chapter.findings]


def test_an_opening_whose_day_has_passed_does_not_count_and_is_told(house, planned):
    people_are(50)
    house(100)
    planned(40, "decided", date(2023, 3, 1))
    page = balance()
    assert page.balances[0].ahead.worst.places == 100
    assert "1 Unterkunft geplant, aber nicht eröffnet" in [one.heading for one in page.chapter.findings]


def test_an_opening_counts_from_the_later_of_both_days(house, planned):
    """The council decided on the places long before they can be used."""
    people_are(50)
    house(100)
    shelter = planned(40, "decided", date(2023, 10, 1))
    shelter.capacities.update(valid_from=date(2022, 12, 1))
    assert (places("September 2023"), places("Oktober 2023")) == (100, 140)


def test_places_in_use_of_a_shelter_that_opens_later_are_decided(house):
    people_are(50)
    house(100)
    house(40, opened_on=date(2023, 10, 1))
    assert (places("September 2023"), places("Oktober 2023")) == (100, 140)


def test_a_running_shelter_grows_by_the_difference(house):
    people_are(50)
    shelter = house(100)
    CapacityFactory(shelter=shelter, kind="planned", valid_from=date(2023, 10, 1), places=130)
    assert places() == 100
    assert places(count_planned=True) == 130


def test_what_does_not_count_is_as_if_it_were_not_there_for_the_next_step(house):
    people_are(50)
    shelter = house(100)
    CapacityFactory(shelter=shelter, kind="possible", valid_from=date(2023, 10, 1), places=150)
    CapacityFactory(shelter=shelter, kind="decided", valid_from=date(2023, 12, 1), places=120)
    assert places("Dezember 2023") == 120
    assert (places("Oktober 2023", count_possible=True), places(count_possible=True)) == (150, 120)


def test_what_opens_and_ends_within_the_months_leaves_nothing(house, planned):
    people_are(50)
    house(100)
    planned(40, "decided", date(2023, 8, 1), permit_until=date(2023, 10, 31))
    assert [places("August 2023"), places("Oktober 2023")] == [140, 100]


def test_blocked_and_unusable_places_are_no_places(house):
    people_are(50)
    house(100, capacity__blocked=10, capacity__blocked_reason="Wasserschaden")
    house(50, capacity__usable_places=45)
    page = balance()
    assert page.balances[0].given.places == 135
    assert "135 Plätze in 2 Unterkünften, ohne 15 gesperrte" in str(words(page.chapter.table("annahmen")))


def test_shelters_without_known_places_are_named_to_staff_and_counted_for_the_council(house):
    people_are(50)
    house(100)
    house(None, name="Haus Ungewiss")
    staff, council = balance(), balance(audience=Audience.COUNCIL)
    for page in (staff, council):
        assert "1 Unterkunft ohne bekannte Zahl der Plätze" in [one.heading for one in page.chapter.findings]
    assert "Haus Ungewiss" in str(staff.chapter)
    assert "Haus Ungewiss" not in str(council.chapter)


def test_a_house_that_opens_with_nobody_knows_how_many_places_is_told(house):
    people_are(9000)
    house(None, name="Haus Ulme", opened_on=None, planned_from=date(2023, 10, 1))
    (row,) = words(balance().chapter.table("aenderungen"))
    assert row[:3] == ["01.10.2023", "öffnet", "Haus Ulme"]
    assert row[5:7] == ["k. A.", "geplant"]


def test_more_space_for_each_is_rounded_down_in_every_shelter(house):
    people_are(50)
    house(100, capacity__square_metres=Decimal("4.5"))  # 64.28…
    house(14, capacity__square_metres=Decimal("4.5"))  # exactly 9
    house(30, capacity__square_metres=Decimal(7))
    house(20)
    page = balance(Scenario(name="7 m²", square_metres=Decimal(7)))
    assert page.balances[0].given.places == 64 + 9 + 30 + 20
    (area,) = [row[1] for row in words(page.chapter.table("annahmen")) if row[0] == "Fläche je Person"]
    assert area == (
        "7 m²: 41 Plätze weniger am Beginn; bei 1 Unterkunft ist die Fläche nicht bekannt, "
        "ihre Plätze bleiben"
    )


# Who reads what


def test_staff_read_each_change_with_its_shelter_and_paper(house):
    people_are(50)
    paper = SourceFactory(number=532, year=2017)
    house(100, name="Haus Ahorn", permit_until=date(2023, 9, 30), permit_paper=paper)
    assert words(balance().chapter.table("aenderungen")) == [
        ["30.09.2023", "endet", "Haus Ahorn", "Stuttgart-Nord", "vorläufige Unterbringung (GU)",
         "−100 Plätze", "beschlossen", "ja", "GRDrs 532/2017"],
    ]  # fmt: skip


def test_the_council_reads_how_many_of_a_month_district_and_kind(house):
    people_are(50)
    secret = SourceFactory(number=1, year=2020, public=False)
    house(100, name="Haus Ahorn", permit_until=date(2023, 9, 30), permit_paper=secret)
    house(50, name="Haus Birke", permit_until=date(2023, 9, 15))
    page = balance(audience=Audience.COUNCIL)
    assert words(page.chapter.table("aenderungen")) == [
        ["September 2023", "endet", "2", "Stuttgart-Nord", "vorläufige Unterbringung (GU)", "−150 Plätze",
         "beschlossen", "ja", "Stammdaten der Unterkünfte"],
    ]  # fmt: skip
    assert not {"Haus Ahorn", "GRDrs 1/2020"} & set(str(page.chapter).split("'"))


def test_places_by_district_add_up(house, planned):
    people_are(50)
    house(100, permit_until=date(2023, 9, 30))
    planned(40, "possible", date(2023, 10, 1), district=DistrictFactory(name="Wangen", number=2))
    table = balance().chapter.table("stadtbezirk")
    assert [[cell.rstrip(" Plätze") for cell in row] for row in words(table)] == [
        ["Stuttgart-Nord", "100", "100", "0", "0", "0", "0"],
        ["Wangen", "0", "0", "0", "0", "40", "0"],
    ]
    assert [str(cell.content.number) for cell in table.footer[1:]] == ["100", "100", "0", "0", "40", "0"]


def test_invented_shelters_never_count_beside_real_ones(house):
    people_are(50)
    house(100)
    house(900, example=True)
    page = balance()
    assert page.balances[0].given.places == 100
    assert not page.chapter.example


def test_an_invented_balance_says_so_first(house):
    people_are(9999)
    reports(house(100, example=True), {JUNE_2023: 80})
    page = balance()
    assert page.chapter.lead.startswith("Beispieldaten (erfunden): Die Plätze reichen")
    assert page.balances[0].given.people == 80
    assert page.chapter.example


def test_without_shelters_or_people_it_says_what_is_missing(house):
    assert balance().chapter.lead == "Für eine Platzbilanz sind noch keine Unterkünfte erfasst."
    house(100)
    assert balance().chapter.lead.startswith("Für diesen Stichtag liegt noch keine Belegung vor")


# People ahead


def test_it_starts_from_what_speaks_for_the_city(house):
    """The shelters' own sum where all reported and it is newer than the reported total."""
    people_are(9000, date(2023, 5, 31))
    reports(house(100), {JUNE_2023: 80})
    start = balance().balances[0].outset
    assert (start.people, str(start.coverage)) == (80, "1 von 1 Unterkünften gemeldet")


def test_a_scenario_may_start_from_an_earlier_day(house):
    people_are(70, date(2023, 3, 31))
    people_are(80)
    house(100)
    assert next(iter(months(start_from=date(2023, 4, 15)))) == "April 2023"


def test_a_start_within_a_month_is_told(house):
    people_are(80, date(2023, 6, 15))
    house(100)
    page = balance(Scenario(name="S", arrivals_per_month=5))
    assert page.balances[0].ahead.months[0].text == "Juni 2023"
    assert "der erste Monat zählt ganz, obwohl der Stand vom 15.06.2023 ist" in str(
        words(page.chapter.table("annahmen"))
    )


def test_an_old_start_is_a_warning(house):
    people_are(80)
    house(100)
    assert balance(as_of=date(2024, 6, 1)).chapter.findings[0].heading == "Die Rechnung beginnt am 30.06.2023"


def test_arrivals_and_departures_by_number_and_rate(house):
    people_are(1000)
    house(2000)
    course = months(arrivals_per_month=20, departures_per_month=5, departure_rate=Decimal(1))
    assert [people for people, _ in list(course.values())[:2]] == [1005, 1010]


def test_the_citys_share_of_a_states_forecast(house):
    people_are(1000)
    house(2000)
    AllocationShare.objects.create(percent="6.47", of_what="der Zugewiesenen", citation=CitationFactory())
    StateForecastFactory(first_month=date(2023, 7, 1), arrivals=12_000, months=12)
    page = balance(Scenario(name="Land", arrivals_from="state"))
    assert sum(page.balances[0].arrivals.numbers) == 776  # 6,47 % of 12,000 is 776,4
    assert len(page.balances[0].arrivals.sources) == 2


def test_months_without_a_forecast_take_the_scenarios_own_number(house):
    people_are(1000)
    house(2000)
    paper = CitationFactory()
    MonthlyFlow.objects.create(month=date(2023, 7, 1), arrivals=90, forecast=True, citation=paper)
    MonthlyFlow.objects.create(month=date(2023, 8, 1), arrivals=70, citation=paper)  # no forecast
    page = balance(Scenario(name="Stadt", arrivals_from="city", arrivals_per_month=10, months=3))
    assert page.balances[0].arrivals.numbers == (90, 10, 10)
    assert page.balances[0].arrivals.text.endswith("für 2 Monate ohne Prognose 10 je Monat")


def test_an_assumption_without_a_source_is_called_one(house):
    people_are(1000)
    house(2000)
    paper = CitationFactory(source__number=7, source__year=2023, chapter="", locator="Seite 3")
    scenario = Scenario(name="S", arrivals_per_month=10, arrivals_citation=paper)
    said = {row[0]: row[2] for row in words(balance(scenario).chapter.table("annahmen"))}
    assert (said["Zugänge"], said["Abgänge"]) == ("GRDrs 7/2023, Seite 3", "Annahme")


# What is shown of it


def test_scenarios_stand_side_by_side(house):
    people_are(90)
    house(100)
    page = balance(ScenarioFactory(name="Mehr", arrivals_per_month=1), ScenarioFactory(name="Gleich"))
    assert words(page.chapter.table("szenarien"))[0] == ["Juli 2023", "9 Plätze", "10 Plätze"]
    assert page.against == "Die Plätze sind im Mai 2024 erschöpft, sonst in keinem der Monate."


def test_more_arrivals_say_what_an_assumption_is_worth(house):
    people_are(90)
    house(1000)
    scenario = Scenario(name="S", arrivals_per_month=100)
    assert balance(scenario).more == (
        "100 Personen mehr je Monat: Die Plätze sind im November 2023 statt im April 2024 erschöpft."
    )


def test_the_picture_parts_what_is_known_from_what_is_calculated(house):
    people_are(70, date(2022, 12, 31))
    people_are(80)
    house(100, permit_until=JUNE_2024)
    chart = balance().chapter.chart("platzbilanz")
    ends = {one.key: (one.points[0].at, one.points[-1].at) for one in chart.series}
    assert chart.known_until == JUNE_2023
    assert ends["people"] == (date(2022, 12, 31), JUNE_2023)
    assert ends["people_ahead"] == ends["places_ahead"] == (JUNE_2023, JUNE_2024)
    assert ends["places"][1] == JUNE_2023
    assert chart.heading == "80 Plätze zu wenig Ende Juni 2024"


def test_looking_back_compares_with_what_came(house):
    """From the end of March, with five more a month: 75, 80, 85 calculated, 70 and 90 came."""
    for day, number in ((date(2023, 3, 31), 70), (date(2023, 4, 30), 70), (JUNE_2023, 90)):
        people_are(number, day)
    house(100)
    table = balance(Scenario(name="S", arrivals_per_month=5), as_of=date(2023, 3, 31)).chapter.table(
        "rueckblick"
    )
    assert [row[:4] for row in words(table)] == [
        ["April 2023", "75 Personen", "70 Personen", "5 Personen"],
        ["Mai 2023", "80 Personen", "k. A.", "k. A."],
        ["Juni 2023", "85 Personen", "90 Personen", "−5 Personen"],
    ]
    assert table.notes[0] == (
        "Im Mittel lag die Rechnung um 5 Personen daneben, gemessen an 2 Monaten mit einer Zahl."
    )


def test_without_later_values_it_looks_back_from_a_year_before(house):
    people_are(70, date(2022, 6, 30))
    people_are(80)
    house(100)
    assert balance().chapter.table("rueckblick").caption == (
        "Rückblick: gerechnet vom 30.06.2022 aus, und was kam"
    )
