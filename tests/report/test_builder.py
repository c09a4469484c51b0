"""The report builder: what staff arrange, write and hide; numbers in their sentences are looked up."""

from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext

from portal.models import Report
from portal.releases import State
from portal.report import actions
from portal.report.composition import arranged_report
from portal.report.document import Document
from tests import people
from tests.factories import (
    IndicatorFactory,
    MembershipFactory,
    ReportedFigureFactory,
    ReportFactory,
    WorkingGroupFactory,
)

pytestmark = [pytest.mark.django_db, pytest.mark.once]
TEXT = "accommodation"


@pytest.fixture
def report() -> Report:
    """On accommodation, with an old and a new value."""
    occupancy = IndicatorFactory(key="occupancy_total", unit="Personen", area="accommodation")
    for day, value in ((date(2016, 7, 1), 8141), (date(2017, 8, 1), 7362)):
        ReportedFigureFactory(
            indicator=occupancy, period_start=day, period_end=day, value=Decimal(value), leading=True
        )
    return ReportFactory(as_of=date(2017, 8, 31), chapters=["accommodation"])


def keys(document: Document, section: str = TEXT) -> list[str]:
    found = next(one for one in document["sections"] if one["key"] == section)
    return [block["key"].partition(".")[2] for block in found["blocks"]]


def write(report: Report, text: str, after: str = "", section: str = TEXT) -> str:
    return actions.insert_text(report=report, section=section, after=after, text=text, comment="").key


def words(document: Document, key: str) -> str:
    blocks = [block for section in document["sections"] for block in section["blocks"]]
    block = next(block for block in blocks if block["key"] == key)
    said = "".join(run["text"] for node in block["text"] for run in node["runs"])
    return said.replace("\N{NO-BREAK SPACE}", " ")


def test_at_first_the_order_is_that_of_the_chapter(report):
    assert keys(arranged_report(report)) == ["antwort", "kennzahlen", "belegung", "werte"]


def test_a_block_moves_by_one_place(report):
    before = keys(arranged_report(report))
    actions.move(report=report, key="accommodation.kennzahlen", up=True)
    assert keys(arranged_report(report)) == ["kennzahlen", "antwort", *before[2:]]


def test_the_first_block_stays_where_it_is_when_moved_up(report):
    before = keys(arranged_report(report))
    actions.move(report=report, key="accommodation.antwort", up=True)
    assert keys(arranged_report(report)) == before


def test_a_hidden_block_is_not_printed_and_comes_back_to_its_place(report):
    before = keys(arranged_report(report))
    actions.show(report=report, key="accommodation.belegung", hidden=True)
    assert "belegung" not in keys(arranged_report(report))
    actions.show(report=report, key="accommodation.belegung", hidden=False)
    assert keys(arranged_report(report)) == before


def test_footnotes_and_tables_are_numbered_by_what_is_printed(report):
    actions.show(report=report, key="accommodation.kennzahlen", hidden=True)
    blocks = arranged_report(report)["sections"][1]["blocks"]
    noted = [block for block in blocks if block["notes"]]
    assert noted[0]["first_note"] == 1
    assert next(block["table"]["caption"] for block in blocks if block["table"]).startswith("Tabelle 1")


def test_a_text_stands_after_the_block_that_it_was_written_after(report):
    key = write(report, "Dazu ein Wort.", after="accommodation.kennzahlen")
    assert key == "text.1"
    assert keys(arranged_report(report))[:3] == ["antwort", "kennzahlen", "1"]


def test_without_a_block_before_it_a_text_stands_first(report):
    write(report, "Vorweg.")
    assert keys(arranged_report(report))[0] == "1"


def test_sections_that_only_staff_fill_are_printed_once_they_say_something(report):
    titles = [section["title"] for section in arranged_report(report)["sections"]]
    assert "Finanzielle Auswirkungen" not in titles
    write(report, "Keine.", section="finanzielles")
    titles = [section["title"] for section in arranged_report(report)["sections"]]
    assert titles == ["Kurzfassung des Berichts", "1 Unterbringung", "Finanzielle Auswirkungen"]


def test_a_reference_is_printed_as_the_value_of_the_day_with_its_source(report):
    key = write(report, "Von {occupancy_total 2016-07} auf **{occupancy_total}**.")
    document = arranged_report(report)
    block = next(b for s in document["sections"] for b in s["blocks"] if b["key"] == key)

    assert words(document, key) == "Von 8.141 Personen auf 7.362 Personen."
    assert [note["text"].split(":")[0] for note in block["notes"]] == ["1. Juli 2016", "1. August 2017"]


