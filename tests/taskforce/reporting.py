"""Final reports in every state, for tests: `report_of(people.language(), State.RETURNED)`."""

from portal.releases import State
from taskforce.models import Answer, Body, FinalReport
from tests import people
from tests.factories import AnswerFactory, FinalReportFactory


def report_of(body: Body, state: State, text: str = "Wir haben ein Sprachcafé eröffnet.") -> FinalReport:
    """Complete, with the same text for every question; submitted by Sina, decided by Karla."""
    by = {"submitted_by": people.sina(), "submitted_at": "2017-11-06T10:00Z"}
    decided = {"decided_by": people.karla(), "decided_at": "2017-11-07T10:00Z"}
    report = FinalReportFactory(
        body=body, state=state,
        **(by if state != State.DRAFT else {}),
        **(decided if state in (State.RETURNED, State.RELEASED) else {}),
    )  # fmt: skip
    for question in Answer.Question:
        AnswerFactory(report=report, question=question, text=text)
    return report
