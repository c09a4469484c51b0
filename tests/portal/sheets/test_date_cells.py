"""Reporting dates (catalogue T09 to T12, T44 to T53)."""

from datetime import date, datetime

import pytest

from portal.dates import Precision
from tests.portal.sheets.lists import read_list, said
from tests.sheets import text, workbook

JULY_1 = (date(2016, 7, 1), "day")


def dated(value: object) -> bytes:
    return workbook(["Unterkunft", "Belegung", "Stichtag"], ["Haus 1", 118, value])


def stichtag(data: bytes, name: str = "liste.xlsx") -> tuple[date | None, str]:
    row = read_list(data, name, as_of=None).rows[0]
    return row.last_day, row.period.precision.value if row.period else ""


@pytest.mark.parametrize(
    "written",
    [
        pytest.param("01.07.2016", id="T44"),
        pytest.param("01.07.16", id="T45"),
        pytest.param("1.7.2016", id="without zeros"),
        pytest.param("1. Juli 2016", id="in words"),
        pytest.param("1.Juli 16", id="in words, short"),
        pytest.param("2016-07-01", id="ISO"),
        pytest.param("20160701", id="digits"),
        pytest.param("01.07.2016 00:00:00", id="with a time"),
        pytest.param("Stand: 01.07.2016", id="with a word"),
        pytest.param(date(2016, 7, 1), id="date cell"),
        pytest.param(datetime(2016, 7, 1, 12, 30), id="date cell with a time"),  # noqa: DTZ001
    ],
)
def test_a_day_in_any_german_form(written):
    reading = read_list(dated(written), as_of=None)

    assert (reading.rows[0].last_day, reading.rows[0].period.precision) == JULY_1
    assert said(reading) == []


@pytest.mark.parametrize(
    ("written", "last_day", "precision"),
    [
        pytest.param("Juli 2016", date(2016, 7, 31), Precision.MONTH, id="T48"),
        ("Jul 16", date(2016, 7, 31), Precision.MONTH),
        ("07/2016", date(2016, 7, 31), Precision.MONTH),
        ("07.2016", date(2016, 7, 31), Precision.MONTH),
        ("2016/07", date(2016, 7, 31), Precision.MONTH),
        ("07-16", date(2016, 7, 31), Precision.MONTH),
        ("Ende Juni 2016", date(2016, 6, 30), Precision.MONTH),
        ("Q3/2016", date(2016, 9, 30), Precision.QUARTER),
        ("1. Hj. 2017", date(2017, 6, 30), Precision.HALF_YEAR),
        ("Mitte 2016", date(2016, 8, 31), Precision.ABOUT),
    ],
)
def test_a_longer_time_is_its_last_day_and_says_how_exact_it_is(written, last_day, precision):
    assert stichtag(dated(written)) == (last_day, precision)


@pytest.mark.parametrize(
    ("written", "complaint"),
    [
        pytest.param("KW 27", "‚KW 27‘ ohne Jahr. Bitte einen Tag oder ‚KW 27/2016‘ angeben.", id="T49"),
        pytest.param("7/1/2016", "‚7/1/2016‘ ist nicht eindeutig (7. Januar oder 1. Juli). Bitte TT.MM.JJJJ.",
                     id="T51"),
        pytest.param("30.02.2017", "30.02.2017 gibt es nicht.", id="T52"),
        pytest.param("31.08.", "‚31.08.‘ ohne Jahr. Bitte TT.MM.JJJJ.", id="without a year"),
        pytest.param("bald", "‚bald‘ ist kein Datum. Bitte TT.MM.JJJJ.", id="no date"),
    ],
)  # fmt: skip
def test_a_date_that_is_none_is_refused(written, complaint):
    reading = read_list(dated(written), as_of=None)

    assert said(reading) == [("error", f"Zeile 2, Spalte ‚Stichtag‘: {complaint}")]


@pytest.mark.parametrize(
    ("written", "day", "question"),
    [
        pytest.param(42552, date(2016, 7, 1), "42552 als 01.07.2016 gelesen.", id="T46"),
        pytest.param("KW 27/2016", date(2016, 7, 10), "KW 27/2016 = 04.07.–10.07.2016. "
                     "Als Stichtag Sonntag, 10.07.2016 übernehmen?", id="T50"),
    ],
)  # fmt: skip
def test_a_doubtful_date_is_asked_about(written, day, question):
    reading = read_list(dated(written), as_of=None)

    assert reading.rows[0].last_day == day
    assert said(reading) == [("warning", f"Zeile 2, Spalte ‚Stichtag‘: {question}")]


def test_t47_old_mac_files_count_their_days_from_1904():
    def of_a_mac(sheet) -> None:
        sheet.parent.epoch = datetime(1904, 1, 1)  # noqa: DTZ001

    data = workbook(
        ["Unterkunft", "Belegung", "Stichtag"], ["Haus 1", 118, date(2016, 7, 1)], change=of_a_mac
    )

    assert stichtag(data) == JULY_1


def test_t53_the_future_has_no_occupancy():
    reading = read_list(dated("31.12.2099"), as_of=None)

    assert said(reading) == [
        ("error", "Zeile 2, Spalte ‚Stichtag‘: Stichtag 31.12.2099 liegt in der Zukunft. "
         "Prognosen bitte im Formular ‚Prognose‘ erfassen.")
    ]  # fmt: skip


