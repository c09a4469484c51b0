"""Numbers, words and signs as people read them: every page once, with the report and the example data."""

import re
from collections.abc import Iterator
from html import unescape
from pathlib import Path
from urllib.parse import urljoin, urlsplit

import pytest
from django.apps import apps
from django.conf import settings
from django.core.management import call_command
from django.db import transaction
from django.test import Client
from django.urls import Resolver404, resolve

from portal.models import User
from portal.signs import cells_of, signs_in
from tests import people
from tests.crawling import Links

pytestmark = pytest.mark.django_db  # on PostgreSQL, too: the only tests that open all pages there

ANYWHERE = 9  # clicks
# The house of others, and what tells of signs and spellings and shows them.
APART = re.compile(r"^/(admin|konto|hilfe|bausteine|daten/api)/")


@pytest.fixture(scope="module")
def pages(on_the_stricter_database, django_db_setup, django_db_blocker) -> Iterator[dict[str, str]]:
    """Who reads it and its address: what stands in it. Of each kind of page the first to be met."""
    with django_db_blocker.unblock(), transaction.atomic():
        call_command("load_report", verbosity=0)
        call_command("load_example", verbosity=0)
        readers = {people.karla(): ANYWHERE, people.rosa(): 1, operator_of_example_data(): 1}
        yield {
            f"{reader} {address}": html
            for reader, farthest in readers.items()
            for address, html in one_of_each(reader, farthest)
        }
        transaction.set_rollback(True)


def operator_of_example_data() -> User:
    tina = people.tina()
    tina.organisation = type(tina.organisation).objects.get(name="Beispielträger Nord")
    tina.save()
    return tina


def one_of_each(reader: User, farthest: int) -> Iterator[tuple[str, str]]:
    client = Client()
    client.force_login(reader)
    waiting, seen = [("/", 0)], set()
    while waiting:
        address, clicks = waiting.pop(0)
        try:
            view = resolve(address).view_name
        except Resolver404:
            continue
        if view in seen or APART.match(address):
            continue
        seen.add(view)
        answer = client.get(address)
        if answer.status_code == 200 and answer.headers["Content-Type"].startswith("text/html"):
            page = answer.content.decode()
            yield address, page.partition("<main")[2].partition(">")[2].partition("</main>")[0]
            waiting += [(link, clicks + 1) for link in targets_of(page, address) if clicks < farthest]


def targets_of(page: str, address: str) -> Iterator[str]:
    for link in Links(page).found:
        target = urlsplit(urljoin(address, link))
        if not target.netloc and target.path.endswith("/") and not target.path.startswith("/static/"):
            yield target.path


NBSP = "\N{NO-BREAK SPACE}"
TEXT_APART = re.compile(r"<(code|option)\b.*?</\1>", re.DOTALL)
IN_A_LINE = re.compile(r"</?(?:span|a|strong|em|b|tspan|sup)\b[^>]*>")
TAG = re.compile(r"<[^>]*>")


def words_of(html: str) -> str:
    """What is read of a page: „|“ where one piece ends; no-break spaces as they are."""
    pieces = TAG.sub(" | ", IN_A_LINE.sub("", TEXT_APART.sub(" ", html)))
    return re.sub(r"[ \t\r\n]+", " ", unescape(pieces))


# What nobody should read, and what it is.
WRONG = {
    # 1950 to 2049 are years, 2916 is what a paper says; before „Stuttgart“ stands a postcode, and with a
    # zero a telephone number begins.
    "Tausender ohne Punkt": r"(?<![\w.,/:–-])(?!0|(?:19[5-9]|20[0-4])\d(?!\d)|2916)\d{4,}(?![\w/:–-])"
    r"(?! Stuttgart)",
    "Einheit löst sich von ihrer Zahl": rf"\d ?(?<!{NBSP})(?:%|EUR|Euro|Mio\.|Mrd\.)"
    r"|(?:Mio|Mrd)\. (?:EUR|Euro)\b",
    "Datum nicht deutsch": r"\b\d{4}-\d\d-\d\d\b|\b\d{1,2}/\d{1,2}/\d{2,4}\b"
    r"|\b(?:January|February|March|May|June|July|October|December)\b",
    "gerade Anführungszeichen": "[\"'`´”]",
    "Minus ist ein Bindestrich": r"(?<![\w–/.)-])-\d",
    "Name aus dem Programm": r"\b[a-zäöü]+_[a-z_]+\b|\b(?:None|True|False|NaN)\b",
    "Leerzeichen zu viel": rf"{NBSP} | {NBSP}|\w [,;:.!?](?!\w)|\( | \)",
    "Englisch": r"\b(?:the|of|with|file|delete|save|error|please|choose|add|change|home|search|view|yes|no"
    r"|all|none|and|for|is|not|from|to|this|page|next|unknown|released|draft|submitted|returned)\b",
    "ein Ding, viele Wörter": rf"(?<![\d.,/§])(?<![\d§] )\b1[ {NBSP}](?:\w*(?:ungen|ionen|plätze|künfte)"
    r"|Plätze|Personen|Dateien|Zeilen|Monate|Tage|Wochen|Anträge|Anfragen|Gruppen|Projekte|Angebote|Kurse"
    r"|Konten|Listen|Berichte|Fragen|Werte|Kennzahlen|Stellen|Quellen|Vereine|Module|Standorte|Stunden"
    r"|Jahre)\b",
    "viele Dinge, ein Wort": rf"(?<![\w.,/–:§ {NBSP}])(?:0|[2-9]|[1-9]\d+)[ {NBSP}](?:Unterkunft|Platz|Person"
    r"|Meldung|Datei|Zeile|Monat|Tag|Woche|Antrag|Anfrage|Gruppe|Projekt|Angebot|Konto|Liste|Bericht"
    r"|Frage|Kennzahl|Stelle|Quelle|Verein|Sitzung|Modul|Standort|Stunde|Jahr)\b(?!-)",
}


