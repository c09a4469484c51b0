"""What the chapter says about FIM places, to whom, as of which day."""

from datetime import date

import pytest

from fim.chapter import chapter, overview
from fim.chapter.terms import endings, heading, to_act_on
from fim.models import Contract
from portal.figures import Audience, BarChart, Chapter, Finding, Table, Timeline
from portal.models import ReportedFigure
from tests.factories import (
    ContractFactory,
    DistrictFactory,
    InternalPlacementFactory,
    OrganisationFactory,
    PlacementCountFactory,
    PlacementFactory,
    QuotaFactory,
    ReportedFigureFactory,
    RuleFactory,
    ShelterFactory,
)

pytestmark = pytest.mark.django_db

AUGUST = date(2017, 8, 31)
INTERNAL, COUNCIL, PUBLIC = Audience.INTERNAL, Audience.COUNCIL, Audience.PUBLIC
NBSP = "\N{NO-BREAK SPACE}"


def reported(key: str, value: int, when: date) -> ReportedFigure:
    return ReportedFigureFactory(indicator__key=key, indicator__area="fim", value=value, period_start=when)


@pytest.fixture
def quota():
    return QuotaFactory()


@pytest.fixture
def _reported(quota):
    """167 and 153 on 15 August 2017."""
    for key, value in (("fim_occupied_internal", 167), ("fim_occupied_external", 153)):
        reported(key, value, date(2017, 8, 15))


def said(audience: Audience = INTERNAL, when: date = AUGUST) -> Chapter:
    return chapter(when, audience)


def column(table: Table, key: str) -> list[str]:
    place = [one.key for one in table.columns].index(key)
    return [shown(row[place].content) for row in (*table.rows, *([table.footer] if table.footer else []))]


def shown(content: object) -> str:
    return str(getattr(content, "number", content))


def found(heading: str, content: Chapter) -> Finding:
    return next(one for one in content.findings if one.heading.startswith(heading))


# Use of the quota, as the city reports it


@pytest.mark.usefixtures("_reported")
def test_the_first_sentence_gives_the_rate():
    assert said().lead == f"Am 15.08.2017 waren 320 von 752 FIM-Plätzen besetzt: 42,6{NBSP}%."


@pytest.mark.usefixtures("_reported")
def test_the_chart_states_all_three_rates():
    chart = said().chart("auslastung")
    assert isinstance(chart, BarChart)
    assert chart.heading == (
        f"42,6{NBSP}% der FIM-Plätze sind besetzt: intern 88,4{NBSP}%, extern 27,2{NBSP}%"
    )


@pytest.mark.usefixtures("_reported")
def test_before_the_day_of_the_figures_there_is_only_the_quota():
    content = said(when=date(2017, 8, 14))
    assert content.lead == "Für 2016 stehen der Stadt 752 FIM-Plätze zu."
    assert content.charts == ()


def test_before_everything_the_sentence_says_so():
    assert said().lead == "Für diesen Stichtag ist noch kein FIM-Kontingent erfasst."


def test_figures_of_two_days_are_never_added_up(quota):
    ReportedFigureFactory(
        indicator__key="fim_occupied_internal",
        indicator__area="fim",
        value=167,
        period_start=date(2017, 8, 15),
    )
    ReportedFigureFactory(
        indicator__key="fim_occupied_external",
        indicator__area="fim",
        value=153,
        period_start=date(2017, 7, 15),
    )
    assert column(said().table("auslastung-werte"), "besetzt") == ["167", "153", "k. A."]


@pytest.mark.usefixtures("_reported")
def test_the_start_page_hears_the_same_sentence():
    assert overview(AUGUST, PUBLIC).lead == said(PUBLIC).lead


@pytest.mark.usefixtures("_reported")
def test_that_quota_and_figures_are_of_two_years_is_told():
    assert found("Die Auslastung vergleicht 2017 mit dem Kontingent von 2016", said(PUBLIC))


# What the measures say


@pytest.fixture
def garden():
    """Applied 12, approved 10, under contract 9, occupied 8."""
    placement = PlacementFactory(name="Grünpflege", provider__organisation__name="Gartenwerk")
    ContractFactory(placement=placement, places=9)
    PlacementCountFactory(placement=placement)
    return placement


