"""Occupancy lists against what is known (catalogue T01, T34, T37, T54 to T63, T65, T66, T80 to T82)."""

from datetime import UTC, date, datetime

import pytest
from openpyxl import Workbook

from accommodation.models import Occupancy
from portal.models import Delivery
from portal.releases import State
from tests import people
from tests.accommodation.lists import (
    AUGUST,
    brueckenhaus,
    check,
    district,
    lindenhof,
    occupancy_list,
    quellenstrasse,
    said,
)
from tests.factories import (
    CapacityFactory,
    DeliveryFactory,
    OccupancyFactory,
    OperationFactory,
    ShelterFactory,
)
from tests.sheets import HEADINGS, saved, text, workbook

pytestmark = pytest.mark.django_db

JULY = date(2017, 7, 31)


def reported(shelter, occupied: int | None, as_of: date = AUGUST, **about) -> Occupancy:
    """What Anker reported before and what counts today."""
    quality = "missing" if occupied is None else "reported"
    return OccupancyFactory(shelter=shelter, occupied=occupied, as_of=as_of, quality=quality, **about)


def test_t01_one_row_for_each_shelter():
    house, linden = quellenstrasse(), lindenhof()
    data = workbook(
        HEADINGS,
        ["Quellenstraße 7", "Bad Cannstatt", "Anker gGmbH", 120, 118, AUGUST],
        ["Lindenhof", "Möhringen", "Anker gGmbH", 80, 0, AUGUST],
    )

    found = check(data, as_of=None)

    assert [(row.shelter, row.as_of, row.precision, row.occupied, row.capacity, row.quality, row.status)
            for row in found.rows] == [
        (house, AUGUST, "day", 118, 120, "reported", "new"),
        (linden, AUGUST, "day", 0, 80, "reported", "new"),
    ]  # fmt: skip
    assert (found.outcome, said(found)) == ("accepted", [])


def test_rows_name_their_sheet_and_row():
    quellenstrasse()

    (row,) = check(workbook([], ["Unterkunft", "Belegung"], ["Q7", 118])).rows

    assert (row.sheet, row.row) == ("Belegung", 3)


def test_a_text_file_has_no_sheet():
    quellenstrasse()

    (row,) = check(text("Unterkunft;Belegung", "Q7;118"), "liste.csv").rows

    assert (row.sheet, row.row) == ("", 2)


@pytest.mark.parametrize(
    "name",
    [
        "Q7",
        "q7",
        "Quellenstraße 7",
        "QUELLENSTRASSE 7",
        "  Quellenstraße  7 ",
        "Quellenstraße. 7",
    ],
)
def test_case_blanks_and_full_stops_do_not_matter(name):
    house = quellenstrasse()

    found = check(occupancy_list((name, 118)))

    assert [row.shelter for row in found.rows] == [house]
    assert said(found) == []


@pytest.mark.parametrize("name", ["Lindenhof", "Am Lindenplatz 1", "Systembau Linde", "L1"])
def test_a_shelter_is_found_by_name_street_alias_and_code(name):
    linden = lindenhof()

    assert [row.shelter for row in check(occupancy_list((name, 75))).rows] == [linden]


def test_a_shelter_is_found_by_street_and_house_number_in_two_columns():
    linden = lindenhof()

    found = check(occupancy_list(("Am Lindenplatz", 1, 75), headings=("Straße", "Nr.", "Belegung")))

    assert [row.shelter for row in found.rows] == [linden]
    assert said(found) == []


def test_a_month_is_its_last_day():
    quellenstrasse()

    (row,) = check(
        occupancy_list(("Q7", 118, "Juli 2017"), headings=("Haus", "Belegung", "Monat")), as_of=None
    ).rows

    assert (row.as_of, row.precision) == (JULY, "month")


def test_t34_no_data_is_null_and_counts_as_not_reported():
    quellenstrasse()

    found = check(occupancy_list(("Q7", "k.A.")))

    assert [(row.occupied, row.quality) for row in found.rows] == [(None, "missing")]
    assert said(found) == [("notice", "Zeile 2, Spalte ‚Belegung‘: ‚k.A.‘ zählt als nicht gemeldet.")]
    assert found.outcome == "accepted"


