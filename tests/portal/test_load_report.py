"""The facts of the report of 2017, as `manage.py load_report` puts them into the database."""

import tomllib
from datetime import date
from decimal import Decimal

import pytest
from django.core.management import call_command
from django.db import transaction

from accommodation.arrivals import AllocationShare, MonthlyFlow
from portal.figures import Verdict
from portal.models import (
    Citation,
    Claim,
    District,
    Indicator,
    Organisation,
    ReportedFigure,
    Source,
    Statement,
)
from portal.releases import State
from portal.report_facts import REPORT_2017

pytestmark = [pytest.mark.django_db, pytest.mark.once, pytest.mark.usefixtures("_loaded")]

REPORT = "Ausführlicher Bericht"
CHAPTER = "1 Aktuelle Situation"


@pytest.fixture(scope="module")
def _loaded(django_db_setup, django_db_blocker):
    """Loaded once for all tests; each undoes what it changes, and the last one everything."""
    with django_db_blocker.unblock(), transaction.atomic():
        call_command("load_report")
        yield
        transaction.set_rollback(True)


@pytest.fixture
def load_again(capsys):
    """Loads and gives back what the command says."""

    def load_again() -> str:
        call_command("load_report")
        return capsys.readouterr().out

    return load_again


def occupancy(**where) -> ReportedFigure:
    return ReportedFigure.objects.get(indicator__key="occupancy_total", **where)


def claim(key: str) -> Claim:
    return Claim.objects.of_area("accommodation").get(key=key)


# The report's figures


@pytest.mark.parametrize(
    ("indicator", "value", "printed", "when", "place"),
    [
        ("occupancy_total", "1815", "1.815 Personen", "Mai 2014", "Absatz 1"),
        ("arrivals", "1116", "1.116 Flüchtlinge", "November 2015", "Absatz 1"),
        ("allocation_share", "6.47", "6,47 %", "2017", "Absatz 1"),
        ("occupancy_total", "8141", "8.141 Personen", "1. Juli 2016", "Absatz 2"),
        ("occupancy_total", "7874", "7.874 Personen", "November 2016", "Absatz 3"),
        ("occupancy_total", "7827", "7.827 Personen", "Februar 2017", "Absatz 3"),
        ("occupancy_total", "7672", "7.672 Personen", "Mai 2017", "Absatz 3"),
        ("occupancy_total", "7574", "7.574 Personen", "Juli 2017", "Absatz 3"),
        ("occupancy_total", "7362", "7.362 Personen", "August 2017", "Absatz 3"),
    ],
)
def test_a_figure_of_chapter_1_leads_and_keeps_wording_and_place(indicator, value, printed, when, place):
    figure = ReportedFigure.objects.get(indicator__key=indicator, value=Decimal(value), leading=True)
    assert (figure.value_text, figure.when, figure.state) == (printed, when, State.RELEASED)
    assert str(figure.citation) == f"{REPORT}, {CHAPTER}, {place}"


def test_a_day_is_a_day_and_a_month_is_its_whole_month():
    first_of_july, august = occupancy(value=8141), occupancy(value=7362)
    assert (first_of_july.period_start, first_of_july.period_end) == (date(2016, 7, 1), date(2016, 7, 1))
    assert (august.period_start, august.period_end) == (date(2017, 8, 1), date(2017, 8, 31))


def test_the_share_keeps_the_term_of_the_report_and_says_what_it_means():
    share = AllocationShare.objects.get()
    assert (share.percent, share.term) == (Decimal("6.47"), "Königsteiner Schlüssel")
    assert "Bevölkerung" in share.remark
    assert share.citation.source.title == REPORT


def test_the_month_with_the_most_arrivals_is_november_2015():
    flows = MonthlyFlow.objects.order_by("-arrivals")
    assert list(flows.values_list("month", "arrivals")) == [
        (date(2015, 11, 1), 1116),
        (date(2016, 1, 1), 863),
        (date(2016, 2, 1), 802),
        (date(2016, 3, 1), 621),
    ]
    assert flows[0].citation.source.title == REPORT


def test_stagnation_since_the_end_of_2016_still_lasts():
    stagnation = Statement.objects.get(key="f018-stagnation")
    assert (stagnation.period_start, stagnation.period_end) == (date(2016, 10, 1), None)
    assert (stagnation.precision, stagnation.when) == ("about", "seit Ende 2016")


def test_the_interim_report_is_a_paper_with_number_and_title():
    paper = Source.objects.get(number=429, year=2016)
    assert paper.title == "Task Force Integration von Flüchtlingen – Bericht"
    assert {citation.as_printed for citation in paper.citations.all()} == {"GRDrs 429/2016"}


def test_every_fact_of_chapter_1_stands_in_a_file():
    registered = {
        number
        for file in REPORT_2017.glob("*.toml")
        for rows in tomllib.loads(file.read_text("utf-8")).values()
        for row in rows
        for number in row.get("register", [])
    }
    assert {f"F{number:03}" for number in range(1, 34)} <= registered


# What the report claims


def test_the_decrease_of_11_percent_is_9_6_percent_by_the_reports_own_figures():
    reading = claim("k-01-abnahme").preferred
    assert [figure.value for figure in reading.operands] == [7362, 8141]
    assert (reading.result.text, reading.verdict) == ("9,6\N{NO-BREAK SPACE}% weniger", Verdict.DIFFERS)


