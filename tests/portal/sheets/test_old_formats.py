"""Formats that are not XML: of a file saved by LibreOffice, and of what cannot be seen in it (T69)."""

from pathlib import Path

from tests.portal.sheets.lists import counts, read_list, said

SAVED = Path(__file__).with_name("saved")
ERROR_CELL = (SAVED / "error_cell.xls").read_bytes()  # C3 holds =1/0


def test_t69_an_old_workbook_is_read():
    assert counts(read_list(ERROR_CELL, "liste.xls")) == [118, None, 80]


def test_an_error_cell_of_an_old_workbook_does_not_silently_become_empty():
    assert said(read_list(ERROR_CELL, "liste.xls"))[0] == (
        "notice",
        "Leere Zellen (Zeile 3) können in diesem alten Format auch Excel-Fehler oder Formeln ohne Ergebnis "
        "sein. Bitte die Datei prüfen und besser als .xlsx speichern.",
    )