def test_places_are_told_by_kind_and_stand(quota, garden):
    table = said().table("plaetze-werte")
    assert [column(table, one.key) for one in table.columns[1:]] == [
        ["189", "563", "752"], ["0", "12", "12"], ["0", "10", "10"], ["0", "9", "9"], ["k. A.", "8", "8"],
    ]  # fmt: skip


def test_before_the_approval_places_are_only_applied_for(garden):
    table = said(when=date(2016, 11, 15)).table("plaetze-werte")
    assert (column(table, "beantragt")[-1], column(table, "bewilligt")[-1]) == ("12", "0")


def test_what_has_ended_is_neither_applied_for_nor_approved(garden):
    garden.status, garden.ended_on = "ended", date(2017, 8, 30)
    garden.save()
    assert column(said().table("plaetze-werte"), "bewilligt")[-1] == "0"
    assert column(said(when=date(2017, 8, 30)).table("plaetze-werte"), "bewilligt")[-1] == "10"


def test_the_city_s_figures_and_the_sums_of_measures_stay_two_series(garden):
    ReportedFigureFactory(
        indicator__key="fim_occupied_external", indicator__area="fim", value=153, period_start=AUGUST
    )
    assert column(said().table("plaetze-werte"), "besetzt")[-1] == "8"


def test_how_many_measures_reported_is_said(garden):
    ContractFactory(placement__provider=garden.provider)
    (note,) = said().table("plaetze-werte").notes
    assert note == (
        "Besetzt: laut Meldungen der Träger zum 31.08.2017; 1 von 2 Maßnahmen mit Vertrag sind gemeldet."
    )


def test_invented_measures_stand_apart_and_say_so(garden):
    PlacementFactory(provider__organisation__example=True)
    content = said()
    assert column(content.table("plaetze-werte"), "beantragt")[-1] == "12"
    assert content.chart("plaetze-beispiel").example
    assert content.example


def test_providers_are_told_to_council_and_administration_only(garden):
    assert column(said(COUNCIL).table("traeger"), "traeger") == ["Gartenwerk"]
    assert "Gartenwerk" not in str(said(PUBLIC))


def test_measures_by_name_are_for_the_administration(garden):
    assert column(said(INTERNAL).table("massnahmen"), "massnahme") == ["Grünpflege"]
    with pytest.raises(KeyError):
        said(COUNCIL).table("massnahmen")


# Small numbers


def inside(district: str, occupied: int) -> None:
    place = ShelterFactory(district=DistrictFactory(name=district), name=f"Haus {district}")
    placement = InternalPlacementFactory(shelter=place)
    ContractFactory(placement=placement)
    PlacementCountFactory(placement=placement, occupied=occupied)


def test_few_people_in_a_district_are_hidden_from_the_public_and_cannot_be_computed():
    for district, occupied in (("Mitte", 3), ("Nord", 8), ("Ost", 20)):
        inside(district, occupied)
    assert column(said(PUBLIC).table("intern-nach-bezirk"), "besetzt") == ["•", "•", "20", "31"]
    assert column(said(INTERNAL).table("intern-nach-bezirk"), "besetzt") == ["3", "8", "20", "31"]


def test_where_the_sum_would_give_it_away_it_is_hidden_everywhere():
    inside("Mitte", 3)
    content = said(PUBLIC)
    assert column(content.table("intern-nach-bezirk"), "besetzt") == ["•", "•"]
    assert column(content.table("plaetze-werte"), "besetzt") == ["•", "k. A.", "•"]


def test_few_people_at_a_provider_are_hidden_from_the_council():
    for name, occupied in (("Gartenwerk", 2), ("Parkwerk", 9), ("Waldwerk", 12)):
        PlacementCountFactory(placement__provider__organisation__name=name, occupied=occupied)
    assert column(said(COUNCIL).table("traeger"), "besetzt") == ["•", "•", "12"]


def test_no_shelter_is_named_to_the_public():
    inside("Mitte", 30)
    assert "Haus Mitte" not in str(said(PUBLIC))


# Too many places, too long terms


def test_more_places_than_the_quota_has_are_told():
    QuotaFactory(external=9)
    ContractFactory(places=10)
    finding = found("Mehr externe Plätze, als das Kontingent hergibt", said(PUBLIC))
    assert finding.level == "warning"
    assert finding.text == "Das Kontingent 2016 hat 9 externe Plätze; 10 bewilligt, 10 unter Vertrag."


