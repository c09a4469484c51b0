"""A table that leaves the portal stays what it was: numbers are numbers, text is never a formula."""

import csv
import io
from datetime import date, datetime
from decimal import Decimal

import openpyxl
import pytest
import python_calamine

from portal.downloads import csv_bytes, file_name, xlsx_bytes
from portal.figures import Cell, Column, Kind, Table, Value, missing

FORMULAS = [
    "=1+1", '=HYPERLINK("http://x")', "+49 711", "-2+3", "@SUM(A1)", "\t=1", "\r=1", "\n=1",
    "＝1", "＋1", "－1", "＠A1",
]  # fmt: skip
CONTROL = "".join(map(chr, range(32))) + "\x7f\ud800\ufffe"


def persons(count: str, kind: Kind = Kind.REPORTED, qualifier: str = "") -> Value:
    return Value(Decimal(count), kind, "Personen", qualifier=qualifier)


def table_of(*contents: str | Value | date, label: str = "Belegung (Personen)", **more) -> Table:
    """One column, one row per content."""
    rows = tuple((Cell(content),) for content in contents)
    return Table("belegung", "Belegung der Unterkünfte", (Column("c", label),), rows, **more)


def csv_rows(table: Table) -> list[list[str]]:
    text = csv_bytes(table).decode("utf-8-sig")
    return list(csv.reader(io.StringIO(text, newline=""), delimiter=";"))


def workbook(table: Table) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(xlsx_bytes(table)))


def data_cells(table: Table) -> list:
    """The first column of the first sheet, below its header."""
    return [row[0] for row in workbook(table)["Daten"].iter_rows(min_row=2)]


DISTRICTS = Table(
    key="bezirke",
    caption="Belegung nach Stadtbezirk",
    columns=(Column("bezirk", "Stadtbezirk"), Column("belegt", "Belegt", numeric=True)),
    rows=((Cell("Bad Cannstatt"), Cell(persons("1234"))), (Cell("Münster"), Cell(missing("Personen")))),
    footer=(Cell("Stuttgart"), Cell(persons("1234"))),
    notes=("Nur freigegebene Meldungen.",),
)


def test_csv_opens_in_a_german_excel():
    assert (
        csv_bytes(DISTRICTS)
        == (
            "\ufeffStadtbezirk;Belegt (Personen)\r\nBad Cannstatt;1234\r\nMünster;k. A.\r\nStuttgart;1234\r\n"
        ).encode()
    )


def test_csv_numbers_have_a_decimal_comma_and_no_thousands_point():
    assert csv_rows(table_of(Value(Decimal("1234.567"), decimals=2)))[1] == ["1234,57"]


def test_a_negative_number_stays_a_number_in_csv():
    assert csv_rows(table_of(persons("-5")))[1] == ["-5"]


def test_a_date_is_iso_in_csv():
    assert csv_rows(table_of(date(2017, 8, 31)))[1] == ["2017-08-31"]


@pytest.mark.parametrize("payload", FORMULAS)
def test_text_that_looks_like_a_formula_gets_an_apostrophe_in_csv(payload: str):
    assert csv_rows(table_of(payload))[1] == [f"'{payload}"]


@pytest.mark.parametrize("payload", FORMULAS)
def test_a_heading_is_no_formula_either(payload: str):
    assert csv_rows(table_of("a", label=payload))[0] == [f"'{payload}"]


@pytest.mark.parametrize("text", ["Bad Cannstatt", "3 = drei", "a;b", 'Haus "Süd"', "zwei\nZeilen", "–"])
def test_other_text_is_unchanged_in_csv(text: str):
    assert csv_rows(table_of(text))[1] == [text]


@pytest.mark.parametrize("make", [csv_bytes, xlsx_bytes])
def test_control_characters_break_no_export(make):
    assert make(table_of(f"a{CONTROL}b", label=CONTROL, notes=(CONTROL,)))


def test_control_characters_are_left_out():
    assert csv_rows(table_of("a\x00\x1f\ud800b"))[1] == ["ab"]


