"""Abbreviations: those that a page leaves unexplained are explained at its foot."""

import re
from collections.abc import Iterator

import pytest
from django.db import transaction
from django.template import engines
from django.test import Client

from portal.help.abbreviations import abbreviations, any_of_them, unexplained, visible
from tests import people
from tests.the_report import load_the_report


@pytest.mark.parametrize(
    ("html", "found"),
    [
        ("<p>752 FIM-Plätze</p>", ["FIM"]),
        ("<p>Flüchtlingsintegrationsmaßnahmen (FIM)</p>", []),
        ("<p>FIM (Flüchtlingsintegrationsmaßnahmen)</p>", []),
        (f"<p>FIM sind neu. {'Und so weiter. ' * 9}Flüchtlingsintegrationsmaßnahmen</p>", ["FIM"]),
        ("<p>FIM: Flüchtlings-Integrations&#8209;Maß&shy;nahmen</p>", []),
        ("<p>Abteilung SI-IP</p>", ["SI-IP"]),
        ("<p>Anlage zur GRDrs&nbsp;532/2017, AGH und AG</p>", ["AG", "AGH", "GRDrs"]),
        ("<p>TAG, FIMA, BSP-AG</p>", []),
        ('<a href="/FIM/" title="FIM">hier</a>', []),
        ("<td>k. A.</td>", ["k. A."]),
    ],
)
def test_what_a_page_leaves_unexplained(html, found):
    assert list(unexplained(html)) == found


def test_it_is_explained_below_what_stands_on_the_page():
    template = "{% load help %}{% explained %}<p>GRDrs 1/2017</p>{% endexplained %}"
    html = engines["django"].from_string(template).render()
    assert visible(html).strip() == "GRDrs 1/2017 Abkürzungen GRDrs Gemeinderatsdrucksache"


def test_a_page_without_abbreviations_has_no_list_of_them():
    template = "{% load help %}{% explained %}<p>Drucksache 1/2017</p>{% endexplained %}"
    assert engines["django"].from_string(template).render() == "<p>Drucksache 1/2017</p>"


CAPITALS = re.compile(r"(?<![\w-])(?:[A-ZÄÖÜ]{2,}|u?[A-Z][A-Z]+|[A-Z][a-z]?[A-Z]+[a-z]*|k\. A\.)(?![\w-])")
# Formats of files, which the glossary has in a table of their own; what everybody knows; names.
FILES = {"CSV", "XLSX", "SVG", "PNG", "PDF", "JSON", "UTF"}
KNOWN = {"EUR", "MB", "CDU", "OMID", "TSV", "TG", "SC", "SV", "LABYRINTH", "AWO"}
PAGES = (
    "/", "/unterbringung/", "/unterbringung/platzbilanz/", "/unterbringung/unterkuenfte/", "/arbeitsgruppen/",
    "/arbeitsgruppen/ueberfuehrungen/", "/arbeitsgruppen/schaubild/", "/arbeitsgruppen/abschlussberichte/",
    "/engagement/", "/kultur-und-sport/", "/kultur-und-sport/sportangebote/", "/fim/", "/pakt/",
    "/pakt/pakt-fuer-integration/", "/suche/?q=Drucksache", "/bezirke/vaihingen/", "/faktencheck/",
    "/berichte/", "/drucksachen/", "/kennzahlen/", "/anfragen/", "/verfolgen/", "/meldungen/",
    "/meldungen/kalender/", "/meldungen/neu/",
)  # fmt: skip


@pytest.fixture(scope="module")
def _report(django_db_setup, django_db_blocker) -> Iterator[None]:
    """The facts of the report, once for all pages, which only read."""
    with django_db_blocker.unblock(), transaction.atomic():
        load_the_report()
        yield
        transaction.set_rollback(True)


def in_the_glossary() -> set[str]:
    """Each by itself, too: „BAnz AT“ is BAnz and AT."""
    return abbreviations().keys() | {word for short in abbreviations() for word in short.split()}


@pytest.mark.once
@pytest.mark.django_db
@pytest.mark.usefixtures("_report")
@pytest.mark.parametrize("address", PAGES)
def test_every_abbreviation_of_a_page_is_known_and_explained_on_it(client: Client, address: str):
    client.force_login(people.karla())
    answer = client.get(address)
    assert answer.status_code == 200
    text = visible(answer.content.decode().partition("<main")[2].partition("</main>")[0])
    assert set(CAPITALS.findall(text)) - FILES - KNOWN <= in_the_glossary()
    used = set(any_of_them().findall(text))
    assert {short for short in used if abbreviations()[short].casefold() not in text.casefold()} == set()
