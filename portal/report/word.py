"""A printed report as DOCX, for the office that edits it: real styles, headings, tables, captions."""

import io
import zipfile
from collections.abc import Sequence
from datetime import date, datetime, time

import docx
from docx.document import Document as Paper
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor
from docx.text.paragraph import Paragraph

from portal.report.answers import ANSWER, ASKED
from portal.report.document import Block, Cell, Document, Drawing, Node, NoteRef, Run, Section, Table
from portal.report.typesetting import picture

TEXT_WIDTH, WIDE_TEXT_WIDTH = 163, 250  # millimetres
WIDE = 105  # letters in a row
HIGHEST = 190
FONT = "Arial"  # the PDF carries its own; an office edits with what it has
BLUE = RGBColor(0x1B, 0x3A, 0x63)
GREY = RGBColor(0x46, 0x46, 0x46)
SIZES = {
    "Title": 24,
    "Heading 1": 16,
    "Heading 2": 12.5,
    "Heading 3": 11,
    "Heading 4": 10.5,
    "Heading 5": 10.5,
}
DEEPEST_HEADING = 5
LISTS = {"bullets": "List Bullet", "numbers": "List Number"}


def docx_bytes(document: Document) -> bytes:
    """The same report is the same file. Raises TypesettingError if a drawing cannot be made."""
    paper = docx.Document()
    prepare(paper, document)
    head(paper, document)
    short = any(section["key"] in (ASKED, ANSWER) for section in document["sections"])
    for place, section in enumerate(document["sections"]):
        add_section(paper, section, document["day"], new_page=place > 0 and not short)
        if place == 0 and document["annexes"]:
            paper.add_heading("Anlagen", level=2)
            for title in document["annexes"]:
                paper.add_paragraph(title, style="List Bullet")
    unpacked = io.BytesIO()
    paper.save(unpacked)
    return without_clock(unpacked)


def without_clock(file: io.BytesIO) -> bytes:
    """The same archive without the time at which it was packed."""
    packed = io.BytesIO()
    with zipfile.ZipFile(file) as old, zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            entry = zipfile.ZipInfo(name)
            entry.compress_type = zipfile.ZIP_DEFLATED
            new.writestr(entry, old.read(name))
    return packed.getvalue()


def prepare(paper: Paper, document: Document) -> None:
    """Page, properties, language, styles, and what stands above and below every page."""
    page = paper.sections[0]
    page.page_width, page.page_height = Mm(210), Mm(297)
    page.left_margin, page.right_margin, page.top_margin, page.bottom_margin = Mm(25), Mm(22), Mm(28), Mm(25)
    about = paper.core_properties
    about.title, about.author, about.last_modified_by = document["title"], document["city"], ""
    about.subject, about.comments = document["kind"], document["status"]
    about.language = "de-DE"
    about.created = about.modified = datetime.combine(date.fromisoformat(document["day"]), time())
    style_paper(paper)
    page.header.paragraphs[0].text = f"{document['title']}\t\t{document['status']}"
    footer = page.footer.paragraphs[0]
    footer.text = f"Stichtag: {document['as_of']}\t\tSeite "
    add_field(footer, "PAGE")
    footer.add_run(" von ")
    add_field(footer, "NUMPAGES")


def style_paper(paper: Paper) -> None:
    normal = paper.styles["Normal"]
    normal.font.name, normal.font.size = FONT, Pt(10.5)
    paper.settings.element.append(OxmlElement("w:autoHyphenation"))
    language = OxmlElement("w:lang")
    language.set(qn("w:val"), "de-DE")
    normal.element.get_or_add_rPr().append(language)
    for name, size in SIZES.items():
        font = paper.styles[name].font
        font.size, font.color.rgb = Pt(size), BLUE
        set_font(paper.styles[name].element.get_or_add_rPr(), FONT)
    caption = paper.styles["Caption"]
    caption.font.size, caption.font.bold, caption.font.color.rgb = Pt(9.5), True, RGBColor(0, 0, 0)
    caption.paragraph_format.keep_with_next = True


