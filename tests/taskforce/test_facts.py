"""What the report says in chapters 2 and 7, as `manage.py load_report` puts it into the database."""

import tomllib
from collections import defaultdict
from datetime import date
from decimal import Decimal

import pytest
from django.core.management import call_command
from django.db import transaction

from portal.models import Organisation, ReportedFigure, Source, Statement
from portal.releases import State
from portal.report_facts import REPORT_2017
from taskforce.models import (
    Body,
    Consultation,
    FinalReport,
    Goal,
    Handover,
    Measure,
    Membership,
    ServiceCentre,
    ServiceUnit,
)

pytestmark = [pytest.mark.django_db, pytest.mark.once, pytest.mark.usefixtures("_loaded")]

OURS = (Body, Consultation, Goal, Handover, Measure, Membership, ServiceCentre, ServiceUnit)
SI = "Referat Soziales und gesellschaftliche Integration"


@pytest.fixture(scope="module")
def _loaded(django_db_setup, django_db_blocker):
    """Loaded once for all tests; each undoes what it changes, and the last one everything."""
    with django_db_blocker.unblock(), transaction.atomic():
        call_command("load_report")
        yield
        transaction.set_rollback(True)


@pytest.fixture
def load_again(capsys):
    """Loads and gives back what the command says."""

    def load_again() -> str:
        call_command("load_report")
        return capsys.readouterr().out

    return load_again


def body(slug: str) -> Body:
    return Body.objects.get(slug=slug)


def handover(subject: str) -> Handover:
    return Handover.objects.get(subject=subject)


# Where each number of the register stands


def places() -> dict[str, set[str]]:
    """The files that name a number of the register; parts of a row count as well."""
    found = defaultdict(set)

    def note(file: str, row: dict) -> None:
        for number in row.get("register", []):
            found[number].add(file)
        for part in row.values():
            if isinstance(part, list):
                for inner in part:
                    if isinstance(inner, dict):
                        note(file, inner)

    for path in REPORT_2017.glob("*.toml"):
        for rows in tomllib.loads(path.read_text("utf-8")).values():
            for row in rows:
                note(path.stem, row)
    return found


# Besides the statement that says it in our own words.
NAMED_PLACES = {
    "bodies": ["F027", "F028", "F029", "F030", "F031", *(f"F{n:03}" for n in range(35, 41)), "F042", "F044",
               "F234", "F235", "F245", "F246", "F247", "F255", "F258", "F265", "F269"],
    "memberships": ["F029", "F046", "F047", "F048", "F049", "F257"],
    "figures": ["F052", "F267", "F268"],
    "service_centres": [f"F{n}" for n in range(238, 244)],
    "organisations": ["F047", "F048", "F049", *(f"F{n}" for n in range(239, 244)), "F248", "F250", "F253",
                      "F257", "F261", "F262", "F263", "F264"],
    "handovers": ["F246", "F247", "F249", "F250", "F251", "F252", "F253", "F254", "F255", "F256", "F257",
                  "F258", "F265", "F269"],
    "measures": ["F033", "F141", "F142", "F257", "F258", "F265", "F266", "F269"],
    "consultations": ["F258"],
    "goals": ["F259"],
    "sources": ["F258"],
    "statements": ["F031", "F032", "F033", "F034", "F041", "F042", "F043", "F044", "F045", "F050", "F051",
                   *(f"F{n:03}" for n in range(53, 60)), "F233", "F234", "F236", "F237", "F244", "F245",
                   "F246", "F260", "F261", "F265", "F266", "F269"],
}  # fmt: skip


@pytest.mark.parametrize("file", NAMED_PLACES)
def test_a_number_of_the_register_stands_where_its_subject_is_kept(file):
    missing = [number for number in NAMED_PLACES[file] if file not in places()[number]]
    assert missing == []


def test_every_fact_about_the_task_force_stands_in_a_file():
    registered = [f"F{number:03}" for number in (*range(27, 60), *range(233, 270))]
    assert [number for number in registered if not places()[number]] == []


def test_every_row_about_the_task_force_says_where_it_comes_from():
    for model in (Body, Consultation, Goal, Handover, Measure, Membership, ServiceCentre):
        assert not model.objects.filter(citation=None).exists(), model


def test_nothing_of_the_report_is_an_example():
    for model in (Body, Consultation, Goal, Handover, Measure, Membership):
        assert not model.objects.filter(example=True).exists(), model


def test_no_person_is_named():
    assert not Membership.objects.exclude(person="").exists()


# Bodies


