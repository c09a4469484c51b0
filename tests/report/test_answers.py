"""The answer to a request of the council: what was asked, and of the chapters only what was chosen."""

import io
from datetime import date
from decimal import Decimal

import docx
import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext

from portal.models import Organisation, Report, ReportedFigure
from portal.releases import State
from portal.report import actions
from portal.report.answers import ANSWER
from portal.report.composition import arranged_report
from portal.report.document import Document
from portal.report.files import file_of
from portal.report.word import docx_bytes
from tests import people
from tests.factories import (
    CouncilRequestFactory,
    FundBudgetFactory,
    IndicatorFactory,
    ReportedFigureFactory,
    ReportFactory,
    ShelterFactory,
)
from tests.report.reading import pages_of, squeezed, text_of

pytestmark = pytest.mark.django_db
WORDING = "Wir fragen:\n\n1. Wie viele sind es?\n2. Wie viele waren es?"


@pytest.fixture(autouse=True)
def _occupancy():
    occupancy = IndicatorFactory(
        key="occupancy_total", label="Menschen in Unterkünften", unit="Personen", area="accommodation"
    )
    for day, value in ((date(2016, 7, 1), 8141), (date(2017, 8, 1), 7362)):
        ReportedFigureFactory(
            indicator=occupancy, period_start=day, period_end=day, value=Decimal(value), leading=True
        )


def answer_to(**request: object) -> Report:
    asked = CouncilRequestFactory(**{"wording": WORDING, "number": "433/2017"} | request)
    return ReportFactory(council_request=asked, title=asked.subject)


@pytest.fixture
def answer() -> Report:
    return answer_to()


def keys(document: Document) -> dict[str, list[str]]:
    return {section["key"]: [one["key"] for one in section["blocks"]] for section in document["sections"]}


def test_at_first_it_prints_the_question_and_no_figure(answer):
    assert keys(arranged_report(answer)) == {"anfrage": ["anfrage.wortlaut"], "antraege": ["antraege.liste"]}


def test_it_prints_what_was_chosen_and_nothing_else(answer):
    actions.choose(report=answer, keys=["zahl.occupancy_total", "accommodation.belegung"])
    assert keys(arranged_report(answer))[ANSWER] == ["zahl.occupancy_total", "accommodation.belegung"]


def test_a_single_figure_is_a_line_with_its_day_and_its_source(answer):
    actions.choose(report=answer, keys=["zahl.occupancy_total"])
    (block,) = arranged_report(answer)["sections"][1]["blocks"]
    said = "".join(run["text"] for run in block["text"][0]["runs"])
    assert said == "Menschen in Unterkünften: 7.362\N{NO-BREAK SPACE}Personen (1. August 2017)"
    newest = ReportedFigure.objects.get(value=7362)
    assert [note["text"] for note in block["notes"]] == [str(newest.provenance())]


def test_a_figure_follows_the_stichtag(answer):
    actions.choose(report=answer, keys=["zahl.occupancy_total"])
    answer.as_of = date(2017, 1, 31)
    (block,) = arranged_report(answer)["sections"][1]["blocks"]
    assert "8.141" in block["text"][0]["runs"][1]["text"]


def test_what_is_chosen_later_stands_last_and_what_is_not_chosen_any_more_goes(answer):
    actions.choose(report=answer, keys=["accommodation.belegung", "accommodation.werte"])
    actions.insert_text(report=answer, section=ANSWER, after="", text="Vorweg.", comment="")
    actions.move(report=answer, key="accommodation.werte", up=True)
    actions.choose(report=answer, keys=["zahl.occupancy_total", "accommodation.werte"])
    assert keys(arranged_report(answer))[ANSWER] == ["text.1", "accommodation.werte", "zahl.occupancy_total"]


def test_what_it_costs_stands_in_a_section_of_its_own(answer):
    FundBudgetFactory(fund__name="Innovationsfonds", year=2016, amount=65000)
    answer.chapters = ["accommodation", "culture_sport"]
    answer.save()
    actions.choose(report=answer, keys=["finanzielles.foerdertoepfe", "zahl.occupancy_total"])
    printed = keys(arranged_report(answer))
    assert printed["finanzielles"] == ["finanzielles.foerdertoepfe"]
    assert printed[ANSWER] == ["zahl.occupancy_total"]


def test_a_submitted_answer_is_chosen_for_no_more(answer):
    Report.objects.update(state=State.SUBMITTED)
    with pytest.raises(ValidationError, match="inzwischen"):
        actions.choose(report=answer, keys=["zahl.occupancy_total"])


def test_of_two_who_begin_an_answer_the_second_is_told(answer):
    other = Report(
        council_request=answer.council_request, title="X", as_of=date(2017, 8, 31), chapters=["accommodation"]
    )
    with pytest.raises(ValidationError, match="An einer Antwort wird schon gearbeitet"):
        actions.save_frame(report=other, fields=("title",))


