"""What the chapter says of a sum with carried values: in words, in the curve, in the districts."""

from decimal import Decimal

import pytest

from accommodation.chapter import chapter
from accommodation.models import Shelter
from portal.charts import drawn
from portal.figures import Audience, Coverage, Kind
from tests.accommodation.houses import (
    AUGUST,
    JULY,
    NO_BREAK,
    SEPTEMBER,
    TODAY,
    house,
    point,
    reports,
)
from tests.factories import (
    DistrictFactory,
    ReportedFigureFactory,
)

pytestmark = pytest.mark.django_db


@pytest.mark.usefixtures("_ahorn_is_silent")
def test_the_table_of_values_names_the_kind_and_how_complete_the_sum_is():
    last = chapter(TODAY, Audience.INTERNAL).table("werte").rows[-1]

    assert [str(cell.content) for cell in last] == [
        "31.08.2017",
        f"193{NO_BREAK}Personen",
        "fortgeschrieben",
        "Summe der Unterkünfte",
        "Meldungen der Träger, 1 von 2 Unterkünften gemeldet, 1 fortgeschrieben",
    ]


@pytest.mark.usefixtures("_ahorn_is_silent")
def test_the_key_figure_is_marked_and_says_why():
    figure = next(
        one for one in chapter(TODAY, Audience.COUNCIL).key_figures if one.label == "Summe der Unterkünfte"
    )

    assert (figure.value.number, figure.value.mark) == ("193", "fortgeschrieben")
    assert figure.note == "Enthält die letzte Zahl einer Unterkunft, die nicht gemeldet hat."
    assert "1 von 2 Unterkünften gemeldet, 1 fortgeschrieben" in str(figure.source)


@pytest.mark.usefixtures("_ahorn_is_silent")
def test_the_summary_for_who_does_not_see_the_curve_says_it():
    assert (
        chapter(TODAY, Audience.COUNCIL)
        .chart("belegung")
        .summary.endswith(
            "Summe der Unterkünfte: davon teils fortgeschrieben 1; "
            "zuletzt (31.08.2017) 1 von 2 Unterkünften gemeldet, 1 fortgeschrieben."
        )
    )


@pytest.mark.usefixtures("_ahorn_is_silent")
def test_the_notes_say_what_the_word_means_and_how_long_it_holds():
    chart = chapter(TODAY, Audience.COUNCIL).chart("belegung")

    assert chart.notes[-1] == (
        "Fortgeschrieben: Eine Unterkunft, die nicht gemeldet hat, zählt mit ihrer letzten Zahl, "
        "höchstens 31 Tage lang. Danach fehlt sie."
    )


@pytest.mark.usefixtures("rule")
def test_where_nothing_is_carried_no_note_speaks_of_it(birke):
    reports(birke, {JULY: 70, AUGUST: 75})

    assert "ortgeschrieben" not in repr(chapter(TODAY, Audience.COUNCIL).chart("belegung"))


@pytest.mark.usefixtures("_ahorn_is_silent")
def test_the_picture_has_a_shape_for_it_and_its_legend_names_it():
    svg = drawn(chapter(TODAY, Audience.COUNCIL).chart("belegung"), "svg")

    assert ">fortgeschrieben<" in svg
    assert ">193 (1 von 2 gemeldet)<" in svg


@pytest.mark.usefixtures("_ahorn_is_silent")
def test_a_sum_that_lacks_a_shelter_besides_has_a_shape_of_its_own(nord):
    house("S1", "Haus Still", nord)

    svg = drawn(chapter(TODAY, Audience.COUNCIL).chart("belegung"), "svg")

    assert ">fortgeschrieben, unvollständig<" in svg


def findings() -> dict[str, tuple[str, str]]:
    found = chapter(TODAY, Audience.COUNCIL).findings
    return {one.heading: (one.level, one.text) for one in found}


@pytest.mark.usefixtures("_ahorn_is_silent")
def test_a_missing_report_is_no_alarm_while_a_number_stands_for_it():
    level, text = findings()["Die Meldung einer Unterkunft fehlt (31.08.2017)"]

    assert level == "info"
    assert text.endswith("gemeldet, 1 fortgeschrieben. An ihrer Stelle steht die jeweils letzte Zahl.")


@pytest.mark.usefixtures("_ahorn_is_silent")
def test_a_shelter_without_any_number_makes_the_sum_too_low(nord):
    house("S1", "Haus Still", nord)

    level, text = findings()["2 Meldungen fehlen (31.08.2017)"]

    assert level == "warning"
    assert text.endswith(
        "Von einer Unterkunft gibt es keine Zahl, die noch gilt: Die Summe ist deshalb zu niedrig."
    )


@pytest.mark.usefixtures("_ahorn_is_silent")
def test_a_carried_sum_is_joined_by_the_line_but_does_not_speak_for_the_city():
    ReportedFigureFactory(indicator__key="occupancy_total", value=Decimal(7362), period_start=JULY)

    content = chapter(TODAY, Audience.COUNCIL)

    assert point(AUGUST).coverage == Coverage(reported=1, expected=2, carried=1)
    assert point(AUGUST).whole
    assert content.lead.startswith(f"Am 31. Juli 2017 lebten 7.362{NO_BREAK}Personen")


