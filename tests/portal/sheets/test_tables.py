"""Layouts of sheets (catalogue T13 to T25, T64, T67, T68, T83, T87, T88, T90)."""

from datetime import date
from itertools import product

import pytest
from openpyxl import Workbook
from openpyxl.styles import Font

from accommodation.imports.occupancy_list import OCCUPANCY_LIST
from portal.sheets.grid import GridRow
from portal.sheets.header import FoundColumn, Header
from portal.sheets.tables import RowKind, RowKinds
from tests.portal.sheets.lists import counts, read_list, said
from tests.sheets import saved, text, workbook

HEADER = ["Unterkunft", "Kapazität", "Belegung"]
HOUSES = (["Haus 1", 700, 615], ["Haus 2", 700, 616])


def columns(reading) -> dict[str, str]:
    return {column.letter: column.title for column in reading.recognition.sheets[0].columns}


def test_t13_a_month_over_soll_and_ist():
    def merge(sheet) -> None:
        sheet.merge_cells("A1:A2")
        sheet.merge_cells("B1:C1")

    data = workbook(
        ["Unterkunft", "Juli 2016", None], [None, "Soll", "Ist"], ["Haus 1", 120, 118], change=merge
    )

    reading = read_list(data, as_of=None)

    (row,) = reading.rows
    assert (row.figure("capacity"), row.figure("occupied"), row.last_day) == (120, 118, date(2016, 7, 31))
    assert row.period.precision == "month"
    assert said(reading) == []


MONTHS = ["Jan 16", "Feb 16", "Mrz 16", "Apr 16", "Mai 16", "Jun 16",
          "Jul 16", "Aug 16", "Sep 16", "Okt 16", "Nov 16", "Dez 16"]  # fmt: skip


def test_t14_a_column_for_each_month_gives_a_row_for_each_month():
    reading = read_list(
        workbook(["Unterkunft", "Plätze", *MONTHS], ["Haus 1", 120, *range(101, 113)]), as_of=None
    )

    assert counts(reading) == list(range(101, 113))
    assert {row.period.precision for row in reading.rows} == {"month"}
    assert [row.last_day for row in reading.rows][::11] == [date(2016, 1, 31), date(2016, 12, 31)]
    assert said(reading) == []


def test_in_a_wide_table_one_capacity_holds_for_every_month():
    reading = read_list(
        workbook(["Unterkunft", "Plätze", "Jan 16", "Feb 16"], ["Haus 1", 120, 1, 2]), as_of=None
    )

    assert counts(reading, "capacity") == [120, 120]


def test_a_month_nobody_has_reported_yet_is_left_out():
    reading = read_list(workbook(["Unterkunft", "Jul 17", "Aug 17"], ["Haus 1", 1, None]), as_of=None)

    assert [row.last_day for row in reading.rows] == [date(2017, 7, 31)]


def test_t15_average_and_difference_are_not_read():
    data = workbook(["Unterkunft", "Jul 16", "Aug 16", "Ø", "Diff."], ["Haus 1", 100, 110, 105, 10])

    reading = read_list(data, as_of=None)

    assert counts(reading) == [100, 110]
    assert said(reading) == [
        ("notice", "Spalte ‚Ø‘ (D) wurde nicht gelesen."),
        ("notice", "Spalte ‚Diff.‘ (E) wurde nicht gelesen."),
    ]


def with_sheets(**sheets: list) -> bytes:
    book = Workbook()
    book.remove(book.active)
    for name, rows in sheets.items():
        sheet = book.create_sheet(name.replace("_", " "))
        for row in rows:
            sheet.append(row)
    return saved(book)


def test_t16_a_sheet_for_each_month():
    data = with_sheets(Jan_17=[HEADER, *HOUSES], Feb_17=[HEADER, *HOUSES], Mrz_17=[HEADER, *HOUSES])

    reading = read_list(data, as_of=None)

    assert sorted({row.last_day for row in reading.rows}) == [
        date(2017, 1, 31), date(2017, 2, 28), date(2017, 3, 31)
    ]  # fmt: skip
    assert said(reading) == [("warning", "3 Blätter mit je einem Stichtag erkannt. Alle übernehmen?")]


def test_t17_a_sheet_for_each_operator_with_one_date():
    data = with_sheets(
        Nord=[["Stand: 31.08.2017"], HEADER, *HOUSES], Süd=[["Stand: 31.08.2017"], HEADER, *HOUSES]
    )

    reading = read_list(data, as_of=None)

    assert len(reading.rows) == 4
    assert said(reading) == [("warning", "2 Blätter mit gemeinsamem Stichtag erkannt. Alle übernehmen?")]


