"""Formats that are not XML (T69, T70): what they hold, and what the parser does not tell of them.

saved/error_cell.xls is of LibreOffice, saved/layouts.xls of xlwt.
"""

from pathlib import Path

import pytest

from tests.portal.sheets import hostile
from tests.portal.sheets.binary import Error, xlsb
from tests.portal.sheets.lists import counts, read_list, said

SAVED = Path(__file__).with_name("saved")
ERROR_CELL = (SAVED / "error_cell.xls").read_bytes()  # C3 holds =1/0
# „Juli 2016“ and „August 2016“ each over Soll and Ist; #BEZUG! in C4, #NV in C6; row 5, column F and
# sheet „alt“ are hidden.
LAYOUTS = (SAVED / "layouts.xls").read_bytes()
HEADER = ["Unterkunft", "Soll", "Ist"]
REFERENCE, NOT_AVAILABLE = Error(0x17), Error(0x2A, calculated=True)

TOO_MANY_COLUMNS = "Die Datei hat mehr als 200 Spalten. Bitte nur die Spalten der Liste stehen lassen."


def excel_error(cell: str, error: str, heading: str = "Ist") -> tuple[str, str]:
    place = f"Zeile {cell}, Spalte ‚{heading}‘"
    return "error", f"{place}: Excel-Fehler ‚{error}‘. Bitte die Formel in der Datei berichtigen."


def test_t69_an_old_workbook_is_read():
    assert counts(read_list(ERROR_CELL, "liste.xls"))[::2] == [118, 80]


def test_t39_the_result_of_a_formula_in_an_old_workbook_may_be_an_error():
    messages = said(read_list(ERROR_CELL, "liste.xls"))

    assert [text for level, text in messages if level == "error"] == [
        excel_error("3", "#DIV/0!", "Belegung")[1]
    ]


def test_t13_t18_t19_t20_t39_hold_in_an_old_workbook_too():
    reading = read_list(LAYOUTS, "liste.xls", as_of=None)

    assert counts(reading) == [118, 110, None, 70, 55, 50, None, 40]
    assert [str(row.period) for row in reading.rows] == ["Juli 2016", "August 2016"] * 4
    assert said(reading) == [
        ("warning", "Eine ausgeblendete Zeile enthält Werte (Zeile 5). Mit übernehmen?"),
        ("notice", "Ausgeblendete Spalte ‚Kapazität alt‘ wurde nicht gelesen."),
        excel_error("4", "#BEZUG!", "Juli 2016 Ist"),
        excel_error("6", "#NV", "Juli 2016 Ist"),
        ("notice", "Ausgeblendetes Blatt ‚alt‘ wurde nicht gelesen."),
    ]


def test_t70_a_binary_workbook_is_read():
    reading = read_list(xlsb(HEADER, ["Haus 1", 120, 118], ["Haus 2", 80, None]), "liste.xlsb")

    assert (counts(reading, "capacity"), counts(reading)) == ([120, 80], [118, None])
    assert said(reading) == [
        ("notice", "Zeile 3, Spalte ‚Ist‘: Die leere Zelle zählt als nicht gemeldet.")
    ]  # fmt: skip


def test_t39_an_error_in_a_binary_workbook_is_not_empty():
    rows = (["Haus 1", 120, REFERENCE], ["Haus 2", 80, NOT_AVAILABLE])

    assert said(read_list(xlsb(HEADER, *rows), "liste.xlsb")) == [
        excel_error("2", "#BEZUG!"), excel_error("3", "#NV")
    ]  # fmt: skip


def test_t13_t19_t20_hold_in_a_binary_workbook_too():
    months = [None, "Juli 2016", None, "August 2016", None, None]
    header = [*HEADER, "Soll", "Ist", "alt"]
    houses = (["Haus 1", 120, 118, 120, 110, 9], ["Haus 2", 80, 70, 80, 60, 9])
    merged = [(0, 0, 1, 2), (0, 0, 3, 4)]

    data = xlsb(months, header, *houses, hidden_rows=[3], hidden_columns=[5], merged=merged)
    reading = read_list(data, "liste.xlsb", as_of=None)

    assert counts(reading) == [118, 110, 70, 60]
    assert [str(row.period) for row in reading.rows] == ["Juli 2016", "August 2016"] * 2
    assert [text for _, text in said(reading)] == [
        "Eine ausgeblendete Zeile enthält Werte (Zeile 4). Mit übernehmen?",
        "Ausgeblendete Spalte ‚alt‘ wurde nicht gelesen.",
    ]


@pytest.mark.parametrize("name", ["layouts.xls", "liste.xlsb"])
@pytest.mark.parametrize("seed", range(12))
def test_a_damaged_binary_workbook_never_breaks_the_reader(name, seed):
    data = LAYOUTS if name.endswith(".xls") else xlsb(HEADER, ["Haus 1", 120, REFERENCE])

    reading = read_list(hostile.flipped(range(seed * 37, len(data), 211), data), name)

    assert reading.rows or reading.messages.in_order()


def test_an_error_cell_far_outside_costs_no_memory():
    data = xlsb(HEADER, *[["Haus", 1, 1]] * 3, [*[None] * 300, REFERENCE])

    assert said(read_list(data, "liste.xlsb")) == [("error", TOO_MANY_COLUMNS)]
