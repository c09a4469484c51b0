"""Amounts and shares: never added across levels, never without unit, and what is computed says so."""

from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError

from pakt.chapter import chapter
from pakt.chapter.amounts import MILLION_EUR, ROUNDED, money
from pakt.chapter.cards import amounts
from pakt.chapter.funding import contradictory, funding_tables, fundings, incomplete
from pakt.chapter.money import all_lines, city_charts, line_tables, sums
from pakt.chapter.state_money import REST, exceeded, state_charts
from pakt.models import BudgetLine, Programme
from portal.figures import Audience, BarChart, Kind
from tests.factories import (
    BudgetLineFactory,
    FundingShareFactory,
    OrganisationFactory,
    ProgrammeFactory,
    ProjectFactory,
)

pytestmark = pytest.mark.django_db

NBSP = "\N{NO-BREAK SPACE}"


@pytest.fixture
def pakt() -> Programme:
    """160 Mio. EUR for the whole Land in 2018, of it 90 Mio. for one purpose."""
    programme = ProgrammeFactory()
    land = OrganisationFactory(name="Land")
    whole = BudgetLineFactory(
        project=None, programme=programme, level="state", kind="planned", giver=land, amount=160_000_000
    )
    BudgetLineFactory(
        project=None, programme=programme, level="state", kind="planned", giver=land, part_of=whole,
        purpose="Lastenausgleich", amount=90_000_000,
    )  # fmt: skip
    return programme


def lines(inside: bool = True) -> list[BudgetLine]:
    return all_lines(Programme.objects.described(), inside)


def state_chart() -> BarChart:
    (chart,) = state_charts(lines())
    return chart


def test_millions_are_written_with_their_name_and_euros_with_theirs():
    assert str(money(Decimal(160_000_000), MILLION_EUR)) == f"160{NBSP}Mio. EUR"
    assert str(money(Decimal("28450.50"))) == f"28.450,50{NBSP}EUR"
    assert str(money(None)) == "k. A."


def test_the_part_stands_beside_the_whole_and_the_rest_is_computed(pakt):
    chart = state_chart()
    assert chart.groups == ("insgesamt", "Lastenausgleich", REST)
    assert [value.number for value in chart.bars[0].values] == ["160", "90", "70"]
    assert chart.unit == MILLION_EUR
    assert f"davon 90{NBSP}Mio. EUR Lastenausgleich" in chart.heading
    assert "gerechnet" in REST


def test_the_land_and_the_city_are_two_charts(pakt):
    BudgetLineFactory(project__programme=pakt, amount=3_000_000)
    (city,) = city_charts(lines())
    assert [bar.values[0].amount for bar in city.bars] == [3_000_000]
    assert city.unit == "EUR"
    assert len(state_chart().bars) == 1


def test_a_part_is_not_added_to_its_whole(pakt):
    assert [one.amount for one in sums(lines())] == [160_000_000]


def test_without_a_part_there_is_no_rest(pakt):
    BudgetLine.objects.exclude(part_of=None).delete()
    assert state_chart().groups == ("insgesamt",)


def test_more_parts_than_whole_is_told_and_no_rest_is_computed(pakt):
    BudgetLine.objects.exclude(part_of=None).update(amount=170_000_000)
    (finding,) = exceeded(lines())
    assert "mehr als das Ganze" in finding.heading
    assert REST not in state_chart().groups


def test_where_rounded_parts_do_not_add_up_the_chart_says_so(pakt):
    assert ROUNDED not in state_chart().notes
    BudgetLine.objects.filter(part_of=None).update(amount=2_500_000)
    BudgetLine.objects.exclude(part_of=None).update(amount=1_250_000)
    assert [value.number for value in state_chart().bars[0].values] == ["2,5", "1,3", "1,3"]
    assert ROUNDED in state_chart().notes


def test_amounts_of_one_giver_year_and_kind_are_added_over_projects():
    city = OrganisationFactory(name="Stadt")
    for amount in (100, 50):
        BudgetLineFactory(giver=city, amount=amount)
    BudgetLineFactory(giver=city, kind="planned", amount=7)
    assert [(str(one), one.amount) for one in sums(lines())] == [
        ("Stadt 2018, geplant", 7),
        ("Stadt 2018, bewilligt", 150),
    ]


def test_an_amount_for_two_years_is_not_split():
    line = BudgetLineFactory(to_year=2019, amount=6_540_594)
    assert list(amounts([line])) == [f"2018–2019 bewilligt: 6.540.594{NBSP}EUR"]


