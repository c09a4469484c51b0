"""Headings that only the sender can explain: asked about once, never guessed."""

from tests.portal.sheets.lists import asked, counts, read_list, said
from tests.sheets import text, workbook

TWO_CAPACITIES = workbook(["Unterkunft", "Plätze", "Soll", "Ist"], ["Haus 1", 120, 130, 100])
UNCLEAR = workbook(["Unterkunft", "Plätze", "Belegung alt"], ["Haus 1", 120, 100])
NO_KEY = workbook(["Haustier", "Ist"], ["Haus 1", 118])


def test_two_columns_with_one_meaning_are_asked_about():
    assert asked(read_list(TWO_CAPACITIES)) == {"Plätze": "capacity", "Soll": ""}


def test_the_answer_is_used_without_asking_again():
    reading = read_list(TWO_CAPACITIES, profile={"plaetze": "", "soll": "capacity"})

    assert counts(reading, "capacity") == [130]
    assert said(reading) == []


def test_an_answer_can_be_changed():
    reading = read_list(TWO_CAPACITIES, profile={"plaetze": "", "soll": "capacity"})

    assert asked(reading) == {"Plätze": "", "Soll": "capacity"}


def test_an_unclear_heading_is_not_read_but_asked_about():
    reading = read_list(UNCLEAR)

    assert counts(reading) == [None]
    assert asked(reading) == {"Belegung alt": ""}
    assert said(reading) == [
        ("warning", "Die Spalte ‚Belegung alt‘ (C) könnte ‚Belegung‘ bedeuten. Sie wurde nicht gelesen. "
         "Bitte zuordnen oder so bestätigen.")
    ]  # fmt: skip


def test_without_occupancy_any_unknown_column_of_numbers_is_asked_about():
    reading = read_list(workbook(["Unterkunft", "Plätze", "Köpfe", "PLZ"], ["Haus 1", 120, 118, 70376]))

    assert asked(reading) == {"Köpfe": ""}


def test_beside_occupancy_an_unknown_column_needs_no_question():
    reading = read_list(workbook(["Unterkunft", "Belegung", "Köpfe"], ["Haus 1", 118, 3]))

    assert asked(reading) == {}


def test_a_header_of_nothing_but_slips_is_asked_about():
    reading = read_list(workbook(["Unterkunt", "Kapzität", "Beleguung"], ["Haus 1", 120, 118]))

    assert asked(reading) == {"Unterkunt": "", "Kapzität": "", "Beleguung": ""}


def test_names_without_a_heading_over_them():
    data = workbook(["Stand: 31.08.2017"], [None, "Plätze", "Ist"], ["Haus 1", 120, 118])

    assert said(read_list(data)) == [
        ("error", "In Zeile 2 fehlt die Überschrift ‚Unterkunft‘. Bitte über die Namen schreiben.")
    ]


def test_an_unclear_heading_beside_a_clear_one_needs_no_question():
    reading = read_list(workbook(["Unterkunft", "Belegung", "Belegung alt"], ["Haus 1", 118, 100]))

    assert asked(reading) == {}


def test_an_unclear_heading_over_texts_needs_no_question():
    reading = read_list(workbook(["Unterkunft", "Plätze", "Belegung durch"], ["Haus 1", 118, "Familien"]))

    assert asked(reading) == {}


def test_a_header_without_a_known_key_is_asked_about():
    reading = read_list(NO_KEY)

    assert asked(reading) == {"Haustier": ""}
    assert said(reading) == [
        ("error", "Unbekannte Überschriften: ‚Haustier‘ (A). Nötig ist eine Zeile mit den Überschriften "
         "‚Unterkunft‘ und ‚Belegung‘. Bitte zuordnen oder umbenennen.")
    ]  # fmt: skip


def test_where_nobody_can_be_asked_a_heading_has_to_be_renamed():
    (unknown,), (unclear,) = (said(read_list(data, profile=None)) for data in (NO_KEY, UNCLEAR))

    assert unknown[1].endswith("‚Unterkunft‘ und ‚Belegung‘. Bitte umbenennen.")
    assert unclear[1].endswith("Sie wurde nicht gelesen. Bitte umbenennen oder so bestätigen.")


def test_with_the_answer_the_header_is_found():
    reading = read_list(NO_KEY, profile={"haustier": "shelter"})

    assert [(row.text("shelter"), row.figure("occupied")) for row in reading.rows] == [("Haus 1", 118)]


def test_a_wrong_answer_that_leaves_no_key_is_asked_about_again():
    assert asked(read_list(NO_KEY, profile={"haustier": ""})) == {"Haustier": ""}


def test_the_date_in_a_heading_is_no_part_of_the_answer():
    july, august = (text(f"Unterkunft;Gäste am {day}.2017", "Haus 1;118") for day in ("31.07", "31.08"))
    (question,) = read_list(july, "liste.csv", as_of=None).questions

    reading = read_list(august, "liste.csv", as_of=None, profile={question.key: "occupied"})

    assert [(row.figure("occupied"), f"{row.last_day:%d.%m.%Y}") for row in reading.rows] == [
        (118, "31.08.2017")
    ]


def test_a_profile_of_a_field_that_no_longer_exists_is_ignored():
    assert counts(read_list(UNCLEAR, profile={"plaetze": "gone"}), "capacity") == [120]
