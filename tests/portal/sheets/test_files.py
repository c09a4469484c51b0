"""What kinds of files are read, and which are refused (catalogue T40, T41, T69 to T80)."""

import io
import zipfile

import pytest
import xlsxwriter
from openpyxl import Workbook

from portal.sheets import formats, places, workbooks
from tests.portal.sheets.lists import counts, read_list, said
from tests.sheets import saved, text, workbook

LIST = (["Unterkunft", "Belegung"], ["Haus 1", 118])
UNREADABLE = "Dieses Format wird nicht gelesen. Bitte als .xlsx, .xls, .xlsb, .ods, .csv oder .txt speichern."
DAMAGED = (
    "Die Datei ist beschädigt und lässt sich nicht öffnen. "
    "Bitte die Liste noch einmal speichern und erneut hochladen."
)
TOO_LARGE = "Die Datei ist zu groß (höchstens 10 MB / 20.000 Zeilen). Bitte auf mehrere Dateien aufteilen."
TOO_MANY_COLUMNS = "Die Datei hat mehr als 200 Spalten. Bitte nur die Spalten der Liste stehen lassen."
EMPTY = "Die Datei enthält keine Datenzeilen. Bitte prüfen, ob es die richtige ist."


def with_member(data: bytes, name: str, content: bytes | str) -> bytes:
    """The workbook with one file in its archive replaced or added."""
    source, target = zipfile.ZipFile(io.BytesIO(data)), io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as copy:
        for member in source.namelist():
            if member != name:
                copy.writestr(member, source.read(member))
        copy.writestr(name, content)
    return target.getvalue()


def sheet_xml(rows: str) -> str:
    space = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    return f'<worksheet xmlns="{space}"><sheetData>{rows}</sheetData></worksheet>'


def with_sheet(rows: str) -> bytes:
    return with_member(workbook(*LIST), "xl/worksheets/sheet1.xml", sheet_xml(rows))


def refusal(data: bytes, name: str = "liste.xlsx") -> str:
    """The one sentence with which a file is refused; it gives no rows and may not be stored."""
    reading = read_list(data, name)
    ((level, sentence),) = said(reading)
    assert (level, reading.rows, reading.storable) == ("error", (), False)
    return sentence


def calculated(formula: str, result: object) -> bytes:
    file = io.BytesIO()
    book = xlsxwriter.Workbook(file)
    sheet = book.add_worksheet()
    sheet.write_row(0, 0, ["Unterkunft", "Belegung"])
    sheet.write(1, 0, "Haus 1")
    sheet.write_formula(1, 1, formula, value=result)
    book.close()
    return file.getvalue()


def test_t39_an_error_cell_of_excel_is_not_empty():
    messages = said(read_list(calculated("=#REF!+1", "#REF!")))

    assert messages == [
        ("error", "Zeile 2, Spalte ‚Belegung‘: Excel-Fehler ‚#BEZUG!‘. "
         "Bitte die Formel in der Datei berichtigen.")
    ]  # fmt: skip


def test_t40_a_formula_with_its_result_is_a_number():
    reading = read_list(calculated("=100+18", 118))

    assert counts(reading) == [118]
    assert said(reading) == []


def test_t41_a_formula_without_a_result_is_not_empty():
    messages = said(read_list(workbook(LIST[0], ["Haus 1", "=100+18"])))

    assert messages == [
        ("error", "Zelle B2 enthält eine Formel ohne gespeichertes Ergebnis. "
         "Bitte die Datei in Excel öffnen, speichern und erneut hochladen.")
    ]  # fmt: skip


def test_t72_macros_are_not_run():
    reading = read_list(with_member(workbook(*LIST), "xl/vbaProject.bin", b"macro"), "liste.xlsm")

    assert counts(reading) == [118]
    assert said(reading) == [("notice", "Makros wurden nicht ausgeführt.")]


def test_t73_a_web_page_named_as_a_workbook():
    page = b"<html><table><tr><td>Unterkunft</td></tr></table></html>"

    assert refusal(page, "Liste.XLS") == (
        "Die Datei heißt .xls, enthält aber eine Webseite. Bitte in Excel öffnen und als .xlsx speichern."
    )


