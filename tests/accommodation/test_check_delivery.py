"""`manage.py check_delivery`: what other programs rely on."""

import json
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from accommodation.models import Occupancy
from portal.models import Delivery
from tests import people
from tests.accommodation.lists import brueckenhaus, quellenstrasse
from tests.sheets import text

pytestmark = pytest.mark.django_db

GOOD = text("Unterkunft;Kapazität;Belegung", "Quellenstraße 7;120;118")
ESTIMATED = text("Unterkunft;Kapazität;Belegung", "Quellenstrasse 7;120;ca. 118")
WRONG = text("Unterkunft;Kapazität;Belegung", "Quellenstraße 7;120;voll")


@pytest.fixture
def file(tmp_path) -> Path:
    quellenstrasse()
    return tmp_path / "liste.csv"


def answer(capsys, path: Path, *options: str) -> dict:
    call_command(
        "check_delivery", path, "--operator", "Anker gGmbH", "--as-of", "2017-08-31", "--json", *options
    )
    return json.loads(capsys.readouterr().out)


def test_a_good_file_gives_its_rows(file, capsys):
    file.write_bytes(GOOD)

    assert answer(capsys, file) == {
        "outcome": "accepted",
        "rows": [
            {"sheet": "", "row": 2, "shelter": "Q7", "as_of": "2017-08-31", "precision": "day",
             "occupied": 118, "capacity": 120, "quality": "reported"}
        ],
        "messages": [],
    }  # fmt: skip


def test_warnings_ask_for_a_confirmation(file, capsys):
    file.write_bytes(ESTIMATED)

    found = answer(capsys, file)

    assert found["outcome"] == "confirm"
    assert found["rows"][0]["quality"] == "estimated"
    assert [message["level"] for message in found["messages"]] == ["warning", "notice"]


def test_a_rejected_file_ends_with_two_and_says_why(file, capsys):
    file.write_bytes(WRONG)

    with pytest.raises(SystemExit) as end:
        answer(capsys, file)

    assert end.value.code == 2
    found = json.loads(capsys.readouterr().out)
    assert found["outcome"] == "rejected"
    assert found["messages"] == [
        {"level": "error", "code": "not_a_number", "sheet": "", "row": 2, "column": "C", "value": "voll",
         "text": "Zeile 2, Spalte ‚Belegung‘: ‚voll‘ ist keine Zahl. "
         "Bitte die Zahl der belegten Plätze eintragen."}
    ]  # fmt: skip


def test_it_writes_nothing(file, capsys):
    file.write_bytes(GOOD)

    answer(capsys, file)

    assert (Delivery.objects.count(), Occupancy.objects.count()) == (0, 0)


def test_without_json_people_read_a_table(file, capsys):
    file.write_bytes(ESTIMATED)

    call_command("check_delivery", file, "--operator", "Anker gGmbH", "--as-of", "2017-08-31")

    printed = capsys.readouterr().out
    assert "Die Datei kann übernommen werden, wenn die Warnungen bestätigt werden." in printed
    assert "     2  31.08.2017       118     120  neu          Quellenstraße 7 [Q7]" in printed


@pytest.mark.parametrize("name", ["anker ggmbh", "AK", "Anker Stuttgart"])
def test_the_operator_is_found_by_every_name(file, capsys, name):
    operator = people.anker()
    operator.short_name, operator.aliases = "AK", "Anker Stuttgart"
    operator.save()
    file.write_bytes(GOOD)

    call_command("check_delivery", file, "--operator", name, "--as-of", "2017-08-31", "--json")

    assert json.loads(capsys.readouterr().out)["outcome"] == "accepted"


def test_an_unknown_operator(file):
    file.write_bytes(GOOD)

    with pytest.raises(CommandError, match="Der Träger „Niemand“ ist nicht bekannt"):
        call_command("check_delivery", file, "--operator", "Niemand")


def test_a_file_that_does_not_exist(tmp_path):
    people.anker()

    with pytest.raises(CommandError, match="gibt es nicht"):
        call_command("check_delivery", tmp_path / "fehlt.csv", "--operator", "Anker gGmbH")


def test_a_date_that_is_none(file):
    file.write_bytes(GOOD)

    with pytest.raises(CommandError, match="JJJJ-MM-TT"):
        call_command("check_delivery", file, "--operator", "Anker gGmbH", "--as-of", "31.08.2017")


def test_nothing_of_another_operator_is_printed(file, capsys):
    brueckenhaus()
    file.write_bytes(text("Unterkunft;Belegung", "B9;118"))

    with pytest.raises(SystemExit):
        answer(capsys, file)

    assert not any(word in capsys.readouterr().out for word in ("Brücke", "Vaihingen"))


def test_a_contradicting_date_stands_in_the_message_as_its_value(file, capsys):
    file.write_bytes(
        text("Stand: 31.08.2017", "Unterkunft;Belegung;Stichtag", "Quellenstraße 7;118;31.07.2017")
    )

    with pytest.raises(SystemExit):
        call_command("check_delivery", file, "--operator", "Anker gGmbH", "--json")
    (message,) = json.loads(capsys.readouterr().out)["messages"]

    assert (message["code"], message["value"]) == ("dates_contradict", "31.07.2017")
