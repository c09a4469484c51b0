"""What an error report adds to the sender's file, and how it is known again when it comes back: the
sheet that lists every message with a link to its cell, and the notes on the cells."""

from collections.abc import Iterable, Mapping

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from portal.sheets.grid import Grid, text_of
from portal.sheets.messages import Level, Message

EXPLANATION = "Prüfung durch das Integrationsportal:"  # what follows in a note is ours

NAME = "Fehlerliste"
TITLE = "Fehlerliste zu dieser Datei. Dieses Blatt wird beim Hochladen nicht gelesen."
NOTHING = "Zu dieser Datei gibt es nichts anzumerken."
HEADINGS = ("Art", "Blatt", "Zeile", "Spalte", "Wert", "Meldung")
WIDTHS = (10, 20, 8, 8, 24, 90)
HEADER_ROW = 2

WORDS = {Level.ERROR: "Fehler", Level.WARNING: "Warnung", Level.NOTICE: "Hinweis"}
COLOURS = {Level.ERROR: "#FFC7CE", Level.WARNING: "#FFEB9C", Level.NOTICE: "#DDEBF7"}


def is_problem_list(grid: Grid) -> bool:
    """Whether a sheet is such a list, sent back with the corrected file."""
    return bool(grid.rows) and text_of(grid.rows[0].cell(0)) == TITLE


def senders_words(note: str) -> str:
    """A note without our explanation; empty if it was nothing else."""
    return note.partition(EXPLANATION)[0].strip()


def explanation(messages: Iterable[Message], note: str = "") -> str:
    """The text of a note; the sender's own stands first."""
    texts = "\n\n".join(f"{WORDS[message.level]}: {message.text}" for message in messages)
    return f"{note}\n\n{EXPLANATION}\n{texts}".strip()


def write_problem_list(
    book: Workbook, sheet: Worksheet, messages: Iterable[Message], sheet_names: Mapping[str, str]
) -> None:
    """`sheet_names`: what each sheet of the messages is called in this workbook."""
    bold, wrapped = book.add_format({"bold": True}), book.add_format({"text_wrap": True, "valign": "top"})
    link = book.get_default_url_format()
    levels = {level: book.add_format({"bg_color": colour}) for level, colour in COLOURS.items()}
    for index, (heading, width) in enumerate(zip(HEADINGS, WIDTHS, strict=True)):
        sheet.set_column(index, index, width, wrapped)
        sheet.write_string(HEADER_ROW, index, heading, bold)
    sheet.write_string(0, 0, TITLE, bold)
    number = HEADER_ROW
    for number, message in enumerate(messages, start=HEADER_ROW + 1):
        sheet.write_string(number, 0, WORDS[message.level], levels[message.level])
        name = sheet_names.get(message.sheet, "") if message.sheet or message.row else ""
        for index, text in ((1, name), (3, message.column), (4, message.value), (5, message.text)):
            if text:
                sheet.write_string(number, index, text)
        if message.row and name:
            _write_link(sheet, number, name, message, link)
    if number == HEADER_ROW:
        sheet.write_string(number + 1, 0, NOTHING)
    sheet.freeze_panes(HEADER_ROW + 1, 0)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)


def _write_link(sheet: Worksheet, number: int, name: str, message: Message, link: Format) -> None:
    """The number of the row leads to the cell."""
    quoted = name.replace("'", "''")
    sheet.write_url(number, 2, f"internal:'{quoted}'!{message.column or 'A'}{message.row}", link)
    sheet.write_number(number, 2, message.row or 1, link)
