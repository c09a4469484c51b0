"""Files about single persons are refused and may not be kept."""

import pytest

from tests.portal.sheets.lists import read_list
from tests.sheets import workbook


@pytest.mark.parametrize("other", ["Unterkunft", "Haus", "Standort"])
@pytest.mark.parametrize("first", [True, False])
def test_a_name_beside_the_shelter_is_a_persons(other, first):
    head, row = ["Name", other], ["Ali Beispiel", "Quellenstraße 7"]
    order = slice(None) if first else slice(None, None, -1)

    reading = read_list(workbook([*head[order], "Belegung"], [*row[order], 1]))

    assert not reading.storable
    assert not reading.rows
    (message,) = reading.messages.in_order()
    assert message.text.startswith("Die Datei enthält vermutlich Personendaten (Spalte ‚Name‘).")


@pytest.mark.parametrize("other", ["Obj.-Nr.", "Adresse", "Belegung"])
def test_a_name_alone_is_the_shelters(other):
    reading = read_list(workbook(["Name", other, "belegte Plätze"], ["Quellenstraße 7", "12", 80]))

    assert reading.storable


@pytest.mark.parametrize(
    "heading",
    ["Rufname", "Personalien", "Herr/Frau", "Ausländer-ID", "Aufenthaltstitel", "Gesundheitszustand", "DOB",
     "Geschlecht", "Name der Person"],
)  # fmt: skip
def test_headings_that_are_about_a_person(heading):
    assert not read_list(workbook(["Unterkunft", heading, "Belegung"], ["Q7", "x", 80])).storable
