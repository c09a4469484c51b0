"""What the chapter says, to whom, and that every number in it is computed."""

from datetime import date
from decimal import Decimal

import pytest
from django.db import connection

from accommodation.chapter import chapter, occupancy_curve
from portal.dates import month
from portal.figures import Audience, Kind, Verdict
from portal.models import ReportedFigure
from portal.releases import State
from tests.factories import (
    CapacityFactory,
    ClaimReadingFactory,
    DistrictFactory,
    IndicatorFactory,
    OccupancyFactory,
    ReportedFigureFactory,
    ShelterFactory,
)

pytestmark = pytest.mark.django_db

AUGUST = date(2017, 8, 31)
TODAY = date(2017, 12, 31)


@pytest.fixture
def total():
    return IndicatorFactory(key="occupancy_total")


def reported(total, value, period, **fields) -> ReportedFigure:
    return ReportedFigureFactory(
        indicator=total,
        value=value,
        period_start=period.start,
        period_end=period.end,
        precision=period.precision,
        **fields,
    )


@pytest.fixture
def city(total):
    """Three of the report's values."""
    return [
        reported(total, 1815, month(2014, 5)),
        reported(total, 8141, month(2016, 7)),
        reported(total, 7362, month(2017, 8)),
    ]


def test_the_answer_stands_in_the_first_sentence(city):
    assert chapter(TODAY, Audience.PUBLIC).lead == (
        "Im August 2017 lebten 7.362\N{NO-BREAK SPACE}Personen in den städtischen Unterkünften,"
        " 779 weniger als im Wert davor (Juli 2016)."
    )


def test_the_charts_heading_states_its_finding(city):
    chart = chapter(TODAY, Audience.PUBLIC).chart("belegung")

    assert chart.heading == "Belegung seit Juli 2016 um 9,6\N{NO-BREAK SPACE}% gesunken"


def test_a_stichtag_hides_what_had_not_begun_by_then(city):
    chart = chapter(date(2016, 7, 1), Audience.PUBLIC).chart("belegung")

    assert [point.value.amount for point in chart.series[0].points] == [1815, 8141]
    assert chart.heading == "Belegung seit Mai 2014 um 348,5\N{NO-BREAK SPACE}% gestiegen"


def test_without_any_figure_the_chapter_says_so():
    empty = chapter(TODAY, Audience.PUBLIC)

    assert empty.lead == "Für diesen Stichtag liegt noch keine Zahl vor."
    assert empty.charts[0].heading == "Noch keine Zahlen zur Belegung"


def test_drafts_do_not_appear(total):
    reported(total, 9999, month(2017, 8), state=State.SUBMITTED)

    assert not chapter(TODAY, Audience.INTERNAL).charts[0].series


def test_a_released_correction_takes_the_place_of_what_it_replaces(total):
    old = reported(total, 7574, month(2017, 7), leading=False)
    reported(total, 7570, month(2017, 7), replaces=old, reason="Bereinigung")

    (series,) = chapter(TODAY, Audience.PUBLIC).charts[0].series

    assert [point.value.amount for point in series.points] == [7570]


def test_other_sources_are_a_series_of_their_own(city, total):
    reported(total, 8558, month(2016, 6), leading=False, scope="Höhepunkt")

    content = chapter(TODAY, Audience.PUBLIC)

    assert [series.key for series in content.charts[0].series] == ["reported", "others"]
    assert not content.charts[0].series[1].joined


def test_a_sum_carries_its_coverage_and_never_leads_while_incomplete(city):
    OccupancyFactory(as_of=date(2017, 10, 31), occupied=80)
    ShelterFactory()

    content = chapter(TODAY, Audience.PUBLIC)
    sums = content.charts[0].series[1]

    assert str(sums.points[0].coverage) == "1 von 2 Unterkünften gemeldet"
    assert content.lead.startswith("Im August 2017 lebten 7.362")
    assert content.findings[0].heading == "Die Meldung einer Unterkunft fehlt (31.10.2017)"


def test_a_complete_newer_sum_is_the_answer(city):
    OccupancyFactory(as_of=date(2017, 10, 31), occupied=80)

    assert chapter(TODAY, Audience.PUBLIC).lead.startswith("Am 31.10.2017 lebten 80")


def test_a_reported_total_and_a_sum_of_one_month_are_compared(city):
    OccupancyFactory(as_of=AUGUST, occupied=80)

    two = next(
        one for one in chapter(TODAY, Audience.PUBLIC).findings if one.heading.startswith("Zwei Zahlen")
    )

    assert "Unterschied: 7.282" in two.text


def test_example_data_is_marked_and_apart(city):
    OccupancyFactory(as_of=AUGUST, occupied=80, shelter__example=True)

    content = chapter(TODAY, Audience.PUBLIC)

    assert content.example
    assert [series.label for series in content.charts[0].series if series.example] == [
        "Beispieldaten (erfunden)"
    ]
    assert content.lead.startswith("Im August 2017 lebten 7.362")


@pytest.fixture
def districts():
    """Three districts: 3, 40 and 90 persons."""
    for name, occupied in (("Birkach", 3), ("Münster", 40), ("Wangen", 90)):
        OccupancyFactory(as_of=AUGUST, occupied=occupied, shelter__district=DistrictFactory(name=name))


