"""August 2017, lived through in the browser: Tina and Tom report, Emil types in what he is told on the
phone, Karla and Konrad release. One delivery is late, one comes back, one is corrected, two are withdrawn.

Anker runs Haus Linde and Haus Ulme, Brücke runs Haus Buche and Haus Eiche; 220 persons lived there in July.
"""

import re
from datetime import date

import pytest
from django.core.management import call_command
from playwright.sync_api import Page, expect

from portal.models import Organisation
from portal.releases import State
from tests import people
from tests.browser.delivering import (
    curve,
    fill_in,
    hand_in,
    newest_in_calendar,
    release,
    rows,
    upload,
    what_waits,
    withdraw,
)
from tests.browser.steps import PHONE, axe, overflows
from tests.factories import (
    DeliveryFactory,
    OccupancyFactory,
    ReportingDateFactory,
    ReportingRuleFactory,
    ShelterFactory,
)

JULY, AUGUST = date(2017, 7, 31), date(2017, 8, 31)
ON_AUGUST = "?stichtag=2017-08-31"

IN_JULY = ("31.07.2017", "220", "gemeldet", "4 von 4 Unterkünften gemeldet")


def reported(persons: int) -> list[tuple[str, ...]]:
    """The curve with an August for which every house has reported."""
    return [IN_JULY, ("31.08.2017", f"{persons}", "gemeldet", "4 von 4 Unterkünften gemeldet")]


def carried(persons: int) -> list[tuple[str, ...]]:
    """The curve with an August in which two houses stand with their number of July."""
    coverage = "2 von 4 Unterkünften gemeldet, 2 fortgeschrieben"
    return [IN_JULY, ("31.08.2017", f"fortgeschrieben {persons}", "fortgeschrieben", coverage)]


@pytest.fixture(autouse=True)
def houses(transactional_db) -> None:
    """All have reported for July and owe August, due on 15 September; a number is kept for 45 days."""
    reported_for_july(people.anker(), ("L1", "Haus Linde", 80), ("L2", "Haus Ulme", 40))
    reported_for_july(people.bruecke(), ("B1", "Haus Buche", 70), ("B2", "Haus Eiche", 30))
    ReportingDateFactory(as_of=JULY)
    ReportingDateFactory(as_of=AUGUST)
    ReportingRuleFactory(carried_days=45)


def reported_for_july(operator: Organisation, *houses: tuple[str, str, int]) -> None:
    delivery = DeliveryFactory(sender=operator, state=State.RELEASED, first_as_of=JULY, last_as_of=JULY)
    for code, name, occupied in houses:
        shelter = ShelterFactory(code=code, name=name, operation__operator=operator)
        OccupancyFactory(shelter=shelter, as_of=JULY, occupied=occupied, delivery=delivery)


def test_a_month(desk, mailoutbox, live_server, settings) -> None:
    settings.BASE_URL = live_server.url
    tina, tom = desk(people.tina()), desk(people.tom(), PHONE)
    emil, karla, konrad = desk(people.emil()), desk(people.karla()), desk(people.konrad())
    assert curve(karla) == [IN_JULY]

    both_are_reminded_once(mailoutbox)
    assert curve(karla) == [IN_JULY]

    tina_follows_the_mail_and_reports_late(tina, mailoutbox[0].body)
    assert curve(karla) == [IN_JULY]
    release(karla, "august.xlsx")
    assert curve(karla) == carried(225)
    brueckes_numbers_of_july_are_marked(karla)

    emil_types_in_what_tom_says_on_the_phone(emil)
    karla_gives_it_back(karla)
    tom_reads_why(tom)
    assert curve(karla) == carried(225)

    tom_sends_the_form_again(tom)
    release(karla, "Formular")
    assert curve(karla) == reported(231)
    everything_is_reported(karla)

    tina_corrects_one_number(tina)
    assert curve(karla) == reported(231)
    konrad_releases_the_correction(konrad)
    assert curve(karla) == reported(228)

    the_first_list_cannot_be_withdrawn_under_it(karla)
    assert curve(karla) == reported(228)
    karla_withdraws(karla, "august-korrigiert.xlsx", "Die erste Zählung stimmte.")
    assert curve(karla) == reported(231)
    the_correction_stays_readable(karla)

    karla_withdraws(karla, "august.xlsx", "Die Liste war vom September.")
    assert curve(karla) == carried(226)
    anker_owes_august_again(tina, karla)

    karla_closes_august(karla)
    tina_is_refused_with_the_reason(tina)
    assert curve(karla) == carried(226)


def both_are_reminded_once(mailoutbox: list) -> None:
    """After the due day, by a mail that names what is missing and nothing else."""
    for _ in range(2):
        call_command("send_reminders")
    assert {mail.to[0]: re.findall("^- (.*)$", mail.body, re.MULTILINE) for mail in mailoutbox} == {
        "tina.traeger@portal.example": ["Haus Linde (L1)", "Haus Ulme (L2)"],
        "tom.traeger@portal.example": ["Haus Buche (B1)", "Haus Eiche (B2)"],
    }
    assert [mail.subject for mail in mailoutbox] == ["Belegung zum 31.08.2017: Ihre Meldung fehlt noch"] * 2


