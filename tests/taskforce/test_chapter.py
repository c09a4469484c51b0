"""What the chapter says about task force and working groups, to whom, as of which day."""

from datetime import date

import pytest

from portal.dates import Precision
from portal.figures import Audience, Chapter, Table
from taskforce.chapter import chapter, overview
from taskforce.chapter.one_body import body_chapter, facts
from taskforce.chapter.speakers import gaps
from taskforce.models import Body, Consultation, Handover, Measure, Meeting
from tests.factories import (
    BodyFactory,
    CitationFactory,
    ConsultationFactory,
    GoalFactory,
    HandoverFactory,
    IndicatorFactory,
    MeasureFactory,
    MeetingFactory,
    MembershipFactory,
    OrganisationFactory,
    ReportedFigureFactory,
    ServiceUnitFactory,
    SourceFactory,
    SpeakerFactory,
    WorkingGroupFactory,
)

pytestmark = pytest.mark.django_db

DURING = date(2016, 12, 31)
AFTER = date(2018, 6, 30)
MID_2015 = {
    "started_from": date(2015, 5, 1),
    "started_precision": Precision.ABOUT,
    "started_text": "Mitte 2015",
}
AUTUMN_2017 = {
    "status": "ended", "ended_to": date(2017, 11, 30), "ended_precision": Precision.ABOUT,
    "ended_text": "Herbst 2017", "ended_reason": "Die Themen gehen an andere Stellen über.",
}  # fmt: skip
TASK_FORCE = {"kind": Body.Kind.TASK_FORCE, "name": "Task Force", **MID_2015, **AUTUMN_2017}


@pytest.fixture
def force():
    return BodyFactory(**TASK_FORCE)


@pytest.fixture
def language(force):
    """Ended with the task force; nobody says when it began."""
    return WorkingGroupFactory(
        name="AG Sprache", slug="ag-sprache", topic="Sprache", parent=force, order=2, **AUTUMN_2017
    )


@pytest.fixture
def courses(language):
    """The language courses went to a network, says a report without a day."""
    network = BodyFactory(name="Gesamtprogramm Sprache", kind=Body.Kind.NETWORK)
    return HandoverFactory(
        subject="Deutschkurse", body=language, to_body=network, status="done", since_text="inzwischen"
    )


def said(when: date, audience: Audience = Audience.PUBLIC) -> Chapter:
    return chapter(when, audience)


def cells(table: Table, *keys: str) -> list[tuple[str, ...]]:
    """The contents of these columns, row by row."""
    places = [[column.key for column in table.columns].index(key) for key in keys]
    return [tuple(str(row[place].content) for place in places) for row in table.rows]


def headings(content: Chapter) -> list[str]:
    return [finding.heading for finding in content.findings]


# The first sentence


def test_the_first_sentence_says_how_many_groups_there_were_and_how_long(force):
    WorkingGroupFactory.create_batch(6, parent=force, **AUTUMN_2017)
    assert said(AFTER).lead == "Sechs Arbeitsgruppen; die Task Force tagte von Mitte 2015 bis Herbst 2017."


def test_while_it_meets_nobody_knows_its_end(language):
    assert said(DURING).lead == "Eine Arbeitsgruppe; die Task Force tagt seit Mitte 2015."


def test_before_its_begin_there_is_nothing_to_say(language):
    content = said(date(2014, 1, 1))
    assert content.lead == "Für diesen Stichtag ist noch keine Arbeitsgruppe erfasst."
    assert content.key_figures == ()


def test_invented_groups_are_not_counted(language):
    WorkingGroupFactory(example=True)
    assert said(AFTER).lead.startswith("Eine Arbeitsgruppe")


def test_the_start_page_hears_the_same_sentence_and_figures(language, courses):
    short, long = overview(AFTER, Audience.PUBLIC), said(AFTER)
    assert (short.lead, short.key_figures) == (long.lead, long.key_figures)


# Who answers for it


def test_after_the_group_the_network_answers_for_the_language_courses(courses):
    answers = said(AFTER).table("zustaendig")
    assert cells(answers, "thema", "zustaendig", "bisher") == [
        ("Deutschkurse", "Gesamtprogramm Sprache", "AG Sprache")
    ]


def test_while_the_group_works_it_answers_for_its_theme(courses):
    assert cells(said(DURING).table("zustaendig"), "thema", "zustaendig") == [("Sprache", "AG Sprache")]


def test_a_theme_that_nobody_took_over_stays_visibly_empty(language):
    content = said(AFTER)
    assert cells(content.table("zustaendig"), "zustaendig", "stand") == [
        ("keine Angabe in der Quelle", "niemand benannt")
    ]
    assert "Nicht für jedes Thema ist jemand zuständig" in headings(content)


