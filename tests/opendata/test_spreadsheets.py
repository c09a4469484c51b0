"""Both forms of CSV: one for programs, one that Excel opens and that our own importer reads back."""

import csv
import io
from datetime import date
from decimal import Decimal

import pytest
from django.db import transaction

from portal.numbers import parse_german
from portal.opendata.released import published
from portal.opendata.schemas import CellRow, FigureRow
from portal.opendata.spreadsheets import dictionary, german, german_csv, plain_csv, titles
from portal.sheets import Column, Declaration, Meaning
from portal.sheets.grid import text_of
from portal.sheets.reader import open_file, read
from tests.factories import IndicatorFactory, ReportedFigureFactory
from tests.opendata.published import fetched, read_csv
from tests.the_report import load_the_report

pytestmark = pytest.mark.django_db

# What a city would declare that takes over our own file.
MEANINGS = {"von": Meaning.DATE, "wert": Meaning.COUNT}
OPEN_DATA = Declaration(
    about="Kennzahl",
    columns=tuple(
        Column(name, title, MEANINGS.get(name, Meaning.TEXT))
        for name, title in zip(FigureRow.model_fields, titles(FigureRow), strict=True)
    ),
    keys=("kennzahl",),
    figures=("wert",),
    per_date_field="wert",
)


@pytest.fixture(scope="module")
def rows(django_db_setup, django_db_blocker):
    """All figures of the report, loaded once."""
    with django_db_blocker.unblock(), transaction.atomic():
        load_the_report()
        found = [row for one in published().values() for row in one.rows]
        transaction.set_rollback(True)
    assert len(found) > 80
    return found


def test_our_own_importer_reads_the_german_form_back_without_a_difference(rows):
    """Of its counts, which is what it takes; it has nothing to ask and nothing to warn about."""
    counts = [row for row in rows if not isinstance(row.wert, float)]
    reading = read(german_csv(FigureRow, counts), "kennzahlen.csv", OPEN_DATA, today=date(2030, 1, 1))
    assert [message.text for message in reading.messages.in_order()] == []
    assert [row.figure("wert") for row in reading.rows] == [row.wert for row in counts]
    assert [row.period.start for row in reading.rows] == [row.von for row in counts]
    texts = [name for name in FigureRow.model_fields if name not in MEANINGS]
    assert [[row.text(name) for name in texts] for row in reading.rows] == [
        [german(dict(row)[name]) for name in texts] for row in counts
    ]


def told_by(data: bytes) -> list[dict[str, str]]:
    """Every cell as the importer finds it, before it asks what the cells mean."""
    header, *lines = open_file(data, "kennzahlen.csv").grids[0].rows
    names = dict(zip(titles(FigureRow), FigureRow.model_fields, strict=True))
    return [
        {names[str(title)]: text_of(line.cell(place)) for place, title in enumerate(header.cells)}
        for line in lines
    ]


def test_every_number_and_day_comes_back_with_decimals_too(rows):
    found = told_by(german_csv(FigureRow, rows))
    numbers = [parse_german(row["wert"]) if row["wert"] else None for row in found]
    assert numbers == [None if row.wert is None else Decimal(str(row.wert)) for row in rows]
    assert any(number % 1 for number in numbers if number is not None)
    assert [row["bis"] for row in found] == [german(row.bis) for row in rows]


def test_decimals_umlauts_separators_and_line_breaks_survive_the_german_form():
    indicator = IndicatorFactory(label='Größe; "netto"', unit="%", decimals=2)
    ReportedFigureFactory(indicator=indicator, value=Decimal("1234567.89"), remark="erst; dann, „so“")
    [row] = told_by(fetched("deutsch/kennzahlen.csv"))
    assert (row["bezeichnung"], row["wert"], row["bemerkung"]) == (
        'Größe; "netto"', "1234567,89", "erst; dann, „so“",
    )  # fmt: skip


def test_the_german_form_opens_in_excel():
    ReportedFigureFactory(indicator=IndicatorFactory(unit="%", decimals=2), value=Decimal("6.47"))
    data = fetched("deutsch/kennzahlen.csv")
    assert data.startswith(b"\xef\xbb\xbfSchl\xc3\xbcssel;gilt ab;")
    assert ";31.08.2017;31.08.2017;6,47;Wert;" in data.decode("utf-8-sig")


def test_the_form_for_programs_is_plain():
    ReportedFigureFactory(indicator=IndicatorFactory(unit="%", decimals=2), value=Decimal("6.47"))
    data = fetched("kennzahlen.csv")
    assert data.startswith(b"kennzahl,von,bis,wert,")
    [row] = read_csv("kennzahlen.csv")
    assert (row["von"], row["wert"]) == ("2017-08-31", "6.47")


@pytest.mark.parametrize("form", [plain_csv, german_csv])
def test_text_is_never_a_formula(form):
    figure = ReportedFigureFactory(indicator__label="=1+1")
    [row] = published()[figure.indicator.key].rows
    line = form(FigureRow, [row]).decode("utf-8-sig").splitlines()[1]
    assert "'=1+1" in line


@pytest.mark.parametrize("schema", [FigureRow, CellRow])
def test_the_dictionary_explains_every_field_by_a_heading_of_its_own(schema):
    entries = dictionary(schema)
    assert [entry.feld for entry in entries] == list(schema.model_fields)
    assert len({entry.spalte for entry in entries}) == len(entries)
    assert all(entry.bedeutung for entry in entries)


def test_the_dictionary_names_numbers_days_and_yes_or_no():
    kinds = {entry.feld: entry.art for entry in dictionary(FigureRow)}
    assert [kinds[name] for name in ("wert", "von", "bis", "fuehrend", "angabe")] == [
        "Zahl", "Datum", "Datum", "ja/nein", "Text",
    ]  # fmt: skip


def test_the_dictionary_is_a_file_beside_the_data():
    rows = csv.DictReader(io.StringIO(fetched("datenbeschreibung.csv").decode("utf-8")))
    assert {(row["datei"], row["feld"]) for row in rows} >= {("kennzahlen", "wert"), ("kapitel", "spalte")}
