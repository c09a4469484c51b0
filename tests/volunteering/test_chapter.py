"""What the chapter says: ways of counting apart, small numbers hidden, gaps named."""

from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError

from portal.figures import Audience, Kind
from portal.models import ReportedFigure
from portal.releases import State
from tests.factories import (
    GoodPracticeFactory,
    MeetingSpaceCountFactory,
    MentorshipCountFactory,
    OrganisationFactory,
    QualificationEventFactory,
    ReportedFigureFactory,
    ShelterFactory,
    SupportNeedFactory,
    TopicFactory,
    TopicPhaseFactory,
    VolunteerCountFactory,
    VolunteerGroupFactory,
)
from volunteering.chapter import chapter
from volunteering.chapter.head_counts import head_count_charts
from volunteering.chapter.mentorships import mentorship_tables
from volunteering.chapter.needs import need_charts
from volunteering.chapter.offers import practice_tables, qualification_tables
from volunteering.chapter.reported import lead, reported_charts
from volunteering.chapter.spaces import shown
from volunteering.chapter.topics import topic_charts
from volunteering.chapter.work import work_chapter
from volunteering.models import VolunteerGroup

pytestmark = pytest.mark.django_db

AUGUST_2017 = date(2017, 8, 31)
PUBLIC, COUNCIL, INTERNAL = Audience.PUBLIC, Audience.COUNCIL, Audience.INTERNAL


def newest(as_of: date) -> dict[str, ReportedFigure]:
    return ReportedFigure.objects.newest_by_key("volunteering", as_of)


def reported(key: str, value: int, year: int = 2017, **more: object) -> ReportedFigure:
    return ReportedFigureFactory(
        indicator__key=key, indicator__area="volunteering", value=value,
        period_start=date(year, 1, 1), period_end=date(year, 12, 31),
        precision="year", **more,
    )  # fmt: skip


def totals(audience: Audience) -> dict[str, Decimal]:
    charts = list(head_count_charts(AUGUST_2017, audience))
    return {bar.label: bar.values[0].amount for chart in charts for bar in chart.bars}


# Reported figures


def test_the_first_sentence_is_the_reports():
    reported("volunteers_active", 2000)
    reported("volunteer_groups", 41)
    assert lead(newest(AUGUST_2017)) == (
        "2.000 Menschen engagierten sich 2017 aktiv für Geflüchtete, "
        "in 41 Freundeskreisen und Organisationen."
    )


def test_before_there_was_a_figure_the_chapter_says_so():
    reported("volunteers_active", 2000)
    assert "noch keine Zahl" in lead(newest(date(2016, 12, 31)))


def test_each_way_of_counting_is_a_series_that_nothing_joins():
    reported("volunteers_active", 2000)
    reported("volunteers_circles", 3500, 2016, leading=False)
    (chart,) = reported_charts(AUGUST_2017)
    assert [(one.key, one.joined, len(one.points)) for one in chart.series] == [
        ("volunteers_active", False, 1),
        ("volunteers_circles", False, 1),
    ]
    assert "andere Quellen zählen anders und nennen 3.500" in chart.heading


def test_the_circles_own_numbers_never_enter_the_reported_series():
    reported("volunteers_active", 2000)
    VolunteerCountFactory(number=24)
    (chart,) = reported_charts(AUGUST_2017)
    assert [point.value.amount for one in chart.series for point in one.points] == [2000]
    assert totals(INTERNAL) == {"nur aktiv Engagierte": 24}


# Head counts


def test_counts_are_added_within_a_way_of_counting_and_never_across():
    VolunteerCountFactory(number=24)
    VolunteerCountFactory(number=30)
    VolunteerCountFactory(number=310, rule="mailing_list")
    VolunteerCountFactory(number=12, scope="initiatives")
    assert totals(INTERNAL) == {
        "nur aktiv Engagierte": 54,
        "nur aktiv Engagierte, mit angeschlossenen Initiativen": 12,
        "alle im Verteiler": 310,
    }


def test_of_a_circle_the_newest_released_number_counts():
    circle = VolunteerGroupFactory()
    VolunteerCountFactory(group=circle, number=40, as_of=date(2016, 12, 31))
    VolunteerCountFactory(group=circle, number=24)
    VolunteerCountFactory(group=circle, number=99, as_of=date(2017, 8, 1), state=State.SUBMITTED)
    assert totals(INTERNAL) == {"nur aktiv Engagierte": 24}


def test_after_twelve_months_a_number_no_longer_counts():
    VolunteerCountFactory(as_of=date(2016, 8, 30))
    assert totals(INTERNAL) == {}


