"""How big a file may be: the page says it, and so does each refusal, from the same numbers."""

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from openpyxl import Workbook

from portal.models import Delivery
from portal.numbers import german
from portal.sheets.formats import MAX_BYTES, MAX_COLUMNS, MAX_ROWS, MAX_SHEETS
from tests import people
from tests.factories import ShelterFactory
from tests.portal.sheets.test_ods import document, number, row, sheet
from tests.sheets import saved, text, workbook

pytestmark = pytest.mark.django_db

MEGABYTES = german(MAX_BYTES // 1024**2)
BEYOND_ROWS = MAX_ROWS + 1_000  # a title, a header and footnotes may come on top of the limit


@pytest.fixture
def tina(client):
    client.force_login(people.tina())
    return client


def upload(client, data: bytes, name: str) -> str:
    file = SimpleUploadedFile(name, data)
    return client.post(reverse("deliveries:upload"), {"file": file}, follow=True).content.decode()


def columns(count: int) -> list[str]:
    """A line of a text file with as many cells, the headings of a list first."""
    headings = ["Unterkunft", "Belegung", "Stichtag", *(f"Spalte {i}" for i in range(4, count + 1))]
    values = ["Haus Linde", "80", "31.08.2017", *["x"] * (count - 3)]
    return [";".join(headings), ";".join(values)]


def many_sheets() -> bytes:
    book = Workbook()
    for name in range(MAX_SHEETS):
        book.create_sheet(str(name))
    return saved(book)


def cell_at(row: int, column: int) -> bytes:
    return workbook(["Unterkunft"], change=lambda sheet: sheet.cell(row, column, 1))


def test_the_page_names_every_limit(tina):
    page = tina.get(reverse("deliveries:upload")).content.decode()

    limits = dict(re.findall("<dt>(.*?)</dt><dd>(.*?)</dd>", page))
    limits.pop("Formate")
    assert limits == {
        "Größe": f"höchstens {MEGABYTES} MB",
        "Zeilen": f"höchstens {german(MAX_ROWS)} je Blatt",
        "Spalten": f"höchstens {german(MAX_COLUMNS)}",
        "Blätter": f"höchstens {german(MAX_SHEETS)}",
    }


def test_a_file_that_is_too_big_is_refused_by_the_form(tina):
    page = upload(tina, bytes(MAX_BYTES + 1), "liste.csv")

    assert f"Die Datei ist zu groß (höchstens {MEGABYTES} MB). Bitte" in page


def test_a_file_of_exactly_the_limit_is_not_too_big(tina):
    line = b"Unterkunft;Belegung;Stichtag;"

    page = upload(tina, line + b"x" * (MAX_BYTES - len(line)), "liste.csv")

    assert "zu groß" not in page


TOO_MANY = {
    "rows of text": (text("Unterkunft", *["Haus Linde"] * BEYOND_ROWS), "liste.csv"),
    "rows of a workbook": (cell_at(BEYOND_ROWS, 1), "liste.xlsx"),
    "rows of an OpenDocument": (
        document(sheet(row(number(1), attributes=f'table:number-rows-repeated="{BEYOND_ROWS}"'))), "liste.ods"
    ),
}  # fmt: skip


@pytest.mark.parametrize("what", TOO_MANY)
def test_too_many_rows_are_refused_with_the_limit(tina, what):
    page = upload(tina, *TOO_MANY[what])

    assert f"{german(MAX_ROWS)} Zeilen" in page


@pytest.mark.parametrize(
    ("data", "name"),
    [
        pytest.param(text(*columns(MAX_COLUMNS + 1)), "liste.csv", id="text"),
        pytest.param(cell_at(1, MAX_COLUMNS + 1), "liste.xlsx", id="workbook"),
        pytest.param(
            document(sheet(row(*[number(1)] * (MAX_COLUMNS + 1)))),
            "l.ods",
            id="OpenDocument",
        ),
    ],
)
def test_too_many_columns_are_refused_with_the_limit(tina, data, name):
    assert f"Die Datei hat mehr als {german(MAX_COLUMNS)} Spalten. Bitte" in upload(tina, data, name)


def test_as_many_columns_as_allowed_are_read(tina):
    ShelterFactory(name="Haus Linde", operation__operator=people.anker())

    upload(tina, text(*columns(MAX_COLUMNS)), "liste.csv")

    assert Delivery.objects.exists()


@pytest.mark.parametrize(
    ("data", "name"),
    [
        pytest.param(many_sheets(), "liste.xlsx", id="workbook"),
        pytest.param(
            document(*(sheet(name=str(n)) for n in range(MAX_SHEETS + 1))),
            "liste.ods", id="OpenDocument",
        ),
    ],
)  # fmt: skip
def test_too_many_sheets_are_refused_with_the_limit(tina, data, name):
    assert f"Die Datei hat mehr als {german(MAX_SHEETS)} Blätter. Bitte" in upload(tina, data, name)
