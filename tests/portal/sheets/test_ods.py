"""OpenDocument tables as LibreOffice writes them (catalogue T71)."""

import io
import zipfile

import pytest

from tests.portal.sheets.lists import counts, read_list, said

MIMETYPE = "application/vnd.oasis.opendocument.spreadsheet"
SPACES = " ".join(
    f'xmlns:{prefix}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for prefix, name in (("office", "office"), ("table", "table"), ("text", "text"), ("style", "style"),
                         ("number", "datastyle"))
) + ' xmlns:calcext="urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0"'  # fmt: skip
HIDDEN = '<style:style style:name="ta2"><style:table-properties table:display="false"/></style:style>'
EMPTY_ROWS = '<table:table-row table:number-rows-repeated="1048000"><table:table-cell/></table:table-row>'

TOO_MANY_COLUMNS = "Die Datei hat mehr als 200 Spalten. Bitte nur die Spalten der Liste stehen lassen."


def words(text: str, attributes: str = "") -> str:
    cell = f'<table:table-cell office:value-type="string" {attributes}>'
    return f"{cell}<text:p>{text}</text:p></table:table-cell>"


def number(value: int, attributes: str = "") -> str:
    cell = f'<table:table-cell office:value-type="float" office:value="{value}" {attributes}>'
    return f"{cell}<text:p>{value}</text:p></table:table-cell>"


def row(*cells: str, attributes: str = "") -> str:
    return f"<table:table-row {attributes}>{''.join(cells)}</table:table-row>"


HEADER = row(words("Unterkunft"), words("Kapazität"), words("Belegung"))


def sheet(*rows: str, name: str = "Belegung", style: str = "ta1", columns: str = "") -> str:
    about = f'table:name="{name}" table:style-name="{style}"'
    return f"<table:table {about}>{columns}{''.join(rows)}</table:table>"


def document(*sheets: str, manifest: str = "<manifest/>", styles: str = "") -> bytes:
    file = io.BytesIO()
    content = (
        f"<office:document-content {SPACES}>"
        f"<office:automatic-styles>{HIDDEN}{styles}</office:automatic-styles><office:body><office:spreadsheet>{''.join(sheets)}</office:spreadsheet></office:body>"
        "</office:document-content>"
    )
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("mimetype", MIMETYPE)
        archive.writestr("content.xml", content)
        archive.writestr("META-INF/manifest.xml", manifest)
    return file.getvalue()


def test_t71_a_million_empty_rows_do_not_count():
    reading = read_list(
        document(sheet(HEADER, row(words("Haus 1"), number(120), number(118)), EMPTY_ROWS)), "l.ods"
    )

    assert [(row.number, row.figure("occupied")) for row in reading.rows] == [(2, 118)]
    assert said(reading) == []


def test_equal_neighbours_are_stored_once_and_read_twice():
    repeated = number(80, 'table:number-columns-repeated="2"')

    reading = read_list(document(sheet(HEADER, row(words("Haus 1"), repeated))))

    assert (counts(reading, "capacity"), counts(reading)) == ([80], [80])


def test_an_error_cell_is_not_empty():
    error = words("#REF!", 'calcext:value-type="error"')

    reading = read_list(document(sheet(HEADER, row(words("Haus 1"), number(120), error))))

    assert [message for _, message in said(reading)] == [
        "Zeile 2, Spalte ‚Belegung‘: Excel-Fehler ‚#BEZUG!‘. Bitte die Formel in der Datei berichtigen."
    ]


def test_a_hidden_sheet_is_not_read():
    shown = sheet(HEADER, row(words("Haus 1"), number(120), number(118)))
    hidden = sheet(HEADER, row(words("Haus 2"), number(1), number(1)), name="alt", style="ta2")

    reading = read_list(document(shown, hidden))

    assert counts(reading) == [118]
    assert said(reading) == [("notice", "Ausgeblendetes Blatt ‚alt‘ wurde nicht gelesen.")]


def test_hidden_rows_are_asked_about():
    hidden = row(words("Haus 1"), number(120), number(118), attributes='table:visibility="filter"')

    assert said(read_list(document(sheet(HEADER, hidden)))) == [
        ("warning", "Eine ausgeblendete Zeile enthält Werte (Zeile 2). Mit übernehmen?")
    ]


@pytest.mark.parametrize(
    "cells",
    [
        pytest.param(row(number(1), attributes='table:number-rows-repeated="1000000000"'), id="rows"),
        pytest.param(EMPTY_ROWS + row(number(1)), id="a cell far below"),
        pytest.param(row(words('<text:s text:c="1000000000"/>')), id="blanks"),
    ],
)  # fmt: skip
def test_a_hostile_repeat_count_is_refused(cells):
    assert said(read_list(document(sheet(cells)))) == [
        (
            "error",
            "Die Datei ist zu groß (höchstens 10 MB / 20.000 Zeilen). Bitte auf mehrere Dateien aufteilen.",
        )
    ]


def test_a_hostile_number_of_columns_is_refused():
    hostile = row(number(1, 'table:number-columns-repeated="1000000000"'))

    assert said(read_list(document(sheet(hostile)))) == [("error", TOO_MANY_COLUMNS)]


def test_t74_an_encrypted_document():
    manifest = "<manifest><file-entry><encryption-data/></file-entry></manifest>"

    assert said(read_list(document(sheet(HEADER), manifest=manifest))) == [
        ("error", "Die Datei ist mit einem Kennwort verschlüsselt. Bitte ohne Kennwort speichern.")
    ]


MONTH_STYLE = (
    '<number:date-style style:name="N50"><number:month/><number:text> </number:text><number:year/>'
    '</number:date-style><style:style style:name="ce1" style:data-style-name="N50"/>'
)


def test_a_day_of_which_only_the_month_shows_is_the_month():
    day = (
        '<table:table-cell table:style-name="ce1" office:value-type="date" office:date-value="2017-01-01">'
        "<text:p>Jan 17</text:p></table:table-cell>"
    )
    header = row(words("Unterkunft"), words("Belegung"), words("Monat"))
    data = document(sheet(header, row(words("Haus 1"), number(9), day)), styles=MONTH_STYLE)

    (found,) = read_list(data, "liste.ods", as_of=None).rows

    assert str(found.period) == "Januar 2017"


def test_a_note_at_a_cell_is_told_but_not_read():
    note = "<office:annotation><text:p>Korrektur: 120</text:p></office:annotation>"
    noted = number(118).replace("<text:p>", f"{note}<text:p>")
    data = document(sheet(HEADER, row(words("Haus 1"), number(130), noted)))

    reading = read_list(data, "liste.ods")

    assert counts(reading) == [118]
    assert said(reading) == [
        ("notice", "An Zelle C2 hängt eine Notiz: ‚Korrektur: 120‘. Gelesen wurde nur die Zelle.")
    ]
