"""A template made from a declaration: what a sender sees, and what reading it back gives."""

import io
from datetime import date

from openpyxl import load_workbook

from portal.sheets import Column, Declaration, Meaning, read
from portal.sheets.template import Template, TemplateRow, template_xlsx

FIM = Declaration(
    about="Maßnahme",
    keys=("measure",),
    figures=("places", "occupied"),
    per_date_field="occupied",
    columns=(
        Column("measure", "Maßnahme", Meaning.TEXT),
        Column("places", "Plätze", Meaning.COUNT, counted="Plätze", wanted="die Zahl der Plätze"),
        Column("occupied", "besetzt", Meaning.COUNT, counted="Personen", wanted="die Zahl der Personen"),
        Column("as_of", "Stichtag", Meaning.DATE),
    ),
)
AUGUST, TODAY = date(2017, 8, 31), date(2017, 9, 10)


def made(*rows: TemplateRow) -> bytes:
    return template_xlsx(
        Template(
            declaration=FIM,
            sheet="FIM",
            title="Maßnahmen – Stand: 31.08.2017",
            hint="Bitte ausfüllen.",
            fields=("measure", "places", "occupied", "as_of"),
            remark_heading="zuletzt gemeldet",
            rows=rows,
        )
    )


def row(measure: str, occupied: int | None, remark: str = "") -> TemplateRow:
    return TemplateRow({"measure": measure, "places": 10, "occupied": occupied, "as_of": AUGUST}, remark)


def sheet_of(data: bytes):
    return load_workbook(io.BytesIO(data))["FIM"]


def test_the_headings_are_the_titles_of_the_declaration():
    cells = [cell.value for cell in sheet_of(made())[4]]
    assert cells == ["Maßnahme", "Plätze", "besetzt", "Stichtag", "zuletzt gemeldet"]


def test_read_back_it_gives_its_values_without_any_message():
    data = made(row("Grünpflege", 8), row("Küche", 0, "Juli 2017: 5"))
    reading = read(data, "vorlage.xlsx", FIM, today=TODAY)
    found = [(r.text("measure"), r.figure("places"), r.figure("occupied"), r.last_day) for r in reading.rows]
    assert found == [("Grünpflege", 10, 8, AUGUST), ("Küche", 10, 0, AUGUST)]
    assert reading.messages.in_order() == ()


def test_the_remark_beside_a_row_is_not_read():
    reading = read(made(row("Küche", 4, "Juli 2017: 5")), "vorlage.xlsx", FIM, today=TODAY)
    assert reading.recognition.fields == {"measure", "places", "occupied", "as_of"}


def test_numbers_are_numbers_and_text_is_never_a_formula():
    cells = sheet_of(made(row("=1+1", 8)))[5]
    assert [(cell.value, cell.data_type) for cell in cells[:3]] == [("=1+1", "s"), (10, "n"), (8, "n")]


def test_an_unknown_number_is_an_empty_cell_to_be_filled_in():
    cell = sheet_of(made(row("Küche", None)))["C5"]
    assert cell.value is None
    assert cell.fill.fgColor.rgb == "FFFFF9DB"


def test_the_header_stays_in_view_and_the_page_lies_across():
    sheet = sheet_of(made(row("Küche", 4)))
    assert sheet.freeze_panes == "A5"
    assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("landscape", 9)
    assert sheet.print_title_rows == "$4:$4"