def test_six_working_groups_in_the_order_of_chapter_2():
    assert list(Body.objects.working_groups().values_list("order", "topic")) == [
        (1, "Arbeit und Ausbildung"),
        (2, "Sprache und kulturelle Werte"),
        (3, "Familien, Kinder und Jugendliche"),
        (4, "Soziale Integration und Quartier"),
        (5, "Gesundheitliche Versorgung"),
        (6, "Kommunikation"),
    ]


@pytest.mark.parametrize(
    ("slug", "in_chapter_7"),
    [
        ("ag-familien-kinder-und-jugendliche", "Familien/Kinder/Jugendliche und Bildung"),
        ("ag-kommunikation", "Kommunikation / Öffentlichkeitsarbeit"),
    ],
)
def test_a_group_is_found_by_the_name_that_chapter_7_gives_it(slug, in_chapter_7):
    assert in_chapter_7 in body(slug).names


def test_the_task_force_sat_from_the_middle_of_2015_to_the_autumn_of_2017():
    force = body("task-force")
    assert (force.started, force.ended) == ("Mitte 2015", "Herbst 2017")
    assert (force.started_from, force.ended_to) == (date(2015, 5, 1), date(2017, 11, 30))
    assert force.ended_reason
    assert force.successor == body("steuerungsgruppe")


def test_when_the_groups_began_no_source_says():
    assert {group.started for group in Body.objects.working_groups()} == {""}


def test_the_city_wide_group_is_planned_from_2018_at_the_department():
    group = body("steuerungsgruppe")
    assert (group.status, group.started, group.seat.name) == ("planned", "ab 2018", SI)


def test_in_2016_the_task_force_sat_and_in_2018_no_more():
    in_2016 = set(Body.objects.on(date(2016, 7, 1)).values_list("slug", flat=True))
    in_2018 = set(Body.objects.on(date(2018, 7, 1)).values_list("slug", flat=True))
    assert {"task-force", "steuerungsgremium", "ag-kommunikation"} <= in_2016 - in_2018
    assert {"steuerungsgruppe", "gremien-des-pakts"} <= in_2018 - in_2016


def test_five_units_are_under_one_roof_in_the_order_of_the_report():
    units = ServiceCentre.objects.get(name="Dienstleistungszentrum Jägerstraße").units.all()
    assert [str(unit).split()[0] for unit in units] == [
        "Ausbildungscampus", "Asylstelle", "Abteilung", "Bürgerservice", "Jobcenter",
    ]  # fmt: skip


def test_member_groups_have_no_time_and_no_role():
    members = body("task-force").memberships.all()
    assert {(one.started, one.ended, one.role) for one in members} == {("", "", "member")}
    assert {one.organisation.name for one in members} == {
        "Landeshauptstadt Stuttgart", "Migrationsdienste", "Flüchtlingsfreundeskreise",
        "Kammern, Verbände und Vereine",
    }  # fmt: skip


def test_who_spoke_for_a_group_no_source_says():
    assert not Membership.objects.speakers().exists()


def test_of_the_final_reports_nothing_is_invented():
    assert not FinalReport.objects.exists()


@pytest.mark.parametrize("office", ["Gesundheitsamt", "Eigenbetrieb Leben und Wohnen"])
def test_an_office_belongs_to_the_department_as_the_report_says(office):
    assert Organisation.objects.get(name=office).parent.name == SI


def test_papers_went_through_the_bodies_that_a_source_names():
    assert {(str(one.paper), one.body.name, one.held_on) for one in Consultation.objects.all()} == {
        ("GRDrs 532/2017", "Gemeinderat", date(2017, 9, 28)),
        ("GRDrs 783/2017", "Sozial- und Gesundheitsausschuss", date(2017, 9, 25)),
        ("GRDrs 995/2016", "Sozial- und Gesundheitsausschuss", date(2017, 2, 13)),
    }


# Hand-overs, plans, goal


def test_four_themes_went_to_the_talks_of_the_department():
    taken_over = body("aemtergespraeche-si").taken_over.filter(target="regular", status="done")
    assert {one.body.order for one in taken_over} == {1, 2, 4, 5}
    assert not taken_over.filter(our_reading=True).exists()


@pytest.mark.parametrize(
    ("subject", "order", "organisation"),
    [
        ("Familien, Kinder, Jugendliche und Bildung", 3, "Referat Jugend und Bildung"),
        ("Kommunikation und Öffentlichkeitsarbeit", 6, "OB-Abteilung Kommunikation"),
    ],
)
def test_two_themes_stay_outside_and_with_whom_is_our_reading(subject, order, organisation):
    excepted = handover(subject)
    assert (excepted.target, excepted.our_reading) == ("outside", True)
    assert (excepted.body.order, excepted.to_organisation.name) == (order, organisation)