def test_until_an_agreed_handover_is_done_the_group_that_works_keeps_the_task():
    group = WorkingGroupFactory(name="AG Quartier", topic="Quartier")
    HandoverFactory(subject="Begegnung", body=group)
    assert ("Begegnung", "AG Quartier") in cells(said(AFTER).table("zustaendig"), "thema", "zustaendig")


def test_our_own_reading_of_a_source_is_marked(language):
    HandoverFactory(body=language, status="done", our_reading=True)
    ((standing,),) = cells(said(AFTER).table("zustaendig"), "stand")
    assert "unsere Lesart" in standing


def test_a_task_that_ended_needs_nobody(language):
    HandoverFactory(body=language, status="done", target=Handover.Target.ENDED, to_body=None)
    content = said(AFTER)
    assert cells(content.table("zustaendig"), "zustaendig") == [("niemand, die Aufgabe ist beendet",)]
    assert "Nicht für jedes Thema ist jemand zuständig" not in headings(content)


# Counting


def test_done_and_agreed_handovers_are_counted_apart(language):
    HandoverFactory.create_batch(2, body=language, status="done")
    HandoverFactory(body=language, since=date(2018, 1, 1))
    HandoverFactory(body=language, status="done", example=True)
    figures = {figure.label: figure.value.number for figure in said(AFTER).key_figures}
    assert (figures["Überführungen vollzogen"], figures["Vereinbart, nicht vollzogen"]) == ("2", "1")


def test_the_shares_of_the_population_keep_the_words_of_their_source():
    refugees = IndicatorFactory(key="share_refugees", area="taskforce", unit="%")
    ReportedFigureFactory(indicator=refugees, value=2, qualifier="rund")
    assert str(said(AFTER).key_figures[0].value) == "rund 2\N{NO-BREAK SPACE}%"


# What does not fit together


def test_a_promise_whose_day_has_passed_is_a_warning(language):
    HandoverFactory(subject="Sprachcafés", body=language, since=date(2018, 1, 1))
    (promise,) = [one for one in said(AFTER).findings if "nicht vollzogen" in one.heading]
    assert promise.heading == "Eine Überführung ist vereinbart, aber nicht vollzogen"
    assert promise.text.startswith("Sprachcafés (")
    assert promise.text.endswith(", 01.01.2018).")
    assert promise.level == "warning"


def test_a_promise_whose_day_lies_ahead_is_told_without_a_warning(language):
    HandoverFactory(body=language, since=date(2019, 1, 1))
    (promise,) = [one for one in said(AFTER).findings if "nicht vollzogen" in one.heading]
    assert promise.level == "info"


def test_a_measure_called_handed_over_without_a_handover_is_a_finding():
    MeasureFactory(title="Sprachcafé", status="handed_over")
    assert "„Sprachcafé“ gilt als überführt, ohne vollzogene Überführung" in headings(said(AFTER))


def test_a_measure_with_its_handover_is_none():
    measure = MeasureFactory(title="Sprachcafé", status="handed_over")
    HandoverFactory(measure=measure, body=None, status="done")
    assert not any("Sprachcafé" in heading for heading in headings(said(AFTER)))


def test_a_goal_without_an_indicator_is_flagged():
    GoalFactory(text="Teilhabe für alle")
    content = said(AFTER)
    assert "Ziel ohne Kennzahl" in headings(content)
    assert cells(content.table("ziele"), "kennzahl") == [("ohne Kennzahl",)]


def test_a_goal_with_an_indicator_is_not():
    GoalFactory(indicator=IndicatorFactory(label="Anteil"))
    assert "Ziel ohne Kennzahl" not in headings(said(AFTER))


def test_two_bodies_with_one_theme_at_one_time_are_a_double_structure():
    BodyFactory(name="Runder Tisch Ost", topic="Quartier")
    BodyFactory(name="Netzwerk Ost", topic="quartier ")
    (double,) = [one for one in said(AFTER).findings if one.heading.startswith("Doppelte")]
    assert double.text == "Zur selben Zeit arbeiten daran: Netzwerk Ost; Runder Tisch Ost."


def test_one_after_the_other_is_none(language):
    BodyFactory(topic="Sprache", started_from=date(2018, 1, 1))
    assert not any(heading.startswith("Doppelte") for heading in headings(said(AFTER)))


def test_groups_without_a_known_speaker_are_named_in_one_warning(force):
    WorkingGroupFactory.create_batch(6, parent=force, **AUTUMN_2017)
    assert headings(said(AFTER)).count("Sprecherin oder Sprecher von 6 Arbeitsgruppen nicht erfasst") == 1


# Speakers


@pytest.fixture
def group():
    return WorkingGroupFactory(name="AG Ost", started_from=date(2016, 1, 1), ended_to=date(2016, 12, 31))


