"""What the chapter says to whom: money, figures beside grants, offers, small numbers."""

from datetime import date
from decimal import Decimal

import pytest
from django.utils import timezone

from culture_sport.chapter import chapter
from culture_sport.models import Project
from portal.figures import Audience, Chapter, Finding, Kind, Table
from tests.factories import (
    CultureProjectFactory,
    EventFactory,
    FundBudgetFactory,
    FundFactory,
    GrantFactory,
    ReportedFigureFactory,
    SportFactory,
    SportMentorCountFactory,
    SportsOfferFactory,
    SwimmingCourseCountFactory,
)

pytestmark = pytest.mark.django_db

DAY = date(2017, 12, 31)


def told(audience: Audience = Audience.COUNCIL, day: date = DAY) -> Chapter:
    return chapter(day, audience)


def finding(content: Chapter, start: str) -> Finding | None:
    return next((one for one in content.findings if one.heading.startswith(start)), None)


def column(table: Table, key: str) -> list[str]:
    place = [one.key for one in table.columns].index(key)
    return [str(row[place].content) for row in table.rows]


def reported(key: str, value: int, **more: object) -> None:
    ReportedFigureFactory(
        indicator__key=key,
        indicator__area="culture_sport",
        indicator__label=key,
        value=Decimal(value),
        **more,
    )


class TestMoney:
    def test_bound_and_paid_stand_beside_the_budget(self):
        fund = FundBudgetFactory(amount=Decimal(1000)).fund
        GrantFactory(fund=fund, granted=Decimal(600), paid=Decimal(400))
        GrantFactory(fund=fund)
        chart = told().chart("foerdertoepfe-jahre")
        assert [value.amount for value in chart.bars[0].values] == [1000, 600, 400]
        assert chart.heading == "Von 1.000 EUR sind 600 EUR bewilligt und 400 EUR ausgezahlt".replace(
            " EUR", "\N{NO-BREAK SPACE}EUR"
        )
        assert column(chart.table, "frei") == ["400\N{NO-BREAK SPACE}EUR"]

    def test_what_was_decided_later_is_not_bound_yet(self):
        fund = FundBudgetFactory(amount=Decimal(1000)).fund
        GrantFactory(fund=fund, granted=Decimal(600), paid=Decimal(600))
        before = told(day=date(2017, 1, 31)).chart("foerdertoepfe-jahre")
        assert [value.amount for value in before.bars[0].values] == [1000, 0, 0]

    def test_a_budget_without_single_grants_has_no_data_and_not_zero(self):
        FundBudgetFactory(fund__name="Stadtteilfonds")
        content = told()
        assert column(content.table("haushaltsansaetze"), "bewilligt") == ["k. A."]
        assert "Stadtteilfonds" in finding(content, "Was bewilligt und ausgezahlt wurde").text

    def test_more_granted_than_there_is_warns(self):
        fund = FundBudgetFactory(amount=Decimal(500), fund__name="Topf").fund
        GrantFactory(fund=fund, granted=Decimal(600))
        content = told()
        assert content.chart("foerdertoepfe-jahre").heading == "Mehr bewilligt als vorhanden: Topf 2017"
        assert finding(content, "Topf 2017: mehr bewilligt").level == "warning"

    def test_grants_of_a_year_without_a_budget_are_not_lost(self):
        GrantFactory(fund__name="Topf", granted=Decimal(600))
        assert finding(told(), "Topf 2017: Förderungen ohne Haushaltsansatz")

    def test_invented_money_is_never_added_to_real_money(self):
        GrantFactory(fund=FundBudgetFactory().fund, granted=Decimal(100))
        invented = FundFactory(example=True)
        FundBudgetFactory(fund=invented, example=True)
        GrantFactory(fund=invented, granted=Decimal(900), example=True)
        charts = {chart.key: chart for chart in told().charts}
        assert [len(charts[key].bars) for key in ("foerdertoepfe-jahre", "foerdertoepfe-jahre-beispiel")] == [
            1, 1,
        ]  # fmt: skip
        assert charts["foerdertoepfe-jahre-beispiel"].example

    def test_an_overdue_proof_is_for_who_may_see_grants(self):
        GrantFactory(reference="AZ-7", granted=Decimal(9), paid=Decimal(9), proof_due=date(2017, 6, 30))
        assert "AZ-7" in finding(told(), "Überfällige Verwendungsnachweise: 1").text
        assert finding(told(Audience.PUBLIC), "Überfällige") is None

    def test_a_proof_that_is_handed_in_is_not_overdue(self):
        GrantFactory(granted=Decimal(9), paid=Decimal(9), proof_due=date(2017, 6, 30), proof="submitted")
        assert finding(told(), "Überfällige") is None

    def test_the_public_does_not_read_who_got_what(self):
        GrantFactory()
        keys = {audience: {table.key for table in told(audience).tables} for audience in Audience}
        assert [audience for audience in Audience if "foerderungen" in keys[audience]] == [
            Audience.COUNCIL, Audience.INTERNAL,
        ]  # fmt: skip

    def test_a_single_person_is_not_named(self):
        GrantFactory(recipient=None)
        assert column(told().table("foerderungen"), "wer") == ["Einzelperson"]


