"""The map by keyboard, by ear and on a phone; a district's page on two sheets of paper."""

from datetime import date
from io import BytesIO

import pytest
from playwright.sync_api import expect
from pypdf import PdfReader

from tests import people
from tests.browser.steps import PHONE, overflows, press
from tests.factories import (
    CitationFactory,
    DistrictFactory,
    MeetingSpaceFactory,
    OccupancyFactory,
    ShelterFactory,
    SportsOfferFactory,
    VolunteerGroupFactory,
)

AUGUST = date(2017, 8, 31)


@pytest.fixture
def _three_districts(transactional_db):
    source = CitationFactory(source__date_text="Ende 2016")
    for number, (name, short, persons) in enumerate(
        (("Stuttgart-Nord", "NOR", 60), ("Birkach", "BIR", 3), ("Wangen", "WAN", 90)), start=1
    ):
        district = DistrictFactory(
            name=name, abbreviation=short, number=number, population=9_000, population_source=source,
            tile_row=4 - number, tile_column=number,
        )  # fmt: skip
        OccupancyFactory(as_of=AUGUST, occupied=persons, shelter__district=district)


@pytest.mark.usefixtures("_three_districts")
def test_rosa_reads_the_map_by_keyboard_and_goes_to_her_district(desk):
    rosa = desk(people.rosa())
    rosa.goto("/bezirke/?stichtag=2017-12-31")

    tiles = rosa.get_by_role("list").filter(has=rosa.locator(".tile")).get_by_role("link")
    assert [" ".join(tile.aria_snapshot().split('"')[1].split()) for tile in tiles.all()] == [
        "Stuttgart-Nord: aus Datenschutzgründen nicht ausgewiesen",
        "Birkach: aus Datenschutzgründen nicht ausgewiesen",
        "Wangen: 90 Personen, 10,0 je 1.000 Einwohner",
    ]

    rosa.get_by_label("Karte zeigt").select_option("Plätze je 1.000 Einwohner")
    press(rosa, "Anzeigen")
    expect(rosa.get_by_role("link", name="Birkach: 11,1 Plätze je 1.000 Einwohner")).to_be_visible()

    tiles.nth(1).focus()
    rosa.keyboard.press("Tab")
    with rosa.expect_navigation():  # the first drawing of all takes its time
        rosa.keyboard.press("Enter")
    expect(rosa.get_by_role("heading", name="Wangen", level=1)).to_be_visible()
    expect(rosa.get_by_label("Stichtag")).to_have_value("2017-12-31")


@pytest.mark.usefixtures("_three_districts")
def test_everybody_sees_the_map_on_a_phone_in_the_dark(new_page, settings):
    settings.PUBLIC_VIEW = True
    phone = new_page(width=PHONE, dark=True)
    phone.goto("/bezirke/?stichtag=2017-12-31")
    expect(phone.locator(".tile__short", has_text="WAN")).to_be_visible()
    assert not overflows(phone)
    phone.goto("/bezirke/wangen/?stichtag=2017-12-31")
    assert not overflows(phone)


@pytest.fixture
def wangen(transactional_db):
    """As full as a district can be: of everything more than a sheet of paper has lines for."""
    wangen = DistrictFactory(
        name="Wangen", population=9_000, population_source=CitationFactory(source__date_text="Ende 2016")
    )
    for number in range(12):
        house = ShelterFactory(
            district=wangen, name=f"Haus an der Ulmer Straße {number}", closed_on=date(2018, 6, 30)
        )
        for month in range(1, 13):
            OccupancyFactory(shelter=house, as_of=date(2017, month, 28), occupied=80 - month)
        circle = VolunteerGroupFactory(
            name=f"Freundeskreis Wangen am Neckar {number}", consent_on=date(2017, 1, 1),
            contact=f"freundeskreis-wangen-{number}@verein.example",
            website=f"https://freundeskreis-wangen-{number}.example",
        )  # fmt: skip
        circle.districts.set([wangen])
        SportsOfferFactory(
            district=wangen, club__name=f"Turn- und Sportverein Wangen {number}", weekday=1,
            venue="Turnhalle der Grundschule am Kirchplatz", confirmed_on=date(2017, 11, 1),
        )  # fmt: skip
        MeetingSpaceFactory(
            district=wangen, name=f"Treff {number}", address="Ulmer Straße 300, Stuttgart",
            opening_hours="Montag bis Freitag, 10 bis 18 Uhr",
        )  # fmt: skip
    return wangen


def test_karla_prints_a_district_on_two_sheets_with_its_day_and_its_sources(desk, wangen):
    karla = desk(people.karla())
    karla.goto("/bezirke/wangen/?stichtag=2017-12-31")
    sheets = PdfReader(BytesIO(karla.pdf(format="A4", prefer_css_page_size=True))).pages
    text = " ".join(" ".join(sheet.extract_text() for sheet in sheets).split())
    assert len(sheets) == 2
    assert "Stichtag dieser Seite: 31. Dezember 2017" in text
    assert "Quelle: Meldungen der Träger, 12 von 12 Unterkünften gemeldet" in text
    assert "Gedruckt sind die ersten 6 von 12 Zeilen; alle stehen im Portal unter /bezirke/wangen/" in text
    assert text.count("Turn- und Sportverein Wangen") == 6
