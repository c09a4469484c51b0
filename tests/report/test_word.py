"""The DOCX, opened again: what the office that edits it finds."""

import io
import zipfile

import docx
import pytest
from docx.enum.section import WD_ORIENT
from docx.oxml.ns import qn

from portal.report.word import docx_bytes
from tests.report.test_pdf import paper

# The model is written before any test; this is what has the database set up for it.
pytestmark = [pytest.mark.django_db, pytest.mark.once]


@pytest.fixture(scope="module")
def file(model) -> bytes:
    return docx_bytes(model.document)


@pytest.fixture(scope="module")
def opened(file):
    return docx.Document(io.BytesIO(file))


def texts(opened, style: str) -> list[str]:
    return [paragraph.text for paragraph in opened.paragraphs if paragraph.style.name == style]


def test_sections_are_headings_of_the_first_level(model, opened):
    assert texts(opened, "Heading 1") == [section["title"] for section in model.document["sections"]]


def test_the_title_is_a_title_and_the_property_of_the_file(opened):
    assert (
        texts(opened, "Title")
        == [opened.core_properties.title]
        == ["Bericht zur Integration von Geflüchteten"]
    )


def test_it_is_german(opened):
    assert opened.core_properties.language == "de-DE"
    assert opened.styles["Normal"].element.rPr.find(qn("w:lang")).get(qn("w:val")) == "de-DE"


def test_every_table_has_its_rows_its_caption_and_a_row_that_repeats(model, opened):
    printed = [
        block["table"]
        for section in model.document["sections"]
        for block in section["blocks"]
        if block["table"]
    ]
    assert [len(table.rows) for table in opened.tables] == [
        1 + len(table["rows"]) + bool(table["footer"]) for table in printed
    ]
    assert [text for text in texts(opened, "Caption") if text.startswith("Tabelle")] == [
        table["caption"] for table in printed
    ]
    assert all(table.rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None for table in opened.tables)


def test_a_value_carries_the_number_of_its_source(model, opened):
    first = opened.tables[0]
    assert [cell.text for cell in first.rows[1].cells][:2] == [
        "Menschen in städtischen Unterkünften1",
        "7.362\N{NO-BREAK SPACE}Personen",
    ]
    assert "1 Ausführlicher Bericht, 1 Aktuelle Situation, Absatz 3, Untergebrachte" in texts(
        opened, "Normal"
    )


def test_drawings_have_the_words_for_who_does_not_see_them(model, opened):
    drawn = [
        block["drawing"]["alt"]
        for section in model.document["sections"]
        for block in section["blocks"]
        if block["drawing"]
    ]
    assert [shape._inline.docPr.get("descr") for shape in opened.inline_shapes] == drawn


def test_pages_are_counted_by_word_itself(opened):
    footer = opened.sections[0].footer.paragraphs[0]
    fields = [field.get(qn("w:instr")) for field in footer._p.iter(qn("w:fldSimple"))]
    assert fields == ["PAGE", "NUMPAGES"]


def test_the_same_report_is_the_same_file(model, file):
    assert docx_bytes(model.document) == file
    with zipfile.ZipFile(io.BytesIO(file)) as archive:
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_what_people_write_becomes_styles_and_nothing_else():
    text = (
        "# Kopf\n\n- eins\n  - **zwei**\n\n1. drei\n\n> vier\n\n<b>fünf</b> \x07[Seite](https://example.org)"
    )
    opened = docx.Document(io.BytesIO(docx_bytes(paper(text))))
    written = [(p.style.name, p.text) for p in opened.paragraphs][-6:]
    assert written == [
        ("Heading 3", "Kopf"),
        ("List Bullet", "eins"),
        ("List Bullet 2", "zwei"),
        ("List Number", "drei"),
        ("Quote", "vier"),
        ("Normal", "<b>fünf</b> Seite (https://example.org)"),
    ]


def test_a_wide_table_lies_and_what_follows_stands_again(opened):
    ways = [section.orientation for section in opened.sections]
    assert ways == [WD_ORIENT.PORTRAIT, WD_ORIENT.LANDSCAPE] * (len(ways) // 2) + [WD_ORIENT.PORTRAIT]
    assert len(ways) > 2
    for section in opened.sections:
        lies = section.orientation == WD_ORIENT.LANDSCAPE
        assert (section.page_width > section.page_height) is lies
