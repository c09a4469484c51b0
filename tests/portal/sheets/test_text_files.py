"""CSV and other text files (catalogue T02 to T08, T86)."""

import pytest

from tests.portal.sheets.lists import counts, read_list, said
from tests.sheets import text

HEADER = "Unterkunft;Stadtbezirk;Träger;Kapazität;Belegung;Bemerkung"
LINES = (HEADER, "Königstraße 7;Möhringen;Anker;120;118;–", "Gäßle 2;Vaihingen;Anker;80;75;–")


def names(reading) -> list[str]:
    return [row.text("shelter") for row in reading.rows]


def test_t02_utf8_with_a_mark_leaves_nothing_before_the_first_heading():
    reading = read_list(text(*LINES, encoding="utf-8-sig"), "liste.csv")

    assert reading.recognition.sheets[0].columns[0].heading == "Unterkunft"
    assert counts(reading) == [118, 75]
    assert said(reading) == []


def test_t03_windows_characters_are_right():
    reading = read_list(text(*LINES, encoding="cp1252"), "liste.csv")

    assert names(reading) == ["Königstraße 7", "Gäßle 2"]
    assert reading.rows[0].text("remark") == "–"
    assert reading.recognition.encoding == "Windows-1252"
    assert said(reading) == []


def test_t04_commas_separate_where_german_decimals_are_quoted():
    data = text("Unterkunft,Belegung,Auslastung", 'Haus 1,"7.362,0","98,5"', 'Haus 2,80,"12,5"')

    reading = read_list(data, "liste.csv")

    assert counts(reading) == [7362, 80]
    assert said(reading) == []


def test_t05_unicode_text_of_excel_is_utf16_with_tabs():
    lines = "\r\n".join(line.replace(";", "\t") for line in LINES)

    reading = read_list(b"\xff\xfe" + lines.encode("utf-16-le"), "liste.txt")

    assert names(reading) == ["Königstraße 7", "Gäßle 2"]
    assert reading.recognition.separator == "Tabulator"


def test_t06_ms_dos_characters_are_read_and_should_be_looked_at():
    data = text(*(line.replace("–", "-") for line in LINES), encoding="cp850")

    reading = read_list(data, "liste.csv")

    assert names(reading) == ["Königstraße 7", "Gäßle 2"]
    assert said(reading) == [("notice", "Zeichensatz CP850 erkannt – bitte Umlaute in der Vorschau prüfen.")]


def test_t07_excels_own_first_line_names_the_separator():
    reading = read_list(text("sep=;", *LINES), "liste.csv")

    assert counts(reading) == [118, 75]
    assert [row.number for row in reading.rows] == [3, 4]


def test_t08_mixed_separators_are_an_error_with_their_line():
    data = text(HEADER, *[LINES[1]] * 12, "Gäßle 2;Vaihingen;Anker,80;75;–")

    reading = read_list(data, "liste.csv")

    assert ("error", "Zeile 14 hat 5 statt 6 Spalten. Bitte einheitlich mit Semikolon trennen.") in said(
        reading
    )


def test_a_cell_too_many_is_an_error_with_its_line():
    reading = read_list(text(HEADER, LINES[1], "Gäßle 2;Vaihingen;Anker;;80;75;"), "liste.csv")

    assert said(reading) == [
        ("error", "Zeile 3 hat 7 statt 6 Spalten. Bitte einheitlich mit Semikolon trennen.")
    ]
    assert len(reading.rows) == 1


def test_a_line_with_another_separator_throughout_is_an_error():
    reading = read_list(text(HEADER, "Gäßle 2,Vaihingen,Anker,80,75,", LINES[1]), "liste.csv")

    assert said(reading) == [
        ("error", "Zeile 2 hat 1 statt 6 Spalten. Bitte einheitlich mit Semikolon trennen.")
    ]


def test_a_separator_at_the_end_of_every_line_harms_nobody():
    reading = read_list(text(HEADER, LINES[1] + ";", LINES[2] + ";"), "liste.csv")

    assert counts(reading) == [118, 75]
    assert said(reading) == []


def test_notes_below_the_table_may_have_any_width():
    reading = read_list(text(*LINES, "", "Hinweis: einschließlich Notbetten", "gez. Müller"), "liste.csv")

    assert counts(reading) == [118, 75]
    assert said(reading) == []


def test_lines_are_counted_as_in_the_file_also_after_a_line_break_in_quotes():
    data = text(HEADER, 'Königstraße 7;Möhringen;Anker;120;118;"erste Zeile\r\nzweite Zeile"', LINES[2])

    reading = read_list(data, "liste.csv")

    assert [row.number for row in reading.rows] == [2, 4]


@pytest.mark.parametrize("separator", [";", ",", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_every_separator_goes_with_every_character_set(separator, encoding):
    data = text(*(line.replace(";", separator) for line in LINES), encoding=encoding)

    reading = read_list(data, "liste.csv")

    assert names(reading) == ["Königstraße 7", "Gäßle 2"]
    assert counts(reading) == [118, 75]


def test_an_open_quote_is_an_answer_and_no_crash():
    data = text(HEADER, '"Königstraße 7;Möhringen' + "x" * 200_000)

    levels = [level for level, _ in said(read_list(data, "liste.csv"))]

    assert levels == ["error"]


def test_control_characters_are_left_out():
    reading = read_list(text("Unterkunft;Belegung", "Haus\x07 1;118"), "liste.csv")

    assert names(reading) == ["Haus 1"]
