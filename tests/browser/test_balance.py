"""The place balance in a browser: a council member tries assumptions, an editor extends a permit."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal

from django.urls import reverse
from playwright.sync_api import Page, expect

from portal.releases import State
from tests import people
from tests.browser.steps import PHONE, axe, choose, enter, overflows
from tests.factories import (
    CapacityFactory,
    DistrictFactory,
    ReportedFigureFactory,
    ScenarioFactory,
    ShelterFactory,
)

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

    desk = new_page()
    enter(desk, live_server.url, people.emil())
    desk.goto(reverse("admin:accommodation_shelter_change", args=[house.pk]))
    desk.locator("#id_permit_until").fill("31.07.2018")
    desk.locator("[name=_save]").click()
    desk.goto(PAGE)
    expect(desk.locator(".lead")).to_have_text(
        "Ab Juli 2018 fehlen Plätze; am meisten fehlen im Juli 2018: 3.415."
    )


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


def test_stuttgart_2023_is_typed_in_and_comes_out_to_the_digit(
    transactional_db, new_page: Callable[..., Page], live_server
):
    """24 shelters with 3,415 places end by mid-2024, 876 places are decided and 248 possible."""
    ReportedFigureFactory(
        indicator__key="occupancy_total", period_start=date(2023, 6, 30), value=Decimal(9000)
    )
    nord = DistrictFactory(name="Stuttgart-Nord")
    ShelterFactory(district=nord, capacity__places=5585)
    for _ in range(22):
        ShelterFactory(district=nord, capacity__places=142, permit_until=date(2024, 6, 30))
    ending = [ShelterFactory(district=nord, capacity__places=places) for places in (142, 149)]

    emil = new_page()
    enter(emil, live_server.url, people.emil())
    for house in ending:
        emil.goto(reverse("admin:accommodation_shelter_change", args=[house.pk]))
        emil.locator("#id_permit_until").fill("30.06.2024")
        emil.locator("[name=_save]").click()
    for name, day, certainty, places in (
        ("Neubau West", "01.02.2024", "beschlossen", "500"),
        ("Neubau Ost", "01.04.2024", "beschlossen", "376"),
        ("Hotel am Park", "15.05.2024", "möglich", "248"),
    ):
        type_in_an_opening(emil, name, day, certainty, places)
    emil.goto(reverse("admin:accommodation_scenario_add"))
    emil.locator("#id_name").fill("Mit den möglichen Plätzen")
    emil.get_by_label("Mögliches mitzählen").check()
    emil.locator("[name=_save]").click()

    balance = "/unterbringung/platzbilanz/?stichtag=2023-06-30"
    rosa = new_page()
    enter(rosa, live_server.url, people.rosa())
    rosa.goto(balance)
    lead = rosa.locator(".lead")
    expect(lead).to_have_text("Ab Juni 2024 fehlen Plätze; am meisten fehlen im Juni 2024: 2.539.")

    decide(emil, "zur Freigabe einreichen")
    karla = new_page()
    enter(karla, live_server.url, people.karla())
    decide(karla, "freigeben")
    rosa.goto(balance)
    expect(lead).to_have_text("Ab Juni 2024 fehlen Plätze; am meisten fehlen im Juni 2024: 2.291.")
    expect(rosa.get_by_role("row", name="Juni 2024 9.000 6.709 −2.291 3.415 0")).to_be_visible()
    rosa.get_by_label("Mögliches mitzählen").uncheck()
    rosa.get_by_role("button", name="Rechnen").click()
    expect(lead).to_have_text("Ab Juni 2024 fehlen Plätze; am meisten fehlen im Juni 2024: 2.539.")


def type_in_an_opening(page: Page, name: str, day: str, certainty: str, places: str) -> None:
    page.goto(reverse("admin:accommodation_shelter_add"))
    page.locator("#id_code").fill(name)
    page.locator("#id_name").fill(name)
    choose(page, ".field-district", "Stuttgart-Nord")
    page.locator("#id_planned_from").fill(day)
    page.locator("#capacities-group .add-row a").click()
    page.locator("#id_capacities-0-kind").select_option(certainty)
    page.locator("#id_capacities-0-valid_from").fill(day)
    page.locator("#id_capacities-0-places").fill(places)
    page.locator("[name=_save]").click()
    expect(page.locator(".success")).to_be_visible()


def decide(page: Page, action: str) -> None:
    page.goto(reverse("admin:accommodation_scenario_changelist"))
    page.locator("#result_list [name=_selected_action]").check()
    page.locator("select[name=action]").select_option(label=action)
    page.locator("[name=index]").click()
    expect(page.locator(".success")).to_be_visible()
