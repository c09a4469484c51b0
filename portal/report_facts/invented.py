"""Invented groups to try the portal out: fixtures/example/taskforce. Their files are read as those of the
report are, and every row of them is marked as an example."""

from datetime import UTC, datetime
from pathlib import Path

from portal.models import User
from portal.releases import State
from portal.report_facts.city import load_organisations, organisation
from portal.report_facts.facts import Facts, Outcome, Row, ever
from portal.report_facts.taskforce import (
    find,
    load_bodies,
    load_goals,
    load_handovers,
    load_measures,
    load_memberships,
)
from taskforce.models import FinalReport, Meeting

SUBMITTED_AT = datetime(2017, 9, 18, 10, tzinfo=UTC)
RELEASED_AT = datetime(2017, 9, 25, 15, tzinfo=UTC)

SUBJECTS = (
    load_organisations,
    load_bodies,
    load_memberships,
    load_measures,
    load_handovers,
    load_goals,
)


def load_invented(folder: Path, *, speaker: User, coordinator: User) -> Outcome:
    """`speaker` submitted the released report, `coordinator` released it."""
    facts = Facts(folder, example=True)
    for load in SUBJECTS:
        load(facts)
    load_meetings(facts)
    load_final_reports(facts, speaker, coordinator)
    return facts.outcome


def load_meetings(facts: Facts) -> None:
    for row in facts.rows("meetings"):
        items = row.pop("item", [])
        find(row, bodies=("body",))
        meeting = facts.keep(ever(Meeting, body=row["body"], held_on=row["held_on"]), row)
        for item in items:
            facts.keep(meeting.agenda.filter(order=item["order"]), item | {"meeting": meeting})


def load_final_reports(facts: Facts, speaker: User, coordinator: User) -> None:
    released = {
        "submitted_by": speaker,
        "submitted_at": SUBMITTED_AT,
        "decided_by": coordinator,
        "decided_at": RELEASED_AT,
    }
    for row in facts.rows("final_reports"):
        answers = row.pop("answer")
        find(row, bodies=("body",))
        decided = released if row["state"] == State.RELEASED else {}
        report = facts.keep(ever(FinalReport, body=row["body"]), row | decided)
        for answer in answers:
            load_answer(facts, report, answer)


def load_answer(facts: Facts, report: FinalReport, row: Row) -> None:
    links = {
        "measures": report.body.measures.filter(title__in=row.pop("measures", [])),
        "handovers": report.body.handovers.filter(subject__in=row.pop("handovers", [])),
        "partners": [organisation(name) for name in row.pop("partners", [])],
    }
    known = report.answers.filter(question=row["question"])
    is_new = not known.exists()
    answer = facts.keep(known, row | {"report": report})
    if is_new:
        for name, linked in links.items():
            getattr(answer, name).set(linked)
