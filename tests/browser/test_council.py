"""A question of the council from its entry to the answer, and what the council sees when a number in it is
corrected later."""

import re
from datetime import date
from decimal import Decimal

import pytest
from playwright.sync_api import expect

from portal.actions import release_figure
from portal.models import Organisation, ReportedFigure
from portal.releases import State
from tests import people
from tests.browser.steps import PHONE, axe, follow, overflows, press
from tests.factories import ReportedFigureFactory


@pytest.fixture
def figure(transactional_db) -> ReportedFigure:
    Organisation.objects.create(name="CDU", kind=Organisation.Kind.COUNCIL_GROUP)
    day = date(2017, 7, 31)
    return ReportedFigureFactory(
        indicator__key="occupancy_total", indicator__label="Menschen in Unterkünften",
        indicator__unit="Personen", indicator__area="accommodation", value=Decimal(7574), leading=True,
        period_start=day, period_end=day,
    )  # fmt: skip


def correct(figure: ReportedFigure, value: int) -> None:
    correction = ReportedFigureFactory(
        indicator=figure.indicator, value=Decimal(value), replaces=figure, reason="Doppelt gezählt.",
        period_start=figure.period_start, period_end=figure.period_end, leading=False,
        state=State.SUBMITTED, submitted_by=people.emil(),
    )  # fmt: skip
    release_figure(figure=correction, by=people.karla())


def test_a_question_is_answered_and_its_number_corrected(desk, figure):
    karla, konrad, rosa = desk(people.karla()), desk(people.konrad()), desk(people.rosa(), PHONE)

    karla.goto("/anfragen/")
    follow(karla, "Antrag oder Anfrage erfassen")
    press(karla, "Speichern")
    karla.get_by_label("Nummer").fill("433/2017")
    karla.get_by_label("CDU").check()
    karla.get_by_label("Datum").fill("2017-08-01")
    karla.get_by_label("zu beantworten bis").fill("2017-09-15")
    karla.get_by_label("Betreff").fill("Belegung")
    karla.get_by_label("Wortlaut").fill("1. Wie viele sind es?")
    press(karla, "Speichern")
    expect(karla.get_by_text("überfällig")).to_be_visible()

    follow(karla, "Antwort entwerfen")
    karla.get_by_label("Stichtag").fill("2017-08-31")
    karla.get_by_label("Unterbringung").check()
    press(karla, "Zahlen auswählen")
    karla.get_by_label(re.compile("Menschen in Unterkünften: 7.574")).check()
    press(karla, "Auswahl speichern")
    follow(karla, "Vorschau")
    expect(karla.get_by_text("7.574 Personen")).to_be_visible()
    press(karla, "Einreichen")

    konrad.goto("/anfragen/")
    follow(konrad, "eingereicht")
    press(konrad, "Antwort freigeben")
    expect(konrad.get_by_role("status")).to_contain_text("Alle Zahlen stehen fest")

    correct(figure, 7570)
    rosa.goto("/anfragen/")
    expect(rosa.get_by_text("In 1 Antwort ist seitdem eine Zahl berichtigt.")).to_be_visible()
    expect(rosa.get_by_text("7.574 Personen → 7.570 Personen. Grund: Doppelt gezählt.")).to_be_visible()
    axe(rosa)
    assert not overflows(rosa)
    follow(rosa, "Belegung")
    axe(rosa)
    assert not overflows(rosa)
    with rosa.expect_download() as download:
        follow(rosa, "PDF")
    assert download.value.suggested_filename == "antwort-433-2017-2017-08-31.pdf"
