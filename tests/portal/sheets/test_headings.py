"""What headings mean that are in no dictionary: a clerk understands them, or would ask."""

import pytest

from accommodation.imports.occupancy_list import OCCUPANCY_LIST
from portal.sheets.headings import Headings

ASKED = "several meanings"
NOT_READ = "none"

MEANINGS = {
    "shelter": (
        "Objektname", "Name des Objekts", "Name der Einrichtung", "Unterkunftsname", "Unterkunft / Adresse",
        "Bezeichnung der\nUnterkunft", "Zeilenbeschriftungen",
    ),
    "code": ("Objekt Nr.", "Nummer der Unterkunft"),
    "street": ("Objektadresse", "Straßenname", "ANSCHRIFT"),
    "house_number": ("Haus-Nr.",),
    "operator": ("Träger der Einrichtung",),
    "occupied": (
        "Anzahl der belegten Plätze", "Belegung zum Stichtag", "Ist-Belegung (Personen)", "belegte Betten",
        "Personen lt. Liste", "Belegungszahl", "Belegungs-\nstand", "Bel. akt.", "Pers. insg.",
        "Bewohneranzahl", "Bewohner/innen *)", "Bewohner/-innen", "Bewohner:innen", "Bewohner*innen",
        "BewohnerInnen",
        "Zahl der Bewohnerinnen", "tatsächliche Belegung²⁾", "Summe von Personen", "untergebrachte Menschen",
        "Bew. am Monatsende", "Betten (belegt)",
    ),
    "capacity": (
        "Summe von Plätze", "max. Plätze", "max. Personenzahl", "Maximalbelegung", "Soll-Kapazität",
        "Bettenkapazität", "Platzanzahl", "Anzahl der Betten", "Gesamtplätze*", "genehmigte Plätze",
        "Kapaz. (Pers.)",
    ),
    "free": ("freie Betten", "freie Kapazität", "nicht belegte Plätze"),
    "usable": ("belegbare Betten",),
    "blocked": ("nicht belegbare Betten", "gesperrte Betten"),
    "rate": ("Belegung (%)", "Belegung in Prozent", "Auslastungsgrad"),
    "women": ("davon Frauen", "Anzahl Frauen"),
    "men": ("davon Männer",),
    "children": ("davon Kinder", "Kinder (u18)"),
    "breakdown": ("davon Familien",),
    ASKED: (
        "Belegung Vormonat", "Belegung alt", "Personen mit Schutzstatus", "Plätze für Familien",
        "Belegung (ohne Kinder)", "Belegung / Kapazität", "Belegung der Unterkünfte", "Preis je Platz",
        "Soll 2018", "Beleguung", "Kapzität", "Unterkunf", "Bewonher",
    ),
    "other": ("PLZ", "Telefon", "Anzahl Zimmer", "Fläche (m²)"),
    NOT_READ: ("Umsatz", "Ansprechpartnerin", "Köpfe"),
}  # fmt: skip


@pytest.fixture(scope="module")
def headings() -> Headings:
    return Headings(OCCUPANCY_LIST)


@pytest.mark.parametrize(
    ("heading", "meaning"), [(heading, meaning) for meaning, group in MEANINGS.items() for heading in group]
)
def test_a_heading_means_what_a_clerk_would_read_or_ask(headings, heading, meaning):
    reading = headings.reading(heading)

    found = reading.column.field if reading.column else ASKED if reading.candidates else NOT_READ
    assert found == meaning


def test_a_sender_decides_what_own_headings_mean():
    headings = Headings(OCCUPANCY_LIST, {"belegungalt": "occupied"})

    assert headings.column("Belegung alt") == OCCUPANCY_LIST.column("occupied")


def test_a_sender_decides_that_a_column_is_not_read():
    headings = Headings(OCCUPANCY_LIST, {"soll": ""})

    assert headings.column("Soll").field == ""
