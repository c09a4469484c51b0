"""The error report: the own file, marked and explained, read again like the file itself."""

import io
from collections.abc import Callable
from datetime import date, datetime
from random import Random

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.comments import Comment
from openpyxl.styles import Font
from openpyxl.worksheet.worksheet import Worksheet

from portal.sheets import Reading, Recognition
from portal.sheets.error_report import error_report, report_name, sheet_names
from portal.sheets.grid import Grid
from portal.sheets.messages import RefusedError
from portal.sheets.problem_list import NAME, TITLE
from tests.fuzz_sheets import damaged_text
from tests.portal.sheets.lists import counts, read_list, said
from tests.sheets import saved, text, workbook

RED, YELLOW, BLUE = "FFFFC7CE", "FFFFEB9C", "FFDDEBF7"
MESSY = (
    ["Belegungsliste Anker"],
    [],
    ["Unterkunft", "Plätze", "Belegung"],
    ["Haus Ahorn", 100, "voll"],
    ["Haus Birke", 60, "ca. 40"],
    ["Summe", 160, 139],
)


def report(data: bytes, name: str = "liste.xlsx") -> Workbook:
    return load_workbook(io.BytesIO(report_bytes(data, name)))


def report_bytes(data: bytes, name: str = "liste.xlsx") -> bytes:
    reading = read_list(data, name)
    messages = reading.messages.in_order(reading.sheet_names)
    return error_report(data, name, messages, reading.recognition)


def corrected(data: bytes, correct: Callable[[Workbook], None]) -> Reading:
    """The report after a clerk worked in it, read again."""
    book = report(data)
    correct(book)
    return read_list(saved(book))


def fill(sheet: Worksheet, cell: str) -> str:
    return sheet[cell].fill.fgColor.rgb


def test_every_value_stands_where_it_stood():
    rows = report(workbook(*MESSY))["Belegung"].iter_rows(values_only=True)
    assert [[cell for cell in row if cell is not None] for row in rows] == [list(row) for row in MESSY]


def test_a_wrong_cell_is_red_and_says_why():
    sheet = report(workbook(*MESSY))["Belegung"]
    assert fill(sheet, "C4") == RED
    assert "Fehler: Zeile 4, Spalte ‚Belegung‘: ‚voll‘ ist keine Zahl." in sheet["C4"].comment.text


def test_what_is_to_be_confirmed_is_yellow_what_is_to_be_known_is_blue():
    summed = workbook(["Unterkunft", "Belegung"], ["Haus Ahorn", "ca. 40"], ["Summe", 41])
    sheet = report(summed)["Belegung"]
    assert (fill(sheet, "B2"), fill(sheet, "B3")) == (BLUE, YELLOW)


def test_cells_without_a_message_stay_as_they_are():
    sheet = report(workbook(*MESSY))["Belegung"]
    assert fill(sheet, "A4") == "00000000"
    assert sheet["A4"].comment is None


def test_the_list_names_every_message_with_a_link_to_its_cell():
    found = report(workbook(*MESSY))[NAME]
    assert found["A1"].value == TITLE
    assert [cell.value for cell in found[3]] == ["Art", "Blatt", "Zeile", "Spalte", "Wert", "Meldung"]
    assert [cell.value for cell in found[4]] == [
        "Fehler", "Belegung", 4, "C", "voll",
        "Zeile 4, Spalte ‚Belegung‘: ‚voll‘ ist keine Zahl. Bitte die Zahl der belegten Plätze eintragen.",
    ]  # fmt: skip
    assert found["C4"].hyperlink.location == "'Belegung'!C4"


def test_a_message_about_the_whole_file_stands_in_the_list_without_a_place():
    data = workbook(["Haus Ahorn", 80])
    assert [cell.value for cell in report(data)[NAME][4]][:4] == ["Fehler", None, None, None]


def test_a_file_without_any_problem_gets_a_list_that_says_so():
    data = workbook(["Unterkunft", "Belegung"], ["Haus Ahorn", 80])
    assert report(data)[NAME]["A4"].value == "Zu dieser Datei gibt es nichts anzumerken."


def test_sent_again_unchanged_it_says_what_the_file_said():
    data = workbook(*MESSY)
    assert said(read_list(report_bytes(data))) == said(read_list(data))


