"""What a report holds and who may work on it, each rule asked alone (see tests/test_narrow_rights.py)."""

from datetime import date

import pytest
from django.contrib.auth.models import AnonymousUser
from django.http import Http404
from django.urls import reverse

from portal.figures import Audience
from portal.report.annexes import body_blocks, report_blocks
from portal.report.builder_views import entry_or_404, open_report
from portal.report.composition import arranged_report
from portal.report.corrections import printed_figures
from portal.report.finances import programme_tables
from portal.report.views import visible
from tests import people
from tests.factories import (
    BodyFactory,
    BudgetLineFactory,
    ConsultationFactory,
    MeetingFactory,
    ReportedFigureFactory,
    ReportFactory,
)
from tests.taskforce.reporting import report_of

pytestmark = [pytest.mark.django_db, pytest.mark.once]

TODAY = date(2018, 2, 1)
INTERNAL, COUNCIL = Audience.INTERNAL, Audience.COUNCIL


# What it holds


def test_a_closed_consultation_stands_in_reports_for_the_administration_alone():
    body = BodyFactory(mandate="Beraten.")
    ConsultationFactory(body=body, public=False, paper__title="Geheime Sache")
    assert "Geheime Sache" in str(list(body_blocks(TODAY, INTERNAL)))
    assert "Geheime Sache" not in str(list(body_blocks(TODAY, COUNCIL)))


def test_a_closed_meeting_stands_in_no_report():
    MeetingFactory(title="Klausur", body=BodyFactory(mandate="Beraten."))
    assert "Klausur" not in str(list(body_blocks(TODAY, INTERNAL)))


def test_the_draft_of_a_final_report_stands_in_no_report():
    report_of(people.language(), "draft")
    assert list(report_blocks()) == []
    report_of(people.health(), "released")
    assert len(list(report_blocks())) == 1


def test_a_forecast_of_money_stands_in_reports_for_the_administration_alone():
    BudgetLineFactory(kind="forecast", level="city", amount=3_000_000)
    assert list(programme_tables(INTERNAL))
    assert list(programme_tables(COUNCIL)) == []


def test_a_draft_is_no_printed_figure():
    about = {"indicator__key": "occupancy_total", "period_start": date(2017, 8, 1), "value": 7362}
    told = ReportedFigureFactory(**about)
    ReportedFigureFactory(**about, state="draft", leading=False, citation=told.citation)
    assert printed_figures(arranged_report(ReportFactory())) == [told]


# Who works on it


@pytest.mark.parametrize(("person", "expected"), [(people.dora, True), (people.emil, False)])
def test_drafts_are_for_coordination_and_audit(rf, person, expected):
    ReportFactory()
    request = rf.get("/")
    request.user = person()
    assert visible(request).exists() == expected


def test_what_is_released_for_the_council_is_not_for_strangers(rf):
    ReportFactory(state="released", audience=COUNCIL)
    request = rf.get("/")
    for person, expected in ((people.rosa(), True), (AnonymousUser(), False)):
        request.user = person
        assert visible(request).exists() == expected


def test_who_only_reads_drafts_is_offered_neither_to_change_nor_to_release(act_as):
    draft, sent = ReportFactory(), ReportFactory(state="submitted", submitted_by=people.konrad())
    for person, may in ((people.karla, True), (people.dora, False)):
        client = act_as(person)
        assert offered(client, draft, "may_change") == may
        assert offered(client, sent, "may_release") == may


def offered(client, report, what: str) -> bool:
    return client.get(reverse("reports:report", args=[report.pk])).context[what]


@pytest.mark.parametrize("page", ["file", "being_written"])
def test_there_is_no_other_file(act_as, page):
    address = reverse(f"reports:{page}", args=[ReportFactory().pk, "exe"])
    assert act_as(people.karla).get(address).status_code == 404


def test_what_is_released_is_open_to_nobody():
    assert open_report(ReportFactory().pk)
    with pytest.raises(Http404):
        open_report(ReportFactory(state="released").pk)


def test_only_an_answer_asks_what_to_print(act_as):
    address = reverse("reports:choose", args=[ReportFactory().pk])
    assert act_as(people.karla).get(address).status_code == 404


def test_a_block_that_there_is_not_has_no_page():
    with pytest.raises(Http404):
        entry_or_404(ReportFactory(), "gibt-es-nicht")
