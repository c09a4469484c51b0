"""What people do with deliveries in the browser, and how they read the tables.

def test_tom_reports_by_form(tom):
    tom.goto("/meldungen/formular/?stichtag=2017-08-31")
    fill_in(tom, {"Haus Buche": 75})
    hand_in(tom)
"""

from playwright.sync_api import Locator, Page, expect

from tests.sheets import workbook


def curve(page: Page) -> list[tuple[str, ...]]:
    """Date, persons, kind and coverage of each sum of the shelters, from the table under the drawing."""
    page.goto("/unterbringung/")
    sums = [row for row in rows(page, "Werte der Abbildung 1") if row[3] == "Summe der Unterkünfte"]
    return [
        (day, persons, kind, source.removeprefix("Meldungen der Träger, "))
        for day, persons, kind, _, source in sums
    ]


def newest_in_calendar(page: Page) -> dict[str, str]:
    """What the Meldekalender says of its newest date, line by line."""
    page.goto("/meldungen/kalender/")
    return {line[0]: line[1] for line in rows(page, "Gemeldete Unterkünfte je Träger und Stichtag")}


def rows(page: Page, caption: str) -> list[list[str]]:
    """The texts of a table's cells."""
    cells = "rows => rows.map(row => [...row.cells].map(cell => cell.innerText))"
    body = page.get_by_role("region", name=caption).locator("tbody tr, tfoot tr")
    return [[" ".join(text.split()) for text in row] for row in body.evaluate_all(cells)]


def upload(page: Page, name: str, as_of: str, occupied: dict[str, int]) -> None:
    """A workbook with its date in the title, on the page for it."""
    data = workbook([f"Belegungsliste, Stand: {as_of}"], ["Unterkunft", "Belegung"], *occupied.items())
    file = {"name": name, "mimeType": "application/octet-stream", "buffer": data}
    page.get_by_label("Datei", exact=True).set_input_files(file)
    page.get_by_role("button", name="Prüfen und Vorschau zeigen").click()


def fill_in(page: Page, occupied: dict[str, int]) -> None:
    """The form, by the names of the shelters."""
    for shelter, persons in occupied.items():
        page.get_by_label(f"belegt in {shelter}").fill(str(persons))
    page.get_by_role("button", name="Prüfen und Vorschau zeigen").click()


def hand_in(page: Page) -> None:
    page.get_by_role("button", name="Zahlen einreichen").click()
    expect(page.get_by_text("eingereicht, wartet auf Freigabe")).to_be_visible()


def what_waits(page: Page) -> Locator:
    """The only delivery in the inbox that waits for a decision."""
    page.goto("/meldungen/")
    return page.get_by_role("region", name="1 Meldung wartet auf eine Entscheidung").get_by_role("article")


def release(page: Page, name: str) -> None:
    """From the inbox, where it is the only one that waits."""
    waiting = what_waits(page)
    expect(waiting.get_by_role("heading")).to_contain_text(name)
    waiting.get_by_role("link", name="Prüfen und freigeben").click()
    page.get_by_role("button", name="Zahlen freigeben").click()
    expect(page.get_by_text("freigegeben", exact=True)).to_be_visible()


def withdraw(page: Page, name: str, reason: str) -> None:
    page.goto("/meldungen/")
    page.get_by_role("region", name="Neueste zuerst").get_by_role("link", name=name, exact=True).click()
    page.get_by_label("Grund des Rückzugs").fill(reason)
    page.get_by_role("button", name="Meldung zurückziehen").click()
