"""Final reports: a group's speaker writes and submits, a second person returns or releases.

A released report is frozen. Who wants another word in it reopens it, with a reason: it is returned to
the speaker, is not public meanwhile, and goes through submission and release again.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import models, transaction
from django.utils import timezone

from portal import releases
from portal.models import User
from taskforce.models import Answer, Body, FinalReport


@dataclass(frozen=True)
class Given:
    """What somebody wrote for a question. `links` by the field of the answer, see `Answer.LINKS`."""

    question: str
    text: str
    links: Mapping[str, Iterable[models.Model]] = field(default_factory=dict)


@transaction.atomic
def save_answers(*, body: Body, by: User, given: Iterable[Given]) -> FinalReport:
    """Keep a draft, the first of which begins the report. That nobody else has written meanwhile, the form
    makes sure. Raises PermissionDenied to who does not speak for the group today, ValidationError once the
    report is submitted."""
    expect_speaker(body, by)
    report = locked_report(body)
    releases.expect(report, releases.State.DRAFT, releases.State.RETURNED)
    if report.pk is None:
        report.save()
    for one in given:
        keep(report, one)
    return report


def keep(report: FinalReport, given: Given) -> None:
    """What did not change leaves no trace in the history."""
    answer, _ = Answer.objects.get_or_create(report=report, question=given.question)
    if answer.text != given.text:
        answer.text = given.text
        answer.save()
    for name, chosen in given.links.items():
        getattr(answer, name).set(chosen)


@transaction.atomic
def submit_report(*, body: Body, by: User) -> FinalReport:
    """Hand it in. Raises PermissionDenied to who does not speak for the group today, ValidationError
    with the questions that nobody has answered yet, or in another state."""
    expect_speaker(body, by)
    report = locked_report(body)
    if report.missing:
        questions = ", ".join(f"„{answer.title}“" for answer in report.missing)
        raise ValidationError(f"Es fehlt noch die Antwort auf: {questions}.")
    releases.submit(report, by=by)
    return report


@transaction.atomic
def return_report(
    *, report: FinalReport, by: User, comment: str, comments: Mapping[str, str], seen: int | None
) -> FinalReport:
    """Give it back with a comment on the whole and, by question, on single answers; a released one is
    reopened. Raises PermissionDenied to who may not release it, ValidationError without a comment, in
    another state, or if it is no longer what the person has read."""
    locked = locked_report(report.body)
    expect_seen(locked, seen)
    back = releases.reopen if locked.state == releases.State.RELEASED else releases.return_
    back(locked, by=by, comment=comment)
    for answer in locked.answers.all():
        answer.comment = comments.get(answer.question, "").strip()
        answer.save()
    return locked


@transaction.atomic
def release_report(*, report: FinalReport, by: User, seen: int | None) -> FinalReport:
    """From now on everybody reads it. Raises PermissionDenied to who submitted it or may not release,
    ValidationError in another state, or if it is no longer what the person has read."""
    locked = locked_report(report.body)
    expect_seen(locked, seen)
    releases.release(locked, by=by)
    return locked


def locked_report(body: Body) -> FinalReport:
    """Of two people at the same moment one waits for the other, even before the first draft."""
    Body.objects.select_for_update().get(pk=body.pk)
    return FinalReport.objects.of_group(body)


def expect_speaker(body: Body, by: User) -> None:
    if not Body.objects.written_by(by, timezone.localdate()).filter(pk=body.pk).exists():
        raise PermissionDenied("Diesen Abschlussbericht schreibt, wer heute für die Arbeitsgruppe spricht.")


def expect_seen(report: FinalReport, seen: int | None) -> None:
    if report.version != seen:
        raise ValidationError(
            "Der Bericht ist inzwischen geändert worden, vielleicht in einem anderen Fenster. "
            "Bitte öffnen Sie die Seite neu; Ihre letzte Eingabe ist nicht gespeichert."
        )