def set_font(properties, name: str) -> None:
    """Headings name the fonts of a theme, which go before their own."""
    fonts = properties.get_or_add_rFonts()
    for attribute in list(fonts.attrib):
        del fonts.attrib[attribute]
    fonts.set(qn("w:ascii"), name)
    fonts.set(qn("w:hAnsi"), name)


def add_field(paragraph: Paragraph, code: str) -> None:
    """What Word counts itself: „PAGE“, „NUMPAGES“."""
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), code)
    paragraph._p.append(field)


def head(paper: Paper, document: Document) -> None:
    """As the city's papers begin."""
    for line in (document["city"], document["department"], document["reference"]):
        if line:
            paper.add_paragraph(line)
    paper.add_paragraph(document["title"], style="Title")
    paper.add_paragraph(document["kind"])
    paper.add_paragraph(document["status"]).runs[0].bold = document["draft"]
    paper.add_paragraph(f"Stichtag: {document['as_of']}")
    for label, value in document["routing"]:
        paper.add_paragraph(f"{label}: {value}")


def add_section(paper: Paper, section: Section, day: str, *, new_page: bool) -> None:
    turn(paper, WD_ORIENT.PORTRAIT)
    paper.add_heading(section["title"], level=1).paragraph_format.page_break_before = new_page
    for block in section["blocks"]:
        add_block(paper, block, day)
    if any(block["notes"] for block in section["blocks"]):
        add_sources(paper, section["blocks"])


def add_block(paper: Paper, block: Block, day: str) -> None:
    wide = is_wide(block["table"])
    turn(paper, WD_ORIENT.LANDSCAPE if wide else WD_ORIENT.PORTRAIT)
    if block["heading"]:
        paper.add_heading(block["heading"], level=2)
    if block["drawing"]:
        add_drawing(paper, block, block["drawing"], day)
    add_nodes(paper, block, block["text"], above=2 if block["heading"] else 1)
    if block["table"]:
        add_table(paper, block, block["table"], WIDE_TEXT_WIDTH if wide else TEXT_WIDTH)


def is_wide(table: Table | None) -> bool:
    """Many columns of words, and more than hardly any rows: such a table lies, as in the PDF."""
    if table is None or len(table["columns"]) <= 5 or len(table["rows"]) <= 2:
        return False
    return sum(column["weight"] for column in table["columns"]) > WIDE


def turn(paper: Paper, orientation: WD_ORIENT) -> None:
    """What follows stands on sheets that lie or stand; on a new one if the last does not."""
    if paper.sections[-1].orientation == orientation:
        return
    page = paper.add_section(WD_SECTION.NEW_PAGE)
    page.orientation = orientation
    page.page_width, page.page_height = page.page_height, page.page_width


def add_drawing(paper: Paper, block: Block, drawing: Drawing, day: str) -> None:
    width = min(TEXT_WIDTH, HIGHEST * drawing["width"] / drawing["height"])
    shape = paper.add_picture(io.BytesIO(picture(drawing, day)), width=Mm(width))
    shape._inline.docPr.set("title", drawing["title"])
    shape._inline.docPr.set("descr", drawing["alt"])
    paper.paragraphs[-1].paragraph_format.keep_with_next = True
    caption = paper.add_paragraph(drawing["title"], style="Caption")
    add_note_numbers(caption, block, block["sources"])


def add_nodes(
    paper: Paper, block: Block, nodes: Sequence[Node], *, above: int, style: str | None = None
) -> None:
    """`above`: the level of the heading under which they stand; `style`: of the list around them."""
    for node in nodes:
        match node["kind"]:
            case "heading":
                level = min(above + node["level"], DEEPEST_HEADING)
                add_runs(paper.add_heading(level=level), block, node["runs"])
            case "paragraph":
                add_runs(paper.add_paragraph(style=style), block, node["runs"])
            case "bullets" | "numbers":
                add_nodes(
                    paper, block, node["children"], above=above, style=deeper(style, LISTS[node["kind"]])
                )
            case "quote":
                add_nodes(paper, block, node["children"], above=above, style="Quote")
            case "item":
                add_nodes(paper, block, node["children"], above=above, style=style)