def test_t74_an_encrypted_workbook():
    container = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504) + "EncryptedPackage".encode("utf-16-le")

    assert refusal(container) == (
        "Die Datei ist mit einem Kennwort verschlüsselt. Bitte ohne Kennwort speichern."
    )


def test_t75_a_protected_sheet_is_read():
    def protect(sheet) -> None:
        sheet.protection.set_password("geheim")

    assert counts(read_list(workbook(*LIST, change=protect))) == [118]


@pytest.mark.parametrize("name", ["liste.xlsx", "liste.xls", "liste.ods", "liste.csv", "liste.txt", "liste"])
def test_t76_a_picture_stays_a_picture_under_every_name(name):
    assert refusal(b"\x89PNG\r\n\x1a\n" + bytes(100), name) == UNREADABLE


def test_t76_a_text_document_is_no_table():
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("word/document.xml", "<document/>")

    assert refusal(file.getvalue()) == UNREADABLE


def test_t76_a_pdf_is_no_table():
    assert refusal(b"%PDF-1.7\n...", "liste.pdf") == UNREADABLE


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(b"", id="nothing"),
        pytest.param(b"\r\n \r\n", id="only blanks"),
        pytest.param(text("", ";;"), id="only separators"),
    ],
)
def test_t77_an_empty_file(data):
    assert refusal(data, "liste.csv") == EMPTY


@pytest.mark.parametrize("data", [workbook(), workbook(LIST[0]), workbook(LIST[0], [], ["Gesamt", 0])])
def test_t77_a_workbook_without_data(data):
    assert said(read_list(data)) == [("error", EMPTY)]


def test_a_file_without_known_headings_says_which_are_needed():
    assert said(read_list(workbook(["Obst", "Preis"], ["Apfel", 3]))) == [
        ("error", "Keine Zeile mit Überschriften gefunden. Bitte eine Zeile mit den Überschriften "
         "‚Unterkunft‘ und ‚Belegung‘ ergänzen.")
    ]  # fmt: skip