def test_corrected_and_sent_again_it_is_read_without_an_error():
    def correct(book: Workbook) -> None:
        book["Belegung"]["C4"] = 99
        book["Belegung"]["C5"] = 40

    reading = corrected(workbook(*MESSY), correct)
    assert (counts(reading), said(reading)) == ([99, 40], [])


def test_the_report_of_a_report_has_one_list():
    again = report(report_bytes(workbook(*MESSY)))
    assert again.sheetnames == [NAME, "Belegung"]


def test_a_sheet_of_the_sender_with_the_lists_name_is_kept():
    data = workbook(["Unterkunft", "Belegung"], ["Haus Ahorn", "voll"], sheet=NAME)
    assert report(data).sheetnames == ["Fehlerliste 2", NAME]
    assert said(read_list(report_bytes(data))) == said(read_list(data))


@pytest.mark.parametrize("dangerous", ["=1+1", "+49 711", "-", "@SUMME(A1)", "=HYPERLINK(A1)"])
def test_text_that_looks_like_a_formula_stays_text(dangerous):
    def as_text(sheet: Worksheet) -> None:
        sheet["C2"].value, sheet["C2"].data_type = dangerous, "s"

    data = workbook(["Unterkunft", "Belegung", "Bemerkung"], ["Haus Ahorn", "voll", ""], change=as_text)
    cell = report(data)["Belegung"]["C2"]
    assert (cell.value, cell.data_type, cell.quotePrefix) == (dangerous, "s", True)


def test_dates_truth_values_and_decimals_stay_what_they_are():
    values = [datetime.fromisoformat("2017-08-31"), True, 0.5, "007"]
    data = workbook(["Unterkunft", "Belegung", "a", "b", "c", "d"], ["Haus Ahorn", "voll", *values])
    cells = report(data)["Belegung"][2]
    assert [cell.value for cell in cells[2:]] == values
    assert cells[2].number_format == "dd.mm.yyyy"


def test_a_formula_without_result_stays_an_error_until_a_number_stands_there():
    data = workbook(["Unterkunft", "Belegung"], ["Haus Ahorn", "=40+2"])
    assert fill(report(data)["Belegung"], "B2") == RED
    assert read_list(report_bytes(data)).messages.has_errors
    assert counts(corrected(data, lambda book: book["Belegung"].__setitem__("B2", 42))) == [42]


def test_hidden_and_struck_rows_columns_and_sheets_stay_so():
    def hide(sheet: Worksheet) -> None:
        sheet.row_dimensions[2].hidden = True
        sheet.column_dimensions["C"].hidden = True
        sheet["A3"].font = Font(strike=True)
        other = sheet.parent.create_sheet("Alt")
        other.append(["alt"])
        other.sheet_state = "hidden"

    rows = (["Unterkunft", "Belegung", "intern"], ["Haus Ahorn", "voll", 1], ["Haus Birke", 2, 3])
    data = workbook(*rows, change=hide)
    book = report(data)
    sheet = book["Belegung"]
    assert sheet.row_dimensions[2].hidden
    assert sheet.column_dimensions["C"].hidden
    assert book["Alt"].sheet_state == "hidden"
    assert said(read_list(report_bytes(data))) == said(read_list(data))


def test_a_note_of_the_sender_is_kept_and_ours_is_not_taken_for_one():
    def add_note(sheet: Worksheet) -> None:
        sheet["B2"].comment = Comment("bitte nachzählen", "Tina")

    data = workbook(["Unterkunft", "Belegung"], ["Haus Ahorn", "voll"], change=add_note)
    again = report_bytes(report_bytes(data))
    note = load_workbook(io.BytesIO(again))["Belegung"]["B2"].comment.text
    assert note.startswith("bitte nachzählen")
    assert note.count("ist keine Zahl") == 1
    assert said(read_list(again)) == said(read_list(data))


def test_a_header_in_two_rows_with_merged_cells_is_read_again():
    def merge(sheet: Worksheet) -> None:
        sheet.merge_cells("B1:C1")

    rows = (["Unterkunft", date(2017, 7, 31), None], [None, "Plätze", "Belegung"], ["Haus Ahorn", 90, "voll"])
    data = workbook(*rows, change=merge)
    found = read_list(report_bytes(data), as_of=None)
    assert said(found) == said(read_list(data, as_of=None))
    assert [row.last_day for row in found.rows] == [date(2017, 7, 31)]


