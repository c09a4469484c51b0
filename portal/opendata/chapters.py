"""Chapters as open data: what their pages show everybody, without anything invented, cell by cell."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from typing import Any

from django.conf import settings

from portal.figures import Audience, Cell, Chapter, Chart, Column, Picture, Point, Table, Value
from portal.numbers import rounded
from portal.opendata.licence import attribution, licence
from portal.opendata.released import number, stated
from portal.opendata.schemas import CellRow, ChapterDocument, ChapterEntry, Statement, TableEntry
from portal.report.chapters import TITLES, real_chapter

ADDRESSES = {
    "accommodation": "unterbringung",
    "taskforce": "arbeitsgruppen",
    "volunteering": "engagement",
    "culture_sport": "kultur-und-sport",
    "fim": "fim",
    "pakt": "pakt",
    "outlook": "ausblick",
}
KEYS = {address: key for key, address in ADDRESSES.items()}
POINT_COLUMNS = (
    Column("reihe", "Reihe"),
    Column("zeit", "Zeitangabe"),
    Column("beginn", "gilt ab"),
    Column("stand", "gilt bis"),
    Column("wert", "Wert", numeric=True),
    Column("vollstaendigkeit", "Vollständigkeit"),
    Column("quelle", "Quelle"),
)


def chapter_document(address: str, as_of: date) -> ChapterDocument:
    """Raises KeyError for a chapter that does not exist."""
    chapter = real_chapter(KEYS[address], as_of, Audience.PUBLIC)
    tables = outgoing(chapter)
    return ChapterDocument(
        lizenz=licence().text,
        namensnennung=attribution(),
        kapitel=chapter_entry(address),
        stichtag=as_of,
        tabellen=[
            TableEntry(schluessel=one.key, titel=one.caption, hinweise=list(one.notes)) for one in tables
        ],
        zellen=[cell for table in tables for cell in cells(table)],
        aussagen=[
            Statement(text=one.text, zeit=one.date_text, quelle=str(one.source)) for one in chapter.texts
        ],
    )


def chapter_entry(address: str) -> ChapterEntry:
    return ChapterEntry(
        schluessel=address,
        titel=TITLES[KEYS[address]],
        json_adresse=f"{settings.BASE_URL}/daten/kapitel/{address}.json",
        csv_adresse=f"{settings.BASE_URL}/daten/kapitel/{address}.csv",
    )


def outgoing(chapter: Chapter) -> list[Table]:
    """Each table once, those behind pictures first."""
    found = [behind(picture) for picture in chapter.charts] + list(chapter.tables)
    return list({table.key: table for table in found}.values())


def behind(picture: Picture) -> Table:
    """The values of a curve with their days, which its table on the page says in words."""
    if not isinstance(picture, Chart):
        return picture.table
    lines = tuple(line(one.label, point) for one in picture.series for point in one.points)
    return replace(picture.table, columns=POINT_COLUMNS, rows=lines)


def line(series: str, point: Point) -> tuple[Cell, ...]:
    return (
        Cell(series),
        Cell(point.date_text),
        Cell(point.start or point.at),
        Cell(point.at),
        Cell(point.value),
        Cell(str(point.coverage) if point.coverage else ""),
        Cell(str(point.source)),
    )


def cells(table: Table) -> Iterable[CellRow]:
    for place, one in enumerate(table.rows, start=1):
        yield from cells_of_row(table, place, one, whole=False)
    if table.footer:
        yield from cells_of_row(table, len(table.rows) + 1, table.footer, whole=True)


def cells_of_row(table: Table, place: int, row: tuple[Cell, ...], *, whole: bool) -> Iterable[CellRow]:
    for column, cell in zip(table.columns, row, strict=True):
        yield CellRow(
            tabelle=table.key,
            titel=table.caption,
            zeile=place,
            gesamt=whole,
            gegenstand=in_words(row[0]),
            spalte=column.key,
            merkmal=column.label,
            **content(cell),
        )


def in_words(cell: Cell) -> str:
    return cell.content.isoformat() if isinstance(cell.content, date) else str(cell.content)


NOTHING = {"wert": None, "angabe": None, "einheit": "", "zusatz": "", "tag": None, "text": ""}


def content(cell: Cell) -> dict[str, Any]:
    """The fields in which a cell says what it holds."""
    match cell.content:
        case Value() as value:
            return NOTHING | in_numbers(value)
        case date() as day:
            return NOTHING | {"tag": day}
        case text:
            return NOTHING | {"text": text}


def in_numbers(value: Value) -> dict[str, Any]:
    amount = None if value.amount is None else number(rounded(value.amount, value.decimals))
    said = {"wert": amount, "angabe": stated(value), "einheit": value.unit}
    if amount is None:
        return said
    return said | {"zusatz": ", ".join(filter(None, (value.qualifier, value.mark)))}
