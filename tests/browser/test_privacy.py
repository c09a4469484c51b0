"""Contact persons and data protection as people use them: by keyboard, on a phone, readable for everybody."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from portal.models import ContactPerson
from tests import people
from tests.browser.steps import PHONE, follow, press
from tests.factories import ContactPersonFactory


@pytest.fixture
def ahorn(transactional_db) -> ContactPerson:
    """Of Anker; nobody has confirmed her for 380 days."""
    return ContactPersonFactory(
        organisation=people.anker(), function="Leitung Haus Ahorn", covers="public",
        consent_on=timezone.localdate() - timedelta(days=380),
    )  # fmt: skip


def test_tina_confirms_changes_and_withdraws(desk, ahorn):
    page: Page = desk(people.tina(), PHONE)
    page.goto("/")
    follow(page, "^Ansprechpersonen$")
    expect(page.locator(".lead")).to_have_text("1 Ansprechperson, davon 1 neu zu bestätigen.")
    page.get_by_role("button", name=re.compile("Stimmt noch")).focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("status")).to_contain_text("Bestätigt.")

    follow(page, "Ändern.*Leitung Haus Ahorn")
    page.get_by_label("E-Mail-Adresse").fill("")
    press(page, "Speichern")
    expect(page.get_by_role("alert")).to_contain_text("eine E-Mail-Adresse oder eine Telefonnummer")
    page.get_by_label("Telefon").fill("0711 0000-1")
    press(page, "Speichern")
    expect(page.get_by_role("status")).to_contain_text("Gespeichert.")

    follow(page, "Einwilligung widerrufen.*Leitung Haus Ahorn")
    press(page, "Widerrufen und löschen")
    expect(page.locator("main")).not_to_contain_text("Leitung Haus Ahorn")


def test_everybody_reads_whom_to_ask_and_what_becomes_of_data(new_page, settings, ahorn):
    settings.PUBLIC_VIEW = True
    page: Page = new_page(width=PHONE)
    page.goto("/ansprechpersonen/")
    expect(page.get_by_role("heading", level=3)).to_have_text("Leitung Haus Ahorn: Kim Beispiel")
    follow(page, "^Datenschutz$")
    expect(page.locator("main")).to_contain_text(re.compile("Über einzelne Geflüchtete steht hier nichts"))


def test_dora_reads_the_register_on_paper_and_her_own_data(desk):
    page: Page = desk(people.dora(), PHONE)
    page.goto("/datenschutz/verzeichnis/")
    page.emulate_media(media="print")
    expect(page.get_by_role("heading", name="Ansprechpersonen von Organisationen")).to_be_visible()
    expect(page.get_by_role("navigation")).to_have_count(0)
    page.emulate_media(media="screen")
    page.goto("/konto/sicherheit/")
    follow(page, "Meine Daten ansehen")
    expect(page.get_by_role("heading", level=1)).to_have_text("Was über Sie gespeichert ist")
