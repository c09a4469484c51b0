"""Single shelters: who sees which of their values, and where each comes from."""

from datetime import date

import pytest
from django.urls import reverse

from tests import people
from tests.factories import CapacityFactory, OccupancyFactory, OperationFactory, ShelterFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def ahorn():
    return ShelterFactory(code="A1", name="Haus Ahorn", operation__operator=people.anker())


def page(client, person, name: str = "accommodation:shelter", *args) -> str:
    client.force_login(person)
    return client.get(reverse(name, args=args or ["A1"])).content.decode()


def test_each_value_leads_to_the_delivery_it_came_with(client, ahorn):
    occupancy = OccupancyFactory(shelter=ahorn, occupied=80, row=9)

    text = page(client, people.tina())

    assert f'href="{occupancy.address}"' in text
    assert "Zeile 9" in text


def test_the_places_are_those_of_the_stichtag(client, ahorn):
    CapacityFactory(shelter=ahorn, places=140, valid_from=date(2017, 9, 1))
    client.force_login(people.tina())

    def places(stichtag: str) -> list[str]:
        page = client.get(reverse("accommodation:shelter", args=["A1"]), {"stichtag": stichtag})
        return [figure.value.number for figure in page.context["chapter"].key_figures]

    assert (places("2015-12-31"), places("2017-08-31"), places("2017-09-01")) == ([], ["100"], ["140"])


def test_the_values_are_told_to_be_the_shelters(client, ahorn):
    OccupancyFactory(shelter=ahorn)

    text = page(client, people.tina())

    assert "Werte: Haus Ahorn" in text
    assert "Abbildung 1" not in text


def test_a_shelter_without_a_value_says_so(client, ahorn):
    assert "keine freigegebene Belegung" in page(client, people.tina())


def test_the_list_shows_the_newest_value_with_its_date(client, ahorn):
    OccupancyFactory(shelter=ahorn, as_of=date(2017, 7, 31), occupied=70)
    client.force_login(people.karla())

    (row,) = client.get(reverse("accommodation:shelters")).context["table"].rows

    assert [str(cell.content) for cell in row[4:7]] == [
        "70\N{NO-BREAK SPACE}Personen",
        "gemeldet",
        "31. Juli 2017",
    ]


def test_a_stichtag_shows_what_was_known_by_then(client, ahorn):
    OccupancyFactory(shelter=ahorn, as_of=date(2017, 7, 31), occupied=70)
    OccupancyFactory(shelter=ahorn, as_of=date(2017, 8, 31), occupied=83)
    client.force_login(people.karla())

    values = client.get("/unterbringung/unterkuenfte/A1/werte.csv", {"stichtag": "2017-08-01"})

    assert ";70;" in values.content.decode()
    assert ";83;" not in values.content.decode()


def test_the_new_operator_does_not_see_what_the_old_one_reported(client):
    shelter = ShelterFactory(code="A1", operation=None)
    OperationFactory(shelter=shelter, operator=people.anker(), end=date(2017, 8, 31))
    OccupancyFactory(shelter=shelter, occupied=83)
    OperationFactory(shelter=shelter, operator=people.bruecke(), start=date(2017, 9, 1))

    assert "keine freigegebene Belegung" in page(client, people.tom())


@pytest.mark.parametrize("extension", ["csv", "xlsx"])
def test_the_values_of_a_shelter_can_be_downloaded(client, ahorn, extension):
    OccupancyFactory(shelter=ahorn)
    client.force_login(people.tina())

    answer = client.get(f"/unterbringung/unterkuenfte/A1/werte.{extension}")

    assert answer.status_code == 200
    assert answer["Content-Disposition"].startswith("attachment")


@pytest.mark.parametrize("extension", ["csv", "xlsx"])
def test_the_list_can_be_downloaded_as_seen(client, ahorn, extension):
    client.force_login(people.tina())
    page = client.get(reverse("accommodation:shelters"))
    link = f"/unterbringung/unterkuenfte/unterkuenfte.{extension}"

    assert link in page.content.decode()
    assert client.get(link).status_code == 200


@pytest.mark.parametrize("address", ["/unterbringung/werte.csv", "/unterbringung/belegung.svg"])
def test_a_file_for_a_day_that_cannot_be_read_is_refused(client, address):
    client.force_login(people.rosa())

    assert client.get(address, {"stichtag": "quatsch"}).status_code == 400


def test_a_code_with_odd_signs_has_an_address(client):
    ShelterFactory(code="A 13.b (alt)", operation__operator=people.anker())
    client.force_login(people.tina())

    assert (
        'href="/unterbringung/unterkuenfte/A%2013.b%20%28alt%29/"'
        in client.get(reverse("accommodation:shelters")).content.decode()
    )
