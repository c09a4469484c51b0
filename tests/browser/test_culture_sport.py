"""Somebody looks for sport on a phone, and an editor says that an offer is still correct."""

import re
from collections.abc import Callable

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from culture_sport.querysets import stale_before
from tests import people
from tests.browser.steps import PHONE, enter
from tests.factories import DistrictFactory, SportFactory, SportsOfferFactory


@pytest.fixture(autouse=True)
def public(transactional_db, settings) -> None:
    settings.PUBLIC_VIEW = True


@pytest.fixture
def offers() -> None:
    wrestling, football = SportFactory(name="Ringen"), SportFactory(name="Fußball")
    feuerbach = DistrictFactory(name="Feuerbach")
    SportsOfferFactory(sport=football, club__name="TSV Neckartal", district=feuerbach, target_group="girls")
    SportsOfferFactory(sport=wrestling, club__name="SV Rebenhang", district=feuerbach)
    SportsOfferFactory(
        sport=wrestling, club__name="SC Talblick", confirmed_on=stale_before(timezone.localdate())
    )


@pytest.mark.usefixtures("offers")
def test_a_girl_finds_football_with_the_keyboard_alone(new_page: Callable[..., Page]):
    page = new_page(PHONE, javascript=False)
    page.goto("/kultur-und-sport/")
    page.get_by_role("link", name="Sportangebot finden").focus()
    page.keyboard.press("Enter")
    page.get_by_label("Stadtbezirk").focus()
    page.keyboard.type("Feu")
    page.keyboard.press("Tab")
    page.keyboard.type("Fuß")
    page.keyboard.press("Tab")
    expect(page.get_by_label("nur für Frauen und Mädchen")).to_be_focused()
    page.keyboard.press("Space")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=2)).to_have_text("1 Angebot gefunden")
    expect(page.get_by_role("heading", name="Fußball für Mädchen")).to_be_visible()
    expect(page.get_by_label("Stadtbezirk")).to_have_value("Feuerbach")


@pytest.mark.usefixtures("offers")
def test_an_editor_brings_an_offer_back(page: Page, live_server):
    enter(page, live_server.url, people.kuno())
    page.goto("/kultur-und-sport/")
    page.get_by_role("link", name="Angebote bestätigen").click()
    page.get_by_role("button", name=re.compile("Stimmt noch.*SC Talblick")).click()
    expect(page.get_by_text("Die Öffentlichkeit findet das Angebot wieder.")).to_be_visible()
    page.goto("/kultur-und-sport/sportangebote/")
    expect(page.get_by_text("SC Talblick")).to_be_visible()