def test_a_shelter_without_any_number_counts_as_not_reported():
    quellenstrasse()
    lindenhof()

    found = check(occupancy_list(("Lindenhof", None), ("Q7", 118)))

    assert [(row.shelter.code, row.occupied) for row in found.rows] == [("L1", None), ("Q7", 118)]
    assert ("notice", "Zeile 2, Spalte ‚Unterkunft‘: ‚Lindenhof‘ zählt als nicht gemeldet.") in said(found)


def test_t32_an_estimate_keeps_its_word():
    quellenstrasse()

    (row,) = check(occupancy_list(("Q7", "ca. 110"))).rows

    assert (row.occupied, row.quality, row.qualifier) == (110, "estimated", "ca.")


def test_t25_footnote_and_remark_are_stored_together():
    quellenstrasse()
    headings = ("Unterkunft", "Belegung", "Bemerkung")

    (row,) = check(occupancy_list(("Q7", "110*", "Umbau"), ("* mit Notbetten",), headings=headings)).rows

    assert row.remark == "mit Notbetten; Umbau"


def test_t37_reported_as_closed_needs_a_tick():
    quellenstrasse()

    found = check(occupancy_list(("Q7", "geschl.")))

    assert said(found) == [
        ("warning", "Zeile 2, Spalte ‚Belegung‘: Unterkunft ‚Quellenstraße 7‘ als geschlossen gemeldet. "
         "Schließdatum?")
    ]  # fmt: skip
    assert found.outcome == "confirm"


OVER = ("warning", "Zeile 2, Spalte ‚Belegung‘: Überbelegung: 125 von 120 Plätzen (104,2 %).")


def test_t54_more_people_than_places_in_the_file():
    lindenhof()

    found = check(occupancy_list(("Lindenhof", 125, 120), headings=("Unterkunft", "Belegung", "Plätze")))

    assert said(found) == [OVER]
    assert found.outcome == "confirm"


def test_t54_more_people_than_known_places():
    quellenstrasse()

    assert said(check(occupancy_list(("Q7", 125)))) == [OVER]


def test_t54_the_places_that_held_on_the_day_count():
    house = quellenstrasse()
    CapacityFactory(shelter=house, valid_from=date(2017, 9, 1), places=60)

    assert said(check(occupancy_list(("Q7", 118)))) == []


def test_t55_nobody_has_six_thousand_in_one_shelter():
    quellenstrasse(capacity=None)

    found = check(occupancy_list(("Q7", "6.000")))

    assert said(found) == [
        ("error", "Zeile 2, Spalte ‚Belegung‘: 6.000 ist für eine Unterkunft nicht plausibel "
         "(höchstens 5.000). Summenzeile?")
    ]  # fmt: skip


def test_t56_a_jump_is_asked_about():
    reported(quellenstrasse(), 120, JULY)

    found = check(occupancy_list(("Q7", 12)))

    assert said(found) == [
        ("warning", "Zeile 2, Spalte ‚Belegung‘: −90 % gegenüber 31.07.2017 (120). Bitte bestätigen.")
    ]


def test_a_house_that_is_too_full_hides_no_jump():
    reported(quellenstrasse(), 40, JULY)

    found = check(occupancy_list(("Q7", 126)))

    assert said(found) == [
        ("warning", "Zeile 2, Spalte ‚Belegung‘: Überbelegung: 126 von 120 Plätzen (105,0 %)."),
        ("warning", "Zeile 2, Spalte ‚Belegung‘: +215 % gegenüber 31.07.2017 (40). Bitte bestätigen."),
    ]


def test_a_small_change_is_not_asked_about():
    reported(quellenstrasse(), 8, JULY)

    assert said(check(occupancy_list(("Q7", 16)))) == []


YES_OR_NO = "Wenn ja, bestätigen Sie es beim Einreichen; wenn nein, berichtigen Sie den Namen in der Liste."