def test_a_circle_that_has_ended_no_longer_counts():
    VolunteerCountFactory(group__ended_to=date(2017, 7, 31))
    assert totals(INTERNAL) == {}


@pytest.mark.parametrize("audience", [PUBLIC, COUNCIL])
def test_small_numbers_are_left_out_of_public_sums(audience):
    VolunteerCountFactory(number=24)
    VolunteerCountFactory(number=3)
    assert (totals(audience), totals(INTERNAL)) == (
        {"nur aktiv Engagierte": 24},
        {"nur aktiv Engagierte": 27},
    )


def test_a_small_number_that_comes_in_moves_no_public_sum():
    """Neither the sum nor the number of groups: else both days together would tell it."""
    VolunteerCountFactory(number=24)
    before = next(iter(head_count_charts(AUGUST_2017, PUBLIC))).table.rows
    VolunteerCountFactory(number=4)
    assert next(iter(head_count_charts(AUGUST_2017, PUBLIC))).table.rows == before


def test_invented_counts_have_a_picture_of_their_own():
    VolunteerCountFactory(number=24)
    VolunteerCountFactory(number=88, example=True)
    charts = list(head_count_charts(AUGUST_2017, INTERNAL))
    assert [(chart.key, chart.example) for chart in charts] == [
        ("gemeldete-zahlen", False),
        ("gemeldete-zahlen-beispiel", True),
    ]
    assert charts[1].heading.endswith("(Beispieldaten, erfunden)")


# Topics, needs, mentorships


def test_topics_move_from_welcome_to_arrival():
    TopicPhaseFactory(topic__name="Spenden", phase="welcome", ended_to=date(2016, 12, 31))
    TopicPhaseFactory(topic__name="Wohnraum", started_from=date(2017, 1, 1))
    (then,), (now,) = topic_charts(date(2016, 6, 30)), topic_charts(AUGUST_2017)
    assert then.heading == "Noch ganz beim Willkommen: 1 Thema"
    assert now.heading == "Vom Willkommen zum Ankommen: Es geht um 1 Thema des Ankommens"
    assert [lane.label for lane in now.lanes] == ["Spenden", "Wohnraum"]


def test_a_topic_of_both_phases_has_one_lane():
    topic = TopicFactory(name="Begleitung")
    TopicPhaseFactory(topic=topic, phase="welcome", ended_to=date(2016, 12, 31))
    TopicPhaseFactory(topic=topic, started_from=date(2017, 1, 1))
    (chart,) = topic_charts(AUGUST_2017)
    assert [[span.label for span in lane.spans] for lane in chart.lanes] == [["Willkommen", "Ankommen"]]


def test_the_most_wanted_kind_of_need_is_the_heading():
    SupportNeedFactory.create_batch(2, kind="advice")
    SupportNeedFactory(kind="exchange", state="met", met_on=date(2017, 7, 1))
    (chart,) = need_charts(AUGUST_2017)
    assert chart.heading == "Am meisten fehlt: Beratung (2 von 2 nicht erfüllt)"
    assert len(chart.bars) == 7


def test_a_need_that_was_met_later_was_open_before():
    SupportNeedFactory(state="met", met_on=date(2017, 7, 1))
    (then,), (now,) = need_charts(date(2017, 6, 30)), need_charts(AUGUST_2017)
    assert "1 von 1" in then.heading
    assert now.heading == "Alle gemeldeten Bedarfe sind erfüllt"


def test_few_mentorships_of_a_topic_are_hidden_with_the_next_smallest():
    for name, running in (("Arbeit", 3), ("Ausbildung", 9), ("Wohnen", 14)):
        MentorshipCountFactory(topic__name=name, running=running)
    (public,), (inside,) = mentorship_tables(AUGUST_2017, PUBLIC), mentorship_tables(AUGUST_2017, INTERNAL)
    kinds = [row[1].content.kind for row in public.rows]
    assert kinds == [Kind.SUPPRESSED, Kind.SUPPRESSED, Kind.COUNTED]
    assert public.footer[1].content.amount == 26
    assert [row[1].content.amount for row in inside.rows] == [3, 9, 14]


def test_of_a_circle_and_topic_the_newest_mentorships_count():
    older = MentorshipCountFactory(as_of=date(2017, 1, 31), running=30)
    MentorshipCountFactory(group=older.group, topic=older.topic, running=12)
    (table,) = mentorship_tables(AUGUST_2017, INTERNAL)
    assert table.footer[1].content.amount == 12


# Rooms, courses, practice


