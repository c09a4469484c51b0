"""From a messy sheet to the paper that the council holds, in less than five minutes of people's time: Tina
reports, Karla releases and writes, Konrad releases the report, Rosa opens the PDF.

What a person needs is counted in clicks and keys, after the Keystroke-Level Model (Card, Moran, Newell
1980); what the portal needs is measured. Nobody types a number of the report.
"""

import io
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date

import pytest
from playwright.sync_api import Locator, Page, expect
from pypdf import PdfReader

from portal.models import User
from tests import people
from tests.factories import OccupancyFactory, ShelterFactory
from tests.sheets import workbook

DECIDE, POINT, PRESS, KEY = 1.35, 1.1, 0.2, 0.28  # seconds: think, move the hand there, press, type a key
READ = 10  # seconds for each page, to look at what it says; ours, the model has none

MESSY = (
    ["Anker gGmbH"],
    ["Belegungsliste   Stand: 31.08.2017"],
    [],
    ["Name der\nUnterkunft", "Bewohner/innen *)", "Kapazität", "Bemerkung"],
    ["  Haus  Linde", "84 Pers.", "100", "Bad 2. OG gesperrt"],
    ["HAUS ULME", " 41", "60", None],
    ["Summe", "125", "160", None],
    [],
    ["*) ohne Besucher"],
)


class Clock:
    """Whose hand does what, and how long it takes, in seconds."""

    def __init__(self) -> None:
        self.clicks = self.keys = self.pages = 0
        self.waited = 0.0

    @property
    def seconds(self) -> float:
        return self.clicks * (DECIDE + POINT + PRESS) + self.keys * KEY + self.pages * READ + self.waited

    @contextmanager
    def waiting(self) -> Iterator[None]:
        begin = time.monotonic()
        yield
        self.waited += time.monotonic() - begin

    def opens(self, page: Page, address: str) -> None:
        with self.waiting():
            page.goto(address)
        self.pages += 1

    def clicks_on(self, target: Locator) -> None:
        with self.waiting():
            before = target.page.url
            target.click()
            target.page.wait_for_load_state()
        self.clicks += 1
        self.pages += target.page.url != before

    def types(self, target: Locator, text: str) -> None:
        target.fill(text)
        self.clicks += 1
        self.keys += len(text)

    def chooses(self, target: Locator, file: bytes) -> None:
        """The button, then the file in the list of the system."""
        target.set_input_files({"name": "Belegung August.xlsx", "mimeType": "", "buffer": file})
        self.clicks += 2


@pytest.fixture(autouse=True)
def _houses(transactional_db) -> None:
    for code, name, places, before in (("L1", "Haus Linde", 100, 80), ("L2", "Haus Ulme", 60, 40)):
        shelter = ShelterFactory(
            code=code, name=name, operation__operator=people.anker(), capacity__places=places
        )
        OccupancyFactory(shelter=shelter, as_of=date(2017, 7, 31), occupied=before)


def test_from_the_messy_sheet_to_the_paper_in_less_than_five_minutes(
    desk: Callable[[User], Page],
) -> None:
    clock = Clock()
    tina_reports(clock, desk(people.tina()))
    karla = desk(people.karla())
    karla_releases(clock, karla)
    karla_writes(clock, karla)
    konrad_releases_the_report(clock, desk(people.konrad()))
    paper = rosa_opens_the_pdf(clock, desk(people.rosa()))

    assert "125\N{NO-BREAK SPACE}Personen" in paper
    assert clock.clicks <= 20
    assert clock.keys <= 10  # the Stichtag of the report, nothing else
    assert clock.seconds < 300


def tina_reports(clock: Clock, tina: Page) -> None:
    clock.opens(tina, "/meldungen/")
    clock.clicks_on(tina.get_by_role("link", name="Datei hochladen").first)
    clock.chooses(tina.get_by_label("Datei", exact=True), workbook(*MESSY))
    clock.clicks_on(tina.get_by_role("button", name="Prüfen und Vorschau zeigen"))
    expect(tina.get_by_role("row", name="Haus Linde")).to_contain_text("84")
    clock.clicks_on(tina.get_by_role("button", name="Zahlen einreichen"))
    expect(tina.get_by_text("eingereicht, wartet auf Freigabe")).to_be_visible()


def karla_releases(clock: Clock, karla: Page) -> None:
    clock.opens(karla, "/meldungen/")
    clock.clicks_on(karla.get_by_role("link", name="Prüfen und freigeben"))
    clock.clicks_on(karla.get_by_role("button", name="Zahlen freigeben"))
    expect(karla.get_by_text("freigegeben", exact=True)).to_be_visible()


def karla_writes(clock: Clock, karla: Page) -> None:
    clock.clicks_on(karla.get_by_role("link", name="Berichte", exact=True))
    clock.clicks_on(karla.get_by_role("link", name="Neuer Bericht"))
    clock.types(karla.get_by_label("Stichtag"), "2017-08-31")
    clock.clicks_on(karla.get_by_role("button", name="Speichern und gestalten"))
    clock.clicks_on(karla.get_by_role("link", name="Vorschau"))
    clock.clicks_on(karla.get_by_role("button", name="Einreichen"))


def konrad_releases_the_report(clock: Clock, konrad: Page) -> None:
    clock.opens(konrad, "/berichte/")
    clock.clicks_on(konrad.get_by_role("link", name="Bericht zur Integration von Geflüchteten"))
    clock.clicks_on(konrad.get_by_role("button", name="Bericht freigeben"))
    expect(konrad.get_by_role("status")).to_contain_text("Alle Zahlen stehen fest")


def rosa_opens_the_pdf(clock: Clock, rosa: Page) -> str:
    clock.opens(rosa, "/berichte/")
    clock.clicks_on(rosa.get_by_role("link", name="Bericht zur Integration von Geflüchteten"))
    with rosa.expect_download() as download, clock.waiting():
        rosa.get_by_role("link", name="PDF").click()
        file = download.value.path()
    clock.clicks += 1
    return "\n".join(page.extract_text() for page in PdfReader(io.BytesIO(file.read_bytes())).pages)
