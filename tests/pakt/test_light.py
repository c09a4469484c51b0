"""The traffic light of a project and the warnings before a funding ends: rules that stand on the page."""

from datetime import date

import pytest

from pakt.chapter.endings import months_before, running_out, stage
from pakt.chapter.light import LEVELS, RULE, Light, Signal, signal_of, worst
from pakt.models import Project
from tests.factories import (
    FundingPeriodFactory,
    MilestoneFactory,
    ProjectFactory,
    ProjectIndicatorFactory,
)

pytestmark = pytest.mark.django_db

SUMMER_2017 = date(2017, 8, 31)
END = date(2017, 7, 31)


def light(project: Project, when: date = SUMMER_2017) -> Light:
    return signal_of(project, when).light


# Months before an end


@pytest.mark.parametrize(
    ("day", "months", "earlier"),
    [
        (date(2017, 7, 31), 6, date(2017, 1, 31)),
        (date(2017, 7, 31), 3, date(2017, 4, 30)),
        (date(2017, 7, 31), 1, date(2017, 6, 30)),
        (date(2017, 3, 31), 1, date(2017, 2, 28)),
        (date(2017, 1, 15), 3, date(2016, 10, 15)),
        (date(2018, 12, 31), 12, date(2017, 12, 31)),
    ],
)
def test_so_many_months_before_is_the_same_day_or_the_months_last(day, months, earlier):
    assert months_before(day, months) == earlier


@pytest.mark.parametrize(
    ("when", "expected"),
    [
        (date(2017, 1, 30), None),
        (date(2017, 1, 31), 6),
        (date(2017, 4, 29), 6),
        (date(2017, 4, 30), 3),
        (date(2017, 6, 29), 3),
        (date(2017, 6, 30), 1),
        (date(2017, 7, 31), 1),
        (date(2017, 8, 1), 0),
    ],
)
def test_a_warning_comes_6_3_and_1_months_before_the_end(when, expected):
    assert stage(END, when) == expected


def told(project: Project, when: date) -> str:
    return " ".join(finding.text for finding in running_out([project], when))


def test_an_end_without_follow_up_is_told_with_its_day():
    project = FundingPeriodFactory(project__name="Sprachkurse").project
    assert told(project, date(2017, 5, 15)) == (
        "Sprachkurse: 2. Förderperiode endet am 31.07.2017, in höchstens 3 Monaten, ohne Anschluss."
    )
    assert told(project, date(2017, 1, 1)) == ""


@pytest.mark.parametrize("next_end", [None, date(2018, 7, 31)])
def test_a_later_period_is_the_follow_up(next_end):
    period = FundingPeriodFactory()
    FundingPeriodFactory(project=period.project, number=3, start=date(2017, 8, 1), end=next_end)
    assert told(period.project, END) == ""


def test_an_earlier_period_is_no_follow_up():
    period = FundingPeriodFactory()
    FundingPeriodFactory(project=period.project, number=1, end=date(2017, 12, 31), follow_up="die zweite")
    assert "2. Förderperiode" in told(period.project, END)


def test_a_follow_up_in_words_is_one():
    assert told(FundingPeriodFactory(follow_up="im Haushalt 2018").project, END) == ""


# The light


def test_red_an_overdue_milestone():
    milestone = MilestoneFactory(title="Konzept", due_on=date(2017, 6, 30))
    signal = signal_of(milestone.project, SUMMER_2017)
    assert (signal.light, signal.reasons) == (Light.RED, ("„Konzept“ war am 30.06.2017 fällig",))


def test_a_milestone_is_not_overdue_on_its_day():
    assert light(MilestoneFactory(due_on=SUMMER_2017).project) is Light.GREEN


def test_red_a_funding_that_ended_without_follow_up():
    assert light(FundingPeriodFactory().project) is Light.RED


def test_yellow_a_funding_that_ends_within_six_months():
    assert light(FundingPeriodFactory().project, date(2017, 3, 1)) is Light.YELLOW


def test_yellow_a_postponed_milestone_with_its_reason():
    milestone = MilestoneFactory(
        title="Eröffnung", due_on=date(2017, 3, 31), postponed_to=date(2017, 12, 31), reason="Umbau"
    )
    signal = signal_of(milestone.project, SUMMER_2017)
    assert signal.light is Light.YELLOW
    assert signal.reasons == ("„Eröffnung“ auf den 31.12.2017 verschoben (Umbau)",)


def test_red_once_the_postponed_day_has_passed_too():
    milestone = MilestoneFactory(due_on=date(2017, 3, 31), postponed_to=date(2017, 6, 30), reason="Umbau")
    assert light(milestone.project) is Light.RED


def test_yellow_a_target_that_was_missed_when_its_year_was_over():
    indicator = ProjectIndicatorFactory(year=2017, target=5, actual=3, actual_on=date(2017, 12, 1))
    assert light(indicator.project, date(2017, 12, 31)) is Light.GREEN
    assert light(indicator.project, date(2018, 1, 1)) is Light.YELLOW


def test_green_what_was_reached_in_time():
    milestone = MilestoneFactory(due_on=date(2017, 6, 30), status="reached", reached_on=date(2017, 6, 1))
    assert light(milestone.project) is Light.GREEN


def test_on_an_earlier_day_it_was_not_reached_yet():
    milestone = MilestoneFactory(due_on=date(2017, 3, 31), status="reached", reached_on=date(2017, 6, 1))
    assert light(milestone.project, date(2017, 4, 15)) is Light.RED


@pytest.mark.parametrize("status", ["reached", "dropped"])
def test_what_is_reached_or_dropped_is_never_overdue(status):
    assert light(MilestoneFactory(due_on=date(2017, 3, 31), status=status).project) is Light.GREEN


def test_no_statement_where_there_is_nothing_to_measure_by():
    project = ProjectFactory()
    MilestoneFactory(project=project, due_on=None)
    ProjectIndicatorFactory(project=project)
    assert light(project) is Light.NONE


def test_a_module_has_the_worst_light_of_its_projects_and_its_reasons():
    signals = [Signal(Light.GREEN), Signal(Light.RED, ("spät",)), Signal(Light.NONE), Signal(Light.YELLOW)]
    assert worst(signals) == Signal(Light.RED, ("spät",))
    assert worst([]) == Signal(Light.NONE)


def test_every_light_has_its_rule_its_word_and_its_sign():
    assert set(RULE) == set(LEVELS) == set(Light)
    assert len(set(LEVELS.values())) == 4