def test_messages_name_the_sheet_if_there_are_several():
    data = with_sheets(Nord=[HEADER, ["Haus 1", 120, "voll"]], Süd=[HEADER, ["Haus 2", 120, 118]])

    assert said(read_list(data))[-1][1].startswith("Blatt ‚Nord‘, Zeile 2, Spalte ‚Belegung‘: ")


def test_t18_a_hidden_sheet_is_not_read():
    book = Workbook()
    for row in (HEADER, *HOUSES):
        book.active.append(row)
    old = book.create_sheet("alt")
    old.append(HEADER)
    old.append(["Haus 9", 1, 1])
    old.sheet_state = "hidden"

    reading = read_list(saved(book))

    assert counts(reading) == [615, 616]
    assert said(reading) == [("notice", "Ausgeblendetes Blatt ‚alt‘ wurde nicht gelesen.")]


def test_t19_hidden_rows_with_values_are_asked_about():
    def hide(sheet) -> None:
        for row in (3, 5):
            sheet.row_dimensions[row].hidden = True

    data = workbook(
        HEADER, ["Haus 1", 10, 9], ["Haus 2", 10, 9], ["Haus 3", 10, 9], ["Haus 4", 10, 9], change=hide
    )

    assert said(read_list(data)) == [
        ("warning", "2 ausgeblendete Zeilen enthalten Werte (Zeilen 3, 5). Mit übernehmen?")
    ]


def test_t20_a_hidden_column_is_not_read():
    def hide(sheet) -> None:
        sheet.column_dimensions["D"].hidden = True

    data = workbook([*HEADER, "Kapazität alt"], ["Haus 1", 10, 9, 8], change=hide)

    reading = read_list(data)

    assert counts(reading, "capacity") == [10]
    assert said(reading) == [("notice", "Ausgeblendete Spalte ‚Kapazität alt‘ wurde nicht gelesen.")]


def test_a_hidden_column_is_not_read_even_if_its_heading_is_known():
    def hide(sheet) -> None:
        sheet.column_dimensions["B"].hidden = True

    data = workbook(["Unterkunft", "Kapazität", "Plätze", "Belegung"], ["Haus 1", 10, 12, 9], change=hide)

    assert counts(read_list(data), "capacity") == [12]


@pytest.mark.parametrize(
    "word",
    [
        "Gesamt", "Summe", "Su.", "insgesamt", "Σ", "Total", "Stadt gesamt", "Ges.", "Endsumme",
        "Gesamtbelegung", "Anker Summe", "Alle Häuser", "Gesamtergebnis",
    ],
)  # fmt: skip
def test_t21_a_sum_row_that_adds_up_is_left_out(word):
    reading = read_list(workbook(HEADER, *HOUSES, [word, "1.400", "1.231"]))

    assert counts(reading) == [615, 616]
    assert reading.recognition.sheets[0].sum_rows == (4,)
    assert said(reading) == []


def test_t22_a_sum_row_that_differs_is_asked_about():
    reading = read_list(workbook(HEADER, *HOUSES, ["Gesamt", "1.400", "1.234"]))

    assert said(reading) == [
        ("warning", "Summe in Zeile 4 (1.234) stimmt nicht mit der Addition (1.231) überein. Differenz 3.")
    ]


def test_a_last_row_without_a_name_that_adds_up_is_a_sum_row():
    reading = read_list(workbook(HEADER, *HOUSES, [None, 1400, 1231]))

    assert counts(reading) == [615, 616]
    assert said(reading) == []


def test_numbers_without_a_name_are_an_error():
    reading = read_list(workbook(HEADER, *HOUSES, [None, 100, 90]))

    assert said(reading) == [
        ("error", "Zeile 4, Spalte ‚Unterkunft‘: Hier stehen Zahlen ohne Namen. "
         "Bitte ergänzen oder die Zeile löschen.")
    ]  # fmt: skip


def test_t23_subtotals_are_left_out_and_each_is_checked():
    rows = (
        ["Haus 1", 10, 5], ["Haus 2", 10, 6], ["Zwischensumme", 20, 11],
        ["Haus 3", 10, 7], ["Zwischensumme", 10, 9], ["Gesamt", 30, 18],
    )  # fmt: skip

    reading = read_list(workbook(HEADER, *rows))

    assert counts(reading) == [5, 6, 7]
    assert said(reading) == [
        ("warning", "Summe in Zeile 6 (9) stimmt nicht mit der Addition (7) überein. Differenz 2.")
    ]


