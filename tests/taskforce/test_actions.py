"""Final reports on their way: written by Sina, returned and released by Karla, frozen after that."""

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection
from django.test import Client
from django.urls import reverse

from portal import releases
from portal.releases import State
from taskforce import actions
from taskforce.actions import Given
from taskforce.models import Answer, FinalReport, Membership
from tests import people
from tests.factories import AnswerFactory, FinalReportFactory, MeasureFactory
from tests.sent_forms import sent_by

pytestmark = pytest.mark.django_db

Question = Answer.Question


def write(*given: Given, by=people.sina) -> FinalReport:
    return actions.save_answers(body=people.language(), by=by(), given=given)


def everything() -> list[Given]:
    return [Given(question, f"Antwort {question}") for question in Question]


def submitted() -> FinalReport:
    write(*everything())
    return actions.submit_report(body=people.language(), by=people.sina())


def released() -> FinalReport:
    report = submitted()
    return actions.release_report(report=report, by=people.karla(), seen=report.version)


def give_back(report: FinalReport, comment: str = "Bitte ergänzen.", by=people.karla, **comments: str):
    return actions.return_report(
        report=report, by=by(), comment=comment, comments=comments, seen=report.version
    )  # fmt: skip


def test_the_first_draft_begins_the_report():
    report = write(Given(Question.LESSONS, "Früh reden."))
    assert (report.state, report.body) == (State.DRAFT, people.language())
    assert Answer.objects.get().text == "Früh reden."


def test_a_draft_may_point_to_measures_of_the_group():
    cafe = MeasureFactory(body=people.language(), title="Sprachcafé")
    write(Given(Question.MEASURES, "Ein Café.", {"measures": [cafe]}))
    assert Answer.objects.get().linked == [cafe]


def test_what_did_not_change_leaves_no_trace():
    report = write(*everything())
    version = report.version
    assert write(*everything()).version == version


@pytest.mark.parametrize("stranger", [people.sven, people.rosa, people.tina, people.karla, people.adam])
def test_only_who_speaks_for_the_group_writes(stranger):
    people.sina()
    with pytest.raises(PermissionDenied):
        write(*everything(), by=stranger)
    assert not FinalReport.objects.exists()


def test_who_spoke_for_the_group_until_yesterday_does_not_write_any_more(time_machine):
    people.sina()
    Membership.objects.update(started_from="2015-06-01", ended_to="2017-10-31")
    time_machine.move_to("2017-10-31 12:00")
    write(Given(Question.LESSONS, "Früh reden."))
    time_machine.move_to("2017-11-01 12:00")
    with pytest.raises(PermissionDenied):
        write(Given(Question.LESSONS, "Spät reden."))


def test_a_member_who_is_no_speaker_does_not_write():
    sina = people.sina()
    Membership.objects.update(role=Membership.Role.MEMBER)
    with pytest.raises(PermissionDenied):
        write(*everything(), by=lambda: sina)


def test_what_is_missing_is_named_and_blocks_submitting():
    write(*everything()[:4], Given(Question.LESSONS, "   "))
    with pytest.raises(ValidationError) as refused:
        actions.submit_report(body=people.language(), by=people.sina())
    assert refused.value.messages == [
        "Es fehlt noch die Antwort auf: „4. Erkenntnisse“, „5. Notwendige Partner“."
    ]
    assert FinalReport.objects.get().state == State.DRAFT


def test_nothing_at_all_cannot_be_submitted():
    with pytest.raises(ValidationError, match="Umgesetzte Maßnahmen"):
        actions.submit_report(body=people.language(), by=people.sina())


def test_a_complete_report_is_submitted_and_it_is_on_record_by_whom():
    report = submitted()
    assert (report.state, report.submitted_by) == (State.SUBMITTED, people.sina())


def test_the_speaker_of_another_group_cannot_submit_it():
    write(*everything())
    with pytest.raises(PermissionDenied):
        actions.submit_report(body=people.language(), by=people.sven())


def test_what_is_submitted_is_not_written_any_more():
    submitted()
    with pytest.raises(ValidationError, match="eingereicht"):
        write(Given(Question.LESSONS, "Noch ein Satz."))


def test_karla_returns_it_with_a_word_on_the_whole_and_on_single_answers():
    report = give_back(submitted(), "Fast fertig.", **{Question.LESSONS: "Bitte ein Beispiel."})
    assert (report.state, report.comment) == (State.RETURNED, "Fast fertig.")
    assert {a.question: a.comment for a in report.answers.exclude(comment="")} == {"4": "Bitte ein Beispiel."}


def test_a_new_round_forgets_the_comments_of_the_last_one():
    give_back(submitted(), **{Question.LESSONS: "Bitte ein Beispiel."})
    again = actions.submit_report(body=people.language(), by=people.sina())
    give_back(again, **{Question.PARTNERS: "Wer noch?"})
    assert list(Answer.objects.exclude(comment="").values_list("question", flat=True)) == ["5"]


def test_nobody_returns_it_without_a_word():
    with pytest.raises(ValidationError, match="was zu ändern ist"):
        give_back(submitted(), " ", **{Question.LESSONS: "Bitte ein Beispiel."})
    assert not Answer.objects.exclude(comment="").exists()


def test_what_was_returned_is_written_and_submitted_again():
    give_back(submitted())
    write(Given(Question.LESSONS, "Mit Beispiel."))
    assert actions.submit_report(body=people.language(), by=people.sina()).state == State.SUBMITTED


