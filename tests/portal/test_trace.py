"""From any figure to its delivery, file, sheet, row and people: at most three clicks on real links."""

import re
from datetime import date
from html.parser import HTMLParser
from urllib.parse import urldefrag

import pytest
from django.test import Client

from accommodation import actions
from accommodation.models import Occupancy, Shelter
from portal.inbox.delivery_views import SHOWN_ROWS
from tests import people
from tests.accommodation.sending import confirmed, released
from tests.factories import DeliveryFactory, OccupancyFactory, ShelterFactory
from tests.sheets import workbook

pytestmark = pytest.mark.django_db


class Cells(HTMLParser):
    """Rows of all tables: the texts of the cells and their links."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.rows: list[list[tuple[str, str]]] = []
        self.ids: dict[str, str] = {}
        self._link, self._text, self._inside = "", "", False
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        about = dict(attrs)
        if tag == "tr":
            self.rows.append([])
            self.ids[about.get("id") or ""] = about.get("aria-current") or ""
        if tag in ("th", "td"):
            self._link, self._text, self._inside = "", "", True
        if tag == "a" and self._inside:
            self._link = about["href"] or ""

    def handle_data(self, data):
        self._text += data

    def handle_endtag(self, tag):
        if tag in ("th", "td"):
            self.rows[-1].append((" ".join(self._text.split()), self._link))
            self._inside = False


def row_about(client: Client, address: str, *words: str) -> list[tuple[str, str]]:
    """The row of a page that has all these texts."""
    (row,) = rows_about(client, address, *words)
    return row


def rows_about(client: Client, address: str, *words: str) -> list[list[tuple[str, str]]]:
    rows = Cells(client.get(address).content.decode()).rows
    return [row for row in rows if all(any(word in text for text, _ in row) for word in words)]


def link_in(row: list[tuple[str, str]], text: str) -> str:
    (link,) = {link for shown, link in row if link and re.search(rf"\b{re.escape(text)}\b", shown)}
    return link


@pytest.fixture
def karla(client) -> Client:
    client.force_login(people.karla())
    return client


@pytest.fixture
def august():
    """A workbook with its row on the second line of a sheet, delivered for Anker by Emil."""
    for name in ("Haus Ahorn", "Haus Birke"):
        ShelterFactory(name=name, operation__operator=people.anker(), district__name=f"Am {name}")
    data = workbook(["Unterkunft", "Belegung"], ["Haus Ahorn", 80], ["Haus Birke", 60], sheet="Aug 17")
    draft, _ = actions.draft_delivery(
        data=data, file_name="august.xlsx", sender=people.anker(), as_of=date(2017, 8, 31), by=people.emil()
    )
    return actions.release_delivery(delivery=confirmed(draft), by=people.karla())


def test_from_the_curves_table_to_row_file_and_people(karla, august):
    of_sum = row_about(karla, "/unterbringung/", "31.08.2017", "Summe der Unterkünfte")
    shelters = link_in(of_sum, "Meldungen der Träger")  # first click
    of_birke = row_about(karla, shelters, "Haus Birke")
    where = link_in(of_birke, "60")  # second click

    page, anchor = urldefrag(where)
    text = karla.get(page).content.decode()
    assert Cells(text).ids[anchor] == "true"
    assert "Gesuchte Zahl:" in text
    (found,) = (row for row in Cells(text).rows if row and "Gesuchte Zahl" in row[0][0])
    assert found[0][0].startswith("Gesuchte Zahl: Haus Birke")
    assert [shown for shown, _ in found][1:3] == ["31.08.2017", "60"]
    assert found[-1][0] == "Blatt „Aug 17“, Zeile 3"
    for said in (
        "august.xlsx",
        "von Emil Editor im Auftrag von Anker gGmbH",
        "von Karla Koordination: freigegeben",
    ):
        assert said in " ".join(text.split())
    assert f"/meldungen/{august.pk}/datei/" in text  # third click: the file itself
    assert karla.get(f"/meldungen/{august.pk}/datei/").status_code == 200


def test_the_number_of_a_district_leads_to_its_shelters(karla, august):
    district = Shelter.objects.get(name="Haus Birke").district.name
    persons, _places = rows_about(karla, "/unterbringung/", district, "60")
    shelters = link_in(persons, "60")

    assert link_in(row_about(karla, shelters, "Haus Birke", district), "60").startswith(
        f"/meldungen/{august.pk}/"
    )


def test_the_council_is_led_to_no_shelter(client, august):
    client.force_login(people.rosa())
    assert "/unterbringung/unterkuenfte/" not in client.get("/unterbringung/").content.decode()


def test_from_the_page_of_a_shelter_it_is_one_click(karla, august):
    birke = Occupancy.objects.get(shelter__name="Haus Birke")
    row = row_about(karla, f"/unterbringung/unterkuenfte/{birke.shelter.code}/", "Aug 17", "Zeile 3")

    assert link_in(row, "Zeile 3") == birke.address


def test_an_operator_follows_its_own_numbers(client, august):
    client.force_login(people.tina())
    row = row_about(client, "/unterbringung/unterkuenfte/?stichtag=2017-08-31", "Haus Birke")

    assert "Gesuchte Zahl:" in client.get(link_in(row, "60")).content.decode()


def test_a_row_beyond_those_that_are_shown_is_shown_when_asked_for(karla):
    delivery = DeliveryFactory(sender=people.anker(), state="released")
    shelter = ShelterFactory(operation__operator=people.anker())
    days = [date.fromordinal(736_000 + number) for number in range(SHOWN_ROWS + 50)]
    rows = [
        Occupancy(shelter=shelter, as_of=day, occupied=1, delivery=delivery, row=number)
        for number, day in enumerate(days)
    ]
    Occupancy.objects.bulk_create(rows)
    last = Occupancy.objects.latest("row")
    page, anchor = urldefrag(last.address)

    assert anchor not in Cells(karla.get(f"/meldungen/{delivery.pk}/").content.decode()).ids
    assert Cells(karla.get(page).content.decode()).ids[anchor] == "true"


@pytest.mark.parametrize("asked", ["abc", "-1", "99999999999999999999", "²", "0", ""])
def test_an_address_that_asks_for_nonsense_shows_the_delivery(karla, august, asked):
    answer = karla.get(f"/meldungen/{august.pk}/", {"zeile": asked})

    assert (answer.status_code, "Gesuchte Zahl" in answer.content.decode()) == (200, False)


def test_a_row_of_another_delivery_is_not_shown(karla, august):
    other = OccupancyFactory(occupied=77)

    assert "Gesuchte Zahl" not in karla.get(f"/meldungen/{august.pk}/?zeile={other.pk}").content.decode()


def test_a_corrected_number_leads_to_the_correction(karla):
    ShelterFactory(name="Haus Ahorn", operation__operator=people.anker())
    released("Haus Ahorn;100;80")
    released("Haus Ahorn;100;82", name="korrigiert.csv")

    row = row_about(karla, "/unterbringung/unterkuenfte/?stichtag=2017-08-31", "Haus Ahorn")

    assert "korrigiert.csv" in karla.get(link_in(row, "82")).content.decode()