class TestFigures:
    def test_reported_totals_and_single_grants_stand_side_by_side(self):
        reported("funded_offers", 80)
        reported("funded_participants", 400)
        GrantFactory(granted=Decimal(600), offer=SportsOfferFactory())
        table = told().table("berichtet-und-einzeln")
        assert column(table, "berichtet") == ["80\N{NO-BREAK SPACE}Personen", "400\N{NO-BREAK SPACE}Personen"]
        assert column(table, "einzeln") == ["1", "k. A."]

    def test_a_refused_grant_funds_no_offer(self):
        reported("funded_offers", 80)
        GrantFactory(granted=Decimal(0), offer=SportsOfferFactory())
        assert column(told().table("berichtet-und-einzeln"), "einzeln") == ["k. A."]

    def test_the_first_sentence_says_what_is_known(self):
        reported("sports_offers_total", 310, qualifier="über")
        reported("sport_mentors_trained", 90)
        assert told().lead == "Über 310 Sportangebote für Geflüchtete und 90 ausgebildete Sportpaten."

    def test_before_any_source_there_is_nothing_to_say(self):
        reported("sports_offers_total", 310)
        assert told(day=date(2014, 1, 1)).lead.startswith("Zu diesem Stichtag nennt keine Quelle")

    def test_a_figure_for_two_events_is_said_at_each_and_never_divided(self):
        figure = ReportedFigureFactory(value=Decimal(120), qualifier="über")
        for held_on in (date(2014, 11, 1), date(2016, 2, 1)):
            EventFactory(held_on=held_on, precision="month", figure=figure)
        content = told()
        assert (
            column(content.table("veranstaltungen"), "teilnehmende")
            == ["über 120, alle 2 Veranstaltungen zusammen"] * 2
        )
        assert "November 2014 und Februar 2016" in finding(content, "„über 120“ gilt für 2").text

    def test_what_is_planned_stands_apart(self):
        CultureProjectFactory(title="Werben", status=Project.Status.PLANNED)
        CultureProjectFactory(title="LABYRINTH", status=Project.Status.UNKNOWN)
        content = told()
        assert column(content.table("vorhaben"), "titel") == ["Werben"]
        assert column(content.table("projekte"), "titel") == ["LABYRINTH"]


class TestOffers:
    def test_the_heading_names_the_most_frequent_sport(self):
        for name in ("Fußball", "Fußball", "Ringen"):
            SportsOfferFactory(sport=SportFactory(name=name))
        chart = told(day=timezone.localdate()).chart("sportarten")
        assert chart.heading == "Am häufigsten: Fußball, 2 von 3 Angeboten"
        assert [(bar.label, bar.values[0].amount) for bar in chart.bars] == [("Fußball", 2), ("Ringen", 1)]

    def test_equals_are_named_together(self):
        for name in ("Fußball", "Ringen"):
            SportsOfferFactory(sport=SportFactory(name=name))
        heading = told(day=timezone.localdate()).chart("sportarten").heading
        assert heading == "Am häufigsten: Fußball und Ringen, je 1 von 2 Angeboten"

    def test_many_sports_end_in_one_bar_for_the_rest(self):
        for number in range(20):
            SportsOfferFactory(sport=SportFactory(name=f"Sport {number:02}"))
        bars = told(day=timezone.localdate()).chart("sportarten").bars
        assert (len(bars), bars[-1].label, bars[-1].values[0].amount) == (15, "weitere Sportarten", 6)

    def test_the_heading_of_an_invented_picture_says_so(self):
        SportsOfferFactory(sport__name="Fußball", example=True)
        GrantFactory(fund=FundBudgetFactory(example=True).fund, granted=Decimal(9), example=True)
        content = told(day=timezone.localdate())
        for key in ("sportarten-beispiel", "bezirke-beispiel", "foerdertoepfe-jahre-beispiel"):
            assert content.chart(key).heading.endswith("(Beispieldaten, erfunden)")

    def test_only_the_administration_hears_of_hidden_offers(self):
        SportsOfferFactory(listed_since=date(2016, 1, 1), confirmed_on=date(2016, 6, 1))
        assert finding(told(Audience.INTERNAL), "Ausgeblendete Sportangebote: 1")
        assert finding(told(Audience.COUNCIL), "Ausgeblendete") is None


