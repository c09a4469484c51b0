"""Counts as operators write them (catalogue T26 to T43, T84, T85)."""

from datetime import date

import pytest

from tests.portal.sheets.lists import counts, read_list, said
from tests.sheets import cell_list, workbook

ERROR, NOTICE = "error", "notice"


def only_message(*values: object) -> tuple[str, str]:
    messages = said(read_list(cell_list(*values)))
    assert len(messages) == 1
    return messages[0]


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        pytest.param("1.234", 1234, id="T26"),
        pytest.param("7.362,0", 7362, id="T27"),
        pytest.param("7.362,00", 7362, id="T27 two places"),
        pytest.param("1\u00a0234", 1234, id="T29 no-break space"),
        pytest.param("1\u2009234", 1234, id="T29 thin space"),
        pytest.param("1\u202f234", 1234, id="T29 narrow no-break space"),
        pytest.param("1 234", 1234, id="T29 plain space"),
        pytest.param("1'234", 1234, id="Swiss apostrophe"),
        pytest.param("120 Pl.", 120, id="unit"),
        pytest.param("120 Pers.", 120, id="unit persons"),
        pytest.param("120 P.", 120, id="unit short"),
        pytest.param("120 Geflüchtete", 120, id="unit in full"),
        pytest.param(120, 120, id="number"),
        pytest.param(120.0, 120, id="number with a fraction of zero"),
        pytest.param("120,0", 120, id="fraction of zero"),
        pytest.param(0, 0, id="zero is zero"),
    ],
)
def test_a_plain_number_is_read_without_a_word(written, meant):
    reading = read_list(cell_list(written))

    assert counts(reading) == [meant]
    assert said(reading) == []


def test_t84_thousands_and_plain_numbers_may_stand_in_one_column():
    reading = read_list(cell_list("1.020", 980, heading="Kapazität"))

    assert counts(reading, "capacity") == [1020, 980]
    assert said(reading) == []


@pytest.mark.parametrize(
    ("written", "complaint"),
    [
        pytest.param("7,362", "‚7,362‘ ist nicht eindeutig. Gemeint 7362? Bitte ohne Komma schreiben.",
                     id="T28"),
        pytest.param(7.362, "‚7,362‘ ist nicht eindeutig. Gemeint 7362? Bitte ohne Komma schreiben.",
                     id="T28 typed as a number"),
        pytest.param("12,5", "‚12,5‘ ist keine ganze Zahl. Personen bitte als ganze Zahl angeben.", id="T30"),
        pytest.param(12.5, "‚12,5‘ ist keine ganze Zahl. Personen bitte als ganze Zahl angeben.",
                     id="T30 typed as a number"),
        pytest.param("-5", "‚-5‘ ist eine negative Zahl. Belegung kann nicht kleiner als 0 sein.", id="T31"),
        pytest.param(-5, "‚-5‘ ist eine negative Zahl. Belegung kann nicht kleiner als 0 sein.",
                     id="T31 typed as a number"),
        pytest.param("−5", "‚−5‘ ist eine negative Zahl. Belegung kann nicht kleiner als 0 sein.",
                     id="T31 real minus"),
        pytest.param("(5)", "‚(5)‘ ist eine negative Zahl. Belegung kann nicht kleiner als 0 sein.",
                     id="T31 brackets"),
        pytest.param("120-130", "Spanne ‚120-130‘. Bitte eine Zahl angeben.", id="T33"),
        pytest.param("120 bis 130", "Spanne ‚120 bis 130‘. Bitte eine Zahl angeben.", id="T33 in words"),
        pytest.param("voll", "‚voll‘ ist keine Zahl. Bitte die Zahl der belegten Plätze eintragen.",
                     id="T38"),
        pytest.param("Ja", "‚Ja‘ ist keine Zahl. Bitte die Zahl der belegten Plätze eintragen.",
                     id="letters"),
        pytest.param("#BEZUG!", "Excel-Fehler ‚#BEZUG!‘. Bitte die Formel in der Datei berichtigen.",
                     id="T39"),
        pytest.param("118/120", "zwei Zahlen ‚118/120‘ in einer Zelle. "
                     "Bitte Belegung und Kapazität in zwei Spalten.", id="T43"),
        pytest.param("118 (120)", "zwei Zahlen ‚118 (120)‘ in einer Zelle. "
                     "Bitte Belegung und Kapazität in zwei Spalten.", id="T43 brackets"),
        pytest.param("118 von 120", "zwei Zahlen ‚118 von 120‘ in einer Zelle. "
                     "Bitte Belegung und Kapazität in zwei Spalten.", id="T43 words"),
        pytest.param("1.02", "‚1.02‘ ist kein gültiges Tausenderformat.", id="T85"),
        pytest.param("85 %", "‚85 %‘ ist ein Anteil. Bitte die Zahl der belegten Plätze eintragen.",
                     id="percent"),
        pytest.param("9" * 5000, f"‚{'9' * 500}‘ ist zu groß. Bitte die Zahl der belegten Plätze eintragen.",
                     id="thousands of digits"),
    ],
)  # fmt: skip
def test_what_is_no_clear_number_is_refused_with_its_place(written, complaint):
    assert only_message(written) == (ERROR, f"Zeile 2, Spalte ‚Belegung‘: {complaint}")


def test_t28_stands_on_its_own_row_as_excel_counts_it():
    data = workbook([], [], ["Unterkunft", "Belegung"], [], ["Haus 1", "7,362"])

    message = read_list(data).messages.in_order()[0]

    assert (message.sheet, message.row, message.column, message.value) == ("Belegung", 5, "B", "7,362")