def deeper(around: str | None, style: str) -> str:
    """Word knows three levels of lists."""
    if around is None or not around.startswith("List"):
        return style
    return f"{style} {min(3, int(around[-1]) + 1 if around[-1].isdigit() else 2)}"


def add_runs(paragraph: Paragraph, block: Block, runs: Sequence[Run]) -> None:
    for one in runs:
        stretch = paragraph.add_run(printable(one["text"]))
        stretch.bold, stretch.italic = one["strong"] or None, one["emphasis"] or None
        if one["url"]:
            paragraph.add_run(f" ({one['url']})")
        add_note_numbers(paragraph, block, one["notes"])


def printable(text: str) -> str:
    """XML holds no control characters."""
    return "".join(letter for letter in text if letter.isprintable() or letter in "\n\t\N{NO-BREAK SPACE}")


def add_note_numbers(paragraph: Paragraph, block: Block, references: Sequence[NoteRef]) -> None:
    """The numbers that the PDF's footnotes have; here they lead to the end of the chapter."""
    if references:
        numbers = ", ".join(str(block["first_note"] + reference["index"]) for reference in references)
        paragraph.add_run(numbers).font.superscript = True


def add_table(paper: Paper, block: Block, printed: Table, width: int) -> None:
    paper.add_paragraph(printed["caption"], style="Caption")
    table = paper.add_table(rows=1, cols=len(printed["columns"]), style="Table Grid")
    total = sum(column["weight"] for column in printed["columns"])
    for column, said in zip(table.columns, printed["columns"], strict=True):
        column.width = Mm(width * said["weight"] / total)
    for cell, said in zip(table.rows[0].cells, printed["columns"], strict=True):
        cell.paragraphs[0].add_run(said["label"]).bold = True
    repeat_as_header(table.rows[0])
    for row in (*printed["rows"], *([printed["footer"]] if printed["footer"] else [])):
        fill_row(table.add_row(), block, printed, row)
    shrink(table)
    for remark in printed["remarks"]:
        paper.add_paragraph(remark).runs[0].font.color.rgb = GREY


def repeat_as_header(row) -> None:
    properties = row._tr.get_or_add_trPr()
    properties.append(OxmlElement("w:cantSplit"))
    properties.append(OxmlElement("w:tblHeader"))


def fill_row(row, block: Block, printed: Table, cells: Sequence[Cell]) -> None:
    row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))
    for cell, said, column in zip(row.cells, cells, printed["columns"], strict=True):
        paragraph = cell.paragraphs[0]
        paragraph.add_run(printable(said["text"]))
        add_note_numbers(paragraph, block, said["notes"])
        if column["numeric"]:
            paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT


def shrink(table) -> None:
    """Nine points, and no room between the lines."""
    for paragraph in (paragraph for row in table.rows for cell in row.cells for paragraph in cell.paragraphs):
        paragraph.paragraph_format.space_after = Pt(1)
        for run in paragraph.runs:
            run.font.size = Pt(9)


def add_sources(paper: Paper, blocks: Sequence[Block]) -> None:
    """At the end of a chapter: Word's own footnotes cannot be written by the library."""
    turn(paper, WD_ORIENT.PORTRAIT)
    paper.add_heading("Quellen", level=2)
    for block in blocks:
        for number, note in enumerate(block["notes"], start=block["first_note"]):
            paragraph = paper.add_paragraph()
            paragraph.paragraph_format.space_after = Pt(1)
            paragraph.add_run(str(number)).font.superscript = True
            linked = f" ({note['url']})" if note["url"] else ""
            paragraph.add_run(f" {printable(note['text'])}{linked}").font.size = Pt(8.5)