def test_karla_releases_it():
    report = released()
    assert (report.state, report.decided_by) == (State.RELEASED, people.karla())


@pytest.mark.parametrize(
    "stranger", [people.sina, people.sven, people.emil, people.adam, people.dora, people.rosa]
)
def test_nobody_else_decides(stranger):
    report = submitted()
    with pytest.raises(PermissionDenied):
        actions.release_report(report=report, by=stranger(), seen=report.version)
    with pytest.raises(PermissionDenied):
        give_back(report, by=stranger)
    assert FinalReport.objects.get().state == State.SUBMITTED


def test_who_submitted_it_does_not_release_it():
    """Should somebody of the coordination ever have submitted one."""
    report = FinalReportFactory()
    releases.submit(report, by=people.karla())
    with pytest.raises(PermissionDenied, match="nicht selbst frei"):
        actions.release_report(report=report, by=people.karla(), seen=report.version)


def test_a_draft_is_not_released():
    report = write(*everything())
    with pytest.raises(ValidationError, match="Entwurf"):
        actions.release_report(report=report, by=people.karla(), seen=report.version)


def test_only_what_was_read_is_released():
    """Konrad returned it, Sina wrote another text; Karla's page still shows the first one."""
    read = submitted()
    seen = read.version
    give_back(read, by=people.konrad)
    write(Given(Question.LESSONS, "Ganz anders."))
    actions.submit_report(body=people.language(), by=people.sina())
    with pytest.raises(ValidationError, match="inzwischen geändert"):
        actions.release_report(report=read, by=people.karla(), seen=seen)


def test_a_released_report_is_frozen():
    released()
    with pytest.raises(ValidationError, match="freigegeben"):
        write(Given(Question.LESSONS, "Noch ein Satz."))
    with pytest.raises(ValidationError, match="freigegeben"):
        actions.submit_report(body=people.language(), by=people.sina())
    assert Answer.objects.get(question=Question.LESSONS).text == "Antwort 4"


def test_karla_reopens_a_released_report_with_a_reason():
    report = give_back(released(), "Die Zahl der Kurse ist falsch.")
    assert (report.state, report.comment) == (State.RETURNED, "Die Zahl der Kurse ist falsch.")
    assert not FinalReport.objects.released().exists()
    write(Given(Question.LESSONS, "Berichtigt."))
    again = actions.submit_report(body=people.language(), by=people.sina())
    actions.release_report(report=again, by=people.konrad(), seen=again.version)
    assert Answer.objects.get(question=Question.LESSONS).text == "Berichtigt."


def test_a_released_report_is_not_reopened_without_a_reason():
    with pytest.raises(ValidationError, match="Grund"):
        give_back(released(), "")
    assert FinalReport.objects.released().exists()


def test_what_was_released_once_stays_in_the_history():
    give_back(released())
    write(Given(Question.LESSONS, "Berichtigt."))
    texts = Answer.history.filter(question=Question.LESSONS).values_list("text", flat=True)
    assert set(texts) >= {"Antwort 4", "Berichtigt."}


def at_once(*steps: Callable[[], object]) -> list[str]:
    """In threads of their own; the sentences of those that were refused."""
    start = threading.Barrier(len(steps))

    def run(step: Callable[[], object]) -> str:
        try:
            start.wait(10)
            step()
        except ValidationError as error:
            return " ".join(error.messages)
        finally:
            connection.close()
        return ""

    with ThreadPoolExecutor(len(steps)) as threads:
        return [text for text in threads.map(run, steps) if text]


@pytest.mark.django_db(transaction=True)
def test_of_two_who_decide_at_the_same_moment_one_is_told():
    report, karla, konrad = submitted(), people.karla(), people.konrad()
    seen = report.version
    refused = at_once(
        lambda: actions.release_report(report=report, by=karla, seen=seen),
        lambda: actions.return_report(report=report, by=konrad, comment="Nein.", comments={}, seen=seen),
    )
    assert len(refused) == 1
    report.refresh_from_db()
    assert (report.state, report.comment) in [(State.RELEASED, ""), (State.RETURNED, "Nein.")]


@pytest.mark.django_db(transaction=True)
def test_of_two_windows_that_begin_the_report_at_the_same_moment_one_is_told():
    people.language()
    address = reverse("taskforce:write_report", args=[people.language().slug])
    browser = Client()
    browser.force_login(people.sina())
    empty = sent_by(browser.get(address))
    answers: list[int] = []

    def send(text: str) -> None:
        client = Client()
        client.cookies = browser.cookies
        answers.append(client.post(address, empty | {"text_4": [text]}).status_code)

    at_once(lambda: send("Früh reden."), lambda: send("Spät reden."))
    assert sorted(answers) == [302, 409]
    assert Answer.objects.filter(question="4").count() == 1


def test_an_answer_of_a_report_that_nobody_saved_is_empty():
    report = FinalReport(body=people.language())
    assert [answer.text for answer in report.in_order] == [""] * 6
    assert [answer.linked for answer in report.in_order] == [[]] * 6
    assert report.version == 0


def test_answers_stand_in_the_order_of_the_questions():
    report = FinalReportFactory()
    for question in reversed(Question):
        AnswerFactory(report=report, question=question)
    assert [answer.question for answer in report.in_order] == ["1", "2a", "2b", "3", "4", "5"]
