"""The admin as people see it: every page of every model, in the role that edits and in one that reads."""

from collections.abc import Iterable, Iterator

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from portal.models import Claim
from portal.releases import State
from tests import people
from tests.browser.steps import PHONE, axe, enter, overflows
from tests.factories import CitationFactory, ClaimReadingFactory, ReportedFigureFactory, ShelterFactory
from tests.test_access_admin import OBJECTS, addresses

IN_COLOURS = "portal"  # of all kinds of lists and forms; one style sheet colours them all
APPS = ("portal", "accommodation", "taskforce", "volunteering", "culture_sport", "fim", "pakt")


def claim_with_reading() -> Claim:
    return ClaimReadingFactory().claim


def models_of(app: str) -> list[dict[str, str]]:
    """The pages of one object of every model of the app, by route."""
    made = OBJECTS | {"portal.claim": claim_with_reading}
    return [addresses(model, make()) for model, make in made.items() if model.partition(".")[0] == app]


def pages(models: Iterable[dict[str, str]], *routes: str) -> Iterator[str]:
    """Those that there are; nobody deletes, and an export is a file."""
    return (model[route] for model in models for route in routes if route in model)


@pytest.mark.parametrize("app", APPS)
def test_every_page_is_accessible_for_who_edits(page: Page, live_server, app):
    enter(page, live_server.url, people.karla())
    start = [reverse("admin:index"), reverse("admin:app_list", args=[app])]
    models = models_of(app)
    lists = pages(models[:3], "changelist")  # all have one template, in which words and filters differ
    shown = [*start, *lists, *pages(models, "change", "import")]
    assert look_at(page, shown, colours=app == IN_COLOURS) >= 8


@pytest.mark.parametrize("app", APPS)
def test_every_form_is_accessible_for_who_only_reads_it(page: Page, live_server, app):
    """Lists are the same for both; a form that one may not change is another page."""
    enter(page, live_server.url, people.adam())
    assert look_at(page, pages(models_of(app), "change"), colours=app == IN_COLOURS) >= 3


def test_empty_forms_and_histories_are_accessible(page: Page, live_server):
    """What all models share: a form before anything stands in it, and the template of the histories."""
    enter(page, live_server.url, people.karla())
    shelter = addresses("accommodation.shelter", ShelterFactory())
    assert look_at(page, [shelter["add"], shelter["history"], shelter["simple_history"]]) == 3


def test_the_pages_of_accounts_are_accessible(page: Page, live_server):
    enter(page, live_server.url, people.adam())
    assert look_at(page, (reverse(f"admin:portal_user_{route}") for route in ("changelist", "add"))) == 2


def look_at(page: Page, addresses: Iterable[str], *, colours: bool = True) -> int:
    """How many of them this person may open; each is readable for everybody."""
    looked_at = 0
    for address in addresses:
        if page.goto(address).status == 200:
            axe(page, colours=colours)
            assert not overflows(page), address
            looked_at += 1
    return looked_at


def test_the_forms_fit_on_a_phone(new_page, live_server):
    page = new_page(PHONE)
    enter(page, live_server.url, people.karla())
    for thing in (ShelterFactory(), claim_with_reading(), ReportedFigureFactory(state=State.DRAFT)):
        page.goto(reverse(f"admin:{thing._meta.app_label}_{thing._meta.model_name}_change", args=[thing.pk]))
        axe(page)
        assert not overflows(page), page.url


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