def test_a_month_that_still_lasts_is_asked_about():
    assert said(read_list(dated("September 2017"), as_of=None)) == [
        ("warning", "Zeile 2, Spalte ‚Stichtag‘: September 2017 ist noch nicht zu Ende. Stimmt der Stichtag?")
    ]


TABLE = (["Unterkunft", "Belegung"], ["Haus 1", 118])


def test_t09_a_title_above_the_table_names_the_date():
    data = workbook(
        ["Landeshauptstadt"], ["Belegungsübersicht"], ["Stand: 31.08.2017"], ["vertraulich"], ["Seite 1"], [],
        *TABLE,
    )  # fmt: skip

    reading = read_list(data, as_of=None)

    assert [(row.number, row.last_day) for row in reading.rows] == [(8, date(2017, 8, 31))]
    assert reading.recognition.sheets[0].header_row == 7
    assert said(reading) == []


@pytest.mark.parametrize(
    "title",
    [
        ["Belegungsübersicht Flüchtlingsunterkünfte – Stand: 31.08.2017"],
        ["Stand:", date(2017, 8, 31)],
        ["Belegung zum 31. August 2017"],
        ["Belegung 31.08.2017, gedruckt am 04.09.2017"],
        ["Stand 31.08.2017 (Mietende 31.12.2018)"],
    ],
)
def test_the_date_of_a_title_is_the_stichtag_and_no_other_date(title):
    assert stichtag(workbook(title, *TABLE)) == (date(2017, 8, 31), "day")


@pytest.mark.parametrize(
    "title",
    ["gedruckt am 04.09.2017", "eröffnet am 01.05.2016", "Vertrag vom 01.05.2016", "Mietende: 31.12.2018"],
)
def test_printing_opening_and_lease_are_no_stichtag(title):
    assert stichtag(workbook([title], *TABLE)) == (None, "")


def test_t10_without_any_date_the_file_is_refused():
    assert said(read_list(workbook(*TABLE), as_of=None)) == [
        ("error", "Kein Stichtag gefunden. Bitte eine Spalte ‚Stichtag‘ ergänzen oder das Datum beim "
         "Hochladen angeben.")
    ]  # fmt: skip


def test_t10_also_where_districts_stand_over_their_houses():
    data = workbook(["Unterkunft", "Belegung"], ["Möhringen"], ["Haus 1", 118])

    assert [message.code for message in read_list(data, as_of=None).messages.in_order()] == ["no_date"]


@pytest.mark.parametrize("name", ["Belegung_2017-08-31.xlsx", "Belegung 31.08.2017.xlsx", "20170831.xlsx"])
def test_t11_a_date_in_the_file_name_is_asked_about(name):
    reading = read_list(workbook(*TABLE), name, as_of=None)

    assert reading.rows[0].last_day == date(2017, 8, 31)
    assert said(reading) == [("warning", "Stichtag aus dem Dateinamen übernommen: 31.08.2017. Stimmt das?")]


def test_t12_title_and_column_must_agree():
    data = workbook(
        ["Stand: 31.08.2017"], ["Unterkunft", "Belegung", "Stichtag"], ["Haus 1", 1, "31.07.2017"]
    )

    assert said(read_list(data, as_of=None)) == [
        ("error", "Zwei verschiedene Stichtage: Titel 31.08.2017, Spalte 31.07.2017. Bitte einen wählen.")
    ]


def test_the_given_date_and_the_file_must_agree():
    data = workbook(["Stand: 31.07.2017"], *TABLE)

    assert said(read_list(data)) == [
        ("error", "Zwei verschiedene Stichtage: angegeben 31.08.2017, Titel 31.07.2017. Bitte einen wählen.")
    ]


def test_the_given_date_and_a_heading_must_agree():
    data = workbook(["Unterkunft", "Belegung am 31.07.2017"], ["Haus 1", 118])

    assert said(read_list(data)) == [
        ("error", "Zwei verschiedene Stichtage: angegeben 31.08.2017, Überschrift 31.07.2017. "
         "Bitte einen wählen.")
    ]  # fmt: skip


def test_a_day_and_its_month_do_not_contradict():
    data = workbook(
        ["Belegung August 2017"], ["Unterkunft", "Belegung", "Stichtag"], ["Haus 1", 1, "31.08.2017"]
    )

    assert said(read_list(data, as_of=None)) == []


def test_several_dates_in_the_column_are_a_long_list():
    data = text("Unterkunft;Belegung;Stichtag", "Haus 1;118;31.07.2017", "Haus 1;120;31.08.2017")

    reading = read_list(data, "liste.csv", as_of=None)

    assert [row.last_day for row in reading.rows] == [date(2017, 7, 31), date(2017, 8, 31)]
    assert said(reading) == []


def test_a_row_without_its_date_is_named():
    data = text("Unterkunft;Belegung;Stichtag", "Haus 1;1;31.07.2017", "Haus 1;2;31.08.2017", "Haus 2;3;")

    assert said(read_list(data, "liste.csv", as_of=None)) == [
        ("error", "Zeile 4, Spalte ‚Stichtag‘: Der Stichtag fehlt. Bitte ergänzen.")
    ]
