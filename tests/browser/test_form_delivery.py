"""Tina reports on her phone, without a file: the form, „unverändert“, „nichts zu melden“."""

from datetime import date, timedelta

import pytest
from playwright.sync_api import Page, expect

from accommodation.actions import release_delivery
from accommodation.models import Occupancy
from portal.models import Delivery, ReportingDate
from portal.releases import return_, submit
from tests import people
from tests.browser.steps import PHONE, axe, enter, overflows
from tests.factories import DeliveryFactory, OccupancyFactory, ShelterFactory

JULY, AUGUST, SEPTEMBER = date(2017, 7, 31), date(2017, 8, 31), date(2017, 9, 30)


@pytest.fixture(autouse=True)
def linde(transactional_db):
    """Anker runs „Haus Linde“ and „Haus Ulme“; 80 and 40 persons lived there in July."""
    for name, occupied in (("Haus Linde", 80), ("Haus Ulme", 40)):
        shelter = ShelterFactory(name=name, operation__operator=people.anker())
        OccupancyFactory(shelter=shelter, as_of=JULY, occupied=occupied)
    for day in (AUGUST, SEPTEMBER):
        ReportingDate.objects.create(as_of=day, due_on=day + timedelta(days=15))


@pytest.fixture
def tina(new_page, live_server) -> Page:
    page = new_page(width=PHONE)
    enter(page, live_server.url, people.tina())
    return page


def everybody_can_read(page: Page) -> None:
    axe(page)
    assert not overflows(page)


def form_of(page: Page, day: str) -> None:
    """From her own page, by the button of that day."""
    page.goto("/meldungen/")
    page.get_by_role("link", name=f"Formular für den {day}").click()


def send_form(page: Page) -> None:
    page.get_by_role("button", name="Prüfen und Vorschau zeigen").click()


def hand_in(page: Page) -> None:
    page.get_by_role("button", name="Zahlen einreichen").click()
    expect(page.get_by_text("eingereicht, wartet auf Freigabe")).to_be_visible()


def test_a_mistake_is_told_at_its_shelter_and_nothing_typed_is_lost(tina: Page):
    form_of(tina, "31.08.2017")
    expect(tina.get_by_label("belegt in Haus Linde")).to_have_value("80")
    tina.get_by_label("belegt in Haus Linde").fill("83")
    tina.get_by_label("belegt in Haus Ulme").fill("vierzig")
    send_form(tina)

    field = tina.get_by_label("belegt in Haus Ulme")
    tina.get_by_role("alert").get_by_role("link", name="Haus Ulme").click()
    expect(field).to_be_focused()
    expect(field).to_have_accessible_description(
        "‚vierzig‘ ist keine Zahl. Bitte die Zahl der belegten Plätze eintragen."
    )
    expect(tina.get_by_label("belegt in Haus Linde")).to_have_value("83")

    field.fill("41")
    send_form(tina)
    hand_in(tina)
    assert sorted(Occupancy.objects.filter(as_of=AUGUST).values_list("occupied", flat=True)) == [41, 83]


def test_unchanged_next_month(tina: Page):
    form_of(tina, "31.08.2017")
    tina.get_by_label("belegt in Haus Linde").fill("83")
    send_form(tina)
    hand_in(tina)
    release_delivery(delivery=Delivery.objects.latest("pk"), by=people.karla())

    tina.goto("/meldungen/")
    tina.get_by_role("link", name="Unverändert für den 30.09.2017").click()
    expect(tina.get_by_role("heading", name="Unverändert seit 31.08.2017")).to_be_visible()
    tina.get_by_role("button", name="Vorschau zeigen").click()
    expect(tina.get_by_role("alert")).to_contain_text("Bitte bestätigen Sie")

    tina.get_by_label("Ich habe alle Häuser geprüft; die Zahlen gelten auch am 30.09.2017.").check()
    tina.get_by_role("button", name="Vorschau zeigen").click()
    hand_in(tina)
    assert sorted(Occupancy.objects.filter(as_of=SEPTEMBER).values_list("occupied", flat=True)) == [40, 83]


def test_nothing_to_report_with_its_reason(tina: Page):
    tina.goto("/meldungen/")
    tina.get_by_role("link", name="Nichts zu melden für den 31.08.2017").click()
    tina.get_by_role("button", name="„Nichts zu melden“ einreichen").click()
    expect(tina.get_by_label("Warum gibt es nichts zu melden?")).to_have_accessible_description(
        "Zum Beispiel: Alle Häuser waren an diesem Tag geschlossen. Bitte nennen Sie den Grund."
    )

    tina.get_by_label("Warum gibt es nichts zu melden?").fill("Beide Häuser wurden saniert.")
    tina.get_by_role("button", name="„Nichts zu melden“ einreichen").click()
    expect(tina.get_by_text("Beide Häuser wurden saniert.")).to_be_visible()


def test_the_form_is_readable_with_shelters_that_have_no_number(tina: Page):
    ShelterFactory(
        name="Haus mit einem sehr langen Namen im Gewerbegebiet", operation__operator=people.anker()
    )
    form_of(tina, "31.08.2017")
    expect(tina.get_by_text("noch nie gemeldet")).to_be_visible()
    everybody_can_read(tina)


def test_what_has_to_be_typed_is_named_where_unchanged_is_not_possible(tina: Page):
    ShelterFactory(name="Haus Neu", operation__operator=people.anker())
    tina.goto("/meldungen/unveraendert/?stichtag=2017-08-31")
    expect(tina.get_by_text("oder zuletzt „keine Angabe“: Haus Neu.")).to_be_visible()
    everybody_can_read(tina)


def test_the_own_page_with_everything_on_it(tina: Page):
    for _ in range(12):
        submit(DeliveryFactory(sender=people.anker(), created_by=people.tina()), by=people.tina())
    back = Delivery.objects.latest("pk")
    return_(back, by=people.karla(), comment="Haus Ulme fehlt.")
    tina.goto("/meldungen/")
    expect(tina.get_by_role("heading", name="Was Sie noch melden müssen: 2 Stichtage")).to_be_visible()
    expect(tina.get_by_role("heading", name="Zurückgegeben oder zurückgezogen: 1")).to_be_visible()
    expect(tina.get_by_role("heading", name="120 Personen am 31.07.2017")).to_be_visible()
    everybody_can_read(tina)


def test_emil_is_asked_for_whom_he_reports(page: Page, live_server):
    enter(page, live_server.url, people.emil())
    page.goto("/meldungen/formular/")
    page.get_by_label("Träger").select_option("Anker gGmbH")
    page.get_by_role("button", name="Weiter").click()
    expect(page.get_by_text("Sie melden für diesen Träger: Anker gGmbH")).to_be_visible()