@pytest.mark.parametrize(("visits", "refugees"), [(110, 3), (110, 107)])
def test_neither_few_refugees_nor_few_others_are_found_by_subtraction(visits, refugees):
    count = MeetingSpaceCountFactory(visits=visits, refugee_visits=refugees)
    whole, part = shown(count, PUBLIC)
    assert (whole.amount, part.kind) == (110, Kind.SUPPRESSED)
    assert shown(count, INTERNAL)[1].amount == refugees


def test_spans_of_visits_never_overlap_so_that_none_is_subtracted_from_another():
    half_year = MeetingSpaceCountFactory()
    quarter = MeetingSpaceCountFactory.build(space=half_year.space, period_end=date(2017, 3, 31), visits=117)
    with pytest.raises(ValidationError, match=r"01\.01\.2017 bis 30\.06\.2017"):
        quarter.full_clean()
    half_year.full_clean()


def test_no_answer_about_visits_is_not_zero():
    count = MeetingSpaceCountFactory(visits=None)
    assert [value.kind for value in shown(count, PUBLIC)] == [Kind.MISSING, Kind.MISSING]


def test_an_averaged_number_is_marked():
    assert shown(MeetingSpaceCountFactory(quality="averaged"), PUBLIC)[0].mark == "geschätzt"


def test_hours_of_a_course_are_computed_and_few_participants_hidden():
    QualificationEventFactory(modules=5, hours_per_module=2, participants=4)
    (public,), (inside,) = (qualification_tables(AUGUST_2017, who) for who in (PUBLIC, INTERNAL))
    columns = [column.key for column in public.columns]
    hours, participants = columns.index("stunden"), columns.index("teilnehmende")
    assert public.rows[0][hours].content.amount == 10
    assert public.rows[0][participants].content.kind is Kind.SUPPRESSED
    assert inside.rows[0][participants].content.amount == 4


def test_what_is_not_published_stays_inside():
    GoodPracticeFactory(published=False)
    assert (list(practice_tables(PUBLIC)), len(list(practice_tables(INTERNAL)))) == ([], 1)


# Who cares for which shelter


def test_a_shelter_without_a_circle_stands_on_the_work_list():
    alone, cared_for = ShelterFactory(name="Haus Allein"), ShelterFactory()
    ShelterFactory(name="Haus Geschlossen", closed_on=date(2017, 1, 31))
    VolunteerGroupFactory(shelters=[cared_for])
    VolunteerGroupFactory(shelters=[alone], ended_to=date(2017, 6, 30))
    assert list(VolunteerGroup.objects.all().shelters_without_group(AUGUST_2017)) == [alone]
    (table,) = work_chapter(AUGUST_2017).tables
    assert [row[0].content for row in table.rows] == ["Haus Allein"]


def doubly_coordinated() -> None:
    house = ShelterFactory(name="Haus Doppelt")
    for name in ("Stadt", "Verband"):
        VolunteerGroupFactory(shelters=[house], coordinated_by=[OrganisationFactory(name=name)])


def test_two_coordinators_of_one_shelter_are_named_inside_and_counted_outside():
    doubly_coordinated()
    inside, public = (chapter(AUGUST_2017, who).findings for who in (INTERNAL, PUBLIC))
    (named,), (counted,) = (
        [one for one in found if "zwei Koordinationen" in one.heading] for found in (inside, public)
    )
    assert "Haus Doppelt (Stadt, Verband)" in named.text
    assert counted.heading == "Eine Unterkunft mit zwei Koordinationen"
    assert "Haus" not in counted.text


def test_two_circles_of_one_coordinator_are_no_double_structure():
    house, office = ShelterFactory(), OrganisationFactory()
    VolunteerGroupFactory.create_batch(2, shelters=[house], coordinated_by=[office])
    assert not [table for table in work_chapter(AUGUST_2017).tables if "koordination" in table.key]


def test_the_most_urgent_need_stands_first_then_the_oldest():
    for description, urgency, day in (("C", 2, 1), ("B", 1, 9), ("A", 1, 3)):
        SupportNeedFactory(description=description, urgency=urgency, reported_on=date(2017, 6, day))
    table = work_chapter(AUGUST_2017).table("offene-bedarfe")
    assert [row[0].content for row in table.rows] == ["A", "B", "C"]


# Checks


@pytest.mark.parametrize("size", [1, 3])
def test_the_chapter_asks_a_fixed_number_of_questions(size, django_assert_num_queries):
    reported("volunteers_active", 2000)
    for _ in range(size):
        VolunteerCountFactory(group__consent_on=date(2017, 1, 1))
        SupportNeedFactory()
        MeetingSpaceCountFactory()
        MentorshipCountFactory()
        TopicPhaseFactory()
    with django_assert_num_queries(18):
        chapter(AUGUST_2017, INTERNAL)