@pytest.mark.parametrize(
    ("kind", "printed"),
    [
        ("motion", ["Stellungnahme zum Antrag", "Wortlaut des Antrags", "Vorliegende Anträge/Anfragen"]),
        ("question", ["Beantwortung der Anfrage", "Wortlaut der Anfrage", "Erledigte Anträge/Anfragen"]),
    ],
)
def test_it_is_called_after_what_it_answers(kind, printed):
    document = arranged_report(answer_to(kind=kind))
    assert [document["kind"], *(section["title"] for section in document["sections"])] == printed


def test_its_head_says_who_asked_and_when():
    document = arranged_report(answer_to(groups=["CDU", "SPD"], dated=date(2017, 8, 1)))
    assert document["routing"] == [
        ["Zur Anfrage", "433/2017 vom 1. August 2017"], ["gestellt von", "CDU und SPD"],
    ]  # fmt: skip


def test_an_answer_to_an_invented_question_says_so():
    invented = answer_to(groups=["Beispielfraktion"])
    Organisation.objects.filter(name="Beispielfraktion").update(example=True)
    assert arranged_report(invented)["kind"] == "Beantwortung der Anfrage – Beispieldaten (erfunden)"


def test_pdf_and_docx_say_question_figures_and_sources_on_one_page(answer):
    actions.choose(report=answer, keys=["zahl.occupancy_total"])
    text = "**Zu 2:** {occupancy_total 2016-07}."
    actions.insert_text(report=answer, section=ANSWER, after="zahl.occupancy_total", text=text, comment="")
    document = arranged_report(answer)
    pdf = file_of(document, "pdf")
    paper = docx.Document(io.BytesIO(docx_bytes(document)))
    in_word = squeezed("".join(paragraph.text for paragraph in paper.paragraphs))
    notes = [
        note["text"] for section in document["sections"] for b in section["blocks"] for note in b["notes"]
    ]

    assert len(notes) == 2
    for said in ("1. Wie viele sind es?", "7.362 Personen", "Zu 2: 8.141 Personen", *notes):
        assert squeezed(said) in text_of(pdf)
        assert squeezed(said.removeprefix("1. ")) in in_word
    assert len(pages_of(pdf)) == 1
    assert "Inhalt" not in text_of(pdf)
    assert not any(one.paragraph_format.page_break_before for one in paper.paragraphs)


def test_nothing_invented_is_offered(act_as, answer):
    ShelterFactory(example=True)
    answer.chapters = ["accommodation", "taskforce"]
    answer.save()
    page = act_as(people.karla).get(f"/berichte/{answer.pk}/auswahl/").content.decode()
    assert "Menschen in Unterkünften: 7.362" in page
    assert "Beispieldaten (erfunden)" not in page


def test_what_is_offered_is_chosen_by_its_box(act_as, answer):
    page, address = act_as(people.karla), f"/berichte/{answer.pk}/auswahl/"
    form = {"zahlen-accommodation": ["zahl.occupancy_total"], "accommodation": ["accommodation.werte"]}
    assert page.post(address, form).headers["Location"] == f"/berichte/{answer.pk}/gestalten/"
    assert page.get(address).content.decode().count(" checked") == 2


def test_a_report_has_nothing_to_choose(act_as):
    assert act_as(people.karla).get(f"/berichte/{ReportFactory().pk}/auswahl/").status_code == 404


def test_the_number_of_queries_does_not_grow_with_the_figures(act_as, answer, django_assert_max_num_queries):
    page, address = act_as(people.karla), f"/berichte/{answer.pk}/auswahl/"
    with CaptureQueriesContext(connection) as few:
        page.get(address)
    for number in range(5):
        ReportedFigureFactory(indicator__key=f"more_{number}", indicator__area="accommodation", leading=True)
    with django_assert_max_num_queries(len(few)):
        page.get(address)


class TestPending:
    """What a report says about the requests that wait for an answer."""

    def test_it_names_what_was_asked_by_its_day_and_not_answered(self):
        CouncilRequestFactory(number="1/2017", subject="Davor", groups=["CDU"], dated=date(2017, 8, 1))
        CouncilRequestFactory(number="2/2017", dated=date(2017, 9, 2), due_on=date(2017, 9, 3))
        section = self.section()
        assert section["title"] == "Vorliegende Anträge/Anfragen"
        (items,) = section["blocks"][0]["text"]
        assert [item["children"][0]["runs"][0]["text"] for item in items["children"]] == ["1/2017 CDU: Davor"]

    def test_it_names_nothing_that_was_answered_by_then(self):
        ReportFactory(
            council_request=CouncilRequestFactory(), state=State.RELEASED, decided_at="2017-08-31T10:00:00Z"
        )
        assert self.section() is None

    def test_it_names_nothing_invented(self):
        CouncilRequestFactory(groups=["Beispielfraktion"])
        Organisation.objects.filter(name="Beispielfraktion").update(example=True)
        assert self.section() is None

    def section(self):
        sections = arranged_report(ReportFactory(as_of=date(2017, 8, 31)))["sections"]
        return next((one for one in sections if one["key"] == "antraege"), None)
