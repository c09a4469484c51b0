"""A heading that the portal does not understand: Tina is asked once what it means."""

import pytest
from playwright.sync_api import Locator, Page, expect

from accommodation.models import Occupancy
from tests import people
from tests.browser.steps import PHONE, axe, enter, overflows
from tests.factories import ShelterFactory
from tests.sheets import text

NOT_SAVED = "Die Zuordnung ließ sich nicht speichern. Bitte wählen Sie die Datei noch einmal aus."


@pytest.fixture(autouse=True)
def linde(transactional_db):
    """Anker runs „Haus Linde“ with 100 places."""
    return ShelterFactory(name="Haus Linde", operation__operator=people.anker())


@pytest.fixture
def tina(page: Page, live_server) -> Page:
    enter(page, live_server.url, people.tina())
    return page


@pytest.fixture
def tina_on_the_phone(new_page, live_server) -> Page:
    page = new_page(width=PHONE)
    enter(page, live_server.url, people.tina())
    return page


def upload(page: Page, *lines: str) -> None:
    page.goto("/meldungen/neu/")
    page.get_by_label("Datei", exact=True).set_input_files(
        {"name": "liste.csv", "mimeType": "text/csv", "buffer": text(*lines)}
    )
    page.get_by_role("button", name="Prüfen").click()


def upload_month(page: Page, last_day: str, occupied: int) -> None:
    """With places, so that there is a preview though nobody knows yet where the persons stand."""
    upload(page, "Unterkunft;Plätze;Belegung alt;Stichtag", f"Haus Linde;100;{occupied};{last_day}")


def upload_refused(page: Page) -> None:
    upload(page, "Unterkunft;Belegung alt;Stichtag", "Haus Linde;80;31.08.2017")


def question(page: Page) -> Locator:
    return page.get_by_label("Spalte ‚Belegung alt‘")


def answer(page: Page) -> None:
    question(page).select_option("Belegung")
    page.get_by_role("button", name="Zuordnung speichern").click()


def confirm(page: Page) -> None:
    page.get_by_role("button", name="Zahlen einreichen").click()
    expect(page.get_by_text("eingereicht, wartet auf Freigabe")).to_be_visible()


def linde_in(page: Page) -> Locator:
    return page.get_by_role("region", name="Zahlen dieser Meldung").get_by_role("row", name="Haus Linde")


def test_the_answer_brings_the_number_into_the_preview(tina: Page):
    upload_month(tina, "31.08.2017", 80)
    expect(linde_in(tina)).to_contain_text("k. A.")

    answer(tina)

    expect(tina.get_by_role("status").first).to_contain_text("Ihre Zuordnung der Spalten ist gespeichert")
    expect(linde_in(tina).get_by_role("cell").nth(1)).to_have_text("80")


def test_what_she_confirms_is_the_number_that_she_saw(tina: Page):
    upload_month(tina, "31.08.2017", 80)
    answer(tina)

    confirm(tina)

    assert Occupancy.objects.get().occupied == 80


def test_next_months_file_is_read_without_a_question(tina: Page):
    upload_month(tina, "31.08.2017", 80)
    answer(tina)
    confirm(tina)

    upload_month(tina, "30.09.2017", 82)

    expect(linde_in(tina).get_by_role("cell").nth(1)).to_have_text("82")
    expect(tina.get_by_label("Ich habe die Warnungen geprüft")).to_have_count(0)


def test_a_refused_file_is_asked_about_and_then_read(tina: Page):
    upload_refused(tina)
    expect(tina.get_by_role("alert")).to_contain_text("Unbekannte Überschriften: ‚Belegung alt‘ (B)")
    answer(tina)
    expect(tina.get_by_role("status").first).to_contain_text(
        "Bitte wählen Sie die Datei jetzt noch einmal aus."
    )

    upload_refused(tina)

    expect(linde_in(tina).get_by_role("cell").nth(1)).to_have_text("80")


def test_everybody_can_read_the_question_of_a_preview(tina_on_the_phone: Page):
    upload_month(tina_on_the_phone, "31.08.2017", 80)
    expect(question(tina_on_the_phone)).to_be_visible()
    axe(tina_on_the_phone)
    assert not overflows(tina_on_the_phone)


def test_everybody_can_read_the_question_of_a_refused_file(tina_on_the_phone: Page):
    upload_refused(tina_on_the_phone)
    expect(question(tina_on_the_phone)).to_be_visible()
    axe(tina_on_the_phone)
    assert not overflows(tina_on_the_phone)


def test_an_answer_to_a_preview_that_is_gone_says_what_to_do(tina_on_the_phone: Page):
    """She discarded it in a second window."""
    upload_month(tina_on_the_phone, "31.08.2017", 80)
    second = tina_on_the_phone.context.new_page()
    second.goto(tina_on_the_phone.url)
    second.get_by_role("button", name="Vorschau verwerfen").click()
    expect(second.get_by_role("status").first).to_contain_text("Die Vorschau ist verworfen.")

    answer(tina_on_the_phone)

    expect(tina_on_the_phone.get_by_role("status").first).to_have_text(NOT_SAVED)