class TestSmallNumbers:
    def test_a_small_count_and_what_would_give_it_away_are_hidden(self):
        for trained in (2, 7, 9):
            SportMentorCountFactory(trained=trained)
        table = told(Audience.PUBLIC).table("sportpaten")
        assert sorted(column(table, "ausgebildet")) == ["9", "•", "•"]
        assert str(table.footer[2].content) == "18"

    def test_the_council_reads_no_small_count_either(self):
        SportMentorCountFactory(trained=2)
        table = told(Audience.COUNCIL).table("sportpaten")
        assert table.rows[0][2].content.kind is Kind.SUPPRESSED

    def test_the_administration_reads_all(self):
        SportMentorCountFactory(trained=2)
        assert column(told(Audience.INTERNAL).table("sportpaten"), "ausgebildet") == ["2"]

    @pytest.mark.parametrize(("trained", "active"), [((9, 12), (7, 10)), ((9, 12), (9, 3))])
    def test_how_many_of_them_are_active_is_told_of_no_club_outside(self, trained, active):
        """Nine trained and seven active would be two who are not."""
        for numbers in zip(trained, active, strict=True):
            SportMentorCountFactory(trained=numbers[0], active=numbers[1])
        assert column(told(Audience.PUBLIC).table("sportpaten"), "taetig") == ["•", "•"]
        assert column(told(Audience.INTERNAL).table("sportpaten"), "taetig") == [str(one) for one in active]

    @pytest.mark.parametrize(("trained", "active", "shown"), [(20, 12, "12"), (20, 17, "•"), (20, 3, "•")])
    def test_their_sum_is_told_unless_it_or_the_others_are_few(self, trained, active, shown):
        SportMentorCountFactory(trained=trained, active=active)
        assert str(told(Audience.PUBLIC).table("sportpaten").footer[3].content) == shown

    def test_few_participants_of_an_event_are_hidden_outside(self):
        EventFactory(held_on=date(2016, 2, 1), participants=3)
        assert column(told(Audience.COUNCIL).table("veranstaltungen"), "teilnehmende") == ["•"]
        assert column(told(Audience.INTERNAL).table("veranstaltungen"), "teilnehmende") == ["3"]

    def test_courses_are_not_persons(self):
        SwimmingCourseCountFactory(girls_only=1, participants=3)
        table = told(Audience.PUBLIC).table("schwimmkurse")
        assert column(table, "maedchen") == ["1"]
        assert column(table, "teilnehmende") == ["•"]

    def test_a_sum_with_a_gap_is_no_sum(self):
        SportMentorCountFactory(active=5)
        SportMentorCountFactory(active=None)
        table = told(Audience.INTERNAL).table("sportpaten")
        assert str(table.footer[3].content) == "k. A."

    def test_the_newest_count_of_each_counts(self):
        old = SportMentorCountFactory(as_of=date(2016, 8, 31), trained=5)
        SportMentorCountFactory(organisation=old.organisation, trained=9)
        assert column(told(Audience.INTERNAL).table("sportpaten"), "ausgebildet") == ["9"]


def test_the_questions_to_the_database_do_not_grow_with_the_rows(django_assert_max_num_queries):
    for _ in range(5):
        GrantFactory(fund=FundBudgetFactory().fund, granted=Decimal(9), offer=SportsOfferFactory())
        EventFactory(held_on=date(2016, 2, 1))
        CultureProjectFactory()
        SportMentorCountFactory()
    with django_assert_max_num_queries(24):
        told(Audience.INTERNAL)