def test_exactly_the_quota_is_no_reason_to_warn():
    QuotaFactory(external=10)
    ContractFactory(places=10)
    assert not [one for one in said().findings if one.level == "warning"]


def test_more_occupied_than_approved_places_are_told_by_name():
    PlacementCountFactory(placement__name="Grünpflege", occupied=11)
    assert found("Mehr Plätze besetzt als bewilligt", said()).text == "Grünpflege (11 von 10)."


def test_a_contract_that_is_too_long_is_found_though_it_was_entered_before_the_rule():
    ContractFactory(number="V-9", signed_on=date(2017, 6, 8), end=date(2018, 6, 30))
    ContractFactory(number="V-8", signed_on=date(2017, 6, 7), end=date(2018, 6, 30))
    RuleFactory(title="Festlegung")
    text = found("Länger als 6 Monate", said()).text
    assert "V-9 (" in text
    assert "erlaubt bis 31.12.2017" in text
    assert "V-8" not in text


def test_what_was_announced_and_never_came_is_told_once_its_time_is_over():
    RuleFactory(announced="wie die Mittel verteilt werden", announced_until=date(2017, 12, 31))
    assert not said(when=date(2017, 12, 31)).findings
    assert found("Angekündigt, aber bisher ohne Beleg", said(when=date(2018, 1, 1)))


# What ends


def ends_on(day: date, **about) -> Contract:
    return ContractFactory(start=date(2017, 7, 1), end=day, **about)


def test_what_ends_within_eight_weeks_and_six_months_is_listed_the_first_first():
    ends_on(date(2018, 3, 1), number="zu spät")
    ends_on(date(2018, 2, 28), number="in sechs Monaten")
    ends_on(date(2017, 10, 26), number="in acht Wochen")
    ends_on(date(2017, 10, 27), number="danach")
    ends_on(date(2017, 8, 30), number="vorbei")
    table = said(COUNCIL).table("auslaufend")
    assert column(table, "vertrag") == ["in acht Wochen", "danach", "in sechs Monaten"]
    assert column(table, "frist") == ["in acht Wochen", "in sechs Monaten", "in sechs Monaten"]


def test_who_has_a_follow_up_need_not_act():
    before = ends_on(date(2017, 9, 30))
    ContractFactory(
        number="V-neu", placement=before.placement, extends=before, signed_on=AUGUST,
        start=date(2017, 10, 1), end=date(2018, 3, 31),
    )  # fmt: skip
    ending = endings(Contract.objects.signed_by(AUGUST), AUGUST)
    assert [one.followed for one in ending] == [True]
    assert to_act_on(ending) == []
    assert column(said().table("auslaufend"), "anschluss") == ["V-neu bis 31.03.2018"]


def test_a_contract_that_ends_next_month_is_a_warning_to_the_administration():
    ends_on(date(2017, 9, 30), number="V-1", placement__name="Grünpflege")
    assert "Grünpflege" in found("Läuft in acht Wochen aus, ohne Anschluss", said()).text


def test_the_heading_of_the_timeline_says_how_many_places_end():
    ends_on(date(2017, 9, 30), places=4)
    ends_on(date(2017, 9, 15), places=1)
    chart = said(COUNCIL).chart("vertraege")
    assert isinstance(chart, Timeline)
    assert chart.heading == "In den nächsten acht Wochen enden 2 Verträge über 5 Plätze ohne Anschluss"
    assert heading([]) == "In den nächsten acht Wochen endet kein Vertrag ohne Anschluss"


def test_contracts_are_not_for_the_public():
    ends_on(date(2017, 9, 30), number="V-geheim")
    assert "V-geheim" not in str(said(PUBLIC))


def test_a_contract_that_nobody_had_signed_yet_is_not_known():
    ends_on(date(2017, 12, 31), signed_on=date(2017, 9, 1))
    assert said().charts[1:] == ()


def test_however_many_measures_there_are_the_queries_stay_the_same(django_assert_max_num_queries, quota):
    for _ in range(6):
        placement = PlacementFactory(provider__organisation=OrganisationFactory())
        ContractFactory(placement=placement)
        PlacementCountFactory(placement=placement)
    with django_assert_max_num_queries(24):
        said()
