"""A provider's month from the template to the number that counts, without JavaScript; and the chapter as a
visitor finds it on a phone."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

from playwright.sync_api import Page, expect

from tests import people
from tests.browser.steps import PHONE, enter
from tests.fim.lists import counting, garden, released
from tests.sheets import text


def test_a_list_goes_from_the_template_over_the_preview_to_the_release(
    transactional_db, new_page: Callable[..., Page], live_server, tmp_path: Path
):
    garden(end=date(2099, 12, 31))
    released("Lehrgarten;8;31.07.2017")
    page = new_page(PHONE, javascript=False)
    enter(page, live_server.url, people.tina())
    page.goto("/fim/meine/?stichtag=2017-09-15")
    page.get_by_role("link", name="Liste hochladen").click()
    with page.expect_download() as download:
        page.get_by_role("button", name="Vorlage herunterladen").click()
    assert download.value.suggested_filename.startswith("placements_")
    (tmp_path / "august.csv").write_bytes(text("Maßnahme;besetzt;Stichtag", "Lehrgarten;11;31.07.2017"))
    page.get_by_label("Datei").set_input_files(tmp_path / "august.csv")
    page.get_by_role("button", name="Prüfen und Vorschau zeigen").click()
    expect(page.get_by_role("row").filter(has_text="Lehrgarten")).to_contain_text("bisher 8, jetzt 11")
    expect(page.get_by_text("11 Plätze besetzt, bewilligt sind 10. Stimmt das?")).to_be_visible()
    page.get_by_label("Grund der Änderung").fill("Nachgezählt")
    page.get_by_label("Ich habe die Warnungen geprüft.").check()
    page.get_by_role("button", name="Zahlen einreichen").click()
    expect(page.get_by_text("eingereicht, wartet auf Freigabe")).to_be_visible()
    address = page.url

    desk = new_page()
    enter(desk, live_server.url, people.karla())
    desk.goto(address)
    desk.get_by_role("button", name="Zahlen freigeben").click()
    expect(desk.get_by_text("Ihre Zahlen gelten ab jetzt.")).to_be_visible()
    assert counting() == {"Lehrgarten": 11}