@pytest.mark.parametrize("name", ["Quellenstrasse 7", "Quellenstr. 7", "Quellenstraße 7a", "Quelenstraße 7"])
def test_t57_another_spelling_is_a_suggestion(name):
    house = quellenstrasse()

    found = check(occupancy_list((name, 118)))

    assert [row.shelter for row in found.rows] == [house]
    assert said(found) == [
        ("warning", f"Zeile 2, Spalte ‚Unterkunft‘: Unterkunft ‚{name}‘ ist so nicht bekannt. "
         f"Gemeint ‚Quellenstraße 7 (Bad Cannstatt)‘? {YES_OR_NO}")
    ]  # fmt: skip
    assert found.outcome == "confirm"


@pytest.mark.parametrize("name", ["Quellenstraße 7 (Bad Cannstatt)", "Quellenstraße 7\n(Bad Cannstatt)"])
def test_a_shelter_may_be_named_as_the_portal_names_it(name):
    house = quellenstrasse()

    found = check(occupancy_list((name, 118)))

    assert [row.shelter for row in found.rows] == [house]
    assert said(found) == []


@pytest.mark.parametrize(
    "name", ["Lindenhof, Am Lindenplatz 1, 70567 Stuttgart", "Systembau Linde\n70567 Stuttgart"]
)
def test_a_name_with_its_address_is_a_suggestion(name):
    house = lindenhof()

    found = check(occupancy_list((name, 70)))

    assert [row.shelter for row in found.rows] == [house]
    assert said(found) == [
        ("warning", f"Zeile 2, Spalte ‚Unterkunft‘: Unterkunft ‚{' '.join(name.split())}‘ "
         f"ist so nicht bekannt. Gemeint ‚Lindenhof (Möhringen)‘? {YES_OR_NO}")
    ]  # fmt: skip


def test_a_name_that_means_two_shelters_means_none():
    quellenstrasse()
    lindenhof()

    assert said(check(occupancy_list(("Quellenstraße 7, Lindenhof", 118))))[0][0] == "error"


def test_an_unknown_address_is_named_with_its_number():
    quellenstrasse()

    found = check(occupancy_list(("Quellenstraße", 9, 118), headings=("Straße", "Nr.", "Belegung")))

    assert said(found) == [
        ("error", "Zeile 2, Spalte ‚Straße‘: Unterkunft ‚Quellenstraße 9‘ ist nicht bekannt. "
         "Neue Unterkünfte legt die Koordination an.")
    ]  # fmt: skip


def test_another_house_number_is_another_house():
    quellenstrasse()

    assert said(check(occupancy_list(("Quellenstraße 17", 118))))[0][0] == "error"


UNKNOWN = (
    "error",
    "Zeile 2, Spalte ‚Unterkunft‘: Unterkunft ‚Musterweg 1‘ ist nicht bekannt. "
    "Neue Unterkünfte legt die Koordination an.",
)


def test_t58_an_unknown_shelter():
    quellenstrasse()

    found = check(occupancy_list(("Musterweg 1", 118)))

    assert said(found) == [UNKNOWN]
    assert found.rows == ()


FOREIGN = "Zeile 2, Spalte ‚Unterkunft‘: Unterkunft ‚{}‘ gehört nicht zu Ihrem Träger."


@pytest.mark.parametrize("name", ["Brückenhaus", "BRÜCKENHAUS", "B9", "Uferweg 9", "Brueckenhaus"])
def test_t59_a_shelter_of_somebody_else(name):
    brueckenhaus()

    found = check(occupancy_list((name, 118)))

    assert said(found) == [("error", FOREIGN.format(name))]


def test_t59_says_nothing_about_the_other_operator():
    brueckenhaus()

    found = check(occupancy_list(("B9", 118)))

    everything = f"{found.messages} {found.recognised} {found.rows}"
    assert not any(word in everything for word in ("Brücke", "Vaihingen", "Uferweg"))


def test_a_shelter_of_somebody_else_is_never_suggested():
    brueckenhaus()

    found = check(occupancy_list(("Brückenhuas", 118)))

    assert [message.code for message in found.messages] == ["shelter_unknown"]
    assert "Brückenhaus" not in str(found.messages)


def test_t59_a_shelter_that_was_handed_over_before_the_date():
    house = quellenstrasse(operation=None)
    OperationFactory(shelter=house, operator=people.anker(), end=date(2017, 6, 30))
    OperationFactory(shelter=house, operator=people.bruecke(), start=date(2017, 7, 1))

    assert said(check(occupancy_list(("Q7", 118)))) == [("error", FOREIGN.format("Q7"))]


