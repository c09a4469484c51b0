"""A correction, its way back, and the way from a figure to its row, in the browser."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from portal.models import User
from tests import people
from tests.accommodation.sending import drafted, released, submitted
from tests.browser.steps import PHONE, axe, enter, overflows
from tests.factories import ShelterFactory

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def linde(transactional_db):
    """Anker runs „Haus Linde“ with 100 places."""
    return ShelterFactory(name="Haus Linde", operation__operator=people.anker())


@pytest.fixture
def page_of(new_page, live_server) -> Callable[[User], Page]:
    """A phone on which this person is signed in."""

    def opened(person: User) -> Page:
        page = new_page(width=PHONE)
        enter(page, live_server.url, person)
        return page

    return opened


def is_readable(page: Page) -> None:
    axe(page)
    assert not overflows(page)


def test_tina_corrects_explains_and_karla_reads_why(page_of):
    released("Haus Linde;100;80")
    draft = drafted("Haus Linde;100;125")
    tina = page_of(people.tina())
    tina.goto(f"/meldungen/{draft.pk}/")
    expect(tina.get_by_role("row", name="Haus Linde")).to_contain_text("bisher 80 → neu 125")
    expect(tina.get_by_role("row", name="Haus Linde")).to_contain_text("+45")

    tina.get_by_role("button", name="Zahlen einreichen").click()
    tina.get_by_role("alert").get_by_role("link", name="Bitte bestätigen Sie die Warnungen").click()
    expect(tina.get_by_label("Ich habe die Warnungen geprüft")).to_be_focused()

    tina.get_by_label("Ich habe die Warnungen geprüft").check()
    tina.get_by_label("Anmerkung zu Haus Linde").fill("Notbelegung bis Mitte September")
    tina.get_by_role("button", name="Zahlen einreichen").click()
    tina.get_by_role("alert").get_by_role("link", name="Bitte nennen Sie den Grund").click()
    expect(tina.get_by_label("Grund der Änderung")).to_be_focused()
    expect(tina.get_by_label("Anmerkung zu Haus Linde")).to_have_value("Notbelegung bis Mitte September")

    tina.get_by_label("Grund der Änderung").fill("Zwei Zimmer vergessen")
    tina.get_by_role("button", name="Zahlen einreichen").click()
    expect(tina.get_by_role("status")).to_contain_text("Die Meldung ist eingereicht (0 neu, 1 geändert).")

    karla = page_of(people.karla())
    karla.goto("/meldungen/")
    waiting = karla.get_by_role("article", name="belegung.csv")
    expect(waiting).to_contain_text("Zwei Zimmer vergessen")
    expect(waiting).to_contain_text("Haus Linde: Notbelegung bis Mitte September")
    waiting.get_by_role("link", name="Prüfen und freigeben").click()
    karla.get_by_role("button", name="Zahlen freigeben").click()
    expect(karla.get_by_role("status")).to_contain_text("Werte, die ab jetzt zählen: 1.")


def test_karla_withdraws_and_the_old_number_counts_again(page_of, linde):
    released("Haus Linde;100;80")
    correction = released("Haus Linde;100;85")
    karla = page_of(people.karla())
    karla.goto(f"/meldungen/{correction.pk}/")
    karla.get_by_role("button", name="Meldung zurückziehen").click()
    field = karla.get_by_label("Grund des Rückzugs")
    expect(field).to_have_accessible_description("Bitte nennen Sie den Grund.")

    field.fill("Falsches Haus")
    karla.get_by_role("button", name="Meldung zurückziehen").click()
    expect(karla.get_by_role("status")).to_contain_text("Hatte sie Zahlen ersetzt, gelten diese wieder.")
    expect(karla.get_by_text("Falsches Haus (War freigegeben am")).to_be_visible()
    is_readable(karla)

    karla.goto(f"/unterbringung/unterkuenfte/{linde.code}/")
    history = karla.get_by_role("region", name="Berichtigungen und Rückzüge")
    expect(history.get_by_role("row", name=re.compile("85"))).to_contain_text("zurückgezogen am")
    expect(history.get_by_role("row", name=re.compile("80"))).to_contain_text("gilt")
    is_readable(karla)


def test_what_waits_can_be_released_and_withdrawn_on_one_page(page_of):
    """Two forms with a text field each: everybody can tell them apart."""
    waiting = submitted("Haus Linde;100;80")
    karla = page_of(people.karla())
    karla.goto(f"/meldungen/{waiting.pk}/")
    expect(karla.get_by_label("Was ist zu ändern?")).to_be_visible()
    expect(karla.get_by_label("Grund des Rückzugs")).to_be_visible()
    is_readable(karla)


def test_a_double_click_and_a_second_window_are_told(page_of):
    draft = drafted("Haus Linde;100;80")
    tina = page_of(people.tina())
    tina.goto(f"/meldungen/{draft.pk}/")
    second = tina.context.new_page()
    second.goto(f"/meldungen/{draft.pk}/")
    tina.get_by_role("button", name="Vorschau verwerfen").click()
    expect(tina.get_by_role("status")).to_contain_text("Die Vorschau ist verworfen.")

    second.get_by_role("button", name="Vorschau verwerfen").click()
    expect(second.get_by_role("status")).to_contain_text("Diese Vorschau gibt es nicht mehr")


def test_from_the_curve_to_the_row_in_three_clicks(page_of):
    delivery = released("Haus Linde;100;80")
    karla = page_of(people.karla())
    karla.goto("/unterbringung/")
    karla.get_by_role("row", name="31.08.2017").get_by_role("link", name="Meldungen der Träger").click()
    karla.get_by_role("row", name="Haus Linde").get_by_role("link", name="80").click()

    found = karla.get_by_role("row", name="Gesuchte Zahl: Haus Linde")
    expect(found).to_be_in_viewport()
    expect(found).to_contain_text("Zeile 4")
    is_readable(karla)
    with karla.expect_download() as download:
        karla.get_by_role("link", name="Datei herunterladen", exact=True).click()
    assert download.value.suggested_filename == delivery.file_name
