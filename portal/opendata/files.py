"""Every file of open data: its address below /daten/ and its bytes. The same state gives the same bytes."""

import json
from collections.abc import Callable, Iterator
from datetime import date

from ninja import Schema

from portal.opendata.catalogue import catalogue
from portal.opendata.chapters import KEYS, chapter_document
from portal.opendata.licence import attribution, licence
from portal.opendata.released import Published, published
from portal.opendata.schemas import (
    CellRow,
    ChapterDocument,
    FieldEntry,
    FigurePage,
    FigureRow,
    IndicatorDocument,
)
from portal.opendata.spreadsheets import dictionary, german_csv, plain_csv

CATALOGUE, DICTIONARY, OPENAPI = "katalog.jsonld", "datenbeschreibung.csv", "api/openapi.json"


def json_bytes(document: Schema | dict) -> bytes:
    content = document.model_dump(mode="json") if isinstance(document, Schema) else document
    return (json.dumps(content, ensure_ascii=False, indent=1) + "\n").encode("utf-8")


FIGURES: dict[str, Callable[[list[FigureRow]], bytes]] = {
    "csv": lambda rows: plain_csv(FigureRow, rows),
    "deutsch": lambda rows: german_csv(FigureRow, rows),
    "json": lambda rows: json_bytes(figure_page(rows)),
}
CHAPTERS: dict[str, Callable[[ChapterDocument], bytes]] = {
    "csv": lambda document: plain_csv(CellRow, document.zellen),
    "deutsch": lambda document: german_csv(CellRow, document.zellen),
    "json": json_bytes,
}


def address(place: str, form: str) -> str:
    """„kennzahlen/occupancy_total.csv“, „deutsch/kennzahlen/occupancy_total.csv“"""
    return f"deutsch/{place}.csv" if form == "deutsch" else f"{place}.{form}"


def all_figures(form: str) -> bytes:
    """The values of all indicators in one file."""
    return FIGURES[form]([row for one in published().values() for row in one.rows])


def figure_page(rows: list[FigureRow], *, count: int | None = None, skipped: int = 0) -> FigurePage:
    """`count`: of all rows, where these are only some of them."""
    return FigurePage(
        lizenz=licence().text,
        namensnennung=attribution(),
        anzahl=len(rows) if count is None else count,
        ab=skipped,
        werte=rows,
    )


def indicator_document(one: Published) -> IndicatorDocument:
    return IndicatorDocument(
        lizenz=licence().text, namensnennung=attribution(), kennzahl=one.entry, werte=one.rows
    )


def indicator_file(one: Published, form: str) -> bytes:
    return json_bytes(indicator_document(one)) if form == "json" else FIGURES[form](one.rows)


def chapter_file(key: str, form: str, as_of: date) -> bytes:
    """Raises KeyError for a chapter that does not exist."""
    return CHAPTERS[form](chapter_document(key, as_of))


def catalogue_file() -> bytes:
    return json_bytes(catalogue(published()))


def dictionary_entries() -> dict[str, list[FieldEntry]]:
    """Of the rows of indicators and of the cells of chapters."""
    return {"kennzahlen": dictionary(FigureRow), "kapitel": dictionary(CellRow)}


class DictionaryRow(FieldEntry):
    datei: str


def dictionary_file() -> bytes:
    rows = [
        DictionaryRow(datei=file, **entry.model_dump())
        for file, entries in dictionary_entries().items()
        for entry in entries
    ]
    return plain_csv(DictionaryRow, rows)


def every_file(as_of: date) -> Iterator[tuple[str, bytes]]:
    """Address below /daten/ and bytes of all of them, but for the description of the API."""
    yield CATALOGUE, catalogue_file()
    yield DICTIONARY, dictionary_file()
    indicators = published()
    for form in FIGURES:
        yield address("kennzahlen", form), all_figures(form)
        for key, one in indicators.items():
            yield address(f"kennzahlen/{key}", form), indicator_file(one, form)
    for key in KEYS:
        document = chapter_document(key, as_of)
        for form, write in CHAPTERS.items():
            yield address(f"kapitel/{key}", form), write(document)
