"""A new city: six steps from the empty portal to the first operator who can report."""

from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from accommodation.models import Shelter
from portal.first_steps.steps import open_steps
from portal.models import ReportingDate
from tests import people
from tests.factories import DistrictFactory

pytestmark = [pytest.mark.django_db, pytest.mark.once]

HEADER = "code;name;street;district;operator;opened_on;closed_on;places;aliases\n"
ADDRESS = "/erste-schritte/unterkuenfte/"


@pytest.fixture
def karla(act_as):
    return act_as(people.karla)


def text(answer) -> str:
    return " ".join(answer.content.decode().split())


def send(client, rows: str):
    return client.post(ADDRESS, {"file": SimpleUploadedFile("liste.csv", (HEADER + rows).encode())})


def test_an_empty_portal_has_its_name_only(karla):
    shown = text(karla.get("/erste-schritte/"))
    assert "Erste Schritte: 1 von 6 getan" in shown
    assert "Stuttgart" in shown


def test_each_step_closes_when_it_is_done(karla):
    DistrictFactory(name="Mitte")
    send(karla, "A-1;Haus Ahorn;;Mitte;Anker gGmbH;2016-07-01;;100;\n")
    ReportingDate.objects.create(as_of=date(2017, 8, 31), due_on=date(2017, 9, 15))
    people.tina()
    assert open_steps(people.karla()) == []
    assert "Träger können melden." in text(karla.get("/erste-schritte/"))


def test_karla_opens_what_is_hers_and_reads_who_does_the_rest(karla):
    steps = {step.key: step for step in open_steps(people.karla())}
    assert steps["unterkuenfte"].address == ADDRESS
    assert (steps["konten"].address, steps["konten"].who) == ("", "die Administration")


@pytest.mark.parametrize("person", [people.karla, people.adam])
def test_every_step_that_is_offered_opens(client, person):
    client.force_login(person())
    offered = [step.address for step in open_steps(person()) if step.address]
    assert len(offered) >= 3
    assert {client.get(address).status_code for address in offered} == {200}


def test_the_start_page_leads_there_until_all_is_done(karla):
    assert "Portal einrichten: 5 Schritte fehlen noch" in text(karla.get("/"))


def test_a_list_of_shelters_is_taken_over(karla):
    DistrictFactory(name="Mitte")
    answer = send(karla, "A-1;Haus Ahorn;;Mitte;Anker gGmbH;2016-07-01;;100;\n")
    assert answer.status_code == 302
    assert Shelter.objects.get(code="A-1").name == "Haus Ahorn"
    assert "Unterkünfte: 1 neu, 0 geändert, 0 unverändert." in text(karla.get("/erste-schritte/"))


def test_without_districts_the_list_says_what_to_do_first(karla):
    answer = send(karla, "A-1;Haus Ahorn;;Mitte;Anker gGmbH;;;100;\n")
    assert answer.status_code == 422
    assert "Stadtbezirke" in text(answer).partition("Bitte prüfen Sie Ihre Angaben")[2]


def test_everything_that_is_wrong_is_told_at_once_and_nothing_is_stored(karla):
    DistrictFactory(name="Mitte")
    answer = send(
        karla,
        "A-1;Haus Ahorn;;Mitte;Anker gGmbH;;;100;\n"
        "A-2;Haus Birke;;Mite;Anker gGmbH;;;100;\n"
        "A-3;Haus Eiche;;Mitte;Anker gGmbH;1.7.2016;;viele;\n",
    )
    assert answer.status_code == 422
    shown = text(answer)
    assert "Meinten Sie „Mitte“?" in shown
    assert "ist kein Datum" in shown
    assert "ist keine ganze Zahl" in shown
    assert not Shelter.objects.exists()


@pytest.mark.parametrize(
    ("rows", "said"), [("", "keine Unterkunft"), ("x" * 1024**2, "größer als 1 MB")], ids=["empty", "large"]
)
def test_a_list_without_shelters_or_too_long_is_refused(karla, rows, said):
    DistrictFactory()
    assert said in text(send(karla, rows))
