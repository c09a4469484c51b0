"""A number of persons holds on a day; a year alone is no Stichtag that goes without saying."""

import pytest

from tests.portal.sheets.lists import read_list, said
from tests.sheets import workbook


@pytest.mark.parametrize(
    ("cell", "words", "day"),
    [
        ("2016", "2016", "31.12.2016"),
        ("Q3/2016", "3. Quartal 2016", "30.09.2016"),
        ("Mitte 2016", "Mai 2016 bis August 2016", "31.08.2016"),
    ],
)
def test_it_is_asked_about(cell, words, day):
    reading = read_list(workbook(["Unterkunft", "Belegung", "Stichtag"], ["Q7", 80, cell]), as_of=None)

    assert any(
        level == "warning" and f"Stichtag {words} nennt weder Tag noch Monat. Als {day} übernehmen?" in text
        for level, text in said(reading)
    ), said(reading)


def test_a_month_goes_without_saying():
    reading = read_list(workbook(["Unterkunft", "Belegung", "Stichtag"], ["Q7", 80, "Juli 2016"]), as_of=None)

    assert said(reading) == []
