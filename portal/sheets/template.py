"""The list that senders fill in, made from the same declaration by which it is read."""

import io
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from portal.sheets.declaration import Declaration, Meaning

WIDEST_COLUMN = 420  # pixels
TITLE_ROW, HINT_ROW, HEADER_ROW = 0, 1, 3
A4 = 9  # Excel's number for the paper
TO_FILL_IN = "#FFF9DB"


@dataclass(frozen=True)
class TemplateRow:
    """`values` by field; None for a cell that is still to be filled in. `remark` is for the reader of
    the sheet only."""

    values: Mapping[str, str | int | date | None]
    remark: str = ""


@dataclass(frozen=True)
class Template:
    """`title` names the date, in words that the reader understands („Stand: 31.08.2017“). `fields`:
    the columns from left to right. `remark_heading` stands over the remarks and must not mean anything
    in the declaration, so that the column is not read. `choices`: by field, what one may choose there."""

    declaration: Declaration
    sheet: str
    title: str
    hint: str
    fields: tuple[str, ...]
    remark_heading: str
    rows: Sequence[TemplateRow]
    choices: Mapping[str, Sequence[str]] = field(default_factory=dict)

    @property
    def headings(self) -> list[str]:
        return [*(self.declaration.column(field).title for field in self.fields), self.remark_heading]


def template_xlsx(template: Template) -> bytes:
    """Read back with the same declaration, every row gives its values and no column is in doubt."""
    file = io.BytesIO()
    with xlsxwriter.Workbook(file, {"in_memory": True}) as book:
        sheet = book.add_worksheet(template.sheet)
        bold, heading = book.add_format({"bold": True, "font_size": 14}), book.add_format(HEADING)
        _write_row(sheet, HEADER_ROW, template.headings, [heading] * len(template.headings))
        styles = [*(_style(book, template, field) for field in template.fields), None]
        for number, row in enumerate(template.rows, start=HEADER_ROW + 1):
            values = [*(row.values.get(field) for field in template.fields), row.remark]
            _write_row(sheet, number, values, styles)
        _offer_choices(sheet, template)
        sheet.autofit(WIDEST_COLUMN)
        # After the widths: these two lines may run over all columns.
        sheet.write_string(TITLE_ROW, 0, template.title, bold)
        sheet.write_string(HINT_ROW, 0, template.hint)
        _set_up_page(sheet, template)
    return file.getvalue()


HEADING = {"bold": True, "bottom": 1, "bg_color": "#E8ECF2"}


def _style(book: xlsxwriter.Workbook, template: Template, field: str) -> Format:
    """Cells that the sender reports look like cells of a form."""
    declaration = template.declaration
    reported = field in declaration.figures or field in template.choices
    about: dict[str, object] = {"border": 1, "bg_color": TO_FILL_IN} if reported else {}
    if declaration.column(field).meaning == Meaning.DATE:
        about["num_format"] = "dd.mm.yyyy"
    return book.add_format(about)


def _write_row(
    sheet: Worksheet, number: int, values: Iterable[object], styles: Iterable[Format | None]
) -> None:
    """Text is never a formula, whatever it begins with."""
    for index, (value, style) in enumerate(zip(values, styles, strict=True)):
        match value:
            case None | "":
                sheet.write_blank(number, index, None, style)
            case int():
                sheet.write_number(number, index, value, style)
            case date():
                sheet.write_datetime(number, index, value, style)
            case _:
                sheet.write_string(number, index, str(value), style)


def _offer_choices(sheet: Worksheet, template: Template) -> None:
    """As a list to choose from; what else a sender writes is read as well."""
    first, last = HEADER_ROW + 1, HEADER_ROW + max(len(template.rows), 1)
    for name, offered in template.choices.items():
        column = template.fields.index(name)
        options = {"validate": "list", "source": list(offered), "error_type": "information"}
        sheet.data_validation(first, column, last, column, options)


def _set_up_page(sheet: Worksheet, template: Template) -> None:
    """A4 across, all columns on one page, the header on each; and always in view on the screen."""
    sheet.freeze_panes(HEADER_ROW + 1, 0)
    sheet.set_landscape()
    sheet.set_paper(A4)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(HEADER_ROW)
    sheet.set_footer("&L&A&RSeite &P von &N")
