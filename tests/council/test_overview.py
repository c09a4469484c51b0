"""Which requests wait, which are overdue, which are answered; and how that is said in a sentence."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from portal.council.overview import Overview, lead, overview_of
from portal.models import CouncilRequest, Organisation, Report, Snapshot
from portal.models.council import Stage
from portal.releases import State
from tests.factories import CouncilRequestFactory, ReportedFigureFactory, ReportFactory

pytestmark = pytest.mark.django_db
TODAY = date(2017, 9, 15)


def answered(asked: CouncilRequest, day: date, **fields: object) -> Report:
    """Released on that day; nothing is printed."""
    report = ReportFactory(
        council_request=asked, state=State.RELEASED,
        decided_at=datetime(day.year, day.month, day.day, 12, tzinfo=UTC), **fields,
    )  # fmt: skip
    Snapshot.objects.create(report=report, document="{}", sha256="", pdf_sha256="", typesetter="")
    return report


def overview(today: date = TODAY) -> Overview:
    return overview_of(CouncilRequest.objects.all().with_answers(Report.objects.all()), today)


def said(today: date = TODAY) -> str:
    return lead(overview(today))


@pytest.mark.parametrize(
    ("today", "stage", "when"),
    [
        (date(2017, 9, 3), Stage.OPEN, "noch 12 Tage"),
        (date(2017, 9, 14), Stage.OPEN, "noch 1 Tag"),
        (date(2017, 9, 15), Stage.OPEN, "heute"),
        (date(2017, 9, 16), Stage.OVERDUE, "seit 1 Tag"),
        (date(2017, 9, 18), Stage.OVERDUE, "seit 3 Tagen"),
    ],
)
def test_it_is_overdue_the_day_after_it_was_due(today, stage, when):
    CouncilRequestFactory(due_on=date(2017, 9, 15))
    (standing,) = overview(today).all
    assert (standing.stage, standing.when) == (stage, when)


def test_what_has_been_answered_late_is_answered():
    answered(CouncilRequestFactory(due_on=date(2017, 9, 1)), date(2017, 9, 12))
    (standing,) = overview().answered
    assert standing.asked.answered_on == date(2017, 9, 12)


def test_a_draft_is_no_answer():
    asked = CouncilRequestFactory()
    draft = ReportFactory(council_request=asked)
    (standing,) = overview().open
    assert standing.asked.draft == draft


def test_after_a_further_answer_the_first_one_still_tells_when_it_was_answered():
    asked = CouncilRequestFactory()
    answered(asked, date(2017, 9, 1))
    newest = answered(asked, date(2017, 9, 10), as_of=date(2017, 8, 1))
    (standing,) = overview().answered
    assert (standing.asked.answered_on, standing.asked.answer) == (date(2017, 9, 1), newest)


def test_what_has_waited_longest_and_what_was_answered_last_stand_first():
    later, first = (CouncilRequestFactory(due_on=date(2017, 9, day)) for day in (10, 5))
    earlier, last = CouncilRequestFactory(), CouncilRequestFactory()
    answered(earlier, date(2017, 9, 1))
    answered(last, date(2017, 9, 2))
    assert [one.asked for one in overview().overdue] == [first, later]
    assert [one.asked for one in overview().answered] == [last, earlier]


def test_the_lead_counts_motions_and_questions():
    CouncilRequestFactory(kind="motion", due_on=date(2017, 9, 1))
    CouncilRequestFactory.create_batch(2)
    answered(CouncilRequestFactory(kind="motion"), date(2017, 9, 1))
    assert said() == (
        "1 Antrag und 2 Anfragen warten auf Antwort, 1 davon ist überfällig. 1 Antrag ist beantwortet."
    )


@pytest.mark.parametrize(
    ("number", "today", "sentence"),
    [
        (1, TODAY, "1 Anfrage wartet auf Antwort, die Frist läuft noch."),
        (2, TODAY, "2 Anfragen warten auf Antwort, alle Fristen laufen noch."),
        (1, date(2017, 10, 1), "1 Anfrage wartet auf Antwort und ist überfällig."),
        (2, date(2017, 10, 1), "2 Anfragen warten auf Antwort und sind überfällig."),
        (0, TODAY, ""),
    ],
)
def test_one_is_said_otherwise_than_two(number, today, sentence):
    CouncilRequestFactory.create_batch(number)
    assert said(today) == sentence


def test_invented_requests_are_not_counted_with_real_ones():
    invented = CouncilRequestFactory(groups=["Beispielfraktion"])
    Organisation.objects.filter(name="Beispielfraktion").update(example=True)
    assert (said(), overview().invented) == ("1 Anfrage wartet auf Antwort, die Frist läuft noch.", True)
    assert next(one.asked for one in overview().all) == invented
    answered(CouncilRequestFactory(), date(2017, 9, 1))
    assert (said(), overview().invented) == ("1 Anfrage ist beantwortet.", False)


def correct(figure, value: int):
    """Today, by the clock: after everything that was printed."""
    return ReportedFigureFactory(
        indicator=figure.indicator, value=Decimal(value), replaces=figure, reason="Doppelt gezählt.",
        leading=False, decided_at=datetime.now(UTC),
    )  # fmt: skip


def test_an_answer_whose_number_has_been_corrected_is_told_apart():
    shown, other = ReportedFigureFactory(value=Decimal(7574)), ReportedFigureFactory()
    one = answered(CouncilRequestFactory(), date(2017, 9, 1))
    answered(CouncilRequestFactory(), date(2017, 9, 1))
    one.snapshot.figures.add(shown)
    correct(shown, 7570)
    correct(other, 5)

    (standing,) = overview().corrected
    assert standing.asked == one.council_request
    assert [(c.before, c.after) for c in standing.corrections] == [
        ("7.574\N{NO-BREAK SPACE}Personen", "7.570\N{NO-BREAK SPACE}Personen")
    ]
    assert said().endswith("In 1 Antwort ist seitdem eine Zahl berichtigt.")


def test_a_correction_of_a_correction_is_told_too():
    figure = ReportedFigureFactory(value=Decimal(7574))
    answered(CouncilRequestFactory(), date(2017, 9, 1)).snapshot.figures.add(figure)
    correct(correct(figure, 7570), 7560)
    (standing,) = overview().corrected
    assert [one.after[:5] for one in standing.corrections] == ["7.570", "7.560"]


def test_a_further_answer_with_the_corrected_number_needs_no_mark():
    figure = ReportedFigureFactory(value=Decimal(7574))
    asked = CouncilRequestFactory()
    answered(asked, date(2017, 9, 1)).snapshot.figures.add(figure)
    corrected = correct(figure, 7570)
    answered(asked, date(2017, 9, 5)).snapshot.figures.add(corrected)
    assert overview().corrected == []


def test_as_many_queries_for_many_as_for_one(django_assert_num_queries):
    figure = ReportedFigureFactory()
    for _ in range(5):
        answered(CouncilRequestFactory(), date(2017, 9, 1)).snapshot.figures.add(figure)
    CouncilRequestFactory.create_batch(5, groups=["CDU", "SPD"])
    with django_assert_num_queries(5):
        said()


def test_groups_that_ask_together_are_named_together():
    asked = CouncilRequestFactory(groups=["SPD", "CDU", "Grüne"])
    assert asked.of_groups == "CDU, Grüne und SPD"