def spoke(group: Body, first: date | None, last: date | None):
    return SpeakerFactory(body=group, started_from=first, ended_to=last)


def test_days_between_two_speakers_are_a_gap(group):
    speakers = [
        spoke(group, date(2016, 1, 1), date(2016, 2, 29)),
        spoke(group, date(2016, 4, 15), date(2016, 12, 31)),
    ]
    assert [str(gap) for gap in gaps(group, speakers, AFTER)] == ["vom 01.03.2016 bis 14.04.2016"]


def test_whoever_follows_the_day_after_leaves_no_gap(group):
    speakers = [spoke(group, None, date(2016, 2, 29)), spoke(group, date(2016, 3, 1), None)]
    assert gaps(group, speakers, AFTER) == []


def test_the_end_without_a_speaker_lasts_until_the_day_that_is_asked_about(group):
    speakers = [spoke(group, date(2016, 1, 2), date(2016, 2, 29))]
    assert [str(gap) for gap in gaps(group, speakers, date(2016, 3, 31))] == [
        "am 01.01.2016",
        "vom 01.03.2016 bis 31.03.2016",
    ]


def test_a_gap_is_a_warning_of_the_chapter(group):
    spoke(group, date(2016, 2, 1), None)
    assert "AG Ost: zeitweise sprach niemand für die Gruppe" in headings(said(AFTER))


def test_the_list_of_groups_names_the_office_that_speaks_on_that_day(force):
    group = WorkingGroupFactory(parent=force, **AUTUMN_2017)
    office = spoke(group, date(2016, 3, 1), None).organisation.name
    assert cells(said(DURING).table("arbeitsgruppen"), "sprecher") == [(office,)]
    assert cells(said(date(2016, 2, 1)).table("arbeitsgruppen"), "sprecher") == [
        ("keine Angabe in der Quelle",)
    ]


# Who sees what


def test_an_idea_stays_inside():
    MeasureFactory(title="Ein Einfall", status=Measure.Status.IDEA)
    inside = said(AFTER, Audience.INTERNAL).table("massnahmen")
    assert cells(inside, "massnahme", "stand") == [("Ein Einfall", "Idee")]
    for audience in (Audience.PUBLIC, Audience.COUNCIL):
        assert "massnahmen" not in [table.key for table in said(AFTER, audience).tables]


def test_a_paper_that_is_not_public_is_not_named():
    measure = MeasureFactory()
    measure.papers.add(SourceFactory(public=False))
    assert cells(said(AFTER).table("massnahmen"), "drucksachen") == [("keine Angabe in der Quelle",)]


def test_a_name_is_for_the_inside_and_comes_with_its_purpose(group):
    MembershipFactory(body=group, person="Vera Vorstand", purpose="Ansprechperson")
    assert "Vera Vorstand" in repr(members(group, DURING, Audience.INTERNAL))
    for audience in (Audience.PUBLIC, Audience.COUNCIL):
        assert "Vera Vorstand" not in repr(members(group, DURING, audience))


def test_who_was_in_it_in_march_2016_has_an_answer(group):
    early = MembershipFactory(body=group, ended_to=date(2016, 2, 29), organisation__name="Kammer")
    late = MembershipFactory(body=group, started_from=date(2016, 3, 1), organisation__name="Verein")
    on_march_1 = members(group, date(2016, 3, 1))
    assert cells(on_march_1, "organisation") == [(late.organisation.name,)]
    assert early.organisation.name not in repr(on_march_1)


def test_the_speaker_stands_first(group):
    MembershipFactory(body=group, organisation__name="Amt A")
    SpeakerFactory(body=group, organisation__name="Amt Z")
    assert cells(members(group, DURING), "organisation") == [("Amt Z",), ("Amt A",)]


def test_after_its_end_a_body_shows_who_was_in_it_last(group):
    MembershipFactory(body=group, ended_to=date(2016, 2, 29))
    last = MembershipFactory(body=group)
    assert cells(members(group, AFTER), "organisation") == [(last.organisation.name,)]


def members(group: Body, when: date, audience: Audience = Audience.PUBLIC) -> Table:
    return body_chapter(group, when, audience, Meeting.objects.none()).table("mitglieder")


def test_a_consultation_behind_closed_doors_stays_inside():
    committee = BodyFactory(kind=Body.Kind.COMMITTEE)
    ConsultationFactory(body=committee, public=False)
    ConsultationFactory(body=committee, paper__public=False)
    assert about(committee, Audience.COUNCIL).tables == ()
    assert len(about(committee, Audience.INTERNAL).table("beratungen").rows) == 2


