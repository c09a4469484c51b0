"""The pages of task force and working groups: who sees what, what stands empty, what can be downloaded."""

import io
from datetime import date

import pytest
from django.test import Client
from django.urls import reverse
from python_calamine import CalamineWorkbook

from portal.releases import State
from taskforce.models import Body
from tests import people
from tests.factories import (
    BodyFactory,
    FinalReportFactory,
    HandoverFactory,
    MeasureFactory,
    MeetingFactory,
    MembershipFactory,
    WorkingGroupFactory,
)
from tests.the_report import load_the_report

pytestmark = pytest.mark.django_db


@pytest.fixture
def public(client, settings) -> Client:
    """Somebody without an account, while the city shows its figures to everybody."""
    settings.PUBLIC_VIEW = True
    return client


@pytest.fixture
def group() -> Body:
    return WorkingGroupFactory(name="AG Quartier", slug="ag-quartier", topic="Quartier")


def text(client: Client, address: str, **asked: str) -> str:
    answer = client.get(address, asked)
    assert answer.status_code == 200
    return answer.content.decode()


# The way there


def test_the_start_page_leads_to_who_answers(public, group):
    page = text(public, "/", stichtag="2018-06-30")
    assert "Eine Arbeitsgruppe." in page
    assert 'href="/arbeitsgruppen/?stichtag=2018-06-30"' in page


def test_the_chapter_asks_who_answers_today_before_anything_else(public, group):
    page = text(public, "/arbeitsgruppen/")
    assert page.index("Wer ist heute zuständig?") < page.index('href="/arbeitsgruppen/ag-quartier/"')


def test_for_another_day_the_question_names_it(public, group):
    page = text(public, "/arbeitsgruppen/", stichtag="2016-12-31")
    assert "Wer ist am 31. Dezember 2016 zuständig?" in page


def test_a_body_that_does_not_exist_is_not_found(public):
    assert public.get("/arbeitsgruppen/gibt-es-nicht/").status_code == 404


# One body


def test_what_no_source_says_stays_visibly_empty(public, group):
    page = public.get("/arbeitsgruppen/ag-quartier/")
    assert [part.title for part in page.context["parts"]] == [
        "Mitglieder", "Sitzungen", "Beratungen", "Maßnahmen", "Überführungen", "Ziele",
    ]  # fmt: skip
    # Mandate, begin, place, whole and source; below them the six parts.
    assert page.content.decode().count("keine Angabe in der Quelle") >= 11


def test_the_members_are_those_of_the_stichtag(public, group):
    MembershipFactory(body=group, organisation__name="Kammer", ended_to=date(2016, 2, 29))
    address = "/arbeitsgruppen/ag-quartier/"
    assert "Kammer" in text(public, address, stichtag="2016-02-29")
    assert "Kammer" not in text(public, address, stichtag="2016-03-01")


def test_a_body_shows_what_it_gave_and_what_it_took(public, group):
    HandoverFactory(subject="Gegebenes", body=group)
    HandoverFactory(subject="Genommenes", to_body=group)
    page = text(public, "/arbeitsgruppen/ag-quartier/")
    assert "Gegebenes" in page
    assert "Genommenes" in page


def test_an_invented_body_says_so(public):
    BodyFactory(slug="erfunden", example=True)
    assert "Beispieldaten (erfunden)" in text(public, "/arbeitsgruppen/erfunden/")


# Who sees what


def test_nobody_outside_reads_a_name(act_as, public, group):
    MembershipFactory(body=group, person="Vera Vorstand", purpose="Ansprechperson")
    address = "/arbeitsgruppen/ag-quartier/"
    assert "Vera Vorstand" not in text(public, address)
    assert "Vera Vorstand" not in text(act_as(people.rosa), address)
    assert "Vera Vorstand" in text(act_as(people.karla), address)


def test_a_name_is_in_no_download_for_the_outside(act_as, group):
    MembershipFactory(body=group, person="Vera Vorstand", purpose="Ansprechperson")
    address = "/arbeitsgruppen/ag-quartier/mitglieder.csv"
    assert "Vera" not in text(act_as(people.rosa), address)
    assert "Vera" in text(act_as(people.karla), address)


def test_a_meeting_behind_closed_doors_stays_inside(act_as, public, group):
    MeetingFactory(body=group, title="Klausur")
    address = "/arbeitsgruppen/ag-quartier/"
    assert "Klausur" not in text(public, address)
    assert "Klausur" not in text(act_as(people.rosa), address)
    assert "Klausur" in text(act_as(people.karla), address)


def test_a_draft_of_a_report_is_not_offered_to_the_public(act_as, public, group):
    report = FinalReportFactory(body=group)
    link = 'href="/arbeitsgruppen/ag-quartier/abschlussbericht/"'
    assert link not in text(public, "/arbeitsgruppen/ag-quartier/")
    report.state = State.RELEASED
    report.save()
    assert link in text(public, "/arbeitsgruppen/ag-quartier/")


def test_an_idea_is_neither_on_the_page_nor_in_the_download_of_the_public(act_as, public):
    MeasureFactory(title="Ein Einfall", status="idea")
    assert "Ein Einfall" not in text(public, "/arbeitsgruppen/")
    assert public.get("/arbeitsgruppen/massnahmen.csv").status_code == 404
    assert "Ein Einfall" in text(act_as(people.karla), "/arbeitsgruppen/massnahmen.csv")


# Hand-overs