@pytest.mark.parametrize("wrong", WRONG)
def test_nobody_reads(wrong: str, pages: dict[str, str]):
    pattern = re.compile(WRONG[wrong])
    found = {
        (text[max(0, match.start() - 30) : match.end() + 20], page)
        for page, html in pages.items()
        for text in [words_of(html)]
        for match in pattern.finditer(text)
    }
    assert found == set()


@pytest.mark.parametrize(
    ("wrong", "text"),
    [
        ("Tausender ohne Punkt", "7362 Personen"),
        ("Einheit löst sich von ihrer Zahl", "um 9,6 % gesunken"),
        ("Einheit löst sich von ihrer Zahl", f"160{NBSP}Mio. EUR"),
        ("Datum nicht deutsch", "Stand 2017-08-31"),
        ("gerade Anführungszeichen", 'die "Task Force"'),
        ("Minus ist ein Bindestrich", "-212 Personen"),
        ("Name aus dem Programm", "occupancy_total"),
        ("Leerzeichen zu viel", "Träger , der"),
        ("Englisch", "Datei: draft"),
        ("ein Ding, viele Wörter", "1 Unterkünfte"),
        ("viele Dinge, ein Wort", "3 Meldung"),
    ],
)
def test_what_is_wrong_is_found(wrong: str, text: str):
    assert re.search(WRONG[wrong], text)


def test_every_quotation_that_opens_is_closed(pages: dict[str, str]):
    texts = {page: words_of(html) for page, html in pages.items()}
    assert [page for page, text in texts.items() if text.count("„") != text.count("“")] == []


TABLE = re.compile(r"<table\b.*?</table>(?:\s|</div>)*(<ul class=\"signs notes\">.*?</ul>)?", re.DOTALL)
SAID = re.compile(r'<li><span aria-hidden="true">([^<]*)</span>')


def tables_unlike_their_legend(html: str) -> list[str]:
    return [
        table[0][:200]
        for table in TABLE.finditer(html)
        if [sign for sign, _ in signs_in(cells_of(table[0]))] != SAID.findall(table[1] or "")
    ]


def test_each_table_explains_the_signs_that_stand_in_it_and_no_others(pages: dict[str, str]):
    found = {page: tables_unlike_their_legend(html) for page, html in pages.items()}
    assert {page: tables for page, tables in found.items() if tables} == {}


@pytest.mark.parametrize(
    "html",
    [
        "<table><td>0</td></table><p>Andere Worte</p>",
        '<table><td>7</td></table><ul class="signs notes"><li><span aria-hidden="true">–</span></li></ul>',
    ],
)
def test_a_sign_without_legend_and_a_legend_without_sign_are_found(html: str):
    assert tables_unlike_their_legend(html)


# Rounds half away from zero; what else rounds or formats must not be a number that people read.
ROUNDS = re.compile(r"(?<![\w.])round\(|:[,.0-9]*\.\d*f\}|ROUND_(?!WIDTHS|TABLE)|floatformat|intcomma")
IN_ONE_PLACE = {
    "portal/numbers.py": "here",
    "portal/districts/tile_map.py": "the class of a district",
    "portal/charts/drawing.py": "a place on the paper, not a number",
    "portal/operation/requests.py": "milliseconds in the log",
    "portal/report/printed_tables.py": "the width of a column",
}


def test_numbers_are_rounded_in_one_place():
    house = settings.BASE_DIR
    ours = [Path(app.path) for app in apps.get_app_configs() if Path(app.path).parent == house]
    sources = [path for folder in ours for path in folder.rglob("*.py")]
    texts = {path: path.read_text("utf-8") for path in (*sources, *(house / "templates").rglob("*.html"))}
    rounding = {str(path.relative_to(house)) for path, text in texts.items() if ROUNDS.search(text)}
    assert rounding == IN_ONE_PLACE.keys()