def test_a_reference_follows_the_stichtag(report):
    key = write(report, "{occupancy_total}")
    report.as_of = date(2017, 1, 31)
    assert words(arranged_report(report), key) == "8.141 Personen"


@pytest.mark.parametrize(
    "reference", ["{keine_kennzahl}", "{occupancy_total 2015}", "{occupancy_total 2016-13}"]
)
def test_a_reference_that_leads_nowhere_never_prints_a_number(report, reference):
    key = write(report, reference)
    assert words(arranged_report(report), key).startswith("k. A.")


def test_what_a_chapter_says_only_later_stands_last_in_its_section(report):
    report.chapters = ["accommodation", "taskforce"]
    report.save()
    actions.move(report=report, key="taskforce.antwort", up=False)
    WorkingGroupFactory()
    assert keys(arranged_report(report), "taskforce")[0] == "antwort"
    assert "arbeitsgruppen" in keys(arranged_report(report), "taskforce")


def test_a_removed_text_keeps_its_words_in_the_history(report):
    key = write(report, "Ein Satz.")
    actions.remove_text(report=report, key=key)
    assert key not in [b["key"] for s in arranged_report(report)["sections"] for b in s["blocks"]]
    assert {old.text for old in report.blocks.model.history.filter(key=key)} == {"Ein Satz."}


@pytest.mark.parametrize("state", [State.SUBMITTED, State.RELEASED])
def test_what_is_submitted_or_released_is_not_arranged_any_more(report, state):
    Report.objects.filter(pk=report.pk).update(state=state)
    with pytest.raises(ValidationError, match="inzwischen"):
        actions.move(report=report, key="accommodation.antwort", up=False)


def test_a_form_that_was_open_meanwhile_does_not_take_a_release_back(report):
    Report.objects.filter(pk=report.pk).update(state=State.RELEASED)
    report.title = "Zu spät"
    with pytest.raises(ValidationError, match="inzwischen"):
        actions.save_frame(report=report, fields=("title",))
    report.refresh_from_db()
    assert (report.state, report.title) == (State.RELEASED, "Bericht zum Test")


def test_a_block_that_is_gone_is_told(report):
    with pytest.raises(ValidationError, match="gibt es im Bericht nicht mehr"):
        actions.show(report=report, key="fim.kennzahlen", hidden=True)


def test_a_comment_is_kept_and_not_printed(act_as, report):
    page = act_as(people.karla)
    page.post(f"/berichte/{report.pk}/gestalten/accommodation.kennzahlen/", {"comment": "Bitte prüfen."})
    assert "Bitte prüfen." in page.get(f"/berichte/{report.pk}/gestalten/").content.decode()
    assert "Bitte prüfen." not in page.get(f"/berichte/{report.pk}/").content.decode()


def test_a_text_with_an_unknown_reference_is_refused_with_a_sentence(act_as, report):
    address = f"/berichte/{report.pk}/gestalten/einfuegen/accommodation/"
    answer = act_as(people.karla).post(address, {"text": "Es sind {erfunden}."})
    assert answer.status_code == 422
    assert "keinen Wert für {erfunden}" in answer.content.decode()


def test_html_that_somebody_writes_is_shown_as_letters(act_as, report):
    write(report, "<script>alert(1)</script>")
    page = act_as(people.karla).get(f"/berichte/{report.pk}/").content.decode()
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page


def test_a_new_report_needs_a_chapter(act_as):
    form = {"title": "Bericht", "as_of": "2017-08-31", "audience": "council"}
    answer = act_as(people.karla).post("/berichte/neu/", form)
    assert answer.status_code == 422
    assert "mindestens ein Kapitel" in answer.content.decode()
    assert not Report.objects.exists()


def test_the_draft_says_what_invented_data_it_leaves_out(act_as, report):
    WorkingGroupFactory(example=True, name="Beispielgruppe")
    report.chapters = ["taskforce"]
    report.save()
    page = act_as(people.karla).get(f"/berichte/{report.pk}/").content.decode()
    assert "Nicht gedruckt, weil erfunden" in page
    assert "Beispielgruppe" not in page


def test_the_number_of_queries_of_a_draft_does_not_grow(act_as, report, django_assert_max_num_queries):
    page, address = act_as(people.karla), f"/berichte/{report.pk}/"
    report.chapters = ["accommodation", "taskforce"]
    report.save()
    MembershipFactory(body=WorkingGroupFactory())
    with CaptureQueriesContext(connection) as few:
        page.get(address)
    for _ in range(5):
        MembershipFactory(body=WorkingGroupFactory())
    with django_assert_max_num_queries(len(few)):
        page.get(address)
