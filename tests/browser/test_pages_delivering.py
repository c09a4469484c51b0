"""What operators and staff see on the way of a delivery: upload, preview, release."""

from collections.abc import Callable
from datetime import date

import pytest
from playwright.sync_api import Page, expect

from portal.models import User
from portal.releases import submit
from tests import people
from tests.browser.steps import axe, sign_in
from tests.factories import DeliveryFactory, OccupancyFactory, ShelterFactory

PASSWORD = "nur-fuer-diesen-Test-1"


@pytest.fixture(autouse=True)
def linde(transactional_db):
    """Anker runs „Haus Linde“ with 100 places."""
    return ShelterFactory(name="Haus Linde", operation__operator=people.anker())


def signed_in(page: Page, person: User) -> Page:
    person.set_password(PASSWORD)
    person.save()
    sign_in(page, person.email, PASSWORD)
    return page


@pytest.fixture
def tina(page: Page) -> Page:
    return signed_in(page, people.tina())


@pytest.fixture
def karla(page: Page) -> Page:
    return signed_in(page, people.karla())


@pytest.fixture
def submitted(linde):
    """Tina handed in 80 persons for Haus Linde."""
    delivery = DeliveryFactory(sender=people.anker(), created_by=people.tina(), file_name="august.csv")
    OccupancyFactory(shelter=linde, occupied=80, delivery=delivery, current=False)
    submit(delivery, by=people.tina())
    return delivery


def upload(page: Page, *rows: str) -> None:
    sheet = "\n".join(["Unterkunft;Belegung", *rows]).encode()
    page.goto("/meldungen/neu/")
    page.get_by_label("Datei", exact=True).set_input_files(
        {"name": "a.csv", "mimeType": "text/csv", "buffer": sheet}
    )
    page.get_by_label("Stichtag").fill("2017-08-31")
    page.get_by_role("button", name="Prüfen").click()


def test_the_navigation_of_an_operator_holds_what_she_may_open(tina: Page):
    links = tina.get_by_role("navigation", name="Hauptnavigation").get_by_role("link")
    expect(links).to_have_text(
        [
            "Übersicht",
            "Unterbringung",
            "Arbeitsgruppen",
            "Engagement",
            "Kultur und Sport",
            "FIM",
            "Pakt",
            "Berichte",
            "Anfragen",
            "Unterkünfte",
            "Meldungen",
            "Ansprechpersonen",
            "Konto",
        ]
    )


def test_one_click_signs_out(tina: Page):
    tina.get_by_role("button", name="Abmelden").click()
    expect(tina.get_by_role("link", name="Anmelden")).to_be_visible()


def test_a_form_without_a_file_leads_to_the_field(tina: Page):
    tina.goto("/meldungen/neu/")
    tina.get_by_role("button", name="Prüfen").click()
    tina.get_by_role("alert").get_by_role("link", name="Bitte wählen Sie eine Datei aus").click()
    expect(tina.get_by_label("Datei", exact=True)).to_be_focused()


def test_a_refused_sheet_shows_every_mistake_with_its_place(tina: Page):
    upload(tina, "Haus Linde;viele", "Haus Unbekannt;7")
    expect(tina.get_by_role("alert")).to_contain_text("2 Fehler: Es wurde nichts gespeichert")
    expect(tina.get_by_role("row", name="Zeile 2")).to_contain_text("viele")
    expect(tina.get_by_role("row", name="Zeile 3")).to_contain_text("Haus Unbekannt")
    axe(tina)


def test_the_preview_shows_old_and_new_number(tina: Page, linde):
    OccupancyFactory(shelter=linde, as_of=date(2017, 8, 31), occupied=78)
    upload(tina, "Haus Linde;80")
    expect(tina.get_by_role("row", name="Haus Linde")).to_contain_text("bisher 78 → neu 80")


def test_a_warning_must_be_ticked_before_the_numbers_go_in(tina: Page):
    upload(tina, "Haus Linde;130")
    tina.get_by_role("button", name="Zahlen einreichen").click()
    expect(tina.get_by_text("Vorschau, noch nicht eingereicht")).to_be_visible()
    tina.get_by_label("Ich habe die Warnungen geprüft").check()
    tina.get_by_role("button", name="Zahlen einreichen").click()
    expect(tina.get_by_text("eingereicht, wartet auf Freigabe")).to_be_visible()


def test_who_releases_finds_what_waits_at_the_top(karla: Page, submitted):
    karla.goto("/meldungen/")
    waiting = karla.get_by_role("region", name="Meldung wartet auf eine Entscheidung")
    waiting.get_by_role("link", name="august.csv", exact=True).click()
    karla.get_by_role("button", name="Zahlen freigeben").click()
    expect(karla.get_by_text("freigegeben", exact=True)).to_be_visible()


def test_a_delivery_is_not_returned_without_a_word(karla: Page, submitted):
    karla.goto(f"/meldungen/{submitted.pk}/")
    karla.get_by_role("button", name="Meldung zurückgeben").click()
    field = karla.get_by_label("Was ist zu ändern?")
    expect(field).to_have_accessible_description("Bitte schreiben Sie, was zu ändern ist.")


def test_the_sender_reads_why_it_came_back(karla: Page, submitted, new_page: Callable[..., Page]):
    karla.goto(f"/meldungen/{submitted.pk}/")
    karla.get_by_label("Was ist zu ändern?").fill("Die Plätze fehlen.")
    karla.get_by_role("button", name="Meldung zurückgeben").click()
    tina = signed_in(new_page(), people.tina())
    tina.goto(f"/meldungen/{submitted.pk}/")
    expect(tina.get_by_text("Die Plätze fehlen.")).to_be_visible()