def test_places_are_called_places():
    messages = said(read_list(cell_list("12,5", heading="Kapazität")))

    assert messages == [
        (
            ERROR,
            "Zeile 2, Spalte ‚Kapazität‘: ‚12,5‘ ist keine ganze Zahl. Plätze bitte als ganze Zahl angeben.",
        )
    ]


def test_t32_about_is_an_estimate():
    reading = read_list(cell_list("ca. 120"))

    cell = reading.rows[0].cells["occupied"]
    assert (cell.value, cell.estimated, cell.qualifier) == (120, True, "ca.")
    assert said(reading) == [(NOTICE, "Zeile 2, Spalte ‚Belegung‘: ‚ca. 120‘ als 120 (geschätzt) gelesen.")]


@pytest.mark.parametrize(
    ("written", "word"), [("~120", "ca."), ("rd. 120", "rund"), ("etwa 120", "etwa"), ("120 ca.", "ca.")]
)
def test_t32_in_other_words(written, word):
    cell = read_list(cell_list(written)).rows[0].cells["occupied"]

    assert (cell.value, cell.estimated, cell.qualifier) == (120, True, word)


@pytest.mark.parametrize(
    ("written", "word"), [(">120", "über"), ("über 120", "über"), ("mind. 120", "mindestens")]
)
def test_a_bound_keeps_its_word_and_is_no_estimate(written, word):
    reading = read_list(cell_list(written))

    cell = reading.rows[0].cells["occupied"]
    assert (cell.value, cell.estimated, cell.qualifier) == (120, False, word)
    assert said(reading)[0][0] == NOTICE


@pytest.mark.parametrize(
    "written", ["118 (davon 12 Kinder)", "118, davon 12 Kinder", "118 inkl. 4 Notbetten"]
)
def test_what_a_number_consists_of_is_told_but_not_read(written):
    reading = read_list(cell_list(written))

    assert counts(reading) == [118]
    assert said(reading) == [(NOTICE, f"Zeile 2, Spalte ‚Belegung‘: ‚{written}‘ als 118 gelesen.")]


def test_a_number_that_excel_took_for_a_date():
    """„12.5“ becomes the twelfth of May when it is typed."""
    assert said(read_list(cell_list(date(2017, 5, 12)))) == [
        ("error", "Zeile 2, Spalte ‚Belegung‘: ‚12.05.2017‘ ist in der Datei ein Datum. "
         "Bitte die Zahl der belegten Plätze eintragen.")
    ]  # fmt: skip


@pytest.mark.parametrize("written", ["k.A.", "k. A.", "n.b.", "unbek.", "?", "."])
def test_t34_no_data_is_not_zero(written):
    reading = read_list(cell_list(written))

    assert counts(reading) == [None]
    assert said(reading) == [(NOTICE, f"Zeile 2, Spalte ‚Belegung‘: ‚{written}‘ zählt als nicht gemeldet.")]


@pytest.mark.parametrize("written", ["-", "–", "—", "/", "x", "./."])
def test_t35_a_dash_is_no_data(written):
    reading = read_list(cell_list(written))

    assert counts(reading) == [None]
    assert said(reading) == [(NOTICE, f"Zeile 2, Spalte ‚Belegung‘: ‚{written}‘ zählt als nicht gemeldet.")]


@pytest.mark.parametrize("written", ["null", "keine", "leer", "leerstehend"])
def test_a_word_for_nothing_is_zero_and_said(written):
    reading = read_list(cell_list(written))

    assert counts(reading) == [0]
    assert said(reading) == [(NOTICE, f"Zeile 2, Spalte ‚Belegung‘: ‚{written}‘ als 0 gelesen.")]


def test_t36_a_dash_is_zero_where_the_sum_proves_it():
    data = workbook(["Unterkunft", "Belegung"], ["Haus 1", 60], ["Haus 2", "-"], ["Gesamt", 60])

    reading = read_list(data)

    assert counts(reading) == [60, 0]
    assert said(reading) == [("warning", "Zeile 3, Spalte ‚Belegung‘: ‚-‘ als 0 übernehmen?")]


def test_t42_numbers_kept_as_text_are_read_and_said_once():
    reading = read_list(cell_list("120", "80", 40))

    assert counts(reading) == [120, 80, 40]
    assert said(reading) == [
        (NOTICE, "Zeile 2, Spalte ‚Belegung‘: 2 Zahlen dieser Spalte sind in der Datei als Text gespeichert; "
         "sie wurden als Zahlen gelesen.")
    ]  # fmt: skip


def test_t42_one_number_kept_as_text_is_one_number():
    reading = read_list(cell_list("120", 40))

    assert said(reading) == [
        (NOTICE, "Zeile 2, Spalte ‚Belegung‘: Eine Zahl dieser Spalte ist in der Datei als Text gespeichert; "
         "sie wurde als Zahl gelesen.")
    ]  # fmt: skip


def test_a_scientific_number_is_read_if_it_is_whole():
    reading = read_list(cell_list("1,2E+03"))

    assert counts(reading) == [1200]
    assert said(reading)[0][0] == NOTICE


def test_all_mistakes_are_found_at_once():
    messages = said(read_list(cell_list("voll", "12,5", "-5", "120-130", "#NV")))

    assert [level for level, _ in messages] == [ERROR] * 5