def test_a_shelter_that_was_handed_over_is_still_reported_for_the_time_before():
    house = quellenstrasse(operation=None)
    OperationFactory(shelter=house, operator=people.anker(), end=date(2017, 6, 30))

    assert len(check(occupancy_list(("Q7", 118)), as_of=date(2017, 6, 30)).rows) == 1


def test_t60_the_same_shelter_twice_with_different_numbers():
    quellenstrasse()
    lindenhof()

    found = check(occupancy_list(("Q7", 118), ("Lindenhof", 70), ("Quellenstraße 7", 110)))

    assert said(found) == [
        ("error", "Unterkunft ‚Quellenstraße 7‘ kommt zweimal vor (Zeilen 2 und 4) mit verschiedenen Zahlen.")
    ]


def test_the_same_shelter_on_two_sheets_is_named_with_both():
    quellenstrasse()
    book = Workbook()
    for name, number in (("August", 118), ("Kopie", 110)):
        sheet = book.create_sheet(name)
        sheet.append(["Unterkunft", "Belegung"])
        sheet.append(["Q7", number])

    assert said(check(saved(book)))[-1] == (
        "error", "Unterkunft ‚Quellenstraße 7‘ kommt zweimal vor (Blatt ‚August‘ Zeile 2 und "
        "Blatt ‚Kopie‘ Zeile 2) mit verschiedenen Zahlen.",
    )  # fmt: skip


def test_the_same_shelter_twice_with_the_same_numbers_is_asked_about():
    quellenstrasse()

    found = check(occupancy_list(("Q7", 118), ("Q7", 118)))

    assert len(found.rows) == 1
    assert found.outcome == "confirm"


def test_t61_parts_of_a_shelter_are_added_up():
    quellenstrasse()

    found = check(occupancy_list(("Quellenstraße 7 Haus A", 60), ("Quellenstraße 7, Haus B", 58)))

    assert [(row.shelter.code, row.occupied) for row in found.rows] == [("Q7", 118)]
    assert ("warning", "Zeile 3, Spalte ‚Unterkunft‘: Unterkunft ‚Quellenstraße 7‘: "
            "Zwei Teile zusammenzählen: 60 + 58 = 118?") in said(found)  # fmt: skip


def test_t61_the_whole_is_compared_with_the_places():
    quellenstrasse()

    found = check(occupancy_list(("Quellenstraße 7 Haus A", 60), ("Quellenstraße 7 Haus B", 65)))

    assert "over_capacity" in [message.code for message in found.messages]


def test_t62_a_closed_shelter_has_no_occupancy():
    quellenstrasse(closed_on=date(2017, 3, 31))

    assert said(check(occupancy_list(("Q7", 118)))) == [
        (
            "error",
            "Zeile 2, Spalte ‚Unterkunft‘: Unterkunft ‚Quellenstraße 7‘ ist seit 31.03.2017 geschlossen.",
        )
    ]


def test_a_closed_shelter_that_is_still_listed_without_people_is_skipped():
    quellenstrasse(closed_on=date(2017, 3, 31))

    found = check(occupancy_list(("Q7", 0)))

    assert (found.rows, found.counts["skipped"], found.outcome) == ((), 1, "accepted")


def test_before_its_opening_a_shelter_has_no_occupancy():
    quellenstrasse(opened_on=date(2017, 9, 1))

    assert said(check(occupancy_list(("Q7", 118)))) == [
        ("error", "Zeile 2, Spalte ‚Unterkunft‘: Unterkunft ‚Quellenstraße 7‘ ist erst am 01.09.2017 "
         "eröffnet worden.")
    ]  # fmt: skip


def test_t63_a_list_of_places_only():
    quellenstrasse()

    found = check(occupancy_list(("Q7", 120), headings=("Unterkunft", "Plätze")))

    assert [(row.occupied, row.capacity, row.quality) for row in found.rows] == [(None, 120, "missing")]
    assert said(found) == [("warning", "Keine Spalte mit der Belegung gefunden. Nur die Plätze übernehmen?")]


PARTS = ("Unterkunft", "Frauen", "Männer", "belegt")


