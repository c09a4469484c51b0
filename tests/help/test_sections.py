"""From every page to its section of the handbook."""

import pytest
from django.test import Client
from django.urls import reverse

from portal.help import handbook
from portal.help.sections import SECTIONS, section_of
from tests import people
from tests.crawling import Links
from tests.test_access import ALL_ROUTES


@pytest.mark.parametrize("route", ALL_ROUTES)
def test_every_route_has_a_section(route):
    assert section_of(route) is not None


@pytest.mark.parametrize("section", sorted(set(SECTIONS.values())))
def test_every_section_exists(section):
    slug, _, anchor = section.partition("#")
    assert not anchor or f'id="{anchor}"' in handbook.page(slug).html


@pytest.mark.parametrize("beginning", SECTIONS)
def test_no_line_of_the_table_is_about_a_page_that_is_gone(beginning):
    assert any(route.startswith(beginning) for route in ALL_ROUTES)


@pytest.mark.parametrize(
    ("route", "section"),
    [
        ("deliveries:calendar", "koordination#der-meldekalender"),
        ("accommodation:chapter", "lesen#antwort-bild-tabelle-quelle"),
        ("accommodation:balance_chart", "platzbilanz"),
        ("admin:fim_contract_changelist", "fim#für-die-fachredaktion"),
    ],
)
def test_the_closest_line_of_the_table_counts(route, section):
    assert section_of(route) == section


def links_of(client: Client, address: str) -> list[str]:
    return Links(client.get(address).content.decode()).found


def test_a_page_of_the_portal_leads_to_its_section(db, settings):
    settings.PUBLIC_VIEW = True
    assert "/hilfe/bezirke/#karte-und-tabelle-bezirke" in links_of(Client(), reverse("districts:overview"))


def test_a_page_of_the_administration_leads_to_its_section(db, client):
    client.force_login(people.karla())
    assert "/hilfe/fim/#für-die-fachredaktion" in links_of(client, reverse("admin:fim_contract_changelist"))


def test_where_there_is_no_page_the_whole_handbook_helps(db):
    assert Links(Client().get("/gibt-es-nicht/").content.decode()).found.count("/hilfe/") == 2
