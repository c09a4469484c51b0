"""A circle reports its number on a phone, and who looks for help finds a circle."""

import time
from collections.abc import Callable
from datetime import date

import pytest
from playwright.sync_api import Page, expect

from tests import people
from tests.browser.steps import PHONE, axe, enter
from tests.factories import (
    DistrictFactory,
    TopicFactory,
    VolunteerGroupFactory,
)
from volunteering.models import VolunteerCount

pytestmark = pytest.mark.usefixtures("transactional_db")


def test_a_circle_reports_its_number_on_a_phone_in_under_a_minute(
    new_page: Callable[..., Page], live_server, settings
):
    settings.PUBLIC_VIEW = False
    VolunteerGroupFactory(name="Freundeskreis Nord")
    office = new_page()
    enter(office, live_server.url, people.vera())
    office.goto("/engagement/links/")
    office.get_by_role("button", name="Neuen Link ausstellen für Freundeskreis Nord").click()
    axe(office)
    link = office.locator("code").inner_text()

    begun = time.monotonic()
    phone = new_page(PHONE, javascript=False)
    phone.goto(link)
    expect(phone).to_have_url(f"{live_server.url}/engagement/zahl/")
    phone.get_by_role("button", name="Zahl melden").click()
    expect(phone.get_by_role("alert")).to_contain_text("Bitte geben Sie eine Zahl ein")
    phone.get_by_label("Wie viele Engagierte").fill("24")
    phone.get_by_label("nur aktiv Engagierte").check()
    phone.get_by_role("button", name="Zahl melden").click()
    expect(phone.get_by_role("heading", level=1)).to_have_text("Danke, die Zahl ist gemeldet")
    assert time.monotonic() - begun < 60

    coordination = new_page()
    enter(coordination, live_server.url, people.karla())
    coordination.goto("/engagement/arbeitsliste/")
    axe(coordination)
    coordination.get_by_role("button", name="Freigeben").click()
    expect(coordination.get_by_role("status")).to_contain_text("Die Zahl ist freigegeben.")
    assert VolunteerCount.objects.counting().get().number == 24


def test_who_looks_for_help_finds_a_circle_by_keyboard(new_page: Callable[..., Page], settings):
    settings.PUBLIC_VIEW = True
    north = DistrictFactory(name="Stuttgart-Nord", abbreviation="NOR")
    agreed = {"consent_on": date(2017, 1, 1)}
    VolunteerGroupFactory(name="Kreis Nord", districts=[north], topics=[TopicFactory()], **agreed)
    VolunteerGroupFactory(name="Kreis Süd", **agreed)
    page = new_page(PHONE)
    page.goto("/engagement/verzeichnis/")
    page.get_by_label("Stadtbezirk").focus()
    page.keyboard.type("Stuttgart-Nord")
    page.get_by_role("button", name="Gruppen zeigen").press("Enter")
    expect(page.get_by_text("Eine Gruppe passt.")).to_be_visible()
    expect(page.get_by_role("heading", name="Kreis Süd")).to_have_count(0)
