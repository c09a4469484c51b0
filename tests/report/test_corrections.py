"""Which figures stand in a printed report."""

from datetime import date
from decimal import Decimal

import pytest

from portal.models import Report, ReportedFigure
from portal.report import actions
from portal.report.answers import ANSWER
from portal.report.composition import arranged_report
from portal.report.corrections import number_in, printed_figures
from tests.factories import CouncilRequestFactory, IndicatorFactory, ReportedFigureFactory, ReportFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def occupancy() -> list[ReportedFigure]:
    indicator = IndicatorFactory(key="occupancy_total", unit="Personen", area="accommodation")
    return [
        ReportedFigureFactory(
            indicator=indicator, period_start=day, period_end=day, value=Decimal(value), leading=True
        )
        for day, value in ((date(2016, 7, 1), 8141), (date(2017, 8, 1), 7362))
    ]


@pytest.fixture
def answer(occupancy) -> Report:
    """Beside the occupancy, the chapter knows other figures that nobody chooses."""
    ReportedFigureFactory(indicator__key="shelters", indicator__area="accommodation", leading=True, value=129)
    return ReportFactory(council_request=CouncilRequestFactory())


def printed(report: Report) -> set[int]:
    return {one.pk for one in printed_figures(arranged_report(report))}


def test_an_answer_prints_the_figure_that_was_chosen(answer, occupancy):
    actions.choose(report=answer, keys=["zahl.occupancy_total"])
    assert printed(answer) == {occupancy[1].pk}


def test_a_figure_in_a_sentence_is_printed(answer, occupancy):
    actions.insert_text(
        report=answer, section=ANSWER, after="", text="Es waren {occupancy_total 2016-07}.", comment=""
    )
    assert printed(answer) == {occupancy[0].pk}


@pytest.mark.parametrize("block", ["accommodation.belegung", "accommodation.werte"])
def test_a_drawing_and_its_table_print_every_value(answer, occupancy, block):
    actions.choose(report=answer, keys=[block])
    assert printed(answer) == {one.pk for one in occupancy}


def test_a_number_that_somebody_typed_has_no_source_and_is_no_figure(answer):
    actions.insert_text(report=answer, section=ANSWER, after="", text="Es sind 7.362.", comment="")
    assert printed(answer) == set()


def test_what_is_hidden_is_not_printed(answer):
    actions.choose(report=answer, keys=["zahl.occupancy_total"])
    actions.show(report=answer, key="zahl.occupancy_total", hidden=True)
    assert printed(answer) == set()


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("7.362 Personen", True),
        ("rund 7.362.", True),
        ("17.362", False),
        ("7.362,5", False),
        ("7.3620", False),
    ],
)
def test_a_number_is_found_only_as_a_whole(text, found):
    figure = ReportedFigureFactory.build(value=Decimal(7362), indicator__unit="Personen")
    assert bool(number_in(figure).search(text)) == found
