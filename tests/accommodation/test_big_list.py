"""Long lists, as staff deliver them by command: checked in parts, all or nothing."""

import json
from datetime import date, timedelta
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from accommodation.models import Occupancy
from portal.management import big_files
from portal.models import Delivery
from portal.releases import State
from portal.sheets import big_text
from tests import people
from tests.accommodation.lists import lindenhof, quellenstrasse
from tests.sheets import text

pytestmark = pytest.mark.django_db

TINA = "tina.traeger@portal.example"
KARLA = "karla.koordination@portal.example"
DAYS = [date(2017, 8, 1) + timedelta(days=number) for number in range(6)]
REPORTED = [f"{name};{day:%d.%m.%Y};75" for day in DAYS for name in ("Q7", "L1")]


@pytest.fixture(autouse=True)
def a_long_list_has_more_than_three_lines(monkeypatch):
    monkeypatch.setattr(big_files, "MAX_ROWS", 3)
    monkeypatch.setattr(big_text, "PART_ROWS", 5)


@pytest.fixture
def file(tmp_path) -> Path:
    quellenstrasse(), lindenhof(), people.tina(), people.karla()
    return tmp_path / "liste.csv"


def write(file: Path, *lines: str) -> Path:
    file.write_bytes(text("Unterkunft;Stichtag;Belegung", *lines))
    return file


def check(file: Path, *options: str) -> str:
    out = StringIO()
    call_command("check_delivery", file, "--operator", "Anker gGmbH", *options, stdout=out)
    return out.getvalue()


def deliver(file: Path, *options: str) -> str:
    out = StringIO()
    call_command("deliver", file, "--operator", "Anker gGmbH", "--user", TINA, *options, stdout=out)
    return out.getvalue()


def test_people_read_how_many_rows_there_are(file):
    assert "Zeilen: 12 neu, 0 geändert, 0 unverändert." in check(write(file, *REPORTED))


def test_programs_get_every_row(file):
    found = json.loads(check(write(file, *REPORTED), "--json"))

    assert found["outcome"] == "accepted"
    assert [(row["row"], row["shelter"], row["occupied"]) for row in found["rows"]] == [
        (number, "Q7" if number % 2 == 0 else "L1", 75) for number in range(2, 14)
    ]


def rejected(file: Path, capsys) -> list[str]:
    with pytest.raises(SystemExit) as end:
        call_command("check_delivery", file, "--operator", "Anker gGmbH", "--json")
    assert end.value.code == 2
    return [message["text"] for message in json.loads(capsys.readouterr().out)["messages"]]


def test_a_shelter_that_comes_again_in_another_part_is_an_error(file, capsys):
    texts = rejected(write(file, *REPORTED, f"Q7;{DAYS[0]:%d.%m.%Y};74"), capsys)

    assert texts == [
        "Zeile 14: Unterkunft ‚Quellenstraße 7‘ kommt zum selben Stichtag schon weiter oben vor."
    ]


def test_a_jump_from_one_part_to_the_next_is_asked_about(file):
    assert "−80 % gegenüber 06.08.2017 (75)" in check(write(file, *REPORTED, "Q7;07.08.2017;15"))


def test_only_the_first_thousand_problems_are_named(file, monkeypatch):
    monkeypatch.setattr("accommodation.imports.big_list.MOST_MESSAGES", 2)

    printed = check(write(file, *(line.replace("75", "k.A.") for line in REPORTED)))

    assert "10 weitere Meldungen sind nicht aufgeführt." in printed


def test_it_is_delivered_and_waits_for_release(file):
    deliver(write(file, *REPORTED))

    delivery = Delivery.objects.get()
    assert (delivery.state, delivery.counts["new"]) == (State.SUBMITTED, 12)
    assert (delivery.first_as_of, delivery.last_as_of) == (DAYS[0], DAYS[-1])
    assert delivery.occupancies.count() == 12
    assert delivery.file.read() == file.read_bytes()


def test_another_person_releases_it(file):
    deliver(write(file, *REPORTED), "--release-by", KARLA)

    assert Occupancy.objects.current().count() == 12


def test_an_error_at_the_very_end_leaves_nothing_behind(file):
    with pytest.raises(CommandError) as error:
        deliver(write(file, *REPORTED, "Q7;07.08.2017;voll"))

    assert error.value.returncode == 2
    assert (Delivery.objects.count(), Occupancy.objects.count()) == (0, 0)


def test_warnings_stop_it_until_they_are_confirmed(file):
    write(file, *REPORTED, "Q7;07.08.2017;15")
    with pytest.raises(CommandError, match="Warnungen"):
        deliver(file)
    assert not Occupancy.objects.exists()

    deliver(file, "--confirm-warnings")
    assert Occupancy.objects.count() == 13


def test_the_same_list_counts_once(file):
    deliver(write(file, *REPORTED))

    with pytest.raises(CommandError) as error:
        deliver(file)
    assert error.value.returncode == 2


def test_a_stranger_cannot_deliver_it(file):
    people.tom()

    with pytest.raises(CommandError, match="nur für Ihren eigenen Träger"):
        call_command("deliver", write(file, *REPORTED), "--operator", "Anker gGmbH",
                     "--user", "tom.traeger@portal.example")  # fmt: skip


def test_a_short_list_is_read_as_on_the_pages(file):
    assert "Unterkunft" in check(write(file, REPORTED[0]))
