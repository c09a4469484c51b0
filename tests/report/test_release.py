"""A second person releases; from then on a report stays as printed, and tells what was corrected since."""

import hashlib
from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from portal.actions import release_figure
from portal.models import Report, ReportedFigure, Snapshot
from portal.releases import State, submit
from portal.report import actions
from portal.report.composition import arranged_report
from portal.report.corrections import corrections_since
from portal.report.document import digest
from portal.report.files import file_of
from portal.report.snapshots import kept_document, printed
from tests import people
from tests.factories import ReportedFigureFactory, ReportFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def figure() -> ReportedFigure:
    return ReportedFigureFactory(
        indicator__key="occupancy_total", indicator__label="Personen in Unterkünften",
        indicator__unit="Personen", indicator__area="accommodation", value=Decimal(7574),
        period_start=date(2017, 7, 1), period_end=date(2017, 7, 31), precision="month", leading=True,
    )  # fmt: skip


@pytest.fixture
def submitted(figure) -> Report:
    """By Karla."""
    report = ReportFactory(as_of=date(2017, 8, 31), chapters=["accommodation"])
    actions.submit_report(report=report, by=people.karla())
    return report


@pytest.fixture
def released(submitted) -> Snapshot:
    """By Konrad, who read it."""
    return release(submitted)


def release(report: Report, by=people.konrad) -> Snapshot:
    return actions.release_report(report=report, by=by(), seen=digest(arranged_report(report)))


def correct(figure: ReportedFigure, value: int, reason: str) -> None:
    correction = ReportedFigureFactory(
        indicator=figure.indicator, value=Decimal(value), period_start=figure.period_start,
        period_end=figure.period_end, precision="month", replaces=figure, reason=reason, leading=False,
        state=State.DRAFT,
    )  # fmt: skip
    submit(correction, by=people.emil())
    release_figure(figure=correction, by=people.karla())


def test_who_submitted_does_not_release(submitted):
    with pytest.raises(PermissionDenied):
        release(submitted, by=people.karla)
    assert not Snapshot.objects.exists()


def test_the_released_report_is_no_draft_and_says_since_when(released):
    document = kept_document(released)
    assert not document["draft"]
    assert document["status"].startswith("freigegeben am ")


def test_what_has_changed_since_it_was_read_is_not_released(submitted, figure):
    seen = digest(arranged_report(submitted))
    correct(figure, 7570, "Doppelt gezählt.")
    with pytest.raises(ValidationError, match="noch einmal"):
        actions.release_report(report=submitted, by=people.konrad(), seen=seen)
    submitted.refresh_from_db()
    assert not Snapshot.objects.exists()


def test_after_a_correction_it_can_be_made_again_byte_for_byte(released, figure):
    correct(figure, 7570, "Doppelt gezählt.")
    document = printed(released.report)

    assert digest(document) == released.sha256
    assert hashlib.sha256(file_of(document, "pdf")).hexdigest() == released.pdf_sha256
    assert digest(arranged_report(released.report)) != released.sha256


def test_it_shows_what_has_been_corrected_since(act_as, released, figure):
    correct(figure, 7570, "Doppelt gezählt.")
    page = act_as(people.rosa).get(f"/berichte/{released.report_id}/").content.decode()
    assert "Seitdem berichtigt" in page
    assert (
        "Personen in Unterkünften (Juli 2017): 7.574\N{NO-BREAK SPACE}Personen → "
        "7.570\N{NO-BREAK SPACE}Personen. Grund: Doppelt gezählt." in page
    )


def test_a_correction_before_the_release_is_not_told(submitted, figure):
    correct(figure, 7570, "Doppelt gezählt.")
    assert corrections_since(release(submitted)) == []


def test_a_snapshot_that_somebody_changed_in_the_database_is_not_shown(released):
    Snapshot.objects.update(document=released.document.replace("7.574", "7.000"))
    with pytest.raises(ValueError, match="digest"):
        printed(released.report)


def test_a_returned_report_says_why_and_can_be_arranged_again(act_as, submitted):
    act_as(people.konrad).post(f"/berichte/{submitted.pk}/zurueckgeben/", {"comment": "Bitte kürzer."})
    page = act_as(people.karla)
    assert "Bitte kürzer." in page.get(f"/berichte/{submitted.pk}/").content.decode()
    assert page.get(f"/berichte/{submitted.pk}/gestalten/").status_code == 200


@pytest.mark.parametrize(
    ("audience", "readers"),
    [
        ("public", {"nobody", "rosa", "emil"}),
        ("council", {"rosa", "emil"}),
        ("internal", {"emil"}),
    ],
)
def test_a_released_report_is_read_by_those_for_whom_it_is_meant(
    client, settings, released, audience, readers
):
    settings.PUBLIC_VIEW = True
    Report.objects.update(audience=audience)
    found = set()
    for name in ("nobody", "rosa", "emil"):
        client.logout()
        if name != "nobody":
            client.force_login(getattr(people, name)())
        listed = "Bericht zum Test" in client.get("/berichte/").content.decode()
        opened = client.get(f"/berichte/{released.report_id}/").status_code == 200
        assert listed == opened
        found |= {name} if opened else set()
    assert found == readers


def test_a_draft_is_for_those_who_work_on_it(act_as, submitted):
    assert act_as(people.rosa).get(f"/berichte/{submitted.pk}/").status_code == 404
    assert act_as(people.rosa).get(f"/berichte/{submitted.pk}/bericht.pdf").status_code == 404
    assert act_as(people.dora).get(f"/berichte/{submitted.pk}/").status_code == 200


def test_a_file_says_in_its_name_whether_it_is_a_draft(act_as, submitted):
    page, address = act_as(people.konrad), f"/berichte/{submitted.pk}/bericht.json"
    assert "bericht-2017-08-31-entwurf.json" in page.get(address).headers["Content-Disposition"]
    release(submitted)
    assert 'bericht-2017-08-31.json"' in page.get(address).headers["Content-Disposition"]


def test_a_released_report_asks_for_no_chapter(act_as, released, django_assert_max_num_queries):
    page = act_as(people.rosa)
    with django_assert_max_num_queries(12):
        page.get(f"/berichte/{released.report_id}/")