def test_a_consultation_tells_purpose_day_and_vote():
    committee = BodyFactory(kind=Body.Kind.COMMITTEE)
    ConsultationFactory(
        body=committee, purpose=Consultation.Purpose.DECISION, held_on=date(2017, 11, 6), vote="einstimmig"
    )
    table = about(committee).table("beratungen")
    assert cells(table, "zweck", "datum", "abstimmung") == [("Beschlussfassung", "06.11.2017", "einstimmig")]


def test_a_consultation_stands_with_its_source_and_what_is_to_be_known_about_it():
    committee = BodyFactory(kind=Body.Kind.COMMITTEE)
    cited = CitationFactory(chapter="", locator="", note="geplant")
    ConsultationFactory(body=committee, citation=cited)
    assert cells(about(committee).table("beratungen"), "quelle") == [(f"{cited.source} (geplant)",)]


def test_a_paper_is_followed_through_the_bodies_step_by_step():
    paper, committee, council = SourceFactory(), BodyFactory(name="Ausschuss"), BodyFactory(name="Rat")
    ConsultationFactory(paper=paper, body=council, held_on=date(2017, 11, 9))
    ConsultationFactory(body=committee, held_on=date(2017, 11, 7))
    ConsultationFactory(paper=paper, body=committee, held_on=date(2017, 11, 6))
    ConsultationFactory(paper=paper, body=committee, held_on=date(2017, 11, 1), public=False)
    steps = cells(said(AFTER).table("beratungen"), "drucksache", "gremium", "datum")
    assert [(body, day) for name, body, day in steps if name == str(paper)] == [
        ("Ausschuss", "06.11.2017"),
        ("Rat", "09.11.2017"),
    ]


def about(body: Body, audience: Audience = Audience.PUBLIC) -> Chapter:
    return body_chapter(body, AFTER, audience, Meeting.objects.none())


def test_meetings_lead_to_their_pages(group):
    meeting = MeetingFactory(body=group, cancelled=True)
    table = body_chapter(group, AFTER, Audience.PUBLIC, [meeting]).table("sitzungen")
    assert table.rows[0][0].url == f"/arbeitsgruppen/sitzungen/{meeting.pk}/"
    assert cells(table, "titel") == [("Sitzung (abgesagt)",)]


# Time and example data


def test_a_planned_heir_is_known_once_its_predecessor_has_ended():
    heir = BodyFactory(name="Steuerungsgruppe", status="planned", started_from=date(2018, 1, 1))
    BodyFactory(**TASK_FORCE, successor=heir)
    assert [row[0].content for row in said(DURING).table("gremien").rows] == ["Task Force"]
    assert ("Steuerungsgruppe", "geplant") in cells(
        said(date(2017, 12, 1)).table("gremien"), "gremium", "stand"
    )


def test_what_a_source_says_at_the_end_was_not_known_before(courses):
    assert "ueberfuehrungen" not in [table.key for table in said(DURING).tables]
    assert cells(said(AFTER).table("ueberfuehrungen"), "gegenstand") == [("Deutschkurse",)]


def test_the_facts_of_a_body_say_where_a_source_says_nothing(language):
    told = {fact.label: fact.cell.content for fact in facts(language, AFTER)}
    assert told["Beginn"] == told["angesiedelt bei"] == "keine Angabe in der Quelle"
    assert (told["Stand"], told["Ende"]) == ("beendet", "Herbst 2017")


def test_before_its_end_a_body_has_none(language):
    labels = [fact.label for fact in facts(language, DURING)]
    assert "Ende" not in labels
    assert "Nachfolge" not in labels


def test_invented_rows_stand_in_a_table_of_their_own(language):
    HandoverFactory(subject="Echt", body=language, status="done")
    HandoverFactory(subject="Erfunden", body=language, status="done", example=True)
    content = said(AFTER)
    assert cells(content.table("ueberfuehrungen"), "gegenstand") == [("Echt",)]
    assert cells(content.table("ueberfuehrungen-beispiel"), "gegenstand") == [("Erfunden",)]
    assert content.example


def test_five_offices_under_one_roof_are_listed():
    unit = ServiceUnitFactory(organisation=OrganisationFactory(name="Jobcenter"))
    ServiceUnitFactory.create_batch(4, centre=unit.centre)
    assert len(said(AFTER).table("dienstleistungszentrum").rows) == 5


@pytest.mark.parametrize("count", [1, 8])
def test_a_chapter_costs_the_same_queries_however_much_there_is(count, django_assert_max_num_queries):
    for _ in range(count):
        group = WorkingGroupFactory()
        SpeakerFactory(body=group)
        HandoverFactory(body=group, measure=MeasureFactory(body=group))
        GoalFactory(body=group)
        ServiceUnitFactory()
        ConsultationFactory(body=group)
    with django_assert_max_num_queries(20):
        said(AFTER)