def test_a_forecast_is_for_the_administration_alone_and_marked():
    BudgetLineFactory(kind="forecast")
    assert lines(inside=False) == []
    (chart,) = city_charts(lines())
    assert chart.bars[0].values[0].kind is Kind.ESTIMATED


def test_an_amount_that_nobody_states_is_no_zero():
    line = BudgetLineFactory(amount=None)
    (table,) = line_tables(lines())
    assert str(table.rows[0][6].content) == "k. A."
    assert list(city_charts([line])) == []


def test_invented_money_has_a_chart_of_its_own():
    BudgetLineFactory(project__programme__example=True)
    BudgetLineFactory()
    assert [chart.example for chart in city_charts(lines())] == [False, True]


def test_a_part_has_the_year_of_its_whole(pakt):
    part = BudgetLine.objects.exclude(part_of=None).get()
    part.year = 2019
    with pytest.raises(ValidationError, match="Jahr, Art und Ebene"):
        part.full_clean()


# Shares


def rows(project) -> list[tuple[str, str, str]]:
    """Giver, share and where it comes from."""
    (table,) = funding_tables([project])
    return [(str(row[2].content), str(row[4].content), str(row[6].content)) for row in table.rows]


def test_what_is_left_is_computed_and_marked_and_nobody_is_guessed():
    project = FundingShareFactory(giver__name="Stadt").project
    assert rows(project) == [
        ("Stadt", f"40{NBSP}%", "angegeben"),
        ("keine Angabe in der Quelle", f"60{NBSP}%", "gerechnet: 100 % − 40 %"),
    ]


def test_a_giver_without_a_stated_share_stands_with_the_rest():
    project = FundingShareFactory(giver__name="Caritas", percent=50).project
    FundingShareFactory(project=project, giver__name="Stadt", percent=None)
    assert rows(project)[1][:2] == ("Stadt", f"50{NBSP}%")


def test_an_incomplete_funding_is_a_warning_if_nobody_is_named_for_the_rest():
    project = ProjectFactory(name="Sprachkurse")
    for year in (2017, 2018):
        FundingShareFactory(project=project, year=year)
    (finding,) = incomplete([project])
    assert finding.heading == f"Sprachkurse: Finanzierung zu 40{NBSP}% belegt (2017, 2018)"
    assert finding.level == "warning"


def test_with_a_named_giver_it_is_a_notice():
    project = FundingShareFactory().project
    FundingShareFactory(project=project, giver__name="Land", percent=None)
    (finding,) = incomplete([project])
    assert (finding.level, "Land" in finding.text) == ("info", True)


def test_a_complete_funding_is_not_told():
    project = FundingShareFactory(percent=60).project
    FundingShareFactory(project=project, percent=40)
    assert list(incomplete([project])) == []
    assert len(rows(project)) == 2


def test_more_than_everything_is_told():
    project = FundingShareFactory(percent=80).project
    FundingShareFactory(project=project, percent=40)
    (finding,) = incomplete([project])
    assert f"120{NBSP}%" in finding.heading


def test_a_share_in_euros_is_measured_by_what_is_granted_that_year():
    project = BudgetLineFactory(amount=20_000).project
    FundingShareFactory(project=project, percent=None, amount=8_000)
    (funding,) = fundings(project)
    assert (funding.proven, funding.shares[0].computed) == (40, True)


def test_a_share_in_euros_stays_without_percent_if_the_total_is_not_known():
    project = FundingShareFactory(percent=None, amount=8_000).project
    assert rows(project)[0][1:] == ("k. A.", "keine Angabe in der Quelle")
    assert len(rows(project)) == 1
    assert list(incomplete([project])) == []


def test_percent_and_euros_that_do_not_agree_are_told():
    project = BudgetLineFactory(amount=20_000).project
    share = FundingShareFactory(project=project, percent=40, amount=8_000)
    assert list(contradictory([project])) == []
    share.amount = 10_000
    share.save()
    (finding,) = contradictory([project])
    assert f"50,0{NBSP}%" in finding.text


def test_budgets_show_their_years_whatever_the_date():
    BudgetLineFactory(year=2018)
    charts = chapter(date(2016, 1, 1), Audience.PUBLIC).charts
    assert "2018" in charts[0].heading


def test_of_equal_amounts_none_is_called_the_largest():
    project = ProjectFactory()
    for giver in ("Diözese", "Stadt"):
        BudgetLineFactory(project=project, giver=OrganisationFactory(name=giver), amount=290_000)
    (chart,) = city_charts(BudgetLine.objects.all())
    assert chart.heading == f"2 Beträge in der Stadt, jeder 290.000{NBSP}EUR"
