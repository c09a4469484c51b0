"""Layouts of lists that were made for printing or evaluation."""

from datetime import date

import pytest
from openpyxl.comments import Comment
from openpyxl.styles import Font

from tests.portal.sheets.lists import counts, read_list, said
from tests.sheets import text, workbook

HEADER = ["Unterkunft", "Kapazität", "Belegung"]
HOUSES = (["Haus 1", 700, 615], ["Haus 2", 700, 616])
JANUARY, FEBRUARY = date(2017, 1, 1), date(2017, 2, 1)


def shown_as(number_format: str, *cells: str):
    def change(sheet) -> None:
        for cell in cells:
            sheet[cell].number_format = number_format

    return change


@pytest.mark.parametrize("number_format", ["mmm\\ yy", "mmm-yy", "mm/yyyy", '[$-407]mmmm" "yyyy'])
def test_a_day_of_which_only_the_month_shows_is_the_month(number_format):
    data = workbook(
        ["Unterkunft", "Belegung", "Monat"], ["Haus 1", 9, JANUARY], change=shown_as(number_format, "C2")
    )

    (row,) = read_list(data, as_of=None).rows

    assert (row.last_day, row.period.precision) == (date(2017, 1, 31), "month")


def test_a_day_that_shows_is_the_day():
    data = workbook(
        ["Unterkunft", "Belegung", "Datum"], ["Haus 1", 9, JANUARY], change=shown_as("dd/mm/yy", "C2")
    )

    assert [row.last_day for row in read_list(data, as_of=None).rows] == [JANUARY]


def test_columns_of_the_first_of_consecutive_months_are_months():
    reading = read_list(workbook(["Unterkunft", JANUARY, FEBRUARY], ["Haus 1", 5, 6]), as_of=None)

    assert [row.last_day for row in reading.rows] == [date(2017, 1, 31), date(2017, 2, 28)]
    assert {row.period.precision for row in reading.rows} == {"month"}


@pytest.mark.parametrize("other", [date(2017, 2, 2), date(2017, 3, 1)])
def test_columns_of_other_days_stay_days(other):
    reading = read_list(workbook(["Unterkunft", JANUARY, other], ["Haus 1", 5, 6]), as_of=None)

    assert [row.last_day for row in reading.rows] == [JANUARY, other]


@pytest.mark.parametrize(
    "heading",
    ["Belegung Stand 31.08.2017", "Bel. (Pers.) 31.08.2017", "Personen am 31.8.17",
     "belegt (Stand: 31.08.2017)"],
)  # fmt: skip
def test_a_date_inside_a_heading_says_when(heading):
    (row,) = read_list(workbook(["Unterkunft", heading], ["Haus 1", 9]), as_of=None).rows

    assert (row.figure("occupied"), row.last_day) == (9, date(2017, 8, 31))


def test_a_page_number_over_a_repeated_header_is_no_value():
    data = workbook(HEADER, HOUSES[0], ["Übertrag", 700, 615], [None, None, "Seite 2"], HEADER, HOUSES[1])

    reading = read_list(data)

    assert counts(reading) == [615, 616]
    assert said(reading) == []


@pytest.mark.parametrize(
    "header",
    [
        pytest.param(["Unterkunft", "Kapazität", "voraussichtl. Bezug"], id="partly the same"),
        pytest.param(["Objekt", "Straße", "Bezirk"], id="other columns"),
    ],
)
@pytest.mark.parametrize("title", [["Geplante Unterkünfte"], ["Anlage"]])
def test_t68_a_table_with_a_header_of_its_own_is_not_read(title, header):
    reading = read_list(workbook(HEADER, *HOUSES, [], title, header, ["Haus 9", "A", "Sommer"]))

    assert counts(reading) == [615, 616]
    assert said(reading) == [("warning", "Zweite Tabelle ab Zeile 5 nicht übernommen.")]


def test_three_header_rows_with_the_total_beside_its_parts():
    def merge(sheet) -> None:
        for cells in ("A1:A3", "B1:E1", "B2:B3", "C2:E2"):
            sheet.merge_cells(cells)

    data = workbook(
        ["Unterkunft", "Belegung der Unterkünfte am 30.06.2017", None, None, None],
        [None, "Kapazität", "belegt", None, None],
        [None, None, "gesamt", "davon Männer", "davon Frauen"],
        ["Haus 1", 90, 80, 50, 30],
        change=merge,
    )

    (row,) = read_list(data, as_of=None).rows

    assert {field: row.figure(field) for field in ("capacity", "occupied", "men", "women")} == {
        "capacity": 90, "occupied": 80, "men": 50, "women": 30
    }  # fmt: skip
    assert row.last_day == date(2017, 6, 30)