def test_promises_stand_first_the_oldest_at_the_top(public):
    HandoverFactory(subject="Vollzogenes", status="done")
    HandoverFactory(subject="Ohne Tag")
    HandoverFactory(subject="Später", since=date(2018, 7, 1))
    HandoverFactory(subject="Früher", since=date(2018, 1, 1))
    page = text(public, "/arbeitsgruppen/ueberfuehrungen/", stichtag="2018-03-01")
    table = page[page.index("Vereinbart, aber nicht vollzogen") :]
    places = [table.index(subject) for subject in ("Früher", "Später", "Ohne Tag", "Vollzogenes")]
    assert places == sorted(places)
    assert "01.01.2018" in table


def test_without_a_promise_the_page_says_so(public):
    HandoverFactory(status="done")
    assert "nichts vereinbart, was nicht auch vollzogen ist" in text(
        public, "/arbeitsgruppen/ueberfuehrungen/"
    )


def test_the_handovers_of_one_group_can_be_chosen(public, group):
    HandoverFactory(subject="Begegnung", body=group)
    HandoverFactory(subject="Anderes")
    page = text(public, "/arbeitsgruppen/ueberfuehrungen/", gruppe="ag-quartier")
    assert "Begegnung" in page
    assert "Anderes" not in page


def test_the_download_holds_what_the_choice_shows(public, group):
    HandoverFactory(subject="Begegnung", body=group)
    HandoverFactory(subject="Anderes")
    page = text(public, "/arbeitsgruppen/ueberfuehrungen/", gruppe="ag-quartier", stichtag="2018-03-01")
    link = "/arbeitsgruppen/ueberfuehrungen/vereinbart.csv?stichtag=2018-03-01&amp;gruppe=ag-quartier"
    assert f'href="{link}"' in page
    file = text(public, link.replace("&amp;", "&"))
    assert "Begegnung" in file
    assert "Anderes" not in file


def test_a_group_that_gave_nothing_is_told_at_the_field(public, group):
    HandoverFactory()
    address = "/arbeitsgruppen/ueberfuehrungen/"
    assert "hat nichts abgegeben" in text(public, address, gruppe="ag-quartier")
    assert public.get(f"{address}vereinbart.csv", {"gruppe": "ag-quartier"}).status_code == 404


# Files and organigram


@pytest.mark.parametrize("extension", ["csv", "xlsx"])
def test_every_table_of_the_chapter_can_be_downloaded_as_seen(public, group, extension):
    HandoverFactory(body=group, measure=MeasureFactory(body=group))
    page = public.get("/arbeitsgruppen/")
    tables = page.context["chapter"].tables
    assert len(tables) >= 4
    for table in tables:
        link = f"/arbeitsgruppen/{table.key}.{extension}"
        assert link in page.content.decode()
        assert public.get(link).status_code == 200


def test_a_workbook_holds_the_rows_of_the_page(public, group):
    HandoverFactory(subject="Begegnung", body=group)
    answer = public.get("/arbeitsgruppen/ueberfuehrungen.xlsx")
    rows = CalamineWorkbook.from_filelike(io.BytesIO(answer.content)).get_sheet_by_name("Daten").to_python()
    assert [row[0] for row in rows] == ["Gegenstand", "Begegnung"]


@pytest.mark.parametrize(
    "address", ["/arbeitsgruppen/gremien.csv", "/arbeitsgruppen/schaubild/schaubild.svg"]
)
def test_a_file_for_a_day_that_cannot_be_read_is_refused(public, address):
    assert public.get(address, {"stichtag": "quatsch"}).status_code == 400


def test_the_organigram_stands_beside_the_same_as_a_list(public, group):
    WorkingGroupFactory(name="Unterausschuss", parent=group)
    page = text(public, "/arbeitsgruppen/schaubild/")
    picture, list_ = page.split("Dasselbe als Liste")
    assert "<svg" in picture
    assert picture.count("AG Quartier") == list_.count("AG Quartier") == 1
    assert list_.index("AG Quartier") < list_.index("Unterausschuss")


@pytest.mark.parametrize(
    ("extension", "kind"), [("svg", "image/svg+xml; charset=utf-8"), ("png", "image/png")]
)
def test_the_organigram_can_be_downloaded_for_its_day(public, group, extension, kind):
    answer = public.get(f"/arbeitsgruppen/schaubild/schaubild.{extension}", {"stichtag": "2016-12-31"})
    assert answer.headers["Content-Type"] == kind
    assert f"schaubild_2016-12-31.{extension}" in answer.headers["Content-Disposition"]


# The report itself


def test_who_answers_for_the_language_courses_is_on_the_first_page(public):
    load_the_report()
    rows = public.get("/arbeitsgruppen/").context["chapter"].table("zustaendig").rows
    (courses,) = [row for row in rows if str(row[0].content).startswith("Deutschkurse")]
    assert courses[1].content == "Gesamtprogramm Sprache"
    assert "Satz 6" in str(courses[5].content)


def test_every_body_of_the_report_has_its_page_with_its_source(public):
    load_the_report()
    for body in Body.objects.select_related("citation__source"):
        page = text(public, reverse("taskforce:body", args=[body.slug]))
        assert str(body.citation.source) in page


@pytest.mark.parametrize("name", ["taskforce:chapter", "taskforce:handovers", "taskforce:organigram", "home"])
def test_a_page_costs_the_same_queries_however_much_there_is(public, name, django_assert_max_num_queries):
    for _ in range(8):
        HandoverFactory(measure=MeasureFactory())
    with django_assert_max_num_queries(25):
        text(public, reverse(name))


def test_the_page_of_a_body_costs_a_bounded_number_of_queries(public, group, django_assert_max_num_queries):
    for _ in range(8):
        HandoverFactory(body=group, measure=MeasureFactory(body=group))
        MembershipFactory(body=group)
        MeetingFactory(body=group, public=True)
    with django_assert_max_num_queries(25):
        text(public, "/arbeitsgruppen/ag-quartier/")
