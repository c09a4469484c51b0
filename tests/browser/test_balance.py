"""The place balance in a browser: a council member tries assumptions, an editor extends a permit."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal

from django.urls import reverse
from playwright.sync_api import Page, expect

from portal.releases import State
from tests import people
from tests.browser.steps import PHONE, axe, enter, overflows
from tests.factories import CapacityFactory, ReportedFigureFactory, ScenarioFactory, ShelterFactory

PAGE = "/unterbringung/platzbilanz/?stichtag=2017-08-31"


def house_that_ends():
    """9,000 people, 9,000 places, of which 3,415 end within the year; 248 more are possible."""
    ReportedFigureFactory(
        indicator__key="occupancy_total", period_start=date(2017, 8, 31), value=Decimal(9000)
    )
    ShelterFactory(capacity__places=5585)
    later = ShelterFactory(capacity=None, opened_on=None, planned_from=date(2018, 5, 1))
    CapacityFactory(shelter=later, kind="possible", valid_from=date(2018, 5, 1), places=248)
    ScenarioFactory(name="Ruhig", state=State.RELEASED)
    return ShelterFactory(name="Haus Ahorn", capacity__places=3415, permit_until=date(2018, 6, 30))


def test_an_assumption_changes_the_sentence_and_a_permit_moves_the_balance(
    transactional_db, new_page: Callable[..., Page], live_server
):
    house = house_that_ends()
    page = new_page(PHONE, dark=True, javascript=False)
    enter(page, live_server.url, people.rosa())
    page.goto(PAGE)
    lead = page.locator(".lead")
    expect(lead).to_have_text("Ab Juni 2018 fehlen Plätze; am meisten fehlen im Juni 2018: 3.415.")
    page.get_by_label("Mögliches mitzählen").check()
    page.get_by_role("button", name="Rechnen").click()
    expect(lead).to_have_text("Ab Juni 2018 fehlen Plätze; am meisten fehlen im Juni 2018: 3.167.")
    page.get_by_label("Zugänge je Monat").fill("10")
    page.get_by_role("button", name="Rechnen").click()
    expect(lead).to_contain_text("In 11 von 12 Monaten fehlen Plätze, zuerst im September 2017")
    expect(page.get_by_text("Gegenüber „Ruhig“")).to_be_visible()
    assert not overflows(page)

    desk = new_page()
    enter(desk, live_server.url, people.emil())
    desk.goto(reverse("admin:accommodation_shelter_change", args=[house.pk]))
    desk.locator("#id_permit_until").fill("31.07.2018")
    desk.locator("[name=_save]").click()
    desk.goto(PAGE)
    expect(desk.locator(".lead")).to_have_text(
        "Ab Juli 2018 fehlen Plätze; am meisten fehlen im Juli 2018: 3.415."
    )
    axe(desk)
    assert not overflows(desk)


def test_the_page_is_accessible_on_a_phone_in_the_dark(
    transactional_db, new_page: Callable[..., Page], live_server
):
    house_that_ends()
    ScenarioFactory(name="Mehr Zugänge", arrivals_per_month=100, state=State.RELEASED)
    page = new_page(PHONE, dark=True)
    enter(page, live_server.url, people.rosa())
    page.goto(PAGE)
    for name in ("Ruhig", "Mehr Zugänge"):
        page.get_by_label(name, exact=True).check()
    page.get_by_role("button", name="Vergleichen").click()
    expect(page.get_by_role("heading", name="Ruhig", exact=True)).to_be_visible()
    axe(page)
    assert not overflows(page)
