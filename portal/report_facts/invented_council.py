"""Invented motions and questions to try the portal out: fixtures/example/council."""

from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

from django.utils import timezone

from portal.models import CouncilRequest, Report, User
from portal.releases import State
from portal.report import actions
from portal.report.answers import ANSWER
from portal.report_facts.city import load_organisations, organisation
from portal.report_facts.facts import Facts, Outcome, Row, ever


def load_invented_requests(folder: Path, *, coordinators: tuple[User, User]) -> Outcome:
    """The first of the two submitted the answer, the second released it."""
    facts = Facts(folder, example=True)
    load_organisations(facts)
    for row in facts.rows("requests"):
        load_request(facts, row, coordinators)
    return facts.outcome


def load_request(facts: Facts, row: Row, coordinators: tuple[User, User]) -> None:
    groups, answer, _ = row.pop("groups"), row.pop("answer", None), row.pop("example")
    row["dated"], row["due_on"] = day_of(row["dated"]), day_of(row["due_on"])
    row["number"] = f"{row['number']}/{row['dated'].year}"
    known = ever(CouncilRequest, subject=row["subject"])
    if known.exists():
        return
    asked = facts.keep(known, row)
    asked.groups.set(organisation(name) for name in groups)
    if answer:
        load_answer(asked, answer, coordinators)


def day_of(said: date | int) -> date:
    """A day, or so many days from today."""
    return timezone.localdate() + timedelta(days=said) if isinstance(said, int) else said


def load_answer(asked: CouncilRequest, row: Row, coordinators: tuple[User, User]) -> None:
    report = Report.objects.create(
        council_request=asked, title=asked.subject, as_of=row["as_of"], chapters=row["chapters"],
        audience=Report.Readers.PUBLIC,
    )  # fmt: skip
    actions.choose(report=report, keys=row["chosen"])
    actions.insert_text(report=report, section=ANSWER, after="", text=row["text"], comment="")
    released_at = datetime.combine(row["released_on"], time(15), UTC)
    report.submitted_by, report.decided_by = coordinators
    report.submitted_at, report.decided_at = released_at - timedelta(days=1), released_at
    report.state = State.RELEASED
    report.save()
    actions.freeze(report)
