"""`manage.py deliver`: what an operator's own system runs."""

from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from accommodation.models import Occupancy
from portal.models import Delivery
from portal.releases import State
from tests import people
from tests.factories import ShelterFactory
from tests.sheets import occupancy_csv

pytestmark = pytest.mark.django_db

TINA = "tina.traeger@portal.example"
KARLA = "karla.koordination@portal.example"


@pytest.fixture(autouse=True)
def ahorn():
    people.tina(), people.karla(), people.tom()
    return ShelterFactory(name="Haus Ahorn", operation__operator=people.anker())


@pytest.fixture
def deliver(tmp_path):
    def run(line: str, *options: str, user: str = TINA) -> str:
        file = Path(tmp_path / "belegung.csv")
        file.write_bytes(occupancy_csv(line))
        out = StringIO()
        call_command("deliver", file, "--operator", "Anker gGmbH", "--user", user, *options, stdout=out)
        return out.getvalue()

    return run


def test_it_hands_in(deliver):
    deliver("Haus Ahorn;100;80")

    assert Delivery.objects.get().state == State.SUBMITTED
    assert not Occupancy.objects.current().exists()


def test_another_person_releases(deliver):
    out = deliver("Haus Ahorn;100;80", "--release-by", KARLA)

    assert Occupancy.objects.current().get().occupied == 80
    assert "Freigegeben" in out


def test_a_rejected_file_ends_with_status_2_and_writes_nothing(deliver):
    with pytest.raises(CommandError) as error:
        deliver("Haus Ahorn;100;voll")

    assert error.value.returncode == 2
    assert not Delivery.objects.exists()


def test_warnings_stop_it_until_they_are_confirmed(deliver):
    with pytest.raises(CommandError, match="Warnungen"):
        deliver("Haus Ahorn;100;125")
    assert not Delivery.objects.exists()

    deliver("Haus Ahorn;100;125", "--confirm-warnings")
    assert Delivery.objects.get().state == State.SUBMITTED


def test_nobody_releases_the_own_delivery(deliver):
    with pytest.raises(CommandError, match="nicht selbst frei"):
        deliver("Haus Ahorn;100;80", "--release-by", KARLA, user=KARLA)

    assert not Delivery.objects.exists()


def test_what_could_not_be_released_can_be_delivered_again(deliver):
    with pytest.raises(CommandError, match="Ihnen fehlt das Recht"):
        deliver("Haus Ahorn;100;80", "--release-by", "tom.traeger@portal.example")

    deliver("Haus Ahorn;100;80", "--release-by", KARLA)
    assert Occupancy.objects.current().get().occupied == 80


def test_a_stranger_cannot_deliver(deliver):
    with pytest.raises(CommandError, match="nur für Ihren eigenen Träger"):
        deliver("Haus Ahorn;100;80", user="tom.traeger@portal.example")


def test_an_unknown_account_is_told(deliver):
    with pytest.raises(CommandError, match="kein aktives Konto"):
        deliver("Haus Ahorn;100;80", user="niemand@portal.example")


def test_numbers_that_change_need_a_reason(deliver):
    deliver("Haus Ahorn;100;80", "--release-by", KARLA)
    with pytest.raises(CommandError, match="Bitte nennen Sie den Grund"):
        deliver("Haus Ahorn;100;82", "--confirm-warnings")

    deliver("Haus Ahorn;100;82", "--confirm-warnings", "--reason", "Nachgezählt")

    assert Delivery.objects.latest("pk").reason == "Nachgezählt"
