"""What visitors see of the Pakt, and how the next programme comes: rows in the admin, no code."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from pakt.models import Programme
from portal.models import Organisation
from tests import people
from tests.browser.steps import choose, enter
from tests.factories import MilestoneFactory, OrganisationFactory, ProgrammeFactory

pytestmark = pytest.mark.usefixtures("the_report")


def test_from_the_start_page_to_why_a_project_is_late_without_javascript(new_page: Callable[..., Page]):
    MilestoneFactory(title="Konzept", project=Programme.objects.get().projects.get(slug="omid"))
    page = new_page(javascript=False)
    page.goto("/?stichtag=2018-07-15")
    page.get_by_role("link", name="Wie weit sind die Projekte?").click()
    card = page.get_by_role("listitem").filter(has=page.get_by_role("link", name="OMID – frühe Hilfen")).first
    expect(card).to_contain_text("hinter dem Plan")
    card.get_by_role("link").first.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("OMID")
    expect(page.get_by_text("„Konzept“ war am 30.06.2018 fällig").first).to_be_visible()
    funding = page.get_by_role("region", name="Wer welchen Anteil zahlt")
    expect(funding.get_by_role("row").filter(has_text="gerechnet: 100 % − 50 %")).to_have_count(2)


def test_a_third_programme_is_entered_in_the_admin_and_has_its_own_page(page: Page, live_server):
    ProgrammeFactory(name="Zweites Programm")
    foundation = OrganisationFactory(name="Stiftung Nachbarschaft", kind=Organisation.Kind.OTHER)
    enter(page, live_server.url, people.paula())
    page.goto("/admin/pakt/programme/add/")
    page.get_by_label("Name", exact=False).first.fill("Nachbarn 2020")
    page.locator("#id_slug").fill("nachbarn-2020")
    choose(page, ".field-giver:not(.field-amount)", foundation.name)
    page.locator("#id_first_year").fill("2020")
    page.locator("#id_last_year").fill("2021")
    page.get_by_role("button", name="Modul hinzufügen").click()
    page.locator("#id_modules-0-number").fill("1")
    page.locator("#id_modules-0-title").fill("Kennenlernen")
    page.locator("#id_modules-0-slug").fill("nachbarn-modul-1")
    page.get_by_role("button", name="Haushaltszeile hinzufügen").click()
    page.locator("#id_budget_lines-0-year").fill("2020")
    page.locator("#id_budget_lines-0-kind").select_option("planned")
    choose(page, "#budget_lines-0 .field-giver", foundation.name)
    page.locator("#id_budget_lines-0-amount").fill("12.500,00")
    page.get_by_role("button", name="Speichern", exact=True).click()
    expect(page.locator(".messagelist .success")).to_be_visible()
    page.goto("/pakt/")
    page.get_by_role("link", name="Nachbarn 2020").first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Nachbarn 2020")
    expect(page.get_by_role("main")).to_contain_text("Stiftung Nachbarschaft")
    expect(page.get_by_role("heading", name="Kennenlernen", exact=True)).to_be_visible()
    expect(page.get_by_role("img")).to_have_accessible_name(re.compile("Geld in der Stadt"))