def test_language_courses_are_with_the_programme_for_language():
    assert handover("Deutschkurse für Geflüchtete").to_body.name == "Gesamtprogramm Sprache"


def test_the_pact_and_the_city_wide_group_are_still_to_come():
    planned = Handover.objects.filter(status="planned").order_by("to_body__slug")
    assert [(one.to_body.slug, one.since_text) for one in planned] == [
        ("gremien-des-pakts", "ab 2018"),
        ("steuerungsgruppe", "ab 2018"),
    ]


def test_what_the_report_announces_is_planned_and_nothing_is_called_done():
    assert set(Measure.objects.values_list("status", flat=True)) == {"planned"}


def test_a_planned_measure_leads_to_its_paper():
    measure = Measure.objects.get(title__startswith="Kooperationsstruktur")
    assert [str(paper) for paper in measure.papers.all()] == ["GRDrs 532/2017"]


def test_the_goal_cannot_be_measured():
    goal = Goal.objects.get()
    assert (goal.body.slug, goal.indicator, goal.target_value) == ("steuerungsgruppe", None, None)


# Figures and oddities


@pytest.mark.parametrize(
    ("indicator", "value", "printed", "shown"),
    [
        ("working_groups", 6, "sechs Arbeitsgruppen", "6\N{NO-BREAK SPACE}Gruppen"),
        ("share_refugees", 2, "rd. 2 %", "rund 2\N{NO-BREAK SPACE}%"),
        ("share_migrants", 45, "rd. 45 %", "rund 45\N{NO-BREAK SPACE}%"),
    ],
)
def test_a_figure_leads_and_keeps_its_wording(indicator, value, printed, shown):
    figure = ReportedFigure.objects.get(indicator__key=indicator, leading=True)
    assert (figure.value, figure.value_text, figure.state) == (Decimal(value), printed, State.RELEASED)
    assert str(figure.as_value()) == shown


def test_another_source_gives_44_percent_and_does_not_lead():
    figure = ReportedFigure.objects.get(indicator__key="share_migrants", leading=False)
    assert (figure.value, figure.when) == (44, "31. Dezember 2016")


def test_that_the_press_dates_the_begin_later_is_kept_beside_the_report():
    oddities = Statement.objects.filter(area="taskforce", key__startswith="f270-d07")
    assert {one.citation.source.kind for one in oddities} == {"press"}
    assert oddities.count() == 2


def test_a_misprint_stays_with_its_citation():
    sic = Statement.objects.get(key="f058-seit-dem-zwischenbericht").citation
    assert "„zur der Task Force“ (sic)" in sic.note
    assert str(sic.source) == "GRDrs 429/2016"


def test_the_three_papers_have_number_and_title():
    assert {str(paper) for paper in Source.objects.filter(number__in=(532, 783, 995))} == {
        "GRDrs 532/2017", "GRDrs 783/2017", "GRDrs 995/2016",
    }  # fmt: skip


# Loading again


def counts() -> list[int]:
    return [model.objects.count() for model in OURS]


def test_a_second_load_changes_nothing(load_again):
    before, versions = counts(), Body.history.count() + Measure.history.count()
    assert " 0 neu, 0 im Portal geändert, " in load_again()
    assert (counts(), Body.history.count() + Measure.history.count()) == (before, versions)


def test_what_people_edited_is_left_and_named(load_again):
    talks = body("aemtergespraeche-si")
    talks.mandate = "Alle vierzehn Tage."
    talks.save()
    answer = load_again()
    talks.refresh_from_db()
    assert talks.mandate == "Alle vierzehn Tage."
    assert "Gremium „Ämtergespräche des Referats SI“ (Auftrag)" in answer


def test_a_hand_over_that_people_carried_out_stays_carried_out(load_again):
    pact = handover("Umsetzung des Pakts für Integration")
    pact.status = Handover.Status.DONE
    pact.save()
    load_again()
    assert handover("Umsetzung des Pakts für Integration").status == "done"


def test_a_measure_that_people_renamed_and_gave_away_does_not_come_twice(load_again):
    measure = Measure.objects.get(title__startswith="Kooperationsstruktur")
    measure.title, measure.body = "Struktur für den Pakt", body("gemeinderat")
    measure.save()
    before = counts()
    load_again()
    assert counts() == before


def test_papers_that_people_took_from_a_measure_stay_away(load_again):
    measure = Measure.objects.get(title__startswith="Kooperationsstruktur")
    measure.papers.clear()
    load_again()
    assert not measure.papers.exists()
