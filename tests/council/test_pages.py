"""The pages of the council's requests: who reads what, and what is entered."""

from datetime import timedelta

import pytest
from django.utils import timezone

from portal.models import CouncilRequest, Organisation, Report
from portal.releases import State
from portal.report import actions
from portal.report.composition import arranged_report
from portal.report.document import digest
from tests import people
from tests.factories import CouncilRequestFactory, ReportedFigureFactory, ReportFactory
from tests.sent_forms import sent_by

pytestmark = pytest.mark.django_db
ENTERED = {
    "kind": "motion", "number": "433/2015", "dated": "2015-10-20", "due_on": "2015-11-20",
    "subject": "Sport für Geflüchtete", "wording": "Wir beantragen Geld für Sport.",
}  # fmt: skip


@pytest.fixture
def group() -> Organisation:
    return Organisation.objects.create(name="CDU", kind=Organisation.Kind.COUNCIL_GROUP)


@pytest.fixture
def answer() -> Report:
    """To a question of „Grüne“, submitted by Karla and released by Konrad for the council."""
    ReportedFigureFactory(indicator__key="occupancy_total", indicator__area="accommodation", leading=True)
    report = ReportFactory(council_request=CouncilRequestFactory())
    actions.choose(report=report, keys=["zahl.occupancy_total"])
    actions.submit_report(report=report, by=people.karla())
    actions.release_report(report=report, by=people.konrad(), seen=digest(arranged_report(report)))
    return report


def text(answer) -> str:
    return " ".join(answer.content.decode().replace("\N{NO-BREAK SPACE}", " ").split())


def test_what_is_entered_stands_in_the_list(act_as, group):
    page = act_as(people.karla)
    page.post("/anfragen/neu/", ENTERED | {"groups": [group.pk]})
    assert "Antrag 433/2015: Sport für Geflüchtete" in text(page.get("/anfragen/"))


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"number": "433-15"}, "Bitte Nummer und Jahr angeben, getrennt durch einen Schrägstrich"),
        ({"groups": []}, "Bitte wählen Sie, wer den Antrag oder die Anfrage gestellt hat."),
        ({"due_on": "2015-10-01"}, "Die Frist endet, bevor der Antrag oder die Anfrage gestellt ist."),
        ({"dated": "2015-02-30"}, "Bitte einen Tag angeben, den es gibt, zum Beispiel 20.10.2015."),
    ],
)
def test_what_cannot_be_is_said(act_as, group, wrong, sentence):
    answer = act_as(people.karla).post("/anfragen/neu/", ENTERED | {"groups": [group.pk]} | wrong)
    assert answer.status_code == 422
    assert sentence in text(answer)
    assert not CouncilRequest.objects.exists()


def test_without_a_group_the_form_says_where_one_is_made(act_as):
    assert "Es ist noch keine Fraktion oder Gruppe angelegt." in text(
        act_as(people.karla).get("/anfragen/neu/")
    )


def test_who_asked_is_kept_in_the_history(act_as, group):
    act_as(people.karla).post("/anfragen/neu/", ENTERED | {"groups": [group.pk]})
    asked = CouncilRequest.objects.get()
    asked.groups.set([Organisation.objects.create(name="SPD", kind=Organisation.Kind.COUNCIL_GROUP)])
    kept = [[one.organisation.name for one in old.groups.all()] for old in asked.history.all()]
    assert ["CDU"] in kept
    assert kept[0] == ["SPD"]


def test_the_answer_begins_with_the_subject_and_leads_to_the_choice(act_as):
    asked = CouncilRequestFactory(subject="Wie voll?")
    page, address = act_as(people.karla), f"/anfragen/{asked.pk}/antworten/"
    assert 'value="Wie voll?"' in page.get(address).content.decode()
    form = {"title": "Wie voll?", "as_of": "2017-08-31", "chapters": ["accommodation"], "audience": "council"}
    answer = page.post(address, form)
    assert answer.headers["Location"] == f"/berichte/{asked.answers.get().pk}/auswahl/"


def test_there_is_one_draft_at_a_time(act_as):
    draft = ReportFactory(council_request=CouncilRequestFactory())
    answer = act_as(people.karla).get(f"/anfragen/{draft.council_request_id}/antworten/")
    assert answer.headers["Location"] == f"/berichte/{draft.pk}/"


def test_an_answer_is_not_only_for_the_administration(act_as):
    asked = CouncilRequestFactory()
    form = {"title": "X", "as_of": "2017-08-31", "chapters": ["accommodation"], "audience": "internal"}
    assert act_as(people.karla).post(f"/anfragen/{asked.pk}/antworten/", form).status_code == 422
    assert not Report.objects.exists()


def test_the_council_sees_what_waits_but_no_draft(act_as):
    draft = ReportFactory(
        council_request=CouncilRequestFactory(due_on=timezone.localdate() - timedelta(days=3))
    )
    assert "seit 3 Tagen" in text(act_as(people.rosa).get("/anfragen/"))
    assert "in Arbeit" not in text(act_as(people.rosa).get("/anfragen/"))
    assert "in Arbeit" not in text(act_as(people.rosa).get(f"/anfragen/{draft.council_request_id}/"))
    assert "in Arbeit" in text(act_as(people.karla).get("/anfragen/"))


@pytest.mark.parametrize(("audience", "read"), [("council", False), ("public", True)])
def test_the_public_reads_what_was_answered_for_everybody(client, settings, answer, audience, read):
    settings.PUBLIC_VIEW = True
    CouncilRequestFactory(subject="Noch offen")
    Report.objects.update(audience=audience)
    page = text(client.get("/anfragen/"))
    assert ("Belegung der Unterkünfte" in page) == read
    assert (client.get(f"/anfragen/{answer.council_request_id}/").status_code == 200) == read
    assert "Noch offen" not in page


def test_the_public_finds_no_newer_answer_that_is_for_the_council(client, settings, answer):
    settings.PUBLIC_VIEW = True
    Report.objects.update(audience="public")
    later = ReportFactory(
        council_request=answer.council_request,
        state=State.RELEASED,
        decided_at=timezone.now(),
        title="Später",
    )
    page = text(client.get(f"/anfragen/{answer.council_request_id}/"))
    assert f"/berichte/{answer.pk}/" in page
    assert f"/berichte/{later.pk}/" not in page


def test_answers_do_not_stand_among_the_reports(act_as, answer):
    assert answer.title not in text(act_as(people.karla).get("/berichte/"))


def test_a_request_can_be_put_right_after_its_answer_which_stays_as_printed(act_as, answer):
    asked = answer.council_request
    form = ENTERED | {"groups": [asked.groups.get().pk], "wording": "Ganz anders."}
    page = act_as(people.karla)
    address = f"/anfragen/{asked.pk}/angaben/"
    assert page.post(address, sent_by(page.get(address)) | form).status_code == 302
    assert "Ganz anders." in text(page.get(f"/anfragen/{asked.pk}/"))
    assert "Ganz anders." not in text(page.get(f"/berichte/{answer.pk}/"))


def test_html_in_the_wording_is_shown_as_letters(act_as):
    asked = CouncilRequestFactory(wording="<script>alert(1)</script>")
    page = act_as(people.rosa).get(f"/anfragen/{asked.pk}/").content.decode()
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page


def test_a_page_asks_few_questions(act_as, answer, django_assert_max_num_queries):
    page = act_as(people.rosa)
    page.get("/anfragen/")
    with django_assert_max_num_queries(12):
        page.get("/anfragen/")
    with django_assert_max_num_queries(12):
        page.get(f"/anfragen/{answer.council_request_id}/")
