"""`manage.py write_report`, and which chapters may stand in what it writes."""

import json
from datetime import date
from decimal import Decimal

import pytest
from django.core.management import CommandError, call_command

from portal.figures import Audience, Chapter, KeyFigure, Provenance, Value
from portal.report import chapters
from portal.report.chapters import left_out, real_chapter
from tests.factories import OccupancyFactory, ReportedFigureFactory, ShelterFactory, WorkingGroupFactory

pytestmark = [pytest.mark.django_db, pytest.mark.once]
DAY = date(2017, 8, 31)


@pytest.fixture
def write(tmp_path):
    """Writes the report of the day and gives back what the file holds."""

    def write(form: str, *chapters: str, out: str = "bericht", day: str = "2017-08-31") -> bytes:
        chosen = ["--chapters", *chapters] if chapters else []
        file = tmp_path / out
        call_command("write_report", f"--as-of={day}", f"--format={form}", f"--out={file}", *chosen)
        return file.read_bytes()

    return write


@pytest.mark.parametrize(
    ("form", "begin"), [("pdf", b"%PDF-1.7"), ("docx", b"PK"), ("html", b"<!doctype html>"), ("json", b"{")]
)
def test_it_writes_each_form(write, form, begin):
    ReportedFigureFactory(indicator__key="occupancy_total")
    assert write(form).lstrip().startswith(begin)


def test_it_writes_only_the_chapters_asked_for_in_the_order_of_the_report(write):
    WorkingGroupFactory()
    titles = [section["title"] for section in json.loads(write("json", "taskforce"))["sections"]]
    assert titles == [
        "Kurzfassung des Berichts", "1 Task Force und Arbeitsgruppen", "Anlage 1: Schaubild der Gremien",
    ]  # fmt: skip


def test_a_day_of_which_nothing_is_known_is_a_report_that_says_so(write):
    assert "Für diesen Stichtag liegt noch keine Zahl vor." in write("html", day="1999-12-31").decode()


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [({"day": "31.08.2017"}, "ist kein Tag"), ({"out": "gibt/es/nicht"}, "lässt sich nicht schreiben")],
)
def test_what_cannot_be_written_is_said(write, wrong, sentence):
    with pytest.raises(CommandError, match=sentence):
        write("json", **wrong)


def test_what_the_report_leaves_out_can_be_told():
    OccupancyFactory(shelter=ShelterFactory(example=True), as_of=DAY)
    said = left_out("accommodation", DAY, Audience.COUNCIL)
    assert said[:2] == [
        "Kennzahl „Summe der erfundenen Unterkünfte“",
        "Werte in „Abbildung 1: Belegung der städtischen Unterkünfte“",
    ]


def test_a_chapter_that_hands_over_something_invented_is_no_part_of_a_report(monkeypatch):
    invented = KeyFigure("Plätze", Value(Decimal(7)), "heute", Provenance("Niemand"), example=True)

    def chapter(as_of: date, audience: Audience, **_) -> Chapter:
        return Chapter("fim", "FIM", "/fim/", as_of, audience, key_figures=(invented,))

    monkeypatch.setitem(chapters.CHAPTERS, "fim", chapter)
    with pytest.raises(ValueError, match="Plätze"):
        real_chapter("fim", DAY, Audience.COUNCIL)
