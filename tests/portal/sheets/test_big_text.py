"""Text files that are read in parts say the same as those that are read at once."""

import io

import pytest

from accommodation.imports.occupancy_list import OCCUPANCY_LIST
from portal.sheets import BigText, Reading, big_text
from tests.portal.sheets.lists import AUGUST, TODAY, read_list, said
from tests.sheets import text

HEADER = "Unterkunft;Kapazität;Belegung"
HOUSES = [f"Haus {number};100;{80 + number}" for number in range(1, 8)]


@pytest.fixture(autouse=True)
def short_parts(monkeypatch):
    monkeypatch.setattr(big_text, "PART_ROWS", 3)


def in_parts(data: bytes, *, as_of=AUGUST, **options) -> list[Reading]:
    return list(BigText(io.BytesIO(data), "liste.csv", OCCUPANCY_LIST, as_of, TODAY, **options).parts())


def rows(*readings: Reading) -> list[tuple]:
    return [
        (row.number, row.last_day, row.text("shelter"), row.figure("occupied"))
        for reading in readings
        for row in reading.rows
    ]


def messages(readings: list[Reading]) -> list[tuple[str, str]]:
    return [message for reading in readings for message in said(reading)]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252", "cp850"])
@pytest.mark.parametrize(
    "lines",
    [
        pytest.param([HEADER, *HOUSES], id="plain"),
        pytest.param(["sep=;", HEADER, *HOUSES], id="named separator"),
        pytest.param(["Möhringen, Stand: 31.08.2017", HEADER, *HOUSES], id="title"),
        pytest.param([line.replace(";", ",") for line in (HEADER, *HOUSES)], id="commas"),
    ],
)  # fmt: skip
def test_the_parts_together_are_the_whole(lines, encoding):
    data = text(*lines, encoding=encoding)

    assert rows(*in_parts(data)) == rows(read_list(data, "liste.csv"))


def test_the_date_of_the_title_holds_for_every_part():
    readings = in_parts(text("Stand: 31.07.2017;;", HEADER, *HOUSES), as_of=None)

    assert {f"{day:%d.%m.%Y}" for _, day, *_ in rows(*readings)} == {"31.07.2017"}


def test_a_sum_at_the_end_is_the_sum_of_all_parts():
    total = sum(80 + number for number in range(1, 8))

    assert messages(in_parts(text(HEADER, *HOUSES, f"Gesamt;700;{total}"))) == []


def test_a_sum_that_differs_is_told():
    assert messages(in_parts(text(HEADER, *HOUSES, "Gesamt;700;580"))) == [
        ("warning", "Summe in Zeile 9 (580) stimmt nicht mit der Addition (588) überein. Differenz 8.")
    ]


def test_a_wrong_cell_in_a_late_part_is_named_by_its_line():
    assert messages(in_parts(text(HEADER, *HOUSES, "Haus 8;100;voll")))[0][1].startswith(
        "Zeile 9, Spalte ‚Bele"
    )


def test_a_column_about_persons_ends_the_reading():
    (reading,) = in_parts(text(f"{HEADER};Geburtsdatum", *(f"{house};1.1.2000" for house in HOUSES)))

    assert (reading.rows, reading.storable) == ((), False)


def test_more_rows_than_allowed_are_refused(monkeypatch):
    monkeypatch.setattr(big_text, "BIG_ROWS", 5)

    assert messages(in_parts(text(HEADER, *HOUSES)))[-1] == (
        "error", "Die Datei ist zu groß (höchstens 200 MB / 1.000.000 Zeilen als CSV). "
        "Bitte auf mehrere Dateien aufteilen.",
    )  # fmt: skip


def test_a_list_of_exactly_as_many_rows_is_read(monkeypatch):
    monkeypatch.setattr(big_text, "BIG_ROWS", 7)

    assert len(rows(*in_parts(text(HEADER, *HOUSES)))) == 7


def test_an_empty_file_is_told():
    assert messages(in_parts(text("", ""))) == [
        ("error", "Die Datei enthält keine Datenzeilen. Bitte prüfen, ob es die richtige ist.")
    ]


def test_a_workbook_is_not_read_as_text():
    assert messages(in_parts(b"PK\x03\x04" + bytes(100)))[0][0] == "error"


def test_the_file_stays_open_and_tells_how_far_it_is_read():
    file = io.BytesIO(text(HEADER, *HOUSES))

    list(BigText(file, "liste.csv", OCCUPANCY_LIST, AUGUST, TODAY).parts())

    assert file.tell() == len(file.getvalue())
