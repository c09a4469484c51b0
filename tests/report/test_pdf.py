"""What the PDF is beside its words: tags, language, names; safe with what people write; never endless."""

import io
import subprocess
import sys
from collections import Counter
from copy import deepcopy
from itertools import pairwise

import pytest
from pypdf import PdfReader

from portal.report import typesetting
from portal.report.blocks import block
from portal.report.composition import Frame, put_together
from portal.report.document import Document, Section
from portal.report.notes import Notes
from portal.report.prose import written
from tests.report.conftest import FRAME
from tests.report.reading import squeezed, tags, text_of

# The model is written before any test; this is what has the database set up for it.
pytestmark = [pytest.mark.django_db, pytest.mark.once]


@pytest.fixture(scope="module")
def structure(model) -> list[dict]:
    return tags(model.pdf)


def paper(text: str, frame: Frame = FRAME) -> Document:
    """A report of nothing but what somebody wrote."""
    own = block("eigener-text", "Eigener Text", Notes(), written(text))
    return put_together(frame, [Section(key="text", title="Text", blocks=[own])])


def test_it_names_its_language_and_title_and_both_standards(model):
    reader = PdfReader(io.BytesIO(model.pdf))
    root = reader.trailer["/Root"]
    about = root["/Metadata"].get_object().get_data().decode()

    assert root["/Lang"].startswith("de")
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert reader.metadata.title == "Bericht zur Integration von Geflüchteten"
    assert "<pdfuaid:part>1</pdfuaid:part>" in about
    assert "<pdfaid:part>2</pdfaid:part><pdfaid:conformance>A</pdfaid:conformance>" in about


def test_every_drawing_has_the_words_for_who_does_not_see_it(model, structure):
    told = [str(tag["/Alt"]) for tag in structure if tag["/S"] == "/Figure"]
    drawn = [
        one["drawing"]["alt"]
        for section in model.document["sections"]
        for one in section["blocks"]
        if one["drawing"]
    ]
    assert told == drawn
    assert all(drawn)


def test_drawings_are_vectors_with_text(model):
    reader = PdfReader(io.BytesIO(model.pdf))
    assert sum(len(page.images) for page in reader.pages) == 0
    assert any("Höchststand" in page for page in model.pages)


def test_every_table_is_one_with_a_head_whose_cells_name_their_columns(model, structure):
    tables = [
        one["table"] for section in model.document["sections"] for one in section["blocks"] if one["table"]
    ]
    counted = Counter(tag["/S"] for tag in structure)
    heads = [tag for tag in structure if tag["/S"] == "/TH"]

    assert counted["/Table"] == counted["/THead"] == len(tables)
    assert len(heads) == sum(len(table["columns"]) for table in tables)
    assert all("/Column" in str(tag["/A"]) for tag in heads)


def test_every_footnote_is_tagged_as_a_note(model, structure):
    notes = sum(len(one["notes"]) for section in model.document["sections"] for one in section["blocks"])
    assert Counter(tag["/S"] for tag in structure)["/Note"] == notes


def test_headings_skip_no_level(structure):
    levels = [int(tag["/S"][2]) for tag in structure if tag["/S"] in {"/H1", "/H2", "/H3", "/H4", "/H5"}]
    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))


def test_every_page_says_which_of_how_many_it_is_and_that_it_is_a_draft(model):
    pages = model.pages
    assert all(f"Seite {number} von {len(pages)}" in page for number, page in enumerate(pages, start=1))
    assert all("Entwurf" in page for page in pages)


def test_a_long_table_repeats_its_head(model):
    head = squeezed("Stand Personen Art des Werts")  # which breaks where the font makes it
    assert sum(head in squeezed(page) for page in model.pages) > 1


def test_the_same_report_is_the_same_file(model):
    assert typesetting.pdf(deepcopy(model.document)) == model.pdf


def test_without_kern_another_font_is_taken(settings, tmp_path):
    settings.KERN_DIR = tmp_path
    fonts = PdfReader(io.BytesIO(typesetting.pdf(paper("Grüße")))).pages[0]["/Resources"]["/Font"]
    assert all("DejaVuSans" in font.get_object()["/BaseFont"] for font in fonts.values())


HOSTILE = [
    '#import "@preview/cetz:0.3.0"',
    '#read("/etc/passwd")',
    "$ sum_(k=1)^n k $ <label> @label",
    "\\u{41} `raw` // Kommentar /* noch einer */",
    "<script>alert(1)</script>",
    '"); panic("x',
    "{{ report }} {% include 'x' %}",
]


@pytest.mark.parametrize("text", HOSTILE)
def test_what_people_write_is_printed_and_never_run(text):
    assert squeezed(text) in text_of(typesetting.pdf(paper(text)))


def test_a_title_is_text_too():
    document = paper("Text", Frame(as_of=FRAME.as_of, chapters=(), title='#panic("x") *fett* 😀 漢'))
    # No font has a sign for the last one, and a paper for the archive has no empty places.
    assert squeezed('#panic("x")*fett*😀\N{REPLACEMENT CHARACTER}') in text_of(typesetting.pdf(document))


def test_a_report_that_takes_too_long_ends_with_a_sentence(monkeypatch):
    monkeypatch.setattr(typesetting, "WALL_SECONDS", 0.01)
    with pytest.raises(typesetting.TypesettingError, match="zu umfangreich"):
        typesetting.pdf(paper("Text"))


def test_a_report_that_eats_the_processor_ends_with_the_same_sentence(monkeypatch):
    monkeypatch.setattr(typesetting, "CPU_SECONDS", 1)
    document = paper("Text")
    document["sections"][0]["blocks"] *= 30_000
    with pytest.raises(typesetting.TypesettingError, match="zu umfangreich"):
        typesetting.pdf(document)


def test_the_child_gets_no_more_memory_than_its_limit():
    begin = "import runpy, sys; child = runpy.run_path(sys.argv[1]); child['limit_resources'](5)\n"
    command = [sys.executable, "-I", "-c", f"{begin}bytearray(child['MEMORY'])", str(typesetting.CHILD)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert "MemoryError" in done.stderr
