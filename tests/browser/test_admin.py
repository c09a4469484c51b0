"""What people do in the administration; how its pages look is in test_every_route_of_admin.py."""

from django.urls import reverse
from playwright.sync_api import Page, expect

from portal.releases import State
from tests import people
from tests.browser.steps import axe, enter
from tests.factories import CitationFactory, ReportedFigureFactory, ShelterFactory


def test_a_citation_is_found_by_the_name_of_its_source(page: Page, live_server):
    """As one types, under the policy, too; with the keyboard alone, and readable while it is open."""
    cited = CitationFactory(source__title="Jahresbericht")
    figure = ReportedFigureFactory(state=State.DRAFT)
    enter(page, live_server.url, people.karla())
    page.goto(reverse("admin:portal_reportedfigure_change", args=[figure.pk]))
    page.get_by_role("combobox", name="Beleg").press("Enter")
    page.get_by_role("searchbox", name="Beleg suchen").press_sequentially("Jahresbericht")
    expect(page.get_by_role("option", name=str(cited))).to_have_count(1)
    axe(page)
    page.keyboard.press("Enter")
    expect(page.locator("#id_citation")).to_have_value(str(cited.pk))


def test_another_capacity_is_added_on_the_shelters_page(page: Page, live_server):
    shelter = ShelterFactory(capacity__places=100)
    enter(page, live_server.url, people.karla())
    page.goto(reverse("admin:accommodation_shelter_change", args=[shelter.pk]))
    page.get_by_role("button", name="Kapazität hinzufügen").click()
    added = page.locator("#capacities-1")
    added.get_by_label("Gültig ab").fill("01.01.2018")
    added.get_by_label("Plätze").fill("120")
    page.get_by_role("button", name="Speichern", exact=True).click()
    expect(page.locator(".messagelist .success")).to_be_visible()
    assert shelter.capacities.filter(places=120).exists()
