"""On paper: a public page, a staff page and a table that needs the long side, read back from the PDF."""

from io import BytesIO

import pytest
from django.utils import timezone
from playwright.sync_api import Page
from pypdf import PdfReader

from portal.dates import german_date
from tests import people
from tests.factories import OccupancyFactory

A4 = (595, 842)  # points
CLICKED = ("Zum Inhalt springen", "Abmelden", "Suchen", "Nachschlagen", "Herunterladen", "Stand anzeigen")


def printed(page: Page, address: str) -> tuple[list[tuple[int, int]], str]:
    """The size of each sheet, and all their words."""
    page.goto(address)
    sheets = PdfReader(BytesIO(page.pdf(prefer_css_page_size=True))).pages
    sizes = [(round(sheet.mediabox.width), round(sheet.mediabox.height)) for sheet in sheets]
    return sizes, " ".join(" ".join(sheet.extract_text() for sheet in sheets).split())


@pytest.mark.usefixtures("the_report")
def test_a_chapter_prints_light_with_its_answer_values_sources_and_address(new_page, live_server):
    page = new_page(dark=True)
    sizes, text = printed(page, "/fim/")
    assert 3 <= len(sizes) <= 8
    assert sizes[0] == A4
    assert set(sizes) <= {A4, A4[::-1]}
    today = german_date(timezone.localdate())
    there = ("Flüchtlingsintegrationsmaßnahmen", "Quelle: Ausführlicher Bericht", "Seite 1 von",
             f"Gedruckt am {today}", f"{live_server.url}/")  # fmt: skip
    assert [words for words in there if words not in text] == []
    assert [words for words in CLICKED if words in text] == []
    page.emulate_media(media="print", color_scheme="dark")
    colours = "e => [getComputedStyle(e).color, getComputedStyle(e).backgroundColor]"
    assert page.locator("body").evaluate(colours) == ["rgb(0, 0, 0)", "rgb(255, 255, 255)"]


def test_the_list_of_shelters_lies_across_and_its_legend_stands_below(desk):
    OccupancyFactory(occupied=0, shelter__name="Haus Ahorn")
    sizes, text = printed(desk(people.karla()), "/unterbringung/unterkuenfte/")
    assert sizes == [A4[::-1]]
    assert "Haus Ahorn" in text
    assert "0 = genau null" in text
    assert [words for words in CLICKED if words in text] == []


def test_a_page_that_is_a_form_prints_what_to_do_without_the_buttons(desk):
    sizes, text = printed(desk(people.karla()), "/meldungen/neu/")
    assert sizes == [A4]
    assert "Prüfen und Vorschau zeigen" not in text
    assert "Datei wählen. Ihre eigene Liste genügt" in text
    assert [words for words in CLICKED if words in text] == []