PIVOT = (
    ["Zeilenbeschriftungen", "Summe von Plätze", "Summe von Personen"],
    ["Botnang", 30, 27], ["Haus 1", 30, 27],
    ["Mitte", 108, 100], ["Haus 2", 66, 61], ["Haus 3", 42, 39], ["Haus 4", None, None],
    ["Gesamtergebnis", 138, 127],
)  # fmt: skip


def test_in_a_pivot_table_the_sum_above_its_rows_is_no_row():
    reading = read_list(workbook(*PIVOT))

    assert [(row.text("shelter"), row.group) for row in reading.rows if not row.lone] == [
        ("Haus 1", "Botnang"), ("Haus 2", "Mitte"), ("Haus 3", "Mitte")
    ]  # fmt: skip
    assert [level for level, _ in said(reading)] == []


def test_a_pivot_table_saved_as_text():
    lines = [";".join("" if cell is None else str(cell) for cell in row) for row in PIVOT]

    reading = read_list(text(*lines), "auswertung.csv")

    assert [row.text("shelter") for row in reading.rows if not row.lone] == ["Haus 1", "Haus 2", "Haus 3"]


def test_a_row_that_happens_to_be_the_sum_of_the_next_stays_a_row():
    reading = read_list(workbook(HEADER, ["Haus 1", 20, 10], ["Haus 2", 20, 10], ["Gesamt", 40, 20]))

    assert counts(reading) == [10, 10]


def test_t89_a_struck_row_without_a_number_needs_no_question():
    def strike(sheet) -> None:
        for row in (2, 3):
            sheet.cell(row, 1).font = Font(strike=True)

    reading = read_list(workbook(HEADER, HOUSES[0], ["Haus 2", None, "geschl."], change=strike))

    assert said(reading) == [("warning", "Zeile 2 ist durchgestrichen – trotzdem übernehmen?")]


def test_a_note_at_a_cell_is_told_but_not_read():
    def note(sheet) -> None:
        sheet["C2"].comment = Comment("Korrektur:\n617 statt 615", "Hausleitung")

    reading = read_list(workbook(HEADER, *HOUSES, change=note))

    assert counts(reading) == [615, 616]
    assert said(reading) == [
        ("notice", "An Zelle C2 hängt eine Notiz: ‚Korrektur: 617 statt 615‘. Gelesen wurde nur die Zelle.")
    ]


@pytest.mark.parametrize("kind", ["workbook", "text"])
def test_a_list_that_goes_on_beside_itself_is_read_to_its_end(kind):
    """To fit on one page."""
    rows = (
        ["Belegung, Stand: 31.08.2017"], [*HEADER, None, *HEADER], [*HOUSES[0], None, *HOUSES[1]],
        ["Summe", 700, 615, None, "Summe", 700, 616],
    )  # fmt: skip
    lines = (";".join("" if cell is None else str(cell) for cell in row) for row in rows)
    data = workbook(*rows) if kind == "workbook" else text(*lines)

    reading = read_list(data, "liste.xlsx" if kind == "workbook" else "liste.csv")

    assert counts(reading) == [615, 616]
    assert said(reading) == [
        ("warning", "2 Tabellen nebeneinander erkannt (ab Spalte A und E). Alle übernehmen?")
    ]


def test_a_name_and_a_date_merged_over_several_rows_hold_for_each_of_them():
    def merge(sheet) -> None:
        sheet.merge_cells("A2:A3")
        sheet.merge_cells("D2:D4")
        sheet.merge_cells("C2:C3")  # a number only counts once

    rows = (["Haus 1", "VU", 80, "31.07.2017"], [None, "AU", None], ["Haus 2", "VU", 70])

    reading = read_list(
        workbook(["Unterkunft", "Art", "Belegung", "Stichtag"], *rows, change=merge), as_of=None
    )

    found = [(row.text("shelter"), row.text("type"), row.figure("occupied")) for row in reading.rows]
    assert found == [("Haus 1", "VU", 80), ("Haus 1", "AU", None), ("Haus 2", "VU", 70)]
    assert {row.last_day for row in reading.rows} == {date(2017, 7, 31)}
