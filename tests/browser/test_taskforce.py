"""What visitors see of task force and working groups: who answers, the hand-overs, the organigram."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from taskforce.models import Handover

pytestmark = pytest.mark.usefixtures("the_report")


LONG_SIDE = 1031  # of a sheet of A4 without its margins, in the pixels of a style sheet


def test_who_answers_for_the_language_courses_is_two_clicks_away(new_page: Callable[..., Page]):
    page = new_page(javascript=False)
    page.goto("/")
    page.get_by_role("link", name="Wer ist wofür zuständig?").click()
    answers = page.get_by_role("region", name="Wer für welches Thema zuständig ist")
    courses = answers.get_by_role("row").filter(has_text="Deutschkurse")
    courses.get_by_role("link", name="Gesamtprogramm Sprache").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Gesamtprogramm Sprache")


def test_the_organigram_of_2016_and_of_2018_come_from_the_same_rows(page: Page):
    page.goto("/arbeitsgruppen/schaubild/?stichtag=2016-12-31")
    picture = page.get_by_role("img", name=re.compile("Schaubild der Gremien am 31. Dezember 2016"))
    expect(picture).to_contain_text("seit Mitte 2015")
    expect(picture).not_to_contain_text("Steuerungsgruppe")
    page.get_by_label("Stichtag").fill("2018-06-30")
    page.get_by_role("button", name="Stand anzeigen").click()
    picture = page.get_by_role("img", name=re.compile("30. Juni 2018"))
    expect(picture).to_contain_text("Mitte 2015 bis Herbst 2017")
    expect(picture).to_contain_text("Steuerungsgruppe")


def test_the_organigram_is_also_a_nested_list(page: Page):
    page.goto("/arbeitsgruppen/schaubild/?stichtag=2018-06-30")
    force = (
        page.get_by_role("listitem")
        .filter(has=page.get_by_role("link", name=re.compile("^Task Force")))
        .first
    )
    expect(force.get_by_role("listitem").filter(has_text="Sprache und kulturelle Werte")).to_contain_text(
        "weiter bei: "
    )


def test_the_ink_of_the_organigram_is_the_pages_own(new_page: Callable[..., Page]):
    page = new_page(dark=True)
    page.goto("/arbeitsgruppen/schaubild/")
    ink = page.locator(".chart__picture text").first.evaluate("e => getComputedStyle(e).fill")
    assert ink == page.locator("body").evaluate("e => getComputedStyle(e).color")


def test_the_organigram_is_printed(page: Page):
    page.goto("/arbeitsgruppen/schaubild/")
    page.emulate_media(media="print")
    expect(page.get_by_role("img")).to_be_visible()
    expect(page.get_by_role("button")).to_have_count(0)


def test_on_paper_no_table_loses_its_last_columns(new_page: Callable[..., Page]):
    """The source stands last."""
    page = new_page(width=LONG_SIDE)
    page.goto("/arbeitsgruppen/")
    page.emulate_media(media="print")
    sheets = page.locator(".wide-tables")
    assert sheets.evaluate_all("all => all.map(one => getComputedStyle(one).page)") == ["wide"]
    tables = page.locator(".wide-tables .table-scroll")
    assert tables.count() >= 5
    assert tables.evaluate_all("all => all.filter(one => one.scrollWidth > one.clientWidth).length") == 0


def test_the_handovers_of_one_group_are_chosen_without_javascript(new_page: Callable[..., Page]):
    Handover.objects.filter(subject="Deutschkurse für Geflüchtete").update(status="agreed")
    page = new_page(javascript=False)
    page.goto("/arbeitsgruppen/ueberfuehrungen/")
    page.get_by_label("Gremium").select_option(label="Arbeitsgruppe Sprache und kulturelle Werte")
    page.get_by_role("button", name="Anzeigen").click()
    promised = page.get_by_role("region", name="Vereinbart, aber nicht vollzogen")
    expect(promised.get_by_role("row")).to_have_count(2)
    expect(page.get_by_role("row").filter(has_text="Gesundheitliche Versorgung")).to_have_count(0)


def test_what_is_downloaded_has_the_stichtag_of_the_page(page: Page):
    page.goto("/arbeitsgruppen/schaubild/?stichtag=2016-12-31")
    with page.expect_download() as download:
        page.get_by_role("link", name="PNG").click()
    assert download.value.suggested_filename == "schaubild_2016-12-31.png"