def test_a_suppressed_number_is_a_dot_in_both_formats():
    table = table_of(persons("3").suppressed())

    assert (csv_rows(table)[1], data_cells(table)[0].value) == (["•"], "•")


def test_wording_and_kind_stand_beside_the_number():
    table = table_of(persons("400", Kind.ESTIMATED, "rund"), persons("7"))

    assert csv_rows(table) == [
        ["Belegung (Personen)", "Belegung (Personen): Hinweis"],
        ["400", "rund, geschätzt"],
        ["7", ""],
    ]


def test_mixed_units_stand_beside_the_numbers():
    table = table_of(persons("7"), Value(Decimal(9), unit="%"), label="Wert")

    assert csv_rows(table) == [["Wert", "Wert: Hinweis"], ["7", "Personen"], ["9", "%"]]


def test_invented_data_say_so_in_every_row_of_the_csv():
    assert csv_rows(table_of("a", example=True))[1] == ["a", "Tabelle enthält Beispieldaten (erfunden)"]


def test_a_table_without_columns_is_an_empty_file():
    assert csv_bytes(Table("leer", "", (), ())).decode("utf-8-sig") == ""


def test_xlsx_numbers_are_numbers_with_thousands_separators():
    cell = data_cells(table_of(persons("-1234")))[0]

    assert (cell.value, cell.data_type, cell.number_format) == (-1234, "n", "#,##0")


def test_xlsx_shows_the_decimals_of_the_value():
    cell = data_cells(table_of(Value(Decimal("6.473"), unit="%", decimals=2)))[0]

    assert (cell.value, cell.number_format) == (6.47, "#,##0.00")


def test_xlsx_dates_are_dates():
    cell = data_cells(table_of(date(2017, 8, 31)))[0]

    assert (cell.value, cell.number_format) == (datetime(2017, 8, 31), "dd.mm.yyyy")  # noqa: DTZ001


@pytest.mark.parametrize("payload", FORMULAS)
def test_xlsx_holds_text_as_text_unchanged(payload: str):
    file = xlsx_bytes(table_of(payload))
    seen_by_calamine = python_calamine.load_workbook(io.BytesIO(file)).get_sheet_by_name("Daten")
    seen_by_openpyxl = openpyxl.load_workbook(io.BytesIO(file))["Daten"]

    assert seen_by_calamine.to_python()[1] == [payload]
    assert seen_by_openpyxl["A2"].data_type == "s"


def test_xlsx_heads_and_sums_are_bold_and_the_head_stays():
    sheet = workbook(DISTRICTS)["Daten"]

    assert [row[0].font.bold for row in sheet.iter_rows()] == [True, False, False, True]
    assert sheet.freeze_panes == "A2"


def test_xlsx_explains_itself_on_a_second_sheet():
    sheet = workbook(DISTRICTS)["Erläuterungen"]

    assert [cell.value for cell in sheet["A"]] == [
        "Belegung nach Stadtbezirk",
        "Nur freigegebene Meldungen.",
        "k. A.: keine Angabe",
        "•: aus Datenschutzgründen nicht ausgewiesen",
    ]


def test_xlsx_explanations_name_invented_data():
    sheet = workbook(table_of("a", example=True))["Erläuterungen"]

    assert sheet["A2"].value == "Die Tabelle enthält Beispieldaten (erfunden)."


def test_a_text_longer_than_a_cell_is_cut_not_lost():
    assert len(data_cells(table_of("x" * 40_000))[0].value) == 32_767


def test_a_file_is_named_after_its_content_and_date():
    assert file_name("belegung", date(2017, 8, 31), "csv") == "belegung_2017-08-31.csv"


def test_a_file_name_never_carries_raw_text():
    assert file_name('Maß"nahme\r\nSet-Cookie: x/..', date(2017, 8, 31), "csv").isascii()
    assert not set(file_name('a"\r\n;/\\b', date(2017, 8, 31), "csv")) & set('"\r\n;/\\')
