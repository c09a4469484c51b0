"""The reader knows nothing of shelters: the monthly list of a FIM provider is a declaration."""

from datetime import date

from portal.sheets import Column, Declaration, Meaning
from tests.portal.sheets.lists import read_list, said
from tests.sheets import text

PLACEMENT_LIST = Declaration(
    about="Maßnahme",
    keys=("measure",),
    figures=("occupied", "places"),
    per_date_field="occupied",
    columns=(
        Column("measure", "Maßnahme", Meaning.TEXT, ("Einsatzstelle", "Tätigkeit")),
        Column("kind", "Art", Meaning.TEXT, ("intern/extern",)),
        Column(
            "places", "Plätze", Meaning.COUNT, ("bewilligte Plätze", "Kontingent"),
            counted="Plätze", wanted="die Zahl der bewilligten Plätze", per_date=True,
        ),
        Column(
            "occupied", "besetzt", Meaning.COUNT, ("besetzte Plätze", "Teilnehmende"),
            counted="Teilnehmende", wanted="die Zahl der besetzten Plätze",
            if_missing="zählt als nicht gemeldet", per_date=True,
        ),
        Column("as_of", "Stichtag", Meaning.DATE, ("Stand", "Monat")),
    ),
)  # fmt: skip

HEADER = "Einsatzstelle;intern/extern;Kontingent;besetzte Plätze"


def test_another_list_is_read_by_the_same_reader():
    data = text(
        "FIM-Plätze, Stand: August 2017",
        HEADER,
        "Grünpflege;extern;12;9",
        "Wäscherei;intern;4;k.A.",
        "Summe;;16;9",
    )

    reading = read_list(data, "fim.csv", as_of=None, declaration=PLACEMENT_LIST)

    found = [
        (row.text("measure"), row.text("kind"), row.figure("places"), row.figure("occupied"), row.last_day)
        for row in reading.rows
    ]
    assert found == [
        ("Grünpflege", "extern", 12, 9, date(2017, 8, 31)),
        ("Wäscherei", "intern", 4, None, date(2017, 8, 31)),
    ]  # fmt: skip


def test_its_messages_speak_its_own_words():
    reading = read_list(text(HEADER, "Grünpflege;extern;12;viele"), "fim.csv", declaration=PLACEMENT_LIST)

    assert said(reading) == [
        ("error", "Zeile 2, Spalte ‚besetzte Plätze‘: ‚viele‘ ist keine Zahl. "
         "Bitte die Zahl der besetzten Plätze eintragen.")
    ]  # fmt: skip


def test_personal_data_are_refused_here_too():
    reading = read_list(
        text(HEADER + ";Nachname", "Grünpflege;extern;12;9;Muster"), "fim.csv", declaration=PLACEMENT_LIST
    )

    assert "Bitte nur Summen je Maßnahme hochladen." in said(reading)[0][1]
    assert not reading.storable
