"""Eleven main tasks without a mouse. Keys (keys.py) looks after each step whether the focus is seen."""

import re
from collections.abc import Callable
from datetime import date
from decimal import Decimal

import pytest
from playwright.sync_api import Page, expect

from accommodation.models import Occupancy
from portal.models import User
from portal.releases import submit
from tests import people
from tests.browser.keys import Keys
from tests.factories import (
    DeliveryFactory,
    IndicatorFactory,
    OccupancyFactory,
    ReportedFigureFactory,
    ShelterFactory,
)
from tests.sheets import text
from tests.sign_in.factors import PASSWORD, code_of, give_app, with_password

JULY, AUGUST = date(2017, 7, 31), date(2017, 8, 31)


@pytest.fixture
def keyboard(desk: Callable[..., Page]) -> Callable[[User, str], Keys]:
    """`keyboard(people.tina(), "/meldungen/")`: Tina at the start of this page, without a mouse."""

    def at(person: User, address: str) -> Keys:
        page = desk(person)
        page.goto(address)
        return Keys(page)

    return at


@pytest.fixture
def linde(transactional_db):
    """Anker runs „Haus Linde“, where 80 persons lived in July."""
    shelter = ShelterFactory(
        code="L1",
        name="Haus Linde",
        street="Lindenweg 1",
        operation__operator=people.anker(),
        capacity__places=100,
    )
    OccupancyFactory(shelter=shelter, as_of=JULY, occupied=80)
    return shelter


@pytest.fixture
def submitted(linde):
    """Tina has handed in 84 persons for August."""
    delivery = DeliveryFactory(
        sender=people.anker(),
        created_by=people.tina(),
        file_name="august.csv",
        first_as_of=AUGUST,
        last_as_of=AUGUST,
    )
    OccupancyFactory(shelter=linde, as_of=AUGUST, occupied=84, delivery=delivery, current=False)
    submit(delivery, by=people.tina())
    return delivery


def sheet(*lines: str) -> dict[str, str | bytes]:
    return {"name": "august.csv", "mimeType": "text/csv", "buffer": text(*lines)}


def test_signing_in_with_the_second_factor(page: Page, settings, transactional_db):
    settings.REQUIRE_SECOND_FACTOR = True
    tina = with_password(people.tina())
    secret = give_app(tina)
    page.goto("/konto/login/")
    keys = Keys(page)
    keys.skip()
    keys.field("E-Mail").types(tina.email)
    keys.field("^Passwort").types(PASSWORD).enter()
    keys.skip()
    keys.field("Code").types(code_of(secret)).enter()
    expect(page.get_by_role("button", name="Abmelden")).to_be_visible()


def test_an_operator_delivers_a_file_and_confirms_it(keyboard, linde):
    keys = keyboard(people.tina(), "/meldungen/")
    keys.skip()
    keys.to("link", "Datei hochladen").enter()
    keys.skip()
    keys.field("^Datei$").chooses_a_file().set_files(sheet("Unterkunft;Belegung", "Haus Linde;84"))
    keys.field("Stichtag").types_day(AUGUST)
    keys.to("button", "Prüfen und Vorschau zeigen").enter()
    keys.skip()
    keys.to("button", "Zahlen einreichen").enter()
    expect(keys.page.get_by_text("eingereicht, wartet auf Freigabe")).to_be_visible()


def test_an_operator_answers_the_question_about_a_column(keyboard, linde):
    keys = keyboard(people.tina(), "/meldungen/neu/")
    keys.skip()
    asked = sheet("Unterkunft;Plätze;Belegung alt;Stichtag", "Haus Linde;100;84;31.08.2017")
    keys.field("^Datei$").chooses_a_file().set_files(asked)
    keys.to("button", "Prüfen und Vorschau zeigen").enter()
    keys.skip()
    keys.field("Spalte ‚Belegung alt‘").types("Belegung")
    keys.to("button", "Zuordnung speichern").enter()
    keys.skip()
    keys.to("button", "Zahlen einreichen").enter()
    assert Occupancy.objects.get(as_of=AUGUST).occupied == 84


def test_an_operator_enters_numbers_by_form(keyboard, linde):
    keys = keyboard(people.tina(), "/meldungen/formular/?stichtag=2017-08-31")
    keys.skip()
    keys.field("belegt in Haus Linde").types("83")
    keys.back_to("link", "Meldungen")
    keys.field("belegt in Haus Linde").types("84")
    keys.to("button", "Prüfen und Vorschau zeigen").enter()
    keys.skip()
    keys.to("button", "Zahlen einreichen").enter()
    assert Occupancy.objects.get(as_of=AUGUST).occupied == 84