def tina_follows_the_mail_and_reports_late(tina: Page, mail: str) -> None:
    (address,) = re.findall(r"https?://\S+", mail)
    tina.goto(address)
    expect(tina.get_by_role("heading", name="Was Sie noch melden müssen: 1 Stichtag")).to_be_visible()
    expect(tina.get_by_text("überfällig")).to_be_visible()
    expect(tina.get_by_text("Es fehlen: Haus Linde, Haus Ulme.")).to_be_visible()

    tina.get_by_role("link", name="Datei hochladen für den 31.08.2017").click()
    upload(tina, "august.xlsx", "31.08.2017", {"Haus Linde": 84, "Haus Ulme": 41})
    expect(tina.get_by_text("Vorschau, noch nicht eingereicht")).to_be_visible()
    hand_in(tina)
    tina.goto("/meldungen/")
    expect(tina.get_by_role("heading", name="Was Sie noch melden müssen: nichts")).to_be_visible()


def brueckes_numbers_of_july_are_marked(karla: Page) -> None:
    """In the list of the shelters and in its download; the calendar says who was late and who owes."""
    assert newest_in_calendar(karla) == {
        "Anker gGmbH": "verspätet gemeldet 2 von 2",
        "Brücke e. V.": "fehlt 0 von 2",
        "Vollständigkeit": "2 von 4 Unterkünften, 50,0 %",
    }
    karla.goto(f"/unterbringung/unterkuenfte/{ON_AUGUST}")
    mark = "fortgeschrieben (Stand 31.07.2017)"
    assert [(row[1], row[7], row[10]) for row in rows(karla, "Unterkünfte, Stand 31.08.2017")] == [
        ("Haus Buche", "fortgeschrieben 70", mark),
        ("Haus Eiche", "fortgeschrieben 30", mark),
        ("Haus Linde", "84", "gemeldet"),
        ("Haus Ulme", "41", "gemeldet"),
    ]
    expect(karla.get_by_text("2 fortgeschrieben, zusammen 225 Personen")).to_be_visible()
    axe(karla)
    download = karla.request.get(f"/unterbringung/unterkuenfte/unterkuenfte.csv{ON_AUGUST}").text()
    assert download.count(mark) == 2


def emil_types_in_what_tom_says_on_the_phone(emil: Page) -> None:
    emil.goto("/meldungen/")
    emil.get_by_role("link", name="Formular").click()
    emil.get_by_label("Träger").select_option("Brücke e. V.")
    emil.get_by_label("Stichtag").fill("2017-08-31")
    emil.get_by_role("button", name="Weiter").click()
    fill_in(emil, {"Haus Buche": 75, "Haus Eiche": 33})
    hand_in(emil)
    expect(emil.get_by_text("von Emil Editor im Auftrag von Brücke e. V.")).to_be_visible()


def karla_gives_it_back(karla: Page) -> None:
    one = what_waits(karla)
    expect(one).to_contain_text("gemeldet von Emil Editor für Brücke e. V.")
    expect(one).to_contain_text("108 Personen in 2 Unterkünften, +8 gegenüber 31.07.2017")
    one.get_by_role("link", name="Prüfen und freigeben").click()
    karla.get_by_label("Was ist zu ändern?").fill("Haus Eiche hat seit August nur 32 Plätze.")
    karla.get_by_role("button", name="Meldung zurückgeben").click()
    expect(karla.get_by_text("zurückgegeben", exact=True)).to_be_visible()
    assert newest_in_calendar(karla)["Brücke e. V."] == "zurückgegeben 0 von 2"


def tom_reads_why(tom: Page) -> None:
    tom.goto("/meldungen/")
    expect(tom.get_by_role("heading", name="Zurückgegeben oder zurückgezogen: 1")).to_be_visible()
    expect(tom.get_by_text("Haus Eiche hat seit August nur 32 Plätze.")).to_be_visible()
    expect(tom.get_by_text("Es fehlen: Haus Buche, Haus Eiche.")).to_be_visible()
    axe(tom)
    assert not overflows(tom)


def tom_sends_the_form_again(tom: Page) -> None:
    tom.get_by_role("link", name="mit dem Formular").click()
    fill_in(tom, {"Haus Buche": 75, "Haus Eiche": 31})
    hand_in(tom)
    tom.goto("/meldungen/")
    expect(tom.get_by_role("heading", name="Zurückgegeben oder zurückgezogen: nichts")).to_be_visible()