@pytest.mark.usefixtures("_ahorn_is_silent")
def test_the_first_sentence_compares_only_what_everybody_reported(ahorn, birke):
    reports(ahorn, {SEPTEMBER: 100})
    reports(birke, {SEPTEMBER: 75})

    assert chapter(TODAY, Audience.COUNCIL).lead == (
        f"Am 30.09.2017 lebten 175{NO_BREAK}Personen in den städtischen Unterkünften,"
        " 13 weniger als im Wert davor (31.07.2017)."
    )


def test_the_first_sentence_does_not_compare_with_an_incomplete_sum(ahorn, birke):
    reports(birke, {AUGUST: 75, SEPTEMBER: 75})
    reports(ahorn, {SEPTEMBER: 100})

    assert chapter(TODAY, Audience.COUNCIL).lead == (
        f"Am 30.09.2017 lebten 175{NO_BREAK}Personen in den städtischen Unterkünften."
    )


def test_the_heading_of_the_chart_claims_no_rise_from_an_incomplete_sum(ahorn, birke):
    reports(birke, {JULY: 75, AUGUST: 75, SEPTEMBER: 75})
    reports(ahorn, {AUGUST: 25, SEPTEMBER: 125})

    assert chapter(TODAY, Audience.COUNCIL).chart("belegung").heading == (
        f"Belegung seit 31.08.2017 um 100,0{NO_BREAK}% gestiegen"
    )


def district_rows(audience: Audience = Audience.INTERNAL) -> dict[str, list[str]]:
    table = chapter(TODAY, audience).table("bezirke")
    rows = (*table.rows, table.footer)
    return {row[0].content: [cell.content.number for cell in row[1:]] for row in rows}


@pytest.mark.usefixtures("_ahorn_is_silent")
def test_the_districts_count_reported_and_carried_shelters_apart():
    table = chapter(TODAY, Audience.INTERNAL).table("bezirke")

    assert [column.label for column in table.columns[1:4]] == [
        "Unterkünfte",
        "davon gemeldet",
        "davon fortgeschrieben",
    ]
    assert district_rows() == {
        "Stuttgart-Nord": ["2", "1", "1", "193", "200", "96,5"],
        "Stadt insgesamt": ["2", "1", "1", "193", "200", "96,5"],
    }
    assert [cell.content.kind for cell in table.footer[4:]] == [Kind.CARRIED, Kind.REPORTED, Kind.CARRIED]


@pytest.mark.usefixtures("_ahorn_is_silent")
def test_a_district_in_which_everybody_reported_is_not_marked():
    ost = DistrictFactory(name="Stuttgart-Ost", number=2)
    reports(house("E1", "Haus Esche", ost), {AUGUST: 50})

    nord, ost_row = chapter(TODAY, Audience.INTERNAL).table("bezirke").rows

    assert (nord[4].content.kind, ost_row[4].content.kind) == (Kind.CARRIED, Kind.REPORTED)


@pytest.fixture
def _two_small_districts(rule):
    """Four persons each: one reported for August, one carried from July."""
    birkach, muenster = DistrictFactory(name="Birkach", number=8), DistrictFactory(name="Münster", number=9)
    reports(house("K1", "Haus Kiefer", birkach), {JULY: 4})
    reports(house("L1", "Haus Linde", muenster), {AUGUST: 4})


@pytest.mark.usefixtures("_two_small_districts")
def test_small_numbers_are_judged_by_the_districts_as_they_are_shown():
    """The sum of eight would give both fours away, the carried one as well as the reported one."""
    assert district_rows(Audience.COUNCIL) == {
        "Birkach": ["1", "0", "1", "•", "100", "•"],
        "Münster": ["1", "1", "0", "•", "100", "•"],
        "Stadt insgesamt": ["2", "1", "1", "•", "200", "•"],
    }
    assert point(AUGUST, audience=Audience.COUNCIL).value.kind is Kind.SUPPRESSED


@pytest.mark.usefixtures("_two_small_districts")
def test_a_carried_number_that_makes_a_district_large_enough_lets_it_be_shown(birkach_grows):
    assert district_rows(Audience.COUNCIL)["Birkach"][3] == "24"
    assert point(AUGUST, audience=Audience.COUNCIL).value.kind is Kind.CARRIED


@pytest.fixture
def birkach_grows(_two_small_districts):
    """Twenty more in Birkach and in Münster, in July only."""
    for code in ("K1", "L1"):
        district = Shelter.objects.get(code=code).district
        reports(house(f"{code}-neu", f"Neubau {code}", district), {JULY: 20})


@pytest.mark.usefixtures("_ahorn_is_silent")
def test_the_last_date_that_everybody_reported_speaks_until_the_next_one_is_complete():
    content = chapter(AUGUST, Audience.COUNCIL)

    assert content.lead == (
        f"Am 31.07.2017 lebten 188{NO_BREAK}Personen in den städtischen Unterkünften."
        " Noch nicht vollständig ist 31.08.2017: 1 von 2 Unterkünften gemeldet, 1 fortgeschrieben."
    )
    assert content.chart("belegung").heading == f"Belegung 31.07.2017: 188{NO_BREAK}Personen"


def test_a_city_without_any_complete_number_is_told_that_there_is_an_incomplete_one(ahorn, birke):
    reports(birke, {AUGUST: 75})

    content = chapter(AUGUST, Audience.COUNCIL)

    assert content.lead == "Für diesen Stichtag liegt noch keine vollständig gemeldete Zahl vor."
    assert content.chart("belegung").heading == "Noch keine vollständig gemeldete Zahl zur Belegung"
    assert content.chart("belegung").summary.startswith("Summe der Unterkünfte mit einem Wert.")
