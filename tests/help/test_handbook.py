"""The handbook: everything in it leads somewhere, and everything that is written is in it."""

import re

import pytest
from django.conf import settings
from django.test import Client

from portal.help import handbook
from portal.help.rendering import INDEX, PICTURES, written
from tests.browser.pictures import kept_words
from tests.crawling import Links

PAGES = handbook.slugs()
ANCHORS = {slug: {section.anchor for section in handbook.page(slug).sections} for slug in PAGES}


def test_the_index_names_every_page_that_is_written():
    files = {path.stem for path in handbook.FOLDER.glob("*.md") if path.name != INDEX}
    assert set(PAGES) == files


@pytest.mark.parametrize("slug", PAGES)
def test_every_link_of_a_page_leads_to_a_page_and_its_section(slug):
    for target in handbook.page(slug).targets:
        name, _, anchor = target.partition("#")
        page = name.removesuffix(".md")
        assert page in PAGES or name.startswith("https://"), target
        assert not anchor or anchor in ANCHORS[page], target


@pytest.mark.parametrize("slug", PAGES)
def test_no_section_of_a_page_is_named_like_another(slug):
    anchors = [section.anchor for section in handbook.page(slug).sections]
    assert "" not in anchors
    assert len(anchors) == len(set(anchors))


def test_every_picture_that_is_shown_is_there_and_every_picture_is_shown():
    texts = [*handbook.FOLDER.glob("*.md"), settings.BASE_DIR / "README.md"]
    shown = [name for path in texts for name in re.findall(r"pictures/([\w-]+)\.png", path.read_text())]
    assert set(shown) == {path.stem for path in PICTURES.glob("*.png")} == set(kept_words())


def test_every_picture_says_in_words_what_it_shows():
    everything = "".join(handbook.page(slug).html for slug in PAGES)
    texts = re.findall(r'<img [^>]*alt="([^"]*)"', everything)
    assert texts
    assert all(len(text) > 40 for text in texts)


def test_a_page_for_people_without_an_account_is_open_to_them(db, settings):
    settings.PUBLIC_VIEW = False
    answer = Client().get("/hilfe/anmelden/")
    assert '<h1 class="kern-heading-x-large">Anmelden</h1>' in answer.content.decode()


def test_a_page_leads_to_the_one_before_and_the_one_after_it(db):
    links = Links(Client().get(handbook.address(PAGES[1])).content.decode()).found
    assert {handbook.address(PAGES[0]), handbook.address(PAGES[2])} <= set(links)


@pytest.mark.parametrize(
    ("slug", "before", "after"), [(PAGES[0], None, PAGES[1]), (PAGES[-1], PAGES[-2], None)]
)
def test_the_first_page_has_none_before_it_and_the_last_none_after(slug, before, after):
    assert handbook.place(slug) == handbook.Place(before, after)


def test_a_page_of_the_handbook_asks_the_database_nothing(db, django_assert_num_queries):
    with django_assert_num_queries(0):
        Client().get("/hilfe/lesen/")


def test_a_page_that_nobody_wrote_is_not_found(db):
    assert Client().get("/hilfe/README/").status_code == 404


def test_links_lead_to_pages_of_the_portal():
    html = written("# Seite\n\n[da](berichte.md#freigeben) und [zurück](README.md)").html
    assert html == '<p><a href="/hilfe/berichte/#freigeben">da</a> und <a href="/hilfe/">zurück</a></p>\n'


def test_a_table_has_a_name_and_heads_of_columns_and_rows():
    html = written("# Seite\n\n## Wer\n\n| | Rat |\n| --- | --- |\n| Zahl | ja |").html
    assert 'role="region" aria-label="Wer" tabindex="0"' in html
    assert '<td class="kern-table__cell"></td>' in html
    assert '<th scope="col" class="kern-table__header">Rat</th>' in html
    assert '<th scope="row" class="kern-table__header">Zahl</th>' in html


def test_a_second_table_under_a_heading_has_a_name_of_its_own():
    table = "| A |\n| --- |\n| b |\n\n"
    html = written(f"# Seite\n\n## Wer\n\n{table}Und:\n\n{table}").html
    assert re.findall('aria-label="([^"]*)"', html) == ["Wer", "Wer (2)"]


def test_html_in_the_text_is_shown_and_not_obeyed():
    assert "<script>" not in written("# Seite\n\n<script>alert(1)</script>").html


def test_a_page_begins_with_its_title():
    with pytest.raises(ValueError, match="Überschrift"):
        written("Kein Titel")
