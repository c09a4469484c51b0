"""What a speaker has to do today, group by group; nothing of another group."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from portal.models import User
from taskforce.models import Answer, Body, FinalReport, Handover, Measure, Meeting

NEXT_MEETINGS = 3


@dataclass(frozen=True)
class OwnWork:
    body: Body
    report: FinalReport
    missing: list[Answer]
    commented: list[Answer]
    meetings: list[Meeting]  # the next ones
    unproved: list[Measure]  # called handed over, but nobody says to whom
    agreed: list[Handover]  # promised, but not carried out yet


def own_work(user: User, today: date) -> Iterator[OwnWork]:
    """One for each group that this person speaks for today; mostly there is one."""
    for body in Body.objects.written_by(user, today):
        report = FinalReport.objects.with_answers().of_group(body)
        yield OwnWork(
            body=body,
            report=report,
            missing=report.missing if report.open else [],
            commented=[answer for answer in report.in_order if answer.comment] if report.open else [],
            meetings=list(Meeting.objects.filter(body=body).after(today)[:NEXT_MEETINGS]),
            unproved=list(Measure.objects.filter(body=body).without_handover()),
            agreed=list(Handover.objects.given_by(body).agreed_not_done()),
        )