def test_t65_women_and_men_are_fewer_than_all():
    quellenstrasse()

    assert said(check(occupancy_list(("Q7", 40, 70, 120), headings=PARTS))) == [
        ("warning", "Zeile 2, Spalte ‚Frauen‘: 40 + 70 = 110, belegt 120. Rest 10 ohne Angabe?")
    ]


@pytest.mark.parametrize(("women", "men"), [(40, 70), (45, 75)], ids=["apart", "among women and men"])
def test_t65_children_who_make_up_the_rest_are_not_asked_about(women, men):
    quellenstrasse()

    found = check(occupancy_list(("Q7", women, men, 10, 120), headings=(*PARTS[:3], "Kinder", PARTS[3])))

    assert said(found) == []


def test_t66_women_and_men_are_more_than_all():
    quellenstrasse()

    assert said(check(occupancy_list(("Q7", 80, 70, 120), headings=PARTS))) == [
        ("error", "Zeile 2, Spalte ‚Frauen‘: Frauen und Männer zusammen (150) sind mehr als belegt (120).")
    ]


def test_a_district_that_contradicts_is_asked_about():
    quellenstrasse()
    district("Vaihingen")

    found = check(occupancy_list(("Q7", "Vaihingen", 118), headings=("Unterkunft", "Bezirk", "Belegung")))

    assert said(found) == [
        ("warning", "Zeile 2, Spalte ‚Bezirk‘: ‚Vaihingen‘ ist nicht der bekannte Stadtbezirk von "
         "‚Quellenstraße 7‘ (Bad Cannstatt). Ist die Unterkunft richtig?")
    ]  # fmt: skip


def test_t24_a_district_over_its_houses_tells_two_of_the_same_name_apart():
    quellenstrasse()
    for number, place in enumerate(("Bad Cannstatt", "Möhringen")):
        ShelterFactory(
            code=f"W{number}", name="Wohnheim", district=district(place), operation__operator=people.anker()
        )

    found = check(occupancy_list(("Möhringen",), ("Wohnheim", 5), ("Bad Cannstatt",), ("Wohnheim", 6)))

    assert [(row.shelter.code, row.occupied) for row in found.rows] == [("W1", 5), ("W0", 6)]
    assert (said(found), found.counts["skipped"]) == ([], 2)


def test_two_shelters_of_one_name_are_not_guessed():
    for code in ("W1", "W2"):
        ShelterFactory(
            code=code, name="Wohnheim", district=district(code), operation__operator=people.anker()
        )

    assert said(check(occupancy_list(("Wohnheim", 5)))) == [
        ("error", "Zeile 2, Spalte ‚Unterkunft‘: Unterkunft ‚Wohnheim‘ ist nicht eindeutig. "
         "Gemeint ‚Wohnheim (W1)‘ oder ‚Wohnheim (W2)‘? Bitte schreiben Sie einen dieser Namen in die Liste.")
    ]  # fmt: skip


def test_another_operator_in_the_operator_column_is_asked_about_once():
    quellenstrasse()
    lindenhof()
    rows = (("Q7", "Brücke e. V.", 118), ("Lindenhof", "Brücke e. V.", 70))

    found = check(occupancy_list(*rows, headings=("Unterkunft", "Träger", "Belegung")))

    assert said(found) == [
        ("warning", "Zeile 2, Spalte ‚Träger‘: ‚Brücke e. V.‘ ist nicht der Träger, für den Sie melden "
         "(Anker gGmbH). Trotzdem übernehmen?")
    ]  # fmt: skip


def test_t80_a_file_about_persons_is_not_storable():
    quellenstrasse()

    found = check(occupancy_list(("Q7", 1, "Anna"), headings=("Unterkunft", "Belegung", "Vorname")))

    assert (found.outcome, found.storable, found.rows) == ("rejected", False, ())


def test_a_good_file_is_storable():
    quellenstrasse()

    assert check(occupancy_list(("Q7", 118))).storable


def delivered(data: bytes, state: State, **about) -> Delivery:
    return DeliveryFactory(sender=people.anker(), sha256=check(data).sha256, state=state, **about)


