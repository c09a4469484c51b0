"""What everybody may read of a date waits until all shelters have reported for it."""

import pytest

from accommodation.chapter import chapter
from accommodation.chapter.settled import WITHHELD
from portal.figures import Audience, Kind
from tests.accommodation.houses import AUGUST, JULY, NO_BREAK, TODAY, house, point, reports, series_of
from tests.factories import DistrictFactory

pytestmark = pytest.mark.django_db


def persons(audience: Audience) -> set[str]:
    """What the table of the districts says in its column of persons and in that of utilisation."""
    table = chapter(TODAY, audience).table("bezirke")
    return {row[column].content.number for row in (*table.rows, table.footer) for column in (4, 6)}


@pytest.mark.usefixtures("_ahorn_is_silent")
def test_the_public_does_not_read_a_carried_sum():
    """193 now and 199 when Ahorn reports 124 would tell Ahorn's six more."""
    assert [one.value.number for one in series_of(Audience.PUBLIC).points] == ["188", "•"]
    assert "193" not in repr(chapter(TODAY, Audience.PUBLIC))


@pytest.mark.usefixtures("_ahorn_is_silent")
def test_the_council_reads_it_marked_as_carried():
    assert point(AUGUST, audience=Audience.COUNCIL).value.kind is Kind.CARRIED
    assert persons(Audience.COUNCIL) == {"193", "96,5"}


def test_an_incomplete_sum_is_told_when_the_last_report_is_in(ahorn, birke):
    reports(birke, {AUGUST: 75})
    assert point(AUGUST, audience=Audience.PUBLIC).value.kind is Kind.SUPPRESSED
    reports(ahorn, {AUGUST: 124})
    assert point(AUGUST, audience=Audience.PUBLIC).value.number == "199"
    assert persons(Audience.PUBLIC) == {"199", "99,5"}


def test_the_page_says_who_is_missing_and_why_there_is_no_number(ahorn, birke):
    reports(ahorn, {JULY: 118})
    reports(birke, {JULY: 70, AUGUST: 75})

    content = chapter(TODAY, Audience.PUBLIC)

    assert content.lead == (
        f"Am 31.07.2017 lebten 188{NO_BREAK}Personen in den städtischen Unterkünften."
        " Noch nicht vollständig ist 31.08.2017: 1 von 2 Unterkünften gemeldet."
    )
    assert WITHHELD in content.chart("belegung").notes


@pytest.mark.usefixtures("_ahorn_is_silent")
def test_below_the_curve_both_dates_are_named_the_shown_one_and_the_one_that_waits():
    """A sentence about 31.08. alone would seem to be about the tile's number, which is of 31.07."""
    content = chapter(TODAY, Audience.PUBLIC)
    assert content.chart("belegung").summary.endswith(
        "letzte gezeigte Zahl vom 31.07.2017 (2 von 2 Unterkünften gemeldet), "
        "für den 31.08.2017 noch keine (1 von 2 Unterkünften gemeldet, 1 fortgeschrieben)."
    )
    tile = next(one for one in content.key_figures if one.label == "Summe der Unterkünfte")
    assert (tile.date_text, tile.note) == (
        "31.07.2017",
        "Für den 31.08.2017 gehen noch Meldungen ein: 1 von 2 Unterkünften gemeldet, 1 fortgeschrieben.",
    )


def test_who_is_missing_makes_no_sum_too_low_that_nobody_is_shown(ahorn, birke):
    reports(ahorn, {JULY: 118})
    reports(birke, {JULY: 70, AUGUST: 75})
    (finding,) = chapter(TODAY, Audience.PUBLIC).findings
    assert finding.text.endswith(
        "1 von 2 Unterkünften gemeldet. Für diesen Tag steht deshalb noch keine Zahl da. "
        "Gezeigt ist bis dahin die Zahl vom 31.07.2017."
    )


@pytest.mark.usefixtures("_ahorn_is_silent")
def test_while_reports_come_in_the_districts_stay_at_the_last_date_that_is_complete():
    """Else the public would lose all of them for days, each month."""
    table = chapter(TODAY, Audience.PUBLIC).table("bezirke")
    assert table.caption == "Belegung nach Stadtbezirk am 31.07.2017"
    assert persons(Audience.PUBLIC) == {"188", "94,0"}
    assert chapter(TODAY, Audience.COUNCIL).table("bezirke").caption.endswith("31.08.2017")


def test_without_any_complete_date_the_table_says_why_it_tells_no_persons(ahorn, birke):
    reports(birke, {AUGUST: 75})
    assert persons(Audience.PUBLIC) == {"•"}
    assert WITHHELD in chapter(TODAY, Audience.PUBLIC).table("bezirke").notes


def test_where_all_have_reported_nothing_is_said_about_waiting(ahorn, birke):
    reports(ahorn, {AUGUST: 118})
    reports(birke, {AUGUST: 75})
    content = chapter(TODAY, Audience.PUBLIC)
    assert WITHHELD not in (*content.chart("belegung").notes, *content.table("bezirke").notes)


@pytest.mark.usefixtures("_ahorn_is_silent")
def test_a_district_in_which_all_reported_waits_too():
    """Otherwise the city's number less the others would tell the one that is late."""
    reports(house("E1", "Haus Esche", DistrictFactory(name="Stuttgart-Ost", number=2)), {AUGUST: 50})
    assert persons(Audience.PUBLIC) == {"•"}