def test_t23_a_grand_total_is_not_mistaken_for_a_subtotal():
    rows = (["Haus 1", 10, 5], ["Zwischensumme", 10, 5], ["Haus 2", 10, 7], ["Gesamt", 20, 7])

    assert said(read_list(workbook(HEADER, *rows))) == [
        ("warning", "Summe in Zeile 5 (7) stimmt nicht mit der Addition (12) überein. Differenz 5.")
    ]


@pytest.mark.parametrize("word", ["Ergebnis", "Summe"])
def test_t23_the_subtotals_that_programs_insert_for_each_district_are_checked(word):
    """Excel's „Teilergebnis“ writes them into the column by which it groups."""
    rows = (
        ["Mitte", "Haus 1", 10, 5], ["Mitte", "Haus 2", 10, 6], [f"Mitte {word}", None, 20, 12],
        ["Nord", "Haus 3", 10, 7], [f"Nord {word}", None, 10, 7], ["Gesamtergebnis", None, 30, 18],
    )  # fmt: skip

    reading = read_list(workbook(["Bezirk", *HEADER], *rows))

    assert counts(reading) == [5, 6, 7]
    assert said(reading) == [
        ("warning", "Summe in Zeile 4 (12) stimmt nicht mit der Addition (11) überein. Differenz 1.")
    ]


def test_what_is_worked_out_below_the_sum_is_no_row():
    rows = (*HOUSES, ["Summe", 1400, 1231], ["freie Plätze", None, 169], ["Auslastung", None, "88 %"])

    reading = read_list(workbook(HEADER, *rows))

    assert counts(reading) == [615, 616]
    assert said(reading) == []


def test_t24_a_district_over_its_houses_is_carried_down():
    rows = (["Bad Cannstatt"], ["Haus 1", 10, 5], ["Haus 2", 10, 6], ["Vaihingen"], ["Haus 3", 10, 7])

    reading = read_list(workbook(HEADER, *rows))

    assert [(row.text("shelter"), row.group) for row in reading.rows if not row.lone] == [
        ("Haus 1", "Bad Cannstatt"), ("Haus 2", "Bad Cannstatt"), ("Haus 3", "Vaihingen")
    ]  # fmt: skip


def test_t25_a_footnote_becomes_the_remark_of_its_number():
    reading = read_list(workbook(HEADER, ["Haus 1", 120, "120*"], [], ["* einschl. Notbetten"]))

    (row,) = reading.rows
    assert (row.figure("occupied"), row.cells["occupied"].remark) == (120, "einschl. Notbetten")
    assert said(reading) == [
        ("notice", "Zeile 2, Spalte ‚Belegung‘: ‚120*‘ als 120 gelesen. Anmerkung: einschl. Notbetten.")
    ]


@pytest.mark.parametrize("written", ["120¹⁾", "120 1)", "120¹"])
def test_t25_numbered_footnotes(written):
    reading = read_list(workbook(HEADER, ["Haus 1", 120, written], ["1) einschl. Notbetten"]))

    assert reading.rows[0].cells["occupied"].remark == "einschl. Notbetten"


def test_t64_columns_that_mean_the_same_are_asked_about():
    data = workbook(["Unterkunft", "Plätze", "Soll", "belegbar", "Ist"], ["Haus 1", 120, 130, 110, 100])

    reading = read_list(data)

    assert counts(reading, "capacity") == [120]
    assert said(reading) == [
        ("warning", "Mehrere Spalten bedeuten Kapazität: ‚Plätze‘ (B), ‚Soll‘ (C). "
         "Gelesen wird ‚Plätze‘ (B). Ist das richtig?")
    ]  # fmt: skip


def test_t67_the_header_repeated_after_a_page_break_is_left_out():
    reading = read_list(workbook(HEADER, HOUSES[0], [], HEADER, HOUSES[1]))

    assert counts(reading) == [615, 616]
    assert said(reading) == []


def test_t68_a_second_table_is_not_read():
    reading = read_list(workbook(HEADER, *HOUSES, [], ["Geplante Unterkünfte"], HEADER, ["Haus 9", 50, 0]))

    assert counts(reading) == [615, 616]
    assert said(reading) == [("warning", "Zweite Tabelle ab Zeile 5 nicht übernommen.")]


def test_t83_parts_of_a_sum_are_left_out():
    reading = read_list(workbook(HEADER, *HOUSES, ["Gesamt", 1400, 1231], ["davon Frauen", None, 400]))

    assert counts(reading) == [615, 616]
    assert said(reading) == []