def occupied_by_district(audience: Audience) -> dict[str, str]:
    table = chapter(TODAY, audience).table("bezirke")
    return {row[0].content: row[4].content.number for row in (*table.rows, table.footer)}


def test_staff_sees_every_number_of_the_districts(districts):
    assert occupied_by_district(Audience.INTERNAL) == {
        "Birkach": "3",
        "Münster": "40",
        "Wangen": "90",
        "Stadt insgesamt": "133",
    }


@pytest.mark.parametrize("audience", [Audience.PUBLIC, Audience.COUNCIL])
def test_small_numbers_are_hidden_so_that_they_cannot_be_recomputed(districts, audience):
    assert occupied_by_district(audience) == {
        "Birkach": "•",
        "Münster": "•",
        "Wangen": "90",
        "Stadt insgesamt": "133",
    }


def test_a_total_that_the_districts_need_hidden_is_hidden_in_the_curve_too():
    """Four and four: the sum of eight would give both away."""
    for name in ("Birkach", "Münster"):
        OccupancyFactory(as_of=AUGUST, occupied=4, shelter__district=DistrictFactory(name=name))

    content = chapter(TODAY, Audience.PUBLIC)

    assert content.table("bezirke").footer[4].content.kind is Kind.SUPPRESSED
    assert content.charts[0].series[0].points[0].value.kind is Kind.SUPPRESSED


def test_a_hidden_number_does_not_show_through_its_utilisation(districts):
    birkach = chapter(TODAY, Audience.PUBLIC).table("bezirke").rows[0]

    assert birkach[6].content.kind is Kind.SUPPRESSED


def test_utilisation_needs_every_shelter_and_every_capacity():
    district = DistrictFactory()
    OccupancyFactory(as_of=AUGUST, occupied=50, shelter__district=district)
    assert chapter(TODAY, Audience.INTERNAL).table("bezirke").rows[0][6].content.number == "50,0"

    silent = ShelterFactory(district=district)
    assert chapter(TODAY, Audience.INTERNAL).table("bezirke").rows[0][6].content.number == "k. A."

    OccupancyFactory(as_of=AUGUST, occupied=0, shelter=silent)
    CapacityFactory(shelter=silent, places=0, valid_from=AUGUST)
    assert chapter(TODAY, Audience.INTERNAL).table("bezirke").rows[0][6].content.number == "50,0"


@pytest.mark.parametrize("audience", [Audience.PUBLIC, Audience.COUNCIL])
def test_no_shelter_is_named_outside_the_administration(audience):
    OccupancyFactory(as_of=AUGUST, shelter__name="Haus Ahorn", shelter__street="Ahornweg 3")

    assert "Ahorn" not in repr(chapter(TODAY, audience))


def test_a_claim_stands_beside_what_its_own_figures_give(city):
    ClaimReadingFactory(
        claim__stated_value=Decimal(-11), claim__stated_text="11 %", figures=[city[2]], bases=[city[1]]
    )

    (check,) = chapter(TODAY, Audience.PUBLIC).checks

    assert (check.stated, check.recomputed) == ("11 %", "9,6\N{NO-BREAK SPACE}% weniger")
    assert check.calculation == "(7.362 − 8.141) ÷ 8.141"
    assert check.verdict is Verdict.DIFFERS


def test_a_chapter_costs_a_bounded_number_of_queries(city, django_assert_max_num_queries):
    """The same however many shelters and dates there are."""
    for day in (date(2017, 6, 30), date(2017, 7, 31), AUGUST):
        OccupancyFactory.create_batch(3, as_of=day)

    with django_assert_max_num_queries(17):
        chapter(TODAY, Audience.PUBLIC)


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("_months_are_kept")
@pytest.mark.parametrize("years", [1, 10])
def test_after_new_data_the_curve_alone_asks_as_much_however_old_the_portal_is(
    total, years, django_assert_num_queries
):
    """The rule for carried numbers, the first and the last day, the sums, the papers, the open shelters; on
    PostgreSQL before the sums, which months have changed."""
    house = ShelterFactory(capacity=None, opened_on=None)
    for year in range(2018 - years, 2018):
        reported(total, 7000 + year, month(year, 6))
        OccupancyFactory(shelter=house, as_of=date(year, 8, 31))
    occupancy_curve(TODAY, Audience.PUBLIC)
    OccupancyFactory(shelter=house, as_of=date(2017, 9, 30))

    with django_assert_num_queries(6 if connection.vendor == "postgresql" else 5):
        curve = occupancy_curve(TODAY, Audience.PUBLIC)
    assert sum(len(series.points) for series in curve.series) == 2 * years + 1


def test_a_sum_leads_staff_to_its_shelters_and_nobody_else():
    OccupancyFactory(as_of=AUGUST)

    def source(audience: Audience) -> str:
        return chapter(TODAY, audience).charts[0].series[0].points[0].source.url

    assert source(Audience.INTERNAL) == "/unterbringung/unterkuenfte/?stichtag=2017-08-31"
    assert source(Audience.COUNCIL) == source(Audience.PUBLIC) == ""