def test_another_reading_shows_how_11_percent_came_about():
    swapped = claim("k-01-abnahme").readings.get(bases__value=7362)
    assert swapped.result.text == "10,6\N{NO-BREAK SPACE}% mehr"
    assert "Basis vertauscht" in swapped.note


def test_nearly_five_times_is_four_and_a_half_times_or_four_times():
    reading, latest = claim("k-02-fuenf-mal").readings.all()
    assert (reading.result.text, reading.verdict, reading.preferred) == ("4,5-fach", Verdict.ROUGHLY, True)
    assert latest.result.text == "4,1-fach"


# What other sources say


@pytest.mark.parametrize(
    ("value", "when", "source"),
    [
        (714, "Juni 2011", "Sportkreis"),
        (5398, "Dezember 2015", "Sportkreis"),
        (8633, "April 2016", "Pressemitteilung"),
        (8677, "Juni 2016", "Stuttgarter Nachrichten"),
        (8117, "August 2016", "Stuttgarter Zeitung"),
        (8055, "31. Dezember 2016", "Esslinger Zeitung"),
        (7999, "Januar 2017", "Stuttgarter Nachrichten"),
        (6251, "Mitte 2019", "GRDrs 987/2019"),
    ],
)
def test_a_value_of_another_source_stands_beside_with_its_own_citation(value, when, source):
    figure = occupancy(value=value)
    assert (figure.when, figure.leading, figure.state) == (when, False, State.RELEASED)
    assert source in str(figure.citation)


def test_three_sources_state_the_same_number_for_the_middle_of_2016():
    figures = ReportedFigure.objects.of("occupancy_total").filter(value=8558)
    assert {(str(figure.citation.source).split(":")[0], figure.when) for figure in figures} == {
        ("Stuttgarter Zeitung", "1. Halbjahr 2016"),
        ("GRDrs 910/2017 Neufassung", "Mitte 2016"),
        ("GRDrs 987/2019", "Mitte 2016"),
    }


@pytest.mark.parametrize(("indicator", "value"), [("arrivals_year", 3666), ("departures_year", 2738)])
def test_arrivals_and_departures_of_2016_are_those_of_the_whole_year(indicator, value):
    figure = ReportedFigure.objects.get(indicator__key=indicator)
    assert (figure.value, figure.when, figure.precision) == (value, "2016", "year")


def test_only_the_report_leads():
    leading = ReportedFigure.objects.leading()
    assert set(leading.values_list("citation__source__title", flat=True)) == {REPORT}


def test_every_value_of_another_source_says_who_was_counted():
    assert not ReportedFigure.objects.filter(leading=False, scope="").exists()


def test_a_forecast_is_not_a_count():
    assert occupancy(value=5398).quality == ReportedFigure.Quality.FORECAST


# Districts


def test_all_23_districts_have_a_place_of_their_own_on_the_map():
    assert District.objects.count() == 23
    assert District.objects.values("tile_row", "tile_column").distinct().count() == 23
    assert District.objects.filter(ring=District.Ring.INNER).count() == 5


def test_muenster_is_not_forgotten():
    assert District.objects.get(abbreviation="MÜN").name == "Münster"


def test_no_name_stands_for_two_districts():
    names = [name.casefold() for district in District.objects.all() for name in district.names]
    assert sorted(names) == sorted(set(names))


def test_populations_stay_open_until_a_source_gives_them():
    known = District.objects.filter(population__isnull=False)
    assert sorted(known.values_list("abbreviation", flat=True)) == ["BIR", "DEG", "MÖH", "PLI", "SIL", "VAI"]


def test_a_population_that_somebody_entered_is_left_alone(load_again):
    District.objects.filter(abbreviation="BIR").update(population=7000)
    assert "„Birkach“ (Einwohnerinnen und Einwohner)" in load_again()
    assert District.objects.get(abbreviation="BIR").population == 7000


# Loading again

FACTS = (AllocationShare, Citation, Claim, District, Indicator, MonthlyFlow, Organisation, ReportedFigure,
         Source, Statement)  # fmt: skip


def counts() -> list[int]:
    return [model.objects.count() for model in FACTS]


def test_a_second_load_changes_nothing(load_again):
    before, versions = counts(), Source.history.count()
    assert " 0 neu, 0 im Portal geändert, " in load_again()
    assert (counts(), Source.history.count()) == (before, versions)


def test_what_people_edited_is_left_and_named(load_again):
    statement = Statement.objects.get(key="f032-krisenmodus")
    statement.text = "Der Krisenmodus ist vorbei."
    statement.save()
    answer = load_again()
    statement.refresh_from_db()
    assert statement.text == "Der Krisenmodus ist vorbei."
    assert "Im Portal geändert, nicht überschrieben: Aussage „Der Krisenmodus ist vorbei.“" in answer


def test_a_source_that_people_renamed_does_not_come_twice(load_again):
    newspaper = Source.objects.get(title="Esslinger Zeitung, Januar 2017")
    newspaper.title = "Esslinger Zeitung: der gefundene Titel"
    newspaper.save()
    before = counts()
    load_again()
    assert counts() == before


def test_a_citation_that_people_made_more_precise_does_not_come_twice(load_again):
    citation = occupancy(value=7362).citation
    citation.locator = "Absatz 3, Seite 1"
    citation.save()
    before = counts()
    load_again()
    assert counts() == before


def test_a_withdrawn_figure_stays_withdrawn(load_again):
    figure = occupancy(value=6251)
    figure.state = State.WITHDRAWN
    figure.save()
    load_again()
    assert occupancy(value=6251).state == State.WITHDRAWN
