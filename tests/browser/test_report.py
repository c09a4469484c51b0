"""A report from the first click to the paper: Karla builds it, Konrad releases it, Rosa reads it."""

from datetime import date
from decimal import Decimal

import pytest
from playwright.sync_api import expect

from tests import people
from tests.browser.steps import PHONE, axe, follow, overflows, press
from tests.factories import IndicatorFactory, ReportedFigureFactory


@pytest.fixture(autouse=True)
def _occupancy(transactional_db):
    indicator = IndicatorFactory(
        key="occupancy_total", label="Personen in Unterkünften", unit="Personen", area="accommodation"
    )
    for day, value in ((date(2016, 7, 1), 8141), (date(2017, 8, 31), 7362)):
        ReportedFigureFactory(
            indicator=indicator, value=Decimal(value), period_start=day, period_end=day, leading=True
        )


def test_a_report_is_built_released_and_read(desk):
    karla, konrad, rosa = desk(people.karla()), desk(people.konrad()), desk(people.rosa(), PHONE)

    karla.goto("/berichte/")
    follow(karla, "Neuer Bericht")
    karla.get_by_label("Stichtag").fill("2017-08-31")
    karla.get_by_label("Task Force und Arbeitsgruppen").uncheck()
    press(karla, "Speichern und gestalten")
    press(karla, "ausblenden.*Kennzahlen")
    expect(karla.get_by_text("ausgeblendet")).to_be_visible()
    axe(karla)
    follow(karla, "Text danach einfügen.*Kennzahlen")
    karla.get_by_label("Text", exact=True).fill("Es sind noch {occupancy_total}, nicht {unbekannt}.")
    press(karla, "Speichern")
    karla.get_by_label("Text", exact=True).fill("Es sind noch {occupancy_total}.")
    press(karla, "Speichern")
    follow(karla, "Vorschau")
    expect(karla.get_by_text("Es sind noch 7.362")).to_be_visible()
    expect(karla.get_by_role("heading", name="Kennzahlen")).to_have_count(0)
    press(karla, "Einreichen")

    konrad.goto("/berichte/")
    follow(konrad, "Bericht zur Integration von Geflüchteten")
    press(konrad, "Bericht freigeben")
    expect(konrad.get_by_role("status")).to_contain_text("Alle Zahlen stehen fest")

    rosa.goto("/berichte/")
    follow(rosa, "Bericht zur Integration von Geflüchteten")
    expect(rosa.get_by_text("freigegeben", exact=True)).to_be_visible()
    axe(rosa)
    assert not overflows(rosa)
    with rosa.expect_download() as download:
        follow(rosa, "PDF")
    assert download.value.path().read_bytes().startswith(b"%PDF-1.7")
