"""Indicators: every released value with its wording and source, its course, its corrections."""

import re
from datetime import date
from decimal import Decimal

import pytest
from django.utils import timezone

from portal.actions import release_figure
from portal.figures import Audience
from portal.library.indicator_list import indicator_list
from portal.library.indicator_page import indicator_page
from portal.models import Indicator, ReportedFigure
from portal.releases import State
from tests import people
from tests.factories import DistrictFactory, IndicatorFactory, ReportedFigureFactory, SourceFactory

pytestmark = pytest.mark.django_db
TODAY = date(2018, 1, 1)


@pytest.fixture
def people_housed() -> Indicator:
    return IndicatorFactory(
        key="occupancy_total", label="Menschen in Unterkünften", rhythm="vierteljährlich",
        unit=Indicator.Unit.PERSONS,
    )  # fmt: skip


def value(indicator: Indicator, amount: int | None, day: date = date(2017, 8, 31), **more) -> ReportedFigure:
    number = None if amount is None else Decimal(amount)
    return ReportedFigureFactory(indicator=indicator, value=number, period_start=day, **more)


def page_of(indicator: Indicator, audience: Audience = Audience.PUBLIC, as_of: date = TODAY):
    return indicator_page(indicator, as_of, audience)


def text(answer) -> str:
    return " ".join(answer.content.decode().replace("\N{NO-BREAK SPACE}", " ").split())


def corrected(figure: ReportedFigure, amount: int) -> ReportedFigure:
    correction = value(
        figure.indicator, amount, replaces=figure, reason="Doppelt gezählt.", leading=False,
        state=State.SUBMITTED, submitted_by=people.emil(),
    )  # fmt: skip
    return release_figure(figure=correction, by=people.karla())


class TestValues:
    def test_each_says_how_it_is_printed_what_it_is_about_and_where_it_stands(self, people_housed):
        source = SourceFactory(number=429, year=2016)
        stated = value(
            people_housed, 310, value_text="über 310", qualifier="über", scope="ohne Wohnungen",
            remark="gerundet", citation__source=source, citation__locator="Seite 3",
        )  # fmt: skip
        (row,) = page_of(people_housed).table("werte").rows
        assert [str(cell.content) for cell in row] == [
            "31. August 2017", "über 310\N{NO-BREAK SPACE}Personen", "über 310", "Tag",
            "ohne Wohnungen; gerundet", "berichtet, führend", "GRDrs 429/2016, Kapitel 1, Seite 3",
        ]  # fmt: skip
        assert row[-1].link == f"/drucksachen/429-2016/#reportedfigure-{stated.pk}"

    def test_no_value_is_not_zero(self, people_housed):
        value(people_housed, None)
        value(people_housed, 0, date(2017, 9, 30))
        assert [row[1].content.number for row in page_of(people_housed).table("werte").rows] == ["k. A.", "0"]

    def test_what_begins_later_is_not_known_yet(self, people_housed):
        value(people_housed, 7362)
        assert page_of(people_housed, as_of=date(2017, 7, 1)).lead == (
            "Zu diesem Stichtag gibt es noch keinen freigegebenen Wert."
        )

    def test_values_of_a_district_are_not_listed(self, people_housed):
        value(people_housed, 3, district=DistrictFactory())
        assert page_of(people_housed, Audience.INTERNAL).tables == ()

    def test_the_definition_stands_above(self, client, people_housed):
        page = text(client.get("/kennzahlen/occupancy_total/"))
        assert "Personen in Unterkünften der Stadt." in page
        assert "vierteljährlich" in page

    def test_a_part_leads_to_its_whole_and_back(self, client, people_housed):
        IndicatorFactory(key="kinder", label="Kinder", part_of=people_housed)
        assert 'href="/kennzahlen/occupancy_total/"' in text(client.get("/kennzahlen/kinder/"))
        assert 'href="/kennzahlen/kinder/"' in text(client.get("/kennzahlen/occupancy_total/"))

    def test_they_can_be_taken_along(self, client, people_housed):
        value(people_housed, 7362)
        file = client.get("/kennzahlen/occupancy_total/werte.csv?stichtag=2017-12-31").content.decode(
            "utf-8-sig"
        )
        assert "31. August 2017;7362" in file
        assert client.get("/kennzahlen/occupancy_total/werte.xlsx").content.startswith(b"PK")