def test_a_text_file_becomes_a_workbook_with_its_lines_as_rows():
    data = text("sep=;", "Belegungsliste", "", "Unterkunft;Plätze;Belegung", "Haus Ahorn;100;voll")
    book = report(data, "liste.csv")
    assert fill(book["Tabelle"], "C5") == RED
    assert book["Tabelle"]["B5"].value == 100
    assert book[NAME]["C4"].hyperlink.location == "'Tabelle'!C5"


def test_a_date_over_several_columns_of_a_text_file_still_holds_for_all_of_them():
    data = text(
        "Liste;;;;",
        "Unterkunft;Juli 2017;;August 2017;",
        ";Plätze;Belegung;Plätze;Belegung",
        "Haus Ahorn;100;70;100;80",
        "Haus Birke;60;voll;60;40",
    )
    found = read_list(report_bytes(data, "liste.csv"))
    assert [(row.last_day, row.figure("occupied")) for row in found.rows] == [
        (row.last_day, row.figure("occupied")) for row in read_list(data, "liste.csv").rows
    ]
    assert said(found) == said(read_list(data, "liste.csv"))


def test_in_a_text_file_years_and_leading_zeros_stay_text():
    data = text("Unterkunft;Belegung;Nr.;Jahr", "Haus Ahorn;voll;007;2017")
    cells = report(data, "liste.csv")["Tabelle"][2]
    assert [cell.value for cell in cells[2:]] == ["007", "2017"]


def test_a_line_with_a_missing_cell_cannot_slip_through_as_a_workbook():
    data = text("Unterkunft;Plätze;Belegung", "Haus Ahorn;100;80", "Haus Birke;40")
    again = read_list(report_bytes(data, "liste.csv"))
    assert again.messages.has_errors
    cells = report(data, "liste.csv")["Tabelle"][3]
    assert [cell.value for cell in cells] == ["? Haus Birke", "? 40", "? (leer)"]


def test_whatever_is_wrong_with_a_text_file_its_report_does_not_hide_it():
    readable = {data: reading for data in map(damaged_text, map(Random, range(20)))
                if (reading := read_list(data, "liste.csv", as_of=None)).storable}  # fmt: skip
    assert len(readable) > 10
    for data, reading in readable.items():
        messages = reading.messages.in_order()
        again = read_list(error_report(data, "liste.csv", messages, reading.recognition), as_of=None)
        assert again.messages.has_errors == reading.messages.has_errors
        assert reading.messages.has_errors or counts(again) == counts(reading)


def test_a_row_that_is_wrong_as_a_whole_is_explained_once():
    data = text("Unterkunft;Plätze;Belegung", "Haus Ahorn;100;80", "Haus Birke;40")
    sheet = report(data, "liste.csv")["Tabelle"]
    assert [fill(sheet, cell) for cell in ("A3", "B3")] == [RED, RED]
    assert "Fehler: Zeile 3 hat 2 statt 3 Spalten." in sheet["A3"].comment.text
    assert sheet["B3"].comment is None


def test_a_character_that_no_workbook_can_hold_is_left_out():
    data = text("Unterkunft;Belegung", "Haus \ufffeAhorn;voll")
    assert report(data, "liste.csv")["Tabelle"]["A2"].value == "Haus Ahorn"


@pytest.mark.parametrize("name", ["Juli/August", "Belegung aller Häuser des Trägers Anker", "'Liste'"])
def test_sheet_names_of_other_programs_become_names_that_excel_allows(name):
    grids = [Grid(name, []), Grid(name.upper(), [])]
    first, second = sheet_names(grids).values()
    assert first.lower() != second.lower()
    assert all(len(made) <= 31 and not set("[]:*?/\\") & set(made) for made in (first, second))


def test_a_damaged_file_has_no_report():
    with pytest.raises(RefusedError):
        error_report(b"PK\x03\x04 broken", "liste.xlsx", (), Recognition())


@pytest.mark.parametrize(
    ("sent", "made"),
    [
        ("August 2017.csv", "August 2017_fehlerbericht.xlsx"),
        ("liste_fehlerbericht.xlsx", "liste_fehlerbericht.xlsx"),
    ],
)
def test_the_report_is_called_after_the_file(sent, made):
    assert report_name(sent) == made
