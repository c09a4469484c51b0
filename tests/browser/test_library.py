"""From a figure on the start page to the paper that states it, and to all values of its indicator."""

from datetime import date
from decimal import Decimal

from playwright.sync_api import expect

from tests import people
from tests.browser.steps import PHONE, follow
from tests.factories import ReportedFigureFactory, SourceFactory


def test_rosa_follows_a_figure_to_its_paper_in_three_clicks(desk, transactional_db):
    paper = SourceFactory(
        number=429, year=2016, title="Task Force – Bericht", url="https://www.example.org/429"
    )
    figure = ReportedFigureFactory(
        indicator__key="occupancy_total", indicator__label="Personen in Unterkünften",
        indicator__unit="Personen", value=Decimal(8141), period_start=date(2016, 7, 1),
        citation__source=paper, citation__as_printed="429/2916",
    )  # fmt: skip
    ReportedFigureFactory(indicator=figure.indicator, citation=figure.citation)
    rosa = desk(people.rosa(), PHONE)

    rosa.goto("/")
    rosa.get_by_role("link", name="Alle Werte").first.click()
    expect(rosa.get_by_role("heading", name="Von 8.141 (1. Juli 2016) auf")).to_be_visible()

    rosa.locator(".source").get_by_role("link", name="GRDrs 429/2016").click()
    expect(rosa.get_by_text("Gedruckt steht „429/2916“")).to_be_visible()
    expect(rosa.get_by_role("link", name="https://www.example.org/429")).to_be_visible()

    follow(rosa, "Drucksachen und Quellen")
    follow(rosa, "Kennzahlen")
    expect(rosa.get_by_role("heading", name="Kennzahlen")).to_be_visible()