def everything_is_reported(karla: Page) -> None:
    expect(karla.get_by_text("Am 31.08.2017 lebten 231")).to_be_visible()
    assert newest_in_calendar(karla) == {
        "Anker gGmbH": "verspätet gemeldet 2 von 2",
        "Brücke e. V.": "verspätet gemeldet 2 von 2",
        "Vollständigkeit": "4 von 4 Unterkünften, 100,0 %",
    }


def tina_corrects_one_number(tina: Page) -> None:
    """The list comes as a whole; a number that becomes another one needs a reason."""
    tina.goto("/meldungen/")
    expect(tina.get_by_role("heading", name="125 Personen am 31.08.2017")).to_be_visible()
    tina.goto("/meldungen/neu/")
    upload(tina, "august-korrigiert.xlsx", "31.08.2017", {"Haus Linde": 81, "Haus Ulme": 41})
    expect(tina.get_by_role("row", name="Haus Linde")).to_contain_text("bisher 84 → neu 81")
    expect(tina.get_by_role("row", name="Haus Ulme")).to_contain_text("unverändert")
    tina.get_by_label("Ich habe die Warnungen geprüft").check()
    tina.get_by_role("button", name="Zahlen einreichen").click()
    tina.get_by_role("alert").get_by_role("link", name="Bitte nennen Sie den Grund").click()
    expect(tina.get_by_label("Grund der Änderung")).to_be_focused()
    tina.get_by_label("Grund der Änderung").fill("Drei Personen waren doppelt gezählt.")
    hand_in(tina)


def konrad_releases_the_correction(konrad: Page) -> None:
    expect(what_waits(konrad)).to_contain_text("Grund der ÄnderungDrei Personen waren doppelt gezählt.")
    axe(konrad)
    release(konrad, "august-korrigiert.xlsx")
    expect(konrad.get_by_role("row", name="Haus Linde")).to_contain_text("bisher 84 → neu 81")
    expect(konrad.get_by_text("Drei Personen waren doppelt gezählt.")).to_be_visible()
    axe(konrad)


def the_first_list_cannot_be_withdrawn_under_it(karla: Page) -> None:
    withdraw(karla, "august.xlsx", "Die Liste war vom September.")
    expect(karla.get_by_text("Auf dieser Meldung baut auf: ‚august-korrigiert.xlsx‘")).to_be_visible()
    expect(karla.get_by_text("freigegeben", exact=True)).to_be_visible()


def the_correction_stays_readable(karla: Page) -> None:
    karla.goto("/unterbringung/unterkuenfte/L1/")
    history = rows(karla, "Berichtigungen und Rückzüge: Haus Linde")
    withdrawn, first = sorted(history, key=lambda row: row[1])
    assert withdrawn[:3] == ["31.08.2017", "81", "−3"]
    assert re.fullmatch(r"zurückgezogen am [0-9.]{10} von Karla Koordination", withdrawn[3])
    assert withdrawn[4].startswith(
        "Drei Personen waren doppelt gezählt. – zurückgezogen: Die erste Zählung stimmte."
    )
    assert first[:4] == ["31.08.2017", "84", "–", "gilt"]
    karla.get_by_role("row", name="81").get_by_role("link").click()
    expect(karla.get_by_text("Die erste Zählung stimmte. (War freigegeben am")).to_be_visible()
    expect(karla.get_by_text("Drei Personen waren doppelt gezählt.")).to_be_visible()
    expect(karla.get_by_role("row", name="Haus Linde")).to_contain_text("bisher 84 → neu 81")


def anker_owes_august_again(tina: Page, karla: Page) -> None:
    assert newest_in_calendar(karla)["Anker gGmbH"] == "fehlt 0 von 2"
    tina.goto("/meldungen/")
    expect(tina.get_by_text("Es fehlen: Haus Linde, Haus Ulme.")).to_be_visible()
    expect(tina.get_by_role("heading", name="120 Personen am 31.07.2017")).to_be_visible()


def karla_closes_august(karla: Page) -> None:
    karla.goto("/meldungen/kalender/")
    karla.get_by_role("link", name="31.08.2017").click()
    expect(karla.get_by_text("Ohne Zahl: Haus Linde, Haus Ulme")).to_be_visible()
    karla.get_by_label("Grund des Abschlusses").fill("Bericht an den Rat")
    karla.get_by_role("button", name="Stichtag abschließen").click()
    expect(karla.get_by_role("heading", level=1)).to_have_text("Stichtag 31.08.2017: abgeschlossen")


def tina_is_refused_with_the_reason(tina: Page) -> None:
    tina.goto("/meldungen/neu/")
    upload(tina, "august.xlsx", "31.08.2017", {"Haus Linde": 84, "Haus Ulme": 41})
    expect(tina.get_by_role("alert")).to_contain_text("abgeschlossen (Grund: Bericht an den Rat)")
    axe(tina)


def karla_withdraws(karla: Page, name: str, reason: str) -> None:
    withdraw(karla, name, reason)
    expect(karla.get_by_text("zurückgezogen", exact=True)).to_be_visible()
    expect(karla.get_by_text(reason)).to_be_visible()
