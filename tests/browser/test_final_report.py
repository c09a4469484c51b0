"""A final report from the first word to the last: Sina writes, Karla returns it once, Konrad releases it."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from portal.models import User
from portal.releases import State
from tests import people
from tests.browser.steps import DESKTOP, PHONE, axe, enter, overflows
from tests.factories import HandoverFactory, MeasureFactory
from tests.taskforce.reporting import report_of

REPORT = "/arbeitsgruppen/sprache/abschlussbericht/"
WRITE = f"{REPORT}schreiben/"
MARKDOWN = "# Kurz\n\nEin **Sprachcafé** je Bezirk:\n\n- Mitte\n- Feuerbach\n\n> „Es geht nur zusammen.“"
LESSONS = "Was hat sich bewährt, was würden Sie anders machen?"
OTHERS = [
    "Was erledigen Ämter und Dienste heute als gewöhnliche Aufgabe?",
    "Was braucht es auch künftig neben den gewöhnlichen Aufgaben, und warum?",
    "Wer kümmert sich künftig um die Themen der Gruppe, und wie?",
    LESSONS,
    "Wen braucht man bei diesem Thema, und wie arbeitet man zusammen?",
]


@pytest.fixture(autouse=True)
def language(transactional_db):
    """The working group for language has a measure and a hand-over."""
    group = people.language()
    MeasureFactory(body=group, title="Sprachcafé")
    HandoverFactory(body=group, subject="Deutschkurse")
    return group


@pytest.fixture
def desk(new_page: Callable[..., Page], live_server) -> Callable[..., Page]:
    def sit_down(person: User, width: int = DESKTOP, **look: bool) -> Page:
        page = new_page(width=width, **look)
        enter(page, live_server.url, person)
        return page

    return sit_down


def answer(page: Page, label: str, text: str) -> None:
    page.get_by_label(label, exact=True).fill(text)


def press(page: Page, name: str) -> None:
    page.get_by_role("button", name=name, exact=True).click()


def test_a_report_is_written_returned_completed_and_released(desk, new_page, settings):
    settings.PUBLIC_VIEW = True
    sina, karla, konrad, reader = desk(people.sina()), desk(people.karla()), desk(people.konrad()), new_page()

    sina.goto("/")
    sina.get_by_role("link", name="Meine Arbeitsgruppe").click()
    sina.get_by_role("link", name="Bericht schreiben").click()
    answer(sina, "Was hat die Arbeitsgruppe auf den Weg gebracht?", MARKDOWN)
    sina.get_by_text("Maßnahmen, um die es geht auswählen").click()
    sina.get_by_label("Sprachcafé").check()
    press(sina, "Speichern und einreichen")
    expect(sina.get_by_role("status")).to_contain_text(
        "Es fehlt noch die Antwort auf: „2a. In Regelstrukturen"
    )

    for label in OTHERS:
        answer(sina, label, f"Unsere Antwort auf {label}")
    press(sina, "Entwurf speichern")
    expect(sina.get_by_text("Noch ohne Antwort")).to_have_count(0)
    expect(sina.get_by_label("Sprachcafé")).to_be_checked()
    assert reader.goto(REPORT).status == 404
    press(sina, "Speichern und einreichen")
    expect(sina.get_by_text("eingereicht, wartet auf Freigabe")).to_be_visible()

    karla.goto("/arbeitsgruppen/abschlussberichte/")
    axe(karla)
    karla.get_by_role("region", name="Stand der Berichte").get_by_role("link", name="AG Sprache").click()
    press(karla, "Bericht zurückgeben")
    expect(karla.get_by_role("alert")).to_contain_text("Bitte schreiben Sie, was zu ändern ist.")
    karla.get_by_label("Was ist zu ändern?").fill("Fast fertig.")
    karla.get_by_label("Anmerkung zu 4. Erkenntnisse").fill("Bitte ein Beispiel.")
    press(karla, "Bericht zurückgeben")
    expect(karla.get_by_text("zurückgegeben", exact=True)).to_be_visible()

    sina.goto("/arbeitsgruppen/meine/")
    expect(sina.get_by_text("Bitte ein Beispiel.")).to_be_visible()
    axe(sina)
    sina.get_by_role("link", name="Bericht schreiben").click()
    answer(sina, LESSONS, "Zum Beispiel: früh mit dem Kurs beginnen.")
    press(sina, "Speichern und einreichen")

    konrad.goto(REPORT)
    expect(konrad.get_by_text("Zum Beispiel: früh mit dem Kurs beginnen.")).to_be_visible()
    press(konrad, "Bericht freigeben")
    expect(konrad.get_by_text("freigegeben", exact=True)).to_be_visible()

    reader.goto("/arbeitsgruppen/abschlussberichte/")
    report = reader.get_by_role("region", name="AG Sprache")
    expect(report.get_by_role("heading", name="Kurz", level=4)).to_be_visible()
    expect(report.get_by_role("listitem").filter(has_text="Sprachcafé (läuft)")).to_be_visible()
    expect(reader.get_by_text("Fast fertig.")).to_have_count(0)
    axe(reader)


def test_a_report_can_be_written_without_a_mouse(desk):
    sina = desk(people.sina())
    sina.goto(WRITE)
    field = sina.get_by_label("Was hat die Arbeitsgruppe auf den Weg gebracht?", exact=True)
    field.focus()
    sina.keyboard.type("Ein Café.")
    sina.keyboard.press("Tab")
    expect(sina.get_by_text("Maßnahmen, um die es geht auswählen")).to_be_focused()
    sina.keyboard.press("Enter")
    sina.keyboard.press("Tab")
    sina.keyboard.press("Space")
    expect(sina.get_by_label("Sprachcafé")).to_be_checked()
    save = sina.get_by_role("button", name="Entwurf speichern")
    save.focus()
    sina.keyboard.press("Enter")
    expect(sina.get_by_text("Der Entwurf ist gespeichert.")).to_be_visible()
    expect(field).to_have_value("Ein Café.")


def test_it_works_without_scripts(desk):
    sina = desk(people.sina(), javascript=False)
    sina.goto(WRITE)
    answer(sina, LESSONS, "Früh reden.")
    press(sina, "Entwurf speichern")
    expect(sina.get_by_text("Noch ohne Antwort: 5 von 6")).to_be_visible()


def test_the_pages_fit_on_a_phone(desk, language):
    long = "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft"
    report = report_of(language, State.RETURNED, f"{MARKDOWN}\n\nhttps://beispiel.example/{long * 2}")
    report.answers.update(comment=long * 2)
    report.answers.get(question="1").measures.add(MeasureFactory(body=language, title=long * 2))
    sina = desk(people.sina(), PHONE)
    for address in (REPORT, WRITE, "/arbeitsgruppen/abschlussberichte/", "/arbeitsgruppen/meine/"):
        sina.goto(address)
        assert not overflows(sina), address


def test_on_paper_every_report_begins_on_a_page_of_its_own(desk, language):
    report_of(language, State.RELEASED)
    report_of(people.health(), State.RELEASED)
    karla = desk(people.karla())
    karla.goto("/arbeitsgruppen/abschlussberichte/")
    karla.emulate_media(media="print")
    breaks = karla.evaluate(
        "[...document.querySelectorAll('section.sheet')].map(s => getComputedStyle(s).breakBefore)"
    )
    assert breaks == ["page", "page"]
    expect(karla.get_by_role("heading", name="Stand der Berichte")).to_be_hidden()
