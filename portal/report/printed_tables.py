"""Tables of a chapter for paper: sources become footnotes, what is the same in all rows a remark."""

from collections.abc import Sequence
from datetime import date

from portal import figures
from portal.dates import german_date
from portal.figures import Value
from portal.report.document import Cell, Column, Table
from portal.report.notes import Notes
from portal.signs import signs_in

SOURCE = "quelle"  # the key of the column in which every area names its sources
NARROWEST, WIDEST, NOTE_NUMBER = 5, 30, 3  # letters


def printed_table(table: figures.Table, notes: Notes) -> Table:
    """Of a table with at least one row."""
    same = [column for column in range(1, len(table.columns)) if is_same(table, column)]
    sources = [place for place, column in enumerate(table.columns) if column.key == SOURCE]
    shown = [place for place in range(len(table.columns)) if place not in {*same, *sources}]
    rows = [printed_row(row, shown, sources, notes) for row in table.read]
    footer = printed_row(table.footer, shown, [], notes) if table.footer else []
    signs = signs_in(cell["text"] for row in (*rows, footer) for cell in row)
    return Table(
        caption=table.caption,
        columns=[
            Column(
                label=table.columns[place].label,
                numeric=table.columns[place].numeric,
                weight=weight(table.columns[place], [row[number] for row in rows]),
            )
            for number, place in enumerate(shown)
        ],
        rows=rows,
        footer=footer,
        remarks=[
            *(f"{sign} = {meaning}" for sign, meaning in signs),
            *same_everywhere(table, same),
            *table.notes,
        ],
    )


def is_same(table: figures.Table, column: int) -> bool:
    """Text that says the same in every row; numbers always stand where they are looked for."""
    if table.columns[column].key == SOURCE or table.columns[column].numeric or len(table.read) < 2:
        return False
    return len({printed(row[column].content) for row in table.read}) == 1 and not table.footer


def same_everywhere(table: figures.Table, columns: Sequence[int]) -> list[str]:
    """„In allen Zeilen gleich – Stand: tätig; Ende: keine Angabe in der Quelle.“"""
    if not columns:
        return []
    said = [f"{table.columns[place].label}: {printed(table.read[0][place].content)}" for place in columns]
    return [f"In allen Zeilen gleich – {'; '.join(said)}."]


def printed_row(
    row: Sequence[figures.Cell], shown: Sequence[int], sources: Sequence[int], notes: Notes
) -> list[Cell]:
    """The row's sources stand at its first cell."""
    cells = [Cell(text=printed(row[place].content), notes=[]) for place in shown]
    for place in sources:
        cells[0]["notes"] += notes.to(printed(row[place].content), row[place].url)
    return cells


def printed(content: str | Value | date) -> str:
    """With the word that a value needs if it is not simply reported; the column names the unit."""
    if isinstance(content, date):
        return german_date(content)
    if isinstance(content, str):
        return content
    text = str(content) if content.unit == "%" else content.number
    return f"{text} ({content.mark})" if content.mark and content.amount is not None else text


def weight(column: figures.Column, cells: Sequence[Cell]) -> float:
    """At least the longest word, else as wide as the texts are long on the whole; a number is one word.
    A word before the number of a footnote is never divided."""
    texts = [cell["text"] for cell in cells]
    notes = NOTE_NUMBER if any(cell["notes"] for cell in cells) else 0
    unbroken = (
        [*column.label.split(), *texts] if column.numeric else " ".join((column.label, *texts)).split(" ")
    )
    words = [len(word) + 2 for word in unbroken]
    mean = sum(map(len, texts)) / max(1, len(texts))
    return float(notes + min(WIDEST, max(NARROWEST, *words, round(mean * 0.8))))