def test_a_coordinator_releases_a_delivery(keyboard, submitted):
    keys = keyboard(people.karla(), "/meldungen/")
    keys.skip()
    keys.to("link", "Prüfen und freigeben").enter()  # leads to the decision, past all before it
    keys.to("button", "Zahlen freigeben").enter()
    expect(keys.page.get_by_text("freigegeben", exact=True)).to_be_visible()


def test_a_coordinator_sends_one_back_with_a_reason(keyboard, submitted):
    keys = keyboard(people.karla(), "/meldungen/")
    keys.skip()
    keys.to("link", "Prüfen und freigeben").enter()  # leads to the decision, past all before it
    keys.field("Was ist zu ändern").types("Haus Linde hat nur 80 Plätze.")
    keys.to("button", "Meldung zurückgeben").enter()
    expect(keys.page.get_by_text("zurückgegeben", exact=True)).to_be_visible()


def test_a_council_member_reads_the_curve_of_another_day_and_its_source(keyboard, the_report):
    keys = keyboard(people.rosa(), "/")
    keys.to("link", "^Unterbringung$").enter()
    keys.skip()
    keys.field("Stichtag").types_day(date(2016, 12, 31))
    keys.to("button", "Stand anzeigen").enter()
    expect(keys.page.get_by_label("Stichtag")).to_have_value("2016-12-31")
    keys.skip()
    keys.to("region", "Werte der Abbildung 1")
    keys.to("link", "GRDrs").enter()
    expect(keys.page).to_have_url(re.compile("/drucksachen/"))


def test_a_council_member_reads_a_claim_and_its_paper(keyboard, the_report):
    keys = keyboard(people.rosa(), "/")
    keys.to("link", "^Faktencheck$").enter()
    keys.skip()
    keys.to("link", "Der Stadt stehen 752").enter()
    keys.skip()
    keys.tabs_to(keys.page.locator(".source a")).enter()
    expect(keys.page).to_have_url(re.compile("/drucksachen/"))


def test_an_editor_changes_a_shelter_and_sees_the_version(keyboard, linde):
    keys = keyboard(people.emil(), "/admin/accommodation/shelter/")
    keys.skip()
    keys.to("link", "Haus Linde").enter()
    keys.skip()
    keys.field("Straße").types("Lindenweg 12")
    keys.to("button", "^Sichern$|^Speichern$").enter()
    expect(keys.page.locator(".messagelist .success")).to_be_visible()
    keys.skip()
    keys.to("link", "Haus Linde").enter()
    keys.skip()
    keys.to("link", "Änderungsverlauf").enter()
    expect(keys.page.get_by_role("main")).to_contain_text("Lindenweg 12")


def test_two_coordinators_make_the_report_as_pdf(keyboard, transactional_db):
    indicator = IndicatorFactory(
        key="occupancy_total", label="Personen in Unterkünften", unit="Personen", area="accommodation"
    )
    ReportedFigureFactory(
        indicator=indicator, value=Decimal(7362), period_start=AUGUST, period_end=AUGUST, leading=True
    )
    keys = keyboard(people.karla(), "/berichte/")
    keys.skip()
    keys.to("link", "Neuer Bericht").enter()
    keys.skip()
    keys.field("Stichtag").types_day(AUGUST)
    keys.to("button", "Speichern und gestalten").enter()
    keys.skip()
    keys.to("button", "ausblenden.*Kennzahlen").enter()  # and stays with what is hidden now
    keys.back_to("link", "Vorschau").enter()
    keys.skip()
    keys.to("button", "Einreichen").enter()

    second = keyboard(people.konrad(), "/berichte/")
    second.skip()
    second.to("link", "Bericht zur Integration").enter()
    second.skip()
    second.to("button", "Bericht freigeben").enter()
    second.skip()
    second.to("link", "PDF")
    with second.page.expect_download() as download:
        second.page.keyboard.press("Enter")
    assert download.value.path().read_bytes().startswith(b"%PDF-1.7")


def test_anybody_reports_a_barrier(page: Page, transactional_db):
    page.goto("/konto/login/")
    keys = Keys(page)
    keys.to("link", "Barriere melden").enter()
    keys.skip()
    keys.field("Was hindert Sie").types("Die Schrift ist mir zu klein.")
    keys.field("Antwort|E-Mail")
    keys.to("button", "Meldung absenden").enter()
    expect(page.get_by_role("heading", level=1)).to_contain_text(re.compile("angekommen"))