@pytest.mark.parametrize("state", [State.SUBMITTED, State.RELEASED])
def test_t81_the_identical_file_again(state):
    quellenstrasse()
    data = occupancy_list(("Q7", 118))
    delivered(data, state, as_of_given=AUGUST, submitted_at=datetime(2017, 9, 4, 8, 12, tzinfo=UTC))

    waits = " und wartet auf die Freigabe" if state == State.SUBMITTED else ""
    assert said(check(data)) == [
        ("error", f"Diese Datei wurde am 04.09.2017 um 10:12 Uhr bereits übernommen{waits}.")
    ]


def test_t81_a_returned_file_may_come_again():
    quellenstrasse()
    data = occupancy_list(("Q7", 118))
    delivered(data, State.RETURNED, as_of_given=AUGUST)

    assert check(data).outcome == "accepted"


def test_t81_an_undated_file_may_come_again_for_another_date():
    quellenstrasse()
    data = occupancy_list(("Q7", 118))
    delivered(data, State.RELEASED, as_of_given=JULY)

    assert check(data).outcome == "accepted"


def test_t82_a_correction_shows_old_and_new_and_needs_a_tick():
    house, linden = quellenstrasse(), lindenhof()
    before = reported(house, 110, capacity=120)
    reported(linden, 70, capacity=80)

    found = check(occupancy_list(("Q7", 118), ("Lindenhof", 70)))

    assert found.rows[0].previous == before
    assert [row.status for row in found.rows] == ["changed", "unchanged"]
    assert found.counts == {"new": 0, "changed": 1, "unchanged": 1, "skipped": 0}
    assert said(found) == [
        ("warning", "Zu diesem Stichtag gibt es schon Zahlen: 1 geändert, 0 neu, 1 unverändert. "
         "Geänderte ersetzen?")
    ]  # fmt: skip


def test_a_missing_number_never_replaces_a_known_one():
    reported(quellenstrasse(), 110)

    found = check(occupancy_list(("Q7", "k.A.")))

    assert [row.status for row in found.rows] == ["unchanged"]


def test_what_another_operator_reported_for_the_day_is_not_shown():
    house = quellenstrasse()
    reported(house, 43, delivery__sender=people.bruecke())

    found = check(occupancy_list(("Q7", 118)))

    assert [row.previous for row in found.rows] == [None]
    assert found.outcome == "confirm"
    assert "43" not in str(said(found))


def test_five_mistakes_give_five_messages_and_write_nothing():
    quellenstrasse()
    lindenhof(closed_on=date(2017, 3, 31))
    brueckenhaus()
    rows = (("Q7", "7,362"), ("Lindenhof", 70), ("Brückenhaus", 5), ("Musterweg 1", 5), ("Nirgends", "voll"))

    found = check(occupancy_list(*rows))

    assert [message.code for message in found.messages] == [
        "ambiguous", "shelter_not_open", "shelter_foreign", "shelter_unknown", "shelter_unknown",
        "not_a_number",
    ]  # fmt: skip
    assert (found.outcome, Delivery.objects.count(), Occupancy.objects.count()) == ("rejected", 0, 0)


def test_the_digest_is_the_same_while_nothing_changes():
    quellenstrasse()
    data = occupancy_list(("Q7", 118))

    assert check(data).digest == check(data).digest


def test_the_digest_changes_with_what_counts_today():
    house = quellenstrasse()
    data = occupancy_list(("Q7", 118))
    before = check(data).digest

    reported(house, 118)

    assert check(data).digest != before


def test_many_rows_take_as_many_queries_as_one(django_assert_max_num_queries):
    quellenstrasse()
    lines = [f"Q7;{number % 100};{1 + number % 28:02}.{1 + number // 28:02}.2016" for number in range(300)]
    people.anker()

    with django_assert_max_num_queries(12):
        found = check(text("Unterkunft;Belegung;Stichtag", *lines), "liste.csv", as_of=None)

    assert len(found.rows) == 300


def test_a_shelter_in_very_many_rows_is_told_in_one_short_sentence():
    quellenstrasse()
    found = check(occupancy_list(*[("Q7", 5)] * 1_200))

    (message,) = [message for message in found.messages if message.code == "shelter_twice_same"]
    assert "1.200-mal" in message.text
    assert "und 1.190 weitere" in message.text