def test_t78_half_a_workbook():
    data = workbook(*LIST)

    assert refusal(data[: len(data) // 2]) == DAMAGED


def test_t78_a_flipped_byte():
    data = bytearray(workbook(*LIST))
    data[data.index(b"xl/worksheets/sheet1.xml") + 60] ^= 0xFF

    assert refusal(bytes(data)) == DAMAGED


def test_t79_more_than_ten_megabytes():
    assert refusal(bytes(12 * 1024 * 1024)) == TOO_LARGE


def test_t79_more_than_twenty_thousand_rows():
    assert refusal(text("Unterkunft;Belegung", *["Haus;1"] * 21_000), "liste.csv") == TOO_LARGE


HOSTILE = {
    "a cell in the last row": with_sheet('<row r="1048576"><c r="A1048576"><v>1</v></c></row>'),
    "a cell in the last column": with_sheet('<row r="1"><c r="XFD1"><v>1</v></c></row>'),
    "a row number of four billion": with_sheet('<row r="4000000000"><c r="A4000000000"><v>1</v></c></row>'),
    "a document type": with_member(
        workbook(*LIST), "xl/worksheets/sheet1.xml",
        '<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>' + sheet_xml("<row><c><v>&b;</v></c></row>"),
    ),
    "a huge cell": with_sheet(
        f'<row r="1"><c r="A1" t="inlineStr"><is><t>{"x" * 40_000}</t></is></c></row>'
    ),
    "a wrong number of shared strings": with_member(
        workbook(*LIST), "xl/sharedStrings.xml", '<sst count="4294967295" uniqueCount="4294967295"/>'
    ),
    "a shared string that does not exist": with_sheet('<row r="1"><c r="A1" t="s"><v>7</v></c></row>'),
    "a sheet of blanks": with_sheet(" " * (65 * 1024 * 1024)),
    "many files": None,
}  # fmt: skip


HARMLESS = {
    "deep nesting": with_sheet("<row>" + "<a>" * 500_000 + "</a>" * 500_000 + "</row>"),
    "a huge attribute": with_sheet(f'<row r="1" x="{"y" * 600_000}"/>'),
}


def many_files() -> bytes:
    file = io.BytesIO(workbook(*LIST))
    with zipfile.ZipFile(file, "a") as archive:
        for number in range(300):
            archive.writestr(f"xl/media/{number}.xml", "")
    return file.getvalue()


@pytest.mark.parametrize("kind", HOSTILE)
def test_a_hostile_workbook_is_refused_before_it_is_parsed(kind):
    assert refusal(HOSTILE[kind] or many_files()) in (TOO_LARGE, TOO_MANY_COLUMNS, DAMAGED)


@pytest.mark.parametrize("kind", HARMLESS)
def test_what_only_looks_hostile_is_a_sheet_without_rows(kind):
    assert refusal(HARMLESS[kind]) == EMPTY


def test_a_shared_string_used_too_often_is_refused():
    strings = f'<sst count="2" uniqueCount="1"><si><t>{"x" * 30_000}</t></si></sst>'
    cells = "".join(f'<row r="{row}"><c r="A{row}" t="s"><v>0</v></c></row>' for row in range(1, 2_001))

    assert refusal(with_member(with_sheet(cells), "xl/sharedStrings.xml", strings)) == TOO_LARGE


def test_too_many_sheets():
    book = Workbook()
    for number in range(51):
        book.create_sheet(str(number))

    assert refusal(saved(book)).startswith("Die Datei hat mehr als 50 Blätter. Bitte")


def test_two_files_of_one_name_in_the_archive_are_refused():
    file = io.BytesIO(workbook(*LIST))
    with pytest.warns(UserWarning, match="Duplicate"), zipfile.ZipFile(file, "a") as archive:
        archive.writestr("xl/worksheets/sheet1.xml", sheet_xml(""))

    assert refusal(file.getvalue()) == DAMAGED


def personal(*columns: str) -> str:
    named = ", ".join(f"‚{column}‘" for column in columns)
    word = "Spalte" if len(columns) == 1 else "Spalten"
    return (
        f"Die Datei enthält vermutlich Personendaten ({word} {named}). "
        "Bitte nur Summen je Unterkunft hochladen. Die Datei wurde nicht gespeichert."
    )


@pytest.mark.parametrize("heading", ["Geburtsdatum", "AZR-Nr.", "Nachname", "geb. am", "Staatsangehörigkeit"])
def test_t80_a_column_about_persons_is_refused_and_not_stored(heading):
    data = workbook(["Unterkunft", "Belegung", heading], ["Haus 1", 118, "geheim"])

    assert refusal(data) == personal(heading)


def test_t80_several_columns_about_persons_are_all_named():
    assert refusal(
        text("Vorname;Geburtsdatum;Haus;belegt", "Anna;1.1.2000;Haus 1;1"), "liste.csv"
    ) == personal("Vorname", "Geburtsdatum")


def test_t80_also_on_a_hidden_sheet():
    book = Workbook()
    for row in LIST:
        book.active.append(row)
    hidden = book.create_sheet("Personen")
    hidden.append(["Zimmer", "Geburtsdatum"])
    hidden.sheet_state = "veryHidden"

    assert refusal(saved(book)) == personal("Geburtsdatum")


def test_t80_nothing_of_the_persons_is_in_any_message():
    reading = read_list(workbook(["Unterkunft", "Belegung", "Vorname"], ["Haus 1", "voll", "Anna"]))

    assert "Anna" not in str(reading.messages.in_order())


@pytest.mark.parametrize(
    "refusal_of", [formats.TOO_BIG, formats.TOO_LARGE, formats.TOO_MANY_COLUMNS, formats.TOO_MANY_SHEETS,
                   formats.EMPTY, formats.DAMAGED, formats.ENCRYPTED, formats.UNKNOWN, places.BUSY,
                   workbooks.UNREADABLE],
    ids=lambda pair: pair[0],
)  # fmt: skip
def test_a_refusal_says_what_to_do(refusal_of):
    reason, _, remedy = refusal_of[1].partition(". Bitte ")
    assert reason
    assert remedy.endswith(".")