class TestCourse:
    def test_the_heading_tells_the_fall_from_the_peak(self, people_housed):
        value(people_housed, 1815, date(2014, 5, 31))
        value(people_housed, 8141, date(2016, 7, 1))
        value(people_housed, 7362)
        (chart,) = page_of(people_housed).charts
        assert chart.heading.replace("\N{NO-BREAK SPACE}", " ") == (
            "Vom Höchststand 8.141 (1. Juli 2016) auf 7.362 Personen (31. August 2017) gesunken"
        )

    def test_one_value_is_no_course(self, people_housed):
        value(people_housed, 7362)
        value(people_housed, 7400, leading=False)
        assert page_of(people_housed).charts == ()

    def test_values_of_different_sources_are_not_joined(self, people_housed):
        value(people_housed, 8141, date(2016, 7, 1), leading=False)
        value(people_housed, 7362, leading=False)
        assert page_of(people_housed).charts == ()

    def test_two_leading_values_of_one_day_are_two_definitions(self, people_housed):
        for scope in ("VU", "AU"):
            value(people_housed, 10, date(2016, 7, 1), scope=scope)
            value(people_housed, 20, scope=scope)
        (chart,) = page_of(people_housed).charts
        assert len(chart.series) == 2


class TestCorrections:
    def test_old_new_reason_and_day_are_told_and_nobody_is_named(self, client, people_housed):
        corrected(value(people_housed, 7574), 7570)
        page = text(client.get("/kennzahlen/occupancy_total/"))
        assert "Doppelt gezählt." in page
        assert "7.574" in page
        assert "7.570" in page
        assert f"{timezone.localdate():%d.%m.%Y}" in page
        assert "Karla" not in page
        assert "Koordination" not in page

    def test_inside_the_role_is_told_but_no_name(self, act_as, people_housed):
        corrected(value(people_housed, 7574), 7570)
        page = text(act_as(people.emil).get("/kennzahlen/occupancy_total/"))
        assert f"{timezone.localdate():%d.%m.%Y}, Koordination" in page
        assert "Karla" not in page

    def test_only_the_newer_value_counts(self, people_housed):
        corrected(value(people_housed, 7574), 7570)
        (row,) = page_of(people_housed).table("werte").rows
        assert row[1].content.amount == 7570


@pytest.mark.parametrize("reader", [None, people.rosa, people.karla])
def test_a_figure_that_is_not_released_is_found_nowhere(client, people_housed, reader):
    known = value(people_housed, 7000)
    source = known.citation.source
    for state in (State.DRAFT, State.SUBMITTED, State.RETURNED, State.WITHDRAWN):
        value(people_housed, 4711, value_text="ganze 4.711", leading=False, state=state,
              citation__source=source)  # fmt: skip
    value(people_housed, 4711, replaces=known, reason="Verzählt.", leading=False, state=State.SUBMITTED)
    if reader:
        client.force_login(reader())
    for address in (
        "/", "/unterbringung/", "/kennzahlen/", "/kennzahlen/accommodation.csv", "/drucksachen/",
        "/kennzahlen/occupancy_total/", "/kennzahlen/occupancy_total/werte.csv",
        source.get_absolute_url(), f"{source.get_absolute_url()}zahlen.csv",
    ):  # fmt: skip
        answer = client.get(address)
        assert answer.status_code == 200
        # Not what stands in the middle of a coordinate of the curve.
        assert re.search(r"(?<![\d.])4\.?711(?!\d)", text(answer)) is None, address
        assert "Verzählt" not in text(answer), address


def test_the_list_shows_the_newest_value_and_says_where_there_is_none(people_housed):
    value(people_housed, 8141, date(2016, 7, 1))
    value(people_housed, 7362)
    IndicatorFactory(label="Zugänge im Jahr")
    rows = indicator_list(TODAY, Audience.PUBLIC).table("accommodation").rows
    assert [str(row[1].content.number) for row in rows] == ["7.362", "k. A."]
    assert rows[1][3].content == "noch kein Wert"


def test_list_and_page_ask_no_more_for_many_values_than_for_few(people_housed, django_assert_max_num_queries):
    for month in range(1, 13):
        value(people_housed, 7000 + month, date(2016, month, 1))
        value(IndicatorFactory(), month)
    with django_assert_max_num_queries(2):
        indicator_list(TODAY, Audience.INTERNAL)
    with django_assert_max_num_queries(4):
        page_of(people_housed, Audience.INTERNAL)