@pytest.mark.parametrize(
    ("heading", "title"),
    [
        pytest.param("BELE-\nGUNG¹⁾", "Belegung", id="T87"),
        ("Belegung¹⁾ (Pers.)", "Belegung"),
        ("  Ist-Belegung ", "Belegung"),
        ("Plätze (belegt)", "Belegung"),
        ("max. Belegung", "Kapazität"),
        ("Kapazität (Personen)", "Kapazität"),
        ("Soll-Plätze", "Kapazität"),
        ("PLAETZE", "Kapazität"),
    ],
)
def test_headings_are_known_in_every_spelling(heading, title):
    reading = read_list(workbook(["Standort", heading], ["Haus 1", 10]))

    assert columns(reading)["B"] == title


def test_t88_the_sheet_is_chosen_by_its_header():
    data = with_sheets(Hinweise=[["Bitte bis zum 5. des Monats senden."]], Liste=[HEADER, *HOUSES])

    reading = read_list(data)

    assert counts(reading) == [615, 616]
    assert said(reading) == [("notice", "Blatt ‚Hinweise‘ enthält keine bekannte Tabelle.")]


def test_t90_empty_formatted_rows_at_the_end_do_not_count():
    def format_empty_rows(sheet) -> None:
        for row in range(4, 1_004):
            sheet.cell(row, 1).font = Font(bold=True)

    reading = read_list(workbook(HEADER, *HOUSES, change=format_empty_rows))

    assert counts(reading) == [615, 616]
    assert said(reading) == []


def test_spacer_rows_and_columns_do_not_matter():
    data = workbook([], [None, "Unterkunft", None, "Belegung"], [], [None, "Haus 1", None, 118], [])

    reading = read_list(data)

    assert [(row.number, row.figure("occupied")) for row in reading.rows] == [(4, 118)]


def test_t86_a_formula_in_a_text_file_is_only_a_text():
    reading = read_list(text("Unterkunft;Belegung;Bemerkung", 'Haus 1;118;"=HYPERLINK(""x"")"'), "liste.csv")

    assert reading.rows[0].text("remark") == '=HYPERLINK("x")'
    assert said(reading) == [("notice", 'Zeile 2, Spalte ‚Bemerkung‘: ‚=HYPERLINK("x")‘ als Text gelesen.')]


def test_t89_a_struck_row_is_asked_about():
    def strike(sheet) -> None:
        for cell in sheet[3]:
            cell.font = Font(strike=True)

    reading = read_list(workbook(HEADER, *HOUSES, change=strike))

    assert counts(reading) == [615, 616]
    assert said(reading) == [("warning", "Zeile 3 ist durchgestrichen – trotzdem übernehmen?")]


def test_t21_a_sum_above_its_numbers_is_compared_with_them():
    rows = [["Summe", 120, 90], ["Haus 1", 70, 50], ["Haus 2", 50, 40]]

    assert said(read_list(workbook(["Unterkunft", "Plätze", "Belegung"], *rows))) == []


def test_t22_a_sum_above_its_numbers_may_differ_from_them():
    rows = [["Summe", 91], ["Haus 1", 50], ["Haus 2", 40]]

    ((level, text),) = said(read_list(workbook(["Unterkunft", "Belegung"], *rows)))

    assert level == "warning"
    assert "Summe in Zeile 2 (91) stimmt nicht mit der Addition (90) überein." in text


def test_a_sum_of_a_column_without_numbers_proves_nothing():
    rows = [["Haus 1", None, 50], ["Haus 2", None, 40], ["Summe", 120, 90]]

    messages = said(read_list(workbook(["Unterkunft", "Plätze", "Belegung"], *rows)))

    assert not any("Addition" in text for _, text in messages)


def test_what_is_taken_for_data_at_first_sight_is_data_on_a_closer_look():
    names = ("Haus 1", "Summe", "davon Haus 1", "* mit Notbetten", "Unterkunft", "Stand: Juli", None, 12)
    numbers = (118, "ca. 90", "k.A.", "Belegung 2017", "Belegung", None)
    rows = [GridRow(2, [*cells]) for cells in product(names, numbers, numbers) if any(cells)]
    named = (("shelter", "Unterkunft"), ("capacity", "Plätze 2017"), ("occupied", "Belegung 2017"))
    columns = [
        FoundColumn(at, heading, OCCUPANCY_LIST.column(field)) for at, (field, heading) in enumerate(named)
    ]
    kinds = RowKinds(Header(0, 0, tuple(columns)))

    plain = [row for row, is_plain in zip(rows, kinds.are_plain(rows), strict=True) if is_plain]

    assert len(plain) > len(rows) / 5
    assert {kinds.of(row) for row in plain} == {RowKind.DATA}
