"""From every page to its section of the handbook."""

import pytest
from django.test import Client
from django.urls import reverse

from portal.help import handbook
from portal.help.sections import SECTIONS, section_of
from tests import people
from tests.crawling import Links
from tests.test_access import ALL_ROUTES


def test_every_route_has_a_section():
    assert [route for route in ALL_ROUTES if section_of(route) is None] == []


def test_every_section_exists():
    assert [section for section in SECTIONS.values() if not exists(section)] == []


def exists(section: str) -> bool:
    slug, _, anchor = section.partition("#")
    return slug in handbook.slugs() and (not anchor or f'id="{anchor}"' in handbook.page(slug).html)


def test_no_line_of_the_table_is_about_a_page_that_is_gone():
    assert [line for line in SECTIONS if not any(route.startswith(line) for route in ALL_ROUTES)] == []


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
